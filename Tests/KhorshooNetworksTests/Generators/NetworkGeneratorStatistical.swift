import KhorshooNetworks
import Testing

private func measured(_ generator: NetworkGenerator, seed: UInt64 = 1) -> NetworkMeasures {
  NetworkMeasures(UndirectedGraph(TieGraph(generator.ties(seed: seed))))
}

@Suite("Generated networks on average")
struct NetworkGeneratorStatistical {
  @Test("ties of random pairs have mean and variance of their binomial")
  func randomPairs() {
    let (n, p, runs) = (60, 0.07, 400)
    let counts = (0..<runs).map {
      Double(NetworkGenerator.erdosRenyi(households: n, probability: p).ties(seed: UInt64($0)).count)
    }
    let (pairs, mean) = (Double(n * (n - 1) / 2), counts.reduce(0, +) / Double(runs))
    let variance = counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(runs - 1)
    #expect((mean - pairs * p).magnitude < 4 * (pairs * p * (1 - p) / Double(runs)).squareRoot())
    #expect((variance / (pairs * p * (1 - p)) - 1).magnitude < 4 * (2 / Double(runs)).squareRoot())
  }

  @Test("every pair is as likely as another")
  func everyPair() {
    var seen = [Int](repeating: 0, count: 36)
    let runs = 4000
    for seed in 0..<runs {
      let ties = NetworkGenerator.stochasticBlock(sizes: [4, 2], within: 0.3, between: 0.3).ties(seed: UInt64(seed))
      for (a, b) in zip(ties.source, ties.target) { seen[Int(min(a, b)) * 6 + Int(max(a, b))] += 1 }
    }
    for a in 0..<6 {
      for b in a + 1..<6 {
        let share = Double(seen[a * 6 + b]) / Double(runs)
        #expect((share - 0.3).magnitude < 4.5 * (0.21 / Double(runs)).squareRoot(), "\(a), \(b): \(share)")
      }
    }
  }

  /// The limit of Bollobás et al. 2001, doi:10.1002/rsa.1009: 2 m (m + 1) / (d (d + 1) (d + 2)) of the households have d ties.
  @Test("degrees of preferential ties have their limit")
  func preferential() {
    let graph = UndirectedGraph(TieGraph(NetworkGenerator.barabasiAlbert(households: 40_000, ties: 3).ties(seed: 5)))
    for d in 3...6 {
      let share = Double((0..<40_000).count { graph.degree(of: $0) == d }) / 40_000
      let known = 24 / Double(d * (d + 1) * (d + 2))
      #expect((share - known).magnitude < 0.01, "\(d): \(share) for \(known)")
    }
  }

  @Test("clustering of a small world falls as (1 - p)^3")
  func smallWorld() {
    let (n, k, p) = (4000, 8, 0.1)
    let found = measured(.wattsStrogatz(households: n, neighbours: k, rewiring: p), seed: 6)
    // Barrat and Weigt 2000, doi:10.1007/s100510050067.
    #expect((found.clustering / (0.75 * Double(k - 2) / Double(k - 1) * 0.9 * 0.9 * 0.9) - 1).magnitude < 0.05)
  }
}
