import KhorshooEngine
import KhorshooModel
import KhorshooText

/// Reads a price history from comma-separated text (RFC 4180) and notes everything that is wrong with it.
///
/// Columns `year` and `quarter`, then any of the species, `hay` and `wage`, in any order. One row a quarter, without
/// gaps, in whole years.
package struct PriceFileReader {
  /// What a column holds.
  private enum Column: Equatable {
    case year
    case quarter
    case good(Int)
    /// Not known, and told; its cells are not looked at.
    case unknown
  }

  private let goodNames: [String]
  private let decimal: DecimalMark
  /// How decimal commas are declared, for messages.
  private static let declaration = "market.history.decimal: comma"
  private var problems: TableProblems
  private var columns: [Column] = []
  private var firstYear: Int?
  private var prices: [[Double]] = []
  /// How each column writes its numbers, and what looks like a code in it.
  private var numbers: [NumberColumn] = []
  private var doubts: [DoubtfulNumbers] = []
  private var records: [CSVText.Record] = []
  /// The quarter of the row before, counted from year 0, and its line; nil when it cannot be read.
  private var previous: (quarter: Int, line: Int)?

  package init(path: String, goodNames: [String], decimal: DecimalMark = .point) {
    problems = TableProblems(path: path)
    self.decimal = decimal
    self.goodNames = goodNames
  }

  /// Everything that is wrong, in the order of the file.
  package var diagnostics: [Diagnostic] { problems.toldProblems }

  /// The prices; nil when something is wrong, with the reasons in ``diagnostics``.
  package mutating func read(_ bytes: [UInt8]) -> PriceTable? {
    guard let records = records(bytes) else { return nil }
    self.records = records
    if let fault = headerFault {
      report("header-rows", fault.line, 1, "", fault.message)
      return nil
    }
    guard let header = records.first, header.cells.contains(where: { !$0.isEmpty }) else {
      report("no-rows", 1, 1, "", "the file has no columns; begin with 'year,quarter,' and the names of goods")
      return nil
    }
    readHeader(header)
    let rows = withoutSums(records.dropFirst())
    prices = goodNames.map { _ in [] }
    survey(rows)
    if let rest = newestFirst(rows) {
      report(
        "quarter-order", rest, 1, "", "the rows run from the last quarter to the first; sort them by year and quarter")
      return nil
    }
    for (index, row) in rows.enumerated() {
      guard index < 4 * PriceTable.yearLimit else {
        report(
          "series-too-long", row.line, 1, "",
          "the file has more than \(PriceTable.yearLimit) years, and no run is longer; keep the years that are meant")
        break
      }
      read(row, columnCount: header.cells.count, isFirst: index == 0)
    }
    finish(rows.last, lastLine: header.line)
    tellDoubts()
    guard problems.isEmpty, let firstYear else { return nil }
    return PriceTable(
      firstYear: firstYear,
      goods: columns.compactMap { column in
        guard case .good(let good) = column else { return nil }
        return PriceHistory.Good(name: goodNames[good], prices: prices[good])
      })
  }

  private mutating func records(_ bytes: [UInt8]) -> [CSVText.Record]? {
    guard bytes.count <= YamlText.byteLimit else {
      report(
        "file-too-large", 0, 0, "",
        "the file is larger than 1 MiB; a price history is four rows a year, keep only those")
      return nil
    }
    do {
      return try CSVText.records(bytes, decimal, isRectangular: true, declaration: Self.declaration)
    } catch {
      report(error.code, error.line, error.column, "", error.message)
      return nil
    }
  }

  private var names: [String] { ["year", "quarter"] + goodNames }

  private var headerFault: (line: Int, message: String)? {
    HeaderRows.fault(
      records.prefix(HeaderRows.depth).map { ($0.line, $0.cells) }, known: names, required: [["year"], ["quarter"]],
      isNumber: { _ in true })
  }

  /// Rows but for those that have the name of a sum or a mean, such as a year's, which are told.
  private mutating func withoutSums(_ rows: ArraySlice<CSVText.Record>) -> ArraySlice<CSVText.Record> {
    rows.filter { row in
      let named = zip(columns, row.cells).first {
        $0.0 != .unknown && (SumRows.isName($0.1) || SumRows.isMeanName($0.1))
      }
      guard let named else { return true }
      report(
        "sum-row", row.line, 1, name(named.0),
        "\(quoted(named.1)) is the name of a sum or a mean, and a row is a quarter; delete the row")
      return false
    }[...]
  }

  /// Notes how each column writes its numbers.
  private mutating func survey(_ rows: ArraySlice<CSVText.Record>) {
    numbers = columns.map { _ in NumberColumn(decimal, declaration: Self.declaration) }
    doubts = columns.map { _ in DoubtfulNumbers() }
    for row in rows {
      for (index, cell) in zip(columns.indices, row.cells) where !cell.isEmpty {
        numbers[index].note(cell, line: row.line)
      }
    }
  }

  /// The line of the second row when every row is the quarter before the one above it.
  private func newestFirst(_ rows: ArraySlice<CSVText.Record>) -> Int? {
    guard let year = columns.firstIndex(of: .year), let quarter = columns.firstIndex(of: .quarter), rows.count > 1
    else {
      return nil
    }
    let times = rows.map { row -> Int? in
      guard row.cells.count == columns.count, let y = Int(row.cells[year]), let q = Int(row.cells[quarter]) else {
        return nil
      }
      return 4 * y + q
    }
    let isFalling = zip(times, times.dropFirst()).allSatisfy { pair in
      guard let earlier = pair.0, let later = pair.1 else { return false }
      return later == earlier - 1
    }
    return isFalling ? rows[rows.startIndex + 1].line : nil
  }

  /// Prices that look like codes are refused: a series has a price in every quarter.
  private mutating func tellDoubts() {
    for (index, column) in columns.enumerated() {
      guard case .good(let good) = column else { continue }
      if prices[good].count > 1,
        prices[good].allSatisfy({ DoubtfulNumbers.dateSerials.contains($0) && $0 == $0.rounded() })
      {
        report(
          "date-serial", records.dropFirst().first?.line ?? 1, 1, name(column),
          "all prices look like dates of a spreadsheet (days since 1899-12-30); format the cells as numbers and enter the prices "
            + "again")
        continue
      }
      for doubt in doubts[index].doubts() {
        report(
          doubt.code, doubt.line, 1, name(column),
          doubt.message.replacing("leave such cells empty", with: "every quarter has a price"))
      }
      if let line = numbers[index].doubtfulLine {
        report(
          "malformed-number", line, 1, name(column),
          "beside the others the point of this number looks as if it stood between thousands; write numbers without separators"
        )
      }
    }
  }

  private mutating func readHeader(_ header: CSVText.Record) {
    let names = self.names
    let cells = ColumnNames.known(header.cells, among: names)
    for (place, fault) in ColumnUnits.faults(header.cells, as: cells).map({ (header.places[$0.column], $0) }) {
      report("other-unit", place.line, place.column, cells[fault.column], fault.message)
    }
    for (cell, place) in zip(cells, header.places) {
      guard let index = names.firstIndex(of: cell) else {
        columns.append(.unknown)
        report(
          "unknown-column", place.line, place.column, "",
          "found \(quoted(cell)), expected year, quarter or the name of a good" + Nearest.hint(cell, among: names))
        continue
      }
      let column: Column = index == 0 ? .year : index == 1 ? .quarter : .good(index - 2)
      if columns.contains(column) {
        report(
          "duplicate-name", place.line, place.column, "", "the column \(quoted(cell)) stands there already; keep one")
        columns.append(.unknown)
      } else {
        columns.append(column)
      }
    }
    for (name, column) in [("year", Column.year), ("quarter", .quarter)] where !columns.contains(column) {
      report("missing-column", header.line, 1, name, "there is no such column; rows say which quarter they are")
    }
    let known = goodNames.joined(separator: ", ")
    if !columns.contains(where: { $0 != .year && $0 != .quarter }) {
      report(
        "missing-column", header.line, 1, "",
        "there is no column of prices; known: \(known)")
    }
  }

  private mutating func read(_ row: CSVText.Record, columnCount: Int, isFirst: Bool) {
    guard row.cells.count == columnCount else {
      report(
        "ragged-row", row.line, 1, "",
        "found \(row.cells.count) cells, expected \(columnCount), one for each column; a decimal comma also makes two")
      previous = nil
      return
    }
    var year: Int?
    var quarter: Int?
    for (index, column) in columns.enumerated() where column != .unknown {
      let scalar = YamlScalar(text: row.cells[index], isPlain: true)
      let place = row.places[index]
      do throws(ValueFault) {
        switch column {
        case .year: year = try wholeNumber(scalar, PriceTable.year)
        case .quarter: quarter = try wholeNumber(scalar, PriceTable.quarter)
        case .good(let good):
          let text = NoValue.holds(row.cells[index]) ? "" : row.cells[index]
          let column = numbers[index]
          let price = try PriceTable.price(YamlScalar(text: text, isPlain: true), of: goodNames[good]) {
            expected throws(ValueFault) in try column.value(text, expected)
          }
          doubts[index].note(price, line: row.line)
          prices[good].append(price)
        case .unknown: break
        }
      } catch {
        let isDate = column == .year && Double(row.cells[index]).map(DoubtfulNumbers.dateSerials.contains) ?? false
        report(
          error.code, place.line, place.column, name(column),
          error.message + (isDate ? "; a spreadsheet may have made a date of it: write the year" : ""))
      }
    }
    guard let year, let quarter else {
      previous = nil
      return
    }
    checkOrder(year, quarter, row, isFirst: isFirst)
  }

  private func wholeNumber(_ scalar: YamlScalar, _ parameter: Parameter) throws(ValueFault) -> Int {
    guard
      case .integer(let value) = try ValueReader.value(
        YamlNode(.scalar(scalar), at: SourcePlace(path: problems.path)), for: parameter
      ).get()
    else { preconditionFailure("\(parameter.key) is not of kind integer") }
    return value
  }

  private mutating func checkOrder(_ year: Int, _ quarter: Int, _ row: CSVText.Record, isFirst: Bool) {
    let found = 4 * year + quarter - 1
    if isFirst {
      firstYear = year
      if quarter != 1 {
        report(
          "partial-year", row.line, 1, "",
          "the series begins with quarter \(quarter) of \(year); it has whole years, so add the quarters before or "
            + "delete those of this year")
      }
    } else if let previous, found != previous.quarter + 1 {
      let (expected, before) = (previous.quarter + 1, previous.quarter)
      report(
        "quarter-order", row.line, 1, "",
        "found quarter \(quarter) of \(year), expected quarter \(expected % 4 + 1) of \(expected / 4): line "
          + "\(previous.line) is quarter \(before % 4 + 1) of \(before / 4), and rows are consecutive quarters")
    }
    previous = (found, row.line)
  }

  private mutating func finish(_ last: CSVText.Record?, lastLine: Int) {
    if last == nil {
      report("no-rows", lastLine, 1, "", "the file has no row of prices below the columns; add four rows a year")
    }
    if let last, let previous, previous.line == last.line, previous.quarter % 4 != 3 {
      report(
        "partial-year", last.line, 1, "",
        "the series ends with quarter \(previous.quarter % 4 + 1) of \(previous.quarter / 4); it has whole years, so add "
          + "the quarters after or delete those of this year")
    }
  }

  private func name(_ column: Column) -> String {
    switch column {
    case .year: "year"
    case .quarter: "quarter"
    case .good(let good): goodNames[good]
    case .unknown: ""
    }
  }

  private mutating func report(
    _ code: String, _ line: Int, _ column: Int, _ key: String, _ message: @autoclosure () -> String
  ) {
    problems.report(code, CSVText.Place(line: line, column: column), key, message())
  }
}
