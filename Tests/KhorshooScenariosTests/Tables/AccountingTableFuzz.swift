import KhorshooInputs
import KhorshooText
import Testing

/// Damaged tables are answered, never trapped on.
@Suite struct AccountingTableFuzz {
  @Test(.timeLimit(.minutes(2)), arguments: 0..<4)
  func damagedTablesAreAnswered(seed: UInt64) {
    let pieces = [
      "\"", ",", "\r", "\n", "nan", "1e999", "-", "value:", "household:", "total", "\u{FEFF}", "\0", "羊", "1e15", "：",
      "farms", "0", "-1e15", "1e-300",
    ]
    var damage = Damage(seed: seed, pieces: pieces)
    var refused = 0
    for round in 0..<1000 {
      let bytes = damage.applied(to: Array(AccountingTableUnitTests.twoSectors.utf8))
      do throws(UserError) {
        let own = try AccountingTable.reading(path: "t.csv", marks: AccountMarks()) { _, _ in .success(bytes) }.analysis
        #expect(own.rows.allSatisfy { ($0.typeTwo ?? $0.typeOne)?.output.isFinite ?? true }, "round \(round)")
      } catch {
        refused += 1
        #expect(
          error.diagnostics.allSatisfy { !$0.message.isEmpty && !$0.code.isEmpty }, "seed \(seed), round \(round)")
      }
    }
    #expect(refused > 500)
  }
}
