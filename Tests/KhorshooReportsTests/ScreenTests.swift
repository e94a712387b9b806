import Foundation
import KhorshooReports
import KhorshooText
import Testing

@Suite struct DisplayWidthUnitTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("鄂温克", 6), ("方案 A", 6), ("（元）", 6), ("é", 1), ("e\u{301}", 1), ("ᠮᠣᠩᠭᠣᠯ", 6), ("хоршоо", 6),
    ("–", 1),
    ("한국", 4),
  ])
  func columns(_ text: String, _ width: Int) { #expect(DisplayWidth.of(text) == width) }

  @Test func paddingCountsColumns() {
    #expect(DisplayWidth.padded("旗", to: 4) == "旗  ")
    #expect(DisplayWidth.padded("旗", to: 4, rightAligned: true) == "  旗")
    #expect(DisplayWidth.padded("自治旗", to: 4) == "自治旗")
  }
}

@Suite struct ReadableNumberUnitTests {
  @Test func roundingFollowsTheLargestOfAColumn() {
    let large = ReadableNumber(for: [42_310.4, 3.2, .nan], digits: 4)
    #expect([42_310.4, 3.2, -1234.5, .nan, 0].map { large.text($0) } == ["42,310", "3", "-1,234", "–", "0"])
    let small = ReadableNumber(for: [0.0123, 0.001], digits: 3)
    #expect(small.text(0.0123, signed: true) == "+0.0123")
    #expect(ReadableNumber(for: [2.5e20], digits: 3).text(2.5e20) == "2.50e+20")
    #expect(ReadableNumber(for: [], digits: 3).text(.infinity) == "∞")
  }

  @Test func shortCountsAndShares() {
    #expect(
      [0, 950, 999.6, 12_345, 4.56e6, 99.96e6, 7.891e9].map(ReadableNumber.short) == [
        "0", "950", "1.00 k", "12.3 k", "4.56 M", "100 M", "7.89 G",
      ])
    #expect(
      [0.029, -0.5, 0, 12.345, .nan].map(ReadableNumber.percent) == ["+2.9 %", "-50.0 %", "0 %", "+1,234 %", "–"])
    #expect(ReadableNumber.count(-1_234_567) == "-1,234,567")
  }
}

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

@Suite struct ScreenSummaryGoldenTests {
  private func text(_ labels: [String: String], _ language: Language) -> String {
    var run = MadeUpRun()
    run.isRound = true
    return ScreenSummary(run, headlines: ScreenSummaryUnitTests.headlines, armLabels: labels, language: language).text
  }

  @Test func english() {
    let golden = """
      Ewenki Banner: 1,000 replicates; differences are paired, from none

        arm            mean       5 % to 95 %  difference     95 % interval  relative

      Net household income (yuan), 2021
        none         42,000  37,800 to 47,040   reference
        centralOnly  43,260  38,934 to 48,451      +1,260  +1,008 to +1,512    +3.0 %
        linkage      44,520  40,068 to 49,862      +2,520  +2,016 to +3,024    +6.0 %

      Share in a cooperative, 2021Q4
        none              –                 –   reference
        centralOnly  0.2575  0.2318 to 0.2884           –                 –         –
        linkage      0.2650  0.2385 to 0.2968           –                 –         –

      """
    #expect(text([:], .english) == golden)
  }

  @Test func chinese() {
    let golden = """
      鄂温克族自治旗：1,000 次重复；差异为与“无干预”的配对差异

        方案        均值         5% 至 95%    差异          95% 区间  相对变化

      户均纯收入（yuan），2021
        无干预    42,000  37,800 至 47,040    基准
        仅中心户  43,260  38,934 至 48,451  +1,260  +1,008 至 +1,512    +3.0 %
        联动      44,520  40,068 至 49,862  +2,520  +2,016 至 +3,024    +6.0 %

      入社比例，2021Q4
        无干预         –                 –    基准
        仅中心户  0.2575  0.2318 至 0.2884       –                 –         –
        联动      0.2650  0.2385 至 0.2968       –                 –         –

      """
    #expect(text(["none": "无干预", "centralOnly": "仅中心户", "linkage": "联动"], .chinese) == golden)
  }
}

@Suite struct ProgressLineUnitTests {
  private final class Screen: @unchecked Sendable { var texts: [String] = [] }

  private func line(_ style: ProgressLine.Style, _ language: Language = .english) -> (ProgressLine, Screen) {
    let screen = Screen()
    return (ProgressLine(style: style, language: language, start: 100) { screen.texts.append($0) }, screen)
  }

  @Test func aTerminalLineIsRewrittenTenTimesASecondAtMost() {
    var (line, screen) = line(.terminal)
    line.update(done: 0, total: 8, unitsDone: 0, at: 100.05)
    #expect(screen.texts == [])
    line.update(done: 1, total: 8, unitsDone: 3.1e6, at: 101)
    line.update(done: 2, total: 8, unitsDone: 6.2e6, at: 101.05)
    line.update(done: 7, total: 8, unitsDone: 25e6, at: 120)
    line.finish(done: 8, total: 8, unitsDone: 30e6, at: 125)
    #expect(
      screen.texts.map { $0.trimmingCharacters(in: .whitespaces) } == [
        "\r 12 %  3.10 M household-quarters/s  7 s left".trimmingCharacters(in: .whitespaces),
        "\r 87 %  1.25 M household-quarters/s  3 s left".trimmingCharacters(in: .whitespaces),
        "\r100 %  1.20 M household-quarters/s  in 25 s".trimmingCharacters(in: .whitespaces),
        "\n".trimmingCharacters(in: .whitespaces),
      ])
    #expect(screen.texts[2].count == screen.texts[1].count, "a shorter text covers the longer one")
  }

  @Test func aLogGetsALineEveryTenSeconds() {
    var (line, screen) = line(.log)
    for second in 1...35 {
      line.update(done: second, total: 7200, unitsDone: Double(second) * 950, at: 100 + Double(second))
    }
    #expect(
      screen.texts == [
        "  0 %  950 household-quarters/s  1 h 59 min left\n", "  0 %  950 household-quarters/s  1 h 59 min left\n",
        "  0 %  950 household-quarters/s  1 h 59 min left\n",
      ])
  }

  @Test func chinese() {
    var (line, screen) = line(.log, .chinese)
    line.update(done: 1, total: 4, unitsDone: 1e6, at: 124)
    line.finish(done: 4, total: 4, unitsDone: 4e6, at: 196)
    #expect(screen.texts == [" 25 %  41.7 k 户·季/秒  剩余 1 分 12 秒\n", "100 %  41.7 k 户·季/秒  用时 1 分 36 秒\n"])
  }

  @Test func quietIsSilentAndAMessageCanTakeThePlace() {
    var (quiet, silent) = line(.quiet)
    quiet.update(done: 1, total: 2, unitsDone: 1, at: 1e9)
    quiet.finish(done: 2, total: 2, unitsDone: 2, at: 2e9)
    quiet.clear()
    #expect(silent.texts == [])
    var (line, screen) = line(.terminal)
    line.clear()
    line.update(done: 1, total: 2, unitsDone: 0, at: 101)
    line.clear()
    #expect(screen.texts.count == 2)
    #expect(screen.texts[1].allSatisfy { $0 == "\r" || $0 == " " } && screen.texts[1].hasSuffix("\r"))
    #expect(ProgressLine.Style.forStandardError(quiet: true) == .quiet)
  }

  @Test func nothingToDoIsDone() {
    var (line, screen) = line(.log)
    line.finish(done: 0, total: 0, unitsDone: 0, at: 100)
    #expect(screen.texts == ["100 %  in 0 s\n"])
  }
}
