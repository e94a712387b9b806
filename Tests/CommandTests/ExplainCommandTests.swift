import Foundation
import Testing

/// `khorshoo explain`: every scenario, both languages, all formats.
@Suite struct ExplainCommandTests {
  private static let languages = ["en", "zh"]

  private static func explain(_ arguments: String...) throws -> Command.Outcome {
    try Command.run(["explain"] + arguments, in: Command.repository)
  }

  /// The words of an explanation, however its lines are broken.
  private static func words(_ arguments: String...) throws -> String {
    try Command.run(["explain"] + arguments, in: Command.repository).output
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test(arguments: ScenarioCommandTests.scenarios) func everyScenarioIsExplained(_ name: String) throws {
    let outcome = try Self.explain("scenarios/" + name)
    #expect(outcome.exit == 0 && outcome.errors.isEmpty, "\(outcome)")
    let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count > 120 && lines.count < 530, "\(lines.count) lines")
    for number in 1...9 { #expect(lines.contains { $0.hasPrefix("\(number) ") }, "section \(number) is missing") }
    let chinese = try Self.explain("scenarios/" + name, "--lang", "zh", "--format", "json", "--full")
    let parsed = try JSONSerialization.jsonObject(with: chinese.outputBytes) as? [String: Any]
    let sections = try #require(parsed?["sections"] as? [[String: Any]])
    #expect(
      sections.compactMap { $0["id"] as? String } == [
        "purpose", "entities", "arms", "quarter", "interaction", "chance", "observation", "assumptions", "changes",
        "parameters",
      ])
    for section in sections {
      let title = try #require(section["title"] as? String)
      #expect(!title.isEmpty && title.allSatisfy { !$0.isASCII }, "\(title) is not Chinese")
    }
  }

  /// The same steps in the same order, whatever the format.
  @Test func formatsHaveTheSameContent() throws {
    let text = try Self.explain("scenarios/ewenki.yaml").output
    let markdown = try Self.explain("scenarios/ewenki.yaml", "--format", "markdown").output
    let json = try Self.explain("scenarios/ewenki.yaml", "--format", "json")
    let parsed = try JSONSerialization.jsonObject(with: json.outputBytes) as? [String: Any]
    let sections = try #require(parsed?["sections"] as? [[String: Any]])
    let quarter = try #require(sections.first { $0["id"] as? String == "quarter" }?["blocks"] as? [[String: Any]])
    let steps = quarter.compactMap { $0["entries"] as? [[String: String]] }.joined()
    #expect(steps.count > 20)
    let flat = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for step in steps {
      let (heading, sentence) = (try #require(step["heading"]), try #require(step["sentence"]))
      #expect(flat.contains(heading + " " + sentence), "\(heading)")
      #expect(markdown.contains("### \(heading)\n\n\(sentence)\n"), "\(heading)")
    }
  }

  /// Chinese characters take two columns; a mark that ends a line may stand one beyond.
  @Test(arguments: languages) func linesFitATerminal(_ language: String) throws {
    let lines = try Self.explain("scenarios/mongolia.yaml", "--lang", language).output.split(separator: "\n")
    let width = { (line: Substring) in line.unicodeScalars.reduce(0) { $0 + ($1.value > 0x2E80 ? 2 : 1) } }
    let long = lines.filter { width($0) > 102 }
    #expect(long.isEmpty, "\(long)")
  }

  @Test func theReferenceIsShortEnoughToRead() throws {
    let outcome = try Self.explain("scenarios/ewenki.yaml")
    let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 420, "\(lines.count) lines")
    for text in [
      "gacha              44", "central household  109", "household          4539    party members: 996",
      "Membership · every quarter · gacha · off in none, centralOnly", "linkage · Central households and cooperatives",
    ] { #expect(outcome.output.contains(text), "\(text) is missing in\n\(outcome.output)") }
  }

  @Test func datedChangesAppear() throws {
    let path = "scenarios/policies/intervention-outreach.yaml"
    let english = try Self.words(path)
    let pilot = "outreach = 2 from 2023Q1 to 2025Q4, by equal steps, then kept, in yimin, hui"
    #expect(english.contains(pilot), "\(english)")
    #expect(english.contains("outreach = 2 from 2023Q1 on, at once, everywhere"), "\(english)")
    let chinese = try Self.explain(path, "--lang", "zh").output.filter { !$0.isWhitespace }
    #expect(chinese.contains("outreach=2，自2023Q1起，一步到位，全旗"), "\(chinese)")
    // Nothing is said where nothing changes.
    #expect(!(try Self.words("scenarios/ewenki.yaml")).contains("Changes from a date on"))
  }

  @Test func changedValuesAndSwitchesAppear() throws {
    let changed = try Self.words("scenarios/ewenki.yaml", "--set", "herds.sheep.prolificacy=1.21")
    #expect(changed.contains("herds.sheep: prolificacy = 1.21 young per birth (ledger: 1.03)"), "\(changed)")
    #expect(changed.contains("herds.sheep.prolificacy · 1.21 young per birth · 1.03 · --set"), "\(changed)")
    let off = try Self.explain(
      "scenarios/ewenki.yaml", "--arms", "none,centralOnly", "--set", "husbandry.demography=stochastic")
    #expect(off.exit == 0)
    for process in ["Exposure · every quarter · banner", "Membership · every quarter · gacha"] {
      #expect(off.output.contains("\(process) · OFF in all arms\n"), "\(off)")
    }
    let words = off.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("are whole animals.") && words.contains("Random: births, ageing."), "\(off)")
    let arm = try Self.words(
      "scenarios/ewenki.yaml", "--set", "arms.linkage.policy.centralHouseholds.outreach=2", "--lang", "zh")
    #expect(arm.filter { !$0.isWhitespace }.contains("linkage：2"), "\(arm)")
    #expect(!changed.contains("OFF in all arms") && changed.contains("not whole animals."))
  }

  @Test func errorsAreThoseOfCheck() throws {
    let scratch = Scratch()
    try scratch.scenario("bad.yaml", "parameters:\n  market: {wageYuanPerDay: lots}")
    let explained = try Command.run("explain", "bad.yaml", in: scratch.folder)
    let checked = try Command.run("check", "bad.yaml", in: scratch.folder)
    #expect(explained.exit == 65 && explained.errors == checked.errors && explained.output.isEmpty, "\(explained)")
    #expect(try Command.run("explain", "none.yaml", in: scratch.folder).exit == 66)
    #expect(try Command.run("explain", "bad.yaml", "--format", "pdf", in: scratch.folder).exit == 64)
    let full = try Command.run(["explain", "scenarios/ewenki.yaml"], in: Command.repository, output: .closedPipe)
    #expect(full.exit == 141 && !full.wasKilled && full.errors.isEmpty, "\(full)")
  }
}
