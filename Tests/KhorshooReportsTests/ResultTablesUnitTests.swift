import Foundation
import KhorshooEngine
import KhorshooReports
import TestSupport
import Testing

@Suite struct ResultTablesUnitTests {
  private func rows(_ folder: String, _ file: String) throws -> [[String: String]] {
    let rows = try #require(parseCSV(unmarked(folder + "/" + file)))
    return rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(rows[0], $0)) }
  }

  @Test func headersAreThoseThatScriptsDependOn() throws {
    let scratch = Scratch()
    try writeResult(MadeUpRun(), to: scratch.path("r"))
    let headers = ["outcomes", "differences", "replicates", "places"].map {
      parseCSV(unmarked(scratch.path("r/\($0).csv")))?[0].joined(separator: ", ")
    }
    #expect(
      headers == [
        "arm, level, placeID, place, year, outcome, unit, mean, mcse, p05, p25, p50, p75, p95",
        "arm, reference, level, placeID, place, year, outcome, unit, difference, ci95Low, ci95High, relative, "
          + "correlation, replicates, unpairedReplicates, low50, high50, low90, high90, positiveShare, mcse, "
          + "parameterShare, populationShare, luckShare, worlds",
        "arm, replicate, year, quarter, incomeYuan, herdHead, memberShare",
        "level, placeID, place, chinese, parentID, xKm, yKm, households, partyMembers, cooperatives, arms",
      ])
  }

  @Test func everyArmHasEveryCellOfAYearToTheDigitsOfTheModel() throws {
    let scratch = Scratch()
    let run = MadeUpRun()
    try writeResult(run, to: scratch.path("r"))
    let rows = try rows(scratch.path("r"), "outcomes.csv")
    let cells = run.layout.cells.indices.filter { run.layout.quarters[run.layout.cells[$0].time].number == 4 }
    #expect(cells.count > 10 && OutcomeTables.cells(run) == cells)
    #expect(rows.count == run.arms.count * cells.count)
    for (i, row) in rows.enumerated() {
      let cell = cells[i % cells.count]
      let summary = run.summary(arm: i / cells.count, cell: cell)
      #expect(row["year"] == "\(run.layout.quarters[run.layout.cells[cell].time].year)")
      guard summary.replicates > 0 else {
        #expect(row["mean"] == "" && row["p95"] == "")
        continue
      }
      #expect(abs(Double(row["mean"]!)! - summary.mean) <= 0.5e-6 * summary.mean)
      #expect(row["mean"]!.count { $0.isNumber } <= 8)
    }
    #expect(rows.contains { $0["place"] == "'=Sum, \"a\"" })
    #expect(rows.contains { $0["mean"] == "" })
  }

  @Test func differencesLeaveOutTheReferenceAndSayHowManyReplicates() throws {
    let scratch = Scratch()
    let run = MadeUpRun()
    try writeResult(run, to: scratch.path("r"))
    let rows = try rows(scratch.path("r"), "differences.csv")
    #expect(rows.count == 2 * OutcomeTables.cells(run).count)
    #expect(rows.allSatisfy { $0["reference"] == "none" && $0["arm"] != "none" })
    let undefined = rows.filter { $0["outcome"] == "memberShare" }
    #expect(!undefined.isEmpty && undefined.allSatisfy { $0["replicates"] == "0" && $0["difference"] == "" })
  }

  @Test func aCellThatNoArmDefinesHasNoRow() throws {
    let scratch = Scratch()
    var run = MadeUpRun()
    run.undefined = "hayKg"
    try writeResult(run, to: scratch.path("r"))
    let found = try rows(scratch.path("r"), "outcomes.csv")
    #expect(!found.isEmpty && !found.contains { $0["outcome"] == "hayKg" })
    #expect(OutcomeTables.cells(run, { outcome, _ in outcome.name == "herdHead" }).count == 2 * 3)
  }

  @Test func chineseChangesNamesOfPlacesOnly() throws {
    let scratch = Scratch()
    try writeResult(MadeUpRun(), to: scratch.path("en"))
    try writeResult(MadeUpRun(), to: scratch.path("zh"), language: .chinese)
    let english = try rows(scratch.path("en"), "outcomes.csv")
    let chinese = try rows(scratch.path("zh"), "outcomes.csv")
    for (left, right) in zip(english, chinese) {
      #expect(left.filter { $0.key != "place" } == right.filter { $0.key != "place" })
    }
    #expect(chinese[0]["place"] == "鄂温克族自治旗")
  }

  @Test func replicatesCountFromOneAndYearlyOutcomesStandInWinter() throws {
    let scratch = Scratch()
    try writeResult(MadeUpRun(years: 1), to: scratch.path("r"))
    let rows = try rows(scratch.path("r"), "replicates.csv")
    #expect(rows.count == 3 * 3 * 4)
    #expect(rows.prefix(4).map { $0["quarter"] } == ["1", "2", "3", "4"])
    #expect(rows.prefix(4).map { $0["incomeYuan"] } == ["", "", "", "3"])
    #expect(rows[0]["replicate"] == "1" && rows[8]["replicate"] == "3")
    #expect(rows[8]["herdHead"] == "\(200 + 1.0 / 7)")
    #expect(rows[0]["memberShare"] == "")
  }

  @Test func aRunOfYearlyOutcomesHasOneRowAYear() throws {
    let scratch = Scratch()
    var run = MadeUpRun()
    run.layout = RecordLayout(
      outcomes: [run.layout.outcomes[0]], places: run.layout.places, quarters: run.layout.quarters)
    try writeResult(run, to: scratch.path("r"))
    let rows = try rows(scratch.path("r"), "replicates.csv")
    #expect(rows.count == 3 * 3 * 2)
    #expect(rows.allSatisfy { $0["quarter"] == "4" && $0["incomeYuan"] != "" })
  }

  @Test func theSameRunGivesTheSameBytes() throws {
    let scratch = Scratch()
    try writeResult(MadeUpRun(), to: scratch.path("a"))
    try writeResult(MadeUpRun(), to: scratch.path("b"))
    for name in ResultFolderUnitTests.files {
      #expect(content(scratch.path("a/" + name)) == content(scratch.path("b/" + name)), "\(name)")
    }
  }
}
