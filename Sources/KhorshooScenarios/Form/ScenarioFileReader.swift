import KhorshooEngine
import KhorshooInputs
import KhorshooText

/// Reads the sections of scenario files, bases first, into one ``ScenarioDraft``, and notes everything that is wrong.
struct ScenarioFileReader: Sendable {
  let plan: SpeciesPlan
  let ledger: ParameterLedger
  let knownOutcomes: [String]
  let knownLevels: [String]
  /// Whether all files could be read: a species of a missing base is no mistake.
  let isComplete: Bool
  var draft = ScenarioDraft()
  var diagnostics: [Diagnostic] = []
  /// Which option of the command line has stated a key.
  var givenBy: [String: String] = [:]
  private var statedInFile: [String: SourcePlace] = [:]

  init(_ plan: SpeciesPlan, knownOutcomes: [String], knownLevels: [String], isComplete: Bool) {
    self.plan = plan
    ledger = plan.ledger
    self.knownOutcomes = knownOutcomes
    self.knownLevels = knownLevels
    self.isComplete = isComplete
  }

  /// Takes up one file.
  mutating func read(_ root: YamlNode) {
    statedInFile = [:]
    if case .mapping(let entries) = root.content, !entries.contains(where: { $0.key == "schema" }),
      let classes = entries.first(where: { $0.key == "classes" })
    {
      report(
        "other-format", classes.place, "classes",
        "the file is a herd table, expected a scenario; khorshoo herd reads it")
      return
    }
    let entries = entries(root, "", known: ScenarioForm.names)
    if !entries.contains(where: { $0.key == "schema" }) {
      report(
        "missing-key", SourcePlace(path: root.place.path, line: 1, column: 1), "schema",
        "the file does not say its schema; write 'schema: 1' first")
    }
    for entry in entries {
      ScenarioForm.sections.first { $0.name == entry.key }?.read(entry.value, &self)
    }
  }

  func tree(_ name: String) -> KeyTree { ledger.tree.children[name] ?? KeyTree() }

  /// Puts values down; the same key in two sections of one file is a mistake.
  mutating func state(_ statements: [(key: String, value: Stated<ParameterValue>)]) {
    for (key, value) in statements {
      if let place = statedInFile[key] {
        report(
          "duplicate-key", value.place, key,
          "the value is set on line \(place.line) already, in another section; keep one of them")
        continue
      }
      statedInFile[key] = value.place
      draft.values[key] = value
    }
  }

  mutating func report(_ fault: ValueFault, _ place: SourcePlace, _ key: String) {
    draft.unreadable.insert(key)
    report(fault.code, place, key, fault.message)
  }

  mutating func report(_ code: String, _ place: SourcePlace, _ key: String, _ message: String) {
    diagnostics.append(
      Diagnostic(code: code, path: place.path, line: place.line, column: place.column, key: key, message: message))
  }
}

// What a node holds, or nil with a report.
extension ScenarioFileReader {
  /// What `read` makes of a node.
  mutating func taking<Value>(
    _ node: YamlNode, _ key: String, _ read: (YamlNode) throws(ValueFault) -> Value
  ) -> Value? {
    taking(node.place, key) { () throws(ValueFault) in try read(node) }
  }

  /// What `make` gives, for a place.
  mutating func taking<Value>(
    _ place: SourcePlace, _ key: String, _ make: () throws(ValueFault) -> Value
  ) -> Value? {
    do throws(ValueFault) { return try make() } catch {
      report(error, place, key)
      return nil
    }
  }

  mutating func value(_ node: YamlNode, _ parameter: Parameter, _ key: String) -> ParameterValue? {
    taking(node, key) { node throws(ValueFault) in try ValueReader.value(node, for: parameter).get() }
  }

  mutating func text(_ node: YamlNode, _ key: String, _ expected: String) -> Stated<String>? {
    taking(node, key) { node throws(ValueFault) in
      Stated(value: try ValueReader.text(node, expected), place: node.place)
    }
  }

  mutating func boolean(_ node: YamlNode, _ key: String) -> Bool? {
    value(node, .limits(key, .boolean), key).map { $0 == .boolean(true) }
  }

  mutating func localizedText(_ node: YamlNode, _ key: String) -> LocalizedText? {
    guard case .mapping = node.content else {
      return text(node, key, "a text").map { LocalizedText(en: $0.value, zh: $0.value) }
    }
    var texts: [String: String] = [:]
    let entries = entries(node, key, known: ["en", "zh"])
    for entry in entries { texts[entry.key] = text(entry.value, "\(key).\(entry.key)", "a text")?.value }
    for language in ["en", "zh"] where !entries.contains(where: { $0.key == language }) {
      report(
        "missing-key", node.place, "\(key).\(language)", "give the text in both languages, or one text without keys")
    }
    guard let en = texts["en"], let zh = texts["zh"] else {
      draft.unreadable.insert(key)
      return nil
    }
    return LocalizedText(en: en, zh: zh)
  }

  mutating func identifier(_ node: YamlNode, _ key: String) -> String? {
    guard let id = text(node, key, "an identifier") else { return nil }
    guard id.value.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }), id.value.count <= 64 else {
      report("bad-name", id.place, key, "found \(quoted(id.value)), expected letters, digits, '-' and '_', at most 64")
      return nil
    }
    return id.value
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
          "\(quoted(name.value)) is on line \(first.place.line) already; keep one")
        continue
      }
      found.append(name)
    }
    return found
  }

  /// A list of groups of fields, each of which has an identifier of its own.
  ///
  /// - Parameter make: what becomes of the fields of an item; an identifier that is used already is not among them.
  mutating func distinct<Form, Item>(
    _ node: YamlNode, _ key: String, _ form: Form.Type, id: KeyPath<Form, Field<String>>,
    _ make: (YamlNode, _ key: String, Statements<Form>, inout ScenarioFileReader) -> Item?
  ) -> [Item] where Form: FieldForm {
    var seen: [String: SourcePlace] = [:]
    return items(node, key).enumerated().compactMap { index, item in
      let key = "\(key)[\(index)]"
      var fields = whole(item, key, form)
      guard case .mapping = item.content else { return nil }
      if let found = fields[dynamicMember: id] {
        if let place = seen[found.value] {
          report(
            "duplicate-name", found.place, "\(key).id",
            "the identifier \(quoted(found.value)) is on line \(place.line) already; choose another")
          fields[dynamicMember: id] = nil
        } else {
          seen[found.value] = found.place
        }
      }
      return make(item, key, fields, &self)
    }
  }
}

extension YamlNode {
  /// Whether it is the word that takes something of the base out.
  var isNone: Bool {
    if case .scalar(let scalar) = content { scalar.text == "none" } else { false }
  }

  /// The entry of a mapping under a key.
  subscript(key: String) -> YamlEntry? {
    if case .mapping(let entries) = content { entries.first { $0.key == key } } else { nil }
  }
}
