import Foundation
import Testing

/// Same scenario and seed: same bytes, whatever the threads, the replicates, the order of arms, the form of the file.
@Suite struct RepeatabilityCommandTests {
  @Test func threadsAndRepetitionChangeNoByte() throws {
    let scratch = Scratch()
    try scratch.scenario()
    for (folder, threads) in [("one", "1"), ("two", "2"), ("again", "2"), ("seven", "7")] {
      let outcome = try Command.run(
        "run", "small.yaml", "--replicates", "70", "--keep", "replicates", "--threads", threads, "--out", folder,
        in: scratch.folder)
      #expect(outcome.exit == 0, "\(outcome)")
    }
    for other in ["two", "again", "seven"] { try scratch.expectSameTables("one", other) }
    #expect(scratch.content("one/datapackage.json") == scratch.content("two/datapackage.json"))
    #expect(scratch.content("one/scenario.resolved.yaml") == scratch.content("two/scenario.resolved.yaml"))
  }

  /// The check can fail: another seed, another value.
  @Test(arguments: [["--seed", "2021"], ["--set", "forage.yearlyLogSd=0.23"]])
  func anotherSeedOrValueChangesTheTables(_ change: [String]) throws {
    let scratch = Scratch()
    try scratch.scenario()
    #expect(try Command.run(["run", "small.yaml", "--out", "a"], in: scratch.folder).exit == 0)
    #expect(try Command.run(["run", "small.yaml", "--out", "b"] + change, in: scratch.folder).exit == 0)
    #expect(scratch.content("a/outcomes.csv") != scratch.content("b/outcomes.csv"))
    let hashes = try ["a", "b"].map { try #require(scratch.manifest($0)["scenario"] as? [String: String]) }
    #expect(hashes[0]["resolvedSha256"] != hashes[1]["resolvedSha256"])
  }

  @Test func fewerReplicatesAreTheFirstOfMore() throws {
    let scratch = Scratch()
    try scratch.scenario()
    for count in ["10", "40"] {
      let outcome = try Command.run(
        "run", "small.yaml", "--replicates", count, "--keep", "replicates", "--out", count, in: scratch.folder)
      #expect(outcome.exit == 0, "\(outcome)")
    }
    let (few, many) = (try scratch.table("10/replicates.csv"), try scratch.table("40/replicates.csv"))
    let (arm, number) = (try few.column("arm"), try few.column("replicate"))
    #expect(few.rows.count == 10 * 2 * 8 && many.rows.count == 40 * 2 * 8)
    for name in ["none", "linkage"] {
      let first = many.rows.filter { $0[arm] == name && Int($0[number])! <= 10 }
      #expect(few.rows.filter { $0[arm] == name } == first, "\(name)")
    }
  }

  @Test func theOrderOfArmsChangesNoArm() throws {
    let scratch = Scratch()
    try scratch.scenario(
      "stem.yaml",
      "run: {years: 2, replicates: 20}\narms: {none: none, centralOnly: none, cooperativeOnly: none, stronger: none, linkage: none}"
    )
    let arms = [
      "  neither: {policy: {cooperatives: {enabled: false}, centralHouseholds: {enabled: false}}}",
      "  centralOnly: {policy: {cooperatives: {enabled: false}}}", "  both: {}",
    ]
    for (name, order) in [("forth", arms), ("back", arms.reversed())] {
      let lines = ["schema: 1", "base: stem.yaml", "arms:"] + order + ["reference: neither", ""]
      try scratch.write(lines.joined(separator: "\n"), as: name + ".yaml")
      let outcome = try Command.run("run", name + ".yaml", "--keep", "replicates", "--out", name, in: scratch.folder)
      #expect(outcome.exit == 0, "\(outcome)")
    }
    #expect(try scratch.manifest("forth")["arms"] as? [String] == ["neither", "centralOnly", "both"])
    #expect(try scratch.manifest("back")["arms"] as? [String] == ["both", "centralOnly", "neither"])
    for file in ["replicates", "outcomes", "differences"] {
      let (forth, back) = (try scratch.table("forth/\(file).csv"), try scratch.table("back/\(file).csv"))
      for arm in ["neither", "centralOnly", "both"] {
        let rows = try forth.rows(where: ["arm": arm])
        #expect(rows.isEmpty == (file == "differences" && arm == "neither"))
        #expect(try rows == back.rows(where: ["arm": arm]), "\(file) of \(arm)")
      }
    }
  }

  @Test func anArmAloneIsWhatItIsAmongOthers() throws {
    let scratch = Scratch()
    try scratch.scenario()
    #expect(try Command.run(["run", "small.yaml", "--out", "all"], in: scratch.folder).exit == 0)
    let outcome = try Command.run(["run", "small.yaml", "--arms", "linkage", "--out", "one"], in: scratch.folder)
    #expect(outcome.exit == 0 && outcome.errors.contains("[reference-changed]"), "\(outcome)")
    let alone = try scratch.table("one/outcomes.csv")
    let among = try scratch.table("all/outcomes.csv").rows(where: ["arm": "linkage"])
    // What compares an arm with the reference arm has another one here.
    let compared = ["loserShare", "uplift", "memberEffect", "membershipEffect", "realIncome", "localPrice"]
    let (outcomeColumn, placeColumn) = (try alone.column("outcome"), try alone.column("placeID"))
    let mean = try alone.column("mean")
    func own(_ rows: [[String]]) -> [[String]] {
      // Strata, and who was trained, go by the reference arm.
      rows.filter { row in
        // A cell has a row where one of the arms defines it.
        !row[mean].isEmpty && !row[placeColumn].hasPrefix("joins") && !row[placeColumn].hasSuffix("trainedNonMember")
          && !compared.contains { row[outcomeColumn].hasPrefix($0) }
      }
    }
    #expect(own(alone.rows) == own(among) && own(among).count > 300)
    #expect(try scratch.table("one/differences.csv").rows.isEmpty)
  }

  @Test func theResolvedScenarioOfAResultGivesTheSameResult() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let first = try Command.run(
      "run", "small.yaml", "--set", "forage.yearlyLogSd=0.3", "--seed", "99", "--out", "a", in: scratch.folder)
    #expect(first.exit == 0, "\(first)")
    let second = try Command.run("run", "a/scenario.resolved.yaml", "--out", "b", in: scratch.folder)
    #expect(second.exit == 0, "\(second)")
    try scratch.expectSameTables("a", "b")
    #expect(scratch.content("a/scenario.resolved.yaml") == scratch.content("b/scenario.resolved.yaml"))
  }

  @Test(arguments: ["off", "on"]) func equalPoliciesDifferByExactlyNothing(_ state: String) throws {
    let scratch = Scratch()
    let policy =
      state == "off" ? "{policy: {cooperatives: {enabled: false}, centralHouseholds: {enabled: false}}}" : "{}"
    try scratch.scenario(
      "stem.yaml",
      "run: {years: 3, replicates: 40}\narms: {none: none, centralOnly: none, cooperativeOnly: none, stronger: none, linkage: none}"
    )
    try scratch.write(
      "schema: 1\nbase: stem.yaml\narms:\n  one: \(policy)\n  other: \(policy)\nreference: one\n",
      as: "twins.yaml")
    let outcome = try Command.run("run", "twins.yaml", "--out", "r", in: scratch.folder)
    #expect(outcome.exit == 0 && outcome.errors.contains("[identical-arms]"), "\(outcome)")
    let table = try scratch.table("r/differences.csv")
    let count = try table.column("replicates")
    let columns = try ["difference", "ci95Low", "ci95High"].map(table.column)
    // One replicate has a difference but no interval.
    let defined = table.rows.filter { Int($0[count])! > 1 }
    #expect(defined.count > 300)
    let wrong = defined.filter { row in columns.contains { row[$0] != "0" } }
    #expect(wrong.isEmpty, "\(wrong.count) differences are not 0, first \(wrong.first ?? [])")
    let single = table.rows.filter { $0[count] == "1" }
    #expect(single.allSatisfy { $0[columns[0]] == "0" && $0[columns[1]].isEmpty && $0[columns[2]].isEmpty })
    let undefined = table.rows.filter { $0[count] == "0" }
    #expect(undefined.allSatisfy { row in columns.allSatisfy { row[$0].isEmpty } })
  }
}
