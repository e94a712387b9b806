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

  /// Histories with several spells (SIS): the intervals of passing, outside and leaving hold the truth in 95 of 100.
  @Test func spellsGiveBackWhatMadeThem() throws {
    let graph = TieGraph(NetworkGenerator.wattsStrogatz(households: 100, neighbours: 6, rewiring: 0.2).ties(seed: 8))
    let truth = [0.07, 0.01, 0.25]
    var (held, values, again) = ([0, 0, 0], [Moments(), Moments(), Moments()], 0)
    for history in 0..<120 {
      let spells = Self.spells(graph, truth, periods: 12, history)
      again += spells.count { $0.count > 1 }
      let first = AdoptionTimes(spells.map { $0.first?.joined }, periods: 0...12)
      let found = try #require(TransmissionFit(first, graph: graph, .returning(spells)))
      #expect(found.returningAdoptionCount == spells.reduce(0) { $0 + max(0, $1.count - 1) })
      for k in 0..<3 {
        values[k].add(found.estimates[k].value)
        if found.estimates[k].low <= truth[k], truth[k] <= found.estimates[k].high { held[k] += 1 }
      }
    }
    #expect(again > 120 * 5, "\(again)")
    for k in 0..<3 {
      #expect((106...120).contains(held[k]), "\(k): \(held[k]) of 120")
      let error = (values[k].variance / 120).squareRoot()
      #expect(
        (values[k].mean - truth[k]).magnitude < 4.5 * error + 0.02 * truth[k], "\(k): \(values[k].mean), \(error)")
    }
  }

  /// Spells by hand: who has not adopted at the time does with 1 - (1 - outside) (1 - passing)^x, who has leaves by chance.
  private static func spells(
    _ graph: TieGraph, _ truth: [Double], periods: Int32, _ history: Int
  ) -> [[TransmissionFit.Spell]] {
    let random = ScalarRandom(seed: 78, stream: SpreadStreams.adoption, replicate: history)
    var spells = [[TransmissionFit.Spell]](repeating: [], count: graph.householdCount)
    var since = [Int32?](repeating: nil, count: graph.householdCount)
    for seed in [0, 40, 90] { since[seed] = 0 }
    for period in 1...periods {
      let before = since
      for h in before.indices {
        let u = random.uniform(entity: h, index: Int(period))
        if let joined = before[h] {
          guard u < truth[2] else { continue }
          spells[h].append(.init(joined: joined, left: period))
          since[h] = nil
        } else {
          var escapes = 1 - truth[1]
          for other in graph.undirectedNeighbours(of: h) where before[Int(other)] != nil { escapes *= 1 - truth[0] }
          if u < 1 - escapes { since[h] = period }
        }
      }
    }
    for (h, joined) in since.enumerated() { if let joined { spells[h].append(.init(joined: joined, left: nil)) } }
    return spells
  }
}
