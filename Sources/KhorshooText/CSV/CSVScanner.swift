/// Walks comma-separated values (RFC 4180) byte by byte, one record at a time, without a copy of any cell.
///
/// Lines end in LF, CRLF or CR; a byte-order mark is skipped. A cell has no blanks at its ends (no-break and ideographic ones
/// included), and a row of empty cells is no record; read exactly, a table has every blank and every row that stands there. With decimal commas, columns may be separated by semicolons or tabs.
/// Two million rows take a fraction of a second. The bytes are valid UTF-8, which is checked before.
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
  private let separator: UInt8
  /// Whether blanks and empty rows count: in what this program wrote, not in what people type.
  private let isExact: Bool
  /// Columns: empty cells beyond them are left out of a record; nil to leave in all.
  package var width: Int?

  /// - Parameter mark: with commas before fractions, a first line with semicolons or tabs says what separates columns.
  package init(_ bytes: UnsafeBufferPointer<UInt8>, _ mark: DecimalMark = .point, isExact: Bool = false) {
    self.bytes = bytes
    self.isExact = isExact
    separator = mark == .comma ? Self.separator(bytes) : Self.comma
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { (position, lineStart) = (3, 3) }
  }

  /// The first of semicolon and tab on the first line that says something; the comma when it has none.
  private static func separator(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt8 {
    var isQuoted = false
    for byte in bytes {
      if byte == quote { isQuoted.toggle() }
      if !isQuoted, byte == 59 || byte == 9 { return byte }
      if !isQuoted, byte == newline || byte == return_ { break }
    }
    return comma
  }

  /// Goes to the next record with a cell that is not empty; false after the last one.
  package mutating func next() throws(CSVText.Fault) -> Bool {
    while position < bytes.count {
      line = nextLine
      cells.removeAll(keepingCapacity: true)
      try record()
      while let width, cells.count > width, cells[cells.count - 1].isEmpty { cells.removeLast() }
      if isExact || cells.contains(where: { !$0.isEmpty }) { return true }
    }
    return false
  }

  /// Whether the record ends as a row does, not with the file.
  package var isEnded: Bool {
    position > 0 && (bytes[position - 1] == Self.newline || bytes[position - 1] == Self.return_)
  }

  /// Leaves out empty cells at the end of this record, and in later ones those beyond it: the header says which columns there are.
  package mutating func fitWidth() {
    while cells.count > 1, cells[cells.count - 1].isEmpty { cells.removeLast() }
    width = cells.count
  }

  /// What a cell says, to the letter.
  package func exactText(_ cell: Cell) -> String {
    let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[cell.start..<cell.end]), as: UTF8.self)
    return cell.isQuoted ? text.replacingDoubledQuotes : text
  }

  /// What a cell says, in the form in which names are compared (``PlainName/canonical(_:)``).
  package func text(_ cell: Cell) -> String {
    let plain = exactText(cell)
    let isCanonical = Self.isCanonical(UnsafeBufferPointer(rebasing: bytes[cell.start..<cell.end]))
    return isCanonical ? plain : PlainName.canonical(plain)
  }

  /// Bytes of a cell as they stand in the file; nil when they are not those of its text.
  package func plainBytes(_ cell: Cell) -> UnsafeBufferPointer<UInt8>? {
    let raw = UnsafeBufferPointer(rebasing: bytes[cell.start..<cell.end])
    guard !(cell.isQuoted && raw.contains(Self.quote)), Self.isCanonical(raw) else { return nil }
    return raw
  }

  /// Whether no byte could begin what another form is written for: combining marks, Jamo, blanks other than that of ASCII.
  private static func isCanonical(_ raw: UnsafeBufferPointer<UInt8>) -> Bool {
    // 0xC2: no-break blank; 0xCC, 0xCD: accents; 0xE0 to 0xE3, 0xEF, 0xF0: marks, Jamo, wide blanks, no width.
    for byte in raw
    where byte >= 0xC2 && (byte == 0xC2 || byte == 0xCC || byte == 0xCD || byte & 0xFC == 0xE0 || byte >= 0xEF) {
      return false
    }
    return true
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
      if isQuoteNext { try quotedCell() } else { try bareCell() }
      guard position < bytes.count else { return }
      if bytes[position] == separator {
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

  /// Whether a cell begins with a quote; blanks before it are passed over.
  private var isQuoteNext: Bool {
    mutating get {
      var ahead = position
      while !isExact, ahead < bytes.count, bytes[ahead] == 32 { ahead += 1 }
      guard ahead < bytes.count, bytes[ahead] == Self.quote else { return false }
      position = ahead
      return true
    }
  }

  private mutating func bareCell() throws(CSVText.Fault) {
    let start = position
    let separator = separator
    while position < bytes.count {
      let byte = bytes[position]
      if byte <= 59, byte == separator || byte == Self.newline || byte == Self.return_ { break }
      if byte == Self.quote {
        throw fault(
          position, "a quote stands inside a cell without quotes; delete it, or put the cell in quotes and double it")
      }
      position += 1
    }
    append(start, position, isQuoted: false, line: nextLine, lineStart: lineStart)
  }

  /// Adds a cell without the blanks at its ends.
  private mutating func append(_ first: Int, _ last: Int, isQuoted: Bool, line: Int, lineStart: Int) {
    var (start, end) = (first, last)
    while !isExact, start < end, let blank = blank(at: start, before: end) { start += blank }
    while !isExact, start < end, let blank = blank(endingAt: end, after: start) { end -= blank }
    if start == end { (start, end) = (first, first) }
    cells.append(Cell(start: start, end: end, isQuoted: isQuoted, line: line, lineStart: lineStart))
  }

  /// Bytes of the blank that begins at a place: space, tab, no-break, ideographic, thin and zero-width ones.
  private func blank(at place: Int, before end: Int) -> Int? {
    let byte = bytes[place]
    if byte == 32 || byte == 9 { return 1 }
    if byte < 0xC2 { return nil }
    if byte == 0xC2, place + 1 < end, bytes[place + 1] == 0xA0 { return 2 }
    guard byte >= 0xE2, place + 2 < end, Self.isWideBlank(byte, bytes[place + 1], bytes[place + 2]) else { return nil }
    return 3
  }

  private func blank(endingAt end: Int, after start: Int) -> Int? {
    let byte = bytes[end - 1]
    if byte == 32 || byte == 9 { return 1 }
    if byte < 0x80 { return nil }
    if end - 2 >= start, byte == 0xA0, bytes[end - 2] == 0xC2 { return 2 }
    guard end - 3 >= start, Self.isWideBlank(bytes[end - 3], bytes[end - 2], byte) else { return nil }
    return 3
  }

  private static func isWideBlank(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    switch (first, second) {
    case (0xE2, 0x80): third <= 0x8B || third == 0xAF
    case (0xE3, 0x80): third == 0x80
    case (0xEF, 0xBB): third == 0xBF
    default: false
    }
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
        append(start, position - 1, isQuoted: true, line: line, lineStart: lineStart)
        while !isExact, position < bytes.count, bytes[position] == 32 { position += 1 }
        guard position < bytes.count else { return }
        let byte = bytes[position]
        guard byte == separator || byte == Self.newline || byte == Self.return_ else {
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
    throw CSVText.Fault(
      line: place.line, column: place.column, message: "a quoted cell is not closed; end it with a quote")
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
