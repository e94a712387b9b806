import KhorshooEngine
import KhorshooInputs
import KhorshooModel
import KhorshooText

// `interventions`: dated changes of levers, of the scenario or of one arm. A list replaces that of the base.
extension ScenarioFileReader {
  /// The interventions of a list; nil for `none`: an arm without those of the scenario.
  mutating func interventions(_ node: YamlNode, _ key: String) -> [ScenarioDraft.Intervention]? {
    if case .scalar(let scalar) = node.content, scalar.text == "none" { return nil }
    var seen: [String: SourcePlace] = [:]
    return items(node, key).enumerated().compactMap { intervention($1, "\(key)[\($0)]", &seen) }
  }

  /// One intervention with what can be read of it, so that its dates and places are looked at even where a change is wrong;
  /// nil without name or first quarter.
  private mutating func intervention(
    _ node: YamlNode, _ key: String, _ seen: inout [String: SourcePlace]
  ) -> ScenarioDraft.Intervention? {
    let fields = fields(
      node, key, required: ["id", "from"], optional: ["title", "to", "where", "set", "ramp"])
    guard case .mapping = node.content else { return nil }
    let id = identifier(fields["id"], "\(key).id", &seen)
    let title = fields["title"].flatMap { localizedText($0, "\(key).title") }
    let from = fields["from"].flatMap { quarter($0, "\(key).from") }
    let to = fields["to"].flatMap { quarter($0, "\(key).to") }
    let places = fields["where"].map { placeNames($0, "\(key).where") } ?? []
    let changes = changes(fields["set"], .set, "\(key).set") + changes(fields["ramp"], .ramp, "\(key).ramp")
    if fields["set"] == nil, fields["ramp"] == nil {
      report(
        "missing-key", node.place, "\(key).set",
        "nothing is changed; say what, such as 'set: {policy.centralHouseholds.outreach: 2}'")
    }
    if let ramp = fields["ramp"], fields["to"] == nil {
      report("missing-key", ramp.place, "\(key).to", "a ramp needs its last quarter, such as 'to: 2025Q4'")
    }
    for (index, change) in changes.enumerated() {
      guard let first = changes[..<index].first(where: { $0.lever == change.lever }) else { continue }
      report(
        "duplicate-key", change.value.place, change.key,
        "the lever is changed on line \(first.value.place.line) already, in the same intervention; keep one of them")
    }
    guard let id, let from else { return nil }
    // Without its last quarter nobody knows what a change overlaps.
    let isDated = to != nil || (fields["to"] == nil && fields["ramp"] == nil)
    return ScenarioDraft.Intervention(
      key: key, id: id, title: title?.value, from: from, to: to, places: places, changes: isDated ? changes : [])
  }

  private mutating func quarter(_ node: YamlNode, _ key: String) -> Stated<Quarter>? {
    do throws(ValueFault) { return Stated(value: try Self.quarter(node), place: node.place) } catch {
      report(error, node.place, key)
      return nil
    }
  }

  private mutating func placeNames(_ node: YamlNode, _ key: String) -> [Stated<String>] {
    if case .list(let items) = node.content, items.isEmpty {
      report(
        "missing-value", node.place, key,
        "found an empty list; name at least one sumu or gacha, or delete the line for everywhere")
    }
    return names(node, key, "the name of a sumu or gacha")
  }

  /// Levers with their values: dotted keys of the ledger, or nested as in the section `policy`.
  private mutating func changes(
    _ node: YamlNode?, _ course: Intervention.Course, _ key: String
  ) -> [ScenarioDraft.Intervention.Change] {
    guard let node else { return [] }
    guard case .mapping(let entries) = node.content else {
      report(ValueReader.missing(node, "levers and their values"), node.place, key)
      return []
    }
    if entries.isEmpty {
      report(
        "missing-value", node.place, key,
        "found an empty group; name a lever and its value, such as policy.centralHouseholds.outreach: 2")
    }
    let nested = entries.filter { !$0.key.contains(".") && $0.key != "policy" }
    var found = group(YamlNode(.mapping(nested), at: node.place), tree("policy"), fileKey: key, prefix: "policy.")
    for entry in entries where entry.key == "policy" {
      found += group(entry.value, tree("policy"), fileKey: "\(key).policy", prefix: "policy.")
    }
    for entry in entries where entry.key.contains(".") {
      if let change = dottedLever(entry, "\(key).\(entry.key)") { found.append(change) }
    }
    return found.compactMap { change($0.key, $0.value, course, "\(key).\($0.key)") }
  }

  private mutating func dottedLever(
    _ entry: YamlEntry, _ key: String
  ) -> (key: String, value: Stated<ParameterValue>)? {
    let lever = entry.key.hasPrefix("policy.") ? entry.key : "policy." + entry.key
    guard let parameter = ledger[lever] else {
      let levers = ledger.parameters.map(\.key).filter { $0.hasPrefix("policy.") }
      let hint =
        ledger[entry.key] == nil
        ? Nearest.hint(lever, among: levers) : "; only levers, whose keys begin with 'policy.', can change within a run"
      report("unknown-key", entry.place, key, "there is no such lever" + hint)
      return nil
    }
    switch ValueReader.value(entry.value, for: parameter) {
    case .success(let value): return (lever, Stated(value: value, place: entry.value.place))
    case .failure(let fault):
      report(fault, entry.value.place, key)
      return nil
    }
  }

  /// A lever that can change in the way that is asked for; else it is said why not.
  private mutating func change(
    _ lever: String, _ value: Stated<ParameterValue>, _ course: Intervention.Course, _ key: String
  ) -> ScenarioDraft.Intervention.Change? {
    guard LeverReach(of: lever) != nil else {
      let group = lever.split(separator: ".").prefix(2).joined(separator: ".") + "."
      let levers = ledger.parameters.map(\.key).filter { LeverReach(of: $0) != nil }
      let near = levers.filter { $0.hasPrefix(group) }
      report(
        "lever-not-changeable", value.place, key,
        "the lever shapes the first morning of a run and cannot change within it; those that can: "
          + (near.isEmpty ? levers : near).joined(separator: ", "))
      return nil
    }
    switch (course, value.value) {
    case (.ramp, .boolean), (.ramp, .text):
      report(
        "wrong-type", value.place, key,
        "found \(value.value), expected a lever that is a number: a switch has no steps between; write it below 'set:'")
      return nil
    default: return ScenarioDraft.Intervention.Change(lever: lever, value: value, course: course, key: key)
    }
  }
}
