import KhorshooNetworks
import Testing

@Suite("Ties by rows")
struct TieGraphUnit {
  @Test("layers add by weight, directions and dates are kept")
  func layers() {
    var ties = TieTable(householdCount: 3, layers: ["kin", "trade"], isDirected: true)
    ties.append(0, 1, weight: 2, layer: 0)
    ties.append(0, 1, weight: 3, layer: 1)
    ties.append(2, 0, layer: 1, since: 4, until: 8)
    let all = TieGraph(ties, layerWeights: [1, 0.5])
    #expect(all.outgoing.columns == [1, 0] && all.outgoing.weights == [3.5, 0.5])
    #expect(all.incoming.rowStarts == [0, 1, 2, 2] && all.incoming.columns == [2, 0])
    #expect(TieGraph(ties, layerWeights: [0, 1], period: 3).outgoing.weights == [3])
    #expect(TieGraph(ties, period: 4).arcCount == 2 && TieGraph(ties, period: 9).arcCount == 1)
    #expect(TieGraph(ties, isWeighted: false).outgoing.weights == [1, 1])
    #expect(all.normalisedIncoming.weights == [1, 1] && all.degrees == [2, 1, 1])
  }

  @Test("an undirected tie is there both ways, from either end")
  func undirected() {
    let graph = graph(4, [(3, 0), (1, 2), (0, 1)])
    #expect(graph.arcCount == 6 && graph.incoming == graph.outgoing)
    #expect(graph.incoming.columns == [1, 3, 0, 2, 1, 0])
    #expect(graph.incomingStrength == [2, 2, 1, 1])
  }
}
