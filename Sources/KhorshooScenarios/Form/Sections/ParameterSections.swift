import KhorshooEngine
import KhorshooInputs
import KhorshooText

/// `parameters`: values of the ledger other than counts of places and levers.
struct ParametersSection: FormSection {
  let name = "parameters"

  private func tree(_ ledger: ParameterLedger) -> KeyTree { ledger.tree.without(["places", "policy"]) }

  func read(_ node: YamlNode, _ reader: inout ScenarioFileReader) {
    reader.state(reader.group(node, tree(reader.ledger), fileKey: name, prefix: ""))
  }

  /// Without the species that are added: they have a section of their own.
  func write(_ scenario: ResolvedScenario, _ writer: inout YamlWriter) {
    let added = Set(scenario.addedSpecies.map(\.name))
    var tree = tree(scenario.ledger)
    if !added.isEmpty, let herds = tree.children["herds"] {
      tree = tree.replacing("herds", with: herds.without(added))
    }
    guard !tree.order.isEmpty else { return }
    writer.line(0, name)
    writer.values(tree, "", 1, of: scenario)
  }

  /// Every value of the ledger, in whatever section it is stated.
  func facts(_ scenario: ResolvedScenario, beside other: ResolvedScenario?) -> [Fact] {
    scenario.values.keys.map { key in
      Fact(key, scenario.values.told(key), ["value \(key)=\(scenario.values[key].map(Canonical.text) ?? "")"])
    }
  }

  func schema(_ ledger: ParameterLedger) -> OrderedJSON {
    tree(ledger).schema(ledger, "Overrides of the parameter ledger.")
  }

  func definitions(_ ledger: ParameterLedger) -> [(String, OrderedJSON)] {
    let text = OrderedJSON.object([("type", .text("string")), ("pattern", .text("^[^()]*[A-Za-z]+\\(.+\\)$"))])
    let item = OrderedJSON.object([("type", .list([.text("number"), .text("string"), .text("boolean")]))])
    let named = ScenarioFileReader.distributions.map { name, _ in
      object([(name, list(item, "Its numbers.", atLeast: 1))], required: [name])
    }
    return [
      (
        "uncertain",
        described(
          "What is believed of a value: U(20,30), 25 ~ U(20,30) or {uniform: [20, 30]}.",
          [("anyOf", .list([text] + named))])
      )
    ]
  }
}

/// `policy`: levers of every arm.
struct PolicySection: FormSection {
  let name = "policy"

  func read(_ node: YamlNode, _ reader: inout ScenarioFileReader) {
    reader.state(reader.group(node, reader.tree(name), fileKey: name, prefix: "policy."))
  }

  func write(_ scenario: ResolvedScenario, _ writer: inout YamlWriter) {
    guard let tree = scenario.ledger.tree.children[name], !tree.order.isEmpty else { return }
    writer.line(0, name)
    writer.values(tree, "policy.", 1, of: scenario)
  }

  func schema(_ ledger: ParameterLedger) -> OrderedJSON { reference(name) }

  func definitions(_ ledger: ParameterLedger) -> [(String, OrderedJSON)] {
    [(name, (ledger.tree.children[name] ?? KeyTree()).schema(ledger))]
  }
}

/// `species`: species that are added, changed or taken out. Which there are says ``SpeciesPlan``, before anything is read.
struct SpeciesSection: FormSection {
  let name = "species"

  func read(_ node: YamlNode, _ reader: inout ScenarioFileReader) {
    for entry in reader.entries(node, name, known: nil) {
      guard case .mapping = entry.value.content, reader.plan.hasSpecies(entry.key) else { continue }
      let tree = reader.tree("herds").children[entry.key] ?? KeyTree()
      reader.state(
        reader.group(
          entry.value, tree, fileKey: "species.\(entry.key)", prefix: "herds.\(entry.key).", handled: ["like"]))
    }
  }

  func write(_ scenario: ResolvedScenario, _ writer: inout YamlWriter) {
    guard !scenario.addedSpecies.isEmpty || !scenario.removedSpecies.isEmpty else { return }
    writer.line(0, name)
    for species in scenario.addedSpecies {
      writer.line(1, species.name)
      writer.line(2, "like", species.like)
      let tree = scenario.ledger.tree.children["herds"]?.children[species.name] ?? KeyTree()
      writer.values(tree, "herds.\(species.name).", 2, of: scenario)
    }
    for name in scenario.removedSpecies { writer.line(1, name, "none") }
  }

  func facts(_ scenario: ResolvedScenario, beside other: ResolvedScenario?) -> [Fact] {
    let names = scenario.speciesNames
    return [Fact(name, names.joined(separator: ", "), ["species=\(Canonical.texts(names))"])]
  }

  func schema(_ ledger: ParameterLedger) -> OrderedJSON {
    let none = noneSchema("Takes the species out.")
    let fields = ledger.speciesNames.map { reference("species.\($0)") }
    let known = zip(ledger.speciesNames, fields).map { name, fields in
      (name, OrderedJSON.object([("oneOf", .list([none, fields]))]))
    }
    return described(
      "Species to add ('like' an existing one), to change or to take out ('none').",
      [
        ("type", .text("object")), ("properties", .object(known)),
        ("additionalProperties", .object([("anyOf", .list([none] + fields))])),
      ])
  }

  func definitions(_ ledger: ParameterLedger) -> [(String, OrderedJSON)] {
    let like = Field<String>.text(
      "like", "the name of a species", "Adds a species: the existing species whose parameters are copied.",
      "新增畜种：从已有的哪一畜种复制参数。")
    return ledger.speciesNames.map { name in
      let tree = ledger.tree.children["herds"]?.children[name] ?? KeyTree()
      return ("species.\(name)", object([(like.name, like.schema)] + tree.properties(ledger)))
    }
  }
}

extension ParameterValues {
  /// As people write it; nothing when there is no such key.
  func told(_ key: String) -> String {
    switch self[key] {
    case .number(let number): plainNumber(number)
    case .some(let value): value.description
    case nil: ""
    }
  }
}
