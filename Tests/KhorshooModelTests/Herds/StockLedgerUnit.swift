import KhorshooModel
import KhorshooNumerics
import Testing

@Suite struct StockLedgerUnit {
  /// VT-5: stock of Mongolia in 2020, million head: 71.0 - 1.3 + 22.8 - offtake = 67.1, so offtake 25.4, 36 % of the opening.
  @Test func mongolia2020() {
    var entry = StockLedger.Entry()
    entry.opening = Lanes(repeating: 71.0)
    entry.deaths = Lanes(repeating: 1.3)
    entry.births = Lanes(repeating: 22.8)
    entry.closing = Lanes(repeating: 67.1)
    let offtake = entry.opening + entry.births - entry.deaths - entry.closing
    // Inputs have one decimal; single precision holds them to 1e-5.
    #expect(abs(offtake[0] - 25.4) < 1e-4)
    #expect(abs(offtake[0] / entry.opening[0] - 0.36) < 0.01)
    entry.sales = offtake
    #expect(entry.residual < 1e-6)
    // Deliberate fault: a birth that is not booked.
    entry.births = entry.births - 0.1
    #expect(entry.residual > 1e-4)
  }

  @Test func nanIsKeptInEveryLaneAndSpecies() {
    for species in 0..<3 {
      for lane in [0, 7, 15] {
        let ledger = StockLedger(speciesCount: 3)
        ledger.entries[species].closing[lane] = .nan
        #expect(ledger.residual.isNaN, "species \(species), lane \(lane)")
      }
    }
  }
}
