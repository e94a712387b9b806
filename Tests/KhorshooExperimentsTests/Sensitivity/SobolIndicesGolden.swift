import Glibc
import KhorshooExperiments
import KhorshooNumerics
import Testing

@Suite struct SobolIndicesGolden {
  /// SALib on the same responses, to 1e-10.
  @Test func agreesWithSALib() throws {
    let y = try Fixture.numbers("salib_sobol_y.csv").map { $0[0] }
    let known = try Fixture.numbers("salib_sobol.csv")
    let design = try Design.saltelli(unitFactors(3), blocks: 64, seed: 1)
    let indices = try SobolIndices(PointResponses(exact: y), of: design, resamples: 20)
    for (j, row) in known.enumerated() {
      #expect(abs(indices.firstOrder[j].value - row[0]) < 1e-10 && abs(indices.total[j].value - row[1]) < 1e-10)
    }
  }
}
