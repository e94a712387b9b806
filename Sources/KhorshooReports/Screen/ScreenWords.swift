import KhorshooText

/// What summaries, tables and progress say on the terminal, in both languages.
enum ScreenWords {
  static let to = LocalizedText(en: " to ", zh: " 至 ")

  /// `(95 % interval LOW to HIGH)`.
  static func interval(_ low: String, _ high: String) -> LocalizedText {
    LocalizedText(en: "(95 % interval \(low) to \(high))", zh: "（95% 区间 \(low) 至 \(high)）")
  }

  // MARK: Summary

  static let arm = LocalizedText(en: "arm", zh: "方案")
  static let mean = LocalizedText(en: "mean", zh: "均值")
  static let range = LocalizedText(en: "5 % to 95 %", zh: "5% 至 95%")
  static let difference = LocalizedText(en: "difference", zh: "差异")
  static let ofMean = LocalizedText(en: "95 % interval", zh: "95% 区间")
  static let relative = LocalizedText(en: "relative", zh: "相对变化")
  static let reference = LocalizedText(en: "reference", zh: "基准")

  static func summary(of place: String, replicates: String, reference: String) -> LocalizedText {
    LocalizedText(
      en: "\(place): \(replicates) replicates; differences are paired, from \(reference)",
      zh: "\(place)：\(replicates) 次重复；差异为与“\(reference)”的配对差异")
  }

  /// `Household income (yuan), 2029`.
  static func outcome(_ label: String, unit: String, _ time: String) -> LocalizedText {
    let isPure = unit == "1" || unit.isEmpty
    return LocalizedText(
      en: label + (isPure ? "" : " (\(unit))") + ", \(time)",
      zh: label + (isPure ? "" : "（\(ReportUnits.words(unit, .chinese))）") + "，\(time)")
  }

  // MARK: Channels

  static let channel = LocalizedText(en: "channel", zh: "渠道")
  static let contribution = LocalizedText(en: "contribution", zh: "贡献")
  static let share = LocalizedText(en: "share", zh: "占合计")

  static func channels(_ summary: DecompositionSummary) -> LocalizedText {
    let count = ReadableNumber.count(summary.replicates)
    let (runs, year) = (summary.runsPerReplicate, summary.year)
    let what = summary.effect.heading(summary.armLabel)
    return LocalizedText(
      en: what.en + ": \(summary.outcomeLabel) (\(summary.unit)), \(year); "
        + "\(count) replicates of \(runs) runs each (\(summary.method))",
      zh: what.zh + "：\(summary.outcomeLabel)（\(ReportUnits.words(summary.unit, .chinese))），\(year)；"
        + "\(count) 次重复，每次运行 \(runs) 遍（\(summary.methodChinese)）")
  }

  // MARK: Ratios

  static let ratios = LocalizedText(
    en: "Benefit and public cost (present values over the run), local multiplier (last year)",
    zh: "效益、公共支出与本地乘数（前者为现值）")
  static let noRatios = LocalizedText(
    en: "Benefit and public cost: not computed; the scenario's outcomes leave out quarterCashIncomePerHousehold or "
      + "publicCostYuan of the banner in some quarter\n",
    zh: "效益与公共支出：未计算（情景的 outcomes 未保留全旗各季 quarterCashIncomePerHousehold 和 publicCostYuan）\n")
  static let unbounded = LocalizedText(en: "(no bounds: both sides may be zero)", zh: "（95% 区间无界：分子分母均可能为零）")

  static func outside(_ low: String, _ high: String) -> LocalizedText {
    LocalizedText(
      en: "(95 % interval \(low) or less, or \(high) or more: the denominator may be zero)",
      zh: "（95% 区间为 \(low) 以下或 \(high) 以上：分母可能为零）")
  }

  static func undefined(_ denominator: String) -> LocalizedText {
    LocalizedText(
      en: "(undefined: no difference in \(denominator), or one replicate)", zh: "（无定义：\(denominator)无差异）")
  }

  // MARK: Benefits

  static let benefits = LocalizedText(
    en: "Net benefit by perspective (present values over the run as CNY per household and year; items in benefits.csv)",
    zh: "分主体净效益（现值，折合每户每年元；明细见 benefits.csv）")

  // MARK: Assumptions

  static func assumptions(_ count: Int, of all: Int, assumed: Int, changed: Int) -> LocalizedText {
    LocalizedText(
      en: "The result rests on \(count) of \(all) parameters that are assumed (\(assumed)) or recalled "
        + "(\(count - assumed)); the scenario changes \(changed) of them.\n"
        + "All are in assumptions.csv. What sets the size of each channel:",
      zh: "结果依赖 \(all) 个参数中的 \(count) 个未经核实的值（假设 \(assumed)，凭记忆 \(count - assumed)；情景修改 \(changed)），"
        + "见 assumptions.csv。\n决定各渠道大小的：")
  }

  static func belief(_ text: String) -> LocalizedText { LocalizedText(en: " (\(text))", zh: "（\(text)）") }

  // MARK: Progress

  static func speed(_ number: String) -> LocalizedText {
    LocalizedText(en: "\(number) household-quarters/s", zh: "\(number) 户·季/秒")
  }

  static func took(_ time: LocalizedText) -> LocalizedText {
    LocalizedText(en: "in \(time.en)", zh: "用时 \(time.zh)")
  }

  static func left(_ time: LocalizedText) -> LocalizedText {
    LocalizedText(en: "\(time.en) left", zh: "剩余 \(time.zh)")
  }

  static let hours = LocalizedText(en: "h", zh: "小时")
  static let minutes = LocalizedText(en: "min", zh: "分")
  static let seconds = LocalizedText(en: "s", zh: "秒")
}
