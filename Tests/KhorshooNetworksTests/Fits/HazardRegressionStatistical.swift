import KhorshooNetworks
import KhorshooNumerics
import Testing

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
