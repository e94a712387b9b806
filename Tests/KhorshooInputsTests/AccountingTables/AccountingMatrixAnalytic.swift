import KhorshooInputs
import KhorshooNumerics
import Testing

@Suite struct AccountingMatrixAnalytic {
  @Test func textbookTablesBalance() {
    for table in [TextbookTables.twoSectors, TextbookTables.threeSectors, TextbookTables.sixSectors] {
      #expect(table.faults(tolerance: 1e-12).isEmpty)
    }
    #expect(TextbookTables.twoSectors.paid == [1000, 2000, 1000, 1750, 0, 0])
    #expect(TextbookTables.twoSectors.received == [1000, 2000, 1000, 0, 850, 900])
  }

  @Test func everyFaultIsFound() {
    let table = AccountingMatrix(
      [
        TableAccount("a", .production), TableAccount("b", .production), TableAccount("c", .production, hasRow: false),
        TableAccount("d", .production), TableAccount("e", .production), TableAccount("x", .exogenous),
      ],
      flows: Matrix([
        [10, -1, 0, 0, 0, 12], [5, 2, 0, 0, 0, 2], [0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 1, -4],
        [6, 9, 0, 0, 2, 0],
      ]))
    // Row a sums to 21 and its column too; b receives 9 and pays 10.
    #expect(
      table.faults(tolerance: 0.01) == [
        .negativeFlow(row: 0, column: 1, value: -1), .unbalanced(account: 1, received: 9, paid: 10),
        .notSquare(account: 2), .zeroTotal(account: 3), .negativeTotal(account: 4, total: -3),
        .unbalanced(account: 5, received: 17, paid: 10),
      ])
    #expect(!table.faults(tolerance: 0.2).contains(.unbalanced(account: 1, received: 9, paid: 10)))
    let none = AccountingMatrix([TableAccount("x", .exogenous)], flows: Matrix([[1]]))
    #expect(none.faults(tolerance: 0) == [.noProduction])
  }
}
