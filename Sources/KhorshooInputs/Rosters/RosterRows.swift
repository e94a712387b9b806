import KhorshooEngine
import KhorshooModel
import KhorshooText

/// One table of a roster while it is read, row by row.
protocol RosterRows {
  var problems: TableProblems { get set }
  /// What the whole table says of its numbers.
  var form: TableForm { get set }
  /// What a file of this kind is for, in a message about its first line: `id, gacha, sheepUnits`.
  var headerExample: String { get }
  /// Most rows.
  var rowLimit: Int { get }
  /// Names of columns that are read, and those of which one of each list has to be there.
  var knownColumns: [String] { get }
  var requiredColumns: [[String]] { get }
  /// Whether a column holds numbers, or true and false.
  func isNumber(_ name: String) -> Bool
  /// Takes the names of the columns; whether rows can be read.
  mutating func begin(_ header: [String], _ scanner: CSVScanner) -> Bool
  /// Takes one row that has a cell for each column.
  mutating func read(_ scanner: CSVScanner)
  /// Tells what only all rows show.
  mutating func finish()
}

extension RosterRows {
  /// Largest file.
  static var byteLimit: Int { 1 << 30 }
  /// Most columns.
  static var columnLimit: Int { 1000 }

  /// Reads a whole file.
  package mutating func read(_ bytes: [UInt8]) {
    if TablePath(problems.path).isWorkbook { problems.origin = .sheet(text: bytes) }
    if let kind = FileKind(bytes) {
      return problems.report(kind.fault.code, CSVText.Place(line: 1, column: 1), "", kind.fault.message)
    }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      let fault = YamlText.encodingFault(bytes)
      return problems.report(
        fault.code, CSVText.Place(line: fault.line, column: fault.column), "", fault.message)
    }
    bytes.withUnsafeBufferPointer { bytes in
      var scanner = CSVScanner(bytes, form.mark)
      do throws(CSVText.Fault) {
        let walk = scanner
        if try survey(walk) { try read(&scanner) }
      } catch {
        problems.report("csv-syntax", CSVText.Place(line: error.line, column: error.column), "", error.message)
      }
    }
  }

  private mutating func read(_ scanner: inout CSVScanner) throws(CSVText.Fault) {
    let (example, limit) = (headerExample, rowLimit)
    guard try scanner.next() else {
      return problems.report(
        "no-rows", CSVText.Place(line: 1, column: 1), "", "the file is empty; begin with \(quoted(example))")
    }
    scanner.fitWidth()
    guard let header = header(scanner), begin(header, scanner) else { return }
    var rows = 0
    while try scanner.next() {
      rows += 1
      guard rows <= limit else {
        return problems.report(
          "too-many-values", CSVText.Place(line: scanner.line, column: 1), "",
          "the file has more than \(limit) rows, which no model is made for")
      }
      guard scanner.cells.count == header.count else {
        problems.report(
          "ragged-row", CSVText.Place(line: scanner.line, column: 1), "",
          "found \(scanner.cells.count) cells, expected \(header.count), one for each column; a decimal comma also makes two"
        )
        continue
      }
      read(scanner)
    }
    if rows == 0 {
      problems.report(
        "no-rows", CSVText.Place(line: scanner.line, column: 1), "", "there is no row below the columns; add one each")
    }
    tellNumbers(header)
    finish()
  }

  private mutating func header(_ scanner: CSVScanner) -> [String]? {
    let cells = scanner.cells.map { scanner.text($0) }
    let names = ColumnNames.known(cells, among: knownColumns)
    for fault in ColumnUnits.faults(cells, as: names) {
      problems.report("other-unit", scanner.place(scanner.cells[fault.column]), names[fault.column], fault.message)
    }
    if let message = CSVText.separatorFault(names, form.mark, form.declaration) {
      problems.report("csv-syntax", CSVText.Place(line: scanner.line, column: 1), "", message)
      return nil
    }
    guard names.count <= Self.columnLimit else {
      problems.report(
        "too-many-values", CSVText.Place(line: scanner.line, column: 1), "",
        "found \(names.count) columns, expected at most \(Self.columnLimit); is the table turned round?")
      return nil
    }
    var first: [String: Int] = [:]
    for (index, name) in names.enumerated() {
      if name.isEmpty || name.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) {
        problems.report(
          "bad-name", scanner.place(scanner.cells[index]), "",
          "column \(index + 1) has the name \(quoted(name)); give it one, or delete the column")
      } else if let other = first.updateValue(index, forKey: name) {
        problems.report(
          "duplicate-name", scanner.place(scanner.cells[index]), "",
          "column \(other + 1) has the name \(quoted(name)) already; rename one")
      }
    }
    return names
  }

  /// Notes a problem of a cell.
  package mutating func report(
    _ code: String, _ scanner: CSVScanner, _ cell: Int, _ key: String, _ message: String
  ) {
    problems.report(code, scanner.place(scanner.cells[cell]), key, message)
  }

  /// Says that a column which is kept as it is has nearly the name of one that would be read.
  mutating func warnOfNearNames(_ header: [String], known: [String], _ scanner: CSVScanner) {
    for (index, name) in header.enumerated() where !known.contains(name) && name.count > 3 {
      guard let meant = Nearest.match(name, among: known), !header.contains(meant) else { continue }
      problems.warn(
        "column-not-read", scanner.place(scanner.cells[index]), name,
        "the column is kept but not read; did you mean '\(meant)'?")
    }
  }

  /// A number as a cell has it; nil when it is empty or wrong, and the latter is told.
  package mutating func number(
    _ scanner: CSVScanner, _ column: Int, _ key: String, _ kind: RosterTrait.Kind, unit: String
  )
    -> Double?
  {
    let cell = scanner.cells[column]
    if let plain = scanner.plainBytes(cell) {
      if plain.isMissing { return nil }
      if form.columns[column].isPlain || form.mark == .comma, let value = PlainDecimal.value(plain, form.mark),
        kind.contains(value), kind != .flag || !plain.contains(where: { $0 > 57 })
      {
        if kind != .flag { form.doubts[column].note(value, line: scanner.line) }
        return value
      }
    }
    let text = scanner.text(cell)
    if NoValue.holds(text) { return nil }
    do throws(ValueFault) {
      let value = try kind.value(text, unit: unit, form.columns[column])
      if kind != .flag { form.doubts[column].note(value, line: scanner.line) }
      return value
    } catch {
      report(error.code, scanner, column, key, error.message)
      return nil
    }
  }

  /// An identifier; nil when there is none, or one that cannot be printed, and that is told.
  mutating func identifier(_ scanner: CSVScanner, _ column: Int, _ key: String, _ what: String) -> String? {
    let cell = scanner.cells[column]
    let text = scanner.text(cell)
    guard !NoValue.holds(text), !NoValue.isUnclear(text), !NoValue.isNobody(text) else {
      let found = text.isEmpty ? "nothing" : "\(quoted(text)), which is no value"
      report("missing-value", scanner, column, key, "found \(found), expected \(what)")
      return nil
    }
    if let remedy = CellAdvice.formula(text) {
      report("wrong-type", scanner, column, key, "found \(quoted(text)), expected \(what); \(remedy)")
      return nil
    }
    guard text.utf8.count <= 200, !text.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else {
      report(
        "bad-name", scanner, column, key,
        "found \(quoted(text)), expected \(what) of at most 200 bytes in one line; write a shorter one, without line breaks"
      )
      return nil
    }
    return text
  }

  /// A period, `2014Q2` or a whole number, and which of the two; nil when it is empty or wrong, and the latter is told.
  package mutating func period(
    _ scanner: CSVScanner, _ column: Int, _ key: String, _ calendar: inout RosterCalendar?
  ) -> Int32? {
    let cell = scanner.cells[column]
    if let plain = scanner.plainBytes(cell), plain.isMissing { return nil }
    let text = scanner.text(cell)
    if NoValue.holds(text) { return nil }
    let place = scanner.place(cell)
    let kind: Roster.Calendar
    let value: Int32
    if let quarter = Quarter(text) {
      (kind, value) = (.quarters, Int32(4 * quarter.year + quarter.number - 1))
    } else if let number = Int32(wholePart(text)), abs(number) <= 1_000_000, !text.hasPrefix("+") {
      (kind, value) = (.numbers, number)
    } else {
      report(
        "malformed-period", scanner, column, key,
        "found \(quoted(text)), expected a quarter such as 2014Q2, a year such as 2014, a whole number, or nothing"
          + (NoValue.isNobody(text) ? "; leave the cell empty when it never was" : PeriodHint.remedy(text)))
      return nil
    }
    if let calendar, calendar.kind != kind {
      let expected = calendar.kind == .quarters ? "a quarter such as 2014Q2" : "a whole number"
      report(
        "mixed-periods", scanner, column, key,
        "found \(quoted(text)), expected \(expected) as in \(calendar.path) on line \(calendar.line); write all periods alike"
      )
      return nil
    }
    if kind == .numbers { form.doubts[column].note(Double(value), line: place.line) }
    if calendar == nil { calendar = RosterCalendar(kind: kind, path: problems.path, line: place.line) }
    return value
  }
}

/// A whole number without the `.0` that programs write in a column that has gaps.
private func wholePart(_ text: String) -> Substring { text.hasSuffix(".0") ? text.dropLast(2) : text[...] }

/// How periods are written, and where that was seen first.
struct RosterCalendar {
  let kind: Roster.Calendar
  let path: String
  let line: Int
}

extension RosterTrait.Kind {
  /// Whether a number that was read without fault can stand there.
  package func contains(_ value: Double) -> Bool {
    switch self {
    case .number(let range): range.contains(value)
    case .whole(let range): range.contains(value) && value == value.rounded()
    case .flag: value == 0 || value == 1
    }
  }

  /// The number that a text is.
  package func value(_ text: String, unit: String, _ column: NumberColumn) throws(ValueFault) -> Double {
    let unit = unit == "1" ? "" : " (\(unit))"
    if case .flag = self {
      if let value = SwitchWord.value(text) { return value ? 1 : 0 }
      throw ValueFault(code: "wrong-type", message: "found \(quoted(text)), expected \(SwitchWord.expectation)")
    }
    let value = try column.value(text, expectation + unit)
    guard contains(value) else {
      let code = if case .whole = self, value != value.rounded() { "not-whole" } else { "out-of-range" }
      let remedy =
        if case .number(let range) = self { DoubtfulNumbers.remedy(value, in: range) } else {
          DoubtfulNumbers.remedy(value)
        }
      throw ValueFault(
        code: code, message: "found \(FoundText.shortened(text)), expected \(expectation)\(unit)\(remedy)")
    }
    return value
  }

  /// `a number from 0 to 1`
  var expectation: String {
    switch self {
    case .number(let range):
      "a number from \(plainNumber(range.lowerBound)) to \(plainNumber(range.upperBound))"
    case .whole(let range):
      "a whole number from \(plainNumber(range.lowerBound)) to \(plainNumber(range.upperBound))"
    case .flag: "true or false"
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// No value (``NoValue``).
  var isMissing: Bool { NoValue.holds(self) }
}
