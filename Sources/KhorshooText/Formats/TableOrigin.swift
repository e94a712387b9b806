/// What the text of a table was made of, so that a message names the place in the file and not in the text.
package enum TableOrigin {
  /// The file is the text.
  case file
  /// A sheet of a workbook: cells are named as `B12`.
  case sheet(text: [UInt8])
  /// A network: lines of the text come from these lines of the file, 0 for none.
  case network(lines: [Int])

  /// A message with its place in the file.
  package func placed(_ diagnostic: Diagnostic) -> Diagnostic {
    guard diagnostic.line > 0 else { return diagnostic }
    var (path, line) = (diagnostic.path, 0)
    switch self {
    case .file: return diagnostic
    case .sheet(let text):
      let cell = SheetPlace.cell(line: diagnostic.line, column: diagnostic.column, in: text)
      path += (path.contains("#") ? "!" : "#") + cell
    case .network(let lines): line = lines.indices.contains(diagnostic.line - 1) ? lines[diagnostic.line - 1] : 0
    }
    return Diagnostic(
      diagnostic.severity, code: diagnostic.code, path: path, line: line, column: line > 0 ? 1 : 0, key: diagnostic.key,
      message: diagnostic.message)
  }
}

/// The path of a table: that of its file, and behind # the sheet of a workbook.
package struct TablePath {
  package let file: String
  /// Nil when none is named.
  package let sheet: String?
  /// Whether it is a workbook by its name.
  package let isWorkbook: Bool

  package init(_ path: String) {
    let isBook = { (name: Substring) in
      let name = name.lowercased()
      return name.hasSuffix(".xlsx") || name.hasSuffix(".xlsm")
    }
    if let mark = path.lastIndex(of: "#"), isBook(path[..<mark]) {
      (file, isWorkbook) = (String(path[..<mark]), true)
      let name = path[path.index(after: mark)...]
      sheet = name.isEmpty ? nil : String(name)
    } else {
      (file, sheet, isWorkbook) = (path, nil, isBook(path[...]))
    }
  }
}

extension ScenarioFiles {
  /// Bytes of a table on disk, at most `limit` of a file; those of a workbook's sheet as comma-separated text.
  package static func readTable(_ path: String, limit: Int) -> Result<[UInt8], Fault> {
    let place = TablePath(path)
    let read = readDisk(place.file, limit: limit)
    guard case .success(let bytes) = read, bytes.count < limit else { return read }
    return table(bytes, place)
  }

  /// The text of a table whose file has these bytes.
  package static func table(_ bytes: [UInt8], _ place: TablePath) -> Result<[UInt8], Fault> {
    guard bytes.starts(with: "PK\u{3}\u{4}".utf8), FileKind(bytes) == .workbook, let archive = ZipArchive(bytes) else {
      return .success(bytes)
    }
    do throws(SheetFile.Fault) { return .success(try SheetFile(archive).text(sheet: place.sheet)) } catch {
      return .failure(Fault(code: "no-sheet", message: error.message))
    }
  }
}
