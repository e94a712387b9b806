import KhorshooNetworks
import Testing

private func measured(_ generator: NetworkGenerator, seed: UInt64 = 1) -> NetworkMeasures {
  NetworkMeasures(UndirectedGraph(TieGraph(generator.ties(seed: seed))))
}

@Suite("Generated networks in closed form")
struct NetworkGeneratorAnalytic {
  @Test("a ring has its clustering and mean path")
  func ring() {
    let found = measured(.ring(households: 60, neighbours: 6))
    #expect(found.tieCount == 180 && found.degreeDeviation == 0 && found.componentCount == 1)
    // 3 (k - 2) / (4 (k - 1)) (Watts and Strogatz 1998).
    #expect(isNear(found.clustering, 0.6) && found.longestPath == 10)
    #expect(NetworkGenerator.ring(households: 6, neighbours: 2).ties(seed: 1).count == 6)
    // Two opposite households are one pair.
    #expect(NetworkGenerator.ring(households: 5, neighbours: 4).ties(seed: 1).count == 10)
  }

  @Test("without rewiring a small world is its ring, with it ties stay as many")
  func smallWorld() {
    let ring = TieGraph(NetworkGenerator.ring(households: 50, neighbours: 4).ties(seed: 1))
    let same = TieGraph(NetworkGenerator.wattsStrogatz(households: 50, neighbours: 4, rewiring: 0).ties(seed: 9))
    #expect(ring == same)
    for p in [0.1, 1] {
      #expect(measured(.wattsStrogatz(households: 200, neighbours: 6, rewiring: p), seed: 3).tieCount == 600)
    }
  }

  @Test("certain ties are all pairs, impossible ones none, and preferential ones are counted")
  func certain() {
    #expect(NetworkGenerator.erdosRenyi(households: 20, probability: 1).ties(seed: 1).count == 190)
    #expect(NetworkGenerator.erdosRenyi(households: 20, probability: 0).ties(seed: 1).count == 0)
    let blocks = TieGraph(NetworkGenerator.stochasticBlock(sizes: [3, 4], within: 1, between: 0).ties(seed: 1))
    #expect(UndirectedGraph(blocks).components.sizes == [4, 3] && UndirectedGraph(blocks).tieCount == 9)
    let across = NetworkGenerator.stochasticBlock(sizes: [3, 4], within: 0, between: 1).ties(seed: 1)
    #expect(across.count == 12 && zip(across.source, across.target).allSatisfy { $0 < 3 && $1 >= 3 })
    let grown = measured(.barabasiAlbert(households: 300, ties: 3))
    #expect(grown.tieCount == 3 + 296 * 3 && grown.componentCount == 1)
  }

  @Test(
    "impossible numbers are refused",
    arguments: [
      NetworkGenerator.ring(households: 10, neighbours: 3), .ring(households: 4, neighbours: 4),
      .erdosRenyi(households: 10, probability: 1.1), .wattsStrogatz(households: 10, neighbours: 2, rewiring: -0.1),
      .barabasiAlbert(households: 3, ties: 3), .stochasticBlock(sizes: [0, 3], within: 1, between: 0),
      .erdosRenyi(households: 1, probability: 0), .erdosRenyi(households: 1_000_000, probability: 0.5),
    ])
  func faults(generator: NetworkGenerator) { #expect(generator.fault != nil) }
}
