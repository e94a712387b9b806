import KhorshooNetworks
import Testing

@Suite struct ThresholdFitStatistical {
  /// Thresholds drawn by the mechanism that `simulate` has: mean and deviation come back within their intervals in most histories.
  @Test func whatIsSimulatedComesBack() throws {
    let ties = NetworkGenerator.erdosRenyi(households: 400, probability: 0.02).ties(seed: 2)
    let graph = TieGraph(ties)
    let spread = AdoptionSpread(
      graph, exposure: .share, rule: .threshold(.normal(mean: 0.2, deviation: 0.1), noise: 0))
    var held = (mean: 0, deviation: 0)
    for replicate in 0..<30 {
      let times = spread.times(seed: 5, replicate: replicate, seeds: .drawn(20), periods: 10).map {
        $0.map { Int32($0) }
      }
      let adoption = AdoptionTimes(times, periods: 0...10)
      let found = try #require(ThresholdFit(adoption, exposure: ExposureMatrix(adoption, ties: ties)))
      if found.estimates[0].low <= 0.2, 0.2 <= found.estimates[0].high { held.mean += 1 }
      if found.estimates[1].low <= 0.1, 0.1 <= found.estimates[1].high { held.deviation += 1 }
    }
    // 95 of 100 are expected; of 30, 24 or fewer come once in a thousand.
    #expect(held.mean >= 24 && held.deviation >= 24, "\(held)")
  }
}
