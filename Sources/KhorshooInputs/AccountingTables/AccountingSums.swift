/// Rows and columns of an accounting matrix that are sums of others, and which of them are totals and no data.
///
/// That a row equals the sum of others can be an accident; that the accounts balance without it cannot be one in addition. So of
/// the sums that ``SumSearch`` finds, as many are set aside as leave the table balanced, or with the fewest accounts out of
/// balance. A table that balances only with them keeps them.
///
/// - Proof: `AccountingSumsUnitTests`, `AccountingSumsPropertyTests` (balanced tables of random accounts keep every account; with totals
///   added under any name they lose just those).
struct AccountingSums {
  /// What an account receives by row and pays by column; nil for an empty cell.
  private let cells: [[Double?]]
  /// For each row and column the account that it belongs to.
  private let rowAccounts, columnAccounts: [Int]
  private let unit, tolerance: Double

  /// Rows and columns that are totals.
  struct Totals: Equatable {
    var rows: [SumSearch.Found] = []
    var columns: [SumSearch.Found] = []
  }

  /// - Parameters:
  ///   - cells: by row and column, in the order of the table.
  ///   - unit: place of the last decimal.
  ///   - tolerance: greatest difference of receipts and payments, as a share.
  init(_ cells: [[Double?]], rows: [Int], columns: [Int], unit: Double, tolerance: Double) {
    self.cells = cells
    (rowAccounts, columnAccounts) = (rows, columns)
    (self.unit, self.tolerance) = (unit, tolerance)
  }

  /// Those that are totals.
  func totals() -> Totals {
    guard !rowAccounts.isEmpty, !columnAccounts.isEmpty else { return Totals() }
    let turned = columnAccounts.indices.map { column in cells.map { $0[column] } }
    let rows = SumSearch(cells, unit: unit).found()
    let columns = SumSearch(turned, unit: unit).found()
    guard !rows.isEmpty || !columns.isEmpty else { return Totals() }
    var best = (unbalanced: Int.max, count: -1, totals: Totals())
    for i in 0...rows.count {
      for j in 0...columns.count {
        let totals = Totals(rows: Array(rows.prefix(i)), columns: Array(columns.prefix(j)))
        let unbalanced = unbalanced(without: totals)
        if (unbalanced, -(i + j)) < (best.unbalanced, -best.count) { best = (unbalanced, i + j, totals) }
      }
    }
    return best.totals
  }

  /// Accounts that receive something else than they pay.
  private func unbalanced(without totals: Totals) -> Int {
    let (rows, columns) = (Set(totals.rows.map(\.member)), Set(totals.columns.map(\.member)))
    var received: [Int: Double] = [:]
    var paid: [Int: Double] = [:]
    for (row, account) in rowAccounts.enumerated() where !rows.contains(row) {
      received[account] = columnAccounts.indices.reduce(0) {
        columns.contains($1) ? $0 : $0 + (cells[row][$1] ?? 0)
      }
    }
    for (column, account) in columnAccounts.enumerated() where !columns.contains(column) {
      paid[account] = rowAccounts.indices.reduce(0) { rows.contains($1) ? $0 : $0 + (cells[$1][column] ?? 0) }
    }
    return received.count { account, sum in
      guard let other = paid[account] else { return false }
      return (sum - other).magnitude > tolerance * max(sum.magnitude, other.magnitude)
    }
  }
}
