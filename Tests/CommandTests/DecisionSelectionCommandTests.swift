import Foundation
import Testing

/// `khorshoo decide --until-selected`: worlds go to the options that compete, in rounds that all of these meet.
@Suite struct DecisionSelectionCommandTests {
  private static let goal = ["--until-selected", "0.95", "--draws", "96"]

  private func scratch() throws -> Scratch {
    let scratch = Scratch()
    try scratch.scenario(
      "small.yaml",
      "arms: {grants: {label: Grants, labelChinese: 补助, policy: {cooperatives: {grantYuanPerYear: 30000}}}}\n"
        + "run: {years: 2, replicates: 640}", drawsWorlds: true)
    return scratch
  }

  private func decide(_ scratch: Scratch, _ arguments: [String]) throws -> Command.Outcome {
    try Command.run(["decide", "small.yaml"] + arguments, in: scratch.folder)
  }

  /// Standard deviation of a difference over worlds, so that what does not matter can be a part of it.
  private func spread(_ scratch: Scratch) throws -> (means: [String: Double], deviation: Double) {
    try #require(try decide(scratch, ["--draws", "96", "--out", "whole", "--quiet"]).exit == 0)
    let values = try scratch.table("whole/values.csv")
    let column = try values.column("society")
    var worlds: [String: [Double]] = [:]
    for row in values.rows { worlds[row[2], default: []].append(try #require(Double(row[column]))) }
    let means = worlds.mapValues { $0.reduce(0, +) / Double($0.count) }
    let ranked = means.sorted { $0.value > $1.value }.map(\.key)
    let differences = zip(worlds[ranked[0]]!, worlds[ranked[1]]!).map { $0 - $1 }
    let mean = differences.reduce(0, +) / Double(differences.count)
    let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (means, (squares / Double(differences.count - 1)).squareRoot())
  }

  /// Options that are out have no further world; those that stay have the values they have without a selection.
  @Test func worldsGoToWhatCompetes() throws {
    let scratch = try scratch()
    let (means, deviation) = try spread(scratch)
    let best = try #require(means.max { $0.value < $1.value }?.key)
    let outcome = try decide(
      scratch, Self.goal + ["--indifference", "\(deviation / 2)", "--out", "d", "--threads", "2"])
    try #require(outcome.exit == 0, "\(outcome)")
    let selection = try scratch.table("d/selection.csv")
    let (status, worlds) = (try selection.column("status"), try selection.column("worlds"))
    let (after, by) = (try selection.column("outAfter"), try selection.column("outBy"))
    let selected = selection.rows.filter { $0[status] == "selected" }.map { $0[0] }
    let out = selection.rows.filter { $0[status] == "out" }
    #expect(!out.isEmpty && selected.count <= 1 && selection.rows.count == 5, "\(selection.rows)")
    let counts = Dictionary(uniqueKeysWithValues: try selection.rows.map { ($0[0], try #require(Int($0[worlds]))) })
    for row in out {
      #expect(row[worlds] == row[after] && counts[row[by]]! >= counts[row[0]]!, "\(row)")
      // The option by which it was beaten is the better one over all worlds of the whole decision.
      #expect(means[row[by]]! > means[row[0]]!, "\(row), \(means)")
    }
    #expect(counts.values.allSatisfy { $0 >= 40 && ($0 - 40) % 16 == 0 })
    if let selected = selected.first {
      #expect(outcome.output.hasPrefix("Choose “") && outcome.output.contains("with a probability of 95 % at least"))
      #expect(means[best]! - means[selected]! < deviation / 2, "\(selected) against \(best)")
    } else {
      #expect(outcome.output.hasPrefix("Not decided after 96 worlds"), "\(outcome)")
    }
    #expect(outcome.output.contains("Worlds went to the options that compete"), "\(outcome)")
    let whole = Set(try scratch.table("whole/values.csv").rows)
    let rows = try scratch.table("d/values.csv").rows
    #expect(rows.count == counts.values.reduce(0, +) && Set(rows).count == rows.count)
    #expect(rows.allSatisfy { whole.contains($0) }, "each option has the values that it has without a selection")
    let brief = String(decoding: try #require(scratch.content("d/brief.html")), as: UTF8.self)
    #expect(brief.contains("Worlds went to the options that compete"))
    let manifest = try scratch.manifest("d")
    #expect(manifest["replicates"] as? Int == 16 * counts.values.max()!)
    #expect((manifest["decision"] as? [String: Any])?["selectionProbability"] as? Double == 0.95)
  }

  @Test func theSameBytesForAnyThreadsAndAsJSON() throws {
    let scratch = try scratch()
    var texts: [String] = []
    for threads in ["1", "3"] {
      let outcome = try decide(
        scratch, Self.goal + ["--indifference", "2e5", "--out", "d" + threads, "--threads", threads, "--json"])
      try #require(outcome.exit == 0, "\(outcome)")
      texts.append(outcome.output.replacing("\"d\(threads)\"", with: "\"d\""))
    }
    try scratch.expectSameTables("d1", "d3")
    #expect(texts[0] == texts[1] && scratch.content("d1/brief.html") == scratch.content("d3/brief.html"))
    let json = try #require(try JSONSerialization.jsonObject(with: Data(texts[0].utf8)) as? [String: Any])
    let selection = try #require(json["selection"] as? [String: Any])
    #expect(selection["probability"] as? Double == 0.95 && selection["indifference"] as? Double == 2e5)
    let table = try scratch.table("d1/selection.csv")
    let options = try #require(selection["options"] as? [[String: Any]])
    #expect(options.map { $0["name"] as? String } == table.rows.map { $0[0] })
    let worlds = try table.column("worlds")
    #expect(options.map { ($0["worlds"] as? Int).map { "\($0)" } } == table.rows.map { $0[worlds] })
  }

  /// A difference that is very small cannot be told: it is said how many worlds would, and nothing is selected.
  @Test func whatCannotBeToldIsSaid() throws {
    let scratch = try scratch()
    let outcome = try decide(
      scratch, Self.goal + ["--indifference", "1", "--out", "d", "--options", "linkage,stronger"])
    #expect(outcome.exit == 0 && outcome.output.hasPrefix("Not decided after 96 worlds"), "\(outcome)")
    #expect(outcome.output.contains("worlds would end it at the latest"), "\(outcome)")
    let table = try scratch.table("d/selection.csv")
    #expect(try table.rows(where: ["status": "competing"]).count == 2)
    let chinese = try decide(
      scratch, Self.goal + ["--indifference", "1", "--out", "zh", "--options", "linkage,stronger", "--lang", "zh"])
    #expect(chinese.output.hasPrefix("96 个世界后尚未定论") && chinese.output.contains("仍在竞争"), "\(chinese)")
  }

  /// What is over the budget at the first look is in no further world, and in no comparison.
  @Test func theBudgetIsLookedAtFirst() throws {
    let scratch = try scratch()
    try #require(try decide(scratch, ["--out", "all", "--quiet"]).exit == 0)
    let frontier = try scratch.table("all/frontier.csv")
    let cost = try frontier.column("publicCost")
    let costs = Dictionary(uniqueKeysWithValues: try frontier.rows.map { ($0[0], try #require(Double($0[cost]))) })
    let budget = (costs["linkage"]! + costs["grants"]!) / 2
    let outcome = try decide(
      scratch,
      Self.goal + [
        "--indifference", "1", "--out", "d", "--options", "linkage,grants,centralOnly", "--budget", "\(budget)",
      ])
    #expect(outcome.exit == 0 && outcome.output.contains("Over the budget of"), "\(outcome)")
    let table = try scratch.table("d/selection.csv")
    #expect(try table.rows(where: ["option": "grants"]).map { Array($0[1...2]) } == [["overBudget", "40"]])
    #expect(try scratch.table("d/values.csv").rows(where: ["option": "grants"]).count == 40)
  }

  /// Ctrl-C: what was computed so far is a decision of so many worlds, or nothing is left.
  @Test func anInterruptedSelectionKeepsWhatItHas() throws {
    let scratch = try scratch()
    let arguments = [
      "decide", "small.yaml", "--until-selected", "0.999", "--indifference", "0.01", "--draws", "4000", "--out", "d",
    ]
    let outcome = try Command.run(arguments, in: scratch.folder) { pid in
      for _ in 0..<3000 where scratch.names(in: "d") == nil { usleep(10_000) }
      usleep(6_000_000)
      kill(pid, SIGINT)
    }
    #expect(outcome.exit == 130 && !outcome.wasKilled, "\(outcome)")
    guard scratch.names(in: "d") != nil else {
      #expect(outcome.errors.contains("nothing is written"), "\(outcome)")
      return
    }
    let manifest = try scratch.manifest("d")
    let replicates = try #require(manifest["replicates"] as? Int)
    #expect(replicates >= 640 && manifest["replicatesRequested"] as? Int == 64_000)
    let worlds = Set(try scratch.table("d/values.csv").rows.map { $0[0] })
    #expect(worlds.count == replicates / 16 && outcome.output.hasPrefix("Not decided after \(worlds.count) worlds"))
    #expect(outcome.errors.contains("the files hold these \(replicates)"), "\(outcome)")
  }
}
