import KhorshooNumerics
import Testing

/// Counts of lanes beyond a mean of 16 have the mean and variance of their distribution: n p, n p (1 - p); m, m.
@Suite struct LaneCountsAnalytic {
  /// Mean and variance over an even grid of uniforms.
  private func moments(_ draw: (Lanes) -> Lanes) -> (mean: Double, variance: Double) {
    let count = 1 << 18
    var moments = Moments()
    for first in stride(from: 0, to: count, by: laneCount) {
      var u = Lanes.zero
      for lane in 0..<laneCount { u[lane] = (Float(first + lane) + 0.5) / Float(count) }
      let drawn = draw(u)
      for lane in 0..<laneCount { moments.add(Double(drawn[lane])) }
    }
    return (moments.mean, moments.variance)
  }

  @Test(arguments: [(1000, 0.02), (200, 0.3), (5000, 0.5), (40, 0.45), (64, 0.7), (100_000, 0.001)])
  func binomial(count: Int, p: Double) {
    let found = moments {
      binomialLanes(count: Lanes(repeating: Float(count)), probability: Lanes(repeating: Float(p)), uniform: $0)
    }
    let (mean, variance) = (Double(count) * p, Double(count) * p * (1 - p))
    #expect(abs(found.mean / mean - 1) < 5e-4, "\(found)")
    // The grid leaves out what lies beyond 1 in 500,000, worth 2e-4 of the variance.
    #expect(abs(found.variance / variance - 1) < 1e-3, "\(found), exact \(variance)")
  }

  @Test(arguments: [17.0, 20, 60, 400, 10_000])
  func poisson(mean: Double) {
    let found = moments { poissonLanes(mean: Lanes(repeating: Float(mean)), uniform: $0) }
    #expect(abs(found.mean / mean - 1) < 5e-4 && abs(found.variance / mean - 1) < 1e-3, "\(found)")
  }

  /// Deliberate fault: rounding mean + s z + c (z^2 - 1) / 6 with the whole variance gives 19.74 for 19.6.
  @Test func roundingAndSkewnessAddToTheVariance() {
    var moments = Moments()
    for k in 0..<(1 << 18) {
      let z = stableNormalQuantile((Double(k) + 0.5) / Double(1 << 18))
      moments.add((20 + 19.6.squareRoot() * z + 0.96 * (z * z - 1) / 6).rounded())
    }
    #expect(abs(moments.variance - 19.6 - 1.0 / 12 - 0.96 * 0.96 / 18) < 5e-3)
  }
}
