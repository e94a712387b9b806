import Foundation
import Testing

/// Threes, likeness, random networks and pictures of `khorshoo network`; fits, opinions and pairs of seeds of `diffusion`.
@Suite struct NetworkAnswersCommandTests {
  private static func run(_ arguments: String) throws -> Command.Outcome {
    try Command.run(arguments.split(separator: " ").map(String.init), in: Command.repository)
  }

  private static func json(_ arguments: String) throws -> [String: Any] {
    let outcome = try run(arguments + " --json")
    #expect(outcome.exit == 0 && outcome.errors.isEmpty, "\(outcome)")
    return try jsonObject(outcome.outputBytes)
  }

  private static func rows(_ object: [String: Any], _ key: String) throws -> [[String: Any]] {
    try #require(object[key] as? [[String: Any]])
  }

  @Test func aNetworkWithItsTablesAndPicture() throws {
    let scratch = Scratch()
    let outcome = try Command.run(
      ["network", Command.repository + "/scenarios/networks", "--random", "39", "--out", "net"], in: scratch.folder)
    #expect(outcome.exit == 0, "\(outcome)")
    for name in ["network", "centralities", "triads", "assortativity", "random"] {
      #expect(scratch.content("net/\(name).csv") != nil, "\(name)")
    }
    let picture = String(decoding: try #require(scratch.content("net/network.svg")), as: UTF8.self)
    #expect(picture.hasPrefix("<svg") && picture.components(separatedBy: "<circle").count > 50)
    let own = try Self.json("network scenarios/networks --random 39")
    let threes = try Self.rows(own, "triads")[0]
    let sum = ["003", "102", "201", "300"].reduce(0) { $0 + (threes[$1] as? Double ?? 0) }
    let n = try #require(own["households"] as? Double)
    #expect(sum == n * (n - 1) * (n - 2) / 6)
    let columns = try Self.rows(own, "assortativity").compactMap { $0["column"] as? String }
    #expect(Set(columns).isSuperset(of: ["gacha", "sheepUnits", "joined"]))
    #expect(try Self.rows(own, "random").count == 5)
    let chinese = try Self.run("network scenarios/networks --random 39 --lang zh").output
    for text in ["三元组", "同类相连", "随机网络"] { #expect(chinese.contains(text), "\(chinese)") }
  }

  @Test func hazardByExposure() throws {
    let rows = try Self.rows(Self.json("diffusion describe scenarios/networks --permutations 19"), "hazardByExposure")
    #expect(rows.count >= 3 && rows[0]["exposureUpTo"] as? Double == 0)
    for row in rows {
      let (n, x) = (row["atRisk"] as? Double ?? 0, row["adoptions"] as? Double ?? -1)
      #expect(n > 0 && abs((row["hazard"] as? Double ?? -1) - x / n) < 1e-12)
      #expect((row["ci95Low"] as? Double ?? 1) <= x / n && (row["ci95High"] as? Double ?? 0) >= x / n)
    }
  }

  @Test(arguments: ["cascade", "epidemic", "threshold"]) func fits(_ model: String) throws {
    let own = try Self.json("diffusion fit scenarios/networks --model \(model)")
    let names = try Self.rows(own, "coefficients").compactMap { $0["parameter"] as? String }
    #expect(names == (model == "threshold" ? ["threshold", "deviation", "outside"] : ["probability", "outside"]))
    for row in try Self.rows(own, "coefficients") {
      let value = try #require(row["estimate"] as? Double)
      #expect(row["ci95Low"] as? Double ?? 2 <= value && row["ci95High"] as? Double ?? -9 >= value, "\(row)")
    }
  }

  /// Who has left is at risk again: more trials, the same adoptions, and so a smaller chance from outside or along ties.
  @Test func whoHasLeftIsAtRiskAgain() throws {
    let base =
      "diffusion fit --ties scenarios/networks/ties.csv --households scenarios/networks/households-left.csv --model epidemic"
    let (gone, back) = (try Self.json(base), try Self.json(base + " --returns"))
    func number(_ object: [String: Any], _ key: String) -> Double { object[key] as? Double ?? .nan }
    #expect(number(back, "rows") == number(gone, "rows") + number(back, "rowsAfterLeaving"))
    #expect(number(back, "rowsAfterLeaving") > 0 && number(back, "adoptions") == number(gone, "adoptions"))
    let names = try Self.rows(back, "coefficients").compactMap { $0["parameter"] as? String }
    #expect(names == ["probability", "outside", "leaving"])
    let chinese = try Self.run(base + " --returns --lang zh")
    #expect(chinese.exit == 0 && chinese.output.contains("离开后又处于风险中的户期数"), "\(chinese)")
    let wrong = try Self.run("diffusion fit scenarios/networks --model cascade --returns")
    #expect(wrong.exit == 64 && wrong.errors.contains("--model epidemic"), "\(wrong)")
  }

  @Test func seedsBesideOthers() throws {
    let own = try Self.json(
      "diffusion simulate scenarios/networks --mechanism cascade --seeds h01,h02 --against h01,h02 --replicates 200")
    let same = try #require(own["against"] as? [String: Any])
    #expect(same["difference"] as? Double == 0 && same["error"] as? Double == 0)
    let history = try Self.run(
      "diffusion simulate scenarios/networks --mechanism cascade --seeds history:2012 --against column:sheepUnits --replicates 64"
    )
    #expect(history.exit == 0 && history.output.contains("with the same draws"), "\(history)")
    let seeds = try Self.json("diffusion seeds scenarios/networks --count 3 --replicates 500")
    #expect(seeds["againstDegree"] is [String: Any])
    let contagion = try Self.run("diffusion seeds scenarios/networks --count 4 --method contagion --sources 2")
    #expect(contagion.exit == 0 && contagion.output.contains("hear from 2"), "\(contagion)")
  }

  @Test func opinionsAndOwnThresholds() throws {
    let own = try Self.json(
      "diffusion simulate scenarios/networks --mechanism opinions --column sheepUnits --own 0.5 --stubborn 0.1")
    #expect(own["isSettled"] as? Bool == true)
    let influence = try Self.rows(own, "households").reduce(0) { $0 + ($1["influence"] as? Double ?? .nan) }
    #expect(abs(influence - 1) < 1e-9)
    let utility = "diffusion simulate scenarios/networks --mechanism utility --seeds h01 --replicates 64 --periods 5"
    let (plain, moved) = (try Self.json(utility), try Self.json(utility + " --covariates sheepUnits=0.01"))
    #expect(try #require(moved["mean"] as? Double) > (try #require(plain["mean"] as? Double)))
    let drawn = try Self.run(
      "diffusion simulate scenarios/networks --mechanism threshold --threshold 0.3 --threshold-deviation 0.1 --seeds history:2012 --lang zh"
    )
    #expect(drawn.exit == 0, "\(drawn)")
  }

  @Test(arguments: [
    ("network scenarios/networks --random 3", 64, "19 to"),
    ("diffusion simulate scenarios/networks --mechanism opinions", 64, "--column"),
    ("diffusion simulate scenarios/networks --mechanism cascade --seeds nobody", 64, "[unknown-household]"),
    ("diffusion simulate scenarios/networks --mechanism cascade --seeds column:gacha", 64, "[unknown-covariate]"),
    ("diffusion simulate scenarios/networks --mechanism bass --covariates a=1", 64, "utility"),
    (
      "diffusion simulate scenarios/networks --mechanism threshold --threshold-high 0.6 --threshold-deviation 0.1", 64,
      "one of"
    ),
  ])
  func whatIsWrongIsSaid(_ arguments: String, _ exit: Int32, _ words: String) throws {
    let outcome = try Self.run(arguments)
    #expect(outcome.exit == exit && outcome.errors.contains(words) && outcome.output.isEmpty, "\(outcome)")
  }
}
