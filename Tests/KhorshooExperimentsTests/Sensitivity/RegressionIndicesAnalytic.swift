import KhorshooExperiments
import KhorshooNumerics
import Testing

@Suite struct RegressionIndicesAnalytic {
  /// A line in independent factors: coefficient j is b_j sd(x_j) / sd(y), and R^2 is 1.
  @Test func lineHasItsStandardisedSlopes() throws {
    let factors = try [Factor("a", .range(low: 0, high: 4)), Factor("b", .range(low: 0, high: 1))] + unitFactors(1)
    let design = try Design.sobol(factors, count: 1024, seed: 2)
    let found = try RegressionIndices(PointResponses(exact: values(design) { $0[0] - 3 * $0[1] + 7 }), of: design)
    #expect(abs(found.rSquared - 1) < 1e-12)
    for (estimate, known) in zip(found.standardisedCoefficients, [0.8, -0.6, 0]) {
      #expect(abs(estimate.value - known) < 2e-3)
    }
    #expect(found.partialRankCorrelations[0].value > 0.95 && found.partialRankCorrelations[1].value < -0.95)
  }

  /// A monotone curve that depends on one factor: ranks are exact, straight lines are not.
  @Test func ranksSeeMonotoneCurves() throws {
    let design = try Design.latinHypercube(unitFactors(2), count: 200, seed: 2)
    let y = values(design) { stableExp(9 * $0[0]) }
    let found = try RegressionIndices(PointResponses(exact: y), of: design)
    #expect(abs(found.partialRankCorrelations[0].value - 1) < 1e-9 && abs(found.rSquaredOfRanks - 1) < 1e-9)
    #expect(found.rSquared < 0.7)
    // Deliberate fault: a curve that turns is invisible to both.
    let turning = values(design) { ($0[0] - 0.5) * ($0[0] - 0.5) }
    let blind = try RegressionIndices(PointResponses(exact: turning), of: design)
    #expect(abs(blind.partialRankCorrelations[0].value) < 0.3 && blind.rSquared < 0.1)
  }

  @Test func factorsWithoutOrderOrVariationHaveNoCoefficient() throws {
    let factors =
      try unitFactors(1) + [
        Factor("rule", .levels([.text("x"), .text("y"), .text("z")])), Factor("fixed", .levels([.number(3)])),
        Factor("isOn", .levels([.truth(false), .truth(true)])),
      ]
    let design = try Design.latinHypercube(factors, count: 80, seed: 2)
    var y = (0..<80).map {
      design.coordinate(point: $0, factor: 0) + (design.coordinate(point: $0, factor: 3) < 0.5 ? 0 : 2)
    }
    y[3] = .nan
    let found = try RegressionIndices(PointResponses(exact: y), of: design)
    #expect(found.standardisedCoefficients.map { $0.value.isNaN } == [false, true, true, false])
    #expect(found.partialRankCorrelations.map { $0.value.isNaN } == [false, true, true, false])
    #expect(found.standardisedCoefficients[3].value > 0.8 && found.basis.used == 79 && found.basis.leftOut == 1)
  }

  @Test func whatCannotBeToldApartIsRefused() throws {
    let together = (0..<20).map { [Double($0) / 20, Double($0) / 20] }
    let design = Design(.table, factors: try unitFactors(2), coordinates: Matrix(together))
    let error = experimentError {
      _ = try RegressionIndices(PointResponses(exact: (0..<20).map { Double($0 % 7) }), of: design)
    }
    #expect(error?.code == "collinear-factors" && error?.message.hasPrefix("x0, x1:") == true)
    let flat = experimentError {
      _ = try RegressionIndices(PointResponses(exact: [Double](repeating: 2, count: 20)), of: design)
    }
    #expect(flat?.code == "no-variance")
    let none = experimentError {
      _ = try RegressionIndices(PointResponses(exact: [Double](repeating: .nan, count: 20)), of: design)
    }
    #expect(none?.code == "too-few-points")
  }
}
