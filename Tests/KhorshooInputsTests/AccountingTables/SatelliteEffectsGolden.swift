import KhorshooInputs
import Testing

@Suite struct SatelliteEffectsGolden {
  /// NumPy, to 1e-10: multipliers of both types, and footprints of final demand.
  @Test func agreesWithNumPy() throws {
    let (analysis, rows) = (try socialAccounts(), try Fixture.numbers("sam_satellites.csv"))
    var amounts = [[Double]](repeating: Array(repeating: 0, count: 7), count: 2)
    for row in rows { amounts[Int(row[0])][Int(row[1])] = row[2] }
    let found = SatelliteEffects(analysis, names: ["jobs", "water"], amounts: amounts)
    #expect(found.rows.count == rows.count)
    for (own, row) in zip(found.rows, rows) {
      #expect(own.satellite == Int(row[0]) && own.account == Int(row[1]))
      #expect((own.direct - row[3]).magnitude < 1e-12 && (own.typeOne - row[4]).magnitude < 1e-10)
      #expect((try #require(own.typeTwo) - row[5]).magnitude < 1e-10)
    }
    let footprints = try Fixture.numbers("sam_footprints.csv")
    #expect(found.footprints.count == footprints.count)
    for (own, row) in zip(found.footprints, footprints) {
      #expect(own.satellite == Int(row[0]) && own.account == Int(row[1]) && (own.amount - row[2]).magnitude < 1e-9)
    }
  }
}
