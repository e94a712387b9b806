import KhorshooNetworks
import KhorshooNumerics
import Testing

@Suite("Paths by hand")
struct PathCentralityAnalytic {
  @Test("a path of five and one alone")
  func path() {
    let found = PathCentrality(UndirectedGraph(graph(6, [(0, 1), (1, 2), (2, 3), (3, 4)])))
    // The middle: distances 2, 1, 1, 2 to 4 of 5 others; 2 x 2 pairs of 10 pass it.
    #expect(isNear(found.closeness[2], 4.0 / 5 * 4.0 / 6) && isNear(found.betweenness[2], 4.0 / 10))
    #expect(found.closeness[5] == 0 && found.betweenness[5] == 0 && found.betweenness[0] == 0)
    #expect(UndirectedGraph(graph(6, [(0, 1), (1, 2), (2, 0), (2, 3)])).cores == [2, 2, 2, 1, 0, 0])
    #expect(graph(3, []).reciprocity == nil)
    #expect(isNear(graph(3, [(0, 1), (1, 0), (1, 2)], isDirected: true).reciprocity, 2.0 / 3))
  }

  @Test("searches of many threads give the bits of one; their blocks add up to all")
  func threads() {
    let ties = NetworkGenerator.barabasiAlbert(households: 900, ties: 3).ties(seed: 5)
    let both = UndirectedGraph(TieGraph(ties))
    let one = PathCentrality(both)
    for threads in [2, 5] {
      let many = PathCentrality(both, threads: threads)
      #expect(many.betweenness == one.betweenness && many.closeness == one.closeness && many.sourceCount == 900)
    }
    // Every pair that is not tied has a path of length d with d - 1 between: sums over all agree.
    let lengths = both.pathLengths(from: Array(0..<900))
    let between = one.betweenness.reduce(0, +) * Double(899 * 898) / 2
    #expect(isNear(between / (900 * 899 / 2) + 1, lengths.mean))
    let groups = Communities(both, restarts: 6, seed: 1)
    #expect(Communities(both, restarts: 6, seed: 1, threads: 3).of == groups.of)
  }

  @Test("a sample finds what all searches find")
  func sample() {
    let ties = NetworkGenerator.barabasiAlbert(households: 2000, ties: 3).ties(seed: 4)
    let both = UndirectedGraph(TieGraph(ties))
    let all = PathCentrality(both)
    let some = PathCentrality(both, seed: 3, workLimit: 500 * both.neighbours.count)
    #expect(all.sourceCount == 2000 && some.sourceCount == 500)
    let top = all.betweenness.indices.max { all.betweenness[$0] < all.betweenness[$1] } ?? 0
    #expect((some.betweenness[top] / all.betweenness[top] - 1).magnitude < 0.1)
    // The greatest error is that of the household with most paths, and no error is beyond five times it.
    let error = some.betweennessError ?? 0
    #expect(all.betweennessError == nil && error > 0 && error < 0.2 * all.betweenness[top])
    for h in 0..<2000 { #expect((some.betweenness[h] - all.betweenness[h]).magnitude < 5 * error) }
    for h in 0..<2000 { #expect((some.closeness[h] / all.closeness[h] - 1).magnitude < 0.05) }
  }
}
