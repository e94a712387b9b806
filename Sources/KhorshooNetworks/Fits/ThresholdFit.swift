import KhorshooNumerics

/// Thresholds of households, from one history: normal with a mean and a deviation, and a chance to adopt without reason.
///
/// Who adopts at exposure E and had not at the greatest exposure M before has a threshold from above M to E; who has not adopted
/// has one above the last M. With F the normal distribution
///
///     P(adopts in t | has not) = 1 - (1 - outside) (1 - F(E)) / (1 - F(M))
///
/// and never without an adopter to see, but for `outside`. Errors are of the observed information; outside and deviation have
/// their interval on the scale of log odds and logarithm.
/// - Source: Granovetter 1978, doi:10.1086/226707; intervals in which thresholds lie: Valente 1996,
///   doi:10.1016/0378-8733(95)00256-1; Turnbull 1976.
/// - Proof: `ThresholdFitGolden` (SciPy), `ThresholdFitStatistical`.
public struct ThresholdFit: Sendable {
  /// A parameter.
  public struct Estimate: Sendable, Equatable {
    /// `threshold`, `deviation` or `outside`.
    public let name: String
    /// Estimate and its standard error.
    public let value, error: Double
    /// Ends of the 95 % interval.
    public let low, high: Double
  }

  /// The three parameters.
  public let estimates: [Estimate]
  /// Logarithm of the likelihood.
  public let logLikelihood: Double
  /// Households and periods at risk, and adoptions among them.
  public let rowCount, adoptionCount: Int

  /// Household and period: greatest exposure before, exposure now.
  private struct Row: Hashable {
    let before, now: Double
  }

  /// - Returns: nil when nobody at risk adopts, all do, or the likelihood has no maximum within the numbers.
  public init?(_ adoption: AdoptionTimes, exposure: ExposureMatrix) {
    var counts: [Row: (stays: Double, adopts: Double)] = [:]
    for h in 0..<adoption.householdCount where adoption.times[h] != adoption.periods.lowerBound {
      var before = -Double.infinity
      for period in adoption.periods.dropFirst() where adoption.times[h].map({ $0 >= period }) ?? true {
        let now = exposure[h, period] > 0 ? max(before, exposure[h, period]) : before
        let row = Row(before: before, now: now)
        if adoption.times[h] == period {
          counts[row, default: (0, 0)].adopts += 1
        } else {
          counts[row, default: (0, 0)].stays += 1
        }
        before = now
      }
    }
    let rows = counts.sorted { ($0.key.before, $0.key.now) < ($1.key.before, $1.key.now) }
    let (adopts, stays) = (rows.reduce(0) { $0 + $1.value.adopts }, rows.reduce(0) { $0 + $1.value.stays })
    guard adopts > 0, stays > 0 else { return nil }
    rowCount = Int(adopts + stays)
    adoptionCount = Int(adopts)
    func loss(_ at: [Double]) -> Double {
      -rows.reduce(0) { $0 + Self.term($1.key, $1.value.stays, $1.value.adopts, at) }
    }
    var best: (at: [Double], loss: Double) = ([], .infinity)
    // From several beginnings: a likelihood of thresholds may have more than one top.
    for mean in [0.1, 0.3, 0.6] {
      for deviation in [0.1, 0.3] {
        let at = nelderMead(
          from: [mean, stableLog(deviation), -4], step: 0.2, evaluations: 4000, tolerance: 1e-9, loss)
        let value = loss(at)
        if value < best.loss { best = (at, value) }
      }
    }
    guard best.loss.isFinite, best.at[1] > -9, best.at[1] < 5, best.at[0].magnitude < 50,
      let errors = Self.errors(best.at, loss)
    else { return nil }
    logLikelihood = -best.loss
    let (deviation, outside) = (stableExp(best.at[1]), 1 / (1 + stableExp(-best.at[2])))
    let half = errors.map { 1.959963984540054 * $0 }
    func logistic(_ x: Double) -> Double { 1 / (1 + stableExp(-x)) }
    estimates = [
      Estimate(
        name: "threshold", value: best.at[0], error: errors[0], low: best.at[0] - half[0], high: best.at[0] + half[0]),
      Estimate(
        name: "deviation", value: deviation, error: errors[1] * deviation, low: stableExp(best.at[1] - half[1]),
        high: stableExp(best.at[1] + half[1])),
      Estimate(
        name: "outside", value: outside, error: errors[2] * outside * (1 - outside),
        low: logistic(best.at[2] - half[2]), high: logistic(best.at[2] + half[2])),
    ]
  }

  /// Log likelihood of a row at mean, logarithm of the deviation, and log odds of outside.
  private static func term(_ row: Row, _ stays: Double, _ adopts: Double, _ at: [Double]) -> Double {
    let deviation = stableExp(at[1])
    /// 1 - F, which keeps its digits above the mean.
    func above(_ x: Double) -> Double { x == -.infinity ? 1 : stableNormalDistribution((at[0] - x) / deviation) }
    let odds = max(-40, min(40, at[2]))
    let outside = 1 / (1 + stableExp(-odds))
    let (before, now) = (above(row.before), above(row.now))
    guard before > 1e-300 else { return -1e6 * (stays + adopts) }
    let keeps = (1 - outside) * min(1, now / before)
    var sum = 0.0
    if stays > 0 { sum += stays * (keeps > 1e-300 ? stableLog(keeps) : -1000) }
    if adopts > 0 {
      let goes = outside + (1 - outside) * max(0, (before - now) / before)
      sum += adopts * (goes > 1e-300 ? stableLog(goes) : -1000)
    }
    return sum
  }

  /// Standard errors by the inverse of the second differences; nil where they are no errors.
  private static func errors(_ at: [Double], _ loss: ([Double]) -> Double) -> [Double]? {
    let n = at.count
    let steps = at.map { 1e-3 * max(0.1, $0.magnitude) }
    func moved(_ i: Int, _ a: Double, _ j: Int, _ b: Double) -> Double {
      var there = at
      there[i] += a * steps[i]
      there[j] += b * steps[j]
      return loss(there)
    }
    var information = Matrix<Double>(rows: n, columns: n)
    let here = loss(at)
    for i in 0..<n {
      for j in 0...i {
        let second =
          i == j
          ? (moved(i, 1, i, 0) - 2 * here + moved(i, -1, i, 0)) / (steps[i] * steps[i])
          : (moved(i, 1, j, 1) - moved(i, 1, j, -1) - moved(i, -1, j, 1) + moved(i, -1, j, -1))
            / (4 * steps[i] * steps[j])
        (information[i, j], information[j, i]) = (second, second)
      }
    }
    // Outside that the history does not know has no curvature: the others keep theirs.
    let known = (0..<n).filter { information[$0, $0] > 1e-6 }
    guard known.contains(0), known.contains(1) else { return nil }
    let part = Matrix(
      rows: known.count, columns: known.count, values: known.flatMap { i in known.map { information[i, $0] } })
    guard let inverse = try? LUFactorization(part).inverse() else { return nil }
    var errors = [Double](repeating: .infinity, count: n)
    for (k, i) in known.enumerated() {
      guard inverse[k, k] > 0 else { return nil }
      errors[i] = inverse[k, k].squareRoot()
    }
    return errors
  }
}
