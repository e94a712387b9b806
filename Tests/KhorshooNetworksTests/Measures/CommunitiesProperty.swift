import KhorshooNetworks
import KhorshooNumerics
import Testing

@Suite("Communities of any network")
struct CommunitiesProperty {
  @Test("planted groups are found, parts without ties are apart, and orders repeat", arguments: 0..<6 as Range<UInt64>)
  func planted(seed: UInt64) {
    let ties = NetworkGenerator.stochasticBlock(sizes: [40, 30, 30], within: 0.5, between: 0.01).ties(seed: seed)
    let both = UndirectedGraph(TieGraph(ties))
    let found = Communities(both, restarts: 4, seed: seed)
    #expect(found.of == (0..<100).map { $0 < 40 ? 0 : $0 < 70 ? 1 : 2 }, "\(found.of)")
    #expect(Communities(both, restarts: 4, seed: seed).of == found.of)
    let apart = Communities(UndirectedGraph(graph(7, [(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3)])))
    #expect(apart.of == [0, 0, 0, 1, 1, 1, 2] && isNear(apart.modularity, 0.5))
    #expect(Communities(UndirectedGraph(graph(3, []))).of == [0, 1, 2])
  }
}
