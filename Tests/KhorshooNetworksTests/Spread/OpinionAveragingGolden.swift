import KhorshooNetworks
import Testing

@Suite struct OpinionAveragingGolden {
  /// Powers and linear systems by NumPy, on Zachary's club (weighted) and a directed graph.
  @Test func agreesWithNumPy() throws {
    let rows = try Fixture.numbers("opinions.csv")
    for (graph, own, stubborn) in [(0, 0.3, 0.0), (0, 0.0, 0.25), (3, 0.3, 0), (3, 0, 0.25)] {
      let known = rows.filter { Int($0[0]) == graph && $0[1] == own && $0[2] == stubborn }
      #expect(known.count > 30)
      let found = OpinionAveraging(
        try Fixture.graph(graph), first: known.map { $0[4] }, own: own, stubborn: stubborn, tolerance: 1e-13)
      #expect(found.isSettled)
      for (h, row) in known.enumerated() {
        // Weights are held in single precision.
        #expect(
          (found.opinions[h] - row[5]).magnitude < 1e-6 && (found.influence[h] - row[6]).magnitude < 1e-6, "\(row)")
      }
    }
  }
}
