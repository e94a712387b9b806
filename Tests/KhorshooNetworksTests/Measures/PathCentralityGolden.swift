import KhorshooNetworks
import KhorshooNumerics
import Testing

@Suite("Closeness, betweenness, cores and directions are those of networkx")
struct PathCentralityGolden {
  @Test("on fixed graphs", arguments: 0..<4)
  func paths(_ number: Int) throws {
    let graph = try Fixture.graph(number)
    let both = UndirectedGraph(graph)
    let found = PathCentrality(both)
    let cores = both.cores
    for row in try Fixture.numbers("paths.csv") where Int(row[0]) == number {
      let h = Int(row[1])
      #expect(isNear(found.closeness[h], row[2]) && isNear(found.betweenness[h], row[3]), "\(row)")
      #expect(cores[h] == Int(row[4]) && graph.inDegree(of: h) == Int(row[5]) && graph.outDegree(of: h) == Int(row[6]))
    }
    let whole = try Fixture.numbers("communities.csv")[number]
    #expect(isNear(graph.reciprocity, whole[1]) && found.sourceCount == both.householdCount)
    #expect(isNear(Centrality(graph).eigenvector()?.value, whole[3], 1e-6))
  }
}
