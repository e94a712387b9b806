import Foundation
import Testing

/// What `khorshoo decompose` writes and says.
@Suite struct DecomposeCommandTests {
  static let files: Set<String> = [
    "decomposition.csv", "decomposition.svg", "report.html", "manifest.json", "scenario.resolved.yaml",
    "codebook.csv", "datapackage.json",
  ]
  static let channels = ["price", "input", "labour", "knowledge", "risk", "finance", "dividend", "office"]

  @Test func writesItsFilesAndSaysASummary() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let outcome = try Command.run("decompose", "small.yaml", in: scratch.folder)
    #expect(outcome.exit == 0, "\(outcome)")
    #expect(scratch.names(in: "results/small-decomposition") == Self.files)
    for words in [
      "Uplift of \"Central households and cooperatives\" by channel", "20 replicates of 16 runs", "Sale price",
      "All channels", "Members", "Non-members", "Ledgers close", "Results: results/small-decomposition",
    ] { #expect(outcome.output.contains(words), "\(words) is missing in \(outcome)") }
    let manifest = try scratch.manifest("results/small-decomposition")
    let how = try #require(manifest["decomposition"] as? [String: Any])
    #expect(how["runsPerReplicate"] as? Int == 16 && how["channels"] as? [String] == Self.channels)
    #expect(manifest["arms"] as? [String] == ["linkage"])
  }

  /// The parts of every row sum to the row of the whole, and the whole is the difference that `run` writes.
  @Test func partsSumToTheDifferenceOfARun() throws {
    let scratch = Scratch()
    try scratch.scenario()
    #expect(try Command.run("decompose", "small.yaml", "--out", "d", "--quiet", in: scratch.folder).exit == 0)
    #expect(try Command.run("run", "small.yaml", "--out", "r", "--quiet", in: scratch.folder).exit == 0)
    let parts = try scratch.table("d/decomposition.csv")
    let differences = try scratch.table("r/differences.csv")
    let columns = try ["contribution", "ci95Low", "ci95High", "shareOfTotal"].map { try parts.column($0) }
    let keys = ["placeID", "year", "outcome"]
    var compared = 0
    for place in ["banner", "member", "nonMember", "east"] {
      for outcome in ["meanIncomePerHousehold", "incomePerHousehold", "povertyShare"] {
        let key = ["placeID": place, "year": "2021", "outcome": outcome]
        let rows = try parts.rows(where: key)
        #expect(rows.count == 9, "\(keys) \(key)")
        let numbers = rows.map { Double($0[columns[0]]) ?? .nan }
        #expect(abs(numbers.dropLast().reduce(0, +) - numbers[8]) <= 1e-9 * max(1, abs(numbers[8])))
        let other = try #require(try differences.rows(where: key).first)
        for (column, name) in zip(columns, ["difference", "ci95Low", "ci95High"]) {
          let (found, expected) = (Double(rows[8][column]), Double(other[try differences.column(name)]))
          // Ends of intervals have fewer digits in differences.csv.
          let tolerance = (name == "difference" ? 1e-6 : 1e-4) * max(1, abs(expected ?? 0))
          #expect(abs((found ?? .nan) - (expected ?? .nan)) <= tolerance, "\(name) \(key)")
        }
        compared += 1
      }
    }
    #expect(compared == 12)
  }

  /// What central households do: the parts are those of membership, and sum to the arm less the arm without them.
  @Test func theInstitutionIsSharedOut() throws {
    let scratch = Scratch()
    try scratch.scenario("small.yaml", "arms: {centralOnly: none, stronger: none}\nrun: {years: 2, replicates: 20}")
    let outcome = try Command.run(
      "decompose", "small.yaml", "--effect", "institution", "--out", "d", in: scratch.folder)
    #expect(outcome.exit == 0, "\(outcome)")
    for words in [
      "What central households bring about in \"Central households and cooperatives\", by channel",
      "Share of households that are members", "20 replicates of 10 runs", "Information", "Trust", "Example",
      "Services and training", "Office", "All channels",
    ] { #expect(outcome.output.contains(words), "\(words) is missing in \(outcome)") }
    let how = try #require(try scratch.manifest("d")["decomposition"] as? [String: Any])
    #expect(how["effect"] as? String == "institution")
    #expect(how["channels"] as? [String] == ["information", "trust", "example", "services", "office"])
    let run = try Command.run("run", "small.yaml", "--out", "r", "--quiet", in: scratch.folder)
    #expect(run.exit == 0, "\(run)")
    let (parts, outcomes) = (try scratch.table("d/decomposition.csv"), try scratch.table("r/outcomes.csv"))
    let (contribution, mean) = (try parts.column("contribution"), try outcomes.column("mean"))
    let key = ["placeID": "banner", "year": "2021", "outcome": "membershipShare"]
    let numbers = try parts.rows(where: key.merging(["quarter": "4"]) { $1 }).map { Double($0[contribution]) ?? .nan }
    #expect(numbers.count == 6 && abs(numbers.dropLast().reduce(0, +) - numbers[5]) < 1e-9)
    let arms = try ["linkage", "cooperativeOnly"].map { arm in
      try #require(try outcomes.rows(where: key.merging(["arm": arm]) { $1 }).first.flatMap { Double($0[mean]) })
    }
    #expect(abs(arms[0] - arms[1] - numbers[5]) < 1e-7 && numbers[5] != 0, "a run has seven digits")
    // The folder tells of it in both languages, and is the same when it is computed again.
    let page = try scratch.page("d/report.html")
    #expect(page.contains("--arm linkage --effect institution --method permutation"))
    #expect(try scratch.report("d", "en") == page)
    let chinese = try scratch.report("d", "zh")
    #expect(chinese.contains("示范带动") && chinese.contains("中心户通过哪些渠道起作用"))
    let verified = try Command.run("verify", "d", "--full", in: scratch.folder)
    #expect(verified.exit == 0, "\(verified)")
    #expect(try Command.run("decompose", "small.yaml", "--effect", "all", in: scratch.folder).exit == 64)
  }

  @Test func jsonHoldsTheNumbersOfTheTable() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let outcome = try Command.run(
      "decompose", "small.yaml", "--out", "d", "--json", "--method", "exact", "--replicates", "16",
      "--set", "policy.channels.risk=false", in: scratch.folder)
    #expect(outcome.exit == 0, "\(outcome)")
    let summary = try JSONDecoder().decode(Summary.self, from: outcome.outputBytes)
    #expect(summary.runsPerReplicate == 128 && summary.method == "exact" && summary.replicates == 16)
    #expect(summary.panels.map(\.placeID) == ["banner", "member", "nonMember"])
    let table = try scratch.table("d/decomposition.csv")
    let column = try table.column("contribution")
    for panel in summary.panels {
      #expect(panel.parts.map(\.channel) == Self.channels + ["total"])
      for part in panel.parts {
        let row = try #require(
          table.rows(
            where: [
              "placeID": panel.placeID, "channel": part.channel, "outcome": "meanIncomePerHousehold", "year": "2021",
            ]
          ).first)
        #expect(part.contribution == Double(row[column]))
        if part.channel == "risk" { #expect(part.contribution == 0) }
      }
    }
  }

  /// What a script reads of `--json`.
  private struct Summary: Decodable {
    struct Part: Decodable {
      let channel: String
      let contribution: Double?
    }
    struct Panel: Decodable {
      let placeID: String
      let parts: [Part]
    }
    let method: String
    let runsPerReplicate, replicates: Int
    let panels: [Panel]
  }

  @Test func chineseHasChineseWords() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let outcome = try Command.run("decompose", "small.yaml", "--out", "d", "--lang", "zh", in: scratch.folder)
    #expect(outcome.exit == 0, "\(outcome)")
    for words in ["渠道", "销售价格", "盈余分配", "社员户", "占合计"] {
      #expect(outcome.output.contains(words), "\(words) is missing in \(outcome)")
    }
    #expect(try scratch.table("d/decomposition.csv").hasByteOrderMark)
    let picture = String(decoding: scratch.content("d/decomposition.svg") ?? Data(), as: UTF8.self)
    #expect(picture.contains("盈余分配"))
  }

  @Test func anArmThatIsNotThereIsSaid() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let outcome = try Command.run("decompose", "small.yaml", "--arm", "linkag", in: scratch.folder)
    #expect(outcome.exit == 65, "\(outcome)")
    #expect(outcome.errors.contains("--arm: there is no arm 'linkag'; did you mean 'linkage'? [unknown-arm]"))
    #expect(scratch.names(in: "results") == nil, "nothing is written")
    #expect(try Command.run("decompose", "small.yaml", "--method", "all", in: scratch.folder).exit == 64)
  }

  /// The reference has no channel that reaches anybody: every part is zero, and nothing is undefined for all households.
  @Test func theReferenceHasNoUplift() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let outcome = try Command.run("decompose", "small.yaml", "--arm", "none", "--out", "d", in: scratch.folder)
    #expect(outcome.exit == 0, "\(outcome)")
    let table = try scratch.table("d/decomposition.csv")
    let (contribution, share) = (try table.column("contribution"), try table.column("shareOfTotal"))
    for row in try table.rows(where: ["level": "banner"]) { #expect(row[contribution] == "0" && row[share].isEmpty) }
    // Nobody is a member, so what is of members is undefined and empty.
    for row in try table.rows(where: ["placeID": "member"]) { #expect(row[contribution].isEmpty) }
  }
}
