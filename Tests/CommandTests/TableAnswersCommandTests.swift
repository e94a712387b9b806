import Foundation
import Testing

/// `khorshoo multiplier` beyond multipliers, and `khorshoo herd --show`: numbers of other programs and closed forms, in every form.
@Suite struct TableAnswersCommandTests {
  private static let table = "scenarios/tables/two-sectors.csv"

  private static func run(_ arguments: String) throws -> Command.Outcome {
    try Command.run(arguments.split(separator: " ").map(String.init), in: Command.repository)
  }

  private static func json(_ arguments: String) throws -> [String: Any] {
    let outcome = try run(arguments + " --format json")
    #expect(outcome.exit == 0 && outcome.errors.isEmpty, "\(outcome)")
    return try jsonObject(outcome.outputBytes)
  }

  private static func rows(_ object: [String: Any], _ key: String) throws -> [[String: Any]] {
    try #require(object[key] as? [[String: Any]])
  }

  /// Miller and Blair's two sectors with 120 and 85 jobs of outputs 1000 and 2000: 0.12 and 0.0425 a unit, times the inverse.
  @Test func satellites() throws {
    let own = try Self.json("multiplier \(Self.table) --satellites scenarios/tables/two-sectors-jobs.csv")
    let jobs = try Self.rows(own, "multipliers").filter { $0["satellite"] as? String == "jobs" }
    // The inverse of I - A with A = (0.15, 0.25; 0.2, 0.05) is (0.95, 0.25; 0.2, 0.85) / 0.7575.
    let farms: Double = (0.12 * 0.95 + 0.0425 * 0.2) / 0.7575
    let trade: Double = (0.12 * 0.25 + 0.0425 * 0.85) / 0.7575
    for (row, known) in zip(jobs, [farms, trade]) {
      let one: Double = try #require(row["typeI"] as? Double)
      #expect(abs(one - known) < 1e-12)
      #expect(try #require(row["typeII"] as? Double) > known)
    }
    let footprints = try Self.rows(own, "footprints").filter { $0["satellite"] as? String == "jobs" }
    let sum: Double = footprints.reduce(0) { $0 + ($1["amount"] as? Double ?? 0) }
    #expect(abs(sum - 205) < 1e-9)
    let csv = try Self.run("multiplier \(Self.table) --satellites scenarios/tables/two-sectors-jobs.csv --format csv")
    #expect(csv.output.hasPrefix("satellite,account,direct,typeI,typeII,ratioI,ratioII\r\njobs,farms,0.12,"))
    let chinese = try Self.run("multiplier \(Self.table) --satellites scenarios/tables/two-sectors-jobs.csv --lang zh")
    for text in ["卫星账户", "足迹", "每单位最终需求"] { #expect(chinese.output.contains(text), "\(chinese)") }
  }

  @Test func demandPathsInverseAndDecomposition() throws {
    let demand = try Self.json("multiplier \(Self.table) --demand scenarios/tables/two-sectors-demand.csv")
    let trade = try #require(try Self.rows(demand, "accounts").first { $0["account"] as? String == "trade" })
    let output: Double = try #require(trade["outputI"] as? Double)
    #expect(abs(output - 1600.0 / 0.95) < 1e-9)

    let paths = try Self.json("multiplier \(Self.table) --paths farms:herders")
    let coverage: Double = try #require(paths["coverage"] as? Double)
    #expect(abs(coverage - 1) < 1e-9)
    #expect(try Self.rows(paths, "paths").first?["path"] as? String == "farms > herders")

    let inverse = try Self.run("multiplier \(Self.table) --show inverse --format csv")
    #expect(inverse.output.hasPrefix("account,farms,trade,herders\r\nfarms,"))
    let ghosh = try Self.json("multiplier \(Self.table) --show ghosh")
    #expect(try Self.rows(ghosh, "matrix").count == 2)
    let parts = try Self.rows(Self.json("multiplier \(Self.table) --show decomposition"), "effects")
    #expect(parts.count == 9)
    for row in parts {
      let sum = ["injection", "transfer", "openLoop", "closedLoop"].reduce(0) { $0 + (row[$1] as? Double ?? .nan) }
      #expect(abs(sum - (row["total"] as? Double ?? 0)) < 1e-12)
    }
  }

  /// A table that does not balance is refused, balanced when asked, and the balanced one balances.
  @Test func balancing() throws {
    let path = "scenarios/tables/unbalanced.csv"
    let refused = try Self.run("multiplier \(path)")
    #expect(refused.exit == 65 && refused.errors.contains("[unbalanced]"), "\(refused)")
    let said = try Self.run("multiplier \(path) --balance")
    #expect(said.exit == 0 && said.output.contains("Balanced (GRAS)") && said.output.contains("output I"), "\(said)")
    let scratch = Scratch()
    let balanced = try Command.run(
      ["multiplier", Command.repository + "/" + path, "--balance", "--show", "table", "--out", "balanced.csv"],
      in: scratch.folder)
    #expect(balanced.exit == 0, "\(balanced)")
    let again = try Command.run(["multiplier", "balanced.csv", "--tolerance", "0.000001"], in: scratch.folder)
    #expect(again.exit == 0 && again.errors.isEmpty, "\(again)")
  }

  /// Rates with errors: the growth factor's error is the root of the parts' squares, and the shares sum to one.
  @Test func ratesOfAHerd() throws {
    let own = try Self.json("herd scenarios/herds/goats-errors.yaml --show rates")
    let rates = try Self.rows(own, "rates")
    let squares = rates.reduce(0.0) { sum, row in
      let part = (row["sensitivity"] as? Double ?? 0) * (row["error"] as? Double ?? 0)
      return sum + part * part
    }
    #expect(abs(try #require(own["growthFactorError"] as? Double) - squares.squareRoot()) < 1e-12 && squares > 0)
    #expect(abs(rates.reduce(0) { $0 + ($1["varianceShare"] as? Double ?? 0) } - 1) < 1e-12)
    // Parturition and litter size are one product: their elasticities are alike.
    func elasticity(_ kind: String) -> Double {
      rates.first { $0["class"] as? String == "does" && $0["rate"] as? String == kind }?["elasticity"] as? Double
        ?? .nan
    }
    #expect(abs(elasticity("parturitionPerYear") - elasticity("litterSize")) < 1e-7)
    let whales = try Self.json("herd --matrix scenarios/herds/whales.csv --errors scenarios/herds/whales-errors.csv")
    #expect(try #require(whales["growthFactorError"] as? Double) > 0.003)
  }

  @Test func curveAndIndividualsOfAHerd() throws {
    let points = try Self.rows(Self.json("herd scenarios/herds/goats-errors.yaml --show curve"), "points")
    let growth = points.compactMap { $0["growthPerYear"] as? Double }
    #expect(points.count >= 21 && growth == growth.sorted(by: >), "more offtake, less growth")
    let steady = try #require(points.first { $0["isSteady"] as? String == "yes" })
    #expect(abs(try #require(steady["growthPerYear"] as? Double)) < 1e-9)

    let command =
      "herd scenarios/herds/goats-errors.yaml --show individuals --start does=6,bucks=1 --steps 24 --threshold 4"
    let steps = try Self.rows(Self.json(command), "steps")
    #expect(steps.count == 25 && steps[0]["mean"] as? Double == 7 && steps[0]["standardDeviation"] as? Double == 0)
    let extinct = steps.compactMap { $0["extinct"] as? Double }
    #expect(extinct == extinct.sorted() && extinct[24] > 0)
    let (low, high) = (steps[24]["low"] as? Double ?? .nan, steps[24]["high"] as? Double ?? .nan)
    #expect(low < steps[24]["mean"] as? Double ?? .nan && high > low)
    let chinese = try Self.run(command + " --lang zh")
    #expect(chinese.output.contains("灭绝概率") && chinese.output.contains("母畜"), "\(chinese)")
    // A species of the ledger says what is born, dies and is taken; that is its growth.
    let sheep = try Self.json("herd --species sheep")
    func number(_ key: String) throws -> Double { try #require(sheep[key] as? Double) }
    let sum = try number("birthsPerHeadYear") - number("deathsPerHeadYear") - number("offtakePerHeadYear")
    #expect(abs(try number("growthPerYear") - sum) < 1e-9)
  }

  /// Exit codes and words of what can be wrong.
  @Test(arguments: [
    ("multiplier t.csv --paths a", 64, "[not-two-accounts]"), ("multiplier t.csv --paths a:c", 64, "[unknown-account]"),
    ("multiplier t.csv --show regions", 65, "[no-region]"),
    ("multiplier t.csv --show inverse --paths a:b", 64, "one of"),
    ("multiplier t.csv --satellites s.csv", 65, "s.csv:1:5: c"),
    ("multiplier t.csv --demand d.csv", 65, "d.csv:3:1: b"),
    ("multiplier u.csv --balance", 65, "[no-balance]"), ("herd h.yaml --show individuals", 64, "--start"),
    ("herd h.yaml --show individuals --start ewes=1.5", 64, "[start-syntax]"),
    ("herd h.yaml --show individuals --start goats=1", 65, "[unknown-stage]"),
    ("herd --species sheep --show curve", 64, "needs a table"),
    ("herd many.yaml --show individuals --start ewes=3", 65, "[too-many-births]"),
  ])
  func whatIsWrongIsSaid(_ arguments: String, _ exit: Int32, _ words: String) throws {
    let scratch = Scratch()
    try scratch.write(",a,b,final:x\na,1,2,3\nb,2,1,4\nvalue:v,3,4,\n", as: "t.csv")
    try scratch.write(",a,final:x\na,1,2\n", as: "u.csv")
    try scratch.write("s,a,c\njobs,1,2\n", as: "s.csv")
    try scratch.write("account,demand,output\na,1,\nb,1,2\n", as: "d.csv")
    for (name, births) in [("h.yaml", 0.9), ("many.yaml", 1.5)] {
      try scratch.write(
        """
        kind: stages
        rates: independent
        femaleBirthShare: 0.5
        step: year
        classes:
          - {name: lambs, sex: female, durationYears: 1, deathRate: 0.1, offtakeRate: 0}
          - {name: ewes, sex: female, deathRate: 0.2, offtakeRate: 0.2, parturitionPerYear: \(births)}

        """, as: name)
    }
    let outcome = try Command.run(arguments.split(separator: " ").map(String.init), in: scratch.folder)
    #expect(outcome.exit == exit && outcome.errors.contains(words) && outcome.output.isEmpty, "\(outcome)")
  }
}
