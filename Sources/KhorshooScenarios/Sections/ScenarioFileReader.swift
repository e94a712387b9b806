import KhorshooEngine
import KhorshooInputs
import KhorshooText

/// Reads the sections of scenario files, bases first, into one ``ScenarioDraft``, and notes everything that is wrong.
///
/// Each section has a file of its own: `Reading…` extensions beside this one.
struct ScenarioFileReader: Sendable {
  /// Every key at the top of a scenario file.
  static let sections = [
    "schema", "title", "question", "base", "places", "parameters", "policy", "species", "market", "interventions",
    "arms", "reference", "run", "design", "outcomes",
  ]

  let plan: SpeciesPlan
  let ledger: ParameterLedger
  let knownOutcomes: [String]
  let knownLevels: [String]
  /// Whether all files could be read: a species of a missing base is no mistake.
  let isComplete: Bool
  var draft = ScenarioDraft()
  var diagnostics: [Diagnostic] = []
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
    let entries = entries(root, "", known: Self.sections)
    if !entries.contains(where: { $0.key == "schema" }) {
      report(
        "missing-key", SourcePlace(path: root.place.path, line: 1, column: 1), "schema",
        "the file does not say its schema; write 'schema: 1' first")
    }
    for entry in entries { readSection(entry) }
  }

  private mutating func readSection(_ entry: YamlEntry) {
    let node = entry.value
    switch entry.key {
    case "schema": readSchema(node)
    case "title": draft.title = localizedText(node, "title") ?? draft.title
    case "question": draft.question = localizedText(node, "question") ?? draft.question
    case "places": readPlaces(node)
    case "parameters":
      let tree = ledger.tree.without(["places", "policy"])
      state(group(node, tree, fileKey: "parameters", prefix: ""))
    case "policy": state(group(node, tree("policy"), fileKey: "policy", prefix: "policy."))
    case "species": readSpecies(node)
    case "market": readMarket(node)
    case "interventions": draft.interventions = interventions(node, "interventions") ?? []
    case "arms": readArms(node)
    case "reference": draft.reference = text(node, "reference", "the name of an arm") ?? draft.reference
    case "run": readRun(node)
    case "design": readDesign(node)
    case "outcomes": readOutcomes(node)
    default: break  // `base` is followed by ScenarioChain.
    }
  }

  func tree(_ name: String) -> KeyTree { ledger.tree.children[name] ?? KeyTree() }

  private mutating func readSchema(_ node: YamlNode) {
    do throws(ValueFault) {
      guard case .scalar(let scalar) = node.content, !scalar.isNothing else { throw ValueReader.missing(node, "1") }
      let version = try ValueReader.integer(scalar, "1")
      if version != 1 {
        report(
          "schema-version", node.place, "schema",
          "found \(version), expected 1; this program does not know scenarios of another schema")
      }
    } catch { report(error, node.place, "schema") }
  }

  private mutating func readSpecies(_ node: YamlNode) {
    for entry in entries(node, "species", known: nil) {
      guard case .mapping = entry.value.content, plan.hasSpecies(entry.key) else { continue }
      let tree = tree("herds").children[entry.key] ?? KeyTree()
      state(
        group(
          entry.value, tree, fileKey: "species.\(entry.key)", prefix: "herds.\(entry.key).", handled: ["like"]))
    }
  }

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

  mutating func localizedText(_ node: YamlNode, _ key: String) -> Stated<LocalizedText>? {
    guard case .mapping = node.content else {
      return text(node, key, "a text").map { Stated(value: LocalizedText(en: $0.value, zh: $0.value), place: $0.place) }
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
    return Stated(value: LocalizedText(en: en, zh: zh), place: node.place)
  }

  mutating func text(_ node: YamlNode, _ key: String, _ expected: String) -> Stated<String>? {
    do { return Stated(value: try ValueReader.text(node, expected), place: node.place) } catch {
      report(error, node.place, key)
      return nil
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
