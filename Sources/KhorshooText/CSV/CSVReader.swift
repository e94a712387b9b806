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
  package var line: Int { scanner.line }

  private let file: MappedFile
  private var scanner: CSVScanner

  /// Opens a table and reads its header.
  ///
  /// - Parameter columns: names that the header must have.
  /// - Throws: ``UserError`` 66 `missing-file`, `unreadable-file`; 65 `no-rows`, `csv-syntax`, `missing-column`.
  package init(_ file: MappedFile, columns: [String] = []) throws(UserError) {
    self.file = file
    scanner = CSVScanner(file.bytes.assumingMemoryBound(to: UInt8.self), isExact: true)
    guard try readRow() else {
      throw Self.fault("no-rows", file.path, 0, "the table is empty; run the scenario again")
    }
    header = scanner.cells.indices.map { text($0) }
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
    guard try readRow() else { return false }
    guard scanner.cells.count == header.count else {
      throw Self.fault(
        "ragged-row", file.path, line,
        "found \(scanner.cells.count) cells, expected \(header.count); run the scenario again, or restore the file")
    }
    return true
  }

  /// A cell as text, without the apostrophe that keeps a spreadsheet from taking it for a formula.
  package func text(_ column: Int) -> String {
    let text = scanner.exactText(scanner.cells[column])
    guard text.first == "'" else { return text }
    let rest = String(text.dropFirst())
    return CSVCells.neutralised(rest) == text ? rest : text
  }

  /// A cell as it lies in the file, without its quotes.
  package func bytes(_ column: Int) -> UnsafeRawBufferPointer {
    let cell = scanner.cells[column]
    return UnsafeRawBufferPointer(rebasing: file.bytes[cell.start..<cell.end])
  }

  /// A cell as a number; NaN when it is empty.
  ///
  /// - Throws: ``UserError`` 65 `malformed-number`.
  package func number(_ column: Int) throws(UserError) -> Double {
    let cell = bytes(column)
    guard let start = cell.bindMemory(to: CChar.self).baseAddress, !cell.isEmpty else { return .nan }
    // Behind a cell stands a comma, a quote or a line end, at which the conversion stops at the latest.
    var end: UnsafeMutablePointer<CChar>?
    let value = strtod(start, &end)
    guard let end, UnsafePointer(end) - start == cell.count else {
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

  private mutating func readRow() throws(UserError) -> Bool {
    do throws(CSVText.Fault) {
      guard try scanner.next() else { return false }
    } catch {
      throw Self.fault(
        "csv-syntax", file.path, line, error.message + "; run the scenario again, or restore the file")
    }
    guard scanner.isEnded else {
      throw Self.fault(
        "csv-syntax", file.path, line,
        "the file ends in the middle of a row; run the scenario again, or restore the file")
    }
    return true
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
