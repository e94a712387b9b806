import KhorshooNetworks
import Testing

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
