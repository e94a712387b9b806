import KhorshooNumerics

/// Maximum likelihood of adoption in discrete time: each household is at risk in each period until it has adopted.
///
///     logit    P(adopts in t | has not) = logistic(b x)          odds
///     cloglog  P(adopts in t | has not) = 1 - exp(-exp(b x))     a proportional hazard within the period
///
/// Fisher's scoring. Standard errors are those of the expected information; with clusters also the sandwich about the observed
/// one, which does not rely on households of a cluster being independent.
/// - Source: Allison 1982, doi:10.2307/270718; Prentice and Gloeckler 1978, doi:10.2307/2529588; clusters Liang and Zeger
///   1986, doi:10.1093/biomet/73.1.13.
/// - Proof: `HazardRegressionAnalytic`, `HazardRegressionStatistical` (coverage), `HazardRegressionGolden` (statsmodels).
public struct HazardRegression: Sendable, Hashable {
  /// How the hazard depends on b x.
  public enum Link: String, Sendable, CaseIterable {
    /// Log odds.
    case logit
    /// Log of the integrated hazard.
    case cloglog
  }

  /// Why there is no estimate.
  public enum Fault: Error, Hashable, Sendable {
    /// Nobody adopts, or everybody does at once.
    case noContrast
    /// A column is (almost) a combination of others; its index.
    case collinear
    /// The covariates tell who adopts without error, so the likelihood has no maximum.
    case separated
  }

  /// Rows at risk with their answers.
  public struct Sample: Sendable {
    /// Names of the columns, the constant first.
    public var names: [String]
    /// Covariates row by row, the constant first.
    public var rows: [[Double]] = []
    /// Whether the household adopted in the period.
    public var adopts: [Bool] = []
    /// Household of each row; rows of one household, or of its cluster, belong together.
    public var cluster: [Int] = []
    /// Households of which a covariate is missing, and those that adopted in the first period: both have no rows.
    public internal(set) var householdsWithoutCovariate = 0, householdsOfFirstPeriod = 0

    /// No rows yet.
    public init(names: [String]) { self.names = names }
  }

  /// One coefficient.
  public struct Coefficient: Sendable, Hashable {
    /// Name of its column.
    public let name: String
    /// Estimate and standard error.
    public let value, error: Double
    /// Standard error that allows for dependence within clusters.
    public let clusteredError: Double
    /// 95 % interval by the standard error, normal.
    public var interval: ClosedRange<Double> { (value - 1.959964 * error)...(value + 1.959964 * error) }
  }

  /// How the hazard was modelled.
  public let link: Link
  /// Estimates.
  public let coefficients: [Coefficient]
  /// Logarithm of the likelihood, and with the constant alone.
  public let logLikelihood, nullLogLikelihood: Double
  /// Rows at risk, and adoptions among them.
  public let rowCount, adoptionCount: Int

  /// Akaike's criterion.
  public var akaike: Double { 2 * Double(coefficients.count) - 2 * logLikelihood }

  /// Fits.
  public init(_ sample: Sample, link: Link) throws(Fault) {
    let n = sample.rows.count
    let count = sample.adopts.count { $0 }
    guard count > 0, count < n else { throw .noContrast }
    self.link = link
    (rowCount, adoptionCount) = (n, count)
    let scaled = Scaling(sample.rows)
    let rows = scaled.rows
    let share = Double(count) / Double(n)
    let start = link == .logit ? stableLog(share / (1 - share)) : stableLog(-stableLog(1 - share))
    var beta = [Double](repeating: 0, count: sample.names.count)
    beta[0] = start
    var state = Self.pass(rows, sample.adopts, beta, link)
    nullLogLikelihood = state.logLikelihood
    var isSettled = false
    for _ in 0..<60 where !isSettled {
      guard let factor = try? LUFactorization(state.information), factor.reciprocalCondition > 1e-13,
        let step = try? factor.solve(state.score)
      else { throw beta.dropFirst().contains { $0.magnitude > 12 } ? .separated : .collinear }
      var scale = 1.0
      var next = beta
      repeat {
        next = zip(beta, step).map { $0 + scale * $1 }
        state = Self.pass(rows, sample.adopts, next, link)
        scale /= 2
      } while !(state.logLikelihood.isFinite) && scale > 1e-6
      beta = next
      isSettled = step.allSatisfy { $0.magnitude < 1e-9 }
      guard beta.dropFirst().allSatisfy({ $0.magnitude < 40 }) else { throw .separated }
    }
    guard isSettled, state.logLikelihood < -1e-6, let factor = try? LUFactorization(state.information),
      let inverse = try? factor.inverse()
    else { throw .separated }
    logLikelihood = state.logLikelihood
    let meat = Self.clusteredScores(rows, sample, beta, link)
    let observed = Self.pass(rows, sample.adopts, beta, link, isObserved: true).information
    let bread = (try? LUFactorization(observed).inverse()) ?? inverse
    let (plain, robust) = (scaled.original(inverse), scaled.original(sandwich(bread, meat)))
    let original = scaled.original(beta)
    coefficients = sample.names.indices.map { k in
      Coefficient(
        name: sample.names[k], value: original[k], error: plain[k].squareRoot(), clusteredError: robust[k].squareRoot())
    }
  }

  /// Log likelihood, score and information, expected or observed, at some coefficients.
  private static func pass(
    _ rows: [[Double]], _ adopts: [Bool], _ beta: [Double], _ link: Link, isObserved: Bool = false
  ) -> (logLikelihood: Double, score: [Double], information: Matrix<Double>) {
    let width = beta.count
    var total = 0.0
    var score = [Double](repeating: 0, count: width)
    var information = [Double](repeating: 0, count: width * width)
    for (row, yes) in zip(rows, adopts) {
      let part = term(row, yes, beta, link)
      total += part.logLikelihood
      for a in 0..<width {
        score[a] += part.slope * row[a]
        let weighted = (isObserved ? part.observed : part.weight) * row[a]
        for b in 0...a { information[a * width + b] += weighted * row[b] }
      }
    }
    for a in 0..<width { for b in 0..<a { information[b * width + a] = information[a * width + b] } }
    return (total, score, Matrix(rows: width, columns: width, values: information))
  }

  /// One row: log likelihood, its slope, and its expected and observed curvature in b x.
  private static func term(
    _ row: [Double], _ yes: Bool, _ beta: [Double], _ link: Link
  ) -> (logLikelihood: Double, slope: Double, weight: Double, observed: Double) {
    let eta = min(30, max(-30, zip(row, beta).reduce(0) { $0 + $1.0 * $1.1 }))
    switch link {
    case .logit:
      let p = 1 / (1 + stableExp(-eta))
      // ln(1 + e^x) without overflow.
      let none = eta > 0 ? eta + stableLog(1 + stableExp(-eta)) : stableLog(1 + stableExp(eta))
      return ((yes ? eta : 0) - none, (yes ? 1 : 0) - p, p * (1 - p), p * (1 - p))
    case .cloglog:
      let hazard = stableExp(min(eta, 6))
      let stays = stableExp(-hazard)
      // 1 - e^-h by its series where h is small.
      let p = hazard < 1e-5 ? hazard * (1 - hazard / 2) : 1 - stableExp(-hazard)
      let weight = hazard * hazard * stays / p
      guard yes else { return (-hazard, -hazard, weight, hazard) }
      let slope = hazard * stays / p
      return (stableLog(p), slope, weight, slope * (hazard + slope - 1))
    }
  }

  /// Sum over clusters of the outer product of their scores, with the correction for few clusters.
  private static func clusteredScores(
    _ rows: [[Double]], _ sample: Sample, _ beta: [Double], _ link: Link
  ) -> Matrix<Double> {
    let width = beta.count
    let groups = (sample.cluster.max() ?? 0) + 1
    var scores = [Double](repeating: 0, count: groups * width)
    for (i, row) in rows.enumerated() {
      let slope = term(row, sample.adopts[i], beta, link).slope
      for a in 0..<width { scores[sample.cluster[i] * width + a] += slope * row[a] }
    }
    let present = Set(sample.cluster).count
    let correction = present > 1 ? Double(present) / Double(present - 1) : 1
    let all = Matrix(rows: groups, columns: width, values: scores)
    return syrk(all.transposed, alpha: correction)
  }
}

/// Covariates with mean 0 and deviation 1, so that none is lost in rounding.
private struct Scaling {
  private var means: [Double]
  private var deviations: [Double]
  let rows: [[Double]]

  init(_ rows: [[Double]]) {
    let n = Double(rows.count)
    let width = rows[0].count
    var means = [Double](repeating: 0, count: width)
    for row in rows { for a in 0..<width { means[a] += row[a] / n } }
    var deviations = [Double](repeating: 0, count: width)
    for row in rows { for a in 0..<width { deviations[a] += (row[a] - means[a]) * (row[a] - means[a]) / n } }
    (means[0], deviations[0]) = (0, 1)
    // A column that does not vary stays 0: the information is singular, which the fit reports.
    for a in 1..<width { deviations[a] = deviations[a] > 0 ? deviations[a].squareRoot() : 1 }
    self.means = means
    self.deviations = deviations
    self.rows = rows.map { row in (0..<width).map { (row[$0] - means[$0]) / deviations[$0] } }
  }

  func original(_ beta: [Double]) -> [Double] {
    var result = zip(beta, deviations).map { $0 / $1 }
    result[0] = beta[0] - zip(result, means).dropFirst().reduce(0) { $0 + $1.0 * $1.1 }
    return result
  }

  /// Variances of the original coefficients.
  func original(_ covariance: Matrix<Double>) -> [Double] {
    let width = means.count
    let shift = (0..<width).map { $0 == 0 ? 1 : -means[$0] / deviations[$0] }
    var variances = (0..<width).map { covariance[$0, $0] / (deviations[$0] * deviations[$0]) }
    variances[0] = (0..<width).reduce(0) { sum, a in
      sum + (0..<width).reduce(0) { $0 + shift[a] * shift[$1] * covariance[a, $1] }
    }
    return variances
  }
}

/// bread meat bread.
private func sandwich(_ bread: Matrix<Double>, _ meat: Matrix<Double>) -> Matrix<Double> {
  let width = bread.rowCount
  func product(_ a: Matrix<Double>, _ b: Matrix<Double>) -> Matrix<Double> {
    var c = Matrix<Double>(rows: width, columns: width)
    for i in 0..<width { for j in 0..<width { for k in 0..<width { c[i, j] += a[i, k] * b[k, j] } } }
    return c
  }
  return product(product(bread, meat), bread)
}
