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

@Suite struct RegressionIndicesStatistical {
  /// Forty idle factors over 60 points explain two thirds of an outcome that is luck: adjusted, nothing, and of points left
  /// out less than nothing. The mean of 20 adjusted shares has a standard error near 0.05.
  @Test func luckIsNotExplained() throws {
    var (plain, adjusted) = (0.0, 0.0)
    for seed in 0..<20 as Range<UInt64> {
      let design = try Design.latinHypercube(unitFactors(40), count: 60, seed: seed)
      let y = (0..<60).map { testNormal($0, 3, seed: seed) }
      let found = try RegressionIndices(PointResponses(exact: y), of: design)
      plain += found.rSquared / 20
      adjusted += found.adjustedRSquared / 20
      #expect(found.predictedRSquared < 0 && found.predictedRSquaredOfRanks < 0, "seed \(seed)")
    }
    #expect(plain > 0.55 && abs(adjusted) < 0.25, "\(plain), \(adjusted)")
  }

  /// 95 % intervals of an idle factor, with noise that grows with another one, hold zero in 95 of 100 samples: 400 samples
  /// have a standard error of 1.1 %.
  @Test func intervalsOfAnIdleFactorHoldZero() throws {
    var held = (0, 0)
    for seed in 0..<400 {
      let design = try Design.latinHypercube(unitFactors(3), count: 60, seed: UInt64(seed))
      let y = (0..<60).map { point in
        2 * design.coordinate(point: point, factor: 0)
          + (0.2 + design.coordinate(point: point, factor: 1)) * testNormal(point, 0, seed: UInt64(seed))
      }
      let found = try RegressionIndices(PointResponses(exact: y), of: design)
      let (line, rank) = (found.standardisedCoefficients[2], found.partialRankCorrelations[2])
      if line.low < 0, line.high > 0 { held.0 += 1 }
      if rank.low < 0, rank.high > 0 { held.1 += 1 }
    }
    #expect((362...397).contains(held.0) && (362...397).contains(held.1), "of 400: \(held)")
  }
}
