import Foundation
import KhorshooReports
import KhorshooText
import Testing

@Suite struct ScreenSummaryUnitTests {
  static let headlines = [
    ScreenSummary.Headline("incomeYuan", label: "Net household income"),
    ScreenSummary.Headline("memberShare", label: "Share in a cooperative"),
    ScreenSummary.Headline("hayKg", label: "not recorded at banner level"),
    ScreenSummary.Headline("unknown", label: "not recorded"),
  ]

  private func summary(_ language: Language) -> ScreenSummary {
    var run = MadeUpRun()
    run.isRound = true
    let labels = language == .chinese ? ["none": "无干预", "centralOnly": "仅中心户", "linkage": "联动"] : [:]
    return ScreenSummary(run, headlines: Self.headlines, armLabels: labels, language: language)
  }

  @Test func numbersAreThoseOfTheLastYear() throws {
    var run = MadeUpRun()
    run.isRound = false
    let summary = ScreenSummary(run, headlines: Self.headlines, language: .english)
    #expect(summary.outcomes.map(\.outcome) == ["incomeYuan", "memberShare"])
    #expect(summary.outcomes.allSatisfy { $0.year == 2021 && $0.quarter == 4 })
    let cell = try #require(run.layout.cell(outcome: 0, place: 0, time: 7))
    #expect(summary.outcomes[0].arms.map(\.mean) == (0..<3).map { run.summary(arm: $0, cell: cell).mean })
    #expect(summary.outcomes[0].arms[2].difference?.ci95Low == run.difference(arm: 2, cell: cell).ci95Low)
    #expect(summary.outcomes[0].arms[0].difference == nil)
    #expect(summary.outcomes[1].arms[0].mean == nil)
  }

  @Test func jsonHoldsTheSameNumbers() throws {
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(summary(.english).json.utf8)) as? [String: Any])
    #expect(json.keys.sorted() == ["outcomes", "place", "ratios", "reference", "replicates"])
    let outcomes = try #require(json["outcomes"] as? [[String: Any]])
    let arms = try #require(outcomes[0]["arms"] as? [[String: Any]])
    #expect(arms.map { $0["mean"] as? Double } == summary(.english).outcomes[0].arms.map(\.mean))
    #expect(arms[0]["difference"] == nil)
  }

  /// Columns of the first line that holds them: every right edge must be a right edge in all table lines.
  @Test(arguments: Language.allCases) func columnsAreAligned(_ language: Language) {
    let lines = summary(language).text.split(separator: "\n").filter { $0.hasPrefix("  ") }.map(String.init)
    #expect(lines.count == 7)
    let full = lines.filter { $0.contains("%") && !$0.contains("–") }  // header and arms with a difference
    #expect(full.count == 3)
    #expect(Set(full.map { DisplayWidth.of($0) }).count == 1, "the last column ends in one place")
  }

  @Test func aRunWithoutHeadlinesSaysItsHeadingOnly() {
    let text = ScreenSummary(MadeUpRun(), headlines: [], language: .english).text
    #expect(text.split(separator: "\n").count == 1)
  }
}
