import KhorshooEngine
import KhorshooInputs
import KhorshooModel
import KhorshooText

/// A dated change of levers.
struct InterventionForm: FieldForm {
  let id: Field<String> = .identifier("id", "Name in messages.", "消息中所用的名称。")
  let title: Field<LocalizedText> = .words("title", "Title, in one language or both.", "题目，一种或两种语言。")
  let from: Field<Quarter> = .quarter(
    "from", remedy: "give it a value", "First quarter, inclusive.", "第一个季度（含）。")
  let to: Field<Quarter> = .quarter(
    "to", "Last quarter, inclusive; the end of the run when left out.", "最后一个季度（含）；不写则到运行结束。")
  let `where` = Field<[Stated<String>]>(
    "where",
    LocalizedText(
      en: "Sumu and gacha, by identifier or name; everywhere when left out.", zh: "苏木和嘎查，用标识或名称；不写则为各处。"),
    schema: [("type", .text("array")), ("minItems", .integer(1)), ("items", textSchema)],
    written: { YamlWriter.list($0.map(\.value)) }
  ) { reader, node, key in reader.placeNames(node, key) }
  let set: Field<[ScenarioDraft.Intervention.Change]> = .changes(
    .set, "Values from the first to the last quarter; then levers return.", "从第一个到最后一个季度的取值；此后恢复。")
  let rollout = Field<Intervention.Rollout>(
    "rollout",
    LocalizedText(
      en: "Gacha begin one after another; all at once when left out.", zh: "各嘎查分批开始；不写则同时开始。"),
    schema: RolloutForm.schema, written: RolloutForm.written
  ) { reader, node, key in
    let fields = reader.whole(node, key, RolloutForm.self)
    guard let order = fields.order?.value, let waves = fields.waves?.value else { return nil }
    return Intervention.Rollout(
      order: order, waves: waves, quarters: fields.quarters?.value ?? RolloutForm.quartersOfYear)
  }
  let ramp: Field<[ScenarioDraft.Intervention.Change]> = .changes(
    .ramp, "Values that are reached by equal steps in the last quarter, and stay.", "按等步长在最后一个季度达到并保持的取值。")

  static let list = FieldList(InterventionForm())
}

/// `rollout`: in which order, in how many groups and how far apart gacha begin.
struct RolloutForm: FieldForm {
  static let quartersOfYear = 4

  let order: Field<Intervention.Rollout.Order> = .choice(
    "interventions.rollout.order", remedy: "write largest, smallest, farthest, lot or listed",
    "Which gacha begin first: the largest or smallest by households, the farthest from the sumu, by lot, or as listed below where.",
    "哪些嘎查先行：largest 户数最多、smallest 户数最少、farthest 离苏木最远、lot 抽签、listed 按 where 所列次序。")
  let waves: Field<Int> = .wholeNumber(
    "interventions.rollout.waves", 1...1000, "groups", remedy: "give the number of groups, such as 3",
    "Groups of gacha that begin one after another.", "分几批推进。")
  let quarters: Field<Int> = .wholeNumber(
    "interventions.rollout.quarters", 1...400, "quarters", standard: quartersOfYear,
    "Quarters from one group to the next; 4 when left out.", "相邻两批相隔的季度数；不写则为 4。")

  static let list = FieldList(RolloutForm())

  static var schema: [(String, OrderedJSON)] {
    let form = object(list.fields.map { ($0.name, $0.schema) }, required: ["order", "waves"])
    if case .object(let members) = form { return members }
    return []
  }

  static func written(_ rollout: Intervention.Rollout) -> String {
    "{order: \(rollout.order.rawValue), waves: \(rollout.waves), quarters: \(rollout.quarters)}"
  }
}

extension Field where Value == [ScenarioDraft.Intervention.Change] {
  fileprivate static func changes(_ course: Intervention.Course, _ en: String, _ zh: String) -> Field {
    Field(course.rawValue, LocalizedText(en: en, zh: zh), schema: [], written: { _ in "" }) { reader, node, key in
      reader.changes(node, course, key)
    }
  }
}

/// `interventions`: dated changes of levers, of the scenario or of one arm. A list replaces that of the base.
struct InterventionsSection: FormSection {
  let name = "interventions"
  var fields: [(key: String, field: any FormField)] { InterventionForm.list.keyed("\(name)[]") }

  func read(_ node: YamlNode, _ reader: inout ScenarioFileReader) {
    reader.draft.interventions = Self.read(node, name, &reader) ?? []
  }

  /// The interventions of a list; nil for `none`: an arm without those of the scenario.
  static func read(
    _ node: YamlNode, _ key: String, _ reader: inout ScenarioFileReader
  ) -> [ScenarioDraft.Intervention]? {
    if node.isNone { return nil }
    return reader.distinct(node, key, InterventionForm.self, id: \.id) { item, key, fields, reader in
      Self.check(fields, item, key, &reader)
      guard let id = fields.id, let from = fields.from else { return nil }
      // Without its last quarter nobody knows what a change overlaps.
      let isDated = fields.to != nil || (item["to"] == nil && item["ramp"] == nil)
      return ScenarioDraft.Intervention(
        key: key, id: id, title: fields.title?.value, from: from, to: fields.to, places: fields.where?.value ?? [],
        changes: isDated ? changes(fields) : [], rollout: fields.rollout)
    }
  }

  private static func changes(_ fields: Statements<InterventionForm>) -> [ScenarioDraft.Intervention.Change] {
    (fields.set?.value ?? []) + (fields.ramp?.value ?? [])
  }

  private static func check(
    _ fields: Statements<InterventionForm>, _ node: YamlNode, _ key: String, _ reader: inout ScenarioFileReader
  ) {
    if node["set"] == nil, node["ramp"] == nil {
      reader.report(
        "missing-key", node.place, "\(key).set",
        "nothing is changed; say what, such as 'set: {policy.centralHouseholds.outreach: 2}'")
    }
    if let ramp = node["ramp"], node["to"] == nil {
      reader.report(
        "missing-key", ramp.value.place, "\(key).to", "a ramp needs its last quarter; write one, such as 'to: 2025Q4'")
    }
    if let rollout = node["rollout"], let ramp = node["ramp"] {
      reader.report(
        "unneeded-key", ramp.value.place, "\(key).ramp",
        "in a roll-out (line \(rollout.value.place.line)) each gacha takes one step; write the levers below 'set:'")
    }
    if fields.rollout?.value.order == .listed, node["where"] == nil {
      reader.report(
        "missing-key", fields.rollout!.place, "\(key).where",
        "gacha are to begin as listed, and none is listed; name them below 'where:' in their order")
    }
    let changes = changes(fields)
    for (index, change) in changes.enumerated() {
      guard let first = changes[..<index].first(where: { $0.lever == change.lever }) else { continue }
      reader.report(
        "duplicate-key", change.value.place, change.key,
        "the lever is changed on line \(first.value.place.line) already, in the same intervention; keep one of them")
    }
  }

  func write(_ scenario: ResolvedScenario, _ writer: inout YamlWriter) {
    Self.write(scenario.interventions, 0, &writer)
  }

  static func write(_ list: [StatedIntervention], _ depth: Int, _ writer: inout YamlWriter) {
    guard !list.isEmpty else { return }
    writer.line(depth, "interventions")
    for stated in list {
      let item = stated.intervention
      writer.line(depth + 1, "- id", YamlWriter.quote(item.id), comment: stated.origin.description)
      let title = LocalizedText(en: item.title, zh: item.titleChinese)
      if !title.en.isEmpty { writer.line(depth + 2, "title", YamlWriter.inline(title)) }
      writer.line(depth + 2, "from", item.from.paddedDescription)
      if let to = item.to { writer.line(depth + 2, "to", to.paddedDescription) }
      if !item.places.isEmpty { writer.line(depth + 2, "where", YamlWriter.list(item.places)) }
      if let rollout = item.rollout { writer.line(depth + 2, "rollout", RolloutForm.written(rollout)) }
      for course in [Intervention.Course.set, .ramp] {
        let changes = item.changes.filter { $0.course == course }
        if !changes.isEmpty { writer.line(depth + 2, course.rawValue) }
        for change in changes { writer.line(depth + 3, change.key, YamlWriter.inline(change.value)) }
      }
    }
  }

  /// One line of the hash a change of an arm, sorted; what they are called does not matter.
  static func hashed(_ arm: Arm, _ run: RunSettings) -> [String] {
    let last = run.start.advanced(by: 4 * run.years - 1)
    return arm.interventions.flatMap { intervention in
      intervention.changes.map {
        "  intervention \(intervention.from) \(intervention.to ?? last) \($0.course) \($0.key)="
          + "\(Canonical.text($0.value)) \(hashed(intervention))"
      }
    }.sorted()
  }

  /// Where and, in a roll-out, in which order.
  private static func hashed(_ intervention: Intervention) -> String {
    guard let rollout = intervention.rollout else { return Canonical.texts(intervention.places.sorted()) }
    let places = rollout.order == .listed ? intervention.places : intervention.places.sorted()
    return "\(Canonical.texts(places)) \(rollout.order.rawValue) \(rollout.waves) \(rollout.quarters)"
  }

  func schema(_ ledger: ParameterLedger) -> OrderedJSON { reference(name) }

  /// Levers that can change within a run, by their dotted keys or nested.
  func definitions(_ ledger: ParameterLedger) -> [(String, OrderedJSON)] {
    func levers(_ field: any FormField) -> OrderedJSON {
      let levers = ledger.parameters.indices.filter { index in
        let parameter = ledger.parameters[index]
        let isNumber = parameter.kind == .number || parameter.kind == .integer
        return LeverReach(of: parameter.key) != nil && (isNumber || field.name == "set")
      }
      var tree = KeyTree()
      for index in levers {
        tree.insert(ledger.parameters[index].key.split(separator: ".").map(String.init)[...], index)
      }
      let dotted = levers.map { (ledger.parameters[$0].key, ledger.parameters[$0].schema) }
      return object(dotted + (tree.children["policy"]?.properties(ledger) ?? []), field.meaning.en)
    }
    let item = object(
      InterventionForm.list.fields.map { field in
        (field.name, ["set", "ramp"].contains(field.name) ? levers(field) : field.schema)
      }, required: ["id", "from"])
    let dated = OrderedJSON.object([
      ("description", .text("Dated changes of levers. The list replaces that of the base.")),
      (
        "oneOf",
        .list([
          noneSchema("Without those of the scenario."), .object([("type", .text("array")), ("items", item)]),
        ])
      ),
    ])
    return [(name, dated)]
  }
}

extension ScenarioFileReader {
  fileprivate mutating func placeNames(_ node: YamlNode, _ key: String) -> [Stated<String>] {
    if case .list(let items) = node.content, items.isEmpty {
      report(
        "missing-value", node.place, key,
        "found an empty list; name at least one sumu or gacha, or delete the line for everywhere")
    }
    return names(node, key, "the name of a sumu or gacha")
  }

  /// Levers with their values: dotted keys of the ledger, or nested as in the section `policy`.
  fileprivate mutating func changes(
    _ node: YamlNode, _ course: Intervention.Course, _ key: String
  ) -> [ScenarioDraft.Intervention.Change] {
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
    let lever = Parameter.isLever(entry.key) ? entry.key : "policy." + entry.key
    guard let parameter = ledger[lever] else {
      let levers = ledger.parameters.filter(\.isLever).map(\.key)
      let hint =
        ledger[entry.key] == nil
        ? Nearest.hint(lever, among: levers) : "; only levers, whose keys begin with 'policy.', can change within a run"
      report("unknown-key", entry.place, key, "there is no such lever" + hint)
      return nil
    }
    return value(entry.value, parameter, key).map { (lever, Stated(value: $0, place: entry.value.place)) }
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
