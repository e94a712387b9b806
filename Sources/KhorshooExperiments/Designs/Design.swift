import KhorshooNumerics

/// The points of a sweep: what each factor is set to at each of them, in the order in which they should run.
///
/// Made once, written before the first run, and the same again from the same factors and seed.
public struct Design: Sendable, Equatable {
  /// How the points were chosen.
  public enum Method: String, Sendable, CaseIterable {
    /// Every combination of listed values.
    case factorial
    /// Latin hypercube: each factor has one point in each of its n strata.
    case latinHypercube = "lhs"
    /// Scrambled Sobol' points.
    case sobol
    /// Scrambled Halton points.
    case halton
    /// Saltelli's cross-sampling for Sobol' indices: blocks of A, AB_1 ... AB_d, B.
    case saltelli
    /// Morris trajectories for elementary effects: runs of d + 1 points.
    case morris
    /// A table that the user gave.
    case table
  }

  /// How the points were chosen.
  public let method: Method
  /// Seed of what was drawn; without meaning for factorial designs and tables.
  public let seed: UInt64
  /// What is varied.
  public let factors: [Factor]
  /// Where factors are, 0 to 1. Shape: points x factors; of Saltelli's designs, whose points repeat these, blocks x 2 factors
  /// (A, then B); of Morris', trajectories x 3 factors (first, then last coordinates, then the step at which each moves).
  let coordinates: Matrix<Double>
  /// Points in the order in which they should run, so that what is done when a sweep stops is balanced.
  public let order: [Int]

  /// - Parameter coordinates: of the shape that the method has.
  package init(_ method: Method, seed: UInt64 = 0, factors: [Factor], coordinates: Matrix<Double>, order: [Int]? = nil)
  {
    self.method = method
    self.seed = seed
    self.factors = factors
    self.coordinates = coordinates
    self.order = order ?? Array(0..<coordinates.rowCount * Design.blockSize(method, factors.count))
  }

  /// Points.
  public var pointCount: Int { coordinates.rowCount * blockSize }

  /// Where a factor is within its domain at a point, 0 to 1.
  public func coordinate(point: Int, factor: Int) -> Double {
    let count = factors.count
    let (block, k) = point.quotientAndRemainder(dividingBy: blockSize)
    switch method {
    case .saltelli: return coordinates[block, k == factor + 1 || k == count + 1 ? count + factor : factor]
    case .morris: return coordinates[block, k > Int(coordinates[block, 2 * count + factor]) ? count + factor : factor]
    default: return coordinates[point, factor]
    }
  }

  /// Keys of all parameters that are varied, factor by factor: the header of the design's table.
  public var keys: [String] { factors.flatMap { $0.parts.map(\.key) } }

  /// What the parameters are set to at a point, in the order of ``keys``.
  public func values(point: Int) -> [FactorValue] {
    factors.indices.flatMap {
      factors[$0].values(at: coordinate(point: point, factor: $0), ofGrid: method == .morris)
    }
  }

  /// The number by which regressions see a factor, point by point; nil when it has three or more words, which have no order.
  public func scores(factor: Int) -> [Double]? {
    guard pointCount > 0, factors[factor].score(at: 0) != nil else { return nil }
    return factors[factor].scores(at: (0..<pointCount).map { coordinate(point: $0, factor: factor) })
  }

  /// Points of a block that an analysis needs whole: d + 2 of Saltelli's, d + 1 of Morris', otherwise 1.
  public var blockSize: Int { Design.blockSize(method, factors.count) }

  private static func blockSize(_ method: Method, _ factorCount: Int) -> Int {
    switch method {
    case .saltelli: return factorCount + 2
    case .morris: return factorCount + 1
    default: return 1
    }
  }

  static func requireDistinctKeys(_ factors: [Factor]) throws(ExperimentError) {
    guard !factors.isEmpty else {
      throw ExperimentError(code: "no-factors", "the design varies nothing; name at least one parameter and its values")
    }
    var seen: Set<String> = []
    for key in factors.flatMap({ $0.parts.map(\.key) }) where !seen.insert(key).inserted {
      throw ExperimentError(code: "factor-twice", key: key, "two factors vary this parameter; keep one")
    }
  }

  static func requireCount(_ count: Int, times pointsEach: Int = 1, of what: String) throws(ExperimentError) {
    guard count >= 1, count <= pointLimit / pointsEach else {
      throw ExperimentError(
        code: "design-size",
        "the design asks for \(count) \(what) of \(pointsEach) points; the least is 1 and a design has at most \(pointLimit) points"
      )
    }
  }

  /// The greatest number of points.
  public static let pointLimit = 10_000_000
}
