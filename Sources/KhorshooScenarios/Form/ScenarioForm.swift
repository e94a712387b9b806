import KhorshooEngine
import KhorshooInputs
import KhorshooText

/// A part at the top of a scenario file. All that is to be known of it stands side by side in its declaration.
protocol FormSection: Sendable {
  /// Its key.
  var name: String { get }
  /// What it holds beside parameters of the ledger, by keys in full; `[]` stands for an item of a list.
  var fields: [(key: String, field: any FormField)] { get }
  /// Takes up what one file says; a later file comes over an earlier one.
  func read(_ node: YamlNode, _ reader: inout ScenarioFileReader)
  /// What is missing when all files are read, with a remedy.
  func missing(_ draft: ScenarioDraft) -> [(key: String, remedy: String)]
  /// Writes it into a file that needs no other.
  func write(_ scenario: ResolvedScenario, _ writer: inout YamlWriter)
  /// What results depend on; what only another scenario says can be named too, without a line of the hash.
  func facts(_ scenario: ResolvedScenario, beside other: ResolvedScenario?) -> [Fact]
  /// Of a JSON Schema.
  func schema(_ ledger: ParameterLedger) -> OrderedJSON
  /// Parts of its schema that stand in several places.
  func definitions(_ ledger: ParameterLedger) -> [(String, OrderedJSON)]
}

extension FormSection {
  var fields: [(key: String, field: any FormField)] { [] }
  func missing(_ draft: ScenarioDraft) -> [(key: String, remedy: String)] { [] }
  func write(_ scenario: ResolvedScenario, _ writer: inout YamlWriter) {}
  func facts(_ scenario: ResolvedScenario, beside other: ResolvedScenario?) -> [Fact] { [] }
  func definitions(_ ledger: ParameterLedger) -> [(String, OrderedJSON)] { [] }
}

/// The form of a scenario file: its sections, in the order in which they are written. What reads, writes, hashes, compares and
/// describes scenarios are loops over them.
///
/// - Proof: `ScenarioFormProperty`.
enum ScenarioForm {
  static let sections: [any FormSection] = [
    SchemaSection(), TextSection.title, TextSection.question, BaseSection(), PlacesSection(), ParametersSection(),
    PolicySection(), SpeciesSection(), MarketSection(), InterventionsSection(), ArmsSection(), ReferenceSection(),
    RunSection(), DesignSection(), OutcomesSection(),
  ]

  static let names = sections.map(\.name)

  /// The order of the text that is hashed, as it was when the first scenario was; further sections come after these.
  private static let hashedFirst = [
    "run", "species", "parameters", "places", "arms", "market", "reference", "outcomes", "design",
  ]

  private static let hashed: [any FormSection] =
    hashedFirst.compactMap { name in sections.first { $0.name == name } }
    + sections.filter { !hashedFirst.contains($0.name) }

  static func facts(_ scenario: ResolvedScenario, beside other: ResolvedScenario? = nil) -> [Fact] {
    hashed.flatMap { $0.facts(scenario, beside: other) }
  }
}

extension FieldList {
  /// The fields under keys in full.
  func keyed(_ path: String) -> [(key: String, field: any FormField)] { fields.map { ("\(path).\($0.name)", $0) } }
}

/// One statement in which two scenarios differ.
public struct ScenarioDifference: Sendable, Equatable {
  /// Key as in scenario files, such as `run.seed` or `arms.linkage.policy.centralHouseholds.outreach`.
  public let key: String
  /// What each of the two says; nil when it says nothing.
  public let first, second: String?
}

extension ResolvedScenario {
  /// The complete scenario as a file without a base: read again, it resolves to the same values.
  ///
  /// The prices of a history are written out, so that the file needs no other and can be read from any folder.
  ///
  /// - Parameters:
  ///   - origins: whether each line says in a comment where its value comes from.
  ///   - besideTables: whether ``tableOfWorlds`` will stand beside the file; otherwise it names the table where it is.
  public func resolvedYAML(origins showsOrigins: Bool = false, besideTables: Bool = true) -> String {
    var writer = YamlWriter(showsOrigins: showsOrigins, isBesideTables: besideTables)
    for section in ScenarioForm.sections { section.write(self, &writer) }
    return writer.text
  }

  /// SHA-256 of everything that results depend on, in one canonical text: species, values, named places, arms with
  /// their interventions, the prices of a history, the reference, the run and the selection of outcomes. Titles, labels, paths and comments do not change it.
  public var hash: SHA256Digest { SHA256Digest(of: canonicalText) }

  /// One `key=value` a line, sorted within each part; lengths stand before texts, so that no two scenarios share a text.
  package var canonicalText: String {
    (["khorshoo scenario 1"] + ScenarioForm.facts(self).flatMap(\.lines)).joined(separator: "\n") + "\n"
  }

  /// Everything that results depend on and in which another scenario differs. Empty exactly when ``hash`` is the same.
  ///
  /// - Proof: `ScenarioDifferenceUnitTests`, `ScenarioFormProperty`.
  public func differences(to other: ResolvedScenario) -> [ScenarioDifference] {
    func told(_ one: ResolvedScenario, _ other: ResolvedScenario) -> [Fact] {
      ScenarioForm.facts(one, beside: other).filter { !$0.key.isEmpty && !$0.text.isEmpty }
    }
    let (mine, others) = (told(self, other), told(other, self))
    let first = Dictionary(mine.map { ($0.key, $0.text) }) { $1 }
    let second = Dictionary(others.map { ($0.key, $0.text) }) { $1 }
    return (mine.map(\.key) + others.map(\.key).filter { first[$0] == nil }).compactMap { key in
      first[key] == second[key] ? nil : ScenarioDifference(key: key, first: first[key], second: second[key])
    }
  }
}

/// JSON Schema (2020-12) of a scenario file, generated from its form and a ledger: editors complete and check with it.
///
/// The checks between values (counts of places, names of arms) are those of ``Scenario``; a schema cannot say them.
public func scenarioSchema(ledger: ParameterLedger) -> String {
  let definitions = ScenarioForm.sections.flatMap { $0.definitions(ledger) }
  let isOfSpecies = { (definition: (String, OrderedJSON)) in definition.0.hasPrefix("species.") }
  return OrderedJSON.object([
    ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
    ("title", .text("Khorshoo scenario")),
    ("description", .text("A scenario states its question, names its base and contains only what differs.")),
    ("type", .text("object")),
    ("required", .list([.text("schema")])),
    ("additionalProperties", .boolean(false)),
    ("properties", .object(ScenarioForm.sections.map { ($0.name, $0.schema(ledger)) })),
    ("$defs", .object(definitions.filter { !isOfSpecies($0) } + definitions.filter(isOfSpecies))),
  ]).description
}

extension ParameterLedger {
  /// Every key at the top of a scenario file.
  package static let scenarioSections = ScenarioForm.names

  /// What scenario files hold beside the parameters of the ledger: keys in full, `[]` for an item of a list, and meanings.
  package static let scenarioFields = ScenarioForm.sections.flatMap { section in
    section.fields.map { (key: $0.key, meaning: $0.field.meaning) }
  }
}
