import Foundation
import KhorshooEngine
import KhorshooReports
import TestSupport
import Testing

@Suite struct DataPackageUnitTests {
  private func package(_ folder: String) throws -> [[String: Any]] {
    let data = try #require(FileManager.default.contents(atPath: folder + "/datapackage.json"))
    let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(json["profile"] as? String == "tabular-data-package")
    return try #require(json["resources"] as? [[String: Any]])
  }

  @Test(arguments: [false, true]) func everyTableIsDescribedAsItStands(_ byteOrderMark: Bool) throws {
    let scratch = Scratch()
    let manifest = try writeResult(
      MadeUpRun(), to: scratch.path("r"), language: byteOrderMark ? .chinese : .english, byteOrderMark: byteOrderMark)
    let resources = try package(scratch.path("r"))
    #expect(
      resources.map { $0["path"] as? String } == ["outcomes.csv", "differences.csv", "replicates.csv", "places.csv"])
    for resource in resources {
      let path = try #require(resource["path"] as? String)
      let text = content(scratch.path("r/" + path))
      #expect(text.hasPrefix("\u{FEFF}") == byteOrderMark)
      let rows = try #require(parseCSV(byteOrderMark ? String(text.unicodeScalars.dropFirst()) : text))
      let schema = try #require(resource["schema"] as? [String: Any])
      let fields = try #require(schema["fields"] as? [[String: Any]])
      #expect(rows[0] == fields.map { $0["name"] as? String })
      #expect(fields.allSatisfy { ($0["description"] as? String)?.isEmpty == false })
      #expect(resource["rows"] as? Int == rows.count - 1)
      #expect(resource["bytes"] as? Int == text.utf8.count)
      #expect(resource["encoding"] as? String == (byteOrderMark ? "utf-8-sig" : "utf-8"))
      let record = try #require(manifest.outputFiles.first { $0.path == path })
      #expect(resource["hash"] as? String == "sha256:" + (record.sha256 ?? ""))
      let key = try #require(schema["primaryKey"] as? [String])
      let keys = rows.dropFirst().map { row in key.map { name in row[rows[0].firstIndex(of: name)!] } }
      #expect(Set(keys).count == keys.count, "the key of \(path) tells rows apart")
    }
  }

  /// For the `frictionless` validator: `KHORSHOO_SAMPLE_FOLDER=/tmp/sample swift test …`, then
  /// `frictionless validate /tmp/sample/plain/datapackage.json`.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["KHORSHOO_SAMPLE_FOLDER"] != nil))
  func sampleFoldersForTheValidator() throws {
    let root = ProcessInfo.processInfo.environment["KHORSHOO_SAMPLE_FOLDER"]!
    try writeResult(MadeUpRun(), to: root + "/plain")
    try writeResult(MadeUpRun(), to: root + "/bom", language: .chinese, byteOrderMark: true)
  }
}

@Suite struct ResultTablesUnitTests {
  private func rows(_ folder: String, _ file: String) throws -> [[String: String]] {
    let rows = try #require(parseCSV(content(folder + "/" + file)))
    return rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(rows[0], $0)) }
  }

  @Test func headersAreThoseThatScriptsDependOn() throws {
    let scratch = Scratch()
    try writeResult(MadeUpRun(), to: scratch.path("r"))
    let headers = ["outcomes", "differences", "replicates", "places"].map {
      parseCSV(content(scratch.path("r/\($0).csv")))?[0].joined(separator: ", ")
    }
    #expect(
      headers == [
        "arm, level, placeID, place, year, quarter, outcome, unit, mean, mcse, p05, p25, p50, p75, p95",
        "arm, reference, level, placeID, place, year, quarter, outcome, unit, difference, ci95Low, ci95High, "
          + "relative, correlation, replicates, unpairedReplicates",
        "arm, replicate, year, quarter, incomeYuan, herdHead, memberShare",
        "level, placeID, place, chinese, parentID, xKm, yKm, households, partyMembers, cooperatives",
      ])
  }

  @Test func everyArmHasEveryCellAndNumbersAreExact() throws {
    let scratch = Scratch()
    let run = MadeUpRun()
    try writeResult(run, to: scratch.path("r"))
    let rows = try rows(scratch.path("r"), "outcomes.csv")
    #expect(rows.count == run.arms.count * run.layout.cells.count)
    for (i, row) in rows.enumerated() {
      let summary = run.summary(arm: i / run.layout.cells.count, cell: i % run.layout.cells.count)
      #expect(summary.replicates == 0 ? row["mean"] == "" && row["p95"] == "" : Double(row["mean"]!) == summary.mean)
    }
    #expect(rows.contains { $0["place"] == "'=Sum, \"a\"" })
    #expect(rows.contains { $0["mean"] == "" })
  }

  @Test func differencesLeaveOutTheReferenceAndSayHowManyReplicates() throws {
    let scratch = Scratch()
    let run = MadeUpRun()
    try writeResult(run, to: scratch.path("r"))
    let rows = try rows(scratch.path("r"), "differences.csv")
    #expect(rows.count == 2 * run.layout.cells.count)
    #expect(rows.allSatisfy { $0["reference"] == "none" && $0["arm"] != "none" })
    let undefined = rows.filter { $0["outcome"] == "memberShare" }
    #expect(!undefined.isEmpty && undefined.allSatisfy { $0["replicates"] == "0" && $0["difference"] == "" })
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

@Suite struct ManifestUnitTests {
  @Test func everyPartComesBackAndKeysAreSorted() throws {
    var manifest = Manifest(
      version: "0.1.0", scenario: Manifest.Scenario(title: "鄂温克", path: "a/b.yaml", sha256: "00", resolvedSha256: "11"),
      arms: ["none", "linkage"])
    manifest.seed = .max
    manifest.counts = ["household": 2000, "banner": 1]
    manifest.secondsElapsed = 1.25
    manifest.inputFiles = [Manifest.InputFile(path: "households.csv", sha256: "22")]
    manifest.ledgerChecks = [
      "stock": Manifest.LedgerCheck(largestResidual: 0, unit: "head", tolerance: 1e-6, closed: true),
      "money": Manifest.LedgerCheck(largestResidual: .infinity, unit: "yuan", tolerance: 0.01, closed: false),
    ]
    let text = manifest.json
    #expect(text.contains("\"path\" : \"a/b.yaml\"") && text.contains("鄂温克") && text.hasSuffix("}\n"))
    #expect(text.contains("\"largestResidual\" : \"INF\""))
    #expect(!text.contains("created"))
    let keys = [
      "arms", "counts", "inputFiles", "ledgerChecks", "outputFiles", "program", "scenario", "seed", "version",
    ]
    let places = keys.map { text.range(of: "\n  \"\($0)\"")?.lowerBound }
    #expect(!places.contains(nil) && places.compactMap { $0 } == places.compactMap { $0 }.sorted())
    let scratch = Scratch()
    scratch.write(text, "manifest.json")
    #expect(try Manifest.read(folder: scratch.root) == manifest)
  }
}
