import KhorshooNetworks
import Testing

@Suite struct ThresholdFitGolden {
  /// The same likelihood maximised by SciPy, errors by its second differences.
  @Test func agreesWithSciPy() throws {
    let known = try Fixture.numbers("thresholds.csv")[0]
    var ties = TieTable(householdCount: 300)
    for tie in try Fixture.numbers("threshold_ties.csv") { ties.append(Int(tie[0]), Int(tie[1])) }
    let times = try Fixture.numbers("threshold_history.csv").map { $0[0] < 0 ? nil : Int32($0[0]) }
    let adoption = AdoptionTimes(times)
    let found = try #require(ThresholdFit(adoption, exposure: ExposureMatrix(adoption, ties: ties)))
    #expect(found.rowCount == Int(known[7]) && (found.logLikelihood - known[6]).magnitude < 1e-5)
    for (k, estimate) in found.estimates.enumerated() {
      let (value, error) = (known[k], known[k + 3])
      #expect((estimate.value - value).magnitude < 2e-4 * max(1, value / 0.1), "\(estimate) and \(value)")
      #expect((estimate.error / error - 1).magnitude < 0.02, "\(estimate) and \(error)")
      #expect(estimate.low < value && value < estimate.high)
    }
  }
}
