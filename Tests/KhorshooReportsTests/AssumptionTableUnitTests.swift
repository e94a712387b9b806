import Foundation
import KhorshooEngine
import KhorshooNumerics
import KhorshooReports
import TestSupport
import Testing

@Suite struct AssumptionTableUnitTests {
  private func row(_ key: String, rank: Int?, channel: String, belief: String, isChanged: Bool = false)
    -> AssumptionTable.Row
  {
    AssumptionTable.Row(
      key: key, value: "0.1", byArm: "", unit: "1", range: 0...1, uncertainty: belief, source: "a, \"b\"",
      trust: "assumed", isChanged: isChanged, channel: channel, channelLabel: channel.capitalized, mainRank: rank,
      process: "herds", meaning: "What it is.", meaningChinese: "含义。")
  }

  @Test func channelsComeInTheirOrderWithBeliefOrRange() throws {
    let rows = [
      row("b.second", rank: 1, channel: "price", belief: ""), row("c.other", rank: nil, channel: "", belief: "U(0,1)"),
      row("a.first", rank: 0, channel: "price", belief: "U(0,0.3)", isChanged: true),
      row("d.third", rank: 2, channel: "input", belief: ""),
    ]
    let text = AssumptionTable.text(rows, of: 10, language: .english)
    #expect(text.contains("4 of 10 parameters that are assumed (4) or recalled (0); the scenario changes 1 of them"))
    #expect(
      text.hasSuffix(
        "  Price  a.first = 0.1 (U(0,0.3))\n         b.second = 0.1 (0 to 1)\n  Input  d.third = 0.1 (0 to 1)\n"),
      "\(text)")
    let scratch = Scratch()
    let folder = try ResultFolder(path: scratch.path("r"))
    try AssumptionTable.write(rows, to: folder)
    try folder.commit(Manifest(version: "0.1.0"))
    let table = try #require(parseCSV(unmarked(scratch.path("r/assumptions.csv"))))
    #expect(table[0] == AssumptionTable.assumptions.columns.map(\.name))
    #expect(table[1][..<9] == ["b.second", "0.1", "", "1", "0", "1", "", "a, \"b\"", "assumed"])
  }
}
