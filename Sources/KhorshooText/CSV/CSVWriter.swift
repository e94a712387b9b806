import Foundation

/// Writes a table as CSV: RFC 4180 with CRLF line ends, UTF-8, numbers the same in every locale.
///
/// - Line ends are CRLF, as the RFC says and as LibreOffice, Excel, pandas and frictionless all accept.
/// - A number that is not defined is an empty cell; infinities are `INF` and `-INF`; whole numbers have no `.0`.
/// - A text that a spreadsheet would take for a formula gets a leading apostrophe.
/// - Cost: about 60 ns a number; no allocation a cell. Content leaves in pieces of 256 KiB.
public final class CSVWriter {
  /// Rows written so far, the header aside.
  public private(set) var rows = 0
  package let file: OutputFile
  private static let pieceBytes = 256 * 1024
  private var buffer: UnsafeMutablePointer<UInt8>
  private var capacity = CSVWriter.pieceBytes * 2
  private var used = 0
  private var rowStart = 0
  private var cellsInRow = 0
  private let columnCount: Int

  package init(_ file: OutputFile, columns: [String], byteOrderMark: Bool) throws(UserError) {
    precondition(!columns.isEmpty, "a table has at least one column")
    self.file = file
    columnCount = columns.count
    buffer = .allocate(capacity: capacity)
    if byteOrderMark {
      for byte: UInt8 in [0xEF, 0xBB, 0xBF] { put(byte) }
      rowStart = used
    }
    for column in columns { cell(column) }
    try endRow()
    rows = 0
  }

  /// Creates the file (emptied when it exists) and writes the header.
  ///
  /// - Throws: ``UserError`` 73 `cannot-create`.
  public convenience init(path: String, columns: [String], byteOrderMark: Bool = false) throws(UserError) {
    try self.init(OutputFile(creating: path, name: path), columns: columns, byteOrderMark: byteOrderMark)
  }

  /// Writes the header to an open descriptor, such as 1 for standard output, which stays open.
  public convenience init(descriptor: Int32, name: String, columns: [String], byteOrderMark: Bool = false)
    throws(UserError)
  {
    try self.init(OutputFile(descriptor: descriptor, name: name), columns: columns, byteOrderMark: byteOrderMark)
  }

  deinit { buffer.deallocate() }

  /// Adds a text cell, quoted and neutralised as needed.
  public func cell(_ text: String) {
    cell(CSVCells([text]))
  }

  /// Adds a number cell; empty when not a number.
  public func cell(_ number: Double) {
    startCell(room: NumberText.maxBytes)
    if !number.isNaN { used += NumberText.write(number, to: buffer + used) }
  }

  /// Adds a number cell rounded to so many digits; whole numbers keep all of theirs.
  public func cell(_ number: Double, digits: Int) { cell(NumberText.rounded(number, digits: digits)) }

  /// Adds a whole-number cell.
  public func cell(_ number: Int) {
    startCell(room: NumberText.maxBytes)
    used += NumberText.write(number, to: buffer + used)
  }

  /// Adds cells that were encoded before: a text that comes back in many rows is looked at once.
  public func cell(_ text: CSVCells) {
    startCell(room: text.bytes.count)
    text.bytes.withUnsafeBufferPointer { bytes in
      if let start = bytes.baseAddress { (buffer + used).update(from: start, count: bytes.count) }
    }
    used += text.bytes.count
    cellsInRow += text.cellCount - 1
  }

  /// Adds empty cells.
  public func emptyCells(_ count: Int) {
    for _ in 0..<count { startCell(room: 0) }
  }

  /// Ends the row.
  ///
  /// - Precondition: the row has as many cells as the header.
  /// - Throws: ``UserError`` 74 `cannot-write`.
  public func endRow() throws(UserError) {
    precondition(cellsInRow == columnCount, "row of \(cellsInRow) cells under a header of \(columnCount)")
    if used == rowStart {  // one empty cell: an empty line would be taken for no row at all
      reserve(2)
      put(UInt8(ascii: "\""))
      put(UInt8(ascii: "\""))
    }
    reserve(2)
    put(UInt8(ascii: "\r"))
    put(UInt8(ascii: "\n"))
    rows += 1
    cellsInRow = 0
    if used >= Self.pieceBytes { try flush() }
    rowStart = used
  }

  /// Hands what is held back to the system.
  ///
  /// - Throws: ``UserError`` 74 `cannot-write`.
  public func flush() throws(UserError) {
    try file.write(UnsafeRawBufferPointer(start: buffer, count: used))
    used = 0
    rowStart = 0
  }

  /// Ends the table: everything on the disk.
  ///
  /// - Throws: ``UserError`` 74 `cannot-write`.
  public func finish() throws(UserError) {
    precondition(cellsInRow == 0, "the last row was not ended")
    try flush()
    try file.close()
  }

  @inline(__always) private func startCell(room: Int) {
    reserve(room + 1)
    if cellsInRow > 0 { put(UInt8(ascii: ",")) }
    cellsInRow += 1
  }

  @inline(__always) private func put(_ byte: UInt8) {
    buffer[used] = byte
    used += 1
  }

  @inline(__always) private func reserve(_ room: Int) {
    if used + room > capacity { grow(to: used + room) }
  }

  @inline(never) private func grow(to needed: Int) {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: needed * 2)
    larger.update(from: buffer, count: used)
    buffer.deallocate()
    buffer = larger
    capacity = needed * 2
  }
}
