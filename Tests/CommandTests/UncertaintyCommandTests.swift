import Foundation
import Testing

/// `khorshoo run` where worlds are drawn: its tables, bytes over threads, repetition from what the folder holds.
@Suite struct UncertaintyCommandTests {
  private static let rest =
    "arms: {centralOnly: none, cooperativeOnly: none, stronger: none}\nrun: {years: 2, replicates: 96}"

  private func run(_ scratch: Scratch, _ out: String, _ more: String...) throws -> Command.Outcome {
    try Command.run(["run", "small.yaml", "--quiet", "--out", out] + more, in: scratch.folder)
  }

  private static let headline = [
    "arm": "linkage", "placeID": "banner", "year": "2021", "outcome": "meanIncomePerHousehold",
  ]

  @Test func intervalsAreThoseOfWorldsAndBytesOfAnyThreads() throws {
    let scratch = Scratch()
    try scratch.scenario("small.yaml", Self.rest, drawsWorlds: true)
    for threads in ["1", "3"] {
      let outcome = try run(scratch, "r" + threads, "--threads", threads)
      try #require(outcome.exit == 0, "\(outcome)")
    }
    try scratch.expectSameTables("r1", "r3")
    let none = try run(scratch, "none", "--uncertainty", "none")
    try #require(none.exit == 0, "\(none)")
    let (drawn, fixed) = (try scratch.table("r1/differences.csv"), try scratch.table("none/differences.csv"))
    func width(_ table: CSVTable) throws -> Double {
      let row = try #require(table.rows(where: Self.headline).first)
      let ends = try ["ci95Low", "ci95High"].map { try #require(Double(row[try table.column($0)])) }
      return ends[1] - ends[0]
    }
    #expect(try width(drawn) > 3 * width(fixed))
    #expect(scratch.content("none/draws.csv") == nil)
    let alone = try #require(fixed.rows(where: Self.headline).first)
    for column in ["low90", "worlds"] { #expect(alone[try fixed.column(column)].isEmpty, "\(column)") }
    let spread = drawn
    let row = try #require(spread.rows(where: Self.headline).first)
    func number(_ column: String) throws -> Double { try #require(Double(row[try spread.column(column)])) }
    #expect(try number("worlds") == 6 && number("positiveShare") <= 1)
    #expect(try number("ci95Low") < number("low90") && number("low90") < number("low50"))
    #expect(try number("high50") < number("high90") && number("high90") < number("ci95High"))
    let shares = try ["parameterShare", "populationShare", "luckShare"].map { try number($0) }
    // Shares are written with four digits.
    #expect(abs(shares.reduce(0, +) - 1) < 2e-4 && shares.allSatisfy { $0 >= 0 })
    let worlds = try #require(try scratch.manifest("r1")["worlds"] as? [String: Any])
    #expect(worlds["count"] as? Int == 6 && worlds["sets"] as? Int == 3)
  }

  /// From the folder alone: all tables again, one replicate again, and the sets as a table of their own.
  @Test func aFolderOfWorldsCanBeRepeated() throws {
    let scratch = Scratch()
    try scratch.scenario("small.yaml", Self.rest, drawsWorlds: true)
    let outcome = try run(scratch, "r", "--keep", "replicates")
    try #require(outcome.exit == 0, "\(outcome)")
    let verified = try Command.run("verify", "r", "--full", in: scratch.folder)
    #expect(verified.exit == 0 && verified.output.contains("byte for byte"), "\(verified)")
    let replayed = try Command.run("replay", "r", "--replicate", "70", "--out", "t.csv", in: scratch.folder)
    #expect(replayed.exit == 0, "\(replayed)")
    let resolved = try Command.run(
      "run", "r/scenario.resolved.yaml", "--quiet", "--out", "again", in: scratch.folder)
    #expect(resolved.exit == 0, "\(resolved)")
    #expect(scratch.content("again/differences.csv") == scratch.content("r/differences.csv"))
    let table = try run(scratch, "table", "--uncertainty", "r/draws.csv")
    #expect(table.exit == 0, "\(table)")
    #expect(scratch.content("table/differences.csv") == scratch.content("r/differences.csv"))
    #expect(scratch.content("table/differences.csv") != nil)
  }

  /// A posterior beside a scenario is what its runs draw, wherever they are started; what it has not is drawn from the ledger.
  @Test func aTableBesideTheScenarioIsItsDefault() throws {
    let scratch = Scratch()
    let rest = Self.rest.replacing("run: {", with: "run: {uncertainty: calibration/posterior.csv, ")
    try scratch.scenario("steppe/small.yaml", rest, drawsWorlds: true)
    let table = "herds.sheep.priceYuanPerKg,market.wageYuanPerDay,weight\n21,100,0.25\n22,110,0.75\n"
    try scratch.write(table, as: "steppe/calibration/posterior.csv")
    func run(_ out: String, _ more: String...) throws -> [String: Any] {
      let outcome = try Command.run(["run", "steppe/small.yaml", "--quiet", "--out", out] + more, in: scratch.folder)
      try #require(outcome.exit == 0, "\(outcome)")
      return try #require(try scratch.manifest(out)["worlds"] as? [String: Any])
    }
    let posterior = try run("r", "--draws", "8")
    #expect(posterior["uncertainty"] as? String == "table" && posterior["sets"] as? Int == 4)
    let draws = try scratch.table("r/draws.csv")
    #expect(
      draws.header.count > 400 && Array(draws.header[..<2]) == ["herds.sheep.priceYuanPerKg", "market.wageYuanPerDay"])
    #expect(draws.rows.map { $0[0] }.sorted() == ["21", "22", "22", "22"])
    #expect(Set(draws.rows.map { $0[2] }).count == 4, "the others are drawn")
    let verified = try Command.run("verify", "r", "--full", in: scratch.folder)
    #expect(verified.exit == 0 && verified.output.contains("byte for byte"), "\(verified)")
    #expect(try run("ledger", "--uncertainty", "ledger")["uncertainty"] as? String == "ledger")
    _ = try run("held", "--set", "herds.sheep.priceYuanPerKg=25", "--draws", "4")
    #expect(try !scratch.table("held/draws.csv").header.contains("herds.sheep.priceYuanPerKg"))
    // A sweep draws no worlds, and does not ask for the table.
    try FileManager.default.removeItem(atPath: scratch.path("steppe/calibration/posterior.csv"))
    let sweep = try Command.run(
      "sweep", "steppe/small.yaml", "--vary", "run.years=1,2", "--replicates", "16", "--quiet", "--out", "s",
      in: scratch.folder)
    #expect(sweep.exit == 0, "\(sweep)")
    let missing = try Command.run("run", "steppe/small.yaml", "--quiet", "--out", "m", in: scratch.folder)
    #expect(missing.exit == 66 && missing.errors.contains("steppe/calibration/posterior.csv"), "\(missing)")
  }

  @Test func drawsAreCountedInWorlds() throws {
    let scratch = Scratch()
    try scratch.scenario("small.yaml", Self.rest, drawsWorlds: true)
    let outcome = try run(scratch, "r", "--draws", "4")
    try #require(outcome.exit == 0, "\(outcome)")
    #expect(try scratch.manifest("r")["replicates"] as? Int == 64)
    let refused = try run(scratch, "s", "--draws", "1")
    #expect(refused.exit == 64 && refused.errors.contains("--draws: found 1"), "\(refused)")
    let twice = try run(scratch, "s", "--draws", "4", "--replicates", "64")
    #expect(twice.exit == 64 && twice.errors.contains("beside --replicates 64"), "\(twice)")
  }

  @Test func whatIsNoTableOfParametersIsRefused() throws {
    let scratch = Scratch()
    try scratch.scenario("small.yaml", Self.rest, drawsWorlds: true)
    try scratch.write("policy.centralHouseholds.outreach\n1\n2\n", as: "levers.csv")
    let levers = try run(scratch, "s", "--uncertainty", "levers.csv")
    #expect(levers.exit == 65 && levers.errors.contains("[not-uncertain]"), "\(levers)")
    let missing = try run(scratch, "s", "--uncertainty", "absent.csv")
    #expect(missing.exit == 66 && missing.errors.contains("[missing-file]"), "\(missing)")
    try scratch.write("husbandry.offtakeElasticity\n1\n20\n", as: "range.csv")
    let range = try run(scratch, "s", "--uncertainty", "range.csv")
    #expect(range.exit == 65 && range.errors.contains("range.csv:3:1"), "\(range)")
    try scratch.write("herds.sheep.maleJuvenile.stage\n1\n2\n", as: "stages.csv")
    let stages = try run(scratch, "s", "--uncertainty", "stages.csv")
    #expect(stages.exit == 65 && stages.errors.contains("stages.csv:3"), "\(stages)")
    let until = try run(scratch, "s", "--until", "ci95(uplift.incomePerHousehold) < 200")
    #expect(until.exit == 65 && until.errors.contains("[several-worlds]"), "\(until)")
  }
}
