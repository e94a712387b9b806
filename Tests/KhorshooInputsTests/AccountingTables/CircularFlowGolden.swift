import KhorshooInputs
import Testing

@Suite struct CircularFlowGolden {
  /// NumPy, to 1e-10.
  @Test func agreesWithNumPy() throws {
    let found = try CircularFlow(try socialAccounts())
    #expect(found.groupCount == 3)
    let rows = try Fixture.numbers("sam_effects.csv")
    #expect(found.effects.count == rows.count && rows.count == 36)
    for (effect, row) in zip(found.effects, rows) {
      #expect(effect.from == Int(row[0]) && effect.to == Int(row[1]))
      let numbers = [effect.injection, effect.transfer, effect.openLoop, effect.closedLoop]
      for (number, known) in zip(numbers, row[2...]) { #expect((number - known).magnitude < 1e-10, "\(row)") }
    }
  }
}
