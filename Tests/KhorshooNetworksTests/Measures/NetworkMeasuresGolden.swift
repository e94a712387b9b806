import KhorshooNetworks
import Testing

@Suite("Measures of fixed graphs are those of networkx")
struct NetworkMeasuresGolden {
  @Test("size, components, clustering, paths, assortativity, modularity", arguments: 0..<4)
  func measures(_ number: Int) throws {
    let row = try Fixture.numbers("measures.csv")[number]
    let nodes = try Fixture.numbers("nodes.csv").filter { Int($0[0]) == number }
    let graph = UndirectedGraph(try Fixture.graph(number))
    let found = NetworkMeasures(graph)
    #expect(found.householdCount == Int(row[1]) && found.tieCount == Int(row[2]))
    #expect(isNear(found.density, row[3]) && found.componentCount == Int(row[4]))
    #expect(isNear(found.largestComponentShare * row[1], row[5]))
    #expect(isNear(found.transitivity, row[6]) && isNear(found.clustering, row[7]))
    #expect(isNear(found.meanPathLength, row[8]) && found.longestPath == Int(row[9]))
    #expect(found.pathSourceCount == Int(row[5]))
    #expect(isNear(found.degreeAssortativity, row[10]))
    #expect(isNear(assortativity(of: nodes.map { $0[2] }, on: graph), row[11]))
    // Weights are held in single precision.
    #expect(isNear(modularity(of: nodes.map { Int($0[3]) }, on: graph), row[12], 1e-6))
  }

  @Test("the check notices a tie less")
  func deliberateFault() throws {
    let row = try Fixture.numbers("measures.csv")[0]
    var ties = TieTable(householdCount: 34)
    for tie in try Fixture.numbers("ties.csv").filter({ $0[0] == 0 }).dropLast() {
      ties.append(Int(tie[1]), Int(tie[2]))
    }
    let found = NetworkMeasures(UndirectedGraph(TieGraph(ties)))
    #expect(!isNear(found.transitivity, row[6]) && !isNear(found.meanPathLength, row[8]))
    #expect(!isNear(found.degreeAssortativity, row[10]))
  }
}
