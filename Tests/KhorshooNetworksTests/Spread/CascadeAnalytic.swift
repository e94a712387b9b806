import KhorshooNetworks
import Testing

@Suite("Cascades on small graphs are what enumeration of every set of open ties gives")
struct CascadeAnalytic {
  /// Probability that each household has adopted at the end, by its definition as a process: who is fresh has one chance
  /// with each neighbour. Exact sum over all states; nothing of the program under test.
  static func exact(_ arcs: [(from: Int, to: Int)], households: Int, seeds: Set<Int>, p: Double) -> [Double] {
    var result = [Double](repeating: 0, count: households)
    func go(_ adopted: Set<Int>, _ fresh: Set<Int>, _ weight: Double) {
      guard !fresh.isEmpty else {
        for h in adopted { result[h] += weight }
        return
      }
      // Chances on each household that could adopt in this period: 1 - (1 - p)^k.
      let open = (0..<households).filter { !adopted.contains($0) }
      let chances = open.map { h in arcs.count { $0.to == h && fresh.contains($0.from) } }
      let candidates = zip(open, chances).filter { $0.1 > 0 }
      for outcome in 0..<(1 << candidates.count) {
        var (new, product) = (Set<Int>(), weight)
        for (i, (h, k)) in candidates.enumerated() {
          let none = (0..<k).reduce(1.0) { product, _ in product * (1 - p) }
          if outcome >> i & 1 == 1 {
            new.insert(h)
            product *= 1 - none
          } else {
            product *= none
          }
        }
        if product > 0 { go(adopted.union(new), new, product) }
      }
    }
    go(seeds, seeds, 1)
    return result
  }

  @Test("each household's chance to a Monte Carlo error of a million replicates", arguments: smallGraphs.indices)
  func enumerated(_ index: Int) {
    let graph = smallGraphs[index].graph
    for (p, seeds) in [(0.3, [0]), (0.6, [1, 3])] {
      let exact = Self.exact(arcs(graph), households: graph.householdCount, seeds: Set(seeds), p: p)
      let run = SpreadSimulation(graph, .cascade(probability: p))
        .run(replicates: 1_000_000, seed: 11, seeds: .households(seeds), periods: nil, threads: 2)
      for h in 0..<graph.householdCount {
        let error = max(0, exact[h] * (1 - exact[h]) / 1e6).squareRoot()
        let found = Double(run.adopted[h]) / 1e6
        #expect(
          (found - exact[h]).magnitude <= 4.5 * error + 1e-12,
          "\(smallGraphs[index].name), household \(h): found \(found), exact \(exact[h])")
      }
    }
  }

  @Test("on every graph of four households")
  func everyGraph() {
    for (index, graph) in everyGraphOfFour.enumerated() {
      let exact = Self.exact(arcs(graph), households: 4, seeds: [0], p: 0.4).reduce(0, +)
      let run = SpreadSimulation(graph, .cascade(probability: 0.4))
        .run(replicates: 1_000_000, seed: UInt64(index), seeds: .households([0]), periods: nil, threads: 2)
      let error = (run.variance / 1e6).squareRoot()
      #expect((run.mean - exact).magnitude <= 4.5 * error + 1e-12, "graph \(index): \(run.mean), exact \(exact)")
    }
  }

  /// The check above rejects a process that gives the fresh a second chance, or tries along one direction alone.
  @Test("another mechanism is noticed")
  func deliberateFault() {
    let graph = smallGraphs[1].graph
    let exact = Self.exact(arcs(graph), households: 6, seeds: [0], p: 0.3)
    let twice = Self.exact(arcs(graph), households: 6, seeds: [0], p: 1 - 0.7 * 0.7)
    let oneWay = Self.exact(arcs(graph).filter { $0.from < $0.to }, households: 6, seeds: [0], p: 0.3)
    let error = (exact[3] * (1 - exact[3]) / 1e6).squareRoot()
    #expect((twice[3] - exact[3]).magnitude > 50 * error && (oneWay[4] - exact[4]).magnitude > 50 * error)
  }

  @Test("a period brings one step, weights multiply the chance, layers and dates choose the ties")
  func stepsAndWeights() {
    let path = smallGraphs[0].graph
    let certain = SpreadSimulation(path, .cascade(probability: 1))
      .run(replicates: 70, seed: 1, seeds: .households([0]), periods: 3)
    #expect(certain.adopters.map { Set($0) } == [[1], [2], [3], [4]] && certain.adopters[0].count == 70)
    var ties = TieTable(householdCount: 3, layers: ["kin", "trade"])
    ties.append(0, 1, weight: 0.5, layer: 0)
    ties.append(0, 1, weight: 0.25, layer: 1)
    ties.append(1, 2, weight: 9, layer: 1, since: 3, until: 5)
    let run = SpreadSimulation(TieGraph(ties, period: 2), .cascade(probability: 0.8))
      .run(replicates: 100_000, seed: 5, seeds: .households([0]), periods: nil)
    #expect(run.adopted[2] == 0 && (Double(run.adopted[1]) / 1e5 - 0.6).magnitude < 4.5 * (0.24 / 1e5).squareRoot())
    let later = SpreadSimulation(TieGraph(ties, layerWeights: [0, 2], period: 5), .cascade(probability: 0.8))
      .run(replicates: 100_000, seed: 5, seeds: .households([0]), periods: nil)
    #expect(later.adopted[1] == later.adopted[2])
    #expect((Double(later.adopted[1]) / 1e5 - 0.4).magnitude < 4.5 * (0.24 / 1e5).squareRoot())
  }
}
