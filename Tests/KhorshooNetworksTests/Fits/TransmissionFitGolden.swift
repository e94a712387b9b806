import KhorshooNetworks
import Testing

@Suite struct TransmissionFitGolden {
  /// A binomial regression with a log link (statsmodels), and profiles of the same likelihood by SciPy, to 1e-6.
  @Test(arguments: 0..<2) func agreesWithStatsmodels(_ model: Int) throws {
    let known = try Fixture.numbers("transmission.csv")[model]
    let history = try Fixture.numbers("epidemic.csv")
    let times = history.map { $0[0] < 0 ? nil : Int32($0[0]) }
    let left = history.map { $0[1] < 0 ? nil : Int32($0[1]) }
    let found = try #require(
      TransmissionFit(
        AdoptionTimes(times), graph: try Fixture.graph(2, isWeighted: false),
        model == 0 ? .cascade : .epidemic(left: left)))
    #expect(found.rowCount == Int(known[8]))
    for (k, estimate) in found.estimates.prefix(2).enumerated() {
      let (value, low, high) = (known[1 + 3 * k], known[2 + 3 * k], known[3 + 3 * k])
      #expect((estimate.value - value).magnitude < 1e-6, "\(estimate) and \(value)")
      #expect((estimate.low - low).magnitude < 1e-6 && (estimate.high - high).magnitude < 1e-6, "\(estimate)")
    }
    #expect((found.logLikelihood - known[7]).magnitude < 1e-7)
    #expect(found.estimates.count == (model == 0 ? 2 : 3))
  }
}
