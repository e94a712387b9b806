import Foundation
import Testing

/// What is wrong with a scenario is said at once, with its place, and nothing is written.
@Suite struct InputErrorCommandTests {
  static let fiveMistakes = """
    schema: 1
    base: \(Command.repository)/scenarios/ewenki.yaml
    parameters:
      forage: {yearlyLogSd: 20}
      market: {wageYuanPerDay: much, hayYuanPerKilo: 1}
    policy:
      cooperatives: {enabled: yes}
    run:
      seed: 007

    """

  /// Place and code of each, in file order.
  static let places = [
    ("4:25: parameters.forage.yearlyLogSd:", "[out-of-range]"),
    ("5:28: parameters.market.wageYuanPerDay:", "[wrong-type]"),
    ("5:34: parameters.market.hayYuanPerKilo:", "[unknown-key]"),
    ("7:27: policy.cooperatives.enabled:", "[switch-word]"), ("9:9: run.seed:", "[leading-zero]"),
  ]

  private func expectFiveMessages(_ outcome: Command.Outcome) {
    #expect(outcome.exit == 65 && outcome.output.isEmpty, "\(outcome)")
    let lines = outcome.errors.split(separator: "\n").map(String.init)
    #expect(lines.count == 5, "\(outcome)")
    for (line, (place, code)) in zip(lines, Self.places) {
      #expect(line.hasPrefix("wrong.yaml:" + place) && line.hasSuffix(code), "\(line), expected \(place) … \(code)")
    }
  }

  /// One message, and none on what a scenario would have.
  @Test(arguments: ["check", "run", "explain"]) func aHerdTableIsNoScenario(_ command: String) throws {
    let path = Command.repository + "/scenarios/herds/gleam-cattle.yaml"
    let outcome = try Command.run(command, path)
    let message = "classes: the file is a herd table, expected a scenario; khorshoo herd reads it [other-format]\n"
    #expect(outcome.exit == 65 && outcome.errors.hasSuffix(message), "\(outcome)")
    #expect(outcome.errors.count { $0 == "\n" } == 1, "\(outcome)")
  }

  @Test(arguments: [["run", "wrong.yaml", "--out", "r"], ["check", "wrong.yaml"], ["show", "wrong.yaml"]])
  func fiveMistakesAreFiveMessages(_ arguments: [String]) throws {
    let scratch = Scratch()
    try scratch.write(Self.fiveMistakes, as: "wrong.yaml")
    expectFiveMessages(try Command.run(arguments, in: scratch.folder))
    #expect(scratch.names(in: "") == ["wrong.yaml"], "nothing is written")
  }

  @Test func aMisspelledKeyHasASuggestion() throws {
    let scratch = Scratch()
    try scratch.scenario("small.yaml", "parameters:\n  market: {wageYuanPerDya: 80}")
    let outcome = try Command.run("check", "small.yaml", in: scratch.folder)
    #expect(outcome.exit == 65, "\(outcome)")
    #expect(outcome.errors.contains("did you mean 'wageYuanPerDay'?"), "\(outcome)")
  }

  @Test(
    arguments: [
      (["--set", "market.wageYuanPerDya=80"], "--set: market.wageYuanPerDya: ", "[unknown-key]"),
      (["--set", "market.wageYuanPerDay"], "--set: ", "[malformed-setting]"),
      (["--set", "forage.yearlyLogSd=9"], "--set: forage.yearlyLogSd: ", "[out-of-range]"),
      (["--years", "0"], "--years: run.years: ", "[out-of-range]"),
      (["--replicates", "0"], "--replicates: run.replicates: ", "[out-of-range]"),
      (["--arms", "linkag"], "--arms: ", "[unknown-arm]"), (["--arms", ","], "--arms: ", "[no-arms]"),
    ])
  func mistakesOnTheCommandLineAreNamed(_ options: [String], _ place: String, _ code: String) throws {
    let scratch = Scratch()
    try scratch.scenario()
    let outcome = try Command.run(["run", "small.yaml", "--out", "r"] + options, in: scratch.folder)
    #expect(outcome.exit == 65 && outcome.output.isEmpty, "\(outcome)")
    #expect(outcome.errors.hasPrefix(place) && outcome.errors.hasSuffix(code + "\n"), "\(outcome)")
    #expect(scratch.names(in: "r") == nil)
  }

  @Test(arguments: ["run", "check", "show"]) func aMissingFileIs66(_ command: String) throws {
    let scratch = Scratch()
    let outcome = try Command.run(command, "nowhere.yaml", in: scratch.folder)
    #expect(outcome.exit == 66 && outcome.output.isEmpty, "\(outcome)")
    #expect(outcome.errors.contains("nowhere.yaml") && outcome.errors.contains("no such file; "), "\(outcome)")
    #expect(outcome.errors.contains("[missing-file]"), "\(outcome)")
    #expect(scratch.names(in: "")?.isEmpty == true, "nothing is written")
  }

  @Test func aMissingBaseOrAFolderIs66() throws {
    let scratch = Scratch()
    try scratch.write("schema: 1\nbase: gone.yaml\n", as: "orphan.yaml")
    let orphan = try Command.run("run", "orphan.yaml", in: scratch.folder)
    #expect(orphan.exit == 66 && orphan.errors.hasPrefix("orphan.yaml:2:7: base: 'gone.yaml'"), "\(orphan)")
    let folder = try Command.run("check", ".", in: scratch.folder)
    #expect(folder.exit == 66 && folder.errors.contains("[unreadable-file]"), "\(folder)")
  }

  @Test func checkGoesOnAfterABadFile() throws {
    let scratch = Scratch()
    try scratch.write(Self.fiveMistakes, as: "wrong.yaml")
    try scratch.scenario("good.yaml", "")
    let outcome = try Command.run("check", "wrong.yaml", "gone.yaml", "good.yaml", in: scratch.folder)
    #expect(outcome.exit == 65, "\(outcome)")
    #expect(outcome.output == "good.yaml: nothing wrong\n", "\(outcome)")
    #expect(outcome.errors.split(separator: "\n").count == 6, "\(outcome)")
  }
}
