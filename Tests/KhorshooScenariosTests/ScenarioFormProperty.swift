import Foundation
import KhorshooEngine
import KhorshooScenarios
import KhorshooText
import Testing

/// Every field of the scenario form, changed by itself: it changes the identity, is told, comes back from the resolved file
/// and stands in the schema.
///
/// Fields of `run` are found in the form and changed by their schema, so that a new one is tested without a line here; those of
/// other sections have a case each, and a field without a case fails.
@Suite struct ScenarioFormProperty {
  /// A change of the text of a scenario, and whether results depend on it.
  struct Case: Sendable, CustomTestStringConvertible {
    let key: String
    let old: String
    let new: String
    var isHashed = true
    var text = whole

    var testDescription: String { key }
  }

  private static let run = """
    schema: 1
    title: t
    question: q
    arms: {none: {policy: {cooperatives: {enabled: false}}}, linkage: {}}
    run: {years: 1, start: 2020Q1, replicates: 64, seed: 5}
    """

  private static let whole = """
    schema: 1
    title: {en: Title, zh: 题目}
    question: Question
    places:
      sumuCount: 3
      pastoralSumuCount: 2
      gachaCount: 3
      gridCount: 6
      householdCount: 120
      partyMemberCount: 40
      cooperativeCount: 4
      sumu:
        - {id: s1, name: One, chinese: 一, pastoral: true}
        - {id: s2, name: Two, chinese: 二, pastoral: true}
      gacha:
        - {id: g1, name: Three, chinese: 三, sumu: s1, products: [beef]}
    market:
      history: {method: bootstrap, blockYears: 1, series: {firstYear: 2016, prices: {hay: [1, 2, 3, 4, 5, 6, 7, 8]}}}
    interventions:
      - {id: out, title: Out, from: 2020Q2, to: 2021Q1, where: [s1], set: {policy.centralHouseholds.outreach: 3}}
      - id: spread
        from: 2020Q3
        rollout: {order: largest, waves: 2, quarters: 2}
        set: {policy.centralHouseholds.materials: 2}
      - {id: slow, from: 2020Q1, to: 2021Q4, ramp: {policy.centralHouseholds.training: 2}}
    arms:
      none: {policy: {cooperatives: {enabled: false}}}
      linkage: {label: Linked, labelChinese: 联户}
    reference: none
    run: {years: 3, start: 2020Q1, replicates: 64, seed: 5}
    design: {method: lhs, samples: 4, seed: 3, factors: [{market.wageYuanPerDay: '80:120'}]}
    outcomes: {names: [herdSheepHead], levels: [banner], fromYear: 2020, toYear: 2021}
    """

  private static let roster = """
    schema: 1
    title: t
    question: q
    places:
      gridCount: 2
      partyMemberCount: 2
      cooperativeCount: 1
      roster: {households: h.csv, ties: t.csv, directed: false, missingTieShare: 0.1, decimal: point}
    arms: {none: {policy: {cooperatives: {enabled: false}}}, linkage: {}}
    run: {years: 1, start: 2020Q1, replicates: 64, seed: 5}
    """

  private static let margins = """
    schema: 1
    title: t
    question: q
    places:
      gridCount: 2
      partyMemberCount: 2
      cooperativeCount: 1
      margins: {file: m.csv, decimal: point}
    arms: {none: {policy: {cooperatives: {enabled: false}}}, linkage: {}}
    run: {years: 1, start: 2020Q1, replicates: 64, seed: 5}
    """

  private static let files = [
    "m.csv": "gacha,households\na,20\nb,30\n",
    "h.csv": "id,gacha,pastureMu\n1,a,100\n2,a,200\n3,b,300\n4,b,400\n",
    "h2.csv": "id,gacha,pastureMu\n1,a,100\n2,a,200\n3,b,300\n4,b,401\n",
    "t.csv": "source,target\n1,2\n3,4\n", "t2.csv": "source,target\n1,2\n2,3\n",
  ]

  private static func ofRoster(_ field: String, _ old: String, _ new: String) -> Case {
    Case(key: "places.roster.\(field)", old: old, new: new, text: roster)
  }

  static let cases = [
    Case(key: "title", old: "en: Title", new: "en: Other", isHashed: false),
    Case(key: "question", old: "question: Question", new: "question: Other", isHashed: false),
    Case(key: "reference", old: "reference: none", new: "reference: linkage"),
    Case(key: "places.sumu[].id", old: "id: s2", new: "id: s9"),
    Case(key: "places.sumu[].name", old: "name: Two", new: "name: Zwei"),
    Case(key: "places.sumu[].chinese", old: "chinese: 二", new: "chinese: 贰"),
    Case(key: "places.sumu[].pastoral", old: "二, pastoral: true", new: "二, pastoral: false"),
    Case(key: "places.gacha[].id", old: "id: g1", new: "id: g9"),
    Case(key: "places.gacha[].name", old: "name: Three", new: "name: Drei"),
    Case(key: "places.gacha[].chinese", old: "chinese: 三", new: "chinese: 叁"),
    Case(key: "places.gacha[].sumu", old: "sumu: s1", new: "sumu: s2"),
    Case(key: "places.gacha[].products", old: "[beef]", new: "[beef, milk]"),
    ofRoster("households", "h.csv", "h2.csv"), ofRoster("ties", "t.csv", "t2.csv"),
    ofRoster("directed", "directed: false", "directed: true"),
    ofRoster("missingTieShare", "missingTieShare: 0.1", "missingTieShare: 0.2"),
    ofRoster("decimal", "decimal: point", "decimal: comma"),
    Case(key: "places.margins.decimal", old: "decimal: point", new: "decimal: comma", text: margins),
    Case(key: "market.history.series", old: "7, 8]", new: "7, 9]"),
    Case(
      key: "market.history.method", old: "method: bootstrap, blockYears: 1", new: "method: replay", text: replayable),
    Case(key: "market.history.blockYears", old: "blockYears: 1", new: "blockYears: 2"),
    Case(key: "interventions[].id", old: "id: out", new: "id: other", isHashed: false),
    Case(key: "interventions[].title", old: "title: Out", new: "title: Other", isHashed: false),
    Case(key: "interventions[].from", old: "from: 2020Q2", new: "from: 2020Q3"),
    Case(key: "interventions[].to", old: "to: 2021Q1", new: "to: 2021Q2"),
    Case(key: "interventions[].where", old: "where: [s1]", new: "where: [s1, s2]"),
    Case(key: "interventions[].set", old: "outreach: 3", new: "outreach: 4"),
    Case(key: "interventions[].rollout", old: "order: largest", new: "order: lot"),
    Case(key: "interventions[].ramp", old: "training: 2", new: "training: 3"),
    Case(key: "arms[].label", old: "label: Linked", new: "label: Other", isHashed: false),
    Case(key: "arms[].labelChinese", old: "labelChinese: 联户", new: "labelChinese: 其他", isHashed: false),
    Case(key: "design.method", old: "method: lhs", new: "method: sobol"),
    Case(key: "design.samples", old: "samples: 4", new: "samples: 5"),
    Case(key: "design.seed", old: "seed: 3", new: "seed: 4"),
    Case(key: "design.factors", old: "80:120", new: "80:130"),
    Case(key: "outcomes.names", old: "[herdSheepHead]", new: "[]"),
    Case(key: "outcomes.levels", old: "[banner]", new: "[banner, sumu]"),
    Case(key: "outcomes.fromYear", old: "fromYear: 2020", new: "fromYear: 2021"),
    Case(key: "outcomes.toYear", old: "toYear: 2021", new: "toYear: 2022"),
  ]

  private static let replayable = whole.replacing("years: 3", with: "years: 2")

  /// Fields whose values are paths, or say how such a file is read: what is in the file is hashed, and for the points of a
  /// design the sweep does it.
  private static let paths: Set = [
    "places.margins", "places.margins.file", "market.history.decimal", "design.decimal", "places.roster.grids",
    "places.roster.cooperatives", "market.history.file", "design.file",
  ]

  private static func resolve(_ text: String, _ settings: [String] = []) throws -> ResolvedScenario {
    var files = files.mapValues { Array($0.utf8) }
    files["main.yaml"] = Array(text.utf8)
    return try Scenario.resolve(
      path: "main.yaml", files: .memory(files), overrides: ScenarioOverrides(settings: settings), ledger: .standard(),
      knownOutcomes: ResolvedScenario.outcomeNames(), knownLevels: ["banner", "sumu", "gacha", "grid"])
  }

  /// Reads the resolved form again, the copies of a roster's tables beside it.
  private static func again(_ scenario: ResolvedScenario) throws -> ResolvedScenario {
    var files = Dictionary(uniqueKeysWithValues: scenario.filesOfResult.map { ($0.name, Array($0.text.utf8)) })
    files["scenario.resolved.yaml"] = Array(scenario.resolvedYAML(origins: true).utf8)
    return try Scenario.resolve(
      path: "scenario.resolved.yaml", files: .memory(files), overrides: ScenarioOverrides(), ledger: .standard(),
      knownOutcomes: ResolvedScenario.outcomeNames(), knownLevels: ["banner", "sumu", "gacha", "grid"])
  }

  private static func schema() throws -> [String: Any] {
    let text = scenarioSchema(ledger: .standard())
    return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// What a schema says of a key: down its properties, the items of lists and the alternatives.
  private static func node(_ key: String, in root: [String: Any]) -> [String: Any]? {
    var found: [[String: Any]] = [root]
    func opened(_ node: [String: Any]) -> [[String: Any]] {
      if let name = (node["$ref"] as? String)?.split(separator: "/").last {
        return ((root["$defs"] as? [String: Any])?[String(name)] as? [String: Any]).map(opened) ?? []
      }
      return [node] + ((node["oneOf"] as? [[String: Any]]) ?? []).flatMap(opened)
    }
    for part in key.replacing("[]", with: ".[]").split(separator: ".") {
      found = found.flatMap(opened).compactMap { node in
        part == "[]"
          ? (node["items"] ?? node["additionalProperties"]) as? [String: Any]
          : (node["properties"] as? [String: Any])?[String(part)] as? [String: Any]
      }
    }
    return found.first
  }

  /// A value that a schema admits and that is none of the scenario `run`.
  private static func another(_ node: [String: Any]) -> String? {
    if let options = node["enum"] as? [String] { return options.last }
    if let examples = node["examples"] as? [String] { return examples.last }
    if node["pattern"] != nil { return "2021Q1" }
    switch node["type"] as? String {
    case "integer": return (node["minimum"] as? Int).map { "\($0 + 1)" }
    case "number": return (node["maximum"] as? Double).map { "\($0)" }
    case "boolean": return "true"
    case "string": return "another"
    default: return nil
    }
  }

  @Test func everyFieldOfTheRunIsHashedToldReadBackAndDescribed() throws {
    let (root, reference) = (try Self.schema(), try Self.resolve(Self.run))
    let fields = ParameterLedger.scenarioFields.filter { $0.key.hasPrefix("run.") }
    #expect(fields.count >= 6)
    for (key, meaning) in fields {
      let node = try #require(Self.node(key, in: root), "\(key) is not in the schema")
      #expect(node["description"] as? String == meaning.en && !meaning.en.isEmpty && !meaning.zh.isEmpty, "\(key)")
      let value = try #require(Self.another(node), "\(key): no other value is known for \(node)")
      let changed = try Self.resolve(Self.run, ["\(key)=\(value)"])
      #expect(changed.hash != reference.hash, "\(key)")
      #expect(reference.differences(to: changed).map(\.key) == [key])
      #expect(reference.differences(to: changed).first?.second == value)
      #expect(changed.resolvedYAML().contains("\n  \(key.dropFirst(4)): \(value)\n"), "\(key)")
      #expect(changed.origins[key] == .commandLine(option: "--set"))
      let again = try Self.again(changed)
      #expect(again.run == changed.run && again.hash == changed.hash, "\(key)")
      #expect(again.run != reference.run)
    }
  }

  @Test(arguments: cases)
  func everyOtherFieldIsHashedToldAndReadBack(_ one: Case) throws {
    #expect(one.text.ranges(of: one.old).count == 1, "\(one.old) does not stand once in the scenario")
    // Without a line, all outcomes are kept.
    let old = one.new == "[]" ? "names: \(one.old), " : one.old
    let new = one.text.replacing(old, with: one.new == "[]" ? "" : one.new)
    let (before, after) = (try Self.resolve(one.text), try Self.resolve(new))
    let again = try Self.again(after)
    #expect(again.canonicalText == after.canonicalText && again.differences(to: after).isEmpty)
    #expect(again.title == after.title && again.question == after.question)
    #expect(again.arms.map(\.label) == after.arms.map(\.label))
    #expect(again.resolvedYAML() == after.resolvedYAML())
    #expect(after.filesOfResult.map(\.text) != before.filesOfResult.map(\.text))
    #expect((before.hash != after.hash) == one.isHashed)
    #expect(before.differences(to: after).isEmpty != one.isHashed)
    #expect(after.differences(to: before).count == before.differences(to: after).count)
  }

  @Test func everyFieldHasACaseAndADescription() throws {
    let root = try Self.schema()
    let keys = ParameterLedger.scenarioFields.map(\.key)
    #expect(Set(keys).count == keys.count)
    let covered = Set(Self.cases.map(\.key)).union(Self.paths)
    #expect(keys.filter { !covered.contains($0) && !$0.hasPrefix("run.") } == [])
    for (key, meaning) in ParameterLedger.scenarioFields {
      #expect(Self.node(key, in: root) != nil, "\(key) is not in the schema")
      #expect(meaning.en.isEmpty == meaning.zh.isEmpty, "\(key) has words in one language")
    }
  }

  /// The deliberate fault: without its lines of the hash, a change is not seen.
  @Test func aFieldThatIsNotHashedWouldBeFound() throws {
    let (before, after) = (try Self.resolve(Self.run), try Self.resolve(Self.run, ["run.networkDraws=2"]))
    func without(_ scenario: ResolvedScenario) -> String {
      scenario.canonicalText.split(separator: "\n").filter { !$0.hasPrefix("run.networkDraws") }.joined(separator: "\n")
    }
    #expect(before.canonicalText != after.canonicalText && without(before) == without(after))
  }
}
