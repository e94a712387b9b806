import KhorshooModel
import KhorshooReports
import KhorshooScenarios
import KhorshooText

/// A decomposition as one page: what all channels bring together, which of them bring it, and to whom.
///
/// - Proof: `DecompositionReportCommandTests`.
struct DecompositionPage {
  let scenario: ResolvedScenario
  let summary: DecompositionSummary
  let version: String
  let language: Language

  private func word(_ english: String, _ chinese: String) -> String {
    LocalizedText(en: english, zh: chinese)[language]
  }

  /// The file.
  var html: String {
    let origin = ReportOrigin(scenario, version: version, language: language)
    return ReportPage(
      title: word("Channels: \(scenario.title[.english])", "渠道分解：\(scenario.title[.chinese])"),
      question: scenario.question[language], answer: answer, opening: [.wide(DecompositionFigure.svg(summary))],
      sections: [table, origin.assumptions, certainty, origin.section(command)], language: language
    ).html
  }

  private var whole: DecompositionSummary.Part? { summary.panels.first?.parts.last }
  private var unit: String { ReportUnits.suffix(summary.unit, language) }

  /// The whole with its interval, and the channels with the greatest shares.
  private var answer: String {
    guard let whole, let value = whole.contribution else {
      return word("The decomposition has no numbers for the banner.", "渠道分解没有全旗的数值。")
    }
    let numbers = ReadableNumber(
      for: [value, whole.ci95Low, whole.ci95High].compactMap { $0 }, digits: 3)
    func text(_ number: Double?) -> String { numbers.text(number ?? .nan, signed: true) }
    let parts = summary.panels[0].parts.dropLast().filter { ($0.contribution ?? 0) != 0 }
      .sorted { ($0.contribution ?? 0).magnitude > ($1.contribution ?? 0).magnitude }
    let named = parts.prefix(3).map { part in
      "\(part.label) \(text(part.contribution))"
        + (part.shareOfTotal.map { word(" (", "（") + ReadableNumber.percent($0) + word(")", "）") } ?? "")
    }
    let sources =
      named.isEmpty
      ? ""
      : word(" Most comes from: \(named.joined(separator: ", ")).", "主要来自：\(named.joined(separator: "，"))。")
    let interval = word(
      "(95 % interval \(text(whole.ci95Low)) to \(text(whole.ci95High)))",
      "（95% 区间 \(text(whole.ci95Low)) 至 \(text(whole.ci95High))）")
    switch summary.effect {
    case .income:
      return word(
        "\(summary.armLabel) with all its channels open instead of shut: annual income per household \(text(value))\(unit) \(interval) in \(summary.year).",
        "“\(summary.armLabel)”全部渠道开放与全部关闭相比，\(summary.year) 年户均年收入变化 \(text(value))\(unit)\(interval)。") + sources
    case .institution:
      return word(
        "\(summary.armLabel) with central households acting through all their channels instead of none: share of households that are members \(text(value)) \(interval) in \(summary.year).",
        "“\(summary.armLabel)”中中心户通过全部渠道起作用与完全不起作用相比，\(summary.year) 年入社率变化 \(text(value))\(interval)。") + sources
    }
  }

  private var table: ReportPage.Section {
    let channels = summary.panels.first?.parts ?? []
    let rows = channels.enumerated().map { index, channel -> [ReportTable.Cell] in
      let isWhole = index == channels.count - 1
      let cells = summary.panels.map { panel -> ReportTable.Cell in
        let part = panel.parts[index]
        return ReportTable.Cell(
          part.contribution ?? .nan, low: part.ci95Low ?? .nan, high: part.ci95High ?? .nan, language: language,
          isStrong: isWhole)
      }
      let share = channel.shareOfTotal.map { ReadableNumber.percent($0) } ?? ReadableNumber.undefined
      return [ReportTable.Cell(channel.label, isStrong: isWhole)] + cells + [ReportTable.Cell(share)]
    }
    let columns =
      [word("Channel", "渠道")]
      + summary.panels.map { $0.place + (unit.isEmpty ? "" : word(", ", "，") + unit.drop { $0 == " " }) }
      + [word("Share of the whole", "占合计")]
    return ReportPage.Section(
      word("What each channel brings", "各渠道的贡献"),
      [
        .table(ReportTable(columns: columns, rows: rows)),
        .text(
          word(
            "\(summary.outcomeLabel), in \(summary.year), with the 95 % interval of each part; the parts sum to the whole. Shares are those of all households, and beyond 0 to 100 % where channels work against each other. All years, places and outcomes are in decomposition.csv.",
            "\(summary.year) 年\(shownOutcome)，附各部分的 95% 区间；各部分之和等于合计。占比按全体牧户计，渠道作用相反时可超出 0 至 100%。全部年份、地点与指标见 decomposition.csv。"
          )),
      ])
  }

  /// The outcome as the Chinese page calls it.
  private var shownOutcome: String { summary.effect == .income ? "户均历年平均收入" : summary.outcomeLabel }

  private var certainty: ReportPage.Section {
    let (replicates, runs) = (ReadableNumber.count(summary.replicates), summary.runsPerReplicate)
    return ReportPage.Section(
      word("How sure is it", "把握程度"),
      [
        .text(
          word(
            "Shapley values over \(replicates) replicates of \(runs) runs each (\(summary.method)), all in the same simulated worlds. Intervals are Monte Carlo error, the draw of orders included; what is not known of parameters comes on top unless worlds were drawn.",
            "沙普利值，\(replicates) 次重复，每次运行 \(runs) 遍（\(summary.methodChinese)），均在同一模拟世界中。区间为蒙特卡洛误差（含渠道次序抽样）；除非抽取世界，参数的未知不在其内。"
          ))
      ])
  }

  private var command: String {
    "khorshoo decompose \(StoredRun.scenarioName) --arm \(summary.arm)"
      + (summary.effect == .income ? "" : " --effect \(summary.effect.rawValue)")
      + " --method \(summary.method) --replicates \(summary.replicates)"
  }
}
