import KhorshooNumerics

/// What was observed of one quantity, and how far an observation may be from what a model gives at its best.
public struct Observation: Sendable, Hashable {
  /// Name, for tables.
  public let name: String
  /// The value.
  public let value: Double
  /// Standard deviation of the observation's error.
  public let error: Double
  /// Standard deviation of what a model cannot get right at any parameters.
  public let discrepancy: Double

  /// - Precondition: deviations are not negative.
  public init(_ name: String, value: Double, error: Double, discrepancy: Double = 0) {
    precondition(error >= 0 && discrepancy >= 0, "\(name): deviations \(error), \(discrepancy)")
    (self.name, self.value, self.error, self.discrepancy) = (name, value, error, discrepancy)
  }

  /// Variance of observation and discrepancy together.
  public var variance: Double { error * error + discrepancy * discrepancy }
}

/// What real runs gave at some places: means and variances of each quantity over replicates, and how their luck goes together.
public struct RunOutputs: Sendable {
  /// Where factors were, 0 to 1. Shape: places x factors.
  public private(set) var coordinates: Matrix<Double>
  /// Mean over replicates. Shape: places x quantities; NaN where there is none.
  public private(set) var means: Matrix<Double>
  /// Variance of one replicate. Shape: places x quantities.
  public private(set) var variances: Matrix<Double>
  /// Replicates of each place.
  public let replicates: Int
  /// Sums over places of products of standardised deviations of replicates. Shape: quantities x quantities.
  private var luck: Matrix<Double>
  private var luckCount = 0.0

  /// Nothing yet.
  public init(factors: Int, quantities: Int, replicates: Int) {
    coordinates = Matrix(rows: 0, columns: factors)
    means = Matrix(rows: 0, columns: quantities)
    variances = Matrix(rows: 0, columns: quantities)
    luck = Matrix(rows: quantities, columns: quantities)
    self.replicates = replicates
  }

  /// Places.
  public var count: Int { coordinates.rowCount }

  /// Takes in a place. Shape of `values`: quantities x replicates; a quantity that is undefined in a replicate is NaN there.
  public mutating func add(_ place: [Double], _ values: [[Double]]) {
    let moments = values.map { Moments($0.filter(\.isFinite)) }
    coordinates = coordinates.appending(place)
    means = means.appending(moments.map { $0.count > 0 ? $0.mean : .nan })
    variances = variances.appending(moments.map { $0.count > 1 ? $0.variance : 0 })
    let whole = (0..<(values.first?.count ?? 0)).filter { r in values.allSatisfy { $0[r].isFinite } }
    guard whole.count > 2 else { return }
    let deviations = zip(values, moments).map { values, moments -> [Double] in
      let deviation = moments.variance.squareRoot()
      return whole.map { deviation > 0 ? (values[$0] - moments.mean) / deviation : 0 }
    }
    for a in values.indices { for b in values.indices { luck[a, b] += dot(deviations[a], deviations[b]) } }
    luckCount += Double(whole.count - 1)
  }

  /// Takes in all places of another.
  public mutating func add(_ other: RunOutputs) {
    for i in 0..<other.count {
      coordinates = coordinates.appending(other.coordinates.row(i))
      means = means.appending(other.means.row(i))
      variances = variances.appending(other.variances.row(i))
    }
    for k in luck.values.indices { luck.values[k] += other.luck.values[k] }
    luckCount += other.luckCount
  }

  /// Places at which every one of some quantities is defined.
  public func wholePlaces(_ quantities: [Int]) -> [Int] {
    (0..<count).filter { i in quantities.allSatisfy { means[i, $0].isFinite } }
  }

  /// Correlations of the luck of replicates between quantities; of none, those of independent luck.
  public var luckCorrelations: Matrix<Double> {
    let q = luck.rowCount
    var result = Matrix<Double>.identity(q)
    guard luckCount > 0 else { return result }
    for a in 0..<q {
      for b in 0..<q where a != b {
        let size = (luck[a, a] * luck[b, b]).squareRoot()
        result[a, b] = size > 0 ? max(-0.999, min(0.999, luck[a, b] / size)) : 0
      }
    }
    return result
  }
}

extension Matrix where Element == Double {
  /// One row.
  package func row(_ r: Int) -> [Double] { Array(values[(r * columnCount)..<((r + 1) * columnCount)]) }

  /// With one more row.
  package func appending(_ row: [Double]) -> Matrix {
    precondition(row.count == columnCount, "a row of \(row.count) below \(shape)")
    return Matrix(rows: rowCount + 1, columns: columnCount, values: values + row)
  }

  /// Some of the rows.
  package func rows(_ chosen: [Int]) -> Matrix {
    Matrix(rows: chosen.count, columns: columnCount, values: chosen.flatMap { row($0) })
  }
}
