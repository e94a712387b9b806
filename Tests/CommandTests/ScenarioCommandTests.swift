import Foundation
import Testing

/// `check`, `show`, `parameters`, `schema`, and every scenario of the repository.
@Suite struct ScenarioCommandTests {
  /// Every scenario of the repository.
  /// Of the top folder and of `policies`; the other folders hold tables of single tools.
  static let scenarios = ["", "policies/"].flatMap { folder in
    ((try? FileManager.default.contentsOfDirectory(atPath: Command.repository + "/scenarios/" + folder)) ?? [])
      .filter { $0.hasSuffix(".yaml") }.map { folder + $0 }.sorted()
  }

  @Test func theRepositoryHasScenarios() {
    #expect(Set(["ewenki.yaml", "policies/grids.yaml", "policies/services.yaml"]).isSubset(of: Self.scenarios))
  }

  @Test(arguments: scenarios) func everyScenarioIsRight(_ name: String) throws {
    let path = "scenarios/" + name
    let outcome = try Command.run("check", path, in: Command.repository)
    #expect(outcome.exit == 0, "\(outcome)")
    #expect(outcome.output == "\(path): nothing wrong\n" && outcome.errors.isEmpty, "\(outcome)")
  }

  @Test(arguments: scenarios) func everyScenarioRunsSmall(_ name: String) throws {
    let scratch = Scratch()
    let outcome = try Command.run(
      "run", "\(Command.repository)/scenarios/\(name)", "--replicates", "4", "--years", "1", "--out", "r",
      in: scratch.folder)
    #expect(outcome.exit == 0, "\(outcome)")
    #expect(scratch.names(in: "r") == RunCommandTests.filesOfWorlds)
    #expect(try scratch.manifest("r")["replicates"] as? Int == 4)
    let table = try scratch.table("r/outcomes.csv")
    let mean = try table.column("mean")
    let herds = try table.rows(where: ["level": "banner", "outcome": "sheepUnits"])
    #expect(!herds.isEmpty && herds.allSatisfy { (Double($0[mean]) ?? 0) > 0 })
  }

  @Test(arguments: scenarios) func aPlainScenarioIsTheSameScenario(_ name: String) throws {
    let scratch = Scratch()
    let path = "\(Command.repository)/scenarios/\(name)"
    let plain = try Command.run("show", path, "--plain")
    #expect(plain.exit == 0 && plain.errors.isEmpty && !plain.output.contains(" # "), "\(plain.errors)")
    try scratch.write(plain.output, as: "plain.yaml")
    let checked = try Command.run("check", "plain.yaml", in: scratch.folder)
    #expect(checked.exit == 0, "\(checked)")
    #expect(try Command.run("show", "plain.yaml", "--plain", in: scratch.folder).output == plain.output)
    var hashes: [String] = []
    for (file, folder) in [(path, "a"), (scratch.path("plain.yaml"), "b")] {
      let options = ["--replicates", "1", "--years", "1", "--quiet", "--out", folder]
      #expect(try Command.run(["run", file] + options, in: scratch.folder).exit == 0)
      let scenario = try #require(scratch.manifest(folder)["scenario"] as? [String: String])
      hashes.append(try #require(scenario["resolvedSha256"]))
    }
    #expect(hashes[0] == hashes[1])
    #expect(scratch.content("a/scenario.resolved.yaml") == scratch.content("b/scenario.resolved.yaml"))
  }

  /// Tables of a roster and of worlds are named where they are, so that what is shown can be read from any folder.
  @Test func aShownScenarioFindsItsTables() throws {
    let scratch = Scratch()
    let shown = try Command.run("show", "scenarios/own-data/own-data.yaml", "--plain", in: Command.repository)
    try scratch.write(shown.output, as: "plain.yaml")
    let checked = try Command.run("check", "plain.yaml", in: scratch.folder)
    #expect(shown.exit == 0 && checked.exit == 0, "\(checked)")
    #expect(try Command.run("show", "plain.yaml", "--plain", in: scratch.folder).output == shown.output)
  }

  /// A table of worlds that is not there is told where it is named.
  @Test func aMissingTableIsToldWhereItIsNamed() throws {
    let scratch = Scratch()
    try scratch.scenario("small.yaml", "run: {uncertainty: mine.csv}", drawsWorlds: true)
    let outcome = try Command.run("check", "small.yaml", in: scratch.folder)
    #expect(outcome.exit == 66, "\(outcome)")
    let said = try #require(
      outcome.errors.firstMatch(of: /small\.yaml:(\d+): run\.uncertainty: mine\.csv: no such file/))
    let text = String(decoding: try #require(scratch.content("small.yaml")), as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[Int(said.1)! - 1].contains("mine.csv") && outcome.errors.contains("or say ledger"), "\(outcome)")
  }

  @Test func showNamesTheOriginOfEachValue() throws {
    let scratch = Scratch()
    try scratch.scenario("small.yaml", "parameters:\n  market: {wageYuanPerDay: 130}")
    let outcome = try Command.run(
      "show", "small.yaml", "--set", "forage.yearlyLogSd=0.3", "--years", "4", "--set",
      "arms.linkage.policy.centralHouseholds.outreach=2", in: scratch.folder)
    #expect(outcome.exit == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    let base = "\(Command.repository)/scenarios/ewenki.yaml"
    for line in [
      #/ +wageYuanPerDay: 130(?:\.0)?  \# small.yaml:19/#, #/ +yearlyLogSd: 0.3  \# --set/#, #/ +years: 4  \# --years/#,
      #/ +outreach: 2(?:\.0)?  \# --set/#, #/ +outreach: 1(?:\.0)?  \# ledger/#, #/ +gachaCount: 3  \# small.yaml:6/#,
    ] {
      #expect(outcome.output.split(separator: "\n").contains { $0.wholeMatch(of: line) != nil }, "\(line) is missing")
    }
    #expect(outcome.output.contains("seed: 2020  # \(base):"), "the base is named")
    #expect(outcome.output.contains("enabled: false  # \(base):"), "an arm's lever has its origin")
  }

  /// Keys of the ledger, from its resource.
  private func ledgerRows() throws -> CSVTable {
    let path = Command.repository + "/Sources/KhorshooScenarios/Resources/parameters.csv"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let lines = text.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\n", with: "\r\n")
    return try CSVTable(Data(lines.utf8), path)
  }

  @Test(arguments: ["en", "zh"]) func parametersAreTheLedgerInEveryFormat(_ language: String) throws {
    let ledger = try ledgerRows()
    let keys = ledger.rows.map { $0[0] }
    let meanings = try ledger.column(language == "en" ? "meaning" : "meaningChinese")
    #expect(keys.count > 100)

    let csv = try Command.run("parameters", "--format", "csv", "--lang", language)
    let table = try CSVTable(csv.outputBytes, "parameters --format csv")
    #expect(csv.exit == 0 && table.rows.map { $0[0] } == keys)
    let column = try table.column("meaning")
    #expect(table.rows.map { $0[column] } == ledger.rows.map { $0[meanings] })

    let json = try Command.run("parameters", "--format", "json", "--lang", language)
    let list = try #require(try JSONSerialization.jsonObject(with: json.outputBytes) as? [[String: Any]])
    #expect(json.exit == 0 && list.map { $0["key"] as? String } == keys)
    #expect(list.map { $0["meaning"] as? String } == ledger.rows.map { $0[meanings] })

    let screen = try Command.run("parameters", "--lang", language)
    let lines = screen.output.split(separator: "\n").map(String.init)
    #expect(screen.exit == 0 && lines.count == keys.count + 1)
    #expect(lines[0].hasPrefix(language == "en" ? "key " : "键 "), "\(lines[0])")
    #expect(zip(lines.dropFirst(), keys).allSatisfy { $0.hasPrefix($1 + " ") })
  }

  @Test func theSchemaIsJsonAndKnowsEveryKeyOfAFile() throws {
    let outcome = try Command.run("schema")
    #expect(outcome.exit == 0, "\(outcome.errors)")
    let schema = try jsonObject(outcome.outputBytes)
    #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    let properties = try #require(schema["properties"] as? [String: Any])
    for name in Self.scenarios {
      let text = try String(contentsOfFile: "\(Command.repository)/scenarios/\(name)", encoding: .utf8)
      for line in text.split(separator: "\n") {
        guard let key = line.firstMatch(of: #/^([a-zA-Z]+):/#)?.1 else { continue }
        #expect(properties[String(key)] != nil, "the schema does not know \(key) of \(name)")
      }
    }
  }
}
