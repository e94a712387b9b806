import KhorshooInputs
import KhorshooNumerics
import Testing

@Suite struct VitalRatesAnalytic {
  /// With one female class without an end the factor is (1 - d)(1 - o)(1 + p l f): everything is a product.
  private func herd(_ death: Double, _ offtake: Double, _ births: Double, _ litter: Double) -> CohortProjection {
    CohortProjection(
      [
        CohortProjection.Cohort(
          "ewes", isFemale: true, durationDays: nil, death: death, offtake: offtake, parturitionPerYear: births,
          litterSize: litter)
      ], step: .year, rates: .independent)
  }

  @Test func aProductHasItsDerivatives() throws {
    let (d, o, p, l, f) = (0.1, 0.2, 0.8, 1.3, 0.5)
    var own = herd(d, o, p, l)
    own.cohorts[0].errors = [.deathRate: 0.02, .litterSize: 0.1]
    let found = try VitalRates(own)
    let growth = (1 - d) * (1 - o) * (1 + p * l * f)
    #expect((found.growthFactor - growth).magnitude < 1e-12)
    let known: [VitalRates.Kind: Double] = [
      .deathRate: -(1 - o) * (1 + p * l * f), .offtakeRate: -(1 - d) * (1 + p * l * f),
      .parturitionPerYear: (1 - d) * (1 - o) * l * f, .litterSize: (1 - d) * (1 - o) * p * f,
    ]
    #expect(found.rates.count == 4)
    for rate in found.rates {
      let slope = try #require(known[rate.kind])
      #expect(
        (rate.sensitivity - slope).magnitude < 1e-7 && (rate.elasticity - slope * rate.value / growth).magnitude < 1e-7)
    }
    let (death, litter) = (known[.deathRate]! * 0.02, known[.litterSize]! * 0.1)
    #expect((found.error - (death * death + litter * litter).squareRoot()).magnitude < 1e-8)
    #expect((found.rates.compactMap { found.varianceShare($0) }.reduce(0, +) - 1).magnitude < 1e-12)
  }

  /// Elasticities are those of `CohortAnalysis`, which come from eigenvectors, in a herd of several classes.
  @Test func elasticitiesAgreeWithEigenvectors() throws {
    let herd = CohortProjection(
      [
        .init("lambs", isFemale: true, durationDays: 365, death: 0.15, offtake: 0.2),
        .init(
          "ewes", isFemale: true, durationDays: 2000, death: 0.05, offtake: 0.1, parturitionPerYear: 0.9,
          litterSize: 1.1),
      ], step: .month, rates: .realisedOfftake)
    let (found, analysis) = (try VitalRates(herd), try CohortAnalysis(herd))
    for rate in found.rates {
      let own = analysis.classes[rate.cohort]
      let known =
        switch rate.kind {
        case .deathRate: own.deathElasticity
        case .offtakeRate: own.offtakeElasticity
        case .parturitionPerYear, .litterSize: own.birthElasticity
        }
      #expect((rate.elasticity - known).magnitude < 1e-6, "\(rate) and \(known)")
    }
  }

  /// Errors of a matrix: the growth factor of whales moves as its entries are moved one by one.
  @Test func errorsOfAMatrix() throws {
    let matrix = projection([
      [0, 0.0043, 0.1132, 0], [0.9775, 0.9111, 0, 0], [0, 0.0736, 0.9534, 0], [0, 0, 0.0452, 0.9804],
    ])
    let analysis = try ProjectionAnalysis(matrix)
    var errors = Matrix<Double>(rows: 4, columns: 4)
    (errors[0, 2], errors[1, 1], errors[2, 2]) = (0.02, 0.01, 0.015)
    var squares = 0.0
    for (r, c) in [(0, 2), (1, 1), (2, 2)] {
      var (more, less) = (matrix.entries, matrix.entries)
      more[r, c] += 1e-6
      less[r, c] -= 1e-6
      let slope = (try dominantEigenpair(more).value - dominantEigenpair(less).value) / 2e-6
      squares += slope * errors[r, c] * slope * errors[r, c]
    }
    #expect((matrix.growthError(analysis, errors: errors) - squares.squareRoot()).magnitude < 1e-8)
  }
}
