import KhorshooText

/// A square table of who is tied to whom: names in the first row and column, or numbers alone.
///
/// What stands in row a and column b is the weight of the tie from a to b, or yes or no; a table that is the same when turned has ties
/// without direction. Nobody is tied to himself: the diagonal is not read.
///
/// - Proof: `NetworkFileUnitTests`.
enum AdjacencyMatrix {
  /// The network; nil when the table is none.
  static func tables(_ bytes: [UInt8]) throws(NetworkTables.Fault) -> NetworkTables? {
    guard let first = EdgeList.firstRecord(bytes), first.count > 2, !EdgeList.isHeader(first) else { return nil }
    guard
      let records = try? CSVText.records(bytes, isRectangular: true).filter({
        $0.cells.contains { !$0.trimmedOfSpace.isEmpty }
      })
    else { return nil }
    let cells = records.map { $0.cells.map(\.trimmedOfSpace) }
    let names = Array(cells[0].dropFirst())
    let below = cells.dropFirst().map { $0[0] }
    if below.count == names.count, Set(below).count == below.count, Set(below) == Set(names) {
      // Rows may stand in another order than columns.
      let rows = names.compactMap { below.firstIndex(of: $0) }.map { $0 + 1 }
      return try network(names, rows.map { Array(cells[$0].dropFirst()) }, rows.map { records[$0].line })
    }
    guard cells.count == cells[0].count, cells.count > 2,
      cells.allSatisfy({ $0.allSatisfy { $0.isEmpty || Double($0) != nil } })
    else { return nil }
    return try network((1...cells.count).map(String.init), cells, records.map(\.line))
  }

  private static func network(
    _ names: [String], _ rows: [[String]], _ lines: [Int]
  ) throws(NetworkTables.Fault) -> NetworkTables {
    for (row, line) in zip(rows, lines) where row.count != names.count {
      throw NetworkTables.Fault(
        "ragged-row", line: line, "found \(row.count) cells of a matrix, expected \(names.count), one for each name")
    }
    // Yes is a tie of weight 1; what is not known is no tie that is known.
    let rows = rows.map { $0.map { NoValue.holds($0) ? "" : SwitchWord.value($0).map { $0 ? "1" : "0" } ?? $0 } }
    func isTie(_ cell: String) -> Bool { !cell.isEmpty && Double(cell) != 0 }
    let isSymmetric = rows.indices.allSatisfy { a in
      (0..<a).allSatisfy { rows[a][$0] == rows[$0][a] || !isTie(rows[a][$0]) && !isTie(rows[$0][a]) }
    }
    var collector = NetworkCollector()
    for (name, line) in zip(names, lines) { collector.node(name, line: line) }
    for a in rows.indices {
      for b in rows.indices where b != a && isTie(rows[a][b]) && !(isSymmetric && b < a) {
        collector.edge(names[a], names[b], isDirected: !isSymmetric, ["weight": rows[a][b]], line: lines[a])
      }
    }
    return collector.tables
  }
}

/// A list of edges without names of columns, separated by commas, blanks or tabs, as SNAP, NetworkX and igraph write it: two
/// identifiers a line and a weight, lines that begin with # or % being comments.
///
/// - Proof: `NetworkFileUnitTests`, `EdgeListProperty`.
package enum EdgeList {
  /// Names of columns that say that a table of ties has a first row of them.
  private static let names = ["source", "target", "from", "to"]

  static func isHeader(_ cells: [String]) -> Bool {
    cells.contains { names.contains($0.trimmedOfSpace.lowercased()) }
  }

  /// Cells of the first record by commas; nil when there is none.
  static func firstRecord(_ bytes: [UInt8]) -> [String]? {
    let line = bytes.prefix(1 << 20).prefix { $0 != 10 && $0 != 13 }
    return (try? CSVText.records(String(decoding: line, as: UTF8.self)))?.first?.cells
  }

  /// The network; nil when the text is no such list: then its first row should say which columns are meant.
  static func tables(_ bytes: [UInt8]) throws(NetworkTables.Fault) -> NetworkTables? {
    guard bytes.count <= 1 << 28, let first = firstRecord(bytes), !isHeader(first),
      let text = String(validating: bytes, as: UTF8.self)
    else { return nil }
    let isPlain = bytes.allSatisfy { $0 < 0x80 && $0 != 11 && $0 != 12 }
    guard let rows = isPlain ? plainRows(bytes) : rows(text), rows.count > 1, hasNoHeader(rows.map(\.words)) else {
      return nil
    }
    var collector = NetworkCollector()
    for (words, line) in rows {
      let cells = words.count > 2 ? ["weight": words[2]] : [:]
      collector.edge(words[0], words[1], isDirected: false, cells, line: line)
    }
    return collector.tables
  }

  /// Words of each line that has some, with its number; nil when a line is not one of a list.
  package static func rows(_ text: String) -> [(words: [String], line: Int)]? {
    var rows: [(words: [String], line: Int)] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let line = String(line).trimmedOfSpace
      guard !line.isEmpty, !line.hasPrefix("#"), !line.hasPrefix("%") else { continue }
      guard !line.contains("\""), !line.contains(";") else { return nil }
      let isByCommas = line.contains(",")
      let words = line.split { isByCommas ? $0 == "," : $0.isWhitespace }.map { String($0).trimmedOfSpace }
      guard words.count == 2 || words.count == 3 && Double(words[2]) != nil else { return nil }
      rows.append((words, index + 1))
    }
    return rows
  }

  /// The same of text in ASCII whose lines end in CR, LF or both, by its bytes.
  package static func plainRows(_ bytes: [UInt8]) -> [(words: [String], line: Int)]? {
    let isBlank = { (byte: UInt8) in byte == 32 || byte == 9 }
    var rows: [(words: [String], line: Int)] = []
    var (start, number) = (0, 0)
    while start < bytes.count {
      number += 1
      let end = bytes[start...].firstIndex { $0 == 10 || $0 == 13 } ?? bytes.count
      var line = bytes[start..<end].drop(while: isBlank)
      while let last = line.last, isBlank(last) { line.removeLast() }
      start = end + (end + 1 < bytes.count && bytes[end] == 13 && bytes[end + 1] == 10 ? 2 : 1)
      guard let first = line.first, first != UInt8(ascii: "#"), first != UInt8(ascii: "%") else { continue }
      guard !line.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: ";") }) else { return nil }
      let isByCommas = line.contains(UInt8(ascii: ","))
      let words = line.split { isByCommas ? $0 == UInt8(ascii: ",") : isBlank($0) }.map {
        String(decoding: $0, as: UTF8.self).trimmedOfSpace
      }
      guard words.count == 2 || words.count == 3 && Double(words[2]) != nil else { return nil }
      rows.append((words, number))
    }
    return rows
  }

  /// The first row is no row of names when its words are numbers, or stand further down too.
  private static func hasNoHeader(_ rows: [[String]]) -> Bool {
    let first = rows[0].prefix(2)
    if first.allSatisfy({ Double($0) != nil }) { return true }
    let others = Set(rows.dropFirst().flatMap { $0.prefix(2) })
    return first.allSatisfy(others.contains)
  }
}
