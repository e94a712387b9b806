import KhorshooEngine
import KhorshooExperiments
import KhorshooInputs
import KhorshooText

extension ScenarioReading {
  /// Largest table of points that is read.
  static let tableLimit = 256 << 20

  /// The points that the scenario's design asks for, and what is doubtful in a table of them.
  ///
  /// - Parameter table: where the points of a table are read, as a sweep has written them; by default the file that the design
  ///   names.
  /// - Throws: `UserError` 65 or 66 with everything that is wrong with a table, with `--strict` what is doubtful too; 65 when
  ///   nothing is varied.
  /// - Proof: `SweepDesignUnit`, `FieldDesignsCommandTests`.
  public func design(
    _ specification: DesignSpecification?, table: String? = nil
  ) throws(UserError) -> (design: Design, warnings: [Diagnostic]) {
    guard let specification else {
      throw UserError(
        .invalidData,
        [
          Diagnostic(
            code: "no-factors", path: path,
            message: "nothing is varied; name a parameter with --vary KEY=VALUES, or write a 'design:' block")
        ])
    }
    if let file = specification.file {
      if let table { return try design(file: table, .point) }
      return try design(file: file, specification.decimal)
    }
    // Made again, not read: a method's order and structure are in no table.
    do {
      return (try specification.points(), [])
    } catch { throw UserError(.invalidData, [error.diagnostic(path: path)]) }
  }

  /// The sets of parameters of a table, with the weight and the line of each, and what is doubtful in it.
  ///
  /// - Throws: as ``design(_:table:)``; a value out of range is refused too, since a world cannot be left out.
  func worlds(file: String) throws(UserError) -> (design: Design, rows: DesignRows) {
    var rows = DesignRows(path: file, .point, emptyReader, isOfWorlds: true)
    let design = try rows.design(try Self.records(file, .point, files.table(file, Self.tableLimit)))
    if overrides.isStrict, !rows.warnings.isEmpty { throw UserError(.invalidData, rows.warnings.map(\.asError)) }
    return (design, rows)
  }

  /// The points of a table, its keys in full and every value looked at.
  private func design(
    file: String, _ mark: DecimalMark
  ) throws(UserError) -> (design: Design, warnings: [Diagnostic]) {
    var rows = DesignRows(path: file, mark, emptyReader)
    let content = ScenarioFiles.readTable(file, limit: Self.tableLimit)
    let design = try rows.design(try Self.records(file, mark, content))
    let warnings = rows.warnings
    if overrides.isStrict, !warnings.isEmpty { throw UserError(.invalidData, warnings.map(\.asError)) }
    return (design, warnings)
  }

  /// The rows of a table, the first of them the keys.
  private static func records(
    _ file: String, _ mark: DecimalMark, _ content: Result<[UInt8], ScenarioFiles.Fault>
  ) throws(UserError) -> [CSVText.Record] {
    func problem(_ code: String, _ line: Int, _ column: Int, _ message: String) -> UserError {
      let isMissing = ["missing-file", "unreadable-file"].contains(code)
      return UserError(
        isMissing ? .missingInput : .invalidData,
        [Diagnostic(code: code, path: file, line: line, column: column, message: message)])
    }
    let bytes: [UInt8]
    switch content {
    case .success(let read): bytes = read
    case .failure(let fault): throw problem(fault.code, 0, 0, fault.message)
    }
    let records: [CSVText.Record]
    do {
      records = try CSVText.records(bytes, mark, isRectangular: true, declaration: DesignRows.declaration)
    } catch { throw problem(error.code, error.line, error.column, error.message) }
    guard let first = records.first else {
      throw problem("no-rows", 1, 1, "the file is empty; begin with the keys of parameters")
    }
    if let keys = HeaderRows.namesBelowTitles(records.prefix(HeaderRows.depth).map { ($0.line, $0.cells) }) {
      throw problem(
        "header-rows", first.line, 1,
        "the keys of parameters stand on line \(keys); delete the \(keys > first.line + 1 ? "lines" : "line") above")
    }
    return records
  }
}

/// A table of points while it is read: its keys, and its cells in the words that values have in a scenario.
struct DesignRows {
  /// How decimal commas are declared, for messages.
  static let declaration = "design.decimal: comma, or --decimal-comma"

  private let path: String
  private let mark: DecimalMark
  private var reader: ScenarioFileReader
  private var problems: TableProblems
  private var keys: [String] = []
  /// Of each column; nil where it has none that is known.
  private var parameters: [Parameter?] = []
  private var numbers: [NumberColumn] = []
  private var doubts: [DoubtfulNumbers] = []
  /// Column of the weights of points, where there may be one.
  private var weightColumn: Int?
  /// Whether the points are sets of parameters for worlds: they may have weights, and every value is in its range.
  private let isOfWorlds: Bool
  /// Weight of each point; nil without such a column.
  private(set) var weights: [Double]?
  /// Line of each point.
  private(set) var lines: [Int] = []

  init(path: String, _ mark: DecimalMark, _ reader: ScenarioFileReader, isOfWorlds: Bool = false) {
    (self.path, self.mark, self.reader, self.isOfWorlds) = (path, mark, reader, isOfWorlds)
    problems = TableProblems(path: path)
  }

  /// What can be used, but is probably not meant.
  var warnings: [Diagnostic] { problems.toldWarnings }

  /// - Throws: `UserError` 65 with everything that is wrong.
  mutating func design(_ records: [CSVText.Record]) throws(UserError) -> Design {
    let first = records[0]
    for (name, place) in zip(first.cells, first.places) {
      if isOfWorlds, name == "weight" { (weightColumn, weights) = (parameters.count, []) }
      let hasNoKey = name == "point" || name.isEmpty || weightColumn == parameters.count
      let found =
        hasNoKey ? nil : reader.factorParameter(name, SourcePlace(path: path, line: place.line, column: place.column))
      if isOfWorlds, let found, reader.ledger[found.key]?.differsBetweenWorlds != true {
        problems.report(
          "not-uncertain", place, found.key,
          "found a column that is no uncertain parameter: levers are decided, counts of places and settings of the "
            + "run are the same in all worlds; delete the column, and vary it with --vary")
      }
      parameters.append(found?.parameter)
      keys.append(found?.key ?? name)
    }
    let header = withoutWeight(
      DesignTable.Row(line: first.line, cells: keys, columns: first.places.map(\.column)))
    let rows = withoutSums(records.dropFirst())
    survey(rows)
    lines = rows.map(\.line)
    let table = DesignTable(path: path, header: header, rows: rows.map { withoutWeight(row($0)) })
    if let weightColumn, let weights, !rows.isEmpty, weights.count == rows.count, !(weights.reduce(0, +) > 0) {
      problems.report(
        "out-of-range", first.places[weightColumn], "weight",
        "found weights that are all zero, expected one above 0 at least; delete the column to count all rows alike")
    }
    let faults = reader.diagnostics + problems.toldProblems
    let design: Design
    do { design = try table.design() } catch {
      let all = faults + error.diagnostics.filter { !faults.contains($0) }
      throw UserError(.invalidData, Scenario.inFileOrder(all, files: [path]))
    }
    guard faults.isEmpty else { throw UserError(.invalidData, Scenario.inFileOrder(faults, files: [path])) }
    tellDoubts(rows)
    return design
  }

  /// A row without the cell of its weight, which is noted; what is none is told.
  private mutating func withoutWeight(_ row: DesignTable.Row) -> DesignTable.Row {
    guard let column = weightColumn, row.cells.indices.contains(column) else { return row }
    let isHeader = row.cells == keys
    var (cells, columns) = (row.cells, row.columns)
    let (text, place) = (cells.remove(at: column), columns.remove(at: column))
    if !isHeader {
      let limits = Parameter.limits("weight", .number, 0...1e12)
      let at = SourcePlace(path: path, line: row.line, column: place)
      switch ValueReader.value(YamlNode(text: text, at: at), for: limits) {
      case .success(.number(let weight)): weights?.append(weight)
      case .success: break
      case .failure(let fault):
        problems.report(fault.code, CSVText.Place(line: row.line, column: place), "weight", fault.message)
      }
    }
    return DesignTable.Row(line: row.line, cells: cells, columns: columns)
  }

  private func isNumeric(_ column: Int) -> Bool {
    guard parameters.indices.contains(column) else { return false }
    return switch parameters[column]?.kind {
    case .number, .integer: true
    case .boolean, .choice, nil: false
    }
  }

  /// Rows but for those that have the name of a sum or a mean, which are told.
  private mutating func withoutSums(_ rows: ArraySlice<CSVText.Record>) -> [CSVText.Record] {
    rows.filter { row in
      let named = row.cells.indices.first { column in
        (isNumeric(column) || keys.indices.contains(column) && keys[column] == "point")
          && row.cells[column].first?.isLetter ?? false
          && (SumRows.isName(row.cells[column]) || SumRows.isMeanName(row.cells[column]))
      }
      guard let named else { return true }
      problems.report(
        "sum-row", row.places[named], keys[named],
        "\(quoted(row.cells[named])) is the name of a sum or a mean, and a row is a point; delete the row")
      return false
    }
  }

  /// Notes how each column writes its numbers.
  private mutating func survey(_ rows: [CSVText.Record]) {
    numbers = keys.map { _ in NumberColumn(mark, declaration: Self.declaration) }
    doubts = keys.map { _ in DoubtfulNumbers() }
    for row in rows {
      for (column, cell) in zip(keys.indices, row.cells) where isNumeric(column) && !NoValue.holds(cell) {
        numbers[column].note(cell, line: row.line)
      }
    }
  }

  /// A row as values are written in a scenario; what is no value of its parameter is told.
  private mutating func row(_ record: CSVText.Record) -> DesignTable.Row {
    var cells = record.cells
    for (column, text) in record.cells.enumerated() where parameters.indices.contains(column) {
      guard let parameter = parameters[column] else { continue }
      if parameter.kind == .boolean, let value = SwitchWord.value(text) { cells[column] = "\(value)" }
      if NoValue.holds(text), parameter.kind == .boolean || isNumeric(column) { cells[column] = "" }
      guard !cells[column].isEmpty, record.cells.count == keys.count else { continue }
      let place = record.places[column]
      do throws(ValueFault) {
        if isNumeric(column) { cells[column] = try number(text, column, parameter, line: record.line) }
        let node = YamlNode(
          text: cells[column], at: SourcePlace(path: path, line: place.line, column: place.column))
        // A point of a sweep may lie out of range: it has no results, and the others do.
        if case .failure(let fault) = ValueReader.value(node, for: parameter),
          isOfWorlds || fault.code != "out-of-range"
        {
          throw fault
        }
      } catch { problems.report(error.code, place, keys[column], error.message) }
    }
    return DesignTable.Row(line: record.line, cells: cells, columns: record.places.map(\.column))
  }

  /// A number in plain digits with a decimal point.
  private mutating func number(
    _ text: String, _ column: Int, _ parameter: Parameter, line: Int
  ) throws(ValueFault) -> String {
    let value = try numbers[column].value(text, ValueReader.expectation(parameter))
    doubts[column].note(value, line: line)
    // What stands there already keeps its digits: 2.0 is told where whole numbers are expected.
    let isPlain = mark == .point && text.utf8.first.map { (48...57).contains($0) || $0 == 45 } ?? false
    return isPlain && !text.hasPrefix("-.") && !text.hasSuffix(".") ? text : plainNumber(value)
  }

  /// Says of columns that look as if they had codes, dates or points between thousands, and of a row that is the sum of others.
  private mutating func tellDoubts(_ rows: [CSVText.Record]) {
    for column in keys.indices where isNumeric(column) {
      for doubt in doubts[column].doubts() {
        problems.warn(
          doubt.code, CSVText.Place(line: doubt.line, column: 1), keys[column],
          doubt.message.replacing("leave such cells empty", with: "every point has a value of its own"))
      }
      if let line = numbers[column].doubtfulLine {
        problems.warn(
          "doubtful-separator", CSVText.Place(line: line, column: 1), keys[column],
          "beside the others the point of this number looks as if it stood between thousands; write numbers without separators"
        )
      }
    }
    let numeric = keys.indices.filter(isNumeric)
    // In one or two columns a sum is chance: 1, 2, 3 and 6 are levels.
    guard numeric.count > 2 else { return }
    let columns = numeric.map { column in
      rows.map { (try? numbers[column].value($0.cells[column], "")) ?? .nan }
    }
    for finding in SumRows(isNamed: rows.map { _ in false }, columns: columns, noun: "points").findings {
      guard let equals = finding.equals, let column = finding.column else { continue }
      problems.warn(
        "sum-row", CSVText.Place(line: rows[finding.row].line, column: 1), keys[numeric[column]],
        "\(plainNumber(finding.value)) is \(equals), like the other numbers of the row; delete it if it is a sum")
    }
  }
}
