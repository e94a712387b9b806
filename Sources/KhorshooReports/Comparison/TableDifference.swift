import Foundation
import KhorshooText

/// Where a file of a result folder and the same file computed again are not byte for byte the same.
///
/// - Proof: `VerifyCommandTests`.
package struct TableDifference: Sendable, Equatable {
  /// Line of the first difference, from 1.
  package var line: Int
  /// Column of a table; empty for other files.
  package var column = ""
  /// What the folder has there, and what was computed again.
  package var stored: String, again: String
  /// Rows of a table that differ; 0 for other files.
  package var rows = 0

  /// Memberwise.
  package init(line: Int, column: String = "", stored: String, again: String, rows: Int = 0) {
    self.line = line
    self.column = column
    self.stored = stored
    self.again = again
    self.rows = rows
  }

  /// Compares rows of a stored table, in their order, with all rows of one computed again.
  ///
  /// - Parameter isWanted: whether a row of the stored table, by its index from 0, was computed again.
  /// - Returns: nil when every cell has the same bytes.
  /// - Throws: ``UserError`` 65: what is wrong with a table.
  package static func between(
    _ storedFile: MappedFile, _ againFile: MappedFile, isWanted: (Int) -> Bool = { _ in true }
  ) throws(UserError) -> TableDifference? {
    var (stored, again) = (try CSVReader(storedFile), try CSVReader(againFile))
    guard stored.header == again.header else {
      return TableDifference(
        line: 1, stored: stored.header.joined(separator: ","), again: again.header.joined(separator: ","), rows: 1)
    }
    var found: TableDifference?
    var index = -1
    var hasMore = try again.next()
    while try stored.next() {
      index += 1
      guard isWanted(index) else { continue }
      guard hasMore else {
        if found == nil {
          found = TableDifference(line: stored.line, column: stored.header[0], stored: stored.text(0), again: "no row")
        }
        found?.rows += 1
        continue
      }
      if let column = stored.header.indices.first(where: { !isSame(stored.bytes($0), again.bytes($0)) }) {
        if found == nil {
          found = TableDifference(
            line: stored.line, column: stored.header[column], stored: stored.text(column), again: again.text(column))
        }
        found?.rows += 1
      }
      hasMore = try again.next()
    }
    while hasMore {
      if found == nil {
        found = TableDifference(line: stored.line + 1, column: again.header[0], stored: "no row", again: again.text(0))
      }
      found?.rows += 1
      hasMore = try again.next()
    }
    return found
  }

  /// Compares two files that are no tables.
  package static func between(text stored: MappedFile, _ again: MappedFile) -> TableDifference? {
    guard !isSame(stored.bytes, again.bytes) else { return nil }
    func lines(_ file: MappedFile) -> [Substring] {
      String(decoding: file.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    }
    let (left, right) = (lines(stored), lines(again))
    let line = zip(left, right).prefix { $0 == $1 }.count
    func text(_ lines: [Substring]) -> String { line < lines.count ? String(lines[line].prefix(80)) : "no line" }
    return TableDifference(line: line + 1, stored: text(left), again: text(right))
  }

  /// Whether two files are the same.
  package static func isSame(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    guard left.count == right.count else { return false }
    guard let a = left.baseAddress, let b = right.baseAddress else { return true }
    return memcmp(a, b, left.count) == 0
  }
}
