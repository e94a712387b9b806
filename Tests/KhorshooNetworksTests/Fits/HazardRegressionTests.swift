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

@Suite("Coefficients of simulated diffusion are found within their intervals")
struct HazardRegressionStatistical {
  @Test("95 % intervals of exposure hold the truth in about 95 % of histories; a wrong lag misses it")
  func coverage() throws {
    let n = 150
    let random = ScalarRandom(seed: 3, stream: SpreadStreams.sources)
    var ties = TieTable(householdCount: n)
    for h in 0..<n {
      for k in 0..<3 {
        let other = Int(random.uniform(entity: h, index: k) * Double(n))
        if other != h { ties.append(h, other) }
      }
    }
    let spread = AdoptionSpread(
      TieGraph(ties), exposure: .share,
      rule: .utility(intercept: -3.5, exposureWeight: 4, covariate: Array(repeating: 0, count: n)))
    var (holds, misses, errors) = (0, 0, 0.0)
    for study in 0..<120 {
      let times = spread.times(seed: 50, replicate: study, seeds: .drawn(8), periods: 10).map { $0.map { Int32($0) } }
      let adoption = AdoptionTimes(times, periods: 0...10)
      let exposure = ExposureMatrix(adoption, ties: ties)
      let fit = try HazardRegression(.init(adoption, exposure: exposure, HazardCovariates()), link: .logit)
      if fit.coefficients[1].interval.contains(4) { holds += 1 }
      errors += (fit.coefficients[1].value - 4) / 120
      var wrong = ExposureDefinition()
      wrong.lag = 0
      let same = ExposureMatrix(adoption, ties: ties, wrong)
      let biased = try HazardRegression(.init(adoption, exposure: same, HazardCovariates()), link: .logit)
      if !biased.coefficients[1].interval.contains(4) { misses += 1 }
    }
    // 114 expected of 120, deviation 2.4.
    #expect((104...120).contains(holds), "\(holds) of 120")
    #expect(errors.magnitude < 0.15, "mean error \(errors)")
    #expect(misses > 15, "the same period as exposure should show: \(misses) of 120")
  }
}
