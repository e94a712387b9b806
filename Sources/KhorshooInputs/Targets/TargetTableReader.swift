import KhorshooEngine
import KhorshooText

/// Reads a table of targets and notes everything that is wrong with it.
///
/// Columns `outcome` and `value`; beside them `name`, `ratio`, `place`, `time`, `arm`, `error`, `discrepancy`, `use` and `source`, in any
/// order. `error` and `discrepancy` are standard deviations, in the unit of the value or as a share of it such as 5%.
/// - Proof: `TargetTableUnit`.
package struct TargetTableReader {
  /// Largest table.
  private static let limit = 1 << 20
  /// Most rows: emulators are made for each.
  private static let rowLimit = 500
  /// Deviation of a target that states none, as a share of its value.
  package static let usualError = 0.05
  private static let numbers = ["value", "error", "discrepancy"]

  private let outcomes: [String]
  private var problems: TableProblems
  private var names: [String] = []
  private var columns: [String: NumberColumn] = [:]
  private var seen: [String: Int] = [:]

  /// - Parameter outcomes: names that are known.
  package init(path: String, outcomes: [String]) {
    problems = TableProblems(path: path)
    self.outcomes = outcomes
  }

  /// Reads the file.
  ///
  /// - Throws: `UserError` 65 or 66 with everything that is wrong.
  package mutating func read(
    from files: (String, Int) -> Result<[UInt8], ScenarioFiles.Fault> = { ScenarioFiles.readTable($0, limit: $1) }
  ) throws(UserError) -> TargetTable {
    guard let bytes = problems.bytes(limit: Self.limit, from: files), let records = records(bytes),
      let header = header(records)
    else { throw problems.error }
    let rows = records.dropFirst()
    if rows.isEmpty {
      report(
        "no-rows", CSVText.Place(line: header.line, column: 1), "",
        "there is no target below the columns; add a row a target")
    }
    if rows.count > Self.rowLimit {
      report(
        "file-too-large", CSVText.Place(line: header.line, column: 1), "",
        "the table has \(rows.count) targets, at most \(Self.rowLimit) can be fitted; keep those that matter")
    }
    survey(rows)
    let targets = rows.prefix(Self.rowLimit).compactMap { target($0) }
    guard problems.isEmpty else { throw problems.error }
    if !targets.contains(where: { !$0.isHeldOut }) {
      report(
        "nothing-to-fit", CSVText.Place(line: header.line, column: 1), "use",
        "every target is held out; at least one has to be used for the fit")
      throw problems.error
    }
    return TargetTable(path: problems.path, bytes: bytes, targets: targets)
  }

  private mutating func records(_ bytes: [UInt8]) -> [CSVText.Record]? {
    do { return try CSVText.records(bytes, isRectangular: true) } catch {
      report(error.code, CSVText.Place(line: error.line, column: error.column), "", error.message)
      return nil
    }
  }

  private mutating func header(_ records: [CSVText.Record]) -> CSVText.Record? {
    let fault = HeaderRows.fault(
      records.prefix(HeaderRows.depth).map { ($0.line, $0.cells) }, known: TargetTable.columns,
      required: [["outcome"], ["value"]], isNumber: { Self.numbers.contains($0) })
    if let fault {
      report("header-rows", CSVText.Place(line: fault.line, column: 1), "", fault.message)
      return nil
    }
    guard let first = records.first else {
      report(
        "no-rows", CSVText.Place(line: 1, column: 1), "", "the file is empty; begin with 'name,outcome,value,error'")
      return nil
    }
    names = ColumnNames.known(first.cells, among: TargetTable.columns)
    var found: Set<String> = []
    for (name, place) in zip(names, first.places) {
      if !TargetTable.columns.contains(name) {
        report(
          "unknown-column", place, "",
          "found \(FoundText.quoted(name)), expected one of \(TargetTable.columns.joined(separator: ", "))"
            + Nearest.hint(name, among: TargetTable.columns, listed: 0))
      } else if !found.insert(name).inserted {
        report("duplicate-name", place, "", "the column \(FoundText.quoted(name)) stands there already; keep one")
      }
    }
    for name in ["outcome", "value"] where !found.contains(name) {
      report(
        "missing-column", CSVText.Place(line: first.line, column: 1), name,
        "there is no such column; a target is an outcome and its value")
    }
    return problems.isEmpty ? first : nil
  }

  /// Notes how each column of numbers is written.
  private mutating func survey(_ rows: ArraySlice<CSVText.Record>) {
    for name in Self.numbers { columns[name] = NumberColumn() }
    for row in rows {
      for (name, cell) in zip(names, row.cells) where Self.numbers.contains(name) && !NoValue.holds(cell) {
        columns[name]?.note(Self.isShare(cell) ? String(cell.dropLast()) : cell, line: row.line)
      }
    }
  }

  private static func isShare(_ text: String) -> Bool { text.hasSuffix("%") || text.hasSuffix("％") }

  /// Cells of a row by the names of their columns; empty ones are left out.
  private struct Row {
    var cells: [String: (text: String, place: CSVText.Place)] = [:]
    let line: Int
  }

  private mutating func target(_ record: CSVText.Record) -> TargetTable.Target? {
    guard record.cells.count == names.count else {
      report(
        "ragged-row", CSVText.Place(line: record.line, column: 1), "",
        "found \(record.cells.count) cells, expected \(names.count), one for each column; a decimal comma also makes two"
      )
      return nil
    }
    var row = Row(line: record.line)
    for (name, (cell, place)) in zip(names, zip(record.cells, record.places)) {
      // An arm may be called none.
      let isNothing = Self.numbers.contains(name) ? NoValue.holds(cell) : cell.isEmpty
      if !isNothing { row.cells[name] = (cell, place) }
    }
    let before = problems.diagnostics.count
    let outcome = self.outcome(named: "outcome", row)
    if outcome == nil, row.cells["outcome"] == nil { missing("outcome", row, "the name of an outcome") }
    let ratio = self.outcome(named: "ratio", row)
    let place = row.cells["place"]?.text ?? Place.bannerID
    var time = TargetTime("")
    if let cell = row.cells["time"] {
      time = TargetTime(cell.text)
      if time == nil {
        report(
          "target-time", cell.place, "time",
          "found \(FoundText.quoted(cell.text)), expected a year such as 2024, 2024Q2, total 2024, mean 2020-2024, "
            + "growth or growthSd (over two, three years or more)")
      }
    }
    let value = number("value", row)
    if value == nil, row.cells["value"] == nil { missing("value", row, "what was observed") }
    let error = deviation("error", row, of: value) ?? (value?.magnitude ?? 0) * Self.usualError
    let discrepancy = deviation("discrepancy", row, of: value) ?? 0
    let isHeldOut = self.isHeldOut(row)
    let name = row.cells["name"]?.text ?? ((outcome ?? "") + (place == Place.bannerID ? "" : "@" + place))
    if let earlier = seen.updateValue(row.line, forKey: name), problems.diagnostics.count == before {
      report(
        "duplicate-name", row.cells["name"]?.place ?? CSVText.Place(line: row.line, column: 1), "name",
        "the target \(FoundText.quoted(name)) stands on line \(earlier) already; give each a name of its own")
    }
    guard problems.diagnostics.count == before, let outcome, let time, let value else { return nil }
    if error == 0, discrepancy == 0 {
      report(
        "out-of-range", row.cells["error"]?.place ?? CSVText.Place(line: row.line, column: 1), "error",
        "no model meets a number exactly; give its standard deviation, such as 5%")
      return nil
    }
    return TargetTable.Target(
      name: name, outcome: outcome, ratio: ratio, place: place, time: time, arm: row.cells["arm"]?.text, value: value,
      error: error, discrepancy: discrepancy, isHeldOut: isHeldOut, source: row.cells["source"]?.text ?? "",
      line: row.line)
  }

  private mutating func outcome(named column: String, _ row: Row) -> String? {
    guard let cell = row.cells[column] else { return nil }
    guard outcomes.contains(cell.text) else {
      report(
        "unknown-outcome", cell.place, column,
        "there is no outcome \(FoundText.quoted(cell.text))" + Nearest.hint(cell.text, among: outcomes))
      return nil
    }
    return cell.text
  }

  private mutating func number(_ column: String, _ row: Row) -> Double? {
    guard let cell = row.cells[column] else { return nil }
    do { return try columns[column]?.value(cell.text, "a number") } catch {
      report(error.code, cell.place, column, error.message)
      return nil
    }
  }

  /// A standard deviation, as it is or as a share of the value.
  private mutating func deviation(_ column: String, _ row: Row, of value: Double?) -> Double? {
    guard let cell = row.cells[column] else { return nil }
    let isShare = Self.isShare(cell.text)
    do {
      let text = isShare ? String(cell.text.dropLast()) : cell.text
      guard let found = try columns[column]?.value(text, "a standard deviation such as 120 or 5%") else { return nil }
      guard found >= 0 else {
        report(
          "out-of-range", cell.place, column,
          "found \(FoundText.quoted(cell.text)), expected a standard deviation, which is not below 0")
        return nil
      }
      return isShare ? found / 100 * (value ?? 0).magnitude : found
    } catch {
      report(error.code, cell.place, column, error.message)
      return nil
    }
  }

  private mutating func isHeldOut(_ row: Row) -> Bool {
    guard let cell = row.cells["use"] else { return false }
    switch cell.text {
    case "fit", "拟合": return false
    case "heldOut", "留出": return true
    default:
      report(
        "unknown-option", cell.place, "use",
        "found \(FoundText.quoted(cell.text)), expected fit or heldOut"
          + Nearest.hint(cell.text, among: ["fit", "heldOut"], listed: 0))
      return false
    }
  }

  private mutating func missing(_ column: String, _ row: Row, _ what: String) {
    report(
      "missing-value", CSVText.Place(line: row.line, column: 1), column, "found nothing, expected \(what)")
  }

  private mutating func report(_ code: String, _ place: CSVText.Place, _ key: String, _ message: String) {
    problems.report(code, place, key, message)
  }
}
