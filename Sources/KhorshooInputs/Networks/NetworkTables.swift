import KhorshooText

/// The network of a file of another kind as the tables of a roster: households, when the file lists them, and ties.
struct NetworkTables {
  /// Why a file has no network.
  struct Fault: Error {
    let code: String
    let line: Int
    let message: String

    init(_ code: String = "other-format", line: Int = 0, _ message: String) {
      (self.code, self.line, self.message) = (code, line, message)
    }
  }

  /// Comma-separated text with a column `id`; nil when the file lists nobody.
  var households: TableText?
  /// Comma-separated text with the columns `source`, `target` and others.
  var ties: TableText
  /// Whether ties have a direction.
  var isDirected: Bool

  /// The network of a file; nil when the file is a table of ties.
  init?(_ bytes: [UInt8]) throws(Fault) {
    switch FileKind(bytes) {
    case .graphML: self = try GraphML.tables(bytes)
    case .pajek: self = try PajekNetwork.tables(bytes)
    default:
      if let matrix = try AdjacencyMatrix.tables(bytes) {
        self = matrix
        return
      }
      guard let list = try EdgeList.tables(bytes) else { return nil }
      self = list
    }
  }

  init(households: TableText? = nil, ties: TableText, isDirected: Bool) {
    (self.households, self.ties, self.isDirected) = (households, ties, isDirected)
  }
}

/// Comma-separated text that was made of something else, with the line of the file that each of its lines comes from.
struct TableText {
  private(set) var bytes: [UInt8] = []
  /// By line of the text, from its first; 0 where no line is known.
  private(set) var lines: [Int] = []

  init(_ header: [String]) { append(header, line: 0) }

  mutating func append(_ cells: [String], line: Int) {
    // Where lines ascend each keeps its number.
    while lines.count + 1 < line {
      bytes.append(10)
      lines.append(lines.count + 1)
    }
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(44) }
      let isOneLine = !cell.utf8.contains { $0 == 10 || $0 == 13 }
      let text = isOneLine ? cell : cell.replacing("\r", with: " ").replacing("\n", with: " ")
      bytes += CSVCells.cell(text, neutralised: false).utf8
    }
    bytes.append(10)
    lines.append(line)
  }
}

/// A network whose nodes and edges come one by one.
struct NetworkCollector {
  /// An edge with the cells of its further columns.
  private struct Edge {
    let source, target: String
    let isDirected: Bool
    let cells: [String: String]
    let line: Int
  }

  private var nodes: [(id: String, cells: [String: String], line: Int)] = []
  private var nodeColumns: [String] = []
  private var edgeColumns: [String] = []
  private var edges: [Edge] = []

  mutating func node(_ id: String, _ cells: [String: String] = [:], line: Int) {
    nodes.append((id, cells, line))
    for name in cells.keys.sorted() where !nodeColumns.contains(name) { nodeColumns.append(name) }
  }

  mutating func edge(_ source: String, _ target: String, isDirected: Bool, _ cells: [String: String] = [:], line: Int) {
    edges.append(Edge(source: source, target: target, isDirected: isDirected, cells: cells, line: line))
    for name in cells.keys.sorted() where !edgeColumns.contains(name) { edgeColumns.append(name) }
  }

  /// Names in the place of identifiers, when every node has another one.
  mutating func rename(_ names: [String: String]) {
    nodes = nodes.map { (names[$0.id] ?? $0.id, $0.cells, $0.line) }
    edges = edges.map {
      Edge(
        source: names[$0.source] ?? $0.source, target: names[$0.target] ?? $0.target, isDirected: $0.isDirected,
        cells: $0.cells, line: $0.line)
    }
  }

  /// Where some edges have a direction, one without is a tie each way.
  var tables: NetworkTables {
    var households: TableText?
    if !nodes.isEmpty {
      let columns = nodeColumns.filter { $0 != "id" && !$0.isEmpty }
      var text = TableText(["id"] + columns)
      for node in nodes { text.append([node.id] + columns.map { node.cells[$0] ?? "" }, line: node.line) }
      households = text
    }
    let isDirected = edges.contains(where: \.isDirected)
    let columns = edgeColumns.filter { !["source", "target", "from", "to", "id", ""].contains($0) }
    var ties = TableText(["source", "target"] + columns)
    for edge in edges {
      let cells = columns.map { edge.cells[$0] ?? "" }
      ties.append([edge.source, edge.target] + cells, line: edge.line)
      if isDirected, !edge.isDirected { ties.append([edge.target, edge.source] + cells, line: edge.line) }
    }
    return NetworkTables(households: households, ties: ties, isDirected: isDirected)
  }
}
