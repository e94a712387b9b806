import KhorshooText

/// Networks in GraphML, as networkx, igraph, Gephi and yEd write them: nodes with their data as households, edges as ties.
///
/// igraph numbers nodes n0, n1 and keeps their names in an attribute `name`, which is then the identifier.
///
/// - Source: the GraphML primer and `graphml-structure.xsd` (graphml.graphdrawing.org).
/// - Proof: `NetworkFileUnitTests`.
enum GraphML {
  /// An attribute that is declared once for all.
  private struct Key {
    let name: String
    let isNumber: Bool
    var fallback: String?
  }

  static func tables(_ bytes: [UInt8]) throws(NetworkTables.Fault) -> NetworkTables {
    let reader = Reader()
    let events = XMLEvents()
    events.begin = { reader.begin($0, $1, line: events.line) }
    events.end = { reader.end($0) }
    events.text = { reader.take($0) }
    // They name each other; freed together.
    defer { (events.begin, events.end) = ({ _, _ in }, { _ in }) }
    let result = bytes.withUnsafeBufferPointer { bytes -> Result<Void, XMLEvents.Fault> in
      do throws(XMLEvents.Fault) { return .success(try events.parse(bytes, isLast: true)) } catch {
        return .failure(error)
      }
    }
    if case .failure(let fault) = result {
      throw NetworkTables.Fault("xml-syntax", line: fault.line, fault.message + "; export the network again")
    }
    return try reader.tables()
  }

  private final class Reader {
    private var keys: [String: Key] = [:]
    private var order: [String] = []
    private var isDirected = false
    private var graphs = 0
    private var fault: NetworkTables.Fault?
    private var collector = NetworkCollector()
    private var ids: [String] = []
    private var named: [String: String] = [:]
    /// The node or edge that is open, and its data.
    private var element: (isNode: Bool, attributes: [String: String], line: Int)?
    private var cells: [String: String] = [:]
    private var key: String?
    private var text = ""

    func begin(_ name: String, _ attributes: [String: String], line: Int) {
      switch name {
      case "key":
        guard let id = attributes["id"] else { return }
        keys[attributes["for", default: "all"] + "\u{0}" + id] = Key(
          name: attributes["attr.name"] ?? id, isNumber: ["double", "float"].contains(attributes["attr.type"] ?? ""))
        order.append(attributes["for", default: "all"] + "\u{0}" + id)
      case "default": (key, text) = (nil, "")
      case "graph":
        graphs += 1
        if graphs == 1 { isDirected = attributes["edgedefault"] == "directed" }
        if graphs > 1 { note(line, "a graph within a graph, or a second one") }
      case "hyperedge": note(line, "an edge of many ends")
      case "node", "edge":
        element = (name == "node", attributes, line)
        cells = [:]
      case "data": (key, text) = (attributes["key"], "")
      default: break
      }
    }

    func take(_ piece: String) { text += piece }

    func end(_ name: String) {
      switch name {
      case "default": if let last = order.last { keys[last]?.fallback = text }
      case "data": store()
      case "node": closeNode()
      case "edge": closeEdge()
      default: break
      }
    }

    private func note(_ line: Int, _ found: String) {
      fault =
        fault
        ?? NetworkTables.Fault(
          line: line,
          "found \(found) in the GraphML, expected nodes and edges of one graph; "
            + "export it as a plain network")
    }

    private func declared(_ id: String, isNode: Bool) -> Key? {
      keys[(isNode ? "node" : "edge") + "\u{0}" + id] ?? keys["all\u{0}" + id]
    }

    private func store() {
      guard let element, let key, let declared = declared(key, isNode: element.isNode) else { return }
      cells[declared.name] = Self.plain(text, declared)
      self.key = nil
    }

    /// A year kept as a decimal number, 2014.0, is 2014.
    private static func plain(_ text: String, _ key: Key) -> String {
      let text = text.trimmedOfSpace
      guard key.isNumber, let number = Double(text), number == number.rounded(), abs(number) < 1e15 else { return text }
      return "\(Int(number))"
    }

    private func withDefaults(isNode: Bool) -> [String: String] {
      var all = cells
      for (id, key) in keys where key.fallback != nil && !id.hasPrefix(isNode ? "edge" : "node") {
        if all[key.name] == nil { all[key.name] = Self.plain(key.fallback ?? "", key) }
      }
      return all
    }

    private func closeNode() {
      guard let element, element.isNode, let id = element.attributes["id"] else { return }
      let cells = withDefaults(isNode: true)
      ids.append(id)
      named[id] = cells["name"]
      collector.node(id, cells, line: element.line)
      self.element = nil
    }

    private func closeEdge() {
      guard let element, !element.isNode, let source = element.attributes["source"],
        let target = element.attributes["target"]
      else { return }
      let isDirected = element.attributes["directed"].map { ["true", "1"].contains($0) } ?? isDirected
      collector.edge(source, target, isDirected: isDirected, withDefaults(isNode: false), line: element.line)
      self.element = nil
    }

    func tables() throws(NetworkTables.Fault) -> NetworkTables {
      if let fault { throw fault }
      let isOfIgraph = ids.allSatisfy { $0.first == "n" && Int($0.dropFirst()) != nil }
      let names = Set(named.values)
      if isOfIgraph, names.count == ids.count, !names.contains("") { collector.rename(named) }
      return collector.tables
    }
  }
}
