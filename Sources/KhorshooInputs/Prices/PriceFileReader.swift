import KhorshooEngine
import KhorshooModel
import KhorshooText

/// Reads a price history from comma-separated text (RFC 4180) and notes everything that is wrong with it.
///
/// Columns `year` and `quarter`, then any of the species, `hay` and `wage`, in any order. One row a quarter, without
/// gaps, in whole years.
package struct PriceFileReader {
  /// Most problems that are told.
  static let problemLimit = 100

  /// What a column holds.
  private enum Column: Equatable {
    case year
    case quarter
    case good(Int)
    /// Not known, and told; its cells are not looked at.
    case unknown
  }

  package let path: String
  private let goodNames: [String]
  package private(set) var diagnostics: [Diagnostic] = []
  private var untold = 0
  private var columns: [Column] = []
  private var firstYear: Int?
  private var prices: [[Double]] = []
  /// The quarter of the row before, counted from year 0, and its line; nil when it cannot be read.
  private var previous: (quarter: Int, line: Int)?

  package init(path: String, goodNames: [String]) {
    self.path = path
    self.goodNames = goodNames
  }

  /// The prices; nil when something is wrong, with the reasons in ``diagnostics``.
  package mutating func read(_ bytes: [UInt8]) -> PriceTable? {
    guard let records = records(bytes) else { return nil }
    guard let header = records.first, header.cells.contains(where: { !$0.isEmpty }) else {
      report("no-rows", 1, 1, "", "the file has no columns; begin with 'year,quarter,' and the names of goods")
      return nil
    }
    readHeader(header)
    let rows = records.dropFirst()
    prices = goodNames.map { _ in [] }
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
    guard diagnostics.isEmpty, let firstYear else { return nil }
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
    do { return try CSVText.records(bytes) } catch {
      report(error.code, error.line, error.column, "", error.message)
      return nil
    }
  }

  private mutating func readHeader(_ header: CSVText.Record) {
    let names = ["year", "quarter"] + goodNames
    for (cell, place) in zip(header.cells, header.places) {
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
        case .good(let good): prices[good].append(try PriceTable.price(scalar, of: goodNames[good]))
        case .unknown: break
        }
      } catch { report(error.code, place.line, place.column, name(column), error.message) }
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
        YamlNode(.scalar(scalar), at: SourcePlace(path: path)), for: parameter
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
    if untold > 0 {
      diagnostics.append(
        Diagnostic(
          code: "many-problems", path: path,
          message: "the file has \(untold) more problems; put these right and check again"))
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
    guard diagnostics.count < Self.problemLimit else {
      untold += 1
      return
    }
    diagnostics.append(Diagnostic(code: code, path: path, line: line, column: column, key: key, message: message()))
  }
}
