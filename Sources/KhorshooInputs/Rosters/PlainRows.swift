import KhorshooText

/// A small table of a roster, grids or cooperatives, while it is read: cells of known columns, each with its place.
struct PlainRows: RosterRows {
  /// A cell that is not empty.
  struct Cell {
    package let text: String
    package let place: CSVText.Place
  }

  /// One row.
  struct Row {
    /// 1-based line.
    package let line: Int
    /// By name of the column; empty cells are left out.
    package let cells: [String: Cell]
  }

  var problems: TableProblems
  var form: TableForm
  let headerExample: String
  let rowLimit = 50_000
  private let known: [String]
  private let required: [String]
  private let switches: [String]
  private var columns: [(name: String, index: Int)] = []
  /// What was read.
  private(set) var rows: [Row] = []

  /// - Parameters:
  ///   - columns: names of columns that are read.
  ///   - required: those that must be there and have no empty cell.
  ///   - switches: those of yes and no, which no name can be.
  init(_ problems: TableProblems, columns: [String], required: [String], switches: [String], form: TableForm) {
    self.problems = problems
    self.form = form
    known = columns
    self.required = required
    self.switches = switches
    headerExample = columns.joined(separator: ",")
  }

  var knownColumns: [String] { known }
  var requiredColumns: [[String]] { required.map { [$0] } }
  func isNumber(_ name: String) -> Bool { false }

  mutating func begin(_ header: [String], _ scanner: CSVScanner) -> Bool {
    columns = known.compactMap { name in header.firstIndex(of: name).map { (name, $0) } }
    let missing = required.filter { !header.contains($0) }
    for name in missing {
      problems.report(
        "missing-column", CSVText.Place(line: scanner.line, column: 1), name,
        "there is no column '\(name)'; add it, or name one so"
          + (Nearest.match(name, among: header).map { "; is it \(quoted($0))?" } ?? ""))
    }
    if missing.isEmpty { warnOfNearNames(header, known: known, scanner) }
    return missing.isEmpty
  }

  mutating func read(_ scanner: CSVScanner) {
    var cells: [String: Cell] = [:]
    for (name, index) in columns {
      let cell = scanner.cells[index]
      let isEmpty = NoValue.holds(scanner.text(cell))
      if isEmpty && !required.contains(name) { continue }
      // No is an answer to a switch, and nobody's name.
      let answer = switches.contains(name) ? scanner.text(cell) : identifier(scanner, index, name, "the \(name)")
      guard let text = answer else { continue }
      cells[name] = Cell(text: text, place: scanner.place(cell))
    }
    rows.append(Row(line: scanner.line, cells: cells))
  }

  /// A row without numbers can only be known for a sum by its name.
  mutating func finish() {
    for row in rows {
      guard let name = required.first, let cell = row.cells[name], SumRows.isName(cell.text) else { continue }
      problems.warn(
        "sum-row", cell.place, name,
        "\(quoted(cell.text)) has the name of a sum; delete the row, or give it another name")
    }
  }
}
