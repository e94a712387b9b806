import Foundation
import Testing

/// `khorshoo diffusion seeds`, `bass` and `--mechanism epidemic`, and generated networks.
@Suite struct DiffusionToolsCommandTests {
  private let scratch = Scratch()

  private func json(_ arguments: String...) throws -> [String: Any] {
    let outcome = try Command.run(arguments, in: scratch.folder)
    return try #require(try JSONSerialization.jsonObject(with: outcome.outputBytes) as? [String: Any], "\(outcome)")
  }

  @Test(arguments: ["sets", "lazy", "greedy", "degree", "eigenvector"])
  func seedsAreChosen(method: String) throws {
    let object = try json(
      "diffusion", "seeds", "--generate", "ba:n=300,m=2", "--method", method, "--count", "4", "--sets", "4000",
      "--replicates", "2000", "--json")
    #expect((object["seeds"] as? [[String: Any]])?.count == 4)
    let spread = (object["spread"] as? [String: Any])?["mean"] as? Double ?? 0
    let lot = (object["byLot"] as? [String: Any])?["mean"] as? Double ?? 0
    #expect(spread > lot + 1, "\(object)")
    #expect((object["guarantee"] as? Double ?? 0 > 0.3) == (method == "sets"))
  }

  @Test func seedsStandInAFolder() throws {
    let outcome = try Command.run(
      "diffusion", "seeds", Command.repository + "/scenarios/networks", "--count", "2", "--out", "s", "--lang", "zh",
      in: scratch.folder)
    #expect(outcome.exit == 0 && outcome.output.contains("抽签"), "\(outcome)")
    #expect(try scratch.table("s/seeds.csv").rows.count == 2)
    let many = try Command.run(
      "diffusion", "seeds", "--generate", "ring:n=10,k=2", "--count", "11", in: scratch.folder)
    #expect(many.exit == 64 && many.errors.contains("[too-many-seeds]"), "\(many)")
  }

  @Test(arguments: ["sets", "lazy", "greedy", "degree", "eigenvector", "contagion"])
  func eachGroupHasASeed(method: String) throws {
    let folder = Command.repository + "/scenarios/networks"
    let base = ["diffusion", "seeds", folder, "--count", "4", "--one-a", "gacha", "--method", method]
    let more = ["--sets", "4000", "--replicates", "1000"]
    let outcome = try Command.run(base + more + ["--json"], in: scratch.folder)
    let object = try #require(
      try JSONSerialization.jsonObject(with: outcome.outputBytes) as? [String: Any], "\(outcome)")
    let seeds = try #require(object["seeds"] as? [[String: Any]])
    #expect(Set(seeds.compactMap { $0["group"] as? String }) == ["Bayan", "Hudag", "Imin", "Orgon"], "\(seeds)")
    // What the rule costs is the difference of the two, and no gain but for chance where it binds greedy choice.
    func mean(_ key: String) -> Double { (object[key] as? [String: Any])?["mean"] as? Double ?? .nan }
    let cost = try #require(object["cost"] as? [String: Any])
    let difference = try #require(cost["difference"] as? Double)
    #expect(abs(mean("withoutRule") - mean("spread") - difference) < 1e-9)
    if ["sets", "lazy", "greedy"].contains(method) {
      #expect(difference > -4 * (cost["error"] as? Double ?? 0) - 0.3, "\(object)")
    }
    let chinese = try Command.run(base + more + ["--lang", "zh", "--out", "s"], in: scratch.folder)
    #expect(chinese.exit == 0 && chinese.output.contains("gacha 的 4 个组"), "\(chinese)")
    let table = try scratch.table("s/seeds.csv")
    #expect(Set(table.rows.map { $0[(try? table.column("group")) ?? 0] }).count == 4)
  }

  @Test func salesHaveTheirCurve() throws {
    let table = Command.repository + "/scenarios/tables/air-conditioners.csv"
    let object = try json("diffusion", "bass", table, "--ahead", "2", "--format", "json")
    let parameters = try #require(object["parameters"] as? [[String: Any]])
    let values = parameters.compactMap { $0["value"] as? Double }
    // Srinivasan and Mason 1986: 0.0094, 0.3748, 18,712.
    #expect(zip(values, [0.0094, 0.3748, 18_712]).allSatisfy { abs($0 / $1 - 1) < 6e-3 } && values.count == 3)
    #expect((object["series"] as? [Any])?.count == 15)
    let screen = try Command.run("diffusion", "bass", table, "--lang", "zh", "--out", "b.csv", in: scratch.folder)
    #expect(screen.exit == 0, "\(screen)")
    #expect(try scratch.table("b.csv").rows.count == 13)
    // The same as sums.
    var sums = "year,sold\n"
    var total = 0
    for (year, sales) in [96, 195, 238, 380, 1045, 1230, 1267, 1828, 1586, 1673, 1800, 1580, 1500].enumerated() {
      total += sales
      sums += "\(1949 + year),\(total)\n"
    }
    try scratch.write(sums, as: "sums.csv")
    let same = try json("diffusion", "bass", "sums.csv", "--cumulative", "--format", "json")
    #expect((same["parameters"] as? [[String: Any]])?[0]["value"] as? Double == values[0])
  }

  @Test func faultsOfSalesHaveTheirPlaces() throws {
    try scratch.write("year,sales\n2001,1\n2002,-2\n2003,x\n", as: "wrong.csv")
    try scratch.write("year,a,b\n2001,1,2\n2002,2,3\n", as: "two.csv")
    try scratch.write("sales\n1\n2\n4\n8\n16\n32\n64\n128\n", as: "rising.csv")
    for (name, text) in [
      ("wrong.csv", "wrong.csv:4:6: sales: found 'x'"), ("two.csv", "name that of sales with --column"),
      ("rising.csv", "[no-bass-curve]"),
    ] {
      let outcome = try Command.run("diffusion", "bass", name, in: scratch.folder)
      #expect(outcome.exit == 65 && outcome.errors.contains(text), "\(outcome)")
    }
  }

  @Test func adoptersLeave() throws {
    let base = [
      "diffusion", "simulate", "--generate", "er:n=200,p=0.03", "--mechanism", "epidemic", "--random-seeds", "5",
    ]
    let more = ["--replicates", "64", "--periods", "60", "--json", "--probability", "0.2", "--leaving"]
    func last(_ arguments: [String]) throws -> Double {
      let outcome = try Command.run(base + more + arguments, in: scratch.folder)
      let object = try #require(
        try JSONSerialization.jsonObject(with: outcome.outputBytes) as? [String: Any], "\(outcome)")
      return (object["periods"] as? [[String: Any]])?.last?["mean"] as? Double ?? .nan
    }
    let (stays, leaves, returns) = try (last(["0"]), last(["0.2"]), last(["0.2", "--returns"]))
    #expect(stays > 180 && leaves < 5 && returns > 60, "\(stays), \(leaves), \(returns)")
  }

  @Test func generatedNetworksAreReadAgain() throws {
    let made = try Command.run(
      "network", "--generate", "sbm:sizes=20+15,within=0.6,between=0.02", "--out", "g", in: scratch.folder)
    #expect(made.exit == 0, "\(made)")
    let again = try Command.run("network", "g", "--out", "h", in: scratch.folder)
    #expect(again.exit == 0, "\(again)")
    let (first, second) = (try scratch.table("g/network.csv"), try scratch.table("h/network.csv"))
    for name in ["ties", "transitivity", "communityModularity", "largestEigenvalue", "deepestCore"] {
      #expect(first.rows[0][try first.column(name)] == second.rows[0][try second.column(name)], "\(name)")
    }
    #expect(try scratch.table("g/centralities.csv").header.contains("betweenness"))
    for text in ["ws:n=10", "xx:n=3", "ring:n=10,k=3", "er:n=10,p=2", "er:n=10,p=0.1,q=1"] {
      let wrong = try Command.run("network", "--generate", text, in: scratch.folder)
      #expect(wrong.exit == 64 && wrong.errors.contains("--generate"), "\(wrong)")
    }
  }
}
