/// Walks comma-separated values (RFC 4180) byte by byte, one record at a time, without a copy of any cell.
///
/// Lines end in LF, CRLF or CR; a byte-order mark is skipped. Two million rows take a fraction of a second.
/// The bytes are valid UTF-8, which is checked before.
///
/// - Proof: `MalformedFilesUnitTests`, `RosterReaderUnitTests`.
package struct CSVScanner {
  /// Where a cell stands: without its quotes.
  package struct Cell {
    /// First byte, and the one after the last.
    package let start, end: Int
    /// Whether it stands in quotes; then a quote inside is doubled.
    package let isQuoted: Bool
    /// 1-based line it begins on, and where that line begins.
    package let line, lineStart: Int

    /// Whether nothing is written.
    package var isEmpty: Bool { start == end }
  }

  /// The file.
  package let bytes: UnsafeBufferPointer<UInt8>
  /// Cells of the record.
  package private(set) var cells: [Cell] = []
  /// 1-based line on which the record begins.
  package private(set) var line = 0
  private var position = 0
  private var nextLine = 1
  private var lineStart = 0

  package init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { (position, lineStart) = (3, 3) }
  }

  /// Goes to the next record that is no blank line; false after the last one.
  package mutating func next() throws(CSVText.Fault) -> Bool {
    while position < bytes.count {
      line = nextLine
      cells.removeAll(keepingCapacity: true)
      try record()
      if cells.count != 1 || !cells[0].isEmpty { return true }
    }
    return false
  }

  /// What a cell says.
  package func text(_ cell: Cell) -> String {
    let text = String(decoding: bytes[cell.start..<cell.end], as: UTF8.self)
    return cell.isQuoted ? text.replacingDoubledQuotes : text
  }

  /// Bytes of a cell as they stand in the file; nil when a quote is doubled in it.
  package func plainBytes(_ cell: Cell) -> UnsafeBufferPointer<UInt8>? {
    let raw = UnsafeBufferPointer(rebasing: bytes[cell.start..<cell.end])
    return cell.isQuoted && raw.contains(Self.quote) ? nil : raw
  }

  /// Line and column of a cell, its opening quote included.
  package func place(_ cell: Cell) -> CSVText.Place {
    place(cell.isQuoted ? cell.start - 1 : cell.start, line: cell.line, lineStart: cell.lineStart)
  }

  /// Those of all cells of the record, in one walk along each line.
  package func places() -> [CSVText.Place] {
    var known = (lineStart: -1, position: 0, column: 1)
    return cells.map { cell in
      let position = cell.isQuoted ? cell.start - 1 : cell.start
      if known.lineStart != cell.lineStart { known = (cell.lineStart, cell.lineStart, 1) }
      known.column += bytes[known.position..<position].count { $0 & 0xC0 != 0x80 }
      known.position = position
      return CSVText.Place(line: cell.line, column: known.column)
    }
  }

  private func place(_ position: Int, line: Int, lineStart: Int) -> CSVText.Place {
    let scalars = bytes[lineStart..<position].count { $0 & 0xC0 != 0x80 }
    return CSVText.Place(line: line, column: scalars + 1)
  }

  private static let (quote, comma, newline, return_) = (UInt8(34), UInt8(44), UInt8(10), UInt8(13))

  private mutating func record() throws(CSVText.Fault) {
    while true {
      if position < bytes.count, bytes[position] == Self.quote { try quotedCell() } else { try bareCell() }
      guard position < bytes.count else { return }
      if bytes[position] == Self.comma {
        position += 1
        continue
      }
      if bytes[position] == Self.return_ { position += 1 }
      if position < bytes.count, bytes[position] == Self.newline { position += 1 }
      nextLine += 1
      lineStart = position
      return
    }
  }

  private mutating func bareCell() throws(CSVText.Fault) {
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte <= Self.comma, byte == Self.comma || byte == Self.newline || byte == Self.return_ { break }
      if byte == Self.quote { throw fault(position, "a quote stands inside a cell without quotes") }
      position += 1
    }
    cells.append(Cell(start: start, end: position, isQuoted: false, line: nextLine, lineStart: lineStart))
  }

  private mutating func quotedCell() throws(CSVText.Fault) {
    let (line, lineStart) = (nextLine, lineStart)
    let start = position + 1
    position = start
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == Self.quote {
        if position < bytes.count, bytes[position] == Self.quote {
          position += 1
          continue
        }
        cells.append(Cell(start: start, end: position - 1, isQuoted: true, line: line, lineStart: lineStart))
        guard position < bytes.count else { return }
        let byte = bytes[position]
        guard byte == Self.comma || byte == Self.newline || byte == Self.return_ else {
          throw fault(position, "text follows a closing quote; double the quote inside a quoted cell")
        }
        return
      }
      if byte == Self.newline {
        nextLine += 1
        self.lineStart = position
      }
    }
    let place = place(start - 1, line: line, lineStart: lineStart)
    throw CSVText.Fault(line: place.line, column: place.column, message: "a quoted cell is not closed")
  }

  private func fault(_ position: Int, _ message: String) -> CSVText.Fault {
    let place = place(position, line: nextLine, lineStart: lineStart)
    return CSVText.Fault(line: place.line, column: place.column, message: message)
  }
}

extension String {
  /// With one quote for two.
  fileprivate var replacingDoubledQuotes: String {
    guard utf8.contains(34) else { return self }
    var text = String.UnicodeScalarView()
    var isSecond = false
    for scalar in unicodeScalars {
      isSecond = scalar == "\"" && !isSecond
      if !isSecond { text.append(scalar) }
    }
    return String(text)
  }
}
