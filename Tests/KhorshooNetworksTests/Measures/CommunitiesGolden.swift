import KhorshooNetworks
import KhorshooNumerics
import Testing

@Suite("Communities are as good as those of networkx")
struct CommunitiesGolden {
  @Test("the best of fifty orders there is reached", arguments: 0..<4)
  func modularity(_ number: Int) throws {
    let known = try Fixture.numbers("communities.csv")[number][2]
    let both = UndirectedGraph(try Fixture.graph(number))
    let found = Communities(both, restarts: 50, seed: 1)
    // Weights are held in single precision.
    #expect((found.modularity ?? 0) > known - 2e-3, "\(String(describing: found.modularity)) for \(known)")
    #expect(found.sizes.reduce(0, +) == both.householdCount && found.sizes == found.sizes.sorted(by: >))
  }

  /// Brandes et al. 2008, doi:10.1109/TKDE.2007.190689: the optimum of Zachary's club without weights is 0.4198.
  @Test("the optimum of Zachary's club")
  func zachary() throws {
    let found = Communities(UndirectedGraph(try Fixture.graph(0, isWeighted: false)), restarts: 30, seed: 2)
    #expect(isNear(found.modularity, 0.419_789_6, 1e-6) && found.sizes.count == 4)
  }
}
