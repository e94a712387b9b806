import Foundation
import Testing

/// `khorshoo sweep`: same tables whoever computed what, points that fail, sweeps that differ, wrong input.
@Suite struct SweepCommandTests {
  static let files: Set<String> = [
    "design.csv", "plan.json", "sweep.sqlite", "points.csv", "effects.csv", "failures.csv", "report.html",
    "manifest.json",
    "codebook.csv", "datapackage.json", "scenario.resolved.yaml",
  ]
  static let vary = [
    "--vary", "policy.centralHouseholds.outreach=0,1.5", "--vary", "herds.sheep.parturitionPerYear=0.7:0.9:0.1",
  ]

  /// A sweep over the small scenario.
  static func sweep(_ scratch: Scratch, _ folder: String, _ arguments: [String] = []) throws -> Command.Outcome {
    try Command.run(["sweep", "small.yaml", "--out", folder] + vary + arguments, in: scratch.folder)
  }

  @Test func threadsShardsAndRepetitionChangeNoByte() throws {
    let scratch = Scratch()
    try scratch.scenario()
    for (folder, arguments) in [("one", ["--threads", "1"]), ("two", ["--threads", "2"]), ("two", [])] {
      let outcome = try Self.sweep(scratch, folder, arguments)
      #expect(outcome.exit == 0, "\(outcome)")
    }
    for shard in ["3/3", "1/3", "2/3", "2/3"] {
      let outcome = try Self.sweep(scratch, "parts", ["--shard", shard])
      #expect(outcome.exit == 0, "\(outcome)")
    }
    let merged = try Command.run("merge", "parts", in: scratch.folder)
    #expect(merged.exit == 0, "\(merged)")
    for other in ["two", "parts"] { try scratch.expectSameTables("one", other) }
    #expect(scratch.content("one/datapackage.json") == scratch.content("parts/datapackage.json"))
    #expect(scratch.names(in: "one") == Self.files)
    let points = try scratch.table("one/points.csv")
    #expect(Set(points.rows.map { $0[0] }).count == 6)

    // The check can fail: another seed gives other tables.
    #expect(try Self.sweep(scratch, "other", ["--seed", "2021"]).exit == 0)
    #expect(scratch.content("one/points.csv") != scratch.content("other/points.csv"))
  }

  /// A point is the run of its values: same means, differences and intervals, with a banner of its own or a shared one.
  /// What `--factors assumed` does not vary is counted by reason, and named when asked for.
  @Test func assumedFactorsThatAreLeftOutAreTold() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let plan = [
      "plan", "small.yaml", "--factors", "assumed", "--design", "lhs", "--samples", "3", "--shards", "1",
      "--set", "dzud.correlationKm=250", "--out",
    ]
    let counted = try Command.run(plan + ["a"], in: scratch.folder)
    #expect(counted.exit == 0 && counted.errors.contains(" assumed parameters are not varied: "), "\(counted)")
    for words in ["have no stated uncertainty", "keep what the scenario states", "--left-out names them"] {
      #expect(counted.errors.contains(words), "\(words): \(counted)")
    }
    let named = try Command.run(plan + ["b", "--left-out", "--quiet"], in: scratch.folder)
    #expect(named.errors.contains("\n    dzud.correlationKm\n") && !named.errors.contains("names them"), "\(named)")
    let keys = try scratch.table("a/design.csv").header
    #expect(keys.contains("cooperatives.shellShare") && !keys.contains { $0.hasPrefix("policy.") }, "\(keys)")
  }

  @Test func aPointIsARun() throws {
    let scratch = Scratch()
    try scratch.scenario()
    #expect(try Self.sweep(scratch, "s", ["--replicates", "40"]).exit == 0)
    let run = try Command.run(
      [
        "run", "small.yaml", "--out", "r", "--replicates", "40", "--set", "policy.centralHouseholds.outreach=1.5",
        "--set",
        "herds.sheep.parturitionPerYear=0.8",
      ], in: scratch.folder)
    #expect(run.exit == 0, "\(run)")
    let (outcomes, points) = (try scratch.table("r/outcomes.csv"), try scratch.table("s/points.csv"))
    let (differences, effects) = (try scratch.table("r/differences.csv"), try scratch.table("s/effects.csv"))
    for place in ["banner", "member", "nonMember", "central"] {
      let cell = ["placeID": place, "year": "2021", "outcome": "incomePerHousehold", "arm": "linkage"]
      let point = cell.merging(["point": "4", "quarter": "4"]) { $1 }
      // A table of a run has seven digits, five of quantiles and ends, three of noise (mcse), and whole units always; one of a sweep
      // has all of them.
      func isSame(_ pair: [String], digits: Int) -> Bool {
        guard let first = Double(pair[0]), let second = Double(pair[1]) else { return false }
        let significant = pair[0].prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }
        let isShort = significant.count <= digits || first == first.rounded()
        return isShort && abs(first - second) <= pow(10, Double(1 - digits)) * abs(second)
      }
      for column in ["mean", "mcse", "p05", "p50", "p95"] {
        let pair = try [(outcomes, cell), (points, point)].map { table, keys in
          try #require(table.rows(where: keys).first)[table.column(column)]
        }
        #expect(isSame(pair, digits: column == "mcse" ? 3 : column == "mean" ? 7 : 5), "\(place) \(column): \(pair)")
      }
      for column in ["difference", "ci95Low", "ci95High", "relative", "replicates"] {
        let pair = try [(differences, cell), (effects, point)].map { table, keys in
          try #require(table.rows(where: keys).first)[table.column(column)]
        }
        let digits = ["difference", "replicates"].contains(column) ? 7 : 5
        #expect(isSame(pair, digits: digits), "\(place) \(column): \(pair)")
      }
    }
  }

  @Test func failedPointsAreListedAndTheOthersAreThere() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let arguments = [
      "sweep", "small.yaml", "--out", "f", "--vary", "places.householdCount=5,120", "--vary",
      "herds.sheep.parturitionPerYear=-0.1,0.8",
    ]
    for attempt in [arguments, arguments, arguments + ["--retry-failed"]] {
      let outcome = try Command.run(attempt, in: scratch.folder)
      #expect(outcome.exit == 75, "\(outcome)")
      #expect(
        outcome.errors.contains("3 of 4 points failed") && outcome.errors.contains("[points-failed]"), "\(outcome)")
      let failures = try scratch.table("f/failures.csv")
      #expect(failures.rows.map { $0[0] } == ["0", "1", "2"])
      #expect(
        try failures.rows.map { $0[try failures.column("code")] } == [
          "out-of-range", "impossible-counts", "out-of-range",
        ])
      #expect(try failures.rows[1][failures.column("message")].contains("every grid has at least one household"))
      #expect(Set(try scratch.table("f/points.csv").rows.map { $0[0] }) == ["3"])
    }
    let alone = try Command.run(
      [
        "sweep", "small.yaml", "--out", "g", "--vary", "places.householdCount=120", "--vary",
        "herds.sheep.parturitionPerYear=0.8",
      ], in: scratch.folder)
    #expect(alone.exit == 0, "\(alone)")
    func numbers(_ name: String) throws -> [[String]] { try scratch.table(name).rows.map { Array($0.dropFirst()) } }
    #expect(try numbers("f/points.csv") == numbers("g/points.csv"))
  }

  @Test(
    arguments: [
      (["--seed", "7"], "seed: 2020 then, 7 now"), (["--replicates", "30"], "replicates: 20 then, 30 now"),
      (["--set", "market.wageYuanPerDay=150"], "value market.wageYuanPerDay=150"),
      (["--arms", "none"], "arms: none,linkage then, none now"),
      (["--vary", "run.years=1,2"], "points: 6 then, 12 now"),
      (["--design", "lhs", "--samples", "6"], "design: factorial"),
      (["--until", "ci95(uplift.incomePerHousehold) < 9", "--max-replicates", "20"], "--until: none then"),
    ])
  func anotherSweepIsRefusedWithWhatDiffers(_ change: [String], _ words: String) throws {
    let scratch = Scratch()
    try scratch.scenario()
    #expect(try Self.sweep(scratch, "s", ["--quiet"]).exit == 0)
    let before = scratch.content("s/points.csv")
    let ranges = ["sweep", "small.yaml", "--out", "s", "--vary", "policy.centralHouseholds.outreach=0:1.5"]
    let outcome =
      change.contains("lhs")
      ? try Command.run(
        ranges + ["--vary", "herds.sheep.parturitionPerYear=0.7:0.9"] + change, in: scratch.folder)
      : try Self.sweep(scratch, "s", change)
    #expect(outcome.exit == 65 && outcome.errors.contains("[sweep-differs]"), "\(outcome)")
    #expect(outcome.errors.contains(words), "\(outcome)")
    #expect(scratch.content("s/points.csv") == before)
  }

  @Test func foldersOfOtherKindsAreLeftAlone() throws {
    let scratch = Scratch()
    try scratch.scenario()
    #expect(try Command.run("run", "small.yaml", "--out", "r", in: scratch.folder).exit == 0)
    let sweep = try Self.sweep(scratch, "r")
    #expect(sweep.exit == 73 && sweep.errors.contains("[not-a-result-folder]"), "\(sweep)")
    #expect(try Self.sweep(scratch, "s", ["--quiet"]).exit == 0)
    let run = try Command.run("run", "small.yaml", "--out", "s", in: scratch.folder)
    #expect(run.exit == 73 && run.errors.contains("holds a sweep"), "\(run)")
    #expect(scratch.names(in: "s") == Self.files)
    try scratch.write(String(repeating: "no database ", count: 500), as: "s/sweep.sqlite")
    let damaged = try Self.sweep(scratch, "s")
    #expect(damaged.exit == 65 && damaged.errors.contains("[damaged-sweep]"), "\(damaged)")
  }

  @Test(
    arguments: [
      (
        ["--vary", "policy.centralHouseholds.outreech=1,2"], "--vary: policy.centralHouseholds.outreech: ",
        "[unknown-key]"
      ),
      (
        ["--vary", "herds.sheep.parturitionPerYear=0.9:0.7"], "--vary: herds.sheep.parturitionPerYear: ",
        "[factor-range]"
      ),
      (["--vary", "herds.sheep.parturitionPerYear=0.7:0.9:0"], "--vary: ", "[factor-step]"),
      (["--vary", "herds.sheep.parturitionPerYear=0.7:2"], "--vary: ", "[out-of-range]"),
      (["--vary", "herds.sheep.parturitionPerYear=many"], "--vary: ", "[wrong-type]"),
      (["--vary", "herds.sheep.parturitionPerYear=0.8,0.8"], "--vary: ", "[factor-levels]"),
      (["--vary", "herds.sheep.parturitionPerYear=0.7:0.9"], "--vary: ", "[factor-not-listed]"),
      (["--vary", "herds.sheep.parturitionPerYear"], "--vary: ", "[malformed-setting]"),
      (["--vary", "run.years=1;policy.centralHouseholds.outreach=1,2"], "--vary: ", "[factor-joint]"),
      (["--vary", "run.years=1,2", "--vary", "run.years=3"], "--vary: ", "[factor-twice]"),
      (["--vary", "run.years=1,2", "--years", "3"], "--vary: ", "[duplicate-key]"),
      (["--vary", "policy.cooperatives.enabled=0:1"], "--vary: ", "[factor-range]"),
      (["--vary", "arms.linkag.policy.centralHouseholds.outreach=0,1"], "--vary: ", "[unknown-arm]"),
      (["--vary", "run.years=1,2", "--design", "lsh"], "--design: ", "[unknown-option]"),
      (["--vary", "run.years=1,2", "--design", "sobol"], "--design: design.samples: ", "[missing-key]"),
      (["--vary", "run.years=1,2", "--samples", "5"], "--samples: design.samples: ", "[unneeded-key]"),
      (
        ["--vary", "places.householdCount=6:99999:1", "--vary", "places.cooperativeCount=0:999:1"], "small.yaml: ",
        "[design-size]"
      ),
      (["--factors", "guessed"], "--factors: ", "[wrong-type]"), ([], "small.yaml: ", "[no-factors]"),
      (["--vary", "run.years=1,2", "--until", "ci95(income) < 1"], "--until: ", "[until-syntax]"),
    ])
  func wrongDesignsAreNamed(_ options: [String], _ place: String, _ code: String) throws {
    let scratch = Scratch()
    try scratch.scenario()
    let outcome = try Command.run(["sweep", "small.yaml", "--out", "w"] + options, in: scratch.folder)
    #expect(outcome.exit == (code == "[until-syntax]" ? 64 : 65) && outcome.output.isEmpty, "\(outcome)")
    #expect(outcome.errors.hasPrefix(place) && outcome.errors.hasSuffix(code + "\n"), "\(outcome)")
    #expect(scratch.names(in: "w") == nil)
  }

  /// A table of points: its faults with line and column, and the sweep of what is right.
  @Test func aTableOfPointsIsLookedAtAsAWhole() throws {
    let scratch = Scratch()
    try scratch.scenario()
    try scratch.write(
      "point,policy.centralHouseholds.outreech,run.years\r\n0,1,1\r\n2,1,2\r\n2,1\r\n3,1,two\r\n", as: "wrong.csv")
    let wrong = try Command.run("sweep", "small.yaml", "--design", "wrong.csv", "--out", "w", in: scratch.folder)
    #expect(wrong.exit == 65, "\(wrong)")
    for words in [
      "wrong.csv:1:7: policy.centralHouseholds.outreech: ", "did you mean 'policy.centralHouseholds.outreach'",
      "wrong.csv:3:1: point: found 2, expected 1", "wrong.csv:4:1: the row has 2 cells", "wrong.csv:5:5: run.years: ",
    ] { #expect(wrong.errors.contains(words), "\(words) is missing in \(wrong)") }
    try scratch.write("policy.centralHouseholds.outreach,run.years\n0,1\n0.5,2\n2,1\n", as: "design.csv")
    let right = try Command.run("sweep", "small.yaml", "--design", "design.csv", "--out", "t", in: scratch.folder)
    #expect(right.exit == 0, "\(right)")
    #expect(try scratch.table("t/design.csv").rows == [["0", "0", "1"], ["1", "0.5", "2"], ["2", "2", "1"]])
    #expect(
      Set(try scratch.table("t/points.csv").rows.map { $0[5] }) == ["2020", "2021"], "the last year of each point")
    let missing = try Command.run("sweep", "small.yaml", "--design", "no.csv", "--out", "w", in: scratch.folder)
    #expect(missing.exit == 66 && missing.errors.contains("[missing-file]"), "\(missing)")
  }
}
