import Foundation
import Testing

/// `khorshoo decide --vary`: values of levers for a budget, from a surface and real runs.
@Suite struct DecisionLeversCommandTests {
  private static let grant = "policy.cooperatives.grantYuanPerYear"
  private static let support = "policy.cooperatives.supportYuanPerYear"

  private func scratch() throws -> Scratch {
    let scratch = Scratch()
    try scratch.scenario(
      "small.yaml",
      "arms: {none: none, centralOnly: none, cooperativeOnly: none}\nreference: linkage\n"
        + "run: {years: 1, replicates: 640}", drawsWorlds: true)
    return scratch
  }

  private func decide(_ scratch: Scratch, _ arguments: [String]) throws -> [String: Any] {
    let outcome = try Command.run(["decide", "small.yaml", "--json"] + arguments, in: scratch.folder)
    try #require(outcome.exit == 0, "\(outcome)")
    return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  private func values(_ json: [String: Any], of option: String) throws -> [String: Double] {
    let levers = try #require(json["levers"] as? [String: Any])
    let proposals = try #require(levers["proposals"] as? [[String: Any]])
    let found = try #require(proposals.first { $0["name"] as? String == option })
    return try #require(found["values"] as? [String: Double])
  }

  /// Guidance costs what it costs and moves nobody; the public that buys nothing chooses the least of it.
  @Test func whereLessIsBetterTheLeastIsChosen() throws {
    let scratch = try scratch()
    let json = try decide(
      scratch, ["--perspective", "public", "--worth", "0", "--vary", "\(Self.support)=1000:5000", "--out", "d"])
    let chosen = try #require(json["chosen"] as? String)
    #expect(try values(json, of: chosen)[Self.support] == 1000, "\(json)")
    let table = try scratch.table("d/points.csv")
    #expect(try table.rows(where: ["option": ""]).count == 16 && table.header[2] == Self.support)
    // Public cost is a straight line in it, which the surface is too.
    let levers = try #require(json["levers"] as? [String: Any])
    #expect(try #require(levers["costPredictedRSquared"] as? Double) > 0.999)
    #expect(scratch.names(in: "d")?.contains("points.csv") == true)
    let today = try #require((json["options"] as? [[String: Any]])?.first { $0["name"] as? String == "linkage" })
    #expect(today["publicCost"] as? Double == 0, "today's is beside them")
  }

  /// Where the public values what households gain tenfold, grants fill the budget, and hardly leave any of it.
  @Test func theBudgetIsFilled() throws {
    let scratch = try scratch()
    let arguments = ["--perspective", "public", "--worth", "10", "--vary", "\(Self.grant)=0:40000"]
    let free = try decide(scratch, arguments + ["--out", "free"])
    let most = try #require(free["chosen"] as? String)
    #expect(try values(free, of: most)[Self.grant]! > 36_000, "\(free)")
    let dearest = try #require((free["options"] as? [[String: Any]])?.first { $0["name"] as? String == most })
    let budget = try #require(dearest["publicCost"] as? Double) / 2
    let bound = try decide(scratch, arguments + ["--budget", "\(budget)", "--out", "bound"])
    let chosen = try #require(
      (bound["options"] as? [[String: Any]])?.first { $0["name"] as? String == bound["chosen"] as? String })
    let cost = try #require(chosen["publicCost"] as? Double)
    #expect(cost <= budget && cost > 0.75 * budget, "\(cost) of \(budget): \(bound)")
  }

  @Test func theSameBytesForAnyThreads() throws {
    let scratch = try scratch()
    for threads in ["1", "3"] {
      let outcome = try Command.run(
        [
          "decide", "small.yaml", "--vary", "\(Self.grant)=0:20000", "--vary", "policy.centralHouseholds.outreach=1:3",
          "--points", "16", "--criterion", "minimax-regret", "--out", "d" + threads, "--threads", threads,
        ], in: scratch.folder)
      try #require(outcome.exit == 0, "\(outcome)")
      #expect(outcome.output.contains("Levers: 16 combinations of"), "\(outcome)")
    }
    try scratch.expectSameTables("d1", "d3")
    let brief = String(decoding: try #require(scratch.content("d1/brief.zh.html")), as: UTF8.self)
    #expect(brief.contains("16 种组合") && brief.contains("中心户宣传力度"), "\(brief.prefix(3000))")
    // Proposals are arms of the resolved scenario, which can be run again.
    let again = try Command.run(
      "run", "d1/scenario.resolved.yaml", "--uncertainty", "none", "--replicates", "16", "--out", "r",
      in: scratch.folder)
    #expect(again.exit == 0, "\(again)")
    #expect(try (scratch.manifest("r")["arms"] as? [String])?.contains("levers1") == true)
  }

  /// Levers and a selection go together; an arm that is named stands beside the proposals.
  @Test func selectedAmongProposalsAndArms() throws {
    let scratch = try scratch()
    let json = try decide(
      scratch,
      [
        "--vary", "\(Self.support)=1000:9000", "--options", "stronger", "--until-selected", "0.9", "--indifference",
        "1e5",
        "--draws", "64", "--out", "d",
      ])
    let names = try #require((json["options"] as? [[String: Any]])?.compactMap { $0["name"] as? String })
    #expect(Set(names).isSuperset(of: ["linkage", "stronger", "levers1"]) && !names.contains("none"), "\(names)")
    #expect(json["selection"] != nil)
  }

  @Test func nothingWithinTheBudgetIsSaid() throws {
    let scratch = try scratch()
    let outcome = try Command.run(
      "decide", "small.yaml", "--vary", "\(Self.support)=4000:9000", "--budget", "1", "--out", "d", in: scratch.folder)
    #expect(outcome.exit == 65 && outcome.errors.contains("[over-budget]"), "\(outcome)")
    #expect(outcome.errors.contains("the cheapest of 16") && scratch.names(in: "d") == nil, "\(outcome)")
  }
}
