import Foundation
import Testing

/// What `khorshoo run` writes and says.
@Suite struct RunCommandTests {
  static let files: Set<String> = [
    "outcomes.csv", "differences.csv", "ratios.csv", "assumptions.csv", "places.csv", "coverage.csv", "grids.csv",
    "manifest.json",
    "scenario.resolved.yaml", "datapackage.json",
  ]

  @Test func aRunWritesItsFilesAndSaysASummary() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let outcome = try Command.run("run", "small.yaml", "--out", "r", in: scratch.folder)
    #expect(outcome.exit == 0, "\(outcome)")
    #expect(scratch.names(in: "r") == Self.files)
    for words in [
      "Banner: 20 replicates", "No linkage", "Income a household and year", "uplift: effect of the policy on them",
      "Ledgers close",
      "household-quarters/s", "Results: r", "Benefit-cost ratio", "Public cost a person out of poverty",
      "The result rests on", "cooperatives.labourSaving = 0.1 (U(0.05,0.40))",
    ] { #expect(outcome.output.contains(words), "\(words) is missing in \(outcome)") }
    #expect(!outcome.output.contains("100 %"), "progress belongs on standard error: \(outcome)")
    #expect(outcome.errors.contains("100 %") && outcome.errors.contains("[few-replicates]"), "\(outcome)")
    #expect(!outcome.errors.contains("\r"), "a line is rewritten on a terminal only: \(outcome)")
  }

  @Test func theFolderIsResultsAndTheScenariosNameUnlessSaid() throws {
    let scratch = Scratch()
    try scratch.scenario("steppe.yaml")
    #expect(try Command.run("run", "steppe.yaml", in: scratch.folder).exit == 0)
    #expect(scratch.names(in: "results/steppe") == Self.files)
  }

  @Test func quietSaysNothing() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let outcome = try Command.run("run", "small.yaml", "--out", "r", "--quiet", in: scratch.folder)
    #expect(outcome.exit == 0 && outcome.output.isEmpty && outcome.errors.isEmpty, "\(outcome)")
    #expect(scratch.names(in: "r") == Self.files)
  }

  @Test func jsonHoldsTheNumbersOfTheTables() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let outcome = try Command.run("run", "small.yaml", "--out", "r", "--json", in: scratch.folder)
    #expect(outcome.exit == 0, "\(outcome)")
    let summary = try JSONDecoder().decode(Summary.self, from: outcome.outputBytes)
    #expect(summary.replicates == 20 && summary.outcomes.count == 15)
    let table = try scratch.table("r/outcomes.csv")
    let mean = try table.column("mean")
    for outcome in summary.outcomes {
      for arm in outcome.arms {
        let row = try #require(
          table.rows(
            where: [
              "arm": arm.arm, "placeID": outcome.placeID, "outcome": outcome.outcome, "year": "\(outcome.year)",
              "quarter": "\(outcome.quarter)",
            ]
          ).first)
        #expect(arm.mean == Double(row[mean]), "\(outcome.outcome) of \(outcome.placeID) in \(arm.arm)")
      }
    }
  }

  /// What a script reads of `--json`.
  private struct Summary: Decodable {
    struct Arm: Decodable {
      let arm: String
      let mean: Double?
    }
    struct Outcome: Decodable {
      let outcome, placeID: String
      let year, quarter: Int
      let arms: [Arm]
    }
    let replicates: Int
    let outcomes: [Outcome]
  }

  @Test func chineseHasChineseWordsNamesAndAByteOrderMark() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let outcome = try Command.run("run", "small.yaml", "--out", "r", "--lang", "zh", in: scratch.folder)
    #expect(outcome.exit == 0, "\(outcome)")
    for words in ["无联结", "户均历年平均收入", "账目闭合", "社员户", "效益费用比", "劳动力"] {
      #expect(outcome.output.contains(words), "\(words) is missing in \(outcome)")
    }
    #expect(outcome.errors.contains("户·季/秒"), "\(outcome)")
    for name in ["outcomes", "differences", "ratios", "assumptions", "places"] {
      #expect(try scratch.table("r/\(name).csv").hasByteOrderMark)
    }
    let table = try scratch.table("r/outcomes.csv")
    #expect(table.header.prefix(4) == ["arm", "level", "placeID", "place"], "headings are the same in every language")
    #expect(try table.rows(where: ["placeID": "east", "place": "东苏木"]).isEmpty == false)
  }

  @Test func theByteOrderMarkIsTheOnlyThingThatBomAdds() throws {
    let scratch = Scratch()
    try scratch.scenario()
    #expect(try Command.run("run", "small.yaml", "--out", "plain", in: scratch.folder).exit == 0)
    #expect(try Command.run("run", "small.yaml", "--out", "marked", "--bom", in: scratch.folder).exit == 0)
    for name in [
      "outcomes.csv", "differences.csv", "ratios.csv", "assumptions.csv", "places.csv", "coverage.csv", "grids.csv",
    ] {
      let plain = try #require(scratch.content("plain/" + name))
      #expect(try scratch.table("plain/" + name).hasByteOrderMark == false)
      #expect(scratch.content("marked/" + name) == Data([0xEF, 0xBB, 0xBF]) + plain, "\(name)")
    }
  }

  @Test func keptReplicatesAreTheOnesThatTheMeansAreOf() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let outcome = try Command.run("run", "small.yaml", "--out", "r", "--keep", "replicates", in: scratch.folder)
    #expect(outcome.exit == 0, "\(outcome)")
    #expect(scratch.names(in: "r") == Self.files.union(["replicates.csv"]))
    let replicates = try scratch.table("r/replicates.csv")
    let outcomes = try scratch.table("r/outcomes.csv")
    #expect(replicates.rows.count == 20 * 2 * 8, "replicates x arms x quarters")
    let mean = try outcomes.column("mean")
    for name in ["sheepUnits", "incomePerHead", "membershipShare", "publicCostYuan"] {
      for arm in ["none", "linkage"] {
        let column = try replicates.column(name)
        let values = try replicates.rows(where: ["arm": arm, "year": "2021", "quarter": "4"]).map { row in
          try #require(Double(row[column]))
        }
        #expect(values.count == 20)
        let row = try #require(
          outcomes.rows(
            where: ["arm": arm, "level": "banner", "year": "2021", "quarter": "4", "outcome": name]
          ).first)
        let expected = values.reduce(0, +) / 20
        let found = try #require(Double(row[mean]))
        #expect(abs(found - expected) <= 1e-12 * abs(expected), "\(name) of \(arm): \(found), expected \(expected)")
      }
    }
  }

  @Test func aSecondRunReplacesTheFirstAndLeavesTheUsersFiles() throws {
    let scratch = Scratch()
    try scratch.scenario()
    #expect(try Command.run("run", "small.yaml", "--out", "r", "--keep", "replicates", in: scratch.folder).exit == 0)
    try scratch.write("mine", as: "r/notes.txt")
    #expect(try Command.run("run", "small.yaml", "--out", "r", "--seed", "7", in: scratch.folder).exit == 0)
    #expect(scratch.names(in: "r") == Self.files.union(["notes.txt"]), "the replicates of the first run are gone")
    #expect(try scratch.manifest("r")["seed"] as? Int == 7)
  }

  @Test func theManifestHasLengthRowsAndHashOfEveryFile() throws {
    let scratch = Scratch()
    try scratch.scenario()
    #expect(try Command.run("run", "small.yaml", "--out", "r", "--keep", "replicates", in: scratch.folder).exit == 0)
    let manifest = try scratch.manifest("r")
    let records = try #require(manifest["outputFiles"] as? [[String: Any]])
    let names = records.compactMap { $0["path"] as? String }
    #expect(Set(names + ["manifest.json"]) == scratch.names(in: "r"))
    for record in records {
      let name = try #require(record["path"] as? String)
      #expect(record["bytes"] as? Int == scratch.content("r/" + name)?.count, "\(name)")
      let sum = try Command.shell("sha256sum < r/\(name)", in: scratch.folder).output.prefix(64)
      #expect(record["sha256"] as? String == String(sum), "\(name)")
      if let rows = record["rows"] as? Int { #expect(try scratch.table("r/" + name).rows.count == rows, "\(name)") }
    }
    let ledgers = try #require(manifest["ledgerChecks"] as? [String: [String: Any]])
    #expect(Set(ledgers.keys) == ["stock", "money", "requests"])
    #expect(ledgers.values.allSatisfy { $0["closed"] as? Bool == true })
  }

  @Test func theDataPackageDescribesEveryColumn() throws {
    let scratch = Scratch()
    try scratch.scenario()
    #expect(try Command.run("run", "small.yaml", "--out", "r", "--keep", "replicates", in: scratch.folder).exit == 0)
    let resources = try #require(try jsonObject(scratch.content("r/datapackage.json"))["resources"] as? [[String: Any]])
    #expect(resources.count == 8)
    for resource in resources {
      let table = try scratch.table("r/" + (try #require(resource["path"] as? String)))
      let schema = try #require(resource["schema"] as? [String: Any])
      let fields = try #require(schema["fields"] as? [[String: Any]])
      #expect(fields.map { $0["name"] as? String } == table.header)
      #expect(resource["rows"] as? Int == table.rows.count)
      let keys = try #require(schema["primaryKey"] as? [String]).map(table.column)
      #expect(Set(table.rows.map { row in keys.map { row[$0] } }).count == table.rows.count, "a key stands twice")
    }
  }
}
