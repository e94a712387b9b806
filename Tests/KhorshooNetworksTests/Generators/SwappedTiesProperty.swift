import KhorshooNetworks
import Testing

@Suite struct SwappedTiesProperty {
  /// Every household has as many ties as before, none to itself and none twice; the ties are others.
  @Test(arguments: 0..<3) func degreesAreKept(_ number: Int) throws {
    let own = UndirectedGraph(try Fixture.graph(number))
    let swapped = SwappedTies(own)
    for replicate in 0..<3 {
      let other = swapped.graph(seed: 1, replicate: replicate)
      #expect((0..<own.householdCount).allSatisfy { own.degree(of: $0) == other.degree(of: $0) })
      for h in 0..<other.householdCount {
        let neighbours = Array(other.neighbours(of: h))
        #expect(Set(neighbours).count == neighbours.count && !neighbours.contains(UInt32(h)))
      }
      #expect(other.neighbours != own.neighbours)
    }
    #expect(swapped.graph(seed: 1, replicate: 0).neighbours == swapped.graph(seed: 1, replicate: 0).neighbours)
    #expect(swapped.graph(seed: 1, replicate: 0).neighbours != swapped.graph(seed: 2, replicate: 0).neighbours)
  }

  /// A star and a network of one tie have no other network of their degrees.
  @Test func whatCannotBeSwappedStays() {
    for ties in [[(0, 1), (0, 2), (0, 3)], [(0, 1)]] {
      let own = UndirectedGraph(graph(4, ties))
      #expect(SwappedTies(own).graph(seed: 1, replicate: 0).neighbours == own.neighbours)
    }
  }

  /// The comparison is the same for any number of threads, and a clustered network stands out.
  @Test func comparisonsDoNotDependOnThreads() throws {
    let ring = UndirectedGraph(TieGraph(NetworkGenerator.ring(households: 100, neighbours: 6).ties(seed: 1)))
    let one = SwappedTies(ring).comparisons(count: 39, seed: 4, threads: 1)
    #expect(one == SwappedTies(ring).comparisons(count: 39, seed: 4, threads: 3))
    let transitivity = try #require(one.first { $0.name == "transitivity" })
    #expect(try transitivity.observed == 0.6 && #require(transitivity.score) > 10)
    #expect(transitivity.shareAbove == 1.0 / 40 && transitivity.shareBelow == 1)
  }
}
