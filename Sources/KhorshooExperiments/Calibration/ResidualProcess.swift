import KhorshooNumerics

/// What a trend leaves: a smooth Gaussian process over the active inputs, and a part of each point's own (noise, and inputs that
/// are not active).
///
/// Correlation of two points: `share` x Matérn 5/2 of their distance, each input over its length.
/// - Source: Rasmussen and Williams 2006, Gaussian Processes for Machine Learning, 4.2; Vernon, Goldstein and Bower 2010,
///   doi:10.1214/10-BA524, 4.2.
package struct ResidualProcess: Sendable, Hashable {
  /// Active inputs.
  var inputs: [Int]
  /// Length over which each of them matters; inputs go from -1 to 1.
  var lengths: [Double]
  /// Share of the residual variance that is smooth, 0 for none.
  var share: Double

  package init(inputs: [Int], lengths: [Double], share: Double) {
    (self.inputs, self.lengths, self.share) = (inputs, lengths, share)
  }

  /// Correlation of rows of two tables of inputs.
  func correlations(_ a: Matrix<Double>, _ b: Matrix<Double>, rows: Range<Int>) -> Matrix<Double> {
    var result = Matrix<Double>(rows: rows.count, columns: b.rowCount)
    let scaled = (0..<b.rowCount).map { i in zip(inputs, lengths).map { b[i, $0] / $1 } }
    for (k, row) in rows.enumerated() {
      let place = zip(inputs, lengths).map { a[row, $0] / $1 }
      for (i, other) in scaled.enumerated() {
        var squares = 0.0
        for j in place.indices { squares += (place[j] - other[j]) * (place[j] - other[j]) }
        result[k, i] = share * Self.matern(squares)
      }
    }
    return result
  }

  private static func matern(_ squares: Double) -> Double {
    let r = (5 * squares).squareRoot()
    return (1 + r + r * r / 3) * stableExp(-r)
  }
}

/// A regression whose residuals are a process, with everything that predictions need: the inverse of
/// `[K H; H' 0]`, K the correlations of points and H their terms.
///
/// - Source: universal kriging; points left out by Dubrule 1983, doi:10.1007/BF01033030; restricted likelihood: Harville 1977,
///   doi:10.1080/01621459.1977.10480998.
package struct KrigingSystem {
  package let inverse: Matrix<Double>
  /// The inverse times (y, 0).
  package let weights: [Double]
  /// Variance of residuals at a point.
  let variance: Double
  /// -2 log of the restricted likelihood, but for a constant.
  let deviance: Double

  /// - Parameters:
  ///   - correlations: of the residuals of points. Shape: points x points.
  ///   - trend: terms at the points. Shape: points x terms.
  /// - Throws: `NumericsError` when terms cannot be told apart at these points.
  init(
    _ correlations: Matrix<Double>, _ trend: Matrix<Double>, _ values: [Double], isWhole: Bool
  ) throws(NumericsError) {
    let (n, p) = (values.count, trend.columnCount)
    var system = Matrix<Double>(rows: n + p, columns: n + p)
    for i in 0..<n {
      for j in 0..<n { system[i, j] = correlations[i, j] }
      for k in 0..<p {
        let x = trend[i, k]
        (system[i, n + k], system[n + k, i]) = (x, x)
      }
    }
    let factored = try LUFactorization(system)
    let right = values + [Double](repeating: 0, count: p)
    weights = try factored.solve(right)
    let quadratic = dot(right, weights)
    variance = max(0, quadratic / Double(n - p))
    deviance = factored.logDeterminant + Double(n - p) * stableLog(max(variance, 1e-300))
    inverse = isWhole ? try factored.inverse() : Matrix(rows: 0, columns: 0)
  }

  /// Of a process and terms of inputs. Shape of `inputs`: points x inputs.
  ///
  /// - Throws: as ``init(_:_:_:isWhole:)``.
  package init(
    _ inputs: Matrix<Double>, _ values: [Double], terms: [TrendTerm], _ process: ResidualProcess, isWhole: Bool
  ) throws(NumericsError) {
    let n = values.count
    var correlations =
      process.share > 0
      ? process.correlations(inputs, inputs, rows: 0..<n) : Matrix<Double>(rows: n, columns: n)
    for i in 0..<n { correlations[i, i] = 1 }
    let trend = Matrix(
      rows: n, columns: terms.count, values: (0..<n).flatMap { i in terms.map { $0.value(inputs, i) } })
    try self.init(correlations, trend, values, isWhole: isWhole)
  }
}
