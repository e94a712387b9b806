import KhorshooNetworks
import Testing

/// Of each group one seed at least, against all choices that keep the rule.
@Suite struct SeedGroupsAnalytic {
  /// Reach of seeds in each world that the lazy choice draws, by the same draws.
  private static func reach(_ graph: TieGraph, _ seeds: [Int]) -> Double {
    SpreadSimulation(graph, .cascade(probability: 0.35)).run(
      replicates: 2000, seed: 3, seeds: .households(seeds), periods: nil
    ).mean
  }

  /// All sets of so many households that have one of each group.
  private static func allowed(_ n: Int, _ count: Int, _ groups: SeedGroups) -> [[Int]] {
    (0..<(1 << n)).filter { $0.nonzeroBitCount == count }.map { set in (0..<n).filter { set >> $0 & 1 == 1 } }
      .filter { Set($0.map { groups.group[$0] }).count == groups.count }
  }

  /// Two and three groups, among them one household alone at the end of the graph.
  private static func partitions(_ n: Int) -> [SeedGroups] {
    [
      SeedGroups((0..<n).map { $0 % 2 }), SeedGroups((0..<n).map { $0 == n - 1 ? 1 : 0 }),
      SeedGroups((0..<n).map { min($0, 2) }),
    ]
  }

  @Test("cascades: at least half of the best that keeps the rule", arguments: smallGraphs.indices)
  func halfOfTheBest(number: Int) {
    let graph = smallGraphs[number].graph
    let n = graph.householdCount
    for groups in Self.partitions(n) {
      for count in groups.count...3 {
        let best = Self.allowed(n, count, groups).map { Self.reach(graph, $0) }.max() ?? .nan
        let lazy = LiveEdges(graph, count: count, probability: 0.35, worlds: 2000, seed: 3, covering: groups)
        let plain = LiveEdges(
          graph, count: count, probability: 0.35, worlds: 2000, seed: 3, isLazy: false, covering: groups)
        #expect(lazy.seeds == plain.seeds)
        let sets = SeedSelection(graph, count: count, probability: 0.35, sets: 20_000, seed: 2, groups: groups)
        for seeds in [lazy.seeds, sets.seeds] {
          #expect(Set(seeds).count == count && Set(seeds.map { groups.group[$0] }).count == groups.count, "\(seeds)")
          #expect(Self.reach(graph, seeds) >= 0.5 * best, "\(seeds) of \(best)")
        }
        // 2,000 worlds and 20,000 sets are off by a few hundredths.
        #expect(sets.guarantee <= Self.reach(graph, sets.seeds) / best + 0.05 && sets.guarantee > 0.6)
      }
    }
  }

  @Test("scores that add up: the most there is; a contagion keeps the rule", arguments: smallGraphs.indices)
  func scores(number: Int) {
    let graph = smallGraphs[number].graph
    let n = graph.householdCount
    let score = (0..<n).map { Double(($0 * 7 + 3) % 5) }
    for groups in Self.partitions(n) {
      for count in groups.count...3 {
        let best = Self.allowed(n, count, groups).map { $0.reduce(0) { $0 + score[$1] } }.max() ?? .nan
        let found = SeedSelection.highest(score, count: count, groups: groups)
        #expect(found.reduce(0) { $0 + score[$1] } == best && Set(found.map { groups.group[$0] }).count == groups.count)
        let contagion = ContagionSeeds(graph, count: count, sources: 2, groups: groups)
        #expect(Set(contagion.seeds).count == count)
        #expect(Set(contagion.seeds.map { groups.group[$0] }).count == groups.count)
        let most = Self.allowed(n, count, groups).map { ContagionSeeds.reach(graph, seeds: $0, sources: 2) }.max() ?? 0
        #expect(contagion.spread.last.map { 2 * $0 >= most } == true, "\(contagion.spread) of \(most)")
      }
    }
  }

  /// Everybody adopts at once when one source is enough, and the second group still has its seed.
  @Test func whoHasAdoptedMayBeASeed() {
    let path = smallGraphs[0].graph
    let found = ContagionSeeds(path, count: 2, sources: 1, groups: SeedGroups([0, 0, 0, 0, 1]))
    #expect(found.spread == [5, 5] && found.seeds.contains(4))
  }

  /// Three by lot of ten in groups of one and nine: the one always, each other in 2 of 9 replicates.
  @Test func byLot() {
    let graph = TieGraph(NetworkGenerator.ring(households: 10, neighbours: 2).ties(seed: 1))
    let groups = SeedGroups([0] + Array(repeating: 1, count: 9))
    let run = SpreadSimulation(graph, .cascade(probability: 1e-9)).run(
      replicates: 9000, seed: 5, seeds: .drawnOfGroups(3, groups), periods: nil)
    #expect(run.final.allSatisfy { $0 == 3 })
    let shares = run.adopted.map { Double($0) / 9000 }
    #expect(shares[0] == 1)
    // Standard error 0.0044.
    for h in 1..<10 { #expect((shares[h] - 2.0 / 9).magnitude < 0.02, "\(h): \(shares[h])") }
  }
}
