import Foundation
import Testing

/// `khorshoo sensitivity` and `discover` on a sweep of two factors, of which one cannot matter.
@Suite struct SensitivityCommandTests {
  /// Without linkage a herd depends on births, and not on what central households pass on.
  private static let of = "none.sheepUnitsPerHousehold"
  private static let factors = ["policy.centralHouseholds.outreach", "herds.sheep.parturitionPerYear"]

  private func swept(_ design: String, samples: String) throws -> Scratch {
    let scratch = Scratch()
    try scratch.scenario()
    let outcome = try Command.run(
      "sweep", "small.yaml", "--out", "s", "--vary", Self.factors[0] + "=0:3", "--vary", Self.factors[1] + "=0.6:0.95",
      "--design", design, "--samples", samples, "--replicates", "16", "--quiet", in: scratch.folder)
    #expect(outcome.exit == 0, "\(outcome)")
    return scratch
  }

  @Test(arguments: [("saltelli", "16", "total"), ("morris", "8", "muStar"), ("lhs", "24", "src")])
  func theFactorThatMattersIsFound(design: String, samples: String, measure: String) throws {
    let scratch = try swept(design, samples: samples)
    let outcome = try Command.run(
      "sensitivity", "s", "--of", Self.of, "--out", "indices.csv", in: scratch.folder)
    #expect(outcome.exit == 0, "\(outcome)")
    let table = try scratch.table("indices.csv")
    #expect(table.rows.map { $0[0] } == Self.factors)
    let column = try table.column(measure)
    let (outreach, births) = (Double(table.rows[0][column]) ?? .nan, Double(table.rows[1][column]) ?? .nan)
    if design == "lhs" {
      #expect(abs(outreach) < 0.1 && births > 0.9, "\(table.rows)")
    } else {
      // Not a bit of the arm without linkage depends on outreach.
      #expect(outreach == 0 && births > (design == "saltelli" ? 0.8 : 0), "\(table.rows)")
    }
    let screen = try Command.run("sensitivity", "s", "--of", Self.of, "--lang", "zh", in: scratch.folder)
    #expect(screen.exit == 0 && screen.output.contains("因素") && screen.output.contains("蒙特卡洛"), "\(screen)")
    let json = try Command.run("sensitivity", "s", "--of", Self.of, "--format", "json", in: scratch.folder)
    let object = try JSONSerialization.jsonObject(with: json.outputBytes) as? [String: Any]
    #expect((object?["factors"] as? [Any])?.count == 2 && object?["method"] as? String == design)
    #expect(object?["isTooFewPoints"] as? Bool == false)
    if design == "lhs" {
      // One factor decides: the line also predicts points that it was not fitted to.
      for name in ["adjustedRSquared", "predictedRSquared"] {
        #expect((object?[name] as? Double ?? 0) > 0.9, "\(name): \(json)")
      }
    }
  }

  @Test func fewPointsAreWarnedOf() throws {
    let scratch = try swept("lhs", samples: "8")
    let outcome = try Command.run("sensitivity", "s", "--of", Self.of, in: scratch.folder)
    let warning = "Warning: 8 points for 2 factors, below 5 a factor"
    #expect(outcome.exit == 0 && outcome.output.contains(warning), "\(outcome)")
  }

  @Test func theBoxIsThatOfBirths() throws {
    let scratch = try swept("lhs", samples: "60")
    let points = try scratch.table("s/points.csv")
    let mean = try points.column("mean")
    let values = try points.rows(
      where: ["arm": "none", "placeID": "banner", "outcome": "sheepUnitsPerHousehold"]
    ).compactMap { Double($0[mean]) }.sorted()
    #expect(values.count == 60)
    let outcome = try Command.run(
      "discover", "s", "--where", "\(Self.of) > \(values[40])", "--out", "box.csv", in: scratch.folder)
    #expect(outcome.exit == 0, "\(outcome)")
    let box = try scratch.table("box.csv")
    let (factor, demand, density) = (try box.column("factor"), try box.column("demand"), try box.column("density"))
    let limit = try #require(box.rows.first { $0[factor] == Self.factors[1] })
    #expect(
      [">= 0.7", ">= 0.8"].contains { limit[demand].hasPrefix($0) } && (Double(limit[density]) ?? 0) >= 0.8,
      "\(box.rows)")
    // As strong a limit in one of a hundred searches, this one: the least that 99 permutations can show.
    #expect(Double(limit[try box.column("chance")]) == 0.01, "\(box.rows)")
    let screen = try Command.run("discover", "s", "--where", "\(Self.of) > p66", in: scratch.folder)
    #expect(screen.exit == 0 && screen.output.contains("coverage"), "\(screen)")
  }

  @Test func wrongQuestionsAreNamed() throws {
    let scratch = try swept("lhs", samples: "4")
    for (arguments, exit, code) in [
      (["sensitivity", "s", "--of", "income"], 64, "target-syntax"),
      (["sensitivity", "s", "--of", "uplift.incomePerHousehol"], 65, "not-recorded"),
      (["sensitivity", "s", "--of", "uplift.linkag.incomePerHousehold"], 65, "unknown-arm"),
      (["sensitivity", "nowhere"], 66, "no-study"),
      (["discover", "s", "--where", "uplift.incomePerHousehold = 0"], 64, "where-syntax"),
      (["discover", "s", "--where", "uplift.incomePerHousehold < 0"], 65, "too-few-points"),
    ] {
      let outcome = try Command.run(arguments, in: scratch.folder)
      #expect(outcome.exit == Int32(exit) && outcome.errors.contains("[\(code)]"), "\(arguments): \(outcome)")
    }
  }
}
