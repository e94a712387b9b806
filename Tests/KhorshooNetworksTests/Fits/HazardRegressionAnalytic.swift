import KhorshooNetworks
import KhorshooNumerics
import Testing

@Suite("Hazard models in closed form, and where there is none")
struct HazardRegressionAnalytic {
  private func sample(_ rows: [([Double], Bool)]) -> HazardRegression.Sample {
    var sample = HazardRegression.Sample(names: ["constant"] + rows[0].0.indices.map { "x\($0)" })
    for (h, (row, yes)) in rows.enumerated() {
      sample.rows.append([1] + row)
      sample.adopts.append(yes)
      sample.cluster.append(h)
    }
    return sample
  }

  @Test("one yes-no covariate: log odds ratio and Woolf's error")
  func twoByTwo() throws {
    // 30 of 100 with, 10 of 100 without.
    let rows = (0..<200).map { i -> ([Double], Bool) in ([i < 100 ? 1 : 0], i < 30 || (i >= 100 && i < 110)) }
    let logit = try HazardRegression(sample(rows), link: .logit)
    let oddsRatio: Double = (30.0 / 70) / (10.0 / 90)
    let woolf: Double = 1.0 / 30 + 1.0 / 70 + 1.0 / 10 + 1.0 / 90
    #expect(isNear(logit.coefficients[1].value, stableLog(oddsRatio)))
    #expect(isNear(logit.coefficients[1].error, woolf.squareRoot(), 1e-8))
    let cloglog = try HazardRegression(sample(rows), link: .cloglog)
    let hazardRatio: Double = stableLog(0.7) / stableLog(0.9)
    #expect(isNear(cloglog.coefficients[1].value, stableLog(hazardRatio), 1e-8))
    #expect(isNear(logit.logLikelihood, cloglog.logLikelihood, 1e-9) && logit.nullLogLikelihood < logit.logLikelihood)
  }

  @Test("no contrast, a column twice, and covariates that tell all, are said")
  func faults() {
    let rows = (0..<40).map { i -> ([Double], Bool) in ([Double(i), Double(i % 3)], i % 4 == 0) }
    #expect(throws: HazardRegression.Fault.noContrast) {
      try HazardRegression(sample(rows.map { ($0.0, false) }), link: .logit)
    }
    #expect(throws: HazardRegression.Fault.collinear) {
      try HazardRegression(sample(rows.map { row in (row.0 + [row.0[0] + 2 * row.0[1]], row.1) }), link: .logit)
    }
    for link in HazardRegression.Link.allCases {
      #expect(throws: HazardRegression.Fault.separated) {
        try HazardRegression(sample(rows.map { ($0.0, $0.0[0] >= 20) }), link: link)
      }
    }
  }

  @Test("rows at risk: from the second period until adoption, without first adopters and missing covariates")
  func rows() {
    let ties = table(4, [(0, 1), (1, 2), (2, 3)])
    let adoption = AdoptionTimes([1, 2, nil, 4], periods: 1...4)
    let exposure = ExposureMatrix(adoption, ties: ties)
    var covariates = HazardCovariates()
    covariates.columns = [("herd", [9, 8, 7, .nan])]
    covariates.baseline = .linear
    let found = HazardRegression.Sample(adoption, exposure: exposure, covariates)
    #expect(found.names == ["constant", "exposure", "herd", "period"])
    #expect(found.rows == [[1, 0.5, 8, 1], [1, 0, 7, 1], [1, 0.5, 7, 2], [1, 0.5, 7, 3]])
    #expect(found.adopts == [true, false, false, false] && found.cluster == [1, 2, 2, 2])
    covariates.columns = []
    covariates.baseline = .periods
    let dummies = HazardRegression.Sample(adoption, exposure: exposure, covariates)
    // Nobody adopted in period 3.
    #expect(dummies.names == ["constant", "exposure", "period 4"] && dummies.rows.count == 5)
    #expect(dummies.rows.last == [1, 0, 1])
  }
}
