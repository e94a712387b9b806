import Foundation

/// Reads a table of a result folder row by row, however long it is.
///
/// Takes what ``CSVWriter`` writes: RFC 4180, UTF-8 with or without a byte-order mark; line ends may have become those of
/// another program. Memory does not grow with the rows, and a cell is decoded only when it is asked for.
///
/// - Proof: `CSVReaderUnitTests`.
package struct CSVReader {
  /// Names of the columns.
  package private(set) var header: [String] = []
  /// Line on which the row read last begins, from 1.
  package private(set) var line = 0

  private let file: MappedFile
  private let start: UnsafePointer<UInt8>
  private var position = 0
  private var lineCount = 0
  private var cells: [Cell] = []

  private struct Cell {
    var from, to: Int
    var isQuoted = false
  }

  /// Opens a table and reads its header.
  ///
  /// - Parameter columns: names that the header must have.
  /// - Throws: ``UserError`` 66 `missing-file`, `unreadable-file`; 65 `no-rows`, `csv-syntax`, `missing-column`.
  package init(_ file: MappedFile, columns: [String] = []) throws(UserError) {
    self.file = file
    guard let first = file.bytes.baseAddress, file.bytes.count > 0 else {
      throw Self.fault("no-rows", file.path, 0, "the table is empty; run the scenario again")
    }
    start = first.assumingMemoryBound(to: UInt8.self)
    if file.hasByteOrderMark { position = 3 }
    try readRow()
    header = cells.indices.map { text($0) }
    let missing = columns.filter { !header.contains($0) }
    guard missing.isEmpty else {
      throw Self.fault(
        "missing-column", file.path, 1,
        "there is no column \(missing.joined(separator: ", ")); run the scenario again, or restore the file")
    }
  }

  /// Index of a column.
  /// - Precondition: there is one of that name.
  package func column(_ name: String) -> Int { header.firstIndex(of: name)! }

  /// Reads the next row; false at the end.
  ///
  /// - Throws: ``UserError`` 65 `csv-syntax`, `ragged-row`.
  package mutating func next() throws(UserError) -> Bool {
    guard position < file.bytes.count else { return false }
    try readRow()
    guard cells.count == header.count else {
      throw Self.fault(
        "ragged-row", file.path, line,
        "found \(cells.count) cells, expected \(header.count); run the scenario again, or restore the file")
    }
    return true
  }

  /// A cell as text, without the apostrophe that keeps a spreadsheet from taking it for a formula.
  package func text(_ column: Int) -> String {
    let cell = cells[column]
    var text = String(
      decoding: UnsafeBufferPointer(start: start + cell.from, count: cell.to - cell.from), as: UTF8.self)
    if cell.isQuoted { text = text.replacing("\"\"", with: "\"") }
    guard text.first == "'" else { return text }
    let rest = String(text.dropFirst())
    return CSVCells.neutralised(rest) == text ? rest : text
  }

  /// A cell as it lies in the file, without its quotes.
  package func bytes(_ column: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: start + cells[column].from, count: cells[column].to - cells[column].from)
  }

  /// A cell as a number; NaN when it is empty.
  ///
  /// - Throws: ``UserError`` 65 `malformed-number`.
  package func number(_ column: Int) throws(UserError) -> Double {
    let cell = cells[column]
    guard cell.from < cell.to else { return .nan }
    // Behind a cell stands a comma, a quote or a line end, at which the conversion stops at the latest.
    let (value, length) = (start + cell.from).withMemoryRebound(to: CChar.self, capacity: cell.to - cell.from) { text in
      var end: UnsafeMutablePointer<CChar>?
      let value = strtod(text, &end)
      return (value, end.map { UnsafePointer($0) - text } ?? 0)
    }
    guard length == cell.to - cell.from else {
      throw Self.fault(
        "malformed-number", file.path, line, key: header[column],
        "found \(FoundText.quoted(text(column))), expected a number; run the scenario again, or restore the file")
    }
    return value
  }

  /// A cell as a whole number.
  ///
  /// - Throws: ``UserError`` 65 `malformed-number`.
  package func integer(_ column: Int) throws(UserError) -> Int {
    guard let value = Int(exactly: try number(column)) else {
      throw Self.fault(
        "malformed-number", file.path, line, key: header[column],
        "found \(FoundText.quoted(text(column))), expected a whole number; run the scenario again, or restore the file")
    }
    return value
  }

  private mutating func readRow() throws(UserError) {
    cells.removeAll(keepingCapacity: true)
    lineCount += 1
    line = lineCount
    while true {
      let end = try readCell()
      if end == UInt8(ascii: ",") { continue }
      return
    }
  }

  /// Reads a cell and gives the byte behind it: a comma or a line end.
  private mutating func readCell() throws(UserError) -> UInt8 {
    let count = file.bytes.count
    if position < count, start[position] == UInt8(ascii: "\"") { return try readQuotedCell() }
    let from = position
    while position < count, start[position] != UInt8(ascii: ","), start[position] != UInt8(ascii: "\n") {
      position += 1
    }
    guard position < count else { throw cutShort }
    let byte = start[position]
    let hasReturn = byte == UInt8(ascii: "\n") && position > from && start[position - 1] == UInt8(ascii: "\r")
    cells.append(Cell(from: from, to: hasReturn ? position - 1 : position))
    position += 1
    return byte
  }

  private mutating func readQuotedCell() throws(UserError) -> UInt8 {
    let count = file.bytes.count
    let quote = UInt8(ascii: "\"")
    position += 1
    let from = position
    while position < count {
      if start[position] == UInt8(ascii: "\n") { lineCount += 1 }
      guard start[position] == quote else {
        position += 1
        continue
      }
      guard position + 1 < count, start[position + 1] == quote else { break }
      position += 2
    }
    guard position + 1 < count else { throw cutShort }
    cells.append(Cell(from: from, to: position, isQuoted: true))
    position += 1
    if start[position] == UInt8(ascii: "\r"), position + 1 < count { position += 1 }
    let byte = start[position]
    guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") else {
      throw Self.fault(
        "csv-syntax", file.path, line, "text follows a closing quote; run the scenario again, or restore the file")
    }
    position += 1
    return byte
  }

  private var cutShort: UserError {
    Self.fault(
      "csv-syntax", file.path, line,
      "the file ends in the middle of a row; run the scenario again, or restore the file")
  }

  private static func fault(_ code: String, _ path: String, _ line: Int, key: String = "", _ message: String)
    -> UserError
  {
    UserError(
      .invalidData,
      [Diagnostic(code: code, path: path, line: line, column: line > 0 ? 1 : 0, key: key, message: message)])
  }
}

/// Small numbers for the texts of key columns, so that rows are compared by numbers.
package struct TextIndex: Sendable {
  /// Texts in the order in which they were met.
  package private(set) var texts: [String] = []
  private var indices: [String: Int] = [:]

  package init() {}

  /// The number of a text; a new one when it was not met before.
  package mutating func index(of text: String) -> Int {
    if let index = indices[text] { return index }
    indices[text] = texts.count
    texts.append(text)
    return texts.count - 1
  }
}
