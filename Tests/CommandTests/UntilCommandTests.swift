import Foundation
import Testing

/// `--until`: replicates until the answer is precise enough or the budget is spent, the same number for any threads.
@Suite struct UntilCommandTests {
  private func halfWidth(_ scratch: Scratch, _ folder: String) throws -> (half: Double, replicates: Int) {
    let name = folder.hasPrefix("s") ? "effects.csv" : "differences.csv"
    let table = try scratch.table("\(folder)/\(name)")
    var cell = ["arm": "linkage", "placeID": "banner", "year": "2021", "outcome": "incomePerHousehold"]
    if folder.hasPrefix("s") { cell["quarter"] = "4" }
    let row = try #require(table.rows(where: cell).first)
    let ends = try ["ci95Low", "ci95High"].map { try #require(Double(row[try table.column($0)])) }
    return ((ends[1] - ends[0]) / 2, try #require(Int(row[try table.column("replicates")])))
  }

  @Test func runAndSweepStopAtTheSameReplicate() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let goal = ["--until", "ci95( uplift.linkage.incomePerHousehold@banner ) < 400", "--max-replicates", "4000"]
    for threads in ["1", "2"] {
      let run = try Command.run(
        ["run", "small.yaml", "--threads", threads, "--out", "r" + threads] + goal, in: scratch.folder)
      #expect(run.exit == 0 && run.output.contains("goal reached"), "\(run)")
      let sweep = try Command.run(
        ["sweep", "small.yaml", "--vary", "run.years=2", "--threads", threads, "--out", "s" + threads] + goal,
        in: scratch.folder)
      #expect(sweep.exit == 0 && sweep.output.contains("reached at 1 points"), "\(sweep)")
    }
    let found = try ["r1", "r2", "s1", "s2"].map { try halfWidth(scratch, $0) }
    for one in found {
      #expect(one.half <= 400 && one.replicates < 4000 && one.replicates == found[0].replicates)
      #expect(abs(one.half - found[0].half) <= 0.05, "ends of intervals have five digits in tables of a run")
    }
    try scratch.expectSameTables("r1", "r2")
    #expect(try scratch.manifest("r1")["replicates"] as? Int == found[0].replicates)
  }

  @Test func aSpentBudgetIsSaid() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let goal = ["--until", "ci95(uplift.incomePerHousehold) < 0.001", "--max-replicates", "100"]
    let run = try Command.run(["run", "small.yaml", "--out", "r"] + goal, in: scratch.folder)
    #expect(run.exit == 0 && run.output.contains("after 100 replicates, budget spent; some"), "\(run)")
    #expect(try halfWidth(scratch, "r").replicates == 100)
    let sweep = try Command.run(
      ["sweep", "small.yaml", "--vary", "run.years=2", "--out", "s"] + goal, in: scratch.folder)
    #expect(sweep.exit == 0 && sweep.output.contains("budget spent at 1"), "\(sweep)")
  }

  @Test(
    arguments: [
      ("ci95(uplift.incomePerHousehod) < 5", Int32(65), "did you mean 'incomePerHousehold'"),
      ("ci95(uplift.lnkage.incomePerHousehold) < 5", 65, "did you mean 'linkage'"),
      ("ci95(uplift.incomePerHousehold@nowhere) < 5", 65, "nothing is recorded at 'nowhere'"),
      ("ci95(uplift.incomePerHousehold) < 0", 64, "[precision-goal]"), ("ci95(uplift) < 5", 64, "[until-syntax]"),
      ("", 64, "[until-syntax]"),
    ])
  func wrongGoalsAreNamed(_ goal: String, _ exit: Int32, _ words: String) throws {
    let scratch = Scratch()
    try scratch.scenario()
    for arguments in [["run", "small.yaml"], ["sweep", "small.yaml", "--vary", "run.years=1,2"]] {
      let outcome = try Command.run(arguments + ["--out", "w", "--until", goal], in: scratch.folder)
      #expect(outcome.exit == exit && outcome.errors.contains(words), "\(outcome)")
      #expect(scratch.names(in: "w") == nil, "nothing is written")
    }
  }
}
