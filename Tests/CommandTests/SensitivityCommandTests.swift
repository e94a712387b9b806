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
      (["sensitivity", "nowhere"], 66, "no-sweep"),
      (["discover", "s", "--where", "uplift.incomePerHousehold = 0"], 64, "where-syntax"),
      (["discover", "s", "--where", "uplift.incomePerHousehold < 0"], 65, "too-few-points"),
    ] {
      let outcome = try Command.run(arguments, in: scratch.folder)
      #expect(outcome.exit == Int32(exit) && outcome.errors.contains("[\(code)]"), "\(arguments): \(outcome)")
    }
  }

  /// Points and outcomes of any model: y = a + 3 b at blocks that also show second order, in shuffled rows with replicates.
  @Test func anyModelIsReadFromFiles() throws {
    let scratch = Scratch()
    var (points, outcomes) = ("a,b\n", "point,y,other\n")
    var rows: [(Double, Double)] = []
    for block in 1...64 {
      // Roberts' sequence in four dimensions.
      let u = [0.856_674_883_854_5, 0.733_891_856_627_1, 0.628_706_721_037_8, 0.538_597_255_720_6].map {
        step -> Double in
        let x = Double(block) * step
        return x - x.rounded(.down)
      }
      rows += [(u[0], u[1]), (u[2], u[1]), (u[0], u[3]), (u[0], u[3]), (u[2], u[1]), (u[2], u[3])]
    }
    for (a, b) in rows { points += "\(a),\(b)\n" }
    for r in [1.0, -1] {
      for (point, (a, b)) in rows.enumerated().reversed() { outcomes += "\(point),\(a + 3 * b + r),1\n" }
    }
    try scratch.write(points, as: "p.csv")
    try scratch.write(outcomes, as: "y.csv")
    let files = ["sensitivity", "--points", "p.csv", "--outcomes", "y.csv", "--of", "y"]
    let json = try Command.run(files + ["--format", "json"], in: scratch.folder)
    let object = try #require(try JSONSerialization.jsonObject(with: json.outputBytes) as? [String: Any], "\(json)")
    #expect(object["method"] as? String == "saltelli" && object["pointsUsed"] as? Int == 384)
    let factors = try #require(object["factors"] as? [[String: Any]])
    for (factor, share) in zip(factors, [0.1, 0.9]) {
      let total = try #require(factor["total"] as? Double)
      #expect(abs(total - share) < 0.1 && factor["pcc"] as? Double == 1, "\(factor)")
    }
    #expect((object["pairs"] as? [[String: Any]])?.first?["other"] as? String == "b")
    let csv = try Command.run(files + ["--out", "i.csv"], in: scratch.folder)
    #expect(csv.exit == 0, "\(csv)")
    let table = try scratch.table("i.csv")
    #expect(table.rows.map { $0[0] } == ["a", "b", "a x b"] && table.header.contains("secondOrderHigh"))
    let screen = try Command.run(files + ["--lang", "zh"], in: scratch.folder)
    #expect(screen.output.contains("二阶") && screen.output.contains("蒙特卡洛"), "\(screen)")
  }

  @Test func wrongFilesAreNamed() throws {
    let scratch = Scratch()
    try scratch.write("a,b\n1,2\n2,3\n3,5\n4,4\n5,x\n", as: "word.csv")
    try scratch.write("a,b\n1,2\n2,3\n3,5\n4,4\n5,1\n6,9\n", as: "p.csv")
    try scratch.write("y,z\n1,2\n2,2\n3,2\n4,2\n5,2\n7,2\n", as: "two.csv")
    try scratch.write("y\n1\n2\n", as: "short.csv")
    try scratch.write("point,y\n0,1\n6,2\n", as: "beyond.csv")
    for (points, outcomes, more, text) in [
      ("word.csv", "two.csv", ["--of", "y"], "word.csv:6:3: b: found 'x'"),
      ("p.csv", "two.csv", [], "name one with --of: y, z"),
      ("p.csv", "short.csv", [], "[point-rows]"), ("p.csv", "beyond.csv", [], "beyond.csv:3:1: point: found 6"),
      ("p.csv", "two.csv", ["--of", "zz"], "[missing-column]"), ("p.csv", "two.csv", ["--of", "z"], "[no-variance]"),
    ] {
      let outcome = try Command.run(
        ["sensitivity", "--points", points, "--outcomes", outcomes] + more, in: scratch.folder)
      #expect(outcome.exit == 65 && outcome.errors.contains(text), "\(outcome)")
    }
    for arguments in [["--points", "p.csv"], ["s", "--points", "p.csv", "--outcomes", "y.csv"], []] {
      #expect(try Command.run(["sensitivity"] + arguments, in: scratch.folder).exit == 64)
    }
    #expect(
      try Command.run("sensitivity", "--points", "p.csv", "--outcomes", "none.csv", in: scratch.folder).exit == 66)
  }
}
