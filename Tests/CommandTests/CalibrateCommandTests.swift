import Foundation
import Testing

/// `khorshoo calibrate` on a small banner: from a table of targets to weighted draws.
@Suite struct CalibrateCommandTests {
  private static let arguments = [
    "calibrate", "small.yaml", "--targets", "targets.csv", "--vary", "herds.sheep.priceYuanPerKg=18:34", "--vary",
    "cooperatives.initialMembershipShare=0.05:0.5", "--vary", "institution.kitYuan=100:900", "--waves", "2", "--points",
    "24",
    "--draws", "24", "--replicates", "16", "--threads", "2",
  ]
  /// Members are what the banner has where `cooperatives.initialMembershipShare` is 0.3: that is the share within reach of a
  /// cooperative that is at work, so a fifth of it shows among all households of this banner, in steps of a household.
  private static let table = """
    name,outcome,ratio,time,value,error,use
    income,incomePerHead,,2020,26000,4%,fit
    members,membershipShare,,2020Q1,0.06,0.004,fit
    sales,salesYuanPerHousehold,incomePerHousehold,total mean,1,0.5,heldOut

    """

  private func scratch(_ table: String = table) throws -> Scratch {
    let scratch = Scratch()
    try scratch.scenario()
    try scratch.write(table, as: "targets.csv")
    return scratch
  }

  /// Rows of all draws with the times they took: they would differ if one were computed again. The size of the file says
  /// nothing, since the database gets a free page whenever it is opened.
  private func rows(_ scratch: Scratch) throws -> String {
    try scratch.write(
      "import sqlite3\nrows = sqlite3.connect('c/draws/sweep.sqlite')\n"
        + "print(rows.execute('SELECT point, first, attempt, status, seconds FROM unit ORDER BY 1, 2, 3').fetchall())\n",
      as: "rows.py")
    let outcome = try Command.shell("python3 rows.py", in: scratch.folder)
    try #require(outcome.exit == 0, "\(outcome)")
    return outcome.output
  }

  @Test func targetsNarrowWhatTheyDependOn() throws {
    let scratch = try scratch()
    let outcome = try Command.run(Self.arguments + ["--out", "c"], in: scratch.folder)
    #expect(outcome.exit == 0, "\(outcome)")
    for words in [
      "Calibrated to 2 targets in arm linkage, 1 held out",
      "wave 1 of 2: 24 points of 16 replicates (to the end: 72 points)",
      "wave 2 of 2: 24 points of 16 replicates (to the end: 48 points, about 1 min)", "--uncertainty c/posterior.csv",
      "held out", "met up to 2, ruled out beyond 3",
    ] {
      #expect((outcome.output + outcome.errors).contains(words), "\(words) is missing: \(outcome)")
    }
    let draws = try scratch.table("c/posterior.csv")
    #expect(
      draws.header == [
        "herds.sheep.priceYuanPerKg", "cooperatives.initialMembershipShare", "institution.kitYuan", "weight",
      ])
    #expect((12...24).contains(draws.rows.count), "draws without weight are left out: \(draws.rows.count)")
    let weights = draws.rows.compactMap { Double($0[3]) }
    #expect(abs(weights.reduce(0, +) - 1) < 1e-9 && weights.allSatisfy { $0 >= 0 })
    let share = zip(draws.rows, weights).reduce(0) { $0 + (Double($1.0[1]) ?? .nan) * $1.1 }
    #expect(abs(share - 0.3) < 0.08, "members at the start: \(share)")
    let ranges = try scratch.table("c/ranges.csv")
    let narrowed = Dictionary(uniqueKeysWithValues: ranges.rows.map { ($0[0], (Double($0[7]) ?? .nan, $0[8])) })
    #expect((narrowed["cooperatives.initialMembershipShare"]?.0 ?? 0) > 0.5, "\(ranges.rows)")
    #expect(narrowed["cooperatives.initialMembershipShare"]?.1 == "yes")
    #expect((narrowed["institution.kitYuan"]?.0 ?? 1) < 0.35, "what no target depends on stays as it was")
    let targets = try scratch.table("c/targets.csv")
    #expect(targets.rows.count == 3)
    for (name, number) in [("observed", 26000.0), ("error", 1040)] {
      let column = try #require(targets.header.firstIndex(of: name))
      #expect(Double(targets.rows[0][column]) == number)
    }
    #expect(try scratch.table("c/waves.csv").rows.count == 2)
    #expect(
      scratch.names(in: "c") == [
        "plan.json", "posterior.csv", "ranges.csv", "targets.csv", "waves.csv", "report.html", "manifest.json",
        "codebook.csv", "datapackage.json",
        "scenario.resolved.yaml", "wave-1", "wave-2", "draws",
      ])
  }

  @Test func theSameCommandComputesNothingAgainAndGivesTheSameBytes() throws {
    let scratch = try scratch()
    #expect(try Command.run(Self.arguments + ["--out", "c"], in: scratch.folder).exit == 0)
    let before = ["posterior", "ranges", "targets", "waves"].map { scratch.content("c/\($0).csv") }
    let rows = try rows(scratch)
    let again = try Command.run(Self.arguments + ["--out", "c", "--lang", "zh"], in: scratch.folder)
    #expect(again.exit == 0 && again.output.contains("校准（方案 linkage）"), "\(again)")
    #expect(try self.rows(scratch) == rows)
    // In parts of which one is killed in the first wave: the others take over and go on to the end, with the same numbers.
    let words = ([Command.path] + Self.arguments + ["--out", "p", "--quiet", "--shard"]).joined(separator: " ")
    let outcome = try Command.shell(
      "\(words) 1/4 & first=$!; \(words) 2/4 & second=$!; "
        + "until ls p/wave-1/shards/*.sqlite; do sleep 0.02; done >/dev/null 2>&1; kill -KILL $first; wait $first; "
        + "\(words) 3/4 && wait $second", in: scratch.folder)
    #expect(outcome.exit == 0, "\(outcome)")
    for (name, bytes) in zip(["posterior", "ranges", "targets", "waves"], before) {
      #expect(scratch.content("p/\(name).csv") == bytes, "\(name)")
    }
  }

  /// What no parameter reaches is told with how near it comes, and every assumed parameter that moved nothing stays out of the table.
  @Test func whatIsOutOfReachIsTold() throws {
    let scratch = try scratch("name,outcome,time,value,error\ngold,incomePerHead,2020,9e6,1e4\n")
    let outcome = try Command.run(
      "calibrate", "small.yaml", "--targets", "targets.csv", "--waves", "1", "--points", "24", "--draws", "16",
      "--replicates", "16", "--out", "c", in: scratch.folder)
    #expect(outcome.exit == 0, "\(outcome)")
    #expect(
      outcome.output.contains("Out of reach at any parameters that were varied: gold (implausibility"), "\(outcome)")
    #expect(outcome.errors.contains("not all targets can be met together"), "\(outcome)")
    let targets = try scratch.table("c/targets.csv")
    let least = Double(targets.rows[0][try targets.column("least")]) ?? .nan
    let verdict = targets.rows[0][try targets.column("verdict")]
    #expect(least > 3 && verdict == "outOfReach")
    let ranges = try scratch.table("c/ranges.csv")
    let moved = ranges.rows.filter { $0[8] == "yes" }.map { $0[0] }
    let columns = try scratch.table("c/posterior.csv").header
    let run = try Command.run(
      "run", "small.yaml", "--uncertainty", "c/posterior.csv", "--draws", "2", "--quiet", "--out", "r",
      in: scratch.folder)
    #expect(run.exit == 0, "\(run)")
    let levers = try Command.run(
      "calibrate", "small.yaml", "--targets", "targets.csv", "--vary", "policy.centralHouseholds.outreach=0:2", "--out",
      "l", in: scratch.folder)
    #expect(levers.exit == 65 && levers.errors.contains("[not-uncertain]"), "\(levers)")
    #expect(ranges.rows.count > 300 && (moved.isEmpty || Set(columns) == Set(moved + ["weight"])), "\(columns)")
  }

  @Test func otherTargetsOrSettingsNeedAnotherFolder() throws {
    let scratch = try scratch()
    #expect(try Command.run(Self.arguments + ["--waves", "1", "--out", "c"], in: scratch.folder).exit == 0)
    let other = try Command.run(Self.arguments + ["--waves", "1", "--seed", "9", "--out", "c"], in: scratch.folder)
    #expect(other.exit == 65 && other.errors.contains("sweep-differs"), "\(other)")
    let sweep = try Command.run("sweep", "small.yaml", "--vary", "run.years=1,2", "--out", "c", in: scratch.folder)
    #expect(sweep.exit != 0, "\(sweep)")
    let sensitivity = try Command.run("sensitivity", "c", in: scratch.folder)
    #expect(sensitivity.exit == 66 && sensitivity.errors.contains("wave-1"), "\(sensitivity)")
  }

  @Test(
    arguments: [
      ("outcome,value\nincomePerHead,1\nnothing,2\n", "unknown-outcome", "targets.csv:3:1"),
      ("outcome,value,time\nincomePerHead,1,2031\n", "outside-run", "targets.csv:2:1"),
      ("outcome,value,place\nincomePerHead,1,nowhere\n", "not-recorded", "targets.csv:2:1"),
      ("outcome,value,arm\nincomePerHead,1,linkag\n", "unknown-arm", "did you mean 'linkage'"),
    ])
  func faultsAreToldWithTheirPlace(_ table: String, _ code: String, _ words: String) throws {
    let scratch = try scratch(table)
    let outcome = try Command.run(Self.arguments + ["--out", "c"], in: scratch.folder)
    #expect(outcome.exit == 65, "\(outcome)")
    #expect(outcome.errors.contains("[\(code)]") && outcome.errors.contains(words), "\(outcome)")
    #expect(scratch.names(in: "c") == nil, "nothing is begun")
  }
}
