import Foundation
import KhorshooText

/// Networks of Pajek (.net): vertices with their labels, arcs with a direction, edges without, as lines, lists or a matrix.
///
/// - Source: Mrvar and Batagelj, *Pajek: reference manual*, section "Data objects: network"; de Nooy, Mrvar and Batagelj,
///   *Exploratory Social Network Analysis with Pajek*.
/// - Proof: `NetworkFileUnitTests`.
enum PajekNetwork {
  private enum Part {
    case none, vertices, lines(isDirected: Bool), lists(isDirected: Bool), matrix
  }

  static func tables(_ bytes: [UInt8]) throws(NetworkTables.Fault) -> NetworkTables {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let fault = YamlText.encodingFault(bytes)
      throw NetworkTables.Fault(fault.code, line: fault.line, fault.message)
    }
    var reader = Reader()
    let lines = text.replacing("\u{FEFF}", with: "").split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() { try reader.read(words(line), line: index + 1) }
    return reader.tables
  }

  /// Words between blanks, quoted ones as one; nothing of a comment.
  private static func words(_ line: Substring) -> [String] {
    var words: [String] = []
    var (word, isQuoted, isOpen) = ("", false, false)
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
        isOpen = true
      } else if character.isWhitespace, !isQuoted {
        if isOpen { words.append(word) }
        (word, isOpen) = ("", false)
      } else {
        if character == "%", !isOpen, words.isEmpty { return [] }
        word.append(character)
        isOpen = true
      }
    }
    if isOpen { words.append(word) }
    return words
  }

  private struct Reader {
    private var part = Part.none
    private var labels: [String] = []
    private var lines: [Int] = []
    private var edges: [(source: Int, target: Int, isDirected: Bool, weight: String?, layer: String?, line: Int)] = []
    private var layer: String?
    private var row = 0

    mutating func read(_ words: [String], line: Int) throws(NetworkTables.Fault) {
      guard let first = words.first else { return }
      guard !first.hasPrefix("*") else { return try begin(first.lowercased(), words, line: line) }
      switch part {
      case .none: break
      case .vertices:
        guard let number = vertex(first) else { throw unknown(first, line) }
        if words.count > 1 { labels[number] = words[1] }
        lines[number] = line
      case .lines(let isDirected):
        guard words.count > 1 else {
          throw NetworkTables.Fault(
            line: line, "found one number, expected two vertices of a tie; add the other, or delete the line")
        }
        try add(first, words[1], isDirected, words.count > 2 ? words[2] : nil, line)
      case .lists(let isDirected):
        for other in words.dropFirst() { try add(first, other, isDirected, nil, line) }
      case .matrix:
        for (column, word) in words.enumerated() where Double(word) != 0 {
          guard row < labels.count, column < labels.count else {
            throw NetworkTables.Fault(
              line: line, "the matrix is larger than the \(labels.count) vertices; write their number behind *Vertices")
          }
          guard row != column else { continue }
          edges.append((row, column, true, word, layer, line))
        }
        row += 1
      }
    }

    private mutating func begin(_ word: String, _ words: [String], line: Int) throws(NetworkTables.Fault) {
      // `*Arcs :2 "trade"` is a layer of a network of several relations.
      layer =
        words.count > 1 && words[1].hasPrefix(":") ? words.dropFirst(2).first ?? String(words[1].dropFirst()) : nil
      switch word {
      case "*vertices":
        guard labels.isEmpty else {
          throw NetworkTables.Fault(line: line, "found a second network; keep one in the file")
        }
        guard let count = words.dropFirst().first.flatMap(Int.init), (1...10_000_000).contains(count) else {
          throw NetworkTables.Fault(line: line, "expected the number of vertices behind *Vertices, such as 80")
        }
        if words.count > 2, let first = Int(words[2]), first < count {
          throw NetworkTables.Fault(
            line: line,
            "found a network of two kinds of vertices (\(first) and \(count - first)), expected ties of households with each "
              + "other; make it a network of one kind in Pajek")
        }
        labels = (1...count).map(String.init)
        lines = [Int](repeating: line, count: count)
        part = .vertices
      case "*arcs": part = .lines(isDirected: true)
      case "*edges": part = .lines(isDirected: false)
      case "*arcslist": part = .lists(isDirected: true)
      case "*edgeslist": part = .lists(isDirected: false)
      case "*matrix": (part, row) = (.matrix, 0)
      default: part = .none
      }
    }

    private mutating func add(
      _ source: String, _ target: String, _ isDirected: Bool, _ weight: String?, _ line: Int
    ) throws(NetworkTables.Fault) {
      guard let a = vertex(source) else { throw unknown(source, line) }
      guard let b = vertex(target) else { throw unknown(target, line) }
      edges.append((a, b, isDirected, weight, layer, line))
    }

    private func vertex(_ word: String) -> Int? {
      guard let number = Int(word), number >= 1, number <= labels.count else { return nil }
      return number - 1
    }

    private func unknown(_ word: String, _ line: Int) -> NetworkTables.Fault {
      NetworkTables.Fault(
        "unknown-id", line: line,
        "found \(quoted(word)), expected a vertex from 1 to \(labels.count); correct it, or write the number of vertices behind *Vertices"
      )
    }

    /// Labels name vertices when all differ, else their numbers do.
    var tables: NetworkTables {
      let isNamed = Set(labels).count == labels.count && !labels.contains("")
      let names = isNamed ? labels : (1...max(1, labels.count)).map(String.init)
      var collector = NetworkCollector()
      for (number, _) in labels.enumerated() { collector.node(names[number], line: lines[number]) }
      for edge in edges {
        var cells: [String: String] = [:]
        if let weight = edge.weight { cells["weight"] = weight }
        if let layer = edge.layer { cells["layer"] = layer }
        collector.edge(names[edge.source], names[edge.target], isDirected: edge.isDirected, cells, line: edge.line)
      }
      return collector.tables
    }
  }
}
