import KhorshooNumerics

/// How much of the spread of an outcome over a sweep is due to the parameters, and how much to Monte Carlo noise.
///
/// Replicates given one by one are taken as crossed with the points: y = mean + point + common luck + rest. Common luck moves
/// all points alike and blurs no comparison between them. Of means with variances, all noise counts as the rest.
/// - Source: method of moments of the two-way and one-way random-effects models, Searle, Casella and McCulloch 1992,
///   Variance Components, chapters 3 and 4.
/// - Proof: `VarianceSharesAnalytic`, `VarianceSharesStatistical`.
public struct VarianceShares: Sendable {
  /// Variance of the outcome's expectation over the points; never below zero.
  public let parameters: Double
  /// Variance of the luck that a replicate brings to all points alike; 0 when replicates are not given.
  public let commonLuck: Double
  /// Variance of the rest of a replicate's luck; NaN when only means and their variances are given.
  public let rest: Double
  /// Share of the parameters in the variance of the points' means, with a bootstrap interval over points. Close to 1: more
  /// replicates are wasted, take more points. Far below: more replicates.
  public let parameterShareOfMeans: Estimate
  /// Points used, and left out.
  public let basis: AnalysisBasis

  /// Shares of an outcome over any design.
  ///
  /// - Throws: `ExperimentError` `too-few-points` below 3 points, `no-variance`.
  public init(_ responses: PointResponses, resamples: Int = 1000, seed: UInt64 = 1) throws(ExperimentError) {
    let points = (0..<responses.count).filter(responses.isPresent)
    basis = AnalysisBasis(used: points.count, leftOut: responses.count - points.count)
    guard points.count >= 3 else {
      throw ExperimentError(
        code: "too-few-points", "\(points.count) points have a result; at least 3 are needed, so run more")
    }
    let count = Double(points.count)
    let center = points.reduce(0) { $0 + responses.means[$1] } / count
    // Mean, its square, and the noise in it. Shape: points x 3.
    var sums = Matrix<Double>(rows: points.count, columns: 3)
    let deviations = responses.deviations(of: points, commonLuckOf: points)
    for (row, point) in points.enumerated() {
      let y = responses.means[point] - center
      sums[row, 0] = y
      sums[row, 1] = y * y
      if let deviations {
        let r = Double(deviations.columnCount)
        let squares = (0..<deviations.columnCount).reduce(0) { $0 + deviations[point, $1] * deviations[point, $1] }
        // (points - 1) (replicates - 1) degrees of freedom in all.
        sums[row, 2] = squares / ((r - 1) * r) * count / (count - 1)
      } else {
        sums[row, 2] = responses.meanVariances[point]
      }
    }
    let statistics: ([Double]) -> [Double] = { sums in
      let variance = (sums[1] - sums[0] * sums[0] / count) / (count - 1)
      return [variance > 0 ? 1 - sums[2] / count / variance : .nan]
    }
    let whole = columnSums(sums)
    let variance = (whole[1] - whole[0] * whole[0] / count) / (count - 1)
    let noise = whole[2] / count
    guard variance > 0 else {
      throw ExperimentError(
        code: "no-variance",
        "the outcome is \(center) at every point, so there is nothing to share out; vary what acts on it, or look at another"
      )
    }
    parameters = max(0, variance - noise)
    let ends = Bootstrap(resamples: resamples, seed: seed).intervals(sums, statistics)
    parameterShareOfMeans = Estimate(
      max(0, 1 - noise / variance), low: max(0, ends[0].low), high: max(0, ends[0].high))
    guard let replicates = responses.replicates else {
      (commonLuck, rest) = (0, .nan)
      return
    }
    let columns = replicates.columnCount
    rest = noise * Double(columns)
    let luck = Moments((0..<columns).map { r in points.reduce(0) { $0 + replicates[$1, r] } / count })
    commonLuck = max(0, luck.variance - rest / count)
  }
}
