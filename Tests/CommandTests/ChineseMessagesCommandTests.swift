import Foundation
import Testing

/// With `--lang zh` nothing but codes, keys, names, values and commands is English in what is said of wrong input.
@Suite struct ChineseMessagesCommandTests {
  /// Words of English that stand in no key, name, value, option or command.
  private static let words =
    "the|an|of|is|are|was|it|its|and|or|to|in|with|found|expected|such|not|by|for|on|at|but|there|this|that|as|from|has|have|"
    + "give|name|write|choose|keep|leave|delete"

  /// What is left of English in a line.
  static func english(in line: some StringProtocol) -> [String] {
    var text = String(line)
    for kept in [
      #"“[^”]*”"#, #""[^"]*""#, #"'[^']*'"#, #"\[[a-z0-9-]+\]"#, #"khorshoo [a-z]+( [a-z]+)?( [\w./-]+)?"#,
      #"--[a-zA-Z-]+([ =][\w.,:/=-]+)?"#, #"<[a-z0-9|-]+>"#,
    ] { text = text.replacing(try! Regex(kept), with: "·") }
    let runs = text.matches(of: #/[A-Za-z]{2,}( [A-Za-z]{2,})+/#).map { String($0.output.0) }
    let single = text.matches(of: try! Regex("(^|[^\\w.-])(\(words))($|[^\\w.:-])")).map { String(text[$0.range]) }
    return runs + single
  }

  @Test(arguments: RemedyCommandTests.cases) func noEnglishIsLeft(one: RemedyCommandTests.Case) throws {
    let outcome = try RemedyCommandTests.run(
      one, one.files, one.arguments + ["--lang", "zh"], damage: one.damage ?? [])
    #expect(outcome.exit == one.exit, "\(outcome)")
    #expect((outcome.errors + outcome.output).contains("[\(one.code)]"), "\(outcome)")
    for line in outcome.errors.split(separator: "\n")
    where !line.hasPrefix("  ") && !line.contains("household-quarters/s") {
      let found = Self.english(in: line)
      #expect(found.isEmpty, "\(found) in: \(line)")
    }
  }

  @Test(arguments: [
    ["run"], ["run", "x.yaml", "--threads", "0"], ["run", "x.yaml", "--no-such"],
    ["run", "x.yaml", "--threads", "many"],
    ["run", "x.yaml", "extra"], ["check", "no.yaml"], ["show", "no.yaml"],
    ["plan", "no.yaml", "--shards", "2", "--out", "p"],
    ["status", "nowhere"], ["shard", "nowhere"], ["roster", "no.yaml", "--out", "r"],
  ]) func argumentsAreAnsweredInChinese(_ arguments: [String]) throws {
    let scratch = Scratch()
    let outcome = try Command.run(arguments + ["--lang", "zh"], in: scratch.folder)
    #expect(outcome.exit != 0)
    let first = try #require(outcome.errors.split(separator: "\n").first)
    #expect(first.contains { !$0.isASCII } && Self.english(in: first).isEmpty, "\(outcome)")
  }

  @Test func theCheckOfAScenarioIsSaidInChinese() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let outcome = try Command.run("check", "small.yaml", "--lang", "zh", in: scratch.folder)
    #expect(outcome.exit == 0 && outcome.output.hasPrefix("small.yaml: "), "\(outcome)")
    #expect(Self.english(in: outcome.output).isEmpty && Self.english(in: outcome.errors).isEmpty, "\(outcome)")
    let english = try Command.run("check", "small.yaml", "--lang", "en", in: scratch.folder)
    #expect(english.output == "small.yaml: can be run\n" && english.errors.contains("replicates are for"), "\(english)")
  }

  @Test func whatIsLeftOfEnglishIsNoticed() {
    #expect(Self.english(in: "a.csv:1: 列 “the thing” 为空 [missing-value]").isEmpty)
    #expect(Self.english(in: "请用 khorshoo shard p --shards 2 计算；kind: stages").isEmpty)
    #expect(!Self.english(in: "a.csv: give another value").isEmpty)
    #expect(!Self.english(in: "实际为 2，expected 3").isEmpty)
  }
}
