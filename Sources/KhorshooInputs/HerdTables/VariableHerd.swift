import KhorshooNumerics

/// A herd whose years differ: in each step one of several projection matrices, and now and then a catastrophe such as a dzud on
/// top of it.
///
/// The kind of year is drawn with given probabilities, or stays what it was with the probability `persistence`; catastrophes
/// are independent of that and kill a share of each stage at the end of the step.
/// - Source: Caswell 2001, chapter 14; Tuljapurkar 1982, doi:10.1016/0040-5809(82)90009-0; of numbers below a threshold: Lande
///   and Orzack 1988, doi:10.1073/pnas.85.19.7418.
/// - Proof: `VariableHerdAnalytic`, `VariableHerdGolden`.
public struct VariableHerd: Sendable {
  /// A kind of year.
  public struct Year: Sendable {
    /// Name, as of its file.
    public let name: String
    /// Probability.
    public let probability: Double
    /// What happens in it.
    public let matrix: Matrix<Double>

    /// Memberwise.
    public init(_ name: String, probability: Double, matrix: Matrix<Double>) {
      (self.name, self.probability, self.matrix) = (name, probability, matrix)
    }
  }

  /// What now and then comes on top.
  public struct Catastrophe: Sendable, Equatable {
    /// Probability a step.
    public let probability: Double
    /// Share of each stage that dies.
    public let losses: [Double]

    /// Memberwise.
    public init(probability: Double, losses: [Double]) { (self.probability, self.losses) = (probability, losses) }
  }

  /// Kinds of years; probabilities sum to one.
  public let years: [Year]
  /// Probability that a year is of the kind of the one before without being drawn.
  public let persistence: Double
  /// Nil without.
  public let catastrophe: Catastrophe?
  /// Each kind of year without and with the catastrophe, with the probability of that.
  private let variants: [[(probability: Double, matrix: Matrix<Double>)]]

  /// - Precondition: matrices of one size; probabilities that sum to one; persistence from 0 to below 1.
  public init(years: [Year], persistence: Double = 0, catastrophe: Catastrophe? = nil) {
    precondition(
      !years.isEmpty && (0..<1).contains(persistence), "\(years.count) kinds of years, persistence \(persistence)")
    precondition((years.reduce(0) { $0 + $1.probability } - 1).magnitude < 1e-9, "probabilities do not sum to one")
    (self.years, self.persistence, self.catastrophe) = (years, persistence, catastrophe)
    variants = years.map { year in
      guard let catastrophe, catastrophe.probability > 0 else { return [(1, year.matrix)] }
      var struck = year.matrix
      for r in 0..<struck.rowCount { for c in 0..<struck.columnCount { struck[r, c] *= 1 - catastrophe.losses[r] } }
      return [(1 - catastrophe.probability, year.matrix), (catastrophe.probability, struck)]
    }
  }

  /// Stages.
  public var stageCount: Int { years[0].matrix.rowCount }

  /// Whether every year is the same.
  public var isConstant: Bool { years.count == 1 && variants[0].count == 1 }

  /// Every kind of year with and without the catastrophe, and its probability.
  private var kinds: [(probability: Double, matrix: Matrix<Double>)] {
    zip(years, variants).flatMap { year, variants in variants.map { (year.probability * $0.probability, $0.matrix) } }
  }

  /// The matrix of the mean year. Shape: stages x stages.
  public var mean: Matrix<Double> {
    var mean = Matrix<Double>(rows: stageCount, columns: stageCount)
    for kind in kinds { for i in mean.values.indices { mean.values[i] += kind.probability * kind.matrix.values[i] } }
    return mean
  }

  /// Tuljapurkar's approximation for small differences of independent years: log growth rate and the variance that the log of
  /// the numbers gains a step.
  ///
  ///     log l - t^2 / (2 l^2),   t^2 / l^2,   t^2 = sum over kinds p (s . (A - mean))^2
  ///
  /// with l and s growth factor and sensitivities of the mean matrix.
  /// - Throws: `NumericsError` as ``ProjectionAnalysis``.
  public func smallNoise() throws(NumericsError) -> (logGrowth: Double, variance: Double) {
    let mean = mean
    let pair = try dominantEigenpair(mean)
    let squares = kinds.reduce(0) { sum, kind in
      var change = 0.0
      for r in 0..<stageCount {
        for c in 0..<stageCount { change += pair.left[r] * pair.vector[c] * (kind.matrix[r, c] - mean[r, c]) }
      }
      return sum + kind.probability * change * change
    }
    let variance = squares / (pair.value * pair.value)
    return (stableLog(pair.value) - variance / 2, variance)
  }

  /// Mean and standard deviation of the whole herd after 0, 1 ... `steps` steps: exact, by recursion of first and second moments
  /// by kind of year.
  public func moments(from start: [Double], steps: Int) throws(NumericsError) -> [(mean: Double, deviation: Double)] {
    let n = stageCount
    let vector = Matrix(rows: n, columns: 1, values: start)
    let square = try gemm(vector, vector, transposeB: true)
    func scaled(_ matrix: Matrix<Double>, _ factor: Double) -> Matrix<Double> {
      Matrix(rows: matrix.rowCount, columns: matrix.columnCount, values: matrix.values.map { $0 * factor })
    }
    func add(_ matrix: Matrix<Double>, to sum: inout Matrix<Double>) {
      for i in sum.values.indices { sum.values[i] += matrix.values[i] }
    }
    var firsts = years.map { scaled(vector, $0.probability) }
    var seconds = years.map { scaled(square, $0.probability) }
    var found = [(mean: start.reduce(0, +), deviation: 0.0)]
    for _ in 0..<steps {
      var (allFirst, allSecond) = (Matrix<Double>(rows: n, columns: 1), Matrix<Double>(rows: n, columns: n))
      for first in firsts { add(first, to: &allFirst) }
      for second in seconds { add(second, to: &allSecond) }
      var (total, squares) = (0.0, 0.0)
      for k in years.indices {
        // Of the kind of the year before, or drawn.
        var (before, beforeSquare) = (scaled(firsts[k], persistence), scaled(seconds[k], persistence))
        add(scaled(allFirst, (1 - persistence) * years[k].probability), to: &before)
        add(scaled(allSecond, (1 - persistence) * years[k].probability), to: &beforeSquare)
        firsts[k] = Matrix(rows: n, columns: 1)
        seconds[k] = Matrix(rows: n, columns: n)
        for variant in variants[k] {
          add(scaled(try gemm(variant.matrix, before), variant.probability), to: &firsts[k])
          let carried = try gemm(try gemm(variant.matrix, beforeSquare), variant.matrix, transposeB: true)
          add(scaled(carried, variant.probability), to: &seconds[k])
        }
        total += firsts[k].values.reduce(0, +)
        squares += seconds[k].values.reduce(0, +)
      }
      found.append((total, max(0, squares - total * total).squareRoot()))
    }
    return found
  }

  /// Which matrix each step of a replicate has.
  struct Weather {
    private let herd: VariableHerd
    private let random: ScalarRandom
    private var kind = 0
    private let ends: [Double]

    init(_ herd: VariableHerd, seed: UInt64, replicate: Int) {
      self.herd = herd
      random = ScalarRandom(seed: seed, stream: HerdStreams.years, replicate: replicate)
      var sum = 0.0
      ends = herd.years.map { year in
        sum += year.probability
        return sum
      }
    }

    mutating func matrix(step: Int) -> Matrix<Double> {
      if step == 0 || random.uniform(entity: step, index: 0) >= herd.persistence {
        let u = random.uniform(entity: step, index: 1)
        kind = min(ends.count - 1, ends.firstIndex { u < $0 } ?? ends.count - 1)
      }
      let variants = herd.variants[kind]
      let isStruck = variants.count > 1 && random.uniform(entity: step, index: 2) < variants[1].probability
      return variants[isStruck ? 1 : 0].matrix
    }
  }
}

/// Random streams of herds, each with its number for ever.
enum HerdStreams {
  /// Kinds of years and catastrophes: entity step; index 0 persistence, 1 kind, 2 catastrophe.
  static let years = RandomStream(root: .dynamics, number: 60_101, name: "herdYears")
}
