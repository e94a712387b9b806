import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios
import Synchronization
import Testing

@Suite struct ChannelDecompositionStatistical {
  /// In the same worlds the two methods differ by the draw of orders alone, and agree in the mean.
  @Test func permutationAgreesWithExact() throws {
    // Offices of the small world bring nothing.
    let settings: Settings = ["policy.channels.office": "false"]
    let exact = Parts(try Parts.model(.exact, settings, years: 2), replicates: 320)
    let sampled = Parts(try Parts.model(.permutation, settings, years: 2), replicates: 320)
    #expect(exact.model.runCount == 128 && sampled.model.runCount == 14)
    for place in ["banner", "member"] {
      let cell = exact.cell("incomePerHousehold", place)
      #expect(exact.values(Parts.whole, cell).map(\.bitPattern) == sampled.values(Parts.whole, cell).map(\.bitPattern))
      for part in 0..<7 {
        let difference = zip(sampled.values(part, cell), exact.values(part, cell)).map { $0 - $1 }
        let mean = difference.reduce(0, +) / 320
        let variance = difference.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 319
        let error = (variance / 320).squareRoot()
        #expect(abs(mean) < 4.5 * error, "\(Channel.ofIncome[part]) of \(place): \(mean), error \(error)")
        #expect(error > 0, "orders matter for \(Channel.ofIncome[part])")
      }
      // Deliberate fault: a part that is wrong by a fifth would be noticed.
      let price = exact.values(0, cell)
      let shifted = zip(sampled.values(0, cell), price).map { $0 - $1 * 0.8 }
      let mean = shifted.reduce(0, +) / 320
      let variance = shifted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 319
      #expect(abs(mean) > 4.5 * (variance / 320).squareRoot())
    }
  }
}
