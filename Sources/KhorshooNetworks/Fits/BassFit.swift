import KhorshooNumerics

/// Bass's curve fitted to sales: innovation p, imitation q and market m with their errors.
///
///     F(t) = (1 - e^-(p + q) t) / (1 + q / p e^-(p + q) t),   sales of period t = m (F(t) - F(t - 1)) + error
///
/// Nonlinear least squares over whole periods. For given p and q the market is a straight line, so a grid finds where to begin, and
/// Levenberg's and Marquardt's steps in logarithms end there.
/// - Source: Bass 1969, doi:10.1287/mnsc.15.5.215; least squares and errors: Srinivasan and Mason 1986,
///   doi:10.1287/mksc.5.2.169.
/// - Proof: `BassFitGolden` (SciPy; room air conditioners as published), `BassFitStatistical`.
public struct BassFit: Sendable {
  /// A parameter with its standard error and 95 % interval (Student's, with periods - 3 degrees of freedom).
  public struct Parameter: Sendable, Equatable {
    /// The estimate.
    public let value: Double
    /// Its standard error.
    public let error: Double
    /// Ends of the interval.
    public let low, high: Double
  }

  /// Why no curve fits.
  public struct Fault: Error, Sendable, Equatable {
    /// Stable code.
    public let code: String
    /// What was found and what to do.
    public let message: String
  }

  /// Innovation and imitation a period, and the market in units of the sales.
  public let innovation, imitation, market: Parameter
  /// Sales of each period by the curve.
  public let fitted: [Double]
  /// Share of the variance of sales that the curve explains.
  public let rSquared: Double
  /// Root of the mean squared error over periods - 3.
  public let deviation: Double

  /// Period at which sales are highest, from 0 at the start: ln(q / p) / (p + q); nil of sales that only fall.
  public var peak: Double? {
    imitation.value > innovation.value
      ? stableLog(imitation.value / innovation.value) / (innovation.value + imitation.value) : nil
  }

  /// Sales a period at the peak, m (p + q)^2 / (4 q), or at the start.
  public var peakSales: Double {
    let (p, q) = (innovation.value, imitation.value)
    return q > p ? market.value * (p + q) * (p + q) / (4 * q) : market.value * p
  }

  /// Share of the market that has bought by a time.
  public static func share(_ p: Double, _ q: Double, at t: Double) -> Double {
    let decay = stableExp(-(p + q) * t)
    return (1 - decay) / (1 + q / p * decay)
  }

  /// Sales of period `t`, from 1, by the curve.
  public func sales(period t: Int) -> Double {
    market.value
      * (Self.share(innovation.value, imitation.value, at: Double(t))
        - Self.share(innovation.value, imitation.value, at: Double(t - 1)))
  }

  /// - Parameter sales: of each period, from the first in which there were any.
  /// - Throws: ``Fault`` `too-few-points` below 5 periods, `no-variance`, `no-bass-curve` when sales show no end of the market.
  public init(_ sales: [Double]) throws(Fault) {
    let n = sales.count
    guard n >= 5 else {
      throw Fault(
        code: "too-few-points", message: "\(n) periods have sales; 5 are needed, and the peak should have passed")
    }
    let moments = Moments(sales)
    guard sales.allSatisfy({ $0 <= 1e100 }) else {
      throw Fault(code: "out-of-range", message: "sales are above 1e100; change their unit")
    }
    guard sales.allSatisfy({ $0 >= 0 }), moments.squaredDeviations > 0 else {
      throw Fault(
        code: "no-variance", message: "sales are below 0 or the same in every period: no curve of Bass has such")
    }
    var (best, error) = Self.start(sales)
    var damping = 1e-3
    var isSettled = false
    for _ in 0..<2000 {
      let (residuals, slopes) = Self.linear(best, sales)
      guard let step = Self.step(residuals, slopes, damping) else { break }
      let next = zip(best, step).map(+)
      let nextError = Self.squares(next, sales)
      if nextError.isFinite, nextError <= error {
        isSettled = step.allSatisfy { $0.magnitude < 1e-10 } || error - nextError <= 1e-15 * error
        (best, error) = (next, nextError)
        damping = max(1e-12, damping / 10)
        if isSettled { break }
      } else {
        damping *= 10
        isSettled = damping > 1e12
        if isSettled { break }
      }
    }
    let values = best.map(stableExp)
    let sold = sales.reduce(0, +)
    guard isSettled, values.allSatisfy({ $0.isFinite && $0 > 1e-9 }), values[2] < 50 * sold,
      let errors = Self.errors(best, sales, error)
    else {
      throw Fault(
        code: "no-bass-curve",
        message:
          "least squares has no end with p, q and m above 0 (m \(values[2].rounded()) for \(sold.rounded()) sold): sales show "
          + "no peak yet, or none; add periods, or take a logistic curve")
    }
    let width = studentQuantile975(degreesOfFreedom: Double(n - 3))
    let found = zip(values, errors).map {
      Parameter(value: $0, error: $1, low: $0 - width * $1, high: $0 + width * $1)
    }
    (innovation, imitation, market) = (found[0], found[1], found[2])
    fitted = Self.curve(best, n)
    rSquared = 1 - error / moments.squaredDeviations
    deviation = (error / Double(n - 3)).squareRoot()
  }

  /// Sales by logarithms of p, q and m.
  private static func curve(_ logs: [Double], _ n: Int) -> [Double] {
    let values = logs.map(stableExp)
    let shares = (0...n).map { share(values[0], values[1], at: Double($0)) }
    return (0..<n).map { values[2] * (shares[$0 + 1] - shares[$0]) }
  }

  private static func squares(_ logs: [Double], _ sales: [Double]) -> Double {
    zip(curve(logs, sales.count), sales).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }

  /// The best of a grid of p and q, each with its best market.
  private static func start(_ sales: [Double]) -> (logs: [Double], error: Double) {
    var best: (logs: [Double], error: Double) = ([], .infinity)
    for i in 0..<24 {
      for j in 0..<24 {
        let (p, q) = (stableLog(1e-5) + Double(i) * 0.45, stableLog(0.01) + Double(j) * 0.25)
        let shape = curve([p, q, 0], sales.count)
        let (top, bottom) = zip(shape, sales).reduce((0.0, 0.0)) { ($0.0 + $1.0 * $1.1, $0.1 + $1.0 * $1.0) }
        guard bottom > 0, top > 0 else { continue }
        let logs = [p, q, stableLog(top / bottom)]
        let error = squares(logs, sales)
        if error < best.error { best = (logs, error) }
      }
    }
    return best
  }

  /// Residuals and their slopes by the logarithms, of central differences. Shape of slopes: periods x 3.
  private static func linear(_ logs: [Double], _ sales: [Double]) -> (residuals: [Double], slopes: Matrix<Double>) {
    var slopes = Matrix<Double>(rows: sales.count, columns: 3)
    for k in 0..<3 {
      var (more, less) = (logs, logs)
      more[k] += 1e-5
      less[k] -= 1e-5
      for (t, pair) in zip(curve(more, sales.count), curve(less, sales.count)).enumerated() {
        slopes[t, k] = (pair.0 - pair.1) / 2e-5
      }
    }
    return (zip(sales, curve(logs, sales.count)).map(-), slopes)
  }

  private static func step(_ residuals: [Double], _ slopes: Matrix<Double>, _ damping: Double) -> [Double]? {
    guard var normal = try? gemm(slopes, slopes, transposeA: true) else { return nil }
    for k in 0..<3 { normal[k, k] *= 1 + damping }
    let right = try? gemm(slopes, Matrix(rows: residuals.count, columns: 1, values: residuals), transposeA: true)
    return try? right.map { try LUFactorization(normal).solve($0.values) }
  }

  /// Standard errors of p, q and m: those of their logarithms times the values.
  private static func errors(_ logs: [Double], _ sales: [Double], _ squares: Double) -> [Double]? {
    let slopes = linear(logs, sales).slopes
    guard let normal = try? gemm(slopes, slopes, transposeA: true), let inverse = try? LUFactorization(normal).inverse()
    else { return nil }
    let variance = squares / Double(sales.count - 3)
    let errors = (0..<3).map { stableExp(logs[$0]) * (variance * inverse[$0, $0]).squareRoot() }
    return errors.allSatisfy(\.isFinite) ? errors : nil
  }
}
