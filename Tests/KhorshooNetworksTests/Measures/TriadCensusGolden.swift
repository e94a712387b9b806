import KhorshooNetworks
import Testing

@Suite struct TriadCensusGolden {
  /// networkx on four graphs, one of them directed.
  @Test(arguments: 0..<4) func agreesWithNetworkx(_ number: Int) throws {
    let row = try Fixture.numbers("triads.csv")[number]
    #expect(TriadCensus.counts(try Fixture.graph(number)) == row.dropFirst().map { Int($0) })
  }

  /// Newman's coefficient of groups, by networkx.
  @Test(arguments: 0..<4) func likenessAgreesWithNetworkx(_ number: Int) throws {
    let known = try Fixture.numbers("alike.csv")[number][1]
    let groups = try Fixture.numbers("nodes.csv").filter { Int($0[0]) == number }.map { Int($0[3]) }
    let graph = UndirectedGraph(try Fixture.graph(number))
    #expect(isNear(assortativity(ofGroups: groups, on: graph), known, 1e-12))
  }
}
