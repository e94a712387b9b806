import KhorshooNetworks
import Testing

@Suite("Thresholds, deterministic by hand and stochastic by enumeration")
struct ThresholdAnalytic {
  /// Adopters after each period of a deterministic run.
  private func curve(
    _ graph: TieGraph, _ exposure: SpreadExposure, _ thresholds: [Float], seeds: [Int], periods: Int = 10
  ) -> [Int] {
    SpreadSimulation(graph, .adoption(exposure, .threshold(.fixed(thresholds), noise: 0)))
      .run(replicates: 3, seed: 1, seeds: .households(seeds), periods: periods).adopters.map { row in
        #expect(Set(row).count == 1)
        return row[0]
      }
  }

  @Test("shares by hand: a path at one half goes on, at more than one half it stops")
  func path() {
    let path = smallGraphs[0].graph
    #expect(curve(path, .share, [0.5, 0.5, 0.5, 0.5, 0.5], seeds: [0]) == [1, 2, 3, 4, 5])
    #expect(curve(path, .share, [0.5, 0.5, 0.51, 0.5, 0.5], seeds: [0]) == [1, 2])
    // A third plus a third of rounded fractions reaches two thirds.
    let star = graph(4, [(0, 1), (0, 2), (0, 3)])
    #expect(curve(star, .share, [2.0 / 3, 1, 1, 1], seeds: [1, 2]) == [2, 3, 4])
    #expect(curve(star, .share, [0.67, 1, 1, 1], seeds: [1, 2]) == [2])
  }

  @Test("a threshold of zero needs an adopter to see: none without one, then tie by tie")
  func zero() {
    let path = smallGraphs[0].graph
    let zeros = [Float](repeating: 0, count: 5)
    #expect(curve(path, .share, zeros, seeds: []) == [0])
    #expect(curve(path, .share, zeros, seeds: [2]) == [1, 3, 5])
    #expect(curve(path, .sum, zeros, seeds: [0]) == [1, 2, 3, 4, 5])
  }

  @Test("k sources: a lattice of ties to two sides needs two seeds beside each other")
  func complexContagion() {
    let ties = (0..<8).flatMap { [($0, ($0 + 1) % 8), ($0, ($0 + 2) % 8)] }
    let ring = graph(8, ties)
    let two = [Float](repeating: 2, count: 8)
    #expect(curve(ring, .sources, two, seeds: [0, 1]) == [2, 4, 6, 8])
    #expect(curve(ring, .sources, two, seeds: [0]) == [1])
    #expect(curve(ring, .sources, two, seeds: [0, 4]) == [2, 4, 8])
    // A heavy tie is one source, but a sum of two.
    var heavy = TieTable(householdCount: 2)
    heavy.append(0, 1, weight: 2)
    #expect(curve(TieGraph(heavy), .sources, [2, 2], seeds: [0]) == [1])
    #expect(curve(TieGraph(heavy), .sum, [2, 2], seeds: [0]) == [1, 2])
  }

  @Test("update is simultaneous: the order of households does not matter")
  func simultaneous() {
    let ahead = graph(4, [(0, 1), (1, 2), (2, 3)])
    let back = graph(4, [(3, 2), (2, 1), (1, 0)])
    let ones = [Float](repeating: 0.5, count: 4)
    #expect(curve(ahead, .share, ones, seeds: [0]) == curve(back, .share, ones, seeds: [3]))
  }

  /// The linear threshold model: thresholds uniform on [0, 1], so a household's chance to adopt is the share of its ties
  /// that adopt. Equal to reach over live edges, of which each household keeps at most one (Kempe et al. 2003, theorem 2.5):
  /// enumerated over all choices.
  @Test("uniform thresholds are one live edge each", arguments: smallGraphs.indices)
  func linearThreshold(_ index: Int) {
    let graph = smallGraphs[index].graph
    let n = graph.householdCount
    let sources = (0..<n).map { h in arcs(graph).filter { $0.to == h }.map(\.from) }
    var exact = [Double](repeating: 0, count: n)
    func go(_ h: Int, _ choice: [Int], _ weight: Double) {
      guard h < n else {
        var reached: Set<Int> = [0]
        for _ in 0..<n { for k in 0..<n where reached.contains(choice[k]) { reached.insert(k) } }
        for k in reached { exact[k] += weight }
        return
      }
      if sources[h].isEmpty { return go(h + 1, choice + [-1], weight) }
      for source in sources[h] { go(h + 1, choice + [source], weight / Double(sources[h].count)) }
    }
    go(0, [], 1)
    let rule = AdoptionRule.threshold(.uniform(low: 0, high: 1), noise: 0)
    let run = SpreadSimulation(graph, .adoption(.share, rule))
      .run(replicates: 1_000_000, seed: 3, seeds: .households([0]), periods: n, threads: 2)
    for h in 0..<n {
      let error = max(0, exact[h] * (1 - exact[h]) / 1e6).squareRoot()
      let found = Double(run.adopted[h]) / 1e6
      #expect(
        (found - exact[h]).magnitude <= 4.5 * error + 1e-5,
        "\(smallGraphs[index].name), household \(h): found \(found), exact \(exact[h])")
    }
  }

  /// With noise and with utility every period is a Bernoulli trial: exact by the chain of all sets of adopters.
  @Test("noise and utility: exact chain over sets of adopters on graphs of four")
  func noisy() {
    for (index, graph) in everyGraphOfFour.enumerated() where index % 5 == 3 {
      let sources = (0..<4).map { h in arcs(graph).filter { $0.to == h }.map(\.from) }
      let exact = Self.chain(periods: 3) { h, adopted in
        let share =
          sources[h].isEmpty ? 0 : Double(sources[h].count { adopted >> $0 & 1 == 1 }) / Double(sources[h].count)
        return 1 / (1 + exponential(-(share - 0.4) / 0.25))
      }
      let noisy = AdoptionRule.threshold(.fixed([0.4, 0.4, 0.4, 0.4]), noise: 0.25)
      let utility = AdoptionRule.utility(
        intercept: -1, exposureWeight: 4, covariate: [-0.6, -0.6, -0.6, -0.6])
      for rule in [noisy, utility] {
        let run = SpreadSimulation(graph, .adoption(.share, rule))
          .run(replicates: 1_000_000, seed: UInt64(index), seeds: .households([0]), periods: 3, threads: 2)
        let error = (run.variance / 1e6).squareRoot()
        #expect((run.mean - exact).magnitude <= 4.5 * error + 2e-6, "graph \(index): \(run.mean), exact \(exact)")
      }
    }
  }

  /// Expected adopters among four households, household 0 the seed, after some periods.
  static func chain(periods: Int, _ chance: (_ h: Int, _ adopted: Int) -> Double) -> Double {
    var probability = [Double](repeating: 0, count: 16)
    probability[1] = 1
    for _ in 0..<periods {
      var next = [Double](repeating: 0, count: 16)
      for state in 0..<16 where probability[state] > 0 {
        for reached in 0..<16 where reached & state == state {
          var product = probability[state]
          for h in 0..<4 where state >> h & 1 == 0 {
            let p = chance(h, state)
            product *= reached >> h & 1 == 1 ? p : 1 - p
          }
          next[reached] += product
        }
      }
      probability = next
    }
    return (0..<16).reduce(0) { $0 + probability[$1] * Double($1.nonzeroBitCount) }
  }
}
