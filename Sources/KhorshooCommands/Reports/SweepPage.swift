import KhorshooExperiments
import KhorshooModel
import KhorshooReports
import KhorshooScenarios
import KhorshooSweeps
import KhorshooText

/// A sweep as one page: where the effect is least and greatest, how it goes with what is varied, and the points.
///
/// - Proof: `SweepReportCommandTests`.
struct SweepPage {
  private let sweep: SweepContext
  private let found: SweepFindings
  private let language: Language
  private let keys: KeyWords

  /// Points that are listed: all of so small a sweep, else those at either end.
  private static let listed = 16
  /// Keys that have a column, and keys that have a picture.
  private static let (columns, pictures) = (6, 4)
  /// Lines of a picture, and squares of a side of a field.
  private static let (lines, squares) = (6, 12)

  /// Reads what has been computed.
  ///
  /// - Throws: `UserError` 65 `damaged-sweep`.
  init(_ results: SweepResults, _ language: Language) throws {
    (sweep, found, self.language) = (results.sweep, try SweepFindings(results), language)
    keys = KeyWords(scenario: results.sweep.scenario, language: language)
  }

  private func word(_ english: String, _ chinese: String) -> String {
    LocalizedText(en: english, zh: chinese)[language]
  }

  private func label(arm name: String) -> String {
    guard let arm = sweep.scenario.arms.first(where: { $0.name == name }) else { return name }
    let label = word(arm.label, arm.labelChinese)
    return label.isEmpty ? name : label
  }

  private var mainLabel: String { found.main.map { label(arm: found.arms[$0]) } ?? "" }

  /// The outcome in words.
  private var outcomeLabel: String {
    if found.outcome == Findings.income { return word("annual income per household", "户均年收入") }
    let known = ModelOutcomes(speciesNames: sweep.scenario.speciesNames).definitions.first { $0.name == found.outcome }
    return known.map { word($0.label, $0.labelChinese) } ?? found.outcome
  }

  private var unit: String { ReportUnits.suffix(found.unit, language) }
  private var bareUnit: String { String(unit.drop { $0 == " " }) }

  /// The file.
  var html: String {
    let scenario = sweep.scenario
    let origin = ReportOrigin(scenario, version: sweep.plan.basis.program, language: language)
    return ReportPage(
      title: word("Sweep: \(scenario.title[.english])", "批量试验：\(scenario.title[.chinese])"),
      question: scenario.question[language], answer: answer, opening: [.list(remarks)] + figures,
      sections: [points, origin.assumptions, certainty, origin.section(command)], language: language
    ).html
  }

  // MARK: Words

  private func amount(_ effect: SweepFindings.Effect) -> String {
    let numbers = ReadableNumber(for: [effect.difference, effect.low, effect.high], digits: 3)
    let signed = !found.isLevel
    let value = numbers.text(effect.difference, signed: signed) + unit
    guard effect.low.isFinite, effect.high.isFinite else { return value }
    let (low, high) = (numbers.text(effect.low, signed: signed), numbers.text(effect.high, signed: signed))
    return word("\(value) (95 % for luck: \(low) to \(high))", "\(value)（偶然的 95% 区间 \(low) 至 \(high)）")
  }

  /// What a point sets of what is varied.
  private func place(_ point: SweepFindings.Point) -> String {
    let shown = found.varied.prefix(2).map { keys.setting($0.key, "\(point.values[$0.place])") }
    let more = found.varied.count > 2 ? word(", …", "，…") : ""
    return shown.joined(separator: word(", ", "，")) + more
  }

  /// Least and greatest, and at how many points the sign is sure.
  private var answer: String {
    guard let least = found.least.first, let greatest = found.greatest.last else {
      return word("No point of the sweep has an answer.", "批量试验没有任何有结果的设计点。")
    }
    let (low, high) = (found.effect(least), found.effect(greatest))
    if found.isLevel {
      return word(
        "\(capital(outcomeLabel)) under \(mainLabel) is from \(amount(low)) at \(place(least)) to \(amount(high)) at \(place(greatest)).",
        "“\(mainLabel)”下\(outcomeLabel)：最低 \(amount(low))（\(place(least))），最高 \(amount(high))（\(place(greatest))）。")
    }
    let reference = label(arm: found.reference)
    let (up, down, count) = (found.above, found.below, found.answered)
    let clear = word(
      "Luck apart, it is above zero at \(up) and below at \(down) of \(count) points; what is not known of other parameters is in no interval.",
      "\(count) 个设计点中，除去偶然，\(up) 个为正，\(down) 个为负；其他参数的不确定性不在区间内。")
    return word(
      "\(mainLabel) against \(reference): the change of \(outcomeLabel) is from \(amount(low)) at \(place(least)) to \(amount(high)) at \(place(greatest)). ",
      "与“\(reference)”相比，“\(mainLabel)”对\(outcomeLabel)的影响：最小 \(amount(low))（\(place(least))），最大 \(amount(high))（\(place(greatest))）。"
    ) + clear
  }

  private func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  private var remarks: [String] {
    var lines = [
      word(
        "\(sweep.design.pointCount) points (\(sweep.design.method.rawValue)), \(found.complete) complete, \(found.failed) without an answer; years: \(sweep.scenario.run.years) from \(sweep.scenario.run.start).",
        "\(sweep.design.pointCount) 个设计点（\(SweepWords.chinese(sweep.design.method))），完成 \(found.complete)，无结果 \(found.failed)；自 \(sweep.scenario.run.start) 起 \(sweep.scenario.run.years) 年。"
      )
    ]
    if found.varied.count > 2 {
      let strongest = ranked.prefix(3).map { key in
        "\(keys.label(key.key)) \(ReadableNumber(for: [key.correlation], digits: 2).text(key.correlation, signed: true))"
      }
      if !strongest.isEmpty {
        lines.append(
          word(
            "Goes most with (rank correlation): \(strongest.joined(separator: "; ")).",
            "秩相关最强者：\(strongest.joined(separator: "；"))。"))
      }
    }
    if found.stride > 1 {
      lines.append(
        word(
          "Pictures and rank correlations are of one point in \(found.stride); least, greatest and counts are of all.",
          "图与秩相关取每 \(found.stride) 个设计点中的 1 个；最小、最大与计数均按全部设计点。"))
    }
    return lines
  }

  /// Numeric keys by their rank correlation with the effect, the strongest first.
  private var ranked: [(key: String, place: Int, correlation: Double)] {
    found.varied.compactMap { varied in
      guard found.isNumeric(varied.place), let correlation = found.rankCorrelation(varied.place) else { return nil }
      return (varied.key, varied.place, correlation)
    }.sorted { $0.correlation.magnitude > $1.correlation.magnitude }
  }

  // MARK: Pictures

  private var title: String {
    found.isLevel ? capital(outcomeLabel) : word("Change of \(outcomeLabel)", "\(outcomeLabel)的变化")
  }

  private var subtitle: String {
    found.isLevel
      ? word("\(mainLabel); with 95 % interval", "“\(mainLabel)”；附 95% 区间")
      : word(
        "\(mainLabel) against \(label(arm: found.reference)); with 95 % interval",
        "“\(mainLabel)”与“\(label(arm: found.reference))”之差；附 95% 区间")
  }

  private var figures: [ReportPage.Part] {
    guard !found.ordered.isEmpty else { return [] }
    switch found.varied.count {
    case 0: return []
    case 1: return [.figures([overOne(found.varied[0])])]
    case 2: return overTwo() ?? dots
    default: return dots
    }
  }

  /// Every arm over one key; bars where its values have no order.
  private func overOne(_ varied: (key: String, place: Int)) -> String {
    guard found.isNumeric(varied.place) else {
      return BarFigure(
        title: title, subtitle: subtitle + word(", ", "，") + bareUnit,
        bars: found.points.map { point in
          let effect = found.effect(point)
          return BarFigure.Bar(
            name: "\(point.values[varied.place])", value: effect.difference, low: effect.low, high: effect.high)
        }
      ).svg
    }
    let points = found.points.sorted { number($0, varied.place) < number($1, varied.place) }
    let lines = found.arms.indices.map { arm in
      line(label(arm: found.arms[arm]), points.map { (number($0, varied.place), $0.effects[arm]) })
    }
    return LineFigure(
      title: title,
      subtitle: found.isLevel
        ? word("band: 95 % interval", "阴影为 95% 区间")
        : word(
          "against \(label(arm: found.reference)); band: 95 % interval",
          "与“\(label(arm: found.reference))”之差；阴影为 95% 区间"),
      xLabel: keys.short(varied.key, width: 70), yLabel: bareUnit, lines: lines
    ).svg
  }

  private func number(_ point: SweepFindings.Point, _ place: Int) -> Double { point.values[place].number ?? .nan }

  private func line(_ name: String, _ effects: [(x: Double, effect: SweepFindings.Effect)]) -> LineFigure.Line {
    let known = effects.filter { $0.effect.difference.isFinite }
    return LineFigure.Line(
      name: name, points: known.map { ($0.x, $0.effect.difference) },
      band: known.map { one in
        let (value, low, high) = (one.effect.difference, one.effect.low, one.effect.high)
        return (low.isFinite ? low : value, high.isFinite ? high : value)
      })
  }

  /// A field over two keys, and where there are few lines the same with bands; nil when the points are no full grid.
  private func overTwo() -> [ReportPage.Part]? {
    let numeric = found.varied.filter { found.isNumeric($0.place) }
    guard
      let x = numeric.max(by: { found.levels($0.place).count < found.levels($1.place).count }) ?? found.varied.first,
      let y = found.varied.first(where: { $0.key != x.key }), let grid = found.grid(x.place, y.place)
    else { return nil }
    let (columns, rows) = (found.levels(x.place), found.levels(y.place))
    var parts: [ReportPage.Part] = []
    if columns.count <= Self.squares, rows.count <= Self.squares {
      let heat = HeatFigure(
        title: title + word(", ", "，") + bareUnit,
        subtitle: found.isLevel
          ? mainLabel
          : word(
            "\(mainLabel) against \(label(arm: found.reference)); intervals are in the table",
            "“\(mainLabel)”与“\(label(arm: found.reference))”之差；区间见下表"),
        xLabel: keys.short(x.key, width: 80), yLabel: keys.short(y.key, width: 80), columns: columns.map(\.description),
        rows: rows.map(\.description),
        values: grid.map { row in row.map { $0.map { found.effect($0).difference } ?? .nan } })
      parts.append(.wide(heat.svg))
    }
    if found.isNumeric(x.place), rows.count <= Self.lines {
      let lines = zip(rows, grid).map { level, row in
        line(
          keys.setting(y.key, "\(level)"),
          row.compactMap { point in point.map { (number($0, x.place), found.effect($0)) } })
      }
      let figure = LineFigure(
        title: title, subtitle: subtitle, xLabel: keys.short(x.key, width: 70), yLabel: bareUnit, lines: lines)
      parts.append(.figures([figure.svg]))
    }
    return parts.isEmpty ? nil : parts
  }

  /// The effect over the keys that it goes most with.
  private var dots: [ReportPage.Part] {
    let figures = ranked.prefix(Self.pictures).map { key in
      DotFigure(
        title: title, subtitle: subtitle, xLabel: keys.short(key.key, width: 70), yLabel: bareUnit,
        dots: found.points.map { point in
          let effect = found.effect(point)
          return DotFigure.Dot(
            x: number(point, key.place), y: effect.difference, low: effect.low, high: effect.high)
        }
      ).svg
    }
    return [.figures(figures)]
  }

  // MARK: Sections

  private var points: ReportPage.Section {
    let isLong = found.answered > Self.listed
    let shown = Array(found.varied.prefix(Self.columns))
    let columns =
      [word("Point", "设计点")] + shown.map { keys.label($0.key) } + [
        title + (unit.isEmpty ? "" : word(", ", "，") + bareUnit)
      ]
    func table(_ points: [SweepFindings.Point]) -> ReportPage.Part {
      .table(
        ReportTable(
          columns: columns,
          rows: points.map { point in
            let effect = found.effect(point)
            return [ReportTable.Cell("\(point.number)")] + shown.map { ReportTable.Cell("\(point.values[$0.place])") }
              + [
                ReportTable.Cell(
                  effect.difference, low: effect.low, high: effect.high, language: language, signed: !found.isLevel)
              ]
          }))
    }
    let note = word(
      "Points are numbered as in design.csv; all arms and outcomes are in effects.csv and points.csv.",
      "设计点编号同 design.csv；全部方案与指标见 effects.csv 与 points.csv。")
    guard isLong else {
      return ReportPage.Section(
        word("The points, the best first", "各设计点（由高到低）"), [table(found.ordered.reversed()), .text(note)])
    }
    return ReportPage.Section(
      word("The best and the worst points", "最优与最差的设计点"),
      [
        .heading(word("Greatest", "最大")), table(found.greatest.reversed()), .heading(word("Least", "最小")),
        table(found.least.reversed()), .text(note),
      ])
  }

  private var certainty: ReportPage.Section {
    let count = ReadableNumber.count(found.replicates)
    let failed =
      found.failed == 0
      ? ""
      : word(
        " \(found.failed) points have no answer; failures.csv says why.", "\(found.failed) 个设计点无结果，原因见 failures.csv。")
    return ReportPage.Section(
      word("How sure is it", "把握程度"),
      [
        .text(
          word(
            "\(count) replicates over all points. Intervals are the 95 % interval of the mean over replicates at the values of the point: what is not known of all other parameters, and what the model leaves out, comes on top. The best of many points is partly the luckiest: compute it again with another seed before relying on it.",
            "各点共 \(count) 次重复。区间为该点取值下各次重复均值的 95% 区间：其余参数的未知与模型未包含的因素不在其内。众多设计点中的最优者部分出于运气：采用前请换随机种子重算。")
            + failed)
      ])
  }

  /// What computes the sweep again.
  private var command: String {
    let request = sweep.plan.request
    func option(_ name: String, _ value: String?) -> [String] { value.map { ["--" + name, Self.quoted($0)] } ?? [] }
    let vary = request.vary.flatMap { option("vary", $0) }
    let rest =
      vary + option("factors", request.factors) + option("design", request.design)
      + option("samples", request.samples.map(String.init))
    return
      (["khorshoo", "sweep", StoredRun.scenarioName] + rest
      + option("replicates", "\(sweep.plan.basis.replicates)") + option("until", sweep.rule?.text)).joined(
        separator: " ")
  }

  /// As a shell takes it.
  private static func quoted(_ text: String) -> String {
    text.allSatisfy { $0.isLetter || $0.isNumber || "._-=,:/+".contains($0) } ? text : "'" + text + "'"
  }
}
