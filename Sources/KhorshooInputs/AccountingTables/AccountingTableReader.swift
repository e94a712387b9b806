import KhorshooModel
import KhorshooNumerics
import KhorshooText

/// Reads an accounting matrix from comma-separated text and notes everything that is wrong with it.
///
/// The first row names who pays, the first column who receives; the first cell is free. A name in both is an account of
/// production unless it is marked (``AccountMarks``); rows and columns named *total* are checked and left out, and so are those
/// that are totals by their amounts, with a warning (``AccountingSums``). An empty cell is zero; rows above the names that have
/// nothing but a title are passed over.
struct AccountingTableReader {
  /// Most accounts: eigenvalues of that many take seconds.
  static let accountLimit = 500
  /// Largest file.
  static let byteLimit = 8 << 20

  /// Largest amount: sums stay exact to far below the tolerance.
  static let amountLimit = 1e15

  var problems: TableProblems
  private let marks: AccountMarks
  let tolerance: Double
  var names: [String] = []
  private var indices: [String: Int] = [:]
  var kinds: [AccountingMatrix.Kind?] = []
  /// Where an account has its row and its column; nil when it has none.
  var rowPlaces: [CSVText.Place?] = []
  var columnPlaces: [CSVText.Place?] = []
  /// Account of each cell of the header; nil for the first, totals and empty columns.
  private(set) var columns: [Int?] = []
  private var totalColumns: [Int] = []
  /// Accounts in the order of the rows; nil for a row of totals.
  private(set) var rows: [Int?] = []
  /// Amounts by row account, column account and place.
  var entries: [(row: Int, column: Int, value: Double, place: CSVText.Place)] = []
  private(set) var statedTotals: [StatedTotal] = []
  /// What is wrong with stated totals: told after names, beside what is wrong with the accounts.
  var wrongTotals: [(place: CSVText.Place, name: String, message: String)] = []
  /// Most decimals of an amount.
  private(set) var decimals = 0

  /// A cell of a row or column that is named as a total.
  struct StatedTotal {
    /// Whether it is the total of a row, and stands in a column of totals.
    let isRow: Bool
    /// Which column or row of totals it stands in.
    let line: Int
    let account: Int
    let value: Double
    let place: CSVText.Place
  }

  /// Accounts marked as final demand or value added, by name.
  private(set) var sides: [(name: String, mark: String)] = []

  /// Names that are in a row or in a column alone: codes of statistical offices say what they are.
  private var single: Set<String> = []
  /// Whether the table is to be balanced before it is used, and how that went.
  private let balances: Bool
  private(set) var balanced: BalancedTable?

  /// What commas and points mean, judged by all cells: a table of accounts has one unit.
  private var numbers: NumberColumn

  init(path: String, marks: AccountMarks, tolerance: Double, mark: DecimalMark, balances: Bool = false) {
    self.balances = balances
    problems = TableProblems(path: path)
    self.marks = marks
    self.tolerance = tolerance
    numbers = NumberColumn(mark, declaration: "--decimal-comma")
  }

  /// The analysis of the table; nil when something is wrong.
  mutating func read(
    from source: (String, Int) -> Result<[UInt8], ScenarioFiles.Fault>
  ) -> InputOutputAnalysis? {
    guard let bytes = problems.bytes(limit: Self.byteLimit, from: source) else { return nil }
    let records: [CSVText.Record]
    do { records = try CSVText.records(bytes, numbers.mark) } catch {
      problems.report(error.code, CSVText.Place(line: error.line, column: error.column), "", error.message)
      return nil
    }
    let laid: [CSVText.Record]
    do throws(LongTable.Fault) {
      laid = try LongTable.wide(records, only: marks.only)
    } catch {
      problems.report(error.code, error.place, error.name, error.message)
      return nil
    }
    let filled = PublishedLayouts.accounts(PublishedLayouts.withoutLabels(Self.withoutTitle(laid)), numbers.mark)
    guard let header = filled.first, filled.count > 1 else {
      problems.report(
        "no-rows", CSVText.Place(line: 1, column: 1), "",
        "found \(filled.isEmpty ? "nothing" : "one row"), expected names in the first row and column, and amounts between them"
      )
      return nil
    }
    let (across, down) = (
      Set(header.cells.dropFirst().map(\.trimmedOfSpace)), Set(filled.dropFirst().map { $0.cells[0].trimmedOfSpace })
    )
    single = across.symmetricDifference(down)
    readHeader(header)
    guard columns.count <= Self.accountLimit + 2, filled.count <= Self.accountLimit + 2 else {
      problems.report(
        "too-many-accounts", CSVText.Place(line: header.line, column: 1), "",
        "found \(filled.count - 1) rows and \(columns.count - 1) columns, expected at most \(Self.accountLimit) accounts; "
          + "aggregate the table")
      return nil
    }
    for row in filled.dropFirst() {
      for cell in row.cells.dropFirst() where !NoValue.holds(cell.trimmedOfSpace) {
        numbers.note(cell.trimmedOfSpace, line: row.line)
      }
    }
    for row in filled.dropFirst() { read(row) }
    applyMarks()
    guard let table = table() else { return nil }
    return analysis(table)
  }

  /// Without the rows above the names that have text in their first cell alone: titles, units, sources.
  private static func withoutTitle(_ records: [CSVText.Record]) -> [CSVText.Record] {
    let isTitle = { (record: CSVText.Record) in record.cells.dropFirst().allSatisfy { $0.trimmedOfSpace.isEmpty } }
    let kept = records.drop(while: isTitle)
    return kept.count > 1 ? Array(kept) : records
  }

  private mutating func readHeader(_ header: CSVText.Record) {
    columns = [nil]
    for (index, cell) in header.cells.enumerated().dropFirst() {
      let name = MarkedName(cell, isPublished: single.contains(cell.trimmedOfSpace))
      if name.isTotal { totalColumns.append(index) }
      columns.append(name.isTotal || name.name.isEmpty ? nil : account(name, header.places[index], isRow: false))
    }
  }

  /// The account of a name, new or met before; nil when it stands there twice.
  private mutating func account(_ marked: MarkedName, _ place: CSVText.Place, isRow: Bool) -> Int? {
    if let word = marked.unknownWord {
      let words = AccountMarks.prefixes.map(\.word)
      problems.report(
        "unknown-option", place, marked.name,
        "found the mark \(quoted(word + ":")), expected \(words.map { $0 + ":" }.joined(separator: ", "))"
          + Nearest.hint(word, among: words, listed: 0) + "; a name without mark has no colon")
    }
    let index: Int
    if let known = indices[marked.name] {
      index = known
    } else {
      index = names.count
      indices[marked.name] = index
      names.append(marked.name)
      kinds.append(nil)
      rowPlaces.append(nil)
      columnPlaces.append(nil)
    }
    // What an unknown mark meant is not known; without one it would be taken for production.
    if marked.unknownWord != nil { kinds[index] = .exogenous }
    if let mark = marked.mark, mark == "final" || mark == "value" { sides.append((marked.name, mark)) }
    if let kind = marked.kind {
      if let other = kinds[index], other != kind {
        problems.report(
          "contradicting-marks", place, marked.name,
          "the row marks it as \(kind.words), the column as \(other.words); keep one, or give them different names")
      }
      kinds[index] = kind
    }
    guard (isRow ? rowPlaces : columnPlaces)[index] == nil else {
      problems.report(
        "duplicate-name", place, marked.name, "there is a \(isRow ? "row" : "column") of that name already; keep one")
      return nil
    }
    if isRow { rowPlaces[index] = place } else { columnPlaces[index] = place }
    return index
  }

  private mutating func read(_ row: CSVText.Record) {
    let name = MarkedName(row.cells[0], isPublished: single.contains(row.cells[0].trimmedOfSpace))
    guard !name.name.isEmpty else {
      problems.report("missing-value", row.places[0], "", "the row has amounts and no name; name who receives them")
      return
    }
    let receiver = name.isTotal ? nil : account(name, row.places[0], isRow: true)
    let rest = row.cells.dropFirst(columns.count).contains { !$0.trimmedOfSpace.isEmpty }
    guard row.cells.count == columns.count || (row.cells.count > columns.count && !rest) else {
      problems.report(
        "ragged-row", CSVText.Place(line: row.line, column: 1), name.name,
        "found \(row.cells.count) cells, expected \(columns.count), one for each column; a decimal comma also makes two"
      )
      return
    }
    guard name.isTotal || receiver != nil else { return }
    rows.append(receiver)
    for index in 1..<columns.count {
      let text = row.cells[index].trimmedOfSpace
      let place = row.places[index]
      if NoValue.holds(text) {
        guard !text.isEmpty else { continue }
        problems.report(
          "missing-value", place, name.name,
          "found \(quoted(text)), which is not known, expected a number; write it, or 0 for none")
        continue
      }
      let value: Double
      do throws(ValueFault) {
        value = try numbers.value(text, "an amount (empty for none)")
        guard value.magnitude <= Self.amountLimit else {
          throw ValueFault(
            code: "out-of-range", message: "found \(text), expected an amount up to a million billion; change the unit")
        }
      } catch {
        problems.report(error.code, place, name.name, error.message)
        continue
      }
      if let payer = columns[index] {
        if let receiver {
          entries.append((receiver, payer, value, place))
          decimals = max(decimals, decimals(text))
        }
        if name.isTotal {
          statedTotals.append(
            StatedTotal(isRow: false, line: rows.count - 1, account: payer, value: value, place: place))
        }
      } else if totalColumns.contains(index) {
        if let receiver {
          statedTotals.append(StatedTotal(isRow: true, line: index, account: receiver, value: value, place: place))
        }
      } else {
        problems.report("missing-value", place, name.name, "the column has amounts and no name; name who pays them")
      }
    }
  }

  /// Digits behind the decimal sign.
  private func decimals(_ text: String) -> Int {
    let bytes = text.utf8
    if bytes.allSatisfy({ $0 < 0x80 }) {
      let mark = UInt8(ascii: numbers.mark == .comma ? "," : ".")
      return bytes.firstIndex(of: mark).map { bytes[bytes.index(after: $0)...].prefix { (48...57).contains($0) }.count }
        ?? 0
    }
    return text.firstIndex(of: numbers.mark == .comma ? "," : ".").map {
      text[text.index(after: $0)...].prefix { $0.isNumber }.count
    } ?? 0
  }

  /// Marks of the command line take the place of those in the table.
  private mutating func applyMarks() {
    var marked: [String: String] = [:]
    for (option, names, kind) in marks.options {
      let place = SourcePlace(path: option)
      for name in names {
        guard let index = indices[MarkedName(name).name] else {
          problems.report(
            "unknown-account", place, "",
            "found \(quoted(name)), expected an account of the table"
              + Nearest.hint(name, among: self.names))
          continue
        }
        if let other = marked[self.names[index]], other != option {
          problems.report("contradicting-marks", place, name, "it is named in \(other) too; keep one")
        }
        marked[self.names[index]] = option
        kinds[index] = kind
      }
    }
  }

  /// The table with its faults noted; nil when there are any.
  private mutating func table() -> AccountingMatrix? {
    // Where a cell is wrong no sum is right.
    if problems.isEmpty { setTotalsAside() }
    setUnproducedAside()
    checkNames()
    checkSides()
    guard problems.isEmpty else { return nil }
    for wrong in wrongTotals { problems.report("wrong-total", wrong.place, wrong.name, wrong.message) }
    let accounts = names.indices.map {
      AccountingMatrix.Account(
        names[$0], kinds[$0] ?? .production, hasRow: rowPlaces[$0] != nil, hasColumn: columnPlaces[$0] != nil)
    }
    var flows = Matrix<Double>(rows: accounts.count, columns: accounts.count)
    for entry in entries { flows[entry.row, entry.column] = entry.value }
    var table = AccountingMatrix(accounts, flows: flows)
    if balances { table = balance(table) ?? table }
    for fault in table.faults(tolerance: tolerance) { report(fault) }
    return problems.isEmpty ? table : nil
  }

  /// The nearest table whose accounts receive what they pay; nil when there is none, which is noted.
  private mutating func balance(_ table: AccountingMatrix) -> AccountingMatrix? {
    let sums = table.balancingSums
    do throws(BalancedTable.Fault) {
      let found = try BalancedTable(table.flows, rows: sums.rows, columns: sums.columns)
      balanced = found
      return AccountingMatrix(table.accounts, flows: found.amounts)
    } catch {
      let line = error.line.map { error.isRow ? rowPlaces[$0] : columnPlaces[$0] } ?? nil
      problems.report(
        "no-balance", line, error.line.map { names[$0] } ?? "",
        "no table of the same signs is balanced: \(error.reason); look for a row or column that is missing")
      return nil
    }
  }

  /// Production has a row and a column; said also when amounts are wrong.
  private mutating func checkNames() {
    for account in names.indices where (kinds[account] ?? .production) == .production {
      guard rowPlaces[account] == nil || columnPlaces[account] == nil else { continue }
      let isRow = rowPlaces[account] != nil
      let (has, lacks, marks) =
        isRow ? ("row", "column", "value:, import:, household: or other:") : ("column", "row", "final: or other:")
      let others = names.indices.filter { $0 != account && (rowPlaces[$0] != nil) != isRow }
      problems.report(
        "not-square", place(account), names[account],
        "the \(has) has no \(lacks) of the same name; production needs both, other accounts are marked by \(marks), a "
          + "\(has) of totals is named total"
          + Nearest.hint(names[account], among: others.map { names[$0] }, listed: 0))
    }
  }

  /// Where an account is named: its row, or else its column.
  private func place(_ account: Int) -> CSVText.Place? { rowPlaces[account] ?? columnPlaces[account] }

  private mutating func analysis(_ table: AccountingMatrix) -> InputOutputAnalysis? {
    do {
      let analysis = try InputOutputAnalysis(table)
      let isFinite = analysis.rows.allSatisfy { ($0.typeTwo ?? $0.typeOne)?.output.isFinite ?? true }
      if isFinite { return analysis }
      problems.report("no-solution", nil, "", "the multipliers are not finite; look at amounts of very different size")
    } catch let error as InputOutputAnalysis.NotProductive {
      report(error)
    } catch {
      problems.report("no-solution", nil, "", "the table has no multipliers: \(error)")
    }
    return nil
  }

  private mutating func report(_ fault: AccountingMatrix.Fault) {
    switch fault {
    case .noProduction:
      problems.report(
        "no-production", nil, "", "every account is marked; accounts of production stand without a mark")
    case .notSquare: preconditionFailure("names are checked before amounts")
    case .negativeFlow(let row, let column, let value):
      let entry = entries.first { $0.row == row && $0.column == column }
      problems.report(
        "negative-flow", entry?.place, names[row],
        "found \(plainNumber(value)) from \(names[column]), expected 0 or more between accounts that answer; write what "
          + "flows back in row \(quoted(names[column])), column \(quoted(names[row]))")
    case .negativeTotal(let account, let total):
      problems.report(
        "negative-total", place(account), names[account],
        "its row or column sums to \(plainNumber(total)), expected more than 0; look for a sign")
    case .zeroTotal(let account):
      problems.report(
        "zero-total", place(account), names[account],
        "it receives and pays nothing, so shares of it do not exist; remove its row and column, or mark it other:")
    case .unbalanced(let account, let received, let paid):
      problems.report(
        "unbalanced", place(account), names[account],
        "its row sums to \(shortNumber(received)), its column to \(shortNumber(paid)), a difference of "
          + "\(shortNumber(received - paid)) or \(Self.percent(received, paid)) % (tolerance \(plainNumber(tolerance * 100)) %); "
          + (received > paid
            ? "the column lacks payments, such as a row value:, import: or other:"
            : "the row lacks receipts, such as a column final: or other:")
          + ((received - paid).magnitude < 0.1 * max(received.magnitude, paid.magnitude)
            ? "; if it is rounding, raise --tolerance" : ""))
    }
  }

  private static func percent(_ a: Double, _ b: Double) -> String {
    let share = (a - b).magnitude / max(a.magnitude, b.magnitude) * 100
    return plainNumber((share * 100).rounded() / 100)
  }

  private mutating func report(_ error: InputOutputAnalysis.NotProductive) {
    let rounded = (error.spectralRadius * 1e6).rounded() / 1e6
    problems.report(
      "not-productive", rowPlaces[error.account], names[error.account],
      "the table is not productive (type \(error.type == 1 ? "I" : "II")): the spectral radius of its shares is "
        + "\(plainNumber(rounded)), expected below 1; at this account the pivot of I - A is not above 0 "
        + "(Hawkins-Simon): with the accounts before it, it spends all it receives within them. Mark an account other: or "
        + "name it in --exogenous, so that something leaks")
  }
}

extension AccountingMatrix.Kind {
  /// For messages.
  fileprivate var words: String {
    switch self {
    case .production: "production"
    case .household: "household"
    case .valueAdded: "value added"
    case .exogenous: "exogenous"
    }
  }
}
