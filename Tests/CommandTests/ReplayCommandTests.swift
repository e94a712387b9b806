import Foundation
import Testing

/// `khorshoo replay`: the households of one replicate, whose sums are the recorded outcomes to the last digit.
@Suite struct ReplayCommandTests {
  private static let rest =
    "arms: {centralOnly: none, cooperativeOnly: none, stronger: none}\nrun: {years: 2, replicates: 20}"

  private func folder(_ scratch: Scratch) throws {
    try scratch.scenario("small.yaml", Self.rest)
    let run = try Command.run("run", "small.yaml", "--keep", "replicates", "--quiet", "--out", "r", in: scratch.folder)
    try #require(run.exit == 0, "\(run)")
  }

  /// The sum over households in the order of the recorder: single precision within a grid, then double precision grid by
  /// grid, gacha by gacha, sumu by sumu.
  private func total(_ rows: [[String]], _ column: Int, _ places: [Int]) throws -> Double {
    var (banner, sumu, gacha, grid) = (0.0, 0.0, 0.0, Float(0))
    var last: [String] = []
    for row in rows {
      let here = places.map { row[$0] }
      if here != last {
        gacha += Double(grid)
        grid = 0
        if here.prefix(2) != last.prefix(2) {
          sumu += gacha
          gacha = 0
        }
        if here.first != last.first {
          banner += sumu
          sumu = 0
        }
        last = here
      }
      grid += try #require(Float(row[column]))
    }
    return banner + (sumu + (gacha + Double(grid)))
  }

  @Test func sumsOverHouseholdsAreTheRecordedOutcomes() throws {
    let scratch = Scratch()
    try folder(scratch)
    let outcome = try Command.run("replay", "r", "--replicate", "18", "--out", "trace.csv", in: scratch.folder)
    #expect(outcome.exit == 0, "\(outcome)")
    let (trace, kept) = (try scratch.table("trace.csv"), try scratch.table("r/replicates.csv"))
    #expect(trace.rows.count == 120 * 8 * 2)
    let places = try ["sumuID", "gachaID", "gridID"].map { try trace.column($0) }
    let sums: [(String, String, Bool)] = [
      ("sheepUnits", "sheepUnits", false), ("quarterCashIncomePerHousehold", "incomeQuarterYuan", true),
      ("cashIncomePerHousehold", "incomeYearYuan", true),
      ("incomePerHousehold", "disposableIncomeYearYuan", true),
      ("accrualIncomePerHousehold", "accrualIncomeYearYuan", true), ("membershipShare", "isMember", true),
      ("awareShare", "isAware", true), ("householdKnowledge", "knowledge", true),
      ("cashPerHousehold", "cashYuan", true),
      ("debtPerHousehold", "debtYuan", true), ("pastureCondition", "pastureCondition", true),
      ("herdSheepHead", "sheepHead", false), ("herdCattleHead", "cattleHead", false),
    ]
    var compared = 0
    for row in try kept.rows(where: ["replicate": "18"]) {
      let key = ["arm": row[0], "year": row[2], "quarter": row[3]]
      let households = try trace.rows(where: key)
      #expect(households.count == 120)
      for (name, column, isMean) in sums where !row[try kept.column(name)].isEmpty {
        let sum = try total(households, try trace.column(column), places)
        let recorded = try #require(Double(row[try kept.column(name)]))
        #expect((isMean ? sum / 120 : sum) == recorded, "\(name) \(key)")
        compared += 1
      }
    }
    #expect(compared > 150)
    // The sum is one of the households: with another replicate's trace it fails.
    let other = try Command.run("replay", "r", "--replicate", "17", "--out", "other.csv", in: scratch.folder)
    #expect(other.exit == 0 && scratch.content("other.csv") != scratch.content("trace.csv"), "\(other)")
  }

  @Test func oneArmOnStandardOutputIsAPartOfAll() throws {
    let scratch = Scratch()
    try folder(scratch)
    let all = try Command.run("replay", "r", "--replicate", "3", "--quiet", in: scratch.folder)
    let one = try Command.run("replay", "r", "--replicate", "3", "--arm", "linkage", in: scratch.folder)
    #expect(all.exit == 0 && one.exit == 0, "\(one.errors)")
    #expect(all.errors.isEmpty && one.errors.contains("960 rows"), "\(one.errors)")
    let lines = all.output.components(separatedBy: "\r\n")
    let wanted = [lines[0]] + lines.filter { $0.hasPrefix("linkage,") } + [""]
    #expect(one.output == wanted.joined(separator: "\r\n"))
  }

  @Test func replicatesThatWereChangedAreNoticed() throws {
    let scratch = Scratch()
    try folder(scratch)
    let table = try scratch.table("r/replicates.csv")
    let cell = table.rows[0][try table.column("sheepUnits")]
    let text = String(decoding: try #require(scratch.content("r/replicates.csv")), as: UTF8.self)
    try scratch.write(text.replacing(",\(cell),", with: ",1,", maxReplacements: 1), as: "r/replicates.csv")
    let outcome = try Command.run("replay", "r", "--replicate", "1", "--out", "t.csv", in: scratch.folder)
    #expect(outcome.exit == 65 && outcome.errors.contains("replicates.csv:2:1: sheepUnits: found 1,"), "\(outcome)")
  }

  @Test func whatCannotBeReplayedIsSaidAtOnce() throws {
    let scratch = Scratch()
    try folder(scratch)
    let outcome = try Command.run(
      "replay", "r", "--replicate", "21", "--arm", "linkag", "--point", "3", in: scratch.folder)
    #expect(outcome.exit == 65, "\(outcome)")
    for code in ["unknown-replicate", "unknown-arm", "no-points"] {
      #expect(outcome.errors.contains("[\(code)]"), "\(code) is missing in \(outcome)")
    }
    let over = try Command.run("replay", "r", "--replicate", "1", "--out", "r/outcomes.csv", in: scratch.folder)
    #expect(over.exit == 73 && over.errors.contains("[would-overwrite]"), "\(over)")
    let parts = try Command.run(
      "decompose", "small.yaml", "--replicates", "2", "--quiet", "--out", "d", in: scratch.folder)
    try #require(parts.exit == 0, "\(parts)")
    let decomposition = try Command.run("replay", "d", "--replicate", "1", in: scratch.folder)
    #expect(decomposition.exit == 65 && decomposition.errors.contains("[not-a-run]"), "\(decomposition)")
  }
}
