import Foundation
import Testing

/// A result table, read strictly by RFC 4180: CRLF line ends, every row as long as the header.
struct CSVTable {
  /// Names of the columns.
  let header: [String]
  /// Cells by row.
  let rows: [[String]]
  /// Whether the file begins with a byte-order mark.
  let hasByteOrderMark: Bool

  init(_ content: Data, _ path: String) throws {
    var bytes = [UInt8](content)[...]
    hasByteOrderMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    if hasByteOrderMark { bytes = bytes.dropFirst(3) }
    var lines: [[String]] = []
    var (line, cell) = ([String](), [UInt8]())
    var isQuoted = false
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\"") where isQuoted && index < bytes.endIndex && bytes[index] == byte:
        cell.append(byte)
        index += 1
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted:
        line.append(String(decoding: cell, as: UTF8.self))
        cell = []
      case UInt8(ascii: "\r") where !isQuoted:
        try #require(index < bytes.endIndex && bytes[index] == UInt8(ascii: "\n"), "\(path): CR without LF")
        index += 1
        lines.append(line + [String(decoding: cell, as: UTF8.self)])
        (line, cell) = ([], [])
      default:
        try #require(byte != UInt8(ascii: "\n") || isQuoted, "\(path): LF without CR")
        cell.append(byte)
      }
    }
    try #require(line.isEmpty && cell.isEmpty && !isQuoted, "\(path) ends in the middle of a row")
    header = try #require(lines.first, "\(path) has no header")
    rows = Array(lines.dropFirst())
    let width = header.count
    try #require(rows.allSatisfy { $0.count == width }, "\(path): a row is not as long as the header")
  }

  /// Index of a column.
  func column(_ name: String) throws -> Int {
    try #require(header.firstIndex(of: name), "no column \(name) among \(header)")
  }

  /// Rows that have these texts in these columns.
  func rows(where texts: [String: String]) throws -> [[String]] {
    let wanted = try texts.map { (try column($0), $1) }
    return rows.filter { row in wanted.allSatisfy { row[$0] == $1 } }
  }
}

/// A JSON object of a result file.
func jsonObject(_ content: Data?) throws -> [String: Any] {
  let content = try #require(content)
  return try #require(try JSONSerialization.jsonObject(with: content) as? [String: Any])
}

extension Scratch {
  /// A table of a result folder.
  func table(_ name: String) throws -> CSVTable {
    try CSVTable(try #require(content(name), "no file \(name)"), name)
  }

  /// The manifest of a result folder.
  func manifest(_ folder: String) throws -> [String: Any] { try jsonObject(content(folder + "/manifest.json")) }

  /// Expects that two result folders hold the same tables, byte for byte.
  func expectSameTables(
    _ first: String, _ second: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let tables = try #require(names(in: first)).filter { $0.hasSuffix(".csv") }
    #expect(tables.count >= 3, sourceLocation: sourceLocation)
    #expect(names(in: second)?.filter { $0.hasSuffix(".csv") } == tables, sourceLocation: sourceLocation)
    for table in tables.sorted() {
      #expect(
        content("\(first)/\(table)") == content("\(second)/\(table)"), "\(table) of \(first) and \(second) differ",
        sourceLocation: sourceLocation)
    }
  }
}
