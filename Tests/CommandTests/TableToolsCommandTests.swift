import Foundation
import Testing

/// `khorshoo herd` and `khorshoo multiplier` on the tables of the repository and on a person's own.
@Suite struct TableToolsCommandTests {
  private static func herd(_ name: String, _ options: String...) throws -> Command.Outcome {
    try Command.run(["herd", "scenarios/herds/" + name] + options, in: Command.repository)
  }

  private static func json(_ outcome: Command.Outcome) throws -> [String: Any] {
    #expect(outcome.exit == 0 && outcome.errors.isEmpty, "\(outcome)")
    return try jsonObject(outcome.outputBytes)
  }

  private static func column(_ rows: Any?, _ key: String) throws -> [Double?] {
    try #require(rows as? [[String: Any]]).map { $0[key] as? Double }
  }

  /// VT-3 and VT-3b through the command: growth within 5e-5, shares of FJ, FS, FA, MJ, MS, MA within 2e-4.
  @Test(arguments: [
    ("gleam-cattle.yaml", -0.163736, [0.0346, 0.3402, 0.6109, 0.0117, 0.0026, 0.0001]),
    ("gleam-sheep.yaml", -0.12192, []),
    ("gleam-camels.csv", 0.010258, [0.0772, 0.3332, 0.4200, 0.0772, 0.0858, 0.0065]),
  ])
  func publishedHerds(name: String, growth: Double, shares: [Double]) throws {
    let own = try Self.json(Self.herd(name, "--format", "json"))
    #expect(abs(try #require(own["growthPerYear"] as? Double) - growth) < 5e-5)
    let found = try Self.column(own["classes"], "share")
    for (found, published) in zip(found, shares) { #expect(abs((found ?? 1) - published) < 2e-4) }
    let table = try CSVTable(Self.herd(name, "--format", "csv").outputBytes, name)
    let column = try table.column("growthPerYear")
    #expect(table.rows.count == 6 && table.rows.allSatisfy { abs((Double($0[column]) ?? 1) - growth) < 5e-5 })
  }

  /// VT-4 through the command: 67 calves, 14 recruits, 11 culls, 10 heifers, 25 bulls, 7,475 kg live, 3,737.5 kg carcass,
  /// 40,200 litres, 24.6 kg a livestock unit.
  @Test func publishedConstantHerd() throws {
    let own = try Self.json(Self.herd("fao-cattle.yaml", "--format", "json"))
    for (key, value) in [
      ("born", 67), ("recruits", 14), ("culls", 11), ("femaleYoungSold", 10), ("maleYoungSold", 25),
      ("liveWeightKg", 7475), ("carcassKg", 3737.5), ("milkLitres", 40_200),
    ] { #expect(own[key] as? Double == value, "\(key)") }
    #expect(abs(try #require(own["carcassKgPerLivestockUnit"] as? Double) - 24.6) < 0.05)
    let screen = try Self.herd("fao-cattle.yaml").output
    for text in ["live weight sold", "7,475", "3,737.5", "40,200"] { #expect(screen.contains(text), "\(screen)") }
  }

  @Test func theScreenSaysGrowthStructureAndSteadyOfftake() throws {
    let english = try Self.herd("gleam-sheep.yaml").output
    for text in [
      "GLEAM-X herd 4, sheep: growth -12.19 % a year", "reproductive value", "Elasticities",
      "To keep the herd constant:",
      "buying 13.89 % of every class", "all offtake hazards of the table times 0.2783",
    ] { #expect(english.contains(text), "\(text) in \(english)") }
    let chinese = try Self.herd("gleam-sheep.yaml", "--lang", "zh").output
    for text in ["每年增长 -12.19 %", "繁殖值", "弹性", "使畜群规模不变", "母", "公"] {
      #expect(chinese.contains(text), "\(text) in \(chinese)")
    }
    #expect(!chinese.contains("female"))
    #expect(try Self.herd("fao-cattle.yaml", "--lang", "zh").output.contains("头/年"))
  }

  /// A species of the ledger: growth with and without offtake, and that of a scenario where one is named.
  @Test func aSpeciesOfTheLedger() throws {
    let own = try Self.json(Command.run("herd", "--species", "sheep", "--format", "json"))
    let (sold, free) = (
      try #require(own["growthPerYear"] as? Double), try #require(own["growthPerYearWithoutOfftake"] as? Double)
    )
    #expect(sold < free && free > 0 && free < 1)
    #expect(abs(try Self.column(own["classes"], "share").reduce(0) { $0 + ($1 ?? 0) } - 1) < 1e-12)
    let other = try Self.json(
      Command.run(
        "herd", "--species", "sheep", "--scenario", "scenarios/mongolia.yaml", "--format", "json",
        in: Command.repository))
    #expect(other["growthPerYear"] as? Double != sold)
    let unknown = try Command.run("herd", "--species", "shep")
    #expect(unknown.exit == 65 && unknown.errors.contains("did you mean 'sheep'? [unknown-species]"), "\(unknown)")
  }

  @Test func multipliersOfTheTextbook() throws {
    let path = "scenarios/tables/two-sectors.csv"
    let own = try Self.json(Command.run("multiplier", path, "--format", "json", in: Command.repository))
    for (key, values) in [
      ("outputI", [1.518, 1.452]), ("incomeRatioI", [1.474, 1.518]), ("incomeRatioII", [1.899, 1.956]),
      ("backward", [1.0222, 0.9778]), ("forwardGhosh", [1.2083, 0.7917]),
    ] {
      for (found, value) in zip(try Self.column(own["accounts"], key), values) {
        #expect(abs((found ?? 0) - value) < 5e-4, "\(key)")
      }
    }
    let english = try Command.run("multiplier", path, in: Command.repository).output
    let chinese = try Command.run("multiplier", path, "--lang", "zh", in: Command.repository).output
    for text in ["output I", "1.518", "Linkages"] { #expect(english.contains(text), "\(english)") }
    for text in ["产出 I", "1.518", "关联"] { #expect(chinese.contains(text), "\(chinese)") }
  }

  /// A social accounting matrix, its outside named by an option: the closed form 1 / (1 - 0.79 x 0.55 x 0.6) = 1.35 of local income.
  @Test func multiplierOfLocalTrade() throws {
    let outcome = try Command.run(
      "multiplier", "scenarios/tables/local-trade.csv", "--exogenous", "world", "--format", "csv",
      in: Command.repository)
    let table = try CSVTable(outcome.outputBytes, "multiplier")
    let herders = try table.rows(where: ["account": "herders"])
    let income = try #require(Double(herders[0][try table.column("incomeII")]))
    #expect(abs(income - 1 / (1 - 0.79 * 0.55 * 0.6)) < 1e-12 && (income * 100).rounded() == 135)
    #expect(herders[0][try table.column("outputI")].isEmpty, "a household has no type I multiplier")
  }

  /// Into a file: format by its name, a byte-order mark before Chinese, whole or not at all, never over the table.
  @Test func outputFiles() throws {
    let scratch = Scratch()
    let table = "\(Command.repository)/scenarios/tables/two-sectors.csv"
    for (name, options, start) in [
      ("m.csv", [], "account,"), ("m.json", [], "{\n"), ("m.txt", [], table),
      ("zh.csv", ["--lang", "zh"], "\u{FEFF}account,"),
    ] {
      let outcome = try Command.run(["multiplier", table, "--out", name] + options, in: scratch.folder)
      #expect(outcome.exit == 0 && outcome.output.isEmpty && outcome.errors.isEmpty, "\(outcome)")
      #expect(scratch.content(name)?.starts(with: Data(start.utf8)) == true, "\(name)")
    }
    #expect(scratch.names(in: "") == ["m.csv", "m.json", "m.txt", "zh.csv"], "nothing is left beside")

    try scratch.write(String(contentsOfFile: table, encoding: .utf8), as: "own.csv")
    let over = try Command.run("multiplier", "own.csv", "--out", "./own.csv", in: scratch.folder)
    #expect(over.exit == 73 && over.errors.contains("[would-overwrite]"), "\(over)")
    #expect(scratch.content("own.csv") == FileManager.default.contents(atPath: table))
    let nowhere = try Command.run("multiplier", "own.csv", "--out", "no/folder.csv", in: scratch.folder)
    #expect(nowhere.exit == 73 && nowhere.errors.contains("[cannot-create]"), "\(nowhere)")
    let gone = try Command.run("multiplier", "own.csv", in: scratch.folder, output: .closedPipe)
    #expect(gone.exit == 141 && gone.errors.isEmpty, "\(gone)")
  }

  /// A herd that shrinks faster than its old males die has its growth, 0.5 x 0.8 x 1.25 = 0.5, and no numbers of males.
  @Test func shrinkingHerd() throws {
    let scratch = Scratch()
    try scratch.write(
      """
      kind: stages
      rates: independent
      femaleBirthShare: 0.5
      step: year
      classes:
        - {name: ewes, sex: female, deathRate: 0.5, offtakeRate: 0.2, parturitionPerYear: 0.5}
        - {name: rams, sex: male, deathRate: 0, offtakeRate: 0}

      """, as: "shrinking.yaml")
    let outcome = try Command.run("herd", "shrinking.yaml", in: scratch.folder)
    #expect(outcome.exit == 0 && outcome.output.contains("growth -50.00 % a year"), "\(outcome)")
    #expect(outcome.output.contains("Males of rams stay longer than the herd lives"), "\(outcome)")
    let csv = try Command.run("herd", "shrinking.yaml", "--format", "csv", in: scratch.folder)
    let table = try CSVTable(csv.outputBytes, "herd")
    let share = try table.column("share")
    let (ewes, rams) = (try table.rows(where: ["class": "ewes"])[0], try table.rows(where: ["class": "rams"])[0])
    #expect(Double(ewes[share]) == 1 && rams[share].isEmpty, "\(csv)")
  }

  /// Exit codes and words of what can be wrong; nothing is written.
  @Test(arguments: [
    (["multiplier", "none.csv"], 66, "[missing-file]"), (["multiplier", "."], 66, "[unreadable-file]"),
    (["multiplier", "wrong.csv", "--out", "r.csv"], 65, "wrong.csv:2:1: a: its row sums to 3, its column to 1"),
    (["multiplier", "right.csv", "--exogenous", "c"], 65, "[unknown-account]"),
    (["multiplier", "right.csv", "--tolerance", "2"], 64, "0 to 0.1"), (["multiplier"], 64, "table"),
    (["herd", "none.yaml"], 66, "[missing-file]"), (["herd", "wrong.yaml"], 65, "wrong.yaml:1:7: kind:"),
    (["herd", "periodic.yaml"], 65, "[no-stable-herd]"), (["herd"], 64, "--species"),
    (["herd", "a.yaml", "--species", "sheep"], 64, "either"),
    (["herd", "a.yaml", "--scenario", "b.yaml"], 64, "--species"),
  ])
  func whatIsWrongIsSaid(_ arguments: [String], _ exit: Int32, _ words: String) throws {
    let scratch = Scratch()
    try scratch.write(",a,final:x\na,1,2\n", as: "wrong.csv")
    try scratch.write(",a,final:x\na,1,2\nvalue:v,2,\n", as: "right.csv")
    try scratch.write("kind: flock\n", as: "wrong.yaml")
    let head = "kind: stages\nrates: independent\nfemaleBirthShare: 0.5\nstep: "
    // Three one-year ages of which the last alone breeds: a cohort that comes round every three years.
    let ages = ["a", "b", "c"].map {
      "  - {name: \($0), sex: female, durationYears: 1, deathRate: 0.1, offtakeRate: 0"
        + ($0 == "c" ? ", parturitionPerYear: 2}\n" : "}\n")
    }
    try scratch.write(head + "year\nclasses:\n" + ages.joined(), as: "periodic.yaml")
    let before = scratch.names(in: "")
    let outcome = try Command.run(arguments, in: scratch.folder)
    #expect(outcome.exit == exit && outcome.errors.contains(words) && outcome.output.isEmpty, "\(outcome)")
    #expect(scratch.names(in: "") == before)
  }
}
