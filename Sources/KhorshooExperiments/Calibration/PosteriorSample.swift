import KhorshooNumerics

/// Draws of parameters that agree with what was observed: sampled on emulators, then weighted by what real runs say.
///
/// A draw's weight is its likelihood by real runs over that by emulators, so that errors of emulators change how many draws
/// count, not what they say.
/// - Source: sequential Monte Carlo: see ``ParticleSampler``; the last weights: importance sampling, as of Kong 1992; effective
///   number: Kish 1965.
/// - Proof: `CalibrationAnalytic`, `CalibrationRanksStatistical`.
public struct PosteriorSample: Sendable {
  /// Draws. Shape: draws x factors, 0 to 1.
  public let coordinates: Matrix<Double>
  /// Of each draw; their sum is 1.
  public let weights: [Double]

  /// Draws on emulators, with equal weights.
  public init(_ fit: CalibrationFit, particles: Int, draws: Int, seed: UInt64) throws(ExperimentError) {
    let sampler = ParticleSampler(dimension: fit.active.count, count: particles, seed: seed)
    let cloud = sampler.posterior { fit.energies(fit.predict($0)) }
    coordinates = try fit.wholePlaces(cloud.coordinates, count: draws, seed: seed &+ 1)
    weights = [Double](repeating: 1 / Double(draws), count: draws)
  }

  /// The draws at which real runs were made, weighted by them.
  ///
  /// - Parameter runs: at places of draws; those without a result are missing there.
  public init(_ fit: CalibrationFit, correctedBy runs: RunOutputs) {
    let emulated = fit.energies(fit.predict(whole: runs.coordinates))
    let logs = (0..<runs.count).map { i in
      let real = fit.energy(runs, place: i)
      return real.isFinite ? emulated[i] - real : -.infinity
    }
    let greatest = logs.max() ?? 0
    let raw = greatest.isFinite ? logs.map { stableExp($0 - greatest) } : logs.map { _ in 1 }
    let total = raw.reduce(0, +)
    coordinates = runs.coordinates
    weights = raw.map { $0 / total }
  }

  /// Draws of equal weight that would say as much.
  public var effectiveCount: Double { 1 / weights.reduce(0) { $0 + $1 * $1 } }

  /// Where weighted numbers lie: the least at which so much of the weight is reached, between neighbours in proportion.
  public static func quantile(_ values: [Double], _ weights: [Double], _ probability: Double) -> Double {
    let order = values.indices.filter { weights[$0] > 0 && values[$0].isFinite }.sorted { values[$0] < values[$1] }
    guard let last = order.last else { return .nan }
    let total = order.reduce(0) { $0 + weights[$1] }
    var (sum, before) = (0.0, values[order[0]])
    var place = 0.0
    for k in order {
      // Each number stands in the middle of its weight.
      let middle = sum + 0.5 * weights[k]
      if middle >= probability * total {
        guard middle > place, sum > 0 else { return values[k] }
        return before + (values[k] - before) * (probability * total - place) / (middle - place)
      }
      (sum, before, place) = (sum + weights[k], values[k], middle)
    }
    return values[last]
  }

  /// The value below which a mixture of normal distributions has so much of its weight.
  public static func mixtureQuantile(
    means: [Double], variances: [Double], weights: [Double], _ probability: Double
  ) -> Double {
    let used = means.indices.filter { weights[$0] > 0 && means[$0].isFinite }
    guard !used.isEmpty else { return .nan }
    let deviations = variances.map { $0.squareRoot() }
    var low = used.map { means[$0] - 9 * deviations[$0] }.min() ?? 0
    var high = used.map { means[$0] + 9 * deviations[$0] }.max() ?? 0
    let total = used.reduce(0) { $0 + weights[$1] }
    for _ in 0..<80 where high > low {
      let middle = 0.5 * (low + high)
      let below = used.reduce(0.0) { sum, i in
        let distance = middle - means[i]
        return sum + weights[i]
          * (deviations[i] > 0 ? stableNormalDistribution(distance / deviations[i]) : distance >= 0 ? 1 : 0)
      }
      if below < probability * total { low = middle } else { high = middle }
    }
    return 0.5 * (low + high)
  }
}
