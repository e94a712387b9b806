import Foundation
import Testing

/// What `khorshoo run` writes and says.
@Suite struct RunCommandTests {
  static let files: Set<String> = [
    "outcomes.csv", "differences.csv", "ratios.csv", "assumptions.csv", "places.csv", "coverage.csv", "grids.csv",
    "benefits.csv", "manifest.json", "summary.csv", "codebook.csv", "pairs.csv", "report.html", "stories.json",
    "scenario.resolved.yaml", "datapackage.json",
  ]
  /// The same of a run that draws worlds.
  static let filesOfWorlds = files.union(["draws.csv", "worlds.csv"])

  @Test func aRunWritesItsFilesAndSaysASummary() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let outcome = try Command.run("run", "small.yaml", "--out", "r", "--verbose", in: scratch.folder)
    #expect(outcome.exit == 0, "\(outcome)")
    #expect(scratch.names(in: "r") == Self.files)
    for words in [
      "Banner: 20 replicates", "No linkage", "Income a household and year", "uplift: effect of the policy on them",
      "Ledgers close",
      "household-quarters/s", "Results: r", "Benefit-cost ratio", "Public cost a person out of poverty",
      "The result rests on", "cooperatives.labourSaving = 0.1 (U(-0.1,0.3))",
    ] { #expect(outcome.output.contains(words), "\(words) is missing in \(outcome)") }
    #expect(!outcome.output.contains("100 %"), "progress belongs on standard error: \(outcome)")
    #expect(outcome.errors.contains("100 %") && outcome.errors.contains("[few-replicates]"), "\(outcome)")
    #expect(!outcome.errors.contains("\r"), "a line is rewritten on a terminal only: \(outcome)")
  }

  /// The answer first, in eight lines, with words and no codes.
  @Test(arguments: ["en", "zh"]) func theScreenHasEightLinesAndTheAnswerFirst(_ language: String) throws {
    let scratch = Scratch()
    try scratch.scenario("small.yaml", "arms: {cooperativeOnly: none, stronger: none}\nrun: {years: 2, replicates: 20}")
    let outcome = try Command.run("run", "small.yaml", "--out", "r", "--lang", language, in: scratch.folder)
    #expect(outcome.exit == 0, "\(outcome)")
    let lines = outcome.output.split(separator: "\n")
    try #require(lines.count == 8, "\(outcome)")
    let isChinese = language == "zh"
    let wanted =
      isChinese
      ? ["户均年收入变化", "比较：", "谁受益：", "每增收一元的公共支出：", "其他方案：", "依赖：", "区间：", "结果：r"]
      : [
        "annual income per household", "Compared: ", "For whom: members", "Public cost per extra yuan",
        "Other policies: ",
        "Rests on: ", "Intervals: ", "Results: r",
      ]
    for (line, words) in zip(lines, wanted) { #expect(line.contains(words), "\(words) is missing in \(line)") }
    for code in ["meanIncome", "centralOnly", "cooperatives.price", "household-quarters"] {
      #expect(!outcome.output.contains(code), "\(code) in \(outcome)")
    }
    // The sentence has the numbers of the table.
    let table = try scratch.table("r/summary.csv")
    let row = try #require(
      table.rows(where: [
        "outcome": "meanIncomePerHousehold", "placeID": "banner", "arm": "linkage", "year": "2021",
      ]).first)
    let difference = try #require(Double(row[try table.column("difference")]))
    let digits = String(Int(difference.magnitude.rounded()))
    let said = lines[0].replacing(",", with: "")
    #expect(difference.magnitude < 100 || said.contains(digits), "\(digits) in \(lines[0])")
  }

  @Test func theSummaryAndTheCodebookHaveLabelsInBothLanguages() throws {
    let scratch = Scratch()
    try scratch.scenario()
    #expect(try Command.run("run", "small.yaml", "--out", "r", "--quiet", in: scratch.folder).exit == 0)
    let (summary, codebook) = (try scratch.table("r/summary.csv"), try scratch.table("r/codebook.csv"))
    let outcomes = try scratch.table("r/outcomes.csv")
    let names = Set(outcomes.rows.map { $0[5] })
    let rows = try codebook.rows(where: ["kind": "outcome"])
    #expect(Set(rows.map { $0[1] }) == names && rows.count == names.count)
    for column in ["label", "labelChinese", "meaning", "meaningChinese", "unit", "ofYear", "levels"] {
      let index = try codebook.column(column)
      #expect(rows.allSatisfy { !$0[index].isEmpty }, "\(column)")
    }
    let ofYear = try codebook.column("ofYear")
    func kind(_ outcome: String) throws -> String? { try codebook.rows(where: ["name": outcome]).first?[ofYear] }
    #expect(try kind("publicCostYuan") == "sum" && kind("sheepUnits") == "end" && kind("incomePerHead") == "year")
    #expect(try kind("forageDeficitShare") == "mean")
    // Numbers are those of the long table.
    let (mean, place) = (try summary.column("mean"), try summary.column("placeID"))
    var compared = 0
    for row in summary.rows where row[place] == "banner" {
      let key = ["arm": row[try summary.column("arm")], "outcome": row[0], "year": row[try summary.column("year")]]
      let other = try #require(outcomes.rows(where: key.merging(["level": "banner"]) { $1 }).first)
      #expect(other[try outcomes.column("mean")] == row[mean])
      compared += 1
    }
    #expect(compared > 60 && summary.rows.contains { $0[place] == "quintile1" })
  }

  @Test func theReportIsOneFileThatNeedsNoNetwork() throws {
    let scratch = Scratch()
    try scratch.scenario()
    #expect(try Command.run("run", "small.yaml", "--out", "r", "--quiet", in: scratch.folder).exit == 0)
    let page = String(decoding: try #require(scratch.content("r/report.html")), as: UTF8.self)
    #expect(page.utf8.count < 300_000)
    #expect(page.ranges(of: "<svg ").count == 4 + 3, "four pictures and three households")
    let addresses = page.replacing("http://www.w3.org/2000/svg", with: "")
    for word in ["http:", "https:", "<script", "src=", "url(", "@import"] {
      #expect(!addresses.contains(word), "\(word)")
    }
    #expect(
      try Command.shell(
        "python3 -c 'import xml.dom.minidom,re;p=open(\"r/report.html\",encoding=\"utf-8\").read();[xml.dom.minidom.parseString(s) for s in re.findall(\"<svg.*?</svg>\",p,re.S)]'",
        in: scratch.folder
      ).exit == 0)
    // The same report from the folder, and one in the other language.
    let again = try Command.run("report", "r", "--out", "again.html", in: scratch.folder)
    #expect(again.exit == 0 && again.output == "again.html\n", "\(again)")
    let chinese = try Command.run("report", "r", "--lang", "zh", in: scratch.folder)
    #expect(chinese.exit == 0 && chinese.output == "r.html\n", "\(chinese)")
    let text = String(decoding: try #require(scratch.content("r.html")), as: UTF8.self)
    for words in ["谁受益", "户均年收入变化", "如何复现与引用", "入社率", "每增收一元的公共支出"] { #expect(text.contains(words), "\(words)") }
    for words in ["Who gains", "Results of the last year", "against"] { #expect(!text.contains(words), "\(words)") }
    let refused = try Command.run("report", "r", "--lang", "zh", in: scratch.folder)
    #expect(refused.exit == 73 && refused.errors.contains("[would-overwrite]"), "\(refused)")
    #expect(try Command.run("report", "r", "--replace", "--quiet", in: scratch.folder).output.isEmpty)
    let own = try Command.run("report", "r", "--out", "r/report.html", "--replace", in: scratch.folder)
    #expect(own.exit == 73, "a file of the folder stays: \(own)")
    try scratch.write("x", as: "empty/notes.txt")
    #expect(try Command.run("report", "empty", in: scratch.folder).exit == 66)
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
            ]
          ).first)
        let (said, written) = (arm.mean ?? .infinity, Double(row[mean]) ?? .infinity)
        #expect(
          said == written || abs(said - written) <= 1e-6 * abs(said),
          "\(outcome.outcome) of \(outcome.placeID) in \(arm.arm)")
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
    let outcome = try Command.run("run", "small.yaml", "--out", "r", "--lang", "zh", "--verbose", in: scratch.folder)
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
      "benefits.csv",
    ] {
      let plain = try #require(scratch.content("plain/" + name))
      let holdsChinese = try scratch.table("plain/" + name).header.contains {
        $0 == "place" || $0 == "chinese" || $0.hasSuffix("Chinese")
      }
      #expect(try scratch.table("plain/" + name).hasByteOrderMark == holdsChinese)
      #expect(
        scratch.content("marked/" + name) == (holdsChinese ? Data() : Data([0xEF, 0xBB, 0xBF])) + plain, "\(name)")
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
        // A flow of the year is that of its four quarters.
        let quarters = name == "publicCostYuan" ? ["1", "2", "3", "4"] : ["4"]
        let values = try quarters.flatMap { quarter in
          try replicates.rows(where: ["arm": arm, "year": "2021", "quarter": quarter]).map { row in
            try #require(Double(row[column]))
          }
        }
        #expect(values.count == 20 * quarters.count)
        let row = try #require(
          outcomes.rows(
            where: ["arm": arm, "level": "banner", "year": "2021", "outcome": name]
          ).first)
        let expected = values.reduce(0, +) / 20
        let found = try #require(Double(row[mean]))
        #expect(abs(found - expected) <= 1e-6 * abs(expected), "\(name) of \(arm): \(found), expected \(expected)")
      }
    }
  }

  @Test func detailGoesIntoOneDatabaseAndLeavesTheTablesAsTheyAre() throws {
    let scratch = Scratch()
    try scratch.scenario()
    #expect(try Command.run("run", "small.yaml", "--out", "plain", in: scratch.folder).exit == 0)
    let outcome = try Command.run(
      "run", "small.yaml", "--out", "r", "--detail", "gacha,quarter", in: scratch.folder)
    #expect(outcome.exit == 0, "\(outcome)")
    #expect(scratch.names(in: "r") == Self.files.union(["details.sqlite"]))
    for name in ["outcomes.csv", "differences.csv", "ratios.csv"] {
      #expect(scratch.content("r/" + name) == scratch.content("plain/" + name), "\(name)")
    }
    #expect(try scratch.manifest("r")["detail"] as? [String] == ["gacha", "quarter"])
    let levels = Set(try scratch.table("r/outcomes.csv").rows.map { $0[1] })
    #expect(levels == ["banner", "sumu", "group"])
    let query =
      "import sqlite3\nd=sqlite3.connect('r/details.sqlite')\n"
      + "print(*d.execute(\"select count(*), count(distinct quarter) from outcomes where level='gacha' and outcome='birthsHead' "
      + "and year=2021 and not isOfYear\").fetchone())\n"
      + "print(abs(*d.execute(\"select sum(case when isOfYear then -mean else mean end) from outcomes where level='gacha' and "
      + "outcome='birthsHead'\").fetchone()) < 1e-6)"
    try scratch.write(query, as: "query.py")
    #expect(
      try Command.shell("python3 query.py", in: scratch.folder).output == "24 4\nTrue\n", "2 arms, 3 gacha, 4 quarters")
    let again = try Command.run("verify", "r", "--full", in: scratch.folder)
    #expect(again.exit == 0, "\(again)")
    let wrong = try Command.run("run", "small.yaml", "--detail", "village", in: scratch.folder)
    #expect(wrong.exit == 64 && wrong.errors.contains("found 'village', expected some of sumu,gacha"), "\(wrong)")
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
    #expect(resources.count == 12)
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
