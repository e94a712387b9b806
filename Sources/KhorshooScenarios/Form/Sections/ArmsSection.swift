import KhorshooEngine
import KhorshooInputs
import KhorshooModel
import KhorshooText

/// An arm: a policy that has a name.
struct ArmForm: FieldForm {
  let label: Field<String> = .text("label", "a label")
  let labelChinese: Field<String> = .text("labelChinese", "a label")
  static let list = FieldList(ArmForm())
}

/// `arms`: named policies. An arm of the same name in a base is changed, not replaced; `name: none` takes it out.
struct ArmsSection: FormSection {
  let name = "arms"
  var fields: [(key: String, field: any FormField)] { ArmForm.list.keyed("\(name)[]") }

  func read(_ node: YamlNode, _ reader: inout ScenarioFileReader) {
    for entry in reader.entries(node, name, known: nil) {
      let key = "\(name).\(entry.key)"
      guard Self.isName(entry.key) else {
        reader.report(
          "bad-name", entry.place, key,
          "an arm is named by letters, digits, '-' and '_', beginning with a letter, at most 64; not by yes, no, on, off"
        )
        continue
      }
      if entry.value.isNone {
        remove(entry, key, &reader)
      } else if entry.value.isNothing {
        reader.report(
          "missing-value", entry.value.place, key, "found nothing; write {} for an arm that changes no lever")
        reader.draft.unreadable.insert(name)
      } else {
        read(entry, key, &reader)
      }
    }
  }

  private func remove(_ entry: YamlEntry, _ key: String, _ reader: inout ScenarioFileReader) {
    guard let index = reader.draft.arms.firstIndex(where: { $0.name == entry.key }) else {
      let known = reader.draft.arms.map(\.name)
      if reader.isComplete {
        reader.report(
          "unknown-arm", entry.place, key, "no base has this arm to take out" + Nearest.hint(entry.key, among: known))
      }
      return
    }
    reader.draft.arms.remove(at: index)
  }

  private func read(_ entry: YamlEntry, _ key: String, _ reader: inout ScenarioFileReader) {
    let fields = reader.entries(
      entry.value, key, known: ArmForm.list.names + ["policy", "places", "parameters", "interventions"])
    let index = reader.draft.arms.firstIndex { $0.name == entry.key }
    var arm = index.map { reader.draft.arms[$0] } ?? ScenarioDraft.Arm(name: entry.key, place: entry.place)
    arm.place = entry.place
    for field in fields {
      let fieldKey = "\(key).\(field.key)"
      switch field.key {
      case "policy":
        let levers = reader.group(field.value, reader.tree("policy"), fileKey: fieldKey, prefix: "policy.")
        for (lever, value) in levers { arm.own[lever] = value }
      case "places":
        for (grids, value) in Self.grids(field.value, fieldKey, &reader) { arm.own[grids] = value }
      case "parameters":
        for (choice, value) in Self.selection(field.value, fieldKey, &reader) { arm.own[choice] = value }
      case "interventions":
        let own = InterventionsSection.read(field.value, fieldKey, &reader)
        arm.takesInterventions = own != nil
        arm.interventions = own ?? []
      default: arm.labels.take(field.key, field.value, fieldKey, &reader)
      }
    }
    if let index { reader.draft.arms[index] = arm } else { reader.draft.arms.append(arm) }
  }

  /// How an arm divides the population into grids; what all arms share is reported.
  private static func grids(
    _ node: YamlNode, _ key: String, _ reader: inout ScenarioFileReader
  ) -> [(key: String, value: Stated<ParameterValue>)] {
    let tree = reader.tree("places")
    let shared = (tree.order + ["sumu", "gacha", "roster", "margins"]).filter {
      !GridChoice.keys.contains("places.\($0)")
    }
    if case .mapping(let entries) = node.content {
      for entry in entries where shared.contains(entry.key) {
        reader.report(
          "not-by-arm", entry.place, "\(key).\(entry.key)",
          "all arms share the population: \(LedgerKeys.differencesOfArms); give it once for all arms, below 'places:' at the "
            + "top of the file"
        )
      }
    }
    return reader.group(node, tree, fileKey: key, prefix: "places.", handled: shared)
  }

  /// How an arm chooses the holders of offices; what all arms share is reported.
  private static func selection(
    _ node: YamlNode, _ key: String, _ reader: inout ScenarioFileReader
  ) -> [(key: String, value: Stated<ParameterValue>)] {
    let stated = reader.group(node, reader.ledger.tree.without(["places", "policy"]), fileKey: key, prefix: "")
    for (shared, value) in stated where !SelectionChoice.keys.contains(shared) {
      reader.report(
        "not-by-arm", value.place, "\(key).\(shared)",
        "all arms share it: \(LedgerKeys.differencesOfArms); give it once for all arms, below 'parameters:' at the top of the "
          + "file")
    }
    return stated.filter { SelectionChoice.keys.contains($0.key) }
  }

  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (97...122).contains(first) || (65...90).contains(first), text.utf8.count <= 64,
      !YamlScalar.isReserved(text)
    else { return false }
    return text.utf8.allSatisfy { byte in
      (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte) || byte == 45 || byte == 95
    }
  }

  func write(_ scenario: ResolvedScenario, _ writer: inout YamlWriter) {
    writer.line(0, name)
    for ((arm, overrides), dated) in zip(zip(scenario.arms, scenario.armOverrides), scenario.armInterventions) {
      writer.line(1, arm.name)
      var labels = FieldValues<ArmForm>()
      (labels.label, labels.labelChinese) = (arm.label, arm.labelChinese)
      for (field, text) in labels.written { writer.line(2, field, text) }
      if dated.takesScenarios {
        InterventionsSection.write(dated.own, 2, &writer)
      } else {
        writer.line(2, "interventions", "none")
      }
      guard !overrides.isEmpty else { continue }
      var tree = KeyTree()
      for (index, override) in overrides.enumerated() {
        let section = SelectionChoice.keys.contains(override.key) ? ["parameters"] : []
        tree.insert((section + override.key.split(separator: ".").map(String.init))[...], index)
      }
      write(tree, overrides, 2, &writer)
    }
  }

  private func write(_ tree: KeyTree, _ overrides: [ArmOverride], _ depth: Int, _ writer: inout YamlWriter) {
    for name in tree.order {
      guard let child = tree.children[name] else { continue }
      if let index = child.parameter {
        let override = overrides[index]
        writer.line(depth, name, YamlWriter.inline(override.value), comment: override.origin.description)
      } else {
        writer.line(depth, name)
        write(child, overrides, depth + 1, &writer)
      }
    }
  }

  /// The order of arms, and the levers, grids and rules of selection that an arm sets in one of the two scenarios.
  func facts(_ scenario: ResolvedScenario, beside other: ResolvedScenario?) -> [Fact] {
    [Fact(name, scenario.arms.map(\.name).joined(separator: ", "), [])]
      + scenario.arms.flatMap { arm -> [Fact] in
        let twin = other?.arms.first { $0.name == arm.name }
        var facts = [Fact("", "", ["arm \(arm.name)"])]
        for key in scenario.values.keys {
          let isSet = arm.values[key] != scenario.values[key]
          let isSetInTwin = twin.map { $0.values[key] != other?.values[key] && other?.values[key] != nil } ?? false
          guard isSet || isSetInTwin else { continue }
          facts.append(
            Fact(
              twin == nil ? "" : "\(name).\(arm.name).\(key)", arm.values.told(key),
              isSet ? ["  \(key)=\(arm.values[key].map(Canonical.text) ?? "")"] : []))
        }
        let dated = InterventionsSection.hashed(arm, scenario.run)
        let told = dated.map { $0.drop { $0 == " " } }.joined(separator: "; ")
        return facts + [Fact(twin == nil ? "" : "\(name).\(arm.name).interventions", told, dated)]
      }
  }

  func schema(_ ledger: ParameterLedger) -> OrderedJSON {
    let arm = object(
      ArmForm.list.fields.map { ($0.name, $0.schema) } + [
        ("policy", reference("policy")), ("interventions", reference("interventions")),
        (
          "places",
          object(
            GridChoice.keys.compactMap { key in
              ledger[key].map { (String(key.dropFirst("places.".count)), $0.schema) }
            }, "How the arm divides the population, which all arms share, into grids with a central household each.")
        ),
        ("parameters", object([("institution", object([("selection", selectionSchema(ledger))]))])),
      ])
    return described(
      "Named policies; an arm states the levers in which it differs from 'policy', its grids where they differ from 'places', and how "
        + "it chooses office holders where that differs from 'parameters'.",
      [
        ("type", .text("object")),
        ("propertyNames", .object([("pattern", .text("^[A-Za-z][A-Za-z0-9_-]{0,63}$"))])),
        ("additionalProperties", .object([("oneOf", .list([noneSchema("Takes an arm of the base out."), arm]))])),
      ])
  }

  private func selectionSchema(_ ledger: ParameterLedger) -> OrderedJSON {
    object(
      SelectionChoice.keys.compactMap { key in
        ledger[key].map { (String(key.dropFirst("institution.selection.".count)), $0.schema) }
      }, "How the arm chooses who holds the office of central household.")
  }
}
