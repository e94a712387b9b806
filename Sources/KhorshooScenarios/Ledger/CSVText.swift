/// Comma-separated values by RFC 4180: reading, and writing cells that a spreadsheet cannot take for formulas.
package enum CSVText {
  /// One record with the line it begins on.
  package struct Record: Sendable {
    /// 1-based line of the first cell.
    package let line: Int
    /// Cells without their quotes.
    package let cells: [String]
    /// Where each cell begins.
    package let places: [Place]
  }

  /// 1-based line, and column in Unicode scalars.
  package struct Place: Sendable, Equatable {
    package let line: Int
    package let column: Int
  }

  /// Why a text is not comma-separated values.
  package struct Fault: Error {
    /// 1-based line.
    package let line: Int
    /// 1-based column.
    package let column: Int
    /// What is wrong there.
    package let message: String
  }

  /// Reads every record; a blank line is no record, and a byte-order mark is skipped.
  package static func records(_ text: String) throws(Fault) -> [Record] {
    var reader = Reader(text)
    return try reader.records()
  }

  /// The cell as written, quoted where it has to be. With `neutralised`, text that a spreadsheet would run as a
  /// formula (leading `=`, `+`, `-`, `@`, tab or carriage return) gets a leading apostrophe.
  package static func cell(_ text: String, neutralised: Bool) -> String {
    var text = text
    if neutralised, let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) {
      text = "'" + text
    }
    let needsQuotes = text.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }
    guard needsQuotes else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}

/// Walks a text once, scalar by scalar.
private struct Reader {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var line = 1
  private var lineStart = 0

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    if scalars.first == "\u{FEFF}" { (position, lineStart) = (1, 1) }
  }

  mutating func records() throws(CSVText.Fault) -> [CSVText.Record] {
    var found: [CSVText.Record] = []
    while position < scalars.count {
      let start = line
      let (cells, places) = try record()
      if cells != [""] { found.append(CSVText.Record(line: start, cells: cells, places: places)) }
    }
    return found
  }

  private var place: CSVText.Place { CSVText.Place(line: line, column: position - lineStart + 1) }

  private mutating func record() throws(CSVText.Fault) -> ([String], [CSVText.Place]) {
    var cells: [String] = []
    var places: [CSVText.Place] = []
    while true {
      places.append(place)
      cells.append(try cell())
      guard position < scalars.count else { return (cells, places) }
      if scalars[position] == "," {
        position += 1
        continue
      }
      endLine()
      return (cells, places)
    }
  }

  private mutating func cell() throws(CSVText.Fault) -> String {
    guard position < scalars.count, scalars[position] == "\"" else { return try bareCell() }
    let start = place
    position += 1
    var text = String.UnicodeScalarView()
    while position < scalars.count {
      let scalar = scalars[position]
      position += 1
      if scalar == "\"" {
        guard position < scalars.count, scalars[position] == "\"" else { return try closed(text) }
        position += 1
      } else if scalar == "\n" {
        line += 1
        lineStart = position
      }
      text.append(scalar)
    }
    throw CSVText.Fault(line: start.line, column: start.column, message: "a quoted cell is not closed")
  }

  private func closed(_ text: String.UnicodeScalarView) throws(CSVText.Fault) -> String {
    guard position == scalars.count || ",\r\n".unicodeScalars.contains(scalars[position]) else {
      throw CSVText.Fault(
        line: place.line, column: place.column,
        message: "text follows a closing quote; double the quote inside a quoted cell")
    }
    return String(text)
  }

  private mutating func bareCell() throws(CSVText.Fault) -> String {
    var text = String.UnicodeScalarView()
    while position < scalars.count, !",\r\n".unicodeScalars.contains(scalars[position]) {
      if scalars[position] == "\"" {
        throw CSVText.Fault(
          line: place.line, column: place.column, message: "a quote stands inside a cell without quotes")
      }
      text.append(scalars[position])
      position += 1
    }
    return String(text)
  }

  private mutating func endLine() {
    if scalars[position] == "\r" { position += 1 }
    if position < scalars.count, scalars[position] == "\n" { position += 1 }
    line += 1
    lineStart = position
  }
}
