import KhorshooInputs
import KhorshooNumerics
import Testing

@Suite struct RegionalEffectsAnalytic {
  /// Two regions of one account each: within 1 / (1 - a - bc / (1 - d)), alone 1 / (1 - a), spill-over c / (1 - d) of within.
  @Test func twoRegionsInClosedForm() throws {
    let (a, b, c, d) = (0.2, 0.3, 0.1, 0.25)
    let table = AccountingMatrix(
      [
        TableAccount("north/all", .production), TableAccount("south/all", .production),
        TableAccount("final", .exogenous, hasRow: false), TableAccount("value", .valueAdded, hasColumn: false),
      ],
      flows: Matrix([
        [a * 100, b * 200, 20, 0], [c * 100, d * 200, 140, 0], [0, 0, 0, 0],
        [(1 - a - c) * 100, (1 - b - d) * 200, 0, 0],
      ]))
    let rows = try RegionalEffects(InputOutputAnalysis(table)).rows
    let within = 1 / (1 - a - b * c / (1 - d))
    #expect(rows.map(\.region) == ["north", "south"])
    #expect(abs(rows[0].within - within) < 1e-12 && abs(rows[0].alone - 1 / (1 - a)) < 1e-12)
    #expect(abs(rows[0].spillOver - c / (1 - d) * within) < 1e-12)
    #expect(abs(rows[0].feedback - (within - 1 / (1 - a))) < 1e-12)
    // Without trade between them nothing spills over or comes back.
    let apart = AccountingMatrix(
      table.accounts,
      flows: Matrix([
        [20, 0, 80, 0], [0, 50, 150, 0], [0, 0, 0, 0], [80, 150, 0, 0],
      ]))
    for row in try RegionalEffects(InputOutputAnalysis(apart)).rows {
      #expect(row.spillOver.magnitude < 1e-12 && row.feedback.magnitude < 1e-12)
    }
  }
}
