import Foundation
import Testing

/// `khorshoo compare`: what differs between two folders, paired where it can be, and what cannot be compared.
@Suite struct CompareCommandTests {
  private static let rest =
    "arms: {centralOnly: none, cooperativeOnly: none, stronger: none}\nrun: {years: 2, replicates: 24}"

  private func run(_ scratch: Scratch, _ out: String, _ options: String...) throws {
    if scratch.content("small.yaml") == nil { try scratch.scenario("small.yaml", Self.rest) }
    let outcome = try Command.run(["run", "small.yaml", "--quiet", "--out", out] + options, in: scratch.folder)
    try #require(outcome.exit == 0, "\(outcome)")
  }

  @Test func aFolderAndItselfDifferInNothing() throws {
    let scratch = Scratch()
    try run(scratch, "a", "--keep", "replicates")
    let outcome = try Command.run("compare", "a", "a", "--out", "c.csv", in: scratch.folder)
    #expect(outcome.exit == 0 && outcome.output.contains("The scenarios are the same"), "\(outcome)")
    let table = try scratch.table("c.csv")
    #expect(table.rows.count == (try scratch.table("a/outcomes.csv")).rows.count)
    let (difference, method) = (try table.column("difference"), try table.column("method"))
    #expect(table.rows.allSatisfy { ["0", ""].contains($0[difference]) })
    let paired = Set(table.rows.filter { $0[method] == "paired" }.map { $0[1] })
    #expect(paired == ["banner", "group"])
  }

  /// Means and intervals computed here from replicates.csv and outcomes.csv, independently.
  @Test func pairedAndTwoSampleIntervalsAreThoseOfTheTables() throws {
    let scratch = Scratch()
    try run(scratch, "a", "--keep", "replicates")
    try run(scratch, "b", "--keep", "replicates", "--set", "policy.centralHouseholds.outreach=2", "--replicates", "20")
    let outcome = try Command.run("compare", "a", "b", "--out", "c.csv", in: scratch.folder)
    #expect(outcome.exit == 0, "\(outcome)")
    #expect(
      outcome.output.contains("policy.centralHouseholds.outreach") && outcome.output.contains("1 → 2"), "\(outcome)")
    #expect(outcome.output.contains("paired over 20 replicates"), "\(outcome)")
    let table = try scratch.table("c.csv")
    func cell(_ key: [String: String], _ column: String) throws -> Double {
      let rows = try table.rows(where: key)
      try #require(rows.count == 1)
      return try #require(Double(rows[0][try table.column(column)]))
    }
    let key = ["arm": "linkage", "level": "banner", "year": "2021", "outcome": "awareShare"]
    let (a, b) = (try scratch.table("a/replicates.csv"), try scratch.table("b/replicates.csv"))
    func values(_ table: CSVTable) throws -> [Double] {
      try table.rows(where: ["arm": "linkage", "year": "2021", "quarter": "4"]).map {
        Double($0[try table.column("awareShare")])!
      }
    }
    let differences = zip(try values(a), try values(b)).map { $1 - $0 }
    #expect(differences.count == 20)
    let mean = differences.reduce(0, +) / 20
    let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 19
    let half = 2.093024054408263 * (variance / 20).squareRoot()  // t of 19 degrees of freedom
    #expect(abs(try cell(key, "difference") - mean) < 1e-6)
    #expect(mean > 0.001)
    #expect(abs(try cell(key, "ci95High") - mean - half) < 1e-6)
    #expect(try cell(key, "pairs") == 20)

    // Another level: Welch, from the means and standard errors of outcomes.csv.
    let place = key.merging(["level": "sumu", "placeID": "east"]) { $1 }
    func summary(_ folder: String) throws -> (Double, Double) {
      let table = try scratch.table(folder + "/outcomes.csv")
      let row = try table.rows(where: place)[0]
      return (Double(row[try table.column("mean")])!, Double(row[try table.column("mcse")])!)
    }
    let ((m1, s1), (m2, s2)) = (try summary("a"), try summary("b"))
    #expect(abs(try cell(place, "difference") - (m2 - m1)) < 1e-12)
    let error = (s1 * s1 + s2 * s2).squareRoot()
    let width = try cell(place, "ci95High") - (m2 - m1)
    #expect(width > 2.01 * error && width < 2.10 * error, "between the quantiles of 42 and of 19 degrees of freedom")
  }

  @Test func withoutReplicatesOrWithAnotherSeedTwoSamplesAreComparedAndTheReasonIsSaid() throws {
    let scratch = Scratch()
    try run(scratch, "a")
    try scratch.scenario("births.yaml", Self.rest + "\noutcomes: {names: [birthsHead]}")
    let other = try Command.run("run", "births.yaml", "--quiet", "--out", "b", "--seed", "7", in: scratch.folder)
    try #require(other.exit == 0, "\(other)")
    let outcome = try Command.run("compare", "a", "b", in: scratch.folder)
    #expect(outcome.exit == 0, "\(outcome)")
    for words in ["the second folder has no pairs.csv", "the seeds differ", "run.seed", "2020 → 7", "two-sample"] {
      #expect(outcome.output.contains(words), "\(words) is missing in \(outcome)")
    }
    let refused = try Command.run("compare", "a", "b", "--paired", in: scratch.folder)
    #expect(refused.exit == 65, "\(refused)")
    #expect(refused.errors.contains("[no-replicates]") && refused.errors.contains("without 'outcomes:'"), "\(refused)")
    #expect(refused.errors.contains("[other-seed]"), "\(refused)")
  }

  @Test func foldersOfOtherArmsAndYearsAreComparedWhereTheyMeet() throws {
    let scratch = Scratch()
    try run(scratch, "a", "--keep", "replicates")
    try scratch.scenario("more.yaml", "run: {years: 1, replicates: 24}\noutcomes: {levels: [banner, gacha]}")
    let other = try Command.run(
      "run", "more.yaml", "--keep", "replicates", "--quiet", "--out", "b", in: scratch.folder)
    try #require(other.exit == 0, "\(other)")
    let outcome = try Command.run("compare", "a", "b", "--lang", "en", "--out", "c.csv", in: scratch.folder)
    #expect(outcome.exit == 0, "\(outcome)")
    for words in ["run.years", "arms: centralOnly, cooperativeOnly", "that only a has", "places: sumu"] {
      #expect(outcome.output.contains(words), "\(words) is missing in \(outcome)")
    }
    let table = try scratch.table("c.csv")
    #expect(Set(table.rows.map { $0[0] }) == ["none", "linkage"] && Set(table.rows.map { $0[4] }) == ["2020"])
    let json = try jsonObject(Command.run("compare", "a", "b", "--json", in: scratch.folder).outputBytes)
    #expect(json["commonCells"] as? Int == table.rows.count)
    #expect(
      (json["onlyInSecond"] as? [String: Any])?["arms"] as? [String] == ["centralOnly", "cooperativeOnly", "stronger"])
    let chinese = try Command.run("compare", "a", "b", "--lang", "zh", in: scratch.folder)
    #expect(chinese.exit == 0 && chinese.output.contains("未比较"), "\(chinese)")
    let nothing = try Command.run(
      "run", "more.yaml", "--set", "run.start=2050Q1", "--quiet", "--out", "n", in: scratch.folder)
    try #require(nothing.exit == 0, "\(nothing)")
    let none = try Command.run("compare", "a", "n", in: scratch.folder)
    #expect(none.exit == 65 && none.errors.contains("[nothing-in-common]"), "\(none)")
  }

  @Test func everythingWrongWithEitherFolderIsSaidAtOnce() throws {
    let scratch = Scratch()
    try scratch.write("x", as: "empty/notes.txt")
    let both = try Command.run("compare", "none", "empty", in: scratch.folder)
    #expect(both.exit == 66 && both.errors.contains("[missing-file]"), "\(both)")
    #expect(both.errors.contains("[not-a-result-folder]"), "\(both)")
    try run(scratch, "a")
    let damages: [(String, (String) -> String, String)] = [
      ("number", { $0.replacing(",sheep unit,", with: ",sheep unit,x", maxReplacements: 1) }, "malformed-number"),
      ("short", { String($0.dropLast(40)) }, "csv-syntax"),
      ("column", { $0.replacing("mcse", with: "error", maxReplacements: 1) }, "missing-column"),
      ("row", { $0.replacing("none,banner,banner,", with: "none,banner,", maxReplacements: 1) }, "ragged-row"),
      ("none", { _ in "" }, "no-rows"),
    ]
    for (name, change, code) in damages {
      try FileManager.default.copyItem(atPath: scratch.path("a"), toPath: scratch.path(name))
      let text = String(decoding: try #require(scratch.content("a/outcomes.csv")), as: UTF8.self)
      try scratch.write(change(text), as: name + "/outcomes.csv")
      let outcome = try Command.run("compare", "a", name, "--out", "c.csv", in: scratch.folder)
      #expect(outcome.exit == 65, "\(name): \(outcome)")
      #expect(outcome.errors.contains("\(name)/outcomes.csv") && outcome.errors.contains("[\(code)]"), "\(outcome)")
      #expect(outcome.errors.contains("[changed-file]"), "the warning: \(outcome)")
      #expect(scratch.names(in: "")?.contains { $0.hasPrefix("c.csv") } == false, "nothing half-written is left")
    }
    let over = try Command.run("compare", "a", "a", "--out", "a/places.csv", in: scratch.folder)
    #expect(over.exit == 73 && over.errors.contains("[would-overwrite]"), "\(over)")
  }
}
