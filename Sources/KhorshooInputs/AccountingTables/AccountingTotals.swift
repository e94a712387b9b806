import KhorshooText

/// Totals of an accounting matrix: those that are named so are checked, those that are so by their amounts are left out with a
/// warning.
extension AccountingTableReader {
  /// Sets aside every row and column that is a total, and checks what is stated.
  mutating func setTotalsAside() {
    let rowAccounts = rows.compactMap(\.self)
    let columnAccounts = columns.compactMap(\.self)
    var rowOf: [Int: Int] = [:]
    var columnOf: [Int: Int] = [:]
    for (row, account) in rowAccounts.enumerated() { rowOf[account] = row }
    for (column, account) in columnAccounts.enumerated() { columnOf[account] = column }
    var cells = [[Double?]](
      repeating: [Double?](repeating: nil, count: columnAccounts.count), count: rowAccounts.count)
    for entry in entries {
      if let row = rowOf[entry.row], let column = columnOf[entry.column] { cells[row][column] = entry.value }
    }
    let unit = (0..<decimals).reduce(1.0) { unit, _ in unit / 10 }
    let totals = AccountingSums(
      cells, rows: rowAccounts, columns: columnAccounts, unit: unit, tolerance: tolerance
    ).totals()
    for row in totals.rows { setAside(rowAccounts[row.member], row, rowAccounts, isRow: true) }
    for column in totals.columns { setAside(columnAccounts[column.member], column, columnAccounts, isRow: false) }
    check(cells, rowAccounts, columnAccounts, totals, unit: unit)
    removeEmptyAccounts()
  }

  /// Takes accounts whose column is 0 and whose row comes to 0, such as oil that is imported alone, for what comes from outside.
  ///
  /// Of an account with nothing but empty cells it is not known whether it was forgotten.
  mutating func setUnproducedAside() {
    var (paid, received, size) = ([Double](repeating: 0, count: names.count), [Double](), [Double]())
    (received, size) = (paid, paid)
    var written = [Int](repeating: 0, count: names.count)
    for entry in entries {
      paid[entry.column] += entry.value.magnitude
      received[entry.row] += entry.value
      size[entry.row] += entry.value.magnitude
      written[entry.row] += 1
    }
    let unit = (0..<decimals).reduce(1.0) { unit, _ in unit / 10 }
    for account in names.indices where kinds[account] == nil && written[account] > 0 && paid[account] == 0 {
      guard rowPlaces[account] != nil, columnPlaces[account] != nil,
        received[account].magnitude <= max(tolerance * size[account], 0.5 * unit * Double(written[account]))
      else { continue }
      problems.warn(
        "no-output", columnPlaces[account], names[account],
        "its column is 0 and its row comes to 0: nothing of it is produced, and what others buy of it is taken as coming from "
          + "outside (other:)")
      kinds[account] = .exogenous
      columnPlaces[account] = nil
    }
  }

  private mutating func setAside(_ account: Int, _ sum: SumSearch.Found, _ accounts: [Int], isRow: Bool) {
    let (line, lines) = isRow ? ("row", "rows") : ("column", "columns")
    let addends = sum.addends.map { names[accounts[$0]] }
    let which =
      sum.isOfAllOthers
      ? "all other \(lines)" : "the \(lines) \(addends.first ?? "") to \(addends.last ?? "") (\(addends.count))"
    problems.warn(
      "sum-left-out", isRow ? rowPlaces[account] : columnPlaces[account], names[account],
      "the \(line) equals the sum of \(which), and the accounts balance without it: it is left out as a total; name it total, "
        + "or delete it")
    entries.removeAll { isRow ? $0.row == account : $0.column == account }
    if isRow { rowPlaces[account] = nil } else { columnPlaces[account] = nil }
  }

  /// Final demand has a column, value added a row: each with the other side alone, the table is turned.
  mutating func checkSides() {
    for (name, mark) in sides {
      guard let account = names.firstIndex(of: name) else { continue }
      let isRow = mark == "final"
      guard (rowPlaces[account] != nil) == isRow, (columnPlaces[account] != nil) != isRow else { continue }
      problems.report(
        "turned-table", rowPlaces[account] ?? columnPlaces[account], name,
        "it is marked \(mark): and has a \(isRow ? "row" : "column") alone, as in a table that is turned; columns pay and rows "
          + "receive: exchange rows and columns, or mark it other:")
    }
  }

  /// A stated total is the sum of its row or column, or of some of it that stand together.
  private mutating func check(
    _ cells: [[Double?]], _ rowAccounts: [Int], _ columnAccounts: [Int], _ totals: AccountingSums.Totals, unit: Double
  ) {
    let rowsAside = Set(totals.rows.map(\.member))
    let columnsAside = Set(totals.columns.map(\.member))
    let keptRows = rowAccounts.indices.filter { !rowsAside.contains($0) }
    let keptColumns = columnAccounts.indices.filter { !columnsAside.contains($0) }
    for isRow in [true, false] {
      let (members, lines) = isRow ? (keptColumns, keptRows) : (keptRows, keptColumns)
      let values = members.map { member in lines.map { isRow ? cells[$0][member] : cells[member][$0] } }
      let accounts = lines.map { isRow ? rowAccounts[$0] : columnAccounts[$0] }
      let stated = Dictionary(grouping: statedTotals.filter { $0.isRow == isRow }, by: \.line)
      for (line, cells) in stated.sorted(by: { $0.key < $1.key }) {
        let sums = Dictionary(
          uniqueKeysWithValues: accounts.enumerated().map { k, account in
            (account, values.reduce(0) { $0 + ($1[k] ?? 0) })
          })
        let wrong = cells.filter { cell in
          // The OECD writes 0 where output of final demand is not defined.
          guard let sum = sums[cell.account], cell.value != 0 || kinds[cell.account] != .exogenous else { return false }
          return (cell.value - sum).magnitude > tolerance * max(sum.magnitude, cell.value.magnitude)
        }
        guard !wrong.isEmpty else { continue }
        let amounts = accounts.map { account in cells.first { $0.account == account }?.value }
        let search = SumSearch(values, unit: unit)
        guard search.addends(of: amounts, at: membersBefore(line, isRow: isRow, members)) == nil else { continue }
        for cell in wrong { reportWrong(cell, sums[cell.account] ?? 0) }
      }
    }
  }

  /// How many of the members that were kept stand before a column or row of totals.
  private func membersBefore(_ line: Int, isRow: Bool, _ kept: [Int]) -> Int {
    let before = (isRow ? columns[..<line] : rows[..<line]).count { $0 != nil }
    return kept.count { $0 < before }
  }

  private mutating func reportWrong(_ total: StatedTotal, _ sum: Double) {
    let message =
      "found the total \(shortNumber(total.value)), but the \(total.isRow ? "row" : "column") sums to "
      + "\(shortNumber(sum)), a difference of \(shortNumber(total.value - sum)); correct an amount or the total"
    wrongTotals.append((total.place, names[total.account], message))
  }

  /// Accounts whose row and column were both left out.
  private mutating func removeEmptyAccounts() {
    let kept = names.indices.filter { rowPlaces[$0] != nil || columnPlaces[$0] != nil }
    guard kept.count < names.count else { return }
    var place = [Int](repeating: -1, count: names.count)
    for (index, account) in kept.enumerated() { place[account] = index }
    entries = entries.map { (place[$0.row], place[$0.column], $0.value, $0.place) }
    names = kept.map { names[$0] }
    kinds = kept.map { kinds[$0] }
    rowPlaces = kept.map { rowPlaces[$0] }
    columnPlaces = kept.map { columnPlaces[$0] }
  }
}
