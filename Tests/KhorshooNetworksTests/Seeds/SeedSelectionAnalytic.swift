import KhorshooNetworks
import Testing

/// Expected spread of seeds by every set of open ties. An undirected tie is two chances.
private func exactSpread(_ graph: TieGraph, _ seeds: [Int], _ probability: Double) -> Double {
  let all = arcs(graph)
  var sum = 0.0
  for open in 0..<1 << all.count {
    var chance = 1.0
    for k in all.indices { chance *= open >> k & 1 == 1 ? probability : 1 - probability }
    var reached = Set(seeds)
    var queue = seeds
    while let h = queue.popLast() {
      for (k, arc) in all.enumerated() where open >> k & 1 == 1 && arc.from == h && reached.insert(arc.to).inserted {
        queue.append(arc.to)
      }
    }
    sum += chance * Double(reached.count)
  }
  return sum
}

@Suite("Seeds are within 1 - 1/e of exhaustive search")
struct SeedSelectionAnalytic {
  @Test("sets, lazy and plain choice on small graphs", arguments: [0, 2, 3, 5, 7])
  func exhaustive(number: Int) throws {
    let (graph, p) = (smallGraphs[number].graph, 0.35)
    let n = graph.householdCount
    var best = 0.0
    for a in 0..<n { for b in a + 1..<n { best = max(best, exactSpread(graph, [a, b], p)) } }
    let sets = SeedSelection(graph, count: 2, probability: p, sets: 20_000, seed: 2)
    let lazy = LiveEdges(graph, count: 2, probability: p, worlds: 20_000, seed: 3)
    for seeds in [sets.seeds, lazy.seeds] {
      let spread = exactSpread(graph, seeds, p)
      #expect(Set(seeds).count == 2 && spread >= 0.632 * best - 1e-12, "\(seeds): \(spread) of \(best)")
    }
    // 20,000 draws have a standard error below n / 2 / 141.
    let error = Double(n) / 2 / 141
    #expect((sets.spread[1] - exactSpread(graph, sets.seeds, p)).magnitude < 4 * error)
    #expect((lazy.spread[1] - exactSpread(graph, lazy.seeds, p)).magnitude < 4 * error)
    // The guarantee holds, and is not empty.
    let reached = exactSpread(graph, sets.seeds, p) / best
    #expect(sets.guarantee <= reached + 1e-9 && sets.guarantee > 0.65, "\(sets.guarantee) for \(reached)")
    #expect(sets.setCount == 20_000)
  }

  @Test("one seed of each group is at least half of the best of that kind", arguments: [0, 1, 2, 5, 6, 7])
  func oneOfEachGroup(number: Int) {
    let (graph, p) = (smallGraphs[number].graph, 0.35)
    let n = graph.householdCount
    // Two groups that alternate; household 0 is no candidate.
    let groups = (0..<n).map { $0 == 0 ? nil : $0 % 2 }
    var best = 0.0
    for a in 1..<n {
      for b in 1..<n where a % 2 == 0 && b % 2 == 1 { best = max(best, exactSpread(graph, [a, b], p)) }
    }
    let found = LiveEdges(graph, count: 2, probability: p, worlds: 20_000, seed: 3, groups: groups)
    let plain = LiveEdges(graph, count: 2, probability: p, worlds: 20_000, seed: 3, isLazy: false, groups: groups)
    #expect(found.seeds == plain.seeds && found.spread == plain.spread)
    #expect(Set(found.seeds.map { $0 % 2 }).count == 2 && !found.seeds.contains(0))
    #expect(exactSpread(graph, found.seeds, p) >= 0.5 * best - 1e-12)
    let error = Double(n) / 2 / 141
    for h in 1..<n { #expect((found.alone[h]! - exactSpread(graph, [h], p)).magnitude < 4 * error) }
    #expect(found.alone[0] == nil)
  }

  @Test("on certain ties one seed a part is enough")
  func certain() {
    let graph = smallGraphs[4].graph
    let found = SeedSelection(graph, count: 2, probability: 1, sets: 500, seed: 1)
    #expect(found.spread[1] == 6)
    #expect(LiveEdges(graph, count: 2, probability: 1, worlds: 1, seed: 1).spread == [3, 6])
    #expect(SeedSelection.byDegree(smallGraphs[2].graph, count: 1) == [1])
  }
}
