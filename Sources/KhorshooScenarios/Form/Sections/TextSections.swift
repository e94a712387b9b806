import KhorshooEngine
import KhorshooInputs
import KhorshooText

/// `schema`: the version of the form.
struct SchemaSection: FormSection {
  let name = "schema"

  func read(_ node: YamlNode, _ reader: inout ScenarioFileReader) {
    _ = reader.taking(node, name) { node throws(ValueFault) in
      guard case .scalar(let scalar) = node.content, !scalar.isNothing else { throw ValueReader.missing(node, "1") }
      let version = try ValueReader.integer(scalar, "1")
      guard version == 1 else {
        throw ValueFault(
          code: "schema-version",
          message: "found \(version), expected 1; this program does not know scenarios of another schema")
      }
      return version
    }
  }

  func write(_ scenario: ResolvedScenario, _ writer: inout YamlWriter) { writer.line(0, name, "1") }

  func schema(_ ledger: ParameterLedger) -> OrderedJSON {
    described("Version of this form.", [("const", .integer(1))])
  }
}

/// `title` and `question`: what a scenario is called and what it asks.
struct TextSection: FormSection {
  let field: Field<LocalizedText>
  let stated: @Sendable (ScenarioDraft) -> Stated<LocalizedText>?
  let state: @Sendable (inout ScenarioDraft, Stated<LocalizedText>) -> Void
  let text: @Sendable (ResolvedScenario) -> LocalizedText

  static let title = TextSection(
    field: .words(
      "title", remedy: "name the scenario in a few words", "Title, in one language or both.", "题目，一种或两种语言。"),
    stated: { $0.title }, state: { $0.title = $1 }, text: { $0.title })

  static let question = TextSection(
    field: .words(
      "question", remedy: "say which question the scenario answers", "The question that the scenario answers.",
      "情景所回答的问题。"), stated: { $0.question }, state: { $0.question = $1 }, text: { $0.question })

  var name: String { field.name }
  var fields: [(key: String, field: any FormField)] { [(name, field)] }

  func read(_ node: YamlNode, _ reader: inout ScenarioFileReader) {
    if let text = field.read(&reader, node, name) { state(&reader.draft, Stated(value: text, place: node.place)) }
  }

  func missing(_ draft: ScenarioDraft) -> [(key: String, remedy: String)] {
    stated(draft) == nil ? field.remedy.map { [(name, $0)] } ?? [] : []
  }

  func write(_ scenario: ResolvedScenario, _ writer: inout YamlWriter) {
    writer.line(0, name, field.written(text(scenario)))
  }

  func schema(_ ledger: ParameterLedger) -> OrderedJSON { field.schema }
}

/// `base`: followed by ``ScenarioChain`` before anything is read.
struct BaseSection: FormSection {
  let name = "base"

  func read(_ node: YamlNode, _ reader: inout ScenarioFileReader) {}

  func schema(_ ledger: ParameterLedger) -> OrderedJSON {
    Field<String>.text(
      name, "", "Another scenario file, relative to this one; only what differs is stated here.",
      "另一个情景文件（相对本文件）；此处只写不同之处。"
    ).schema
  }
}

/// `reference`: the arm that the others are compared with.
struct ReferenceSection: FormSection {
  let name = "reference"
  var fields: [(key: String, field: any FormField)] { [(name, field)] }
  private var field: Field<String> {
    .text(
      name, "the name of an arm", "The arm that the others are compared with; the first when left out.",
      "其他方案与之比较的方案；不写则为第一个。")
  }

  func read(_ node: YamlNode, _ reader: inout ScenarioFileReader) {
    if let text = field.read(&reader, node, name) { reader.draft.reference = Stated(value: text, place: node.place) }
  }

  func write(_ scenario: ResolvedScenario, _ writer: inout YamlWriter) {
    writer.line(0, name, scenario.arms[scenario.referenceArm].name)
  }

  func facts(_ scenario: ResolvedScenario, beside other: ResolvedScenario?) -> [Fact] {
    let arm = scenario.arms[scenario.referenceArm].name
    return [Fact(name, arm, ["\(name)=\(arm)"])]
  }

  func schema(_ ledger: ParameterLedger) -> OrderedJSON { field.schema }
}
