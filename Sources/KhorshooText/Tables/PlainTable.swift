/// A table of the user's own with the names of its columns in the first row: comma-separated text, or a sheet of a workbook.
///
/// - Proof: `PlainTableUnit`.
package struct PlainTable {
  /// Largest file.
  package static let byteLimit = 256 << 20

  /// What is wrong with it: the first places.
  package var problems: TableProblems
  /// Names of the columns, without blanks around them.
  package let names: [String]
  /// Rows below the names, each with as many cells as there are names.
  package let rows: [CSVText.Record]
  private let header: CSVText.Record
  let mark: DecimalMark

  /// Reads a table.
  ///
  /// - Throws: `UserError` 66 or 65 when there is no table, its names stand elsewhere, a name stands twice or a row has other
  ///   cells than names.
  package init(path: String, mark: DecimalMark = .point) throws(UserError) {
    self.mark = mark
    problems = TableProblems(path: path)
    guard
      let bytes = problems.bytes(limit: Self.byteLimit, from: { ScenarioFiles.readTable($0, limit: $1) })
    else { throw problems.error }
    let records: [CSVText.Record]
    do { records = try CSVText.records(bytes, mark, isRectangular: true) } catch {
      problems.report(error.code, CSVText.Place(line: error.line, column: error.column), "", error.message)
      throw problems.error
    }
    guard let first = records.first, records.count > 1 else {
      problems.report(
        "no-rows", CSVText.Place(line: 1, column: 1), "",
        "found \(records.isEmpty ? "nothing" : "one row"), expected names of columns and rows below them")
      throw problems.error
    }
    header = first
    names = first.cells.map(\.trimmedOfSpace)
    rows = Array(records.dropFirst())
    checkHeader(records)
    guard problems.isEmpty else { throw problems.error }
    for row in rows where row.cells.count != names.count {
      problems.report(
        "ragged-row", row.places.first, "",
        "found \(row.cells.count) cells, expected \(names.count); give every column a cell in every row")
    }
    guard problems.isEmpty else { throw problems.error }
  }

  private mutating func checkHeader(_ records: [CSVText.Record]) {
    if let names = HeaderRows.namesBelowTitles(records.prefix(HeaderRows.depth).map { ($0.line, $0.cells) }) {
      problems.report(
        "header-rows", header.places.first, "",
        "the names of the columns stand on line \(names); delete the \(names > header.line + 1 ? "lines" : "line") above"
      )
      return
    }
    for (column, name) in names.enumerated() where !name.isEmpty && names[..<column].contains(name) {
      problems.report(
        "duplicate-name", header.places[column], name, "a column of that name stands to the left; rename one")
    }
  }

  /// Where the name of a column stands.
  package func place(_ column: Int) -> CSVText.Place { header.places[column] }

  /// Where a cell stands.
  package func place(row: Int, _ column: Int) -> CSVText.Place { rows[row].places[column] }

  /// A cell without blanks around it.
  package func text(row: Int, _ column: Int) -> String { rows[row].cells[column].trimmedOfSpace }

  /// The column of a name; notes `missing-column` when there is none.
  package mutating func column(_ name: String) -> Int? {
    if let found = names.firstIndex(of: name) { return found }
    problems.report(
      "missing-column", header.places.first, name,
      "there is no such column" + Nearest.hint(name, among: names.filter { !$0.isEmpty }))
    return nil
  }

  /// Numbers of a column, nil in cells without a value; notes cells that hold something else.
  package mutating func numbers(_ column: Int) -> [Double?] {
    var cells = NumberColumn(mark, declaration: "--decimal-comma")
    for row in rows.indices {
      let text = text(row: row, column)
      if !NoValue.holds(text) { cells.note(text, line: rows[row].line) }
    }
    return rows.indices.map { row in
      let text = text(row: row, column)
      guard !NoValue.holds(text) else { return nil }
      do throws(ValueFault) { return try cells.value(text, "a number") } catch {
        problems.report(error.code, place(row: row, column), names[column], error.message)
        return nil
      }
    }
  }

  /// Numbers of a column in which every row has one; notes cells without a value.
  ///
  /// - Parameter codes: what to do with a number that looks like a code, which is then told; nil not to look.
  package mutating func allNumbers(_ column: Int, codes: String? = nil) -> [Double] {
    let found = codes.map { doubtedNumbers(column, remedy: $0) } ?? numbers(column)
    for (row, number) in found.enumerated() where number == nil && NoValue.holds(text(row: row, column)) {
      problems.report("missing-value", place(row: row, column), names[column], "found nothing, expected a number")
    }
    return found.map { $0 ?? .nan }
  }

  /// Whether a column holds numbers for the most part.
  package func isNumeric(_ column: Int) -> Bool {
    let filled = rows.indices.map { text(row: $0, column) }.filter { !NoValue.holds($0) }
    let numeric = filled.count { text in
      if PlainDecimal.value(text, mark) != nil { return true }
      let readings = NumberReadings(text)
      return (mark == .comma ? readings.comma : readings.point) != nil
    }
    return 2 * numeric > filled.count
  }
}
