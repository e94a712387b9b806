import KhorshooNumerics

/// The low-discrepancy sequence of Halton, as it is or scrambled from a seed: every dimension has a prime, and a point has the digits of
/// its number behind the point, in reverse.
///
/// Scrambling deals out the digits of every place anew, so that the high dimensions, whose first points lie on lines, are spread;
/// a scrambled point is uniform. Any number of points is as good as the next, where Sobol' wants powers of two.
/// - Source: Halton 1960, doi:10.1007/BF01386213; digits dealt out anew place by place: Owen 2017, arXiv:1706.02808.
/// - Proof: `HaltonSequenceGolden` (SciPy), `HaltonSequenceProperty`.
public struct HaltonSequence: Sendable {
  /// The greatest number of dimensions.
  public static let dimensionLimit = 1000

  /// Coordinates of a point.
  public let dimensions: Int
  private let bases: [Int]
  /// Digit in the place of each digit, by dimension and place; empty when not scrambled.
  private let digits: [[[Int]]]

  /// A sequence, scrambled when it has a seed.
  ///
  /// - Throws: `ExperimentError` `too-many-factors` beyond 1,000 dimensions.
  public init(dimensions: Int, scrambledBy seed: UInt64?) throws(ExperimentError) {
    guard dimensions <= Self.dimensionLimit else {
      throw ExperimentError(
        code: "too-many-factors",
        "the Halton sequence is asked for \(dimensions) dimensions and has \(Self.dimensionLimit); vary fewer factors, or use lhs or morris"
      )
    }
    self.dimensions = dimensions
    let bases = Self.primes(dimensions)
    self.bases = bases
    digits =
      seed.map { seed in
        bases.enumerated().map { dimension, base in
          let random = ScalarRandom(seed: seed, stream: ExperimentStreams.digits, replicate: dimension)
          return (0..<Self.places(base)).map { place in
            // Fisher and Yates' shuffle.
            var order = Array(0..<base)
            for i in stride(from: base - 1, to: 0, by: -1) {
              order.swapAt(i, Int(random.uniform(entity: place, index: i) * Double(i + 1)))
            }
            return order
          }
        }
      } ?? []
  }

  /// A coordinate of a point, in 0 ..< 1.
  public func coordinate(point: Int, dimension: Int) -> Double {
    precondition(point >= 0 && point < 1 << 32 && dimension < dimensions, "point \(point), dimension \(dimension)")
    let base = bases[dimension]
    var (rest, unit, value, place) = (point, 1.0, 0.0, 0)
    while digits.isEmpty ? rest > 0 : place < digits[dimension].count {
      unit /= Double(base)
      let digit = rest % base
      value += unit * Double(digits.isEmpty ? digit : digits[dimension][place][digit])
      rest /= base
      place += 1
    }
    return min(value, 1 - 0x1p-53)
  }

  /// The first points. Shape: points x dimensions.
  public func points(_ count: Int) -> Matrix<Double> {
    var matrix = Matrix<Double>(rows: count, columns: dimensions)
    for i in 0..<count { for j in 0..<dimensions { matrix[i, j] = coordinate(point: i, dimension: j) } }
    return matrix
  }

  /// Digits that a double tells apart, and more than 32 bits of a number have.
  private static func places(_ base: Int) -> Int {
    var (places, size) = (0, 1.0)
    while size < 0x1p53 {
      size *= Double(base)
      places += 1
    }
    return places
  }

  private static func primes(_ count: Int) -> [Int] {
    var (found, candidate) = ([Int](), 2)
    while found.count < count {
      if !found.prefix(while: { $0 * $0 <= candidate }).contains(where: { candidate % $0 == 0 }) {
        found.append(candidate)
      }
      candidate += 1
    }
    return found
  }
}

/// How evenly points fill the unit cube: the centred discrepancy, squared; 0 would be perfectly even.
///
///     (13/12)^d - 2/n sum_i prod_j (1 + |z_ij| / 2 - z_ij^2 / 2)
///               + 1/n^2 sum_ik prod_j (1 + |z_ij| / 2 + |z_kj| / 2 - |x_ij - x_kj| / 2),   z = x - 1/2
/// - Source: Hickernell 1998, doi:10.1090/S0025-5718-98-00894-1.
/// - Proof: `HaltonSequenceGolden` (SciPy).
public enum CentredDiscrepancy {
  /// Most points times points times dimensions that are computed.
  public static let workLimit = 2_000_000_000.0

  /// Of points in 0 to 1; nil of more than can be computed in seconds. Shape: points x dimensions.
  public static func of(_ points: Matrix<Double>) -> Double? {
    let (n, d) = (points.rowCount, points.columnCount)
    guard n > 0, d > 0, Double(n) * Double(n) * Double(d) <= workLimit else { return nil }
    let z = points.values.map { ($0 - 0.5).magnitude }
    let x = points.values
    var single = 0.0
    for i in 0..<n {
      var product = 1.0
      for k in i * d..<(i + 1) * d { product *= 1 + z[k] / 2 - z[k] * z[k] / 2 }
      single += product
    }
    var double = 0.0
    for i in 0..<n {
      for k in 0..<i {
        var product = 1.0
        for j in 0..<d {
          let (a, b) = (i * d + j, k * d + j)
          product *= 1 + 0.5 * (z[a] + z[b] - (x[a] - x[b]).magnitude)
        }
        double += 2 * product
      }
      // A point with itself.
      var own = 1.0
      for k in i * d..<(i + 1) * d { own *= 1 + z[k] }
      double += own
    }
    let whole = (0..<d).reduce(1.0) { power, _ in power * 13 / 12 }
    return whole - 2 / Double(n) * single + double / (Double(n) * Double(n))
  }
}

extension Design {
  /// How evenly the points fill the ranges of the factors (``CentredDiscrepancy``); nil of designs whose points are no sample of them,
  /// and of very many points.
  public var discrepancy: Double? {
    switch method {
    case .latinHypercube, .sobol, .halton: CentredDiscrepancy.of(coordinates)
    case .factorial, .saltelli, .morris, .table: nil
    }
  }
}
