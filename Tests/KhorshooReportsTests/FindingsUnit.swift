import KhorshooReports
import KhorshooText
import TestSupport
import Testing

/// The sentences of a run, from rows made by hand.
@Suite struct FindingsUnit {
  static func row(
    _ outcome: String, _ arm: String, _ mean: Double, _ change: (Double, Double, Double)? = nil,
    place: String = "banner",
    unit: String = "CNY", year: Int = 2029
  ) -> SummaryTable.Row {
    SummaryTable.Row(
      outcome: outcome, label: "Label of \(outcome)", labelChinese: "\(outcome)名称", unit: unit, placeID: place,
      place: "Place \(place)", placeChinese: "地点\(place)", arm: arm, armLabel: arm == "none" ? "No <linkage>" : "Both",
      armLabelChinese: arm == "none" ? "无联结" : "两者", year: year, mean: mean, mcse: 1, p05: mean * 0.9, p95: mean * 1.1,
      difference: change?.0 ?? .nan, ci95Low: change?.1 ?? .nan, ci95High: change?.2 ?? .nan,
      relative: change.map { $0.0 / mean } ?? .nan)
  }

  static func findings(_ language: Language, _ change: (Double, Double, Double) = (1329, 1259, 1398)) -> Findings {
    Findings(
      title: "Title", question: "Question?",
      rows: [
        row("meanIncomePerHousehold", "none", 89_122), row("meanIncomePerHousehold", "both", 90_450, change),
        row("meanIncomePerHousehold", "both", 106_132, (5266, 4929, 5604), place: "member"),
        row("loserShare", "both", 0.0112, unit: "1"),
        row("accrualIncomePerHousehold", "both", 90_000, (-20, -40, 10), year: 2028),
        row("accrualIncomePerHousehold", "both", 90_000, (30, 10, 50)),
      ], ratios: [], assumptions: [], parameterCount: 738, replicates: 1000, years: 10, households: 4539,
      worlds: 0, reference: "none", language: language)
  }

  @Test func theAnswerHasItsIntervalAndSaysWhenItIsInDoubt() {
    let clear = Self.findings(.english)
    #expect(
      clear.answer
        == "Both against No <linkage>: annual income per household +1,329 CNY (+1.5 %; 95 % interval +1,259 to +1,398)."
    )
    #expect(Self.findings(.english, (12, -30, 54)).answer.hasSuffix("The interval holds zero: no clear effect."))
    #expect(
      Self.findings(.chinese).answer == "与“无联结”相比，“两者”下户均年收入变化 +1,329 元（+1.5 %；95% 区间 +1,259 至 +1,398）。")
    #expect(clear.whom == "For whom: members +5,266 CNY; 1.1 % of households lose.")
    #expect(clear.cost == nil && clear.otherArms == nil)
    // That nothing is assumed is not said where assumptions are not told.
    #expect(clear.lines.first == clear.answer && clear.lines.count == 4 && clear.dependence == nil)
  }

  /// Where worlds are drawn, the answer is over them: what is not known first.
  @Test func overWorldsTheAnswerSaysHowSureItIs() {
    var drawn = Self.findings(.english)
    drawn.worlds = 63
    for index in drawn.rows.indices where drawn.rows[index].arm == "both" {
      drawn.rows[index].sure.low90 = 310
      drawn.rows[index].sure.high90 = 2950
      drawn.rows[index].sure.positiveShare = 0.984
      drawn.rows[index].sure.parameterShare = 0.93
    }
    #expect(
      drawn.answer
        == "Both against No <linkage>: annual income per household +1,329 CNY (+1.5 %; 90 % interval +310 to +2,950; positive in 62 of 63 worlds)."
    )
    #expect(drawn.certainty.contains("93 % of the variance is what is not known of them"))
    for index in drawn.rows.indices { drawn.rows[index].sure.low90 = -40 }
    #expect(drawn.answer.hasSuffix("The interval holds zero: no clear effect."))
    drawn.language = .chinese
    #expect(drawn.answer.contains("90% 区间") && drawn.answer.contains("63 个世界中 62 个为正"))
  }

  @Test func aRunWithoutASecondArmSaysTheLevel() {
    var alone = Self.findings(.english)
    alone.rows = alone.rows.filter { $0.arm == "none" }
    #expect(alone.answer == "Annual income per household is 89,122 CNY under No <linkage>.")
    alone.rows = []
    #expect(alone.answer == "The run recorded no income of households." && !alone.lines.isEmpty)
  }

  /// Rows come back from the file as they went, to its digits.
  @Test func theSummaryReadsBack() throws {
    let scratch = Scratch()
    let rows = Self.findings(.english).rows
    let folder = try ResultFolder(path: scratch.path("r"))
    try SummaryTable.write(rows, to: folder)
    try folder.commit(Manifest(version: "0.1.0"))
    let read = try SummaryTable.read(StoredResult(scratch.path("r")))
    #expect(read.count == rows.count)
    for (one, other) in zip(read, rows) {
      #expect(one.outcome == other.outcome && one.placeChinese == other.placeChinese && one.year == other.year)
      #expect(one.difference == other.difference || one.difference.isNaN && other.difference.isNaN)
    }
  }
}
