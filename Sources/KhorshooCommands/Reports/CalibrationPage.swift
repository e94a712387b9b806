import KhorshooEngine
import KhorshooModel
import KhorshooReports
import KhorshooScenarios
import KhorshooSweeps
import KhorshooText

/// A calibration as one page: which targets are met, what the model predicts of them, and what was learnt of parameters.
///
/// - Proof: `CalibrationReportCommandTests`.
struct CalibrationPage {
  let scenario: ResolvedScenario
  let found: CalibrationFindings
  let plan: CalibrationPlan
  let replicates: Int
  /// The table of targets, as it was named.
  let targetsPath: String
  let version: String
  let language: Language

  /// Parameters that are shown.
  private static let shown = 12
  /// Less narrowed than this is nothing learnt.
  private static let leastNarrowed = 0.05

  private func word(_ english: String, _ chinese: String) -> String {
    LocalizedText(en: english, zh: chinese)[language]
  }

  /// The file.
  var html: String {
    let origin = ReportOrigin(scenario, version: version, language: language)
    let use: [(name: LocalizedText, value: String)] = [
      (
        LocalizedText(en: "To use it", zh: "使用"),
        "khorshoo run \(StoredRun.scenarioName) --uncertainty \(CalibrationTables.posteriorName)"
      )
    ]
    return ReportPage(
      title: word("Calibration: \(scenario.title[.english])", "校准：\(scenario.title[.chinese])"),
      question: scenario.question[language], answer: answer, opening: figures,
      sections: [targets, parameters, waves, origin.assumptions, certainty, origin.section(command, more: use)],
      language: language
    ).html
  }

  private static func number(_ value: Double) -> String { ReadableNumber(for: [value], digits: 4).text(value) }

  private static func range(_ low: Double, _ high: Double) -> String {
    let numbers = ReadableNumber(for: [low, high], digits: 4)
    return "\(numbers.text(low)) … \(numbers.text(high))"
  }

  // MARK: Words

  /// How many targets are met, and the interval of the first.
  private var answer: String {
    let fitted = found.targets.filter { !$0.isHeldOut }
    let held = found.targets.filter(\.isHeldOut)
    let met = fitted.count { $0.verdict == .met || $0.verdict == .nearlyMet }
    let predicted = held.count { $0.verdict == .predicted }
    let ofHeld =
      held.isEmpty
      ? ""
      : word(", and \(predicted) of \(held.count) held out as predicted", "；\(held.count) 个留出目标中 \(predicted) 个在预测区间内")
    guard let first = fitted.first else {
      return word("The calibration was fitted to no target.", "校准未拟合任何目标。")
    }
    let (observed, after) = (Self.number(first.observed), Self.number(first.after))
    return word(
      "The calibrated model meets \(met) of \(fitted.count) targets\(ofHeld): for \(first.name) it gives \(after) (90 % interval \(Self.range(first.low, first.high))), observed \(observed).",
      "校准后的模型满足 \(fitted.count) 个目标中的 \(met) 个\(ofHeld)：目标“\(first.name)”的模型值为 \(after)（90% 区间 \(Self.range(first.low, first.high))），观测值 \(observed)。"
    )
  }

  private func outcome(_ target: CalibrationFindings.Target) -> String {
    let definitions = ModelOutcomes(speciesNames: scenario.speciesNames).definitions
    func label(_ name: String) -> String {
      definitions.first { $0.name == name }.map { word($0.label, $0.labelChinese) } ?? name
    }
    return label(target.outcome) + (target.ratio.isEmpty ? "" : " / " + label(target.ratio))
  }

  // MARK: Pictures

  private var figures: [ReportPage.Part] {
    let targets = SpanFigure(
      title: word("Targets: what the model gives, and what was observed", "目标：模型结果与观测值"),
      subtitle: word(
        "blue: 90 % interval of the calibrated model; upright line: observed; each row in a scale of its own",
        "蓝色：校准后模型的 90% 区间；竖线：观测值；各行刻度独立"),
      rows: found.targets.map { target in
        SpanFigure.Row(
          name: target.name,
          note: word(
            "observed \(Self.number(target.observed)); \(Self.range(target.low, target.high))",
            "观测 \(Self.number(target.observed))；\(Self.range(target.low, target.high))"),
          before: nil, after: SpanFigure.Span(low: target.low, middle: target.after, high: target.high),
          mark: target.observed)
      })
    let parameters = SpanFigure(
      title: word("Parameters narrowed most", "收窄最多的参数"),
      subtitle: word(
        "90 % interval before (grey) and after (blue); ring: median; each row in a scale of its own",
        "校准前（灰）与校准后（蓝）的 90% 区间；圆圈：中位数；各行刻度独立"),
      rows: learnt.map { range in
        SpanFigure.Row(
          name: KeyWords(scenario: scenario, language: language).short(range.key, width: 44),
          note: Self.range(range.after[0], range.after[2]),
          before: SpanFigure.Span(low: range.before[0], middle: range.before[1], high: range.before[2]),
          after: SpanFigure.Span(low: range.after[0], middle: range.after[1], high: range.after[2]))
      })
    return [targets, parameters].filter { !$0.isEmpty }.map { .wide($0.svg) }
  }

  /// Parameters of which something was learnt, the most narrowed first.
  private var learnt: [CalibrationFindings.Range] {
    found.ranges.filter { range in
      range.isActive && range.narrowed > Self.leastNarrowed && (range.before + range.after).allSatisfy(\.isFinite)
    }.sorted { $0.narrowed > $1.narrowed }.prefix(Self.shown).map { $0 }
  }

  // MARK: Sections

  private var targets: ReportPage.Section {
    let columns = [
      word("Target", "目标"), word("Outcome", "指标"), word("Observed", "观测"), word("Before", "校准前"),
      word("After", "校准后"), word("90 % interval", "90% 区间"), word("Implausibility before", "校准前不合理度"),
      word("after", "校准后"), "",
    ]
    let rows = found.targets.map { target -> [ReportTable.Cell] in
      let place = target.place == Place.bannerID ? "" : target.place
      return [
        ReportTable.Cell(target.name, small: target.source), ReportTable.Cell(outcome(target), small: place),
        ReportTable.Cell(Self.number(target.observed)), ReportTable.Cell(Self.number(target.before)),
        ReportTable.Cell(Self.number(target.after)), ReportTable.Cell(Self.range(target.low, target.high)),
        ReportTable.Cell(CalibrationReport.decimal(target.implausibilityBefore)),
        ReportTable.Cell(CalibrationReport.decimal(target.implausibilityAfter)),
        ReportTable.Cell(CalibrationWords.verdict(target.verdict)[language]),
      ]
    }
    return ReportPage.Section(
      word("Targets reached", "目标达成情况"),
      [
        .table(ReportTable(columns: columns, rows: rows)),
        .text(CalibrationWords.implausibility[language] + word(".", "。")),
      ])
  }

  private var parameters: ReportPage.Section {
    let heading = word("Parameters before and after", "校准前后的参数")
    guard !learnt.isEmpty else {
      return ReportPage.Section(
        heading, [.text(word("No parameter was narrowed by these targets.", "这些目标没有收窄任何参数。"))])
    }
    let words = KeyWords(scenario: scenario, language: language)
    let columns = [
      word("Parameter", "参数"), word("90 % before", "校准前 90%"), word("90 % after", "校准后 90%"),
      word("Narrowed by", "收窄"),
    ]
    let rows = learnt.map { range -> [ReportTable.Cell] in
      [
        ReportTable.Cell(words.label(range.key), small: range.key),
        ReportTable.Cell(Self.range(range.before[0], range.before[2])),
        ReportTable.Cell(Self.range(range.after[0], range.after[2])),
        ReportTable.Cell(ReadableShare.text(range.narrowed)),
      ]
    }
    let others = found.ranges.count - learnt.count
    return ReportPage.Section(
      heading,
      [
        .table(ReportTable(columns: columns, rows: rows)),
        .text(
          word(
            "\(others) further parameters were varied and hardly narrowed, or are words; all are in ranges.csv.",
            "另有 \(others) 个参数变动而几乎未收窄，或为取词；全部见 ranges.csv。")),
      ])
  }

  private var waves: ReportPage.Section {
    let columns = [
      word("Wave", "轮次"), word("Points with a result", "有结果的点"), word("Parameters that matter", "有影响的参数"),
      word("Space that is left", "剩余空间"),
    ]
    let rows = found.waves.enumerated().map { index, wave -> [ReportTable.Cell] in
      [
        ReportTable.Cell("\(index + 1)"), ReportTable.Cell("\(wave.places)"), ReportTable.Cell("\(wave.factors)"),
        ReportTable.Cell(ReadableShare.text(wave.spaceLeft)),
      ]
    }
    return ReportPage.Section(word("Waves", "各轮"), [.table(ReportTable(columns: columns, rows: rows))])
  }

  private var certainty: ReportPage.Section {
    let effective = Int(found.effectiveDraws.rounded())
    let few = effective < 50 ? " " + CalibrationWords.fewDraws[language] + word(".", "。") : ""
    return ReportPage.Section(
      word("How sure is it", "把握程度"),
      [
        .text(
          word(
            "\(found.draws) draws agree with the targets, worth \(effective) equal ones; \(replicates) replicates a point. The intervals of targets hold parameters, luck, the error of the observation and what the model is said to get wrong; a calibration to few numbers shows that the model can give them, not that it is right.",
            "与目标相符的抽样 \(found.draws) 次，相当于 \(effective) 次等权抽样；每点 \(replicates) 次重复。目标的区间包含参数、运气、观测误差与给定的模型偏差；校准到少数数字只说明模型能够给出它们，并不说明模型正确。"
          ) + few)
      ])
  }

  private var command: String {
    "khorshoo calibrate \(StoredRun.scenarioName) --targets \(targetsPath) --waves \(plan.waves) --points \(plan.points) "
      + "--draws \(plan.draws) --replicates \(replicates)"
  }
}
