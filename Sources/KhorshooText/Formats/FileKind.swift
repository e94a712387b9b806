/// What a file is by its first bytes, so that one of another kind is named for what it is.
package enum FileKind: Equatable, Sendable {
  /// A workbook of Office Open XML (.xlsx, .xlsm).
  case workbook
  /// A network.
  case graphML, pajek
  /// Anything else that is known, with its name and what to do.
  case other(name: String, remedy: String)

  private static let csv = "save the table as CSV UTF-8 (comma delimited)"
  private static let edges = "export its edges as CSV with the columns source,target"

  /// The kind; nil for a text that may be a table.
  ///
  /// - Source: the published signatures of each format (PKWARE APPNOTE, MS-CFB, PDF, RFC 1952, SQLite, Parquet, SPSS, Stata).
  package init?(_ bytes: [UInt8]) {
    if let kind = Self.binary(bytes) ?? Self.text(bytes) { self = kind } else { return nil }
  }

  private static func binary(_ bytes: [UInt8]) -> FileKind? {
    func begins(_ text: String) -> Bool { bytes.starts(with: text.utf8) }
    if begins("PK\u{3}\u{4}") { return archive(bytes) }
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      return .other(
        name: "an older Excel workbook (.xls), or one with a password",
        remedy: "save it as .xlsx without password, or \(csv)")
    }
    if begins("%PDF") { return .other(name: "a PDF", remedy: csv) }
    if bytes.starts(with: [0x1F, 0x8B]) { return .other(name: "compressed by gzip", remedy: "decompress it") }
    if begins("SQLite format 3\0") { return .other(name: "a SQLite database", remedy: csv) }
    if begins("PAR1") { return .other(name: "a Parquet file", remedy: csv) }
    if begins("$FL2") || begins("$FL3") { return .other(name: "an SPSS file (.sav)", remedy: csv) }
    if begins("<stata_dta>") { return .other(name: "a Stata file (.dta)", remedy: csv) }
    if begins("RDX2\n") || begins("RDX3\n") {
      return .other(name: "an R workspace", remedy: "write.csv(x, row.names = FALSE)")
    }
    return nil
  }

  private static func archive(_ bytes: [UInt8]) -> FileKind {
    guard let archive = ZipArchive(bytes) else { return .other(name: "a damaged zip archive", remedy: "save it again") }
    if archive.names.contains("xl/workbook.xml") || archive.names.contains("[Content_Types].xml") {
      if archive.names.contains("xl/workbook.bin") {
        return .other(name: "a binary Excel workbook (.xlsb)", remedy: "save it as .xlsx, or \(csv)")
      }
      if archive.names.contains(where: { $0.hasPrefix("word/") }) {
        return .other(name: "a Word document", remedy: "put its table into a spreadsheet and \(csv)")
      }
      return .workbook
    }
    if archive.names.contains("content.xml") {
      return .other(name: "an OpenDocument file (.ods)", remedy: "save it as .xlsx, or \(csv)")
    }
    return .other(name: "a zip archive", remedy: "unpack it")
  }

  private static func text(_ bytes: [UInt8]) -> FileKind? {
    var rest = bytes.prefix(4096)
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    rest = rest.drop { $0 == 32 || (9...13).contains($0) }
    let text = String(decoding: rest, as: UTF8.self).lowercased()
    func begins(_ words: String...) -> Bool { words.contains { text.hasPrefix($0) } }
    if begins("<") {
      if text.contains("<graphml") { return .graphML }
      if text.contains("<gexf") { return .other(name: "a network in GEXF", remedy: edges) }
      if text.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        return .other(name: "an Excel XML spreadsheet of 2003", remedy: "save it as .xlsx, or \(csv)")
      }
      if begins("<!doctype html", "<html", "<table", "<meta", "<head") || text.contains("<html") {
        return .other(name: "a page of HTML", remedy: "open it in a spreadsheet and \(csv)")
      }
      if begins("<?xml", "<!--", "<!doctype") { return .other(name: "an XML file", remedy: csv) }
      return nil
    }
    if begins("*vertices", "*network", "*arcs", "*edges") || begins("%") && text.contains("\n*vertices") {
      return .pajek
    }
    if begins("dl ", "dl\n", "dl\r", "dln", "dl,") { return .other(name: "a network of UCINET (DL)", remedy: edges) }
    if begins("graph [", "graph\n[", "creator \"") { return .other(name: "a network in GML", remedy: edges) }
    if begins("{\"", "{\n", "{ \"", "{}", "[{", "[\n", "[[") { return .other(name: "JSON", remedy: csv) }
    return nil
  }

  /// What a table that cannot be read is told to be.
  package var fault: (code: String, message: String) {
    let words =
      switch self {
      case .workbook: "an Excel workbook, expected comma-separated text; save the sheet as CSV UTF-8"
      case .graphML: "a network in GraphML, expected a table; khorshoo network --ties reads it"
      case .pajek: "a network of Pajek, expected a table; khorshoo network --ties reads it"
      case .other(let name, let remedy): "\(name), expected comma-separated text; \(remedy)"
      }
    return (code: "other-format", message: "the file is " + words)
  }

  /// What a scenario or herd in YAML is told to be; nil for what YAML itself answers.
  func fault(inPlaceOf beginning: String) -> (code: String, message: String)? {
    let name: String
    switch self {
    case .workbook: name = "an Excel workbook"
    case .graphML: name = "a network in GraphML"
    case .other("JSON", _), .pajek: return nil
    case .other(let other, _): name = other
    }
    return (
      code: "other-format",
      message:
        "the file is \(name), expected a text that begins with '\(beginning)'; name that file, and this one in it or "
        + "by its option"
    )
  }
}
