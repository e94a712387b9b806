import KhorshooNumerics

/// Straight-line and rank measures of how each factor moves an outcome: they have a sign and need no special design.
///
/// The standardised regression coefficient is the change of the outcome, in its standard deviations, for one standard
/// deviation of the factor, the others held; it is worth as much as R^2. The partial correlation is that of what the other
/// factors leave unexplained. Of ranks, both need only that the effect has one direction. All are NaN for a factor that does not vary, or of three or more words without order.
/// - Source: Saltelli et al. 2008, Global Sensitivity Analysis: The Primer, 1.2.5; prediction of points left out: PRESS, Allen
///   1974, doi:10.1080/00401706.1974.10489157; errors of coefficients: HC3 of MacKinnon
///   and White 1985, doi:10.1016/0304-4076(85)90158-7, since noise differs between points; ranks: Marino et al. 2008,
///   doi:10.1016/j.jtbi.2008.04.011, with the interval of Fieller, Hartley and Pearson 1957, doi:10.1093/biomet/44.3-4.470.
/// - Proof: `RegressionIndicesAnalytic`, `RegressionIndicesGolden`, `RegressionIndicesStatistical`.
public struct RegressionIndices: Sendable {
  /// Factors, in the order of the design.
  public let factors: [String]
  /// Standardised regression coefficients.
  public let standardisedCoefficients: [Estimate]
  /// Share of the variance of the points' means that straight lines explain: with few points a factor, most of it chance.
  public let rSquared: Double
  /// The same less what as many idle factors would explain: 1 - (1 - R^2)(n - 1) / (n - p - 1).
  public let adjustedRSquared: Double
  /// Share of the variance of a point's mean that lines fitted to all other points predict; below zero where they predict
  /// worse than the mean does. NaN where a point decides a coefficient alone.
  public let predictedRSquared: Double
  /// Partial correlations: of the outcome and a factor, when straight lines in the other factors are taken out of both.
  public let partialCorrelations: [Estimate]
  /// Standardised regression coefficients of ranks.
  public let standardisedRankCoefficients: [Estimate]
  /// Partial rank correlations.
  public let partialRankCorrelations: [Estimate]
  /// The share of the variance of ranks that the ranks of factors explain, and the same adjusted and predicted.
  public let rSquaredOfRanks, adjustedRSquaredOfRanks, predictedRSquaredOfRanks: Double
  /// Points used, and left out.
  public let basis: AnalysisBasis

  /// Measures of an outcome over any design, complete or not.
  ///
  /// - Throws: `ExperimentError` `too-few-points` when they do not exceed the factors by 4, `no-variance`,
  ///   `collinear-factors`.
  public init(_ responses: PointResponses, of design: Design) throws(ExperimentError) {
    PointResponses.requireFit(responses, design)
    let points = (0..<responses.count).filter(responses.isPresent)
    basis = AnalysisBasis(used: points.count, leftOut: responses.count - points.count)
    let names = design.factors.map(\.name)
    let count = design.factors.count
    var columns: [[Double]] = []
    var varied: [Int] = []
    for j in 0..<count {
      guard let scores = design.scores(factor: j) else { continue }
      let column = points.map { scores[$0] }
      guard let first = column.first, column.contains(where: { $0 != first }) else { continue }
      columns.append(column)
      varied.append(j)
    }
    guard points.count >= varied.count + 4, !varied.isEmpty else {
      throw ExperimentError(
        code: "too-few-points",
        "\(points.count) points have a result and \(varied.count) factors vary; a regression needs at least one factor, and 4 points more than factors"
      )
    }
    let y = points.map { responses.means[$0] }
    let line = try StandardisedFit(columns, y, names: varied.map { names[$0] })
    let ranks = try StandardisedFit(columns.map(averageRanks), averageRanks(y), names: varied.map { names[$0] })
    func spread(_ estimate: (Int) -> Estimate) -> [Estimate] {
      var all = [Estimate](repeating: .undefined, count: count)
      for (k, j) in varied.enumerated() { all[j] = estimate(k) }
      return all
    }
    factors = names
    standardisedCoefficients = spread(line.coefficient)
    partialCorrelations = spread { line.partialCorrelation($0) }
    standardisedRankCoefficients = spread(ranks.coefficient)
    partialRankCorrelations = spread { ranks.partialCorrelation($0, ofRanks: true) }
    rSquared = line.rSquared
    adjustedRSquared = line.adjustedRSquared
    predictedRSquared = line.predictedRSquared
    rSquaredOfRanks = ranks.rSquared
    adjustedRSquaredOfRanks = ranks.adjustedRSquared
    predictedRSquaredOfRanks = ranks.predictedRSquared
  }
}

/// Least squares on columns of mean 0 and variance 1, by the inverse of their correlation matrix.
struct StandardisedFit {
  let count: Int
  let coefficients: [Double]
  /// Standard errors of the coefficients (HC3).
  let errors: [Double]
  let rSquared: Double
  /// 1 - PRESS / total: each point predicted by the fit to the others.
  let predictedRSquared: Double
  /// Diagonal of the inverse correlation matrix of the columns: variance inflation.
  private let inflation: [Double]

  /// - Throws: `ExperimentError` `no-variance`, `collinear-factors`.
  init(_ columns: [[Double]], _ y: [Double], names: [String]) throws(ExperimentError) {
    count = y.count
    let n = Double(count)
    let p = columns.count
    guard let z = StandardisedFit.standardised(y) else {
      throw ExperimentError(code: "no-variance", "the outcome is \(y[0]) at every point: no factor changes it")
    }
    var x = Matrix<Double>(rows: count, columns: p)
    for (j, column) in columns.enumerated() {
      let scaled = StandardisedFit.standardised(column) ?? column.map { _ in 0 }
      for i in 0..<count { x[i, j] = scaled[i] }
    }
    let inverse: Matrix<Double>
    let projected: Matrix<Double>
    let b: [Double]
    do {
      let factored = try LUFactorization(gemm(x, x, transposeA: true, alpha: 1 / n))
      guard factored.reciprocalCondition > 1e-10 else { throw StandardisedFit.collinear(names) }
      inverse = try factored.inverse()
      // Rows of x over the correlation matrix: z times it gives the coefficients. Shape: points x columns.
      projected = try gemm(x, inverse, alpha: 1 / n)
      b = try gemm(projected, Matrix(rows: count, columns: 1, values: z), transposeA: true).values
    } catch let error as ExperimentError { throw error } catch { throw StandardisedFit.collinear(names) }
    // Residuals over 1 - leverage, through the inverse: the sandwich of HC3.
    var meat = [Double](repeating: 0, count: p)
    var (squares, pressed) = (0.0, 0.0)
    for i in 0..<count {
      var residual = z[i]
      var leverage = 1 / n
      for j in 0..<p {
        residual -= b[j] * x[i, j]
        leverage += projected[i, j] * x[i, j]
      }
      squares += residual * residual
      let weighted = leverage < 1 - 1e-12 ? residual / (1 - leverage) : 0
      pressed += leverage < 1 - 1e-12 ? weighted * weighted : .nan
      for j in 0..<p { meat[j] += projected[i, j] * projected[i, j] * weighted * weighted }
    }
    coefficients = b
    errors = meat.map { $0.squareRoot() }
    rSquared = max(0, min(1, 1 - squares / n))
    predictedRSquared = 1 - pressed / n
    inflation = (0..<p).map { inverse[$0, $0] }
  }

  /// R^2 less what as many idle columns would explain.
  var adjustedRSquared: Double {
    1 - (1 - rSquared) * Double(count - 1) / Double(count - coefficients.count - 1)
  }

  /// Coefficient k with the interval of its standard error.
  func coefficient(_ k: Int) -> Estimate {
    let half = studentQuantile975(degreesOfFreedom: Double(count - coefficients.count - 1)) * errors[k]
    return Estimate(coefficients[k], low: coefficients[k] - half, high: coefficients[k] + half)
  }

  /// Correlation of the outcome with column k when the other columns are held: t / sqrt(t^2 + degrees of freedom). Of ranks,
  /// the interval is 6 % wider in variance.
  func partialCorrelation(_ k: Int, ofRanks: Bool = false) -> Estimate {
    let b = coefficients[k]
    let unexplained = inflation[k] * (1 - rSquared)
    // What rounding leaves of no effect is no effect, also where the others explain everything.
    let r = b.magnitude < 1e-10 ? 0 : b / (b * b + unexplained).squareRoot()
    let freedom = Double(count - (coefficients.count - 1) - 3)
    guard r.magnitude < 1 - 1e-12, freedom > 0 else { return Estimate(r, low: r, high: r) }
    let z = 0.5 * stableLog((1 + r) / (1 - r))
    let half = 1.959_963_984_540_054 * ((ofRanks ? 1.06 : 1) / freedom).squareRoot()
    func back(_ z: Double) -> Double { 1 - 2 / (stableExp(2 * z) + 1) }
    return Estimate(r, low: back(z - half), high: back(z + half))
  }

  /// Mean 0 and variance 1; nil of a constant.
  private static func standardised(_ values: [Double]) -> [Double]? {
    let moments = Moments(values)
    let deviation = (moments.squaredDeviations / Double(values.count)).squareRoot()
    guard deviation > 1e-14 * moments.mean.magnitude, deviation > 0 else { return nil }
    return values.map { ($0 - moments.mean) / deviation }
  }

  private static func collinear(_ names: [String]) -> ExperimentError {
    ExperimentError(
      code: "collinear-factors",
      "\(names.joined(separator: ", ")): some of these move together at the points that have a result, so that their effects cannot be told apart; run more points, or make them one factor"
    )
  }
}

/// Ranks from 1; equal numbers share the mean of theirs.
func averageRanks(_ values: [Double]) -> [Double] {
  let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
  var ranks = [Double](repeating: 0, count: values.count)
  var first = 0
  while first < order.count {
    var end = first
    while end < order.count, values[order[end]] == values[order[first]] { end += 1 }
    for i in first..<end { ranks[order[i]] = Double(first + 1 + end) / 2 }
    first = end
  }
  return ranks
}
