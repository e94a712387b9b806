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

@Suite("Centralities in closed form")
struct CentralityAnalytic {
  @Test("a star: eigenvalue the root of its ties, diffusion from the centre")
  func star() throws {
    let star = Centrality(graph(5, [(0, 1), (0, 2), (0, 3), (0, 4)]))
    let eigen = try #require(star.eigenvector())
    #expect(isNear(eigen.value, 2, 1e-8) && isNear(eigen.vector[0], 0.5.squareRoot(), 1e-6))
    // One round is degree; two add q^2 times walks of length two: the centre 4, a leaf 4.
    #expect(star.diffusion(passing: 0.5, rounds: 1) == [2, 0.5, 0.5, 0.5, 0.5])
    #expect(star.diffusion(passing: 0.5, rounds: 2) == [3, 1.5, 1.5, 1.5, 1.5])
    // Beyond 1 / lambda the series of Katz has no sum.
    #expect(star.katzBonacich(alpha: 0.51) == nil)
    let katz = try #require(star.katzBonacich(alpha: 0.25))
    #expect(isNear(katz[0], (1 + 4 * 0.25) / (1 - 4 * 0.0625)))
  }

  @Test("without cycles a directed graph has no eigenvector, and without ties neither")
  func none() {
    #expect(Centrality(graph(3, [(0, 1), (1, 2)], isDirected: true)).eigenvector() == nil)
    #expect(Centrality(graph(3, [])).eigenvector() == nil)
  }
}
