import KhorshooNetworks
import Testing

@Suite("Centralities of fixed graphs are those of networkx")
struct CentralityGolden {
  @Test("eigenvector, Katz-Bonacich and diffusion", arguments: 0..<4)
  func households(_ number: Int) throws {
    let nodes = try Fixture.numbers("nodes.csv").filter { Int($0[0]) == number }
    let centrality = Centrality(try Fixture.graph(number))
    let eigen = try #require(centrality.eigenvector()).vector
    let katz = try #require(centrality.katzBonacich(alpha: 0.02))
    let diffusion = centrality.diffusion(passing: 0.1, rounds: 4)
    for (h, row) in nodes.enumerated() {
      #expect((eigen[h] - row[4]).magnitude < 1e-6, "eigenvector of \(h): \(eigen[h]), networkx \(row[4])")
      #expect(isNear(katz[h], row[5], 1e-6) && isNear(diffusion[h], row[6], 1e-6), "household \(h)")
    }
  }

  @Test("ties read the other way round are noticed on a directed graph")
  func deliberateFault() throws {
    let nodes = try Fixture.numbers("nodes.csv").filter { $0[0] == 3 }
    var turned = TieTable(householdCount: 40, isDirected: true)
    for row in try Fixture.numbers("ties.csv") where row[0] == 3 { turned.append(Int(row[2]), Int(row[1])) }
    let centrality = Centrality(TieGraph(turned))
    let katz = try #require(centrality.katzBonacich(alpha: 0.02))
    #expect(zip(katz, nodes).contains { ($0 - $1[5]).magnitude > 1e-3 })
    #expect(zip(centrality.diffusion(passing: 0.1, rounds: 4), nodes).contains { ($0 - $1[6]).magnitude > 1e-2 })
  }
}
