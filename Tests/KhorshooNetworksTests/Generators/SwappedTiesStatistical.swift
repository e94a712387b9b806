import KhorshooNetworks
import Testing

@Suite struct SwappedTiesStatistical {
  /// Of six households with two ties each there are 60 hexagons and 10 pairs of triangles: triangles come in a seventh of draws.
  @Test func allNetworksOfASequenceAreAlikeOften() {
    let own = UndirectedGraph(graph(6, [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 0)]))
    let swapped = SwappedTies(own)
    let n = 4000
    let triangles = (0..<n).count { swapped.graph(seed: 9, replicate: $0).triangles.reduce(0, +) > 0 }
    let (mean, deviation) = (Double(n) / 7, (Double(n) / 7 * 6 / 7).squareRoot())
    #expect((Double(triangles) - mean).magnitude < 4.5 * deviation, "\(triangles) of \(n)")
  }

  /// Means of networkx's double edge swaps on Zachary's club and a geometric graph, within errors of both.
  @Test func agreesWithNetworkx() throws {
    for row in try Fixture.numbers("swapped.csv") {
      let found = SwappedTies(UndirectedGraph(try Fixture.graph(Int(row[0])))).comparisons(
        count: 400, seed: 3, threads: 2)
      for (name, mean, deviation) in [
        ("transitivity", row[1], row[4]), ("clustering", row[2], row[5]), ("degreeAssortativity", row[3], row[6]),
      ] {
        let own = try #require(found.first { $0.name == name })
        let error = deviation * (2.0 / 400).squareRoot()
        #expect((try #require(own.mean) - mean).magnitude < 4.5 * error, "\(name): \(own) against \(mean) ± \(error)")
        #expect((try #require(own.deviation) / deviation - 1).magnitude < 0.25, "\(name)")
      }
    }
  }
}
