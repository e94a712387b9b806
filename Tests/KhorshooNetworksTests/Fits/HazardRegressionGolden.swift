import KhorshooNetworks
import KhorshooNumerics
import Testing

@Suite("Hazard models of fixed rows are those of statsmodels")
struct HazardRegressionGolden {
  @Test("coefficients, errors, clustered errors and likelihood", arguments: [0, 1])
  func fits(_ link: Int) throws {
    let rows = try Fixture.numbers("hazard_rows.csv")
    let expected = try Fixture.numbers("hazards.csv")[(3 * link)..<(3 * link + 3)]
    var sample = HazardRegression.Sample(names: ["constant", "x1", "x2"])
    sample.rows = rows.map { [1, $0[1], $0[2]] }
    sample.adopts = rows.map { $0[3] == 1 }
    sample.cluster = rows.map { Int($0[0]) }
    let fit = try HazardRegression(sample, link: HazardRegression.Link.allCases[link])
    for (found, row) in zip(fit.coefficients, expected) {
      #expect(isNear(found.value, row[0], 1e-7) && isNear(found.error, row[1], 1e-6), "\(found)")
      #expect(isNear(found.clusteredError, row[2], 1e-6), "\(found), expected \(row[2])")
      #expect(isNear(fit.logLikelihood, row[3], 1e-9))
    }
    // The other link is another model: the check would notice.
    let other = try HazardRegression(sample, link: HazardRegression.Link.allCases[1 - link])
    #expect(!isNear(other.coefficients[1].value, Array(expected)[1][0], 1e-2))
  }
}
