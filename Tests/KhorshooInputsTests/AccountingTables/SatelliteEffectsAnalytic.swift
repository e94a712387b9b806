import KhorshooInputs
import Testing

@Suite struct SatelliteEffectsAnalytic {
  /// Footprints of all categories of demand sum to what there is, in a table that balances.
  @Test func footprintsSumToTheAmounts() throws {
    let analysis = try InputOutputAnalysis(TextbookTables.twoSectors)
    var amounts = [Double](repeating: 0, count: analysis.table.accounts.count)
    (amounts[0], amounts[1]) = (30, 85)
    let found = SatelliteEffects(analysis, names: ["jobs"], amounts: [amounts])
    #expect((found.footprints.reduce(0) { $0 + $1.amount } - 115).magnitude < 1e-10)
    // A satellite in proportion to output has the output multiplier of its account, times the proportion.
    (amounts[0], amounts[1]) = (analysis.table.paid[0] / 10, analysis.table.paid[1] / 10)
    let even = SatelliteEffects(analysis, names: ["jobs"], amounts: [amounts])
    for row in even.rows {
      let multiplier = try #require(analysis.rows.first { $0.account == row.account })
      #expect((row.typeOne - multiplier.typeOne!.output / 10).magnitude < 1e-12)
      #expect((try #require(row.typeTwo) - multiplier.typeTwo!.output / 10).magnitude < 1e-12)
    }
  }
}
