import KhorshooEngine
import KhorshooInputs
import KhorshooModel
import KhorshooText

// `places`: counts by level, and the sumu and gacha that a scenario names. A list replaces the list of the base.
extension ScenarioFileReader {
  mutating func readPlaces(_ node: YamlNode) {
    state(
      group(
        node, tree("places"), fileKey: "places", prefix: "places.", handled: ["sumu", "gacha", "roster", "margins"]))
    guard case .mapping(let entries) = node.content else { return }
    for entry in entries {
      if entry.key == "sumu" { readSumu(entry.value) }
      if entry.key == "gacha" { readGacha(entry.value) }
      if entry.key == "roster" { readRoster(entry.value) }
      if entry.key == "margins" { readMargins(entry.value, beside: entries.first { $0.key == "roster" }) }
    }
  }

  private mutating func readSumu(_ node: YamlNode) {
    var seen: [String: SourcePlace] = [:]
    var found: [Stated<NamedSumu>] = []
    for (index, item) in items(node, "places.sumu").enumerated() {
      let key = "places.sumu[\(index)]"
      let fields = fields(item, key, required: ["id", "name", "chinese", "pastoral"])
      let id = identifier(fields["id"], "\(key).id", &seen)
      let name = fields["name"].flatMap { text($0, "\(key).name", "a name") }
      let chinese = fields["chinese"].flatMap { text($0, "\(key).chinese", "a name in Chinese") }
      let pastoral = fields["pastoral"].flatMap { boolean($0, "\(key).pastoral") }
      guard let id, let name, let chinese, let pastoral else { continue }
      let sumu = NamedSumu(id: id.value, name: name.value, nameChinese: chinese.value, isPastoral: pastoral)
      found.append(Stated(value: sumu, place: id.place))
    }
    draft.sumu = found
  }

  private mutating func readGacha(_ node: YamlNode) {
    var seen: [String: SourcePlace] = [:]
    var found: [Stated<NamedGacha>] = []
    for (index, item) in items(node, "places.gacha").enumerated() {
      let key = "places.gacha[\(index)]"
      let fields = fields(item, key, required: ["id", "name", "chinese", "sumu"], optional: ["products"])
      let id = identifier(fields["id"], "\(key).id", &seen)
      let name = fields["name"].flatMap { text($0, "\(key).name", "a name") }
      let chinese = fields["chinese"].flatMap { text($0, "\(key).chinese", "a name in Chinese") }
      let sumu = fields["sumu"].flatMap { text($0, "\(key).sumu", "the id of a sumu") }
      let products = fields["products"].map { names($0, "\(key).products", "a product") } ?? []
      guard let id, let name, let chinese, let sumu else { continue }
      let gacha = NamedGacha(
        id: id.value, name: name.value, nameChinese: chinese.value, sumuID: sumu.value, products: products.map(\.value))
      found.append(Stated(value: gacha, place: sumu.place))
    }
    draft.gacha = found
  }

  /// Items of a list; anything else is reported.
  mutating func items(_ node: YamlNode, _ key: String) -> [YamlNode] {
    if case .list(let items) = node.content { return items }
    report(ValueReader.missing(node, "a list ('- ' before each item, or [a, b])"), node.place, key)
    return []
  }

  /// A list of distinct texts.
  mutating func names(_ node: YamlNode, _ key: String, _ expected: String) -> [Stated<String>] {
    var found: [Stated<String>] = []
    for (index, item) in items(node, key).enumerated() {
      guard let name = text(item, "\(key)[\(index)]", expected) else { continue }
      if let first = found.first(where: { $0.value == name.value }) {
        report(
          "duplicate-name", name.place, "\(key)[\(index)]",
          "\(quoted(name.value)) is on line \(first.place.line) already")
        continue
      }
      found.append(name)
    }
    return found
  }

  mutating func fields(
    _ node: YamlNode, _ key: String, required: [String], optional: [String] = []
  ) -> [String: YamlNode] {
    guard case .mapping = node.content else {
      report(ValueReader.missing(node, "the keys \(required.joined(separator: ", "))"), node.place, key)
      return [:]
    }
    let entries = entries(node, key, known: required + optional)
    for name in required where !entries.contains(where: { $0.key == name }) {
      report("missing-key", node.place, "\(key).\(name)", "the key is missing; give it a value")
    }
    return Dictionary(uniqueKeysWithValues: entries.map { ($0.key, $0.value) })
  }

  mutating func identifier(
    _ node: YamlNode?, _ key: String, _ seen: inout [String: SourcePlace]
  ) -> Stated<String>? {
    guard let node, let id = text(node, key, "an identifier") else { return nil }
    guard id.value.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }), id.value.count <= 64 else {
      report("bad-name", id.place, key, "found \(quoted(id.value)), expected letters, digits, '-' and '_', at most 64")
      return nil
    }
    if let place = seen[id.value] {
      report("duplicate-name", id.place, key, "the identifier \(quoted(id.value)) is on line \(place.line) already")
      return nil
    }
    seen[id.value] = id.place
    return id
  }

  mutating func boolean(_ node: YamlNode, _ key: String) -> Bool? {
    let parameter = Parameter(
      key: key, value: .boolean(true), unit: "1", kind: .boolean, range: nil, uncertainty: "", source: "",
      trust: .assumed, meaning: "", meaningChinese: "")
    switch ValueReader.value(node, for: parameter) {
    case .success(let value): return value == .boolean(true)
    case .failure(let fault):
      report(fault, node.place, key)
      return nil
    }
  }
}
