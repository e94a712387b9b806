/// Sheets of a workbook (.xlsx) as comma-separated text: row r of the sheet is line r of the text, whatever is empty before it.
///
/// Numbers are those that the workbook holds, not as they are shown; cells formatted as dates are `2014-05-01`; line breaks in a
/// cell become blanks. Formulas count with the value that was saved with them.
///
/// - Source: ECMA-376 part 1, sections 18.2 (workbook), 18.3 (worksheets), 18.4 (shared strings) and 18.8.30 (number formats).
/// - Proof: `SheetFileUnitTests` (files of openpyxl and XlsxWriter, whole and damaged).
package struct SheetFile {
  /// Why a sheet cannot be read.
  package struct Fault: Error, Equatable {
    package let message: String

    package init(message: String) { self.message = message }
  }

  /// Largest part of a workbook, unpacked.
  static let partLimit = 1 << 30
  /// Most cells of a sheet, empty ones between others included.
  static let cellLimit = 50_000_000

  /// A sheet by its name in the workbook.
  private struct Sheet {
    let name: String
    let part: String
    let isHidden: Bool
  }

  private let archive: ZipArchive
  private var sheets: [Sheet] = []
  private var isFrom1904 = false
  private var strings: [String] = []
  /// Whether a style shows a date.
  private var isDate: [Bool] = []

  package init(_ archive: ZipArchive) throws(Fault) {
    self.archive = archive
    let book = try Self.target(of: "officeDocument", in: "_rels/.rels", base: "", archive) ?? "xl/workbook.xml"
    let base = book.split(separator: "/").dropLast().joined(separator: "/")
    let name = book.split(separator: "/").last.map(String.init) ?? ""
    let relations = base + "/_rels/" + name + ".rels"
    let targets = try Self.targets(relations, base: base, archive)
    var found: [Sheet] = []
    var from1904 = false
    try Self.walk(book, archive) { name, attributes in
      if name == "workbookPr" { from1904 = ["1", "true"].contains(attributes["date1904"] ?? "") }
      guard name == "sheet", let title = attributes["name"], let id = attributes["id"],
        let target = targets.first(where: { $0.id == id }), target.type.hasSuffix("/worksheet")
      else { return }
      found.append(Sheet(name: title, part: target.part, isHidden: (attributes["state"] ?? "visible") != "visible"))
    }
    (sheets, isFrom1904) = (found, from1904)
    if let part = targets.first(where: { $0.type.hasSuffix("/sharedStrings") })?.part { try readStrings(part) }
    if let part = targets.first(where: { $0.type.hasSuffix("/styles") })?.part { try readStyles(part) }
  }

  /// The text of a sheet; of the only one with cells where none is named.
  package func text(sheet name: String?) throws(Fault) -> [UInt8] {
    if let name {
      guard let sheet = sheets.first(where: { $0.name == name }) else {
        let names = sheets.map(\.name)
        throw Fault(
          message: "found \(quoted(name)), expected a sheet of the workbook: \(names.joined(separator: ", "))"
            + Nearest.hint(name, among: names, listed: 0))
      }
      return try text(of: sheet)
    }
    var filled: [(name: String, text: [UInt8])] = []
    for sheet in sheets where !sheet.isHidden {
      let text = try text(of: sheet)
      if !text.isEmpty { filled.append((sheet.name, text)) }
    }
    guard filled.count <= 1 else {
      throw Fault(
        message:
          "the workbook has the sheets \(filled.map(\.name).joined(separator: ", ")); name one behind #, such as "
          + "'file.xlsx#\(filled[0].name)'")
    }
    return filled.first?.text ?? []
  }

  // MARK: Parts

  /// Walks a part; `begin` gets each element.
  private static func walk(
    _ part: String, _ archive: ZipArchive, end: @escaping (String) -> Void = { _ in },
    text: @escaping (String) -> Void = { _ in }, begin: @escaping (String, [String: String]) -> Void
  ) throws(Fault) {
    let events = XMLEvents()
    (events.begin, events.end, events.text) = (begin, end, text)
    let isLast = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    var problem: XMLEvents.Fault?
    do throws(ZipArchive.Fault) {
      try archive.read(part, limit: partLimit) { piece throws(ZipArchive.Fault) in
        do throws(XMLEvents.Fault) { try events.parse(piece, isLast: false) } catch {
          problem = error
          throw ZipArchive.Fault(message: "")
        }
      }
    } catch {
      throw Fault(
        message: "the workbook cannot be read: "
          + (problem.map { "in the part \(part) " + $0.message } ?? error.message))
    }
    do throws(XMLEvents.Fault) { try events.parse(isLast, isLast: true) } catch {
      throw Fault(message: "the workbook cannot be read: in the part \(part) \(error.message)")
    }
  }

  private static func targets(
    _ part: String, base: String, _ archive: ZipArchive
  ) throws(Fault) -> [(id: String, type: String, part: String)] {
    guard archive.names.contains(part) else { return [] }
    var found: [(id: String, type: String, part: String)] = []
    try walk(part, archive) { name, attributes in
      guard name == "Relationship", let id = attributes["Id"], let type = attributes["Type"],
        let target = attributes["Target"]
      else { return }
      found.append((id, type, path(target, base)))
    }
    return found
  }

  private static func target(
    of type: String, in part: String, base: String, _ archive: ZipArchive
  ) throws(Fault) -> String? {
    try targets(part, base: base, archive).first { $0.type.hasSuffix("/" + type) }?.part
  }

  /// A target relative to a folder of the archive: `../media`, `/xl/styles.xml`, `sheet1.xml`.
  private static func path(_ target: String, _ base: String) -> String {
    var parts = target.hasPrefix("/") ? [] : base.split(separator: "/").map(String.init)
    for part in target.split(separator: "/") {
      if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(String(part)) }
    }
    return parts.joined(separator: "/")
  }

  private mutating func readStrings(_ part: String) throws(Fault) {
    var found: [String] = []
    var (current, isText, phonetic) = ("", false, 0)
    try Self.walk(
      part, archive,
      end: { name in
        if name == "rPh" { phonetic -= 1 }
        if name == "t" { isText = false }
        if name == "si" { found.append(current) }
      }, text: { if isText { current += $0 } },
      begin: { name, _ in
        if name == "si" { current = "" }
        if name == "rPh" { phonetic += 1 }
        // How a name is read aloud is no part of it.
        if name == "t" { isText = phonetic == 0 }
      })
    strings = found
  }

  private mutating func readStyles(_ part: String) throws(Fault) {
    var custom: [Int: String] = [:]
    var formats: [Int] = []
    var isInCells = false
    try Self.walk(
      part, archive, end: { if $0 == "cellXfs" { isInCells = false } },
      begin: { name, attributes in
        let id = attributes["numFmtId"].flatMap(Int.init)
        if name == "numFmt", let id { custom[id] = attributes["formatCode"] }
        if name == "cellXfs" { isInCells = true }
        if name == "xf", isInCells { formats.append(id ?? 0) }
      })
    isDate = formats.map { id in custom[id].map(Self.isDateCode) ?? Self.dateFormats.contains { $0.contains(id) } }
  }

  /// Built-in formats with a day in them: 14 to 17 and 22, and those of Chinese, Japanese and Korean programs.
  private static let dateFormats: [ClosedRange<Int>] = [14...17, 22...22, 27...31, 34...36, 50...58]

  /// Whether a code such as `yyyy"年"m"月"` shows a day or year: outside of quotes, brackets and escapes.
  private static func isDateCode(_ code: String) -> Bool {
    var (isQuoted, isBracket, isEscaped) = (false, false, false)
    for character in code.lowercased() {
      if isEscaped {
        isEscaped = false
      } else if character == "\\" || character == "_" {
        isEscaped = true
      } else if character == "\"" {
        isQuoted.toggle()
      } else if !isQuoted, character == "[" || character == "]" {
        isBracket = character == "["
      } else if !isQuoted, !isBracket, character == "y" || character == "d" {
        return true
      }
    }
    return false
  }

  // MARK: Cells

  private func text(of sheet: Sheet) throws(Fault) -> [UInt8] {
    let cells = SheetCells(strings: strings, isDate: isDate, isFrom1904: isFrom1904)
    try Self.walk(sheet.part, archive, end: cells.end, text: cells.take, begin: cells.begin)
    guard cells.width * cells.rows.count <= Self.cellLimit else {
      throw Fault(
        message: "the sheet \(sheet.name) has \(cells.rows.count) rows and \(cells.width) columns, more than "
          + "\(Self.cellLimit) cells; delete what stands far away from the table")
    }
    return cells.text
  }
}

/// The cells of a sheet while they come.
private final class SheetCells {
  private let strings: [String]
  private let isDate: [Bool]
  private let isFrom1904: Bool
  /// Cells of each row, with their column; row r is at r - 1.
  private(set) var rows: [[(column: Int, text: String)]] = []
  /// Columns up to the last that has something.
  private(set) var width = 0
  private var (row, column) = (0, 0)
  private var (kind, style) = ("n", 0)
  private var value = ""
  private var (isValue, phonetic) = (false, 0)

  init(strings: [String], isDate: [Bool], isFrom1904: Bool) {
    (self.strings, self.isDate, self.isFrom1904) = (strings, isDate, isFrom1904)
  }

  func begin(_ name: String, _ attributes: [String: String]) {
    switch name {
    case "row":
      row = attributes["r"].flatMap(Int.init) ?? row + 1
      column = 0
    case "c":
      (value, kind) = ("", attributes["t"] ?? "n")
      style = attributes["s"].flatMap(Int.init) ?? 0
      column = attributes["r"].flatMap(Self.column) ?? column + 1
    case "v": isValue = true
    case "t": isValue = kind == "inlineStr" && phonetic == 0
    case "rPh": phonetic += 1
    default: break
    }
  }

  func take(_ text: String) { if isValue { value += text } }

  func end(_ name: String) {
    switch name {
    case "v", "t": isValue = false
    case "rPh": phonetic -= 1
    case "c": place()
    default: break
    }
  }

  private func place() {
    let text = shown.replacing("\r\n", with: " ").replacing("\n", with: " ").replacing("\r", with: " ")
    guard !text.isEmpty, row >= 1, row <= 1_048_576, column >= 1, column <= 16_384 else { return }
    while rows.count < row { rows.append([]) }
    guard rows[row - 1].last?.column != column else { return }
    rows[row - 1].append((column, text))
    width = max(width, column)
  }

  private var shown: String {
    switch kind {
    case "s": return Int(value).flatMap { strings.indices.contains($0) ? strings[$0] : nil } ?? ""
    case "b": return value == "1" ? "true" : value == "0" ? "false" : value
    case "n":
      guard let number = Double(value), number.isFinite else { return value }
      if isDate.indices.contains(style), isDate[style], let date = date(number) { return date }
      // A program may write 1001 as 1001.0 or 1.001E3.
      return number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    default: return value
    }
  }

  /// Days since the end of 1899 (1 is its first of January; 29 February 1900, which never was, is 60), or since 1904.
  private func date(_ serial: Double) -> String? {
    guard serial >= 1, serial < 2_958_466 else { return nil }
    var days = Int(serial)
    if isFrom1904 { days += 1462 } else if days < 60 { days += 1 }
    // Civil date of days since 1970 (Howard Hinnant, chrono-compatible low-level date algorithms).
    let shifted = days - 25_569 + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(two(month))-\(two(day))"
  }

  /// `BC12` is column 55.
  private static func column(_ reference: String) -> Int? {
    var column = 0
    for byte in reference.utf8 {
      guard (65...90).contains(byte) || (97...122).contains(byte) else { break }
      column = column * 26 + Int(byte & 0x1F)
      guard column <= 16_384 else { return nil }
    }
    return column == 0 ? nil : column
  }

  /// Every row with all columns, so that none is ragged.
  var text: [UInt8] {
    var text: [UInt8] = []
    for row in rows {
      var at = 1
      for cell in row.sorted(by: { $0.column < $1.column }) where cell.column >= at {
        while at < cell.column {
          text.append(44)
          at += 1
        }
        text += CSVCells.cell(cell.text, neutralised: false).utf8
      }
      if !row.isEmpty { text += [UInt8](repeating: 44, count: width - at) }
      text.append(10)
    }
    return text
  }
}

/// Where a cell stands in a sheet: `B12`.
package enum SheetPlace {
  /// The cell at a place of the text that ``SheetFile`` makes; its row alone where the line has no such column.
  package static func cell(line: Int, column: Int, in text: [UInt8]) -> String {
    var (start, current) = (0, 1)
    while current < line, let end = text[start...].firstIndex(of: 10) { (start, current) = (end + 1, current + 1) }
    var (cell, scalars, isQuoted) = (0, 1, false)
    for byte in text[min(start, text.count)...] {
      if byte == 10 || scalars >= column { break }
      if byte == 34 { isQuoted.toggle() }
      if byte == 44, !isQuoted { cell += 1 }
      if byte & 0xC0 != 0x80 { scalars += 1 }
    }
    var letters = ""
    var number = cell + 1
    while number > 0 {
      letters = String(UnicodeScalar(UInt8(65 + (number - 1) % 26))) + letters
      number = (number - 1) / 26
    }
    return "\(letters)\(line)"
  }
}
