import Foundation
import Testing

/// `khorshoo sensitivity` on the folder of a run that drew worlds.
@Suite struct RunSensitivityCommandTests {
  private static let rest =
    "arms: {centralOnly: none, cooperativeOnly: none, stronger: none}\nrun: {years: 1, replicates: 1024}"
  /// A guess so wide that it decides what a person has.
  private static let wide = "income.transfersYuanPerPersonYear=U(100,90000)"
  private static let of = "none.incomePerHead"

  private func drawn(_ more: String...) throws -> Scratch {
    let scratch = Scratch()
    try scratch.scenario("small.yaml", Self.rest, drawsWorlds: true)
    let outcome = try Command.run(
      ["run", "small.yaml", "--quiet", "--out", "r", "--set", Self.wide] + more, in: scratch.folder)
    try #require(outcome.exit == 0, "\(outcome)")
    return scratch
  }

  @Test func theGuessThatDecidesStandsOut() throws {
    let scratch = try drawn()
    let screen = try Command.run("sensitivity", "r", "--of", Self.of, in: scratch.folder)
    #expect(screen.exit == 0, "\(screen)")
    for words in [
      "over 32 draws of", "(64 worlds)", "parameters without any effect", "income.transfersYuanPerPersonYear",
      "Nothing can be said of the other", "all together",
    ] { #expect(screen.output.contains(words), "\(words): \(screen)") }
    let csv = try Command.run("sensitivity", "r", "--of", Self.of, "--out", "s.csv", in: scratch.folder)
    #expect(csv.exit == 0, "\(csv)")
    let table = try scratch.table("s.csv")
    let (name, kind) = (try table.column("name"), try table.column("kind"))
    let first = try #require(table.rows.first)
    #expect(first[name] == "income.transfersYuanPerPersonYear" && first[kind] == "factor")
    func number(_ column: String) throws -> Double { try #require(Double(first[try table.column(column)])) }
    let (correlation, chance) = (try number("rankCorrelation"), try number("adjustedChance"))
    #expect(correlation > 0.7 && chance < 0.05)
    let (removed, low, high) = (try number("removed"), try number("at05"), try number("at95"))
    #expect(removed > 0.3 && high > 2 * low)
    let keys = try scratch.table("r/draws.csv").header
    #expect(Set(table.rows.filter { $0[kind] == "factor" }.map { $0[name] }).isSubset(of: keys))
    #expect(table.rows.contains { $0[kind] == "group" && $0[name] == "income" })
    let json = try Command.run("sensitivity", "r", "--of", Self.of, "--format", "json", in: scratch.folder)
    let object = try #require(try JSONSerialization.jsonObject(with: json.outputBytes) as? [String: Any])
    #expect(object["draws"] as? Int == 32 && object["worlds"] as? Int == 64)
    #expect((object["found"] as? Int ?? 0) >= 1 && (object["parameterVariance"] as? Double ?? 0) > 0)
    // The report says so of its own answer, in the folder and anew.
    let page = String(decoding: try #require(scratch.content("r/report.html")), as: UTF8.self)
    #expect(
      page.contains("With 32 draws of") && page.contains("A parameter with a tenth of the variance takes about --draws")
    )
    let anew = try Command.run("report", "r", "--lang", "zh", "--out", "zh.html", in: scratch.folder)
    let text = String(decoding: try #require(scratch.content("zh.html")), as: UTF8.self)
    #expect(anew.exit == 0 && text.contains("个参数抽样 32 次"), "\(anew)")
    let chinese = try Command.run("sensitivity", "r", "--of", Self.of, "--lang", "zh", in: scratch.folder)
    #expect(chinese.exit == 0 && chinese.output.contains("无法判断") && chinese.output.contains("全部"), "\(chinese)")
  }

  @Test func whatTheRunDoesNotTellIsRefused() throws {
    let scratch = try drawn("--replicates", "256")
    let group = try Command.run(
      "sensitivity", "r", "--of", "uplift.meanIncomePerHousehold@member", in: scratch.folder)
    #expect(group.exit == 65 && group.errors.contains("[not-recorded]"), "\(group)")
    let outcome = try Command.run("sensitivity", "r", "--of", "uplift.incomePerHed", in: scratch.folder)
    #expect(outcome.exit == 65 && outcome.errors.contains("incomePerHead"), "\(outcome)")
    let arm = try Command.run("sensitivity", "r", "--of", "linkag.awareShare", in: scratch.folder)
    #expect(arm.exit == 65 && arm.errors.contains("[unknown-arm]"), "\(arm)")
    // Eight draws are the fewest.
    let few = try Command.run(
      "run", "small.yaml", "--quiet", "--out", "few", "--draws", "10", in: scratch.folder)
    #expect(few.exit == 0)
    let refused = try Command.run("sensitivity", "few", in: scratch.folder)
    #expect(refused.exit == 65 && refused.errors.contains("[too-few-points]"), "\(refused)")
    let none = try Command.run(
      "run", "small.yaml", "--quiet", "--out", "none", "--uncertainty", "none", "--replicates", "16", in: scratch.folder
    )
    #expect(none.exit == 0)
    let luck = try Command.run("sensitivity", "none", in: scratch.folder)
    #expect(luck.exit == 65 && luck.errors.contains("[no-factors]"), "\(luck)")
  }
}
