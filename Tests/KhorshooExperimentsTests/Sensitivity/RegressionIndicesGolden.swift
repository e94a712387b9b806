import KhorshooExperiments
import KhorshooNumerics
import Testing

@Suite struct RegressionIndicesGolden {
  /// statsmodels (OLS, HC3) and partial correlations of ranks by residuals, to 1e-10.
  @Test func agreesWithStatsmodels() throws {
    let rows = try Fixture.numbers("regression_xy.csv")
    let known = try Fixture.numbers("regression.csv")
    let third = try Factor("c", .levels((0..<4).map { .number(Double($0)) }))
    let coordinates = Matrix(rows.map { [$0[0], $0[1], ($0[2] + 0.5) / 4] })
    let design = Design(.table, factors: try unitFactors(2) + [third], coordinates: coordinates)
    let found = try RegressionIndices(PointResponses(exact: rows.map { $0[3] }), of: design)
    for (j, row) in known.enumerated() {
      let coefficient = found.standardisedCoefficients[j]
      #expect(abs(coefficient.value - row[0]) < 1e-10 && abs(found.partialRankCorrelations[j].value - row[3]) < 1e-10)
      let half = studentQuantile975(degreesOfFreedom: 56) * row[1]
      #expect(abs((coefficient.high - coefficient.low) / 2 - half) < 1e-10)
    }
    #expect(abs(found.rSquared - known[0][2]) < 1e-10)
    // NumPy 2: 1 - (1 - R^2) 59 / 56, and 60 fits to 59 points each, of numbers and of ranks.
    #expect(abs(found.adjustedRSquared - 0.606_290_917_412_587_1) < 1e-10)
    #expect(abs(found.predictedRSquared - 0.569_490_387_374_001_7) < 1e-10)
    #expect(abs(found.adjustedRSquaredOfRanks - 0.621_815_241_059_673_8) < 1e-10)
    #expect(abs(found.predictedRSquaredOfRanks - 0.587_376_375_709_477_8) < 1e-10)
  }
}
