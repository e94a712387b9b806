import Foundation
import Testing

/// `khorshoo new`: what it writes can be checked and run as it stands.
@Suite struct NewScenarioCommandTests {
  @Test(arguments: [("en", "nothing wrong"), ("zh", "nothing wrong")])
  func whatItWritesRuns(_ language: String, _ words: String) throws {
    let scratch = Scratch()
    let file = scratch.path("mine.yaml")
    let new = try Command.run(
      "new", file, "--households", "120", "--gacha", "3", "--central-households", "6", "--years", "2", "--replicates",
      "32", "--lang", language)
    #expect(new.exit == 0, "\(new)")
    let check = try Command.run("check", file)
    #expect(check.exit == 0 && check.output.contains(words) && check.errors.isEmpty, "\(check)")
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.contains("householdCount: 120  # "))
    // Of a banner a fortieth as large, not of Ewenki Banner.
    #expect(text.contains("cooperativeCount: 2  # ") && text.contains("areaKm2: 505  # "), "\(text)")
    let run = try Command.run("run", file, "--quiet", "--out", scratch.path("results"))
    #expect(run.exit == 0, "\(run)")
  }

  /// Every example in the comments works once the mark is taken away.
  @Test func itsExamplesWork() throws {
    let scratch = Scratch()
    let file = scratch.path("mine.yaml")
    #expect(try Command.run("new", file, "--households", "120").exit == 0)
    let lines = try String(contentsOfFile: file, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0.hasPrefix("# parameters:") })
    var text = lines[..<start].map(String.init)
    for line in lines[start...] {
      let isExample = line.hasPrefix("# ") && (line.contains(": ") || line.hasSuffix(":")) && !line.hasSuffix("on:")
      // The arms of the example belong to those that stand above.
      if isExample, line != "# arms:" { text.append(String(line.dropFirst(2))) }
    }
    let herds = text.firstIndex { $0.hasPrefix("parameters:") } ?? 0
    let arm = text.firstIndex { $0.hasPrefix("  outreach:") } ?? 0
    let outreach = Array(text[arm...])
    text.removeSubrange(arm...)
    let reference = try #require(text.firstIndex { $0.hasPrefix("reference:") })
    text.insert(contentsOf: outreach, at: reference)
    #expect(herds > 0 && outreach.count > 4)
    try text.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
    let check = try Command.run("check", file)
    #expect(check.exit == 0, "\(text) \(check)")
    let shown = try Command.run("show", file)
    #expect(
      shown.output.contains("priceYuanPerKg: 26") && shown.output.contains("policy.centralHouseholds.outreach: 2"))
  }

  @Test func ownTablesAndOtherScenariosAreNamedFromTheNewFile() throws {
    let scratch = Scratch()
    let folder = "\(Command.repository)/scenarios/own-data/"
    try FileManager.default.createDirectory(atPath: scratch.path("deep/er"), withIntermediateDirectories: true)
    let survey = try Command.run(
      "new", scratch.path("deep/er/survey.yaml"), "--roster", folder + "households.csv", "--ties", folder + "ties.csv",
      "--cooperative-table", folder + "cooperatives.csv")
    #expect(survey.exit == 0, "\(survey)")
    #expect(try Command.run("check", scratch.path("deep/er/survey.yaml")).exit == 0)
    try scratch.scenario("base.yaml", "run: {years: 1, replicates: 30}")
    let based = try Command.run("new", scratch.path("deep/er/v.yaml"), "--base", scratch.path("base.yaml"))
    #expect(based.exit == 0, "\(based)")
    #expect(try Command.run("check", scratch.path("deep/er/v.yaml")).exit == 0)
  }

  @Test func whatCannotBeIsSaidAndNothingIsWritten() throws {
    let scratch = Scratch()
    let file = scratch.path("mine.yaml")
    let none = try Command.run("new", file, "--households", "0")
    #expect(none.exit == 65 && none.errors.contains("places.householdCount"), "\(none)")
    #expect(!FileManager.default.fileExists(atPath: file))
    #expect(try Command.run("new", file, "--start", "2020Q3").exit == 64)
    #expect(try Command.run("new", file, "--ties", "ties.csv").exit == 64)
    #expect(try Command.run("new", file, "--base", "b.yaml", "--gacha", "3").exit == 64)
    #expect(try Command.run("new", file).exit == 0)
    let twice = try Command.run("new", file, "--years", "3")
    #expect(twice.exit == 73 && twice.errors.contains("would-overwrite"), "\(twice)")
    #expect(try Command.run("new", file, "--years", "3", "--replace").exit == 0)
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains("years: 3"))
  }
}
