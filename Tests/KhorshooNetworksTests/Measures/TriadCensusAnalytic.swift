import KhorshooNetworks
import Testing

@Suite struct TriadCensusAnalytic {
  /// A cycle, a transitive three and a mutual one; all threes are counted once.
  @Test func threesByHand() {
    func count(_ ties: [(Int, Int)], _ n: Int = 3) -> [String: Int] {
      let counts = TriadCensus.counts(graph(n, ties, isDirected: true))
      #expect(counts.reduce(0, +) == n * (n - 1) * (n - 2) / 6)
      return Dictionary(uniqueKeysWithValues: zip(TriadCensus.names, counts).filter { $0.1 > 0 })
    }
    #expect(count([(0, 1), (1, 2), (2, 0)]) == ["030C": 1])
    #expect(count([(0, 1), (1, 2), (0, 2)]) == ["030T": 1])
    #expect(count([(0, 1), (1, 0), (1, 2), (2, 1), (0, 2), (2, 0)]) == ["300": 1])
    #expect(count([(0, 1), (0, 2)]) == ["021D": 1])
    #expect(count([(1, 0), (2, 0)]) == ["021U": 1])
    #expect(count([(0, 1), (1, 2)]) == ["021C": 1])
    #expect(count([], 5) == ["003": 10])
  }

  /// Without directions 300 is a triangle and 201 two ties that meet, in every graph of four.
  @Test func undirectedThreesAreTriangles() {
    for graph in everyGraphOfFour {
      let both = UndirectedGraph(graph)
      let counts = Dictionary(uniqueKeysWithValues: zip(TriadCensus.names, TriadCensus.counts(graph)))
      let triangles = both.triangles.reduce(0, +) / 3
      let pairs = (0..<4).reduce(0) { $0 + both.degree(of: $1) * (both.degree(of: $1) - 1) / 2 }
      #expect(counts["300"] == triangles && counts["201"] == pairs - 3 * triangles)
      #expect(counts["012"] == 0 && counts["030C"] == 0)
      // Ties written both ways are counted three by three, and are the same.
      let arcs = arcs(graph).map { ($0.from, $0.to) }
      #expect(TriadCensus.counts(TieGraph(table(4, arcs, isDirected: true))) == TriadCensus.counts(graph))
    }
  }

  /// Only the like tied is 1; two groups of which all are tied across is -1.
  @Test func likenessAtItsEnds() {
    let apart = UndirectedGraph(graph(4, [(0, 1), (2, 3)]))
    let across = UndirectedGraph(graph(4, [(0, 2), (0, 3), (1, 2), (1, 3)]))
    #expect(assortativity(ofGroups: [0, 0, 1, 1], on: apart) == 1)
    #expect(assortativity(ofGroups: [0, 0, 1, 1], on: across) == -1)
    #expect(assortativity(ofGroups: [0, 0, 0, 0], on: across) == nil)
    // Who has no group does not count.
    #expect(assortativity(ofGroups: [0, 0, 1, -1], on: across) == -1)
  }
}
