import Foundation
import Testing

/// `run.antithetic`: pairs of replicates in runs, shards, `--until` and comparisons, and refused where intervals do not know of them.
@Suite struct AntitheticCommandTests {
  private static let pairs = ["--set", "run.antithetic=true", "--replicates", "64", "--quiet"]

  /// Half the width of the interval of the uplift of income, and the error of its level.
  private func errors(_ scratch: Scratch, _ folder: String) throws -> (half: Double, mcse: Double) {
    let cell = ["arm": "linkage", "placeID": "banner", "year": "2021", "outcome": "incomePerHousehold"]
    func numbers(_ name: String, _ columns: [String]) throws -> [Double] {
      let table = try scratch.table("\(folder)/\(name)")
      let row = try #require(table.rows(where: cell).first)
      return try columns.map { try #require(Double(row[try table.column($0)])) }
    }
    let ends = try numbers("differences.csv", ["ci95Low", "ci95High"])
    return ((ends[1] - ends[0]) / 2, try numbers("outcomes.csv", ["mcse"])[0])
  }

  @Test func threadsAndShardsChangeNothing() throws {
    let scratch = Scratch()
    try scratch.scenario()
    for threads in ["1", "2"] {
      let run = try Command.run(
        ["run", "small.yaml", "--threads", threads, "--out", "r" + threads] + Self.pairs, in: scratch.folder)
      #expect(run.exit == 0, "\(run)")
    }
    try scratch.expectSameTables("r1", "r2")
    for words in [
      ["run", "small.yaml", "--shards", "2", "--out", "p"] + Self.pairs, ["shard", "p", "--quiet"],
      ["merge", "p", "--quiet"], ["verify", "r1"], ["verify", "p/results"],
    ] {
      let outcome = try Command.run(words, in: scratch.folder)
      #expect(outcome.exit == 0, "\(words) \(outcome)")
    }
    try scratch.expectSameTables("r1", "p/results")
    #expect(try scratch.manifest("r1")["antithetic"] as? Bool == true)
    // Without pairs the identity is another, means agree, and the error is larger.
    let plain = try Command.run(
      ["run", "small.yaml", "--replicates", "64", "--quiet", "--out", "plain"], in: scratch.folder)
    #expect(plain.exit == 0, "\(plain)")
    #expect(try scratch.manifest("plain")["antithetic"] == nil)
    func hash(_ folder: String) throws -> String? {
      (try scratch.manifest(folder)["scenario"] as? [String: Any])?["resolvedSha256"] as? String
    }
    #expect(try hash("r1") != hash("plain") && hash("r1") == hash("p/results"))
    #expect(try errors(scratch, "r1").mcse < errors(scratch, "plain").mcse)
    for command in ["show", "explain"] {
      let shown = try Command.run(command, "r1/scenario.resolved.yaml", in: scratch.folder)
      #expect(shown.exit == 0 && shown.output.contains("antithetic"), "\(shown)")
    }
  }

  @Test func worldsHavePairsToo() throws {
    let scratch = Scratch()
    try scratch.scenario(drawsWorlds: true)
    for (folder, threads) in [("a", "1"), ("b", "2")] {
      let run = try Command.run(
        ["run", "small.yaml", "--threads", threads, "--out", folder] + Self.pairs.map { $0 == "64" ? "256" : $0 },
        in: scratch.folder)
      #expect(run.exit == 0, "\(run)")
    }
    try scratch.expectSameTables("a", "b")
    let ranks = try Command.run("sensitivity", "a", in: scratch.folder)
    #expect(ranks.exit == 0, "\(ranks)")
  }

  /// The rule looks at the interval that the tables have.
  @Test func untilLooksAtPairs() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let goal = ["--until", "ci95(uplift.linkage.incomePerHousehold) < 400", "--max-replicates", "4000", "--quiet"]
    let run = try Command.run(
      ["run", "small.yaml", "--set", "run.antithetic=true", "--replicates", "64", "--out", "r"] + goal,
      in: scratch.folder)
    #expect(run.exit == 0, "\(run)")
    let replicates = try #require(try scratch.manifest("r")["replicates"] as? Int)
    #expect(replicates % 16 == 0 && replicates < 4000)
    #expect(try errors(scratch, "r").half <= 400)
    let narrow = try Command.run(
      ["run", "small.yaml", "--out", "n", "--max-replicates", "100"] + Self.pairs + goal.prefix(2), in: scratch.folder)
    #expect(narrow.exit == 65 && narrow.errors.contains("give 112 replicates"), "\(narrow)")
  }

  /// Two runs of one seed are compared by pairs of replicates, as the mean of each pair's two differences.
  @Test func comparisonsAreOfPairs() throws {
    let scratch = Scratch()
    try scratch.scenario()
    for (folder, more) in [("one", []), ("two", ["--set", "arms.linkage.policy.cooperatives.grantYuanPerYear=90000"])] {
      let run = try Command.run(["run", "small.yaml", "--out", folder] + Self.pairs + more, in: scratch.folder)
      #expect(run.exit == 0, "\(run)")
    }
    let compared = try Command.run("compare", "one", "two", "--paired", "--out", "c.csv", "--quiet", in: scratch.folder)
    #expect(compared.exit == 0, "\(compared)")
    let cell = ["arm": "linkage", "placeID": "banner", "year": "2021", "outcome": "incomePerHousehold"]
    let table = try scratch.table("c.csv")
    let row = try #require(table.rows(where: cell).first)
    let ends = try ["ci95Low", "ci95High"].map { try #require(Double(row[try table.column($0)])) }
    let column = "incomePerHousehold@banner"
    func values(_ folder: String) throws -> [Double] {
      let pairs = try scratch.table("\(folder)/pairs.csv")
      let at = try pairs.column(column)
      return try pairs.rows(where: ["arm": "linkage"]).map { try #require(Double($0[at])) }
    }
    let differences = zip(try values("two"), try values("one")).map { $0 - $1 }
    #expect(differences.count == 64)
    var means: [Double] = []
    for start in stride(from: 0, to: 64, by: 16) {
      for lane in start..<start + 8 { means.append((differences[lane] + differences[lane + 8]) / 2) }
    }
    let mean = means.reduce(0, +) / 32
    let error = (means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 31 / 32).squareRoot()
    let half = (ends[1] - ends[0]) / 2
    #expect(abs(half / (2.039_513 * error) - 1) < 1e-3, "\(half), \(error)")
    #expect(abs((ends[0] + ends[1]) / 2 - mean) < 1e-3 * abs(mean) + 1e-6)
  }

  @Test func whatDoesNotKnowOfPairsRefusesThem() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let set = ["--set", "run.antithetic=true", "--replicates", "32"]
    for words in [
      ["sweep", "small.yaml", "--vary", "run.years=1,2", "--out", "s"], ["decompose", "small.yaml", "--out", "d"],
      ["decide", "small.yaml", "--set", "run.uncertainty=ledger", "--out", "x"],
    ] {
      let outcome = try Command.run(words + set, in: scratch.folder)
      #expect(outcome.exit == 65 && outcome.errors.contains("[antithetic-replicates]"), "\(outcome)")
      #expect(outcome.errors.contains("--set run.antithetic=false"), "\(outcome)")
    }
  }

  @Test func replicatesFillTheirBlocks() throws {
    let scratch = Scratch()
    try scratch.scenario()
    let words = ["run", "small.yaml", "--set", "run.antithetic=true", "--replicates", "40", "--out", "r"]
    let outcome = try Command.run(words, in: scratch.folder)
    #expect(outcome.exit == 65 && outcome.errors.contains("found 40, expected a multiple of 16"), "\(outcome)")
    let chinese = try Command.run(words + ["--lang", "zh"], in: scratch.folder)
    #expect(chinese.errors.contains("实际为 40，应为 16 的倍数") && chinese.errors.contains("请给出 48 次重复"), "\(chinese)")
  }
}
