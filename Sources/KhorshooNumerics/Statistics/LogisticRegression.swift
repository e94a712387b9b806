import COpenBLAS

/// Logit models of sixteen replicates at once: the covariates are shared, each replicate has its own yes and no.
///
/// Covariates are made orthogonal first, with mean 0 and variance 1, which leaves the fitted probabilities as they are and
/// keeps the normal equations well conditioned; one that the earlier ones determine is left out. The fit is maximum
/// likelihood by Newton's method (iteratively reweighted least squares); a replicate that has settled is not touched
/// again, so what it gives does not depend on its neighbours.
/// - Source: McCullagh and Nelder 1989, Generalized Linear Models, 2.5; separation: Albert and Anderson 1984,
///   doi:10.1093/biomet/71.1.1.
/// - Proof: `LogisticRegressionAnalytic`.
public final class LogisticRegression {
  /// How the fit of a replicate ended.
  public enum Outcome: Sendable, Hashable {
    /// The likelihood has its maximum at the coefficients found.
    case converged
    /// All answers are the same: there is nothing to explain.
    case constant
    /// The covariates tell yes from no (almost) without error, so the likelihood has no maximum.
    case separated
  }

  /// Observations.
  public let count: Int
  /// Columns of the orthogonal covariates, the constant first.
  public let width: Int
  /// Orthogonal covariates without the constant. Shape: observations x (width - 1).
  public let orthogonal: [Float]
  private let whitening: Whitening
  // Coefficients on the orthogonal scale. Shape: width x 16.
  private var coefficients: [Lanes]

  /// A coefficient on the orthogonal scale, so a slope a standard deviation, beyond which covariates are said to separate.
  public static let separationSlope = 15.0
  private static let iterationLimit = 25
  // Newton's step squares the error: after one this small the rest is near single precision.
  private static let settledStep = 1e-3

  /// - Parameter covariates: observations x covariates, without a constant.
  /// - Throws: `NumericsError` when an element is not finite.
  public init(_ covariates: Matrix<Double>) throws(NumericsError) {
    try covariates.requireFinite("logistic regression")
    BLASLibrary.prepare()
    count = covariates.rowCount
    whitening = Whitening(covariates)
    width = 1 + whitening.columns.count
    var rows = [Float](repeating: 0, count: count * whitening.columns.count)
    for (k, column) in whitening.columns.enumerated() {
      for i in 0..<count { rows[i * whitening.columns.count + k] = Float(column[i]) }
    }
    orthogonal = rows
    coefficients = Array(repeating: .zero, count: width)
  }

  /// Fits every replicate and gives the log odds of each observation; NaN in replicates without a fit.
  ///
  /// - Parameters:
  ///   - answers: 1 for yes, 0 for no. Shape: observations x 16.
  ///   - logOdds: receives the fitted log odds. Shape: observations x 16.
  /// - Returns: how the fit of each of the sixteen replicates ended.
  public func fit(_ answers: UnsafePointer<Lanes>, into logOdds: UnsafeMutablePointer<Lanes>) -> [Outcome] {
    var outcomes = begin(answers)
    var isOpen = outcomes.map { $0 == nil }
    for _ in 0..<LogisticRegression.iterationLimit where isOpen.contains(true) {
      let system = normalEquations(answers)
      for lane in 0..<laneCount where isOpen[lane] {
        guard let step = newtonStep(system, lane) else {
          (outcomes[lane], isOpen[lane]) = (.separated, false)
          continue
        }
        var largest = 0.0
        for k in 0..<width {
          coefficients[k][lane] += Float(step[k])
          largest = max(largest, step[k].magnitude)
        }
        if (1..<width).contains(where: { Double(coefficients[$0][lane].magnitude) > LogisticRegression.separationSlope }
        ) {
          (outcomes[lane], isOpen[lane]) = (.separated, false)
        } else if largest < LogisticRegression.settledStep {
          (outcomes[lane], isOpen[lane]) = (.converged, false)
        }
      }
    }
    let ended = outcomes.map { $0 ?? .separated }
    for lane in 0..<laneCount where ended[lane] != .converged {
      for k in 0..<width { coefficients[k][lane] = .nan }
    }
    withPointers { b, q in
      for i in 0..<count { logOdds[i] = LogisticRegression.predictor(b, q.map { $0 + i * (width - 1) }, width) }
    }
    return ended
  }

  /// Coefficients of a replicate's last fit in the units of the covariates, the constant first; NaN without a fit, 0 for
  /// a covariate that the earlier ones determine.
  public func coefficients(lane: Int) -> [Double] {
    whitening.original(coefficients.map { Double($0[lane]) })
  }

  /// Starts where Newton's first step from the share of yes ends, which needs no logistic: the covariates are orthogonal.
  /// Replicates without contrast are done.
  private func begin(_ answers: UnsafePointer<Lanes>) -> [Outcome?] {
    var sums = [Lanes](repeating: .zero, count: width)
    sums.withUnsafeMutableBufferPointer { sums in
      orthogonal.withUnsafeBufferPointer { q in
        for i in 0..<count {
          sums[0] += answers[i]
          for k in 1..<width { sums[k] += answers[i] * q[i * (width - 1) + k - 1] }
        }
      }
    }
    return (0..<laneCount).map { lane in
      let share = Double(sums[0][lane]) / Double(count)
      for k in 0..<width { coefficients[k][lane] = 0 }
      guard share > 0, share < 1 else { return .constant }
      let weight = Double(count) * share * (1 - share)
      coefficients[0][lane] = Float(stableLog(share / (1 - share)))
      for k in 1..<width { coefficients[k][lane] = Float(Double(sums[k][lane]) / weight) }
      return nil
    }
  }

  /// Calls with the coefficients and the orthogonal covariates (nil when there are none).
  private func withPointers(_ body: (UnsafePointer<Lanes>, UnsafePointer<Float>?) -> Void) {
    coefficients.withUnsafeBufferPointer { b in
      orthogonal.withUnsafeBufferPointer { q in body(b.baseAddress!, q.isEmpty ? nil : q.baseAddress) }
    }
  }

  /// Log odds of an observation with covariates `q`.
  @inline(__always)
  private static func predictor(_ b: UnsafePointer<Lanes>, _ q: UnsafePointer<Float>?, _ width: Int) -> Lanes {
    var sum = b[0]
    guard let q else { return sum }
    for k in 1..<width { sum += b[k] * q[k - 1] }
    return sum
  }
}

// MARK: Newton's method

extension LogisticRegression {
  /// Score and information of every replicate. Rows: the score, then the lower triangle of the information.
  private func normalEquations(_ answers: UnsafePointer<Lanes>) -> [SIMD16<Double>] {
    let slopes = width - 1
    let rows = width + width * (width + 1) / 2
    var sums = [SIMD16<Double>](repeating: .zero, count: rows)
    // Single precision within parts of 128 observations, double precision between them.
    let size = 128
    var part = [Lanes](repeating: .zero, count: rows)
    // Probabilities first: no observation waits for the logistic of the one before to be added up.
    var probabilities = [Lanes](repeating: .zero, count: size)
    part.withUnsafeMutableBufferPointer { part in
      probabilities.withUnsafeMutableBufferPointer { probabilities in
        withPointers { b, q in
          for first in stride(from: 0, to: count, by: size) {
            let range = first..<min(count, first + size)
            for i in range {
              let own = q.map { $0 + i * slopes }
              probabilities[i - first] = logisticLanes(LogisticRegression.predictor(b, own, width))
            }
            part.update(repeating: .zero)
            for i in range {
              let p = probabilities[i - first]
              LogisticRegression.add(part, p, answers[i] - p, q.map { $0 + i * slopes }, width)
            }
            for row in 0..<rows { sums[row] += widened(part[row]) }
          }
        }
      }
    }
    return sums
  }

  /// Adds one observation: probability `p`, residual, covariates `q`.
  @inline(__always)
  private static func add(
    _ sums: UnsafeMutableBufferPointer<Lanes>, _ p: Lanes, _ residual: Lanes, _ q: UnsafePointer<Float>?, _ width: Int
  ) {
    let weight = p * (1 - p)
    sums[0] += residual
    sums[width] += weight
    guard let q else { return }
    var row = width + 1
    for k in 1..<width {
      sums[k] += residual * q[k - 1]
      let weighted = weight * q[k - 1]
      sums[row] += weighted
      for j in 1...k { sums[row + j] += weighted * q[j - 1] }
      row += k + 1
    }
  }

  /// Information^-1 x score of one replicate (POSV); nil when the information is not positive definite.
  private func newtonStep(_ system: [SIMD16<Double>], _ lane: Int) -> [Double]? {
    var n = Int32(width)
    var one: Int32 = 1
    var info: Int32 = 0
    var step = (0..<width).map { system[$0][lane] }
    var matrix = [Double](repeating: 0, count: width * width)
    var row = width
    for k in 0..<width {
      for j in 0...k { matrix[k * width + j] = system[row + j][lane] }
      row += k + 1
    }
    // A lower triangle by rows is an upper triangle by columns.
    dposv_("U", &n, &one, &matrix, &n, &step, &n, &info)
    return info == 0 && step.allSatisfy(\.isFinite) ? step : nil
  }
}

/// Columns made orthogonal to the constant and to each other, with variance 1 (modified Gram-Schmidt).
private struct Whitening {
  /// The columns that are kept.
  private(set) var columns: [[Double]] = []
  // Mean of each covariate, and what each kept column takes of it: covariate = mean + sum of parts x columns.
  private var means: [Double] = []
  private var parts: [[Double]] = []
  private var kept: [Int] = []

  init(_ covariates: Matrix<Double>) {
    let n = Double(covariates.rowCount)
    for c in 0..<covariates.columnCount {
      var column = (0..<covariates.rowCount).map { covariates[$0, c] }
      let mean = column.reduce(0, +) / n
      for i in column.indices { column[i] -= mean }
      let size = (column.reduce(0) { $0 + $1 * $1 } / n).squareRoot()
      var own: [Double] = []
      for basis in columns {
        let part = zip(column, basis).reduce(0) { $0 + $1.0 * $1.1 } / n
        for i in column.indices { column[i] -= part * basis[i] }
        own.append(part)
      }
      let rest = (column.reduce(0) { $0 + $1 * $1 } / n).squareRoot()
      means.append(mean)
      // Less than a ten-thousandth of its own: rounding, not information.
      if rest > 1e-4 * size, rest > 1e-12 * mean.magnitude {
        kept.append(c)
        own.append(rest)
        columns.append(column.map { $0 / rest })
      }
      parts.append(own)
    }
  }

  /// Coefficients of the covariates from those of the columns, constant first in both.
  func original(_ coefficients: [Double]) -> [Double] {
    var left = Array(coefficients.dropFirst())
    var slopes = [Double](repeating: 0, count: means.count)
    for (k, c) in kept.enumerated().reversed() {
      slopes[c] = left[k] / parts[c][k]
      for j in 0..<k { left[j] -= slopes[c] * parts[c][j] }
    }
    return [coefficients[0] - zip(slopes, means).reduce(0) { $0 + $1.0 * $1.1 }] + slopes
  }
}
