import Foundation
import KhorshooEngine
import KhorshooNumerics
import KhorshooReports
import TestSupport
import Testing

/// Two arms against a reference; every kind of interval.
private struct MadeUpRatios: RatioTables {
  let arms = ["none", "linkage"]
  let referenceArm = 0
  let ratios = ["good", "open", "endless", "nothing"].map { name in
    RatioDefinition(
      name: name, unit: name == "good" ? "1" : "CNY per person", label: "Label of \(name)", labelChinese: "标签",
      meaning: "What it says.", meaningChinese: "含义。",
      numerator: .init(label: "up", labelChinese: "上", terms: []),
      denominator: .init(label: "down", labelChinese: "下", terms: []))
  }

  func ratio(arm: Int, ratio index: Int) -> RatioMoments {
    let (n, d, v) = [(20.0, 10.0, 0.01), (9.0, 0.5, 1), (0.5, 0.2, 1), (5, 0, 0)][index]
    return RatioMoments(
      count: 301, numerator: n, denominator: d, numeratorVariance: v, denominatorVariance: v, covariance: 0)
  }
}

@Suite struct RatioTableUnitTests {
  @Test func everyKindOfIntervalIsSaid() throws {
    let scratch = Scratch()
    let folder = try ResultFolder(path: scratch.path("r"))
    let rows = RatioTable.rows(MadeUpRatios(), language: .english)
    try RatioTable.write(rows, to: folder)
    try folder.commit(Manifest(version: "0.1.0"))
    let table = try #require(parseCSV(content(scratch.path("r/ratios.csv"))))
    #expect(table[0] == RatioTable.ratios.columns.map(\.name) && table.count == 5)
    #expect(table.dropFirst().map { $0[11] } == ["bounded", "outside", "unbounded", "undefined"])
    #expect(
      table[1][8] == "2" && abs(Double(table[1][9])! - 1.957) < 0.005 && abs(Double(table[1][10])! - 2.045) < 0.005)
    #expect(table[2][9].isEmpty == false && table[3][9...10] == ["", ""] && table[4][8...10] == ["", "", ""])
    let text = RatioTable.text(rows, armLabels: ["linkage": "Linkage"], language: .english)
    for words in [
      "Linkage\n", "Label of good     2.00  (95 % interval 1.96 to 2.04)", "or more: the denominator may be zero)",
      "(no bounds: both sides may be zero)", "(undefined: no difference in down, or one replicate)", "CNY per person",
    ] { #expect(text.contains(words), "\(words) is missing in\n\(text)") }
    #expect(!text.contains("nan") && !table.joined().contains("nan"))
    #expect(RatioTable.text(rows, armLabels: [:], language: .chinese).contains("分母可能为零"))
    #expect(RatioTable.text([], armLabels: [:], language: .english).contains("not computed"))
  }
}
