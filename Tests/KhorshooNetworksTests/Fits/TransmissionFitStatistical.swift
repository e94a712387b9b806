import KhorshooNetworks
import KhorshooNumerics
import Testing

@Suite struct TransmissionFitStatistical {
  /// Histories that `simulate` makes: the interval of passing holds the truth in 95 of 100, within binomial error.
  @Test func intervalsHoldTheTruth() throws {
    let ties = NetworkGenerator.wattsStrogatz(households: 150, neighbours: 6, rewiring: 0.2).ties(seed: 8)
    let graph = TieGraph(ties)
    let passing = 0.08
    var (held, values) = (0, [Double]())
    for history in 0..<120 {
      // Reed and Frost by hand: who is tied to x adopters adopts with 1 - (1 - p)^x.
      let random = ScalarRandom(seed: 77, stream: SpreadStreams.adoption, replicate: history)
      var times = [Int32?](repeating: nil, count: 150)
      for seed in [0, 40, 90] { times[seed] = 0 }
      for period in 1...8 {
        let before = times
        for h in 0..<150 where before[h] == nil {
          let heard = graph.undirectedNeighbours(of: h).count { before[Int($0)] != nil }
          var escapes = 1.0
          for _ in 0..<heard { escapes *= 1 - passing }
          if random.uniform(entity: h, index: period) < 1 - escapes { times[h] = Int32(period) }
        }
      }
      let found = try #require(
        TransmissionFit(AdoptionTimes(times, periods: 0...8), graph: graph, .epidemic(left: times.map { _ in nil })))
      let estimate = found.estimates[0]
      values.append(estimate.value)
      if estimate.low <= passing, passing <= estimate.high { held += 1 }
    }
    #expect((106...120).contains(held), "\(held) of 120")
    let moments = Moments(values)
    #expect((moments.mean - passing).magnitude < 4.5 * (moments.variance / 120).squareRoot() + 0.002, "\(moments.mean)")
  }
}
