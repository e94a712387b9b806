import Foundation
import Testing

/// `verify` and `replay` on the folder of a sweep: rows computed again, tables made again, one household by household.
@Suite struct SweepRecheckCommandTests {
  private func folder(_ scratch: Scratch, _ arguments: [String] = []) throws {
    try scratch.scenario()
    let outcome = try SweepCommandTests.sweep(scratch, "s", ["--quiet"] + arguments)
    try #require(outcome.exit == 0, "\(outcome)")
  }

  /// Changes the rows of a sweep as no program would.
  private func change(_ scratch: Scratch, _ sql: String) throws {
    try scratch.write(
      "import sqlite3\nrows = sqlite3.connect('s/sweep.sqlite')\nrows.execute(\"\(sql)\")\nrows.commit()\n",
      as: "change.py")
    let outcome = try Command.shell("python3 change.py", in: scratch.folder)
    try #require(outcome.exit == 0, "\(outcome)")
  }

  @Test func rowsAndTablesAreComputedAgain() throws {
    let scratch = Scratch()
    try folder(scratch)
    let part = try Command.run("verify", "s", "--sample", "2", in: scratch.folder)
    #expect(part.exit == 0 && part.output.contains("2 of 6 rows computed again (points "), "\(part)")
    #expect(
      part.output.contains("points.csv, effects.csv, failures.csv, codebook.csv are what the rows give"), "\(part)")
    let other = try Command.run("verify", "s", "--sample", "2", "--sample-seed", "5", in: scratch.folder)
    #expect(other.exit == 0 && other.output != part.output, "\(other)")
    let all = try Command.run("verify", "s", "--full", "--json", in: scratch.folder)
    #expect(all.exit == 0 && all.output.contains("6 of 6 rows computed again"), "\(all)")
  }

  @Test func aRowThatWasChangedIsNamedWithItsValue() throws {
    let scratch = Scratch()
    try folder(scratch)
    // The last byte of a row: the highest of a number, so the value is another one.
    try change(
      scratch, "UPDATE unit SET body = CAST(substr(body, 1, length(body) - 1) || x'47' AS BLOB) WHERE point = 4")
    let outcome = try Command.run("verify", "s", "--full", in: scratch.folder)
    #expect(outcome.exit == 65, "\(outcome)")
    #expect(outcome.errors.contains("sweep.sqlite: point 4: incomePerHousehold of central in 2021Q4"), "\(outcome)")
    #expect(
      outcome.errors.contains("replicate 20: found ") && outcome.output.contains("1 are not the same"), "\(outcome)")
    // The tables were made of the row as it was.
    #expect(
      outcome.output.contains("effects.csv, failures.csv, codebook.csv are not all what the rows give"), "\(outcome)")
  }

  @Test func rowsUntilAGoalAreComputedAgain() throws {
    let scratch = Scratch()
    try folder(
      scratch, ["--until", "ci95(uplift.incomePerHousehold) < 2000", "--max-replicates", "64"])
    let outcome = try Command.run("verify", "s", "--full", in: scratch.folder)
    #expect(outcome.exit == 0 && outcome.output.contains("6 of 6 rows"), "\(outcome)")
  }

  @Test func aPointIsReplayed() throws {
    let scratch = Scratch()
    try folder(scratch)
    let point = try Command.run(
      "replay", "s", "--point", "4", "--replicate", "18", "--out", "t.csv", in: scratch.folder)
    #expect(point.exit == 0, "\(point)")
    #expect(try scratch.table("t.csv").rows.count == 120 * 8 * 2)
    let other = try Command.run(
      "replay", "s", "--point", "3", "--replicate", "18", "--out", "o.csv", in: scratch.folder)
    #expect(other.exit == 0 && scratch.content("o.csv") != scratch.content("t.csv"), "\(other)")
    try change(
      scratch, "UPDATE unit SET body = CAST(x'000000000000f03f' || substr(body, 9) AS BLOB) WHERE point = 4")
    let changed = try Command.run(
      "replay", "s", "--point", "4", "--replicate", "1", "--out", "c.csv", in: scratch.folder)
    #expect(
      changed.exit == 65 && changed.errors.contains("point 4: ") && changed.errors.contains("found 1.0,"), "\(changed)")
    for (arguments, code) in [
      (["--point", "6", "--replicate", "1"], "no-points"), (["--replicate", "1"], "no-points"),
      (["--point", "1", "--replicate", "21"], "unknown-replicate"),
    ] {
      let outcome = try Command.run(["replay", "s"] + arguments, in: scratch.folder)
      #expect(outcome.exit == 65 && outcome.errors.contains("[\(code)]"), "\(outcome)")
    }
  }

  /// Draws of its own for each arm and point: the same means, and differences that are far less sure.
  @Test func independentNumbersOnRequest() throws {
    let scratch = Scratch()
    try folder(scratch)
    try #require(try SweepCommandTests.sweep(scratch, "i", ["--quiet", "--independent"]).exit == 0)
    func widths(_ name: String) throws -> [Double] {
      let table = try scratch.table("\(name)/effects.csv")
      let (low, high) = (try table.column("ci95Low"), try table.column("ci95High"))
      return try table.rows(where: ["outcome": "sheepUnitsPerHousehold"]).map { Double($0[high])! - Double($0[low])! }
    }
    let (common, independent) = (try widths("s"), try widths("i"))
    #expect(common.count == 6 && zip(common, independent).allSatisfy { $1 > 2 * $0 }, "\(common) \(independent)")
    let verified = try Command.run("verify", "i", "--sample", "2", in: scratch.folder)
    #expect(verified.exit == 0, "\(verified)")
    let resumed = try SweepCommandTests.sweep(scratch, "i", ["--quiet"])
    #expect(resumed.exit == 65 && resumed.errors.contains("run.randomNumbers=independent"), "\(resumed)")
  }

  /// Second minus first at every point, as two runs of that point differ.
  @Test func sweepsAreComparedPointByPoint() throws {
    let scratch = Scratch()
    try folder(scratch)
    let grant = ["--quiet", "--set", "policy.cooperatives.grantYuanPerYear=60000"]
    try #require(try SweepCommandTests.sweep(scratch, "g", grant).exit == 0)
    let outcome = try Command.run("compare", "s", "g", "--out", "c.csv", in: scratch.folder)
    #expect(outcome.exit == 0 && outcome.output.contains("6 points that both have (0 left out), paired"), "\(outcome)")
    #expect(outcome.output.contains("policy.cooperatives.grantYuanPerYear"), "\(outcome)")
    #expect(outcome.output.contains("uplift.linkage.publicCostYuan"), "\(outcome)")
    let table = try scratch.table("c.csv")
    let (first, second) = (try scratch.table("s/effects.csv"), try scratch.table("g/effects.csv"))
    let key = ["arm": "linkage", "outcome": "incomePerHousehold", "placeID": "banner"]
    for point in 0..<6 {
      let row = try #require(
        try table.rows(where: key.merging(["point": "\(point)", "measure": "uplift"]) { $1 }).first)
      for (side, name) in [(first, "first"), (second, "second")] {
        let effect = try #require(try side.rows(where: key.merging(["point": "\(point)"]) { $1 }).first)
        let (a, b) = (Double(effect[try side.column("difference")])!, Double(row[try table.column(name)])!)
        #expect(abs(a - b) <= 1e-9 * abs(a), "\(name) of point \(point)")
      }
      #expect(try row[table.column("pairs")] == "20")
    }
    // Without linkage a grant to cooperatives changes nothing, in any replicate.
    for row in try table.rows(where: ["arm": "none", "outcome": "sheepUnitsPerHousehold", "measure": "level"]) {
      #expect(try row[table.column("difference")] == "0" && row[table.column("ci95High")] == "0")
    }
    let json = try jsonObject(Command.run("compare", "s", "g", "--json", in: scratch.folder).outputBytes)
    #expect(json["commonPoints"] as? Int == 6 && json["paired"] as? Bool == true)
    let none = try SweepCommandTests.sweep(scratch, "o", ["--quiet", "--seed", "2021"])
    try #require(none.exit == 0)
    let other = try Command.run("compare", "s", "o", "--paired", in: scratch.folder)
    #expect(other.exit == 65 && other.errors.contains("[other-seed]"), "\(other)")
  }

  /// A machine with other last places has nothing to add: here, other kernels of the matrix library.
  @Test func aMachineWithOtherLastPlacesRefuses() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let plan = try Command.run(
      ["plan", "small.yaml", "--shards", "2", "--out", "p"] + SweepCommandTests.vary, in: scratch.folder)
    try #require(plan.exit == 0, "\(plan)")
    for line in [
      "khorshoo shard p", "khorshoo sweep small.yaml --out p \(SweepCommandTests.vary.joined(separator: " "))",
    ] {
      let outcome = try Command.shell("OPENBLAS_CORETYPE=Prescott \(line)", in: scratch.folder)
      #expect(outcome.exit == 69 && outcome.errors.contains("[other-kernel]"), "\(outcome)")
    }
    #expect(scratch.names(in: "p") == ["plan.json", "design.csv"])
  }
}
