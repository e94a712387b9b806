import KhorshooNetworks
import Testing

@Suite struct ContagionSeedsAnalytic {
  /// On a ring whose households are tied to two on either side, two seeds beside each other win all when two sources are needed;
  /// two seeds apart win nobody else.
  @Test func seedsGather() {
    let ring = TieGraph(NetworkGenerator.ring(households: 12, neighbours: 4).ties(seed: 1))
    let found = ContagionSeeds(ring, count: 2, sources: 2)
    #expect(found.spread == [1, 12] && found.seeds.count == 2)
    #expect(ContagionSeeds.reach(ring, seeds: found.seeds, sources: 2) == 12)
    #expect(ContagionSeeds.reach(ring, seeds: [0, 6], sources: 2) == 2)
    // With one source any seed wins all; with five nobody follows.
    #expect(ContagionSeeds(ring, count: 1, sources: 1).spread == [12])
    #expect(ContagionSeeds(ring, count: 3, sources: 5).spread == [1, 2, 3])
  }

  /// All choices of two and three seeds in small graphs: the greedy one reaches at least half of the best (of a bow tie three of five: no guarantee is known).
  @Test func isNearTheBestInSmallGraphs() {
    for (name, graph) in smallGraphs {
      let n = graph.householdCount
      for count in 2...3 {
        var best = 0
        for set in 0..<(1 << n) where set.nonzeroBitCount == count {
          let seeds = (0..<n).filter { set >> $0 & 1 == 1 }
          best = max(best, ContagionSeeds.reach(graph, seeds: seeds, sources: 2))
        }
        let found = ContagionSeeds(graph, count: count, sources: 2)
        #expect(found.spread.last.map { 2 * $0 >= best } == true, "\(name), \(count): \(found.spread) of \(best)")
        #expect(found.spread.last == ContagionSeeds.reach(graph, seeds: found.seeds, sources: 2))
      }
    }
  }

  /// The contagion that `simulate` has reaches as many.
  @Test func agreesWithTheSimulation() {
    let ties = NetworkGenerator.wattsStrogatz(households: 80, neighbours: 6, rewiring: 0.1).ties(seed: 4)
    let graph = TieGraph(ties)
    let found = ContagionSeeds(graph, count: 4, sources: 2)
    let summary = SpreadSimulation(
      graph, .adoption(.sources, .threshold(.fixed(Array(repeating: 2, count: 80)), noise: 0))
    ).run(replicates: 1, seed: 1, seeds: .households(found.seeds), periods: 80)
    #expect(summary.final == [found.spread.last])
  }
}
