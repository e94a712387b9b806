import KhorshooInputs
import KhorshooNumerics
import KhorshooReports
import KhorshooText

/// Other answers of `khorshoo herd` on a table in stages: its rates one by one, the curve of offtake, single animals.
extension HerdRequest {
  /// - Throws: `UserError` 65 `no-stable-herd`, `unknown-stage`, `too-many-births`; 64 `start-syntax`.
  func stages(_ herd: CohortProjection, path: String, title: String) throws -> any HerdReport {
    do {
      switch show {
      case .summary: return try StagesReport(path: path, title: title, herd: herd)
      case .rates: return rateReport(herd, title, try VitalRates(herd))
      case .curve: return curveReport(title, try OfftakeCurve(herd))
      case .individuals: return try individualReport(herd, path, title)
      }
    } catch let error as CohortAnalysis.NoStableHerd {
      throw UserError.noStableHerd(path, error.reason)
    } catch let error as NumericsError {
      throw UserError.noStableHerd(path, "\(error.diagnosis)")
    }
  }

  private func rateReport(_ herd: CohortProjection, _ title: String, _ rates: VitalRates) -> TableReport {
    let table = ResultTable(
      columns: [
        .init("class", "class", "类别"), .init("rate", "rate", "率"), .init("value", "value", "值"),
        .init("error", "error", "标准误"), .init("sensitivity", "sensitivity", "敏感度"),
        .init("elasticity", "elasticity", "弹性"), .init("varianceShare", "share of variance", "方差占比"),
      ],
      rows: rates.rates.map { rate in
        [
          .text(herd.cohorts[rate.cohort].name), .text(rate.kind.rawValue), .number(rate.value),
          .number(rate.error > 0 ? rate.error : nil), .number(rate.sensitivity), .number(rate.elasticity),
          .number(rates.varianceShare(rate)),
        ]
      })
    let (growth, error) = (rates.growthFactor, rates.error)
    return TableReport(
      heading: LocalizedText(en: title, zh: title),
      facts: [
        .init(
          name: "growthFactor", value: .number(growth),
          words: StagesWords.growth(Self.digits(growth), error: error > 0 ? Self.digits(error) : nil)),
        .init(name: "growthFactorError", value: .optional(error > 0 ? error : nil), words: MultiplierWords.nothing),
      ], parts: [.init(name: "rates", heading: StagesWords.rates, table: table)])
  }

  private func curveReport(_ title: String, _ curve: OfftakeCurve) -> TableReport {
    func known(_ x: Double) -> ResultTable.Cell { .number(x.isNaN ? nil : x) }
    let hasWeight = curve.points.contains { $0.liveWeightKgPerHeadYear != nil }
    let table = ResultTable(
      columns: [
        .init("factor", "factor", "系数"), .init("growthPerYear", "growth a year", "年增长率"),
        .init("birthsPerHeadYear", "births", "产仔"), .init("offtakePerHeadYear", "offtake and culls", "出栏与淘汰"),
        .init("liveWeightKgPerHeadYear", "live weight, kg", "活重(公斤)"), .init("isSteady", "constant", "存栏不变"),
      ],
      rows: curve.points.map {
        [
          .number($0.factor), .number($0.growthPerYear), known($0.birthsPerHeadYear), known($0.offtakePerHeadYear),
          known($0.liveWeightKgPerHeadYear ?? .nan), .text($0.isSteady ? "yes" : ""),
        ]
      })
    return TableReport(
      heading: LocalizedText(en: title, zh: title),
      parts: [
        .init(
          name: "points", heading: StagesWords.curve,
          table: hasWeight
            ? table : table.selecting(table.columns.map(\.name).filter { $0 != "liveWeightKgPerHeadYear" }))
      ])
  }

  private func individualReport(_ herd: CohortProjection, _ path: String, _ title: String) throws -> TableReport {
    let most = IndividualHerd.mostParturitions(herd)
    guard most <= 1 else {
      throw UserError.fault(
        "too-many-births", .invalidData, path,
        "found \(plainNumber((most * 1000).rounded() / 1000)) parturitions a step, expected at most 1 of an animal; take a shorter step"
      )
    }
    let names = herd.cohorts.map(\.name)
    guard let named = MatrixHerd.named(matrix.start ?? ""),
      named.allSatisfy({ $0.value >= 0 && $0.value <= 1e6 && $0.value == $0.value.rounded() }),
      named.contains(where: { $0.value > 0 })
    else {
      throw UserError.fault(
        "start-syntax", .usage, "--start",
        "found \(quoted(matrix.start ?? "")), expected whole animals by class, such as \(names[0])=10,\(names.last ?? "")=2"
      )
    }
    var start = [Int](repeating: 0, count: names.count)
    for (name, value) in named {
      guard let place = names.firstIndex(of: name) else {
        throw UserError.fault(
          "unknown-stage", .invalidData, "--start",
          "found \(quoted(name)), expected a class of the table" + Nearest.hint(name, among: names))
      }
      start[place] = Int(value)
    }
    let found = try IndividualHerd(
      herd, start: start, steps: matrix.steps, threshold: matrix.threshold.map { Int($0.rounded(.up)) })
    let columns: [ResultTable.Column] = [
      .init("step", "step", "步"), .init("mean", "mean", "均值"), .init("standardDeviation", "deviation", "标准差"),
      .init("females", "females", "母畜"), .init("males", "males", "公畜"), .init("low", "5 %", "5%"),
      .init("median", "median", "中位数"), .init("high", "95 %", "95%"),
      .init("withoutFemales", "no female left", "无母畜概率"), .init("extinct", "extinct", "灭绝概率"),
      .init("belowThreshold", "below threshold", "低于阈值概率"),
    ]
    let table = ResultTable(
      columns: columns,
      rows: found.steps.enumerated().map { t, step in
        let quantiles =
          step.quantiles.map { [$0.low, $0.median, $0.high].map { Double($0) as Double? } } ?? [nil, nil, nil]
        let numbers =
          [Double(t), step.mean, step.deviation, step.females, step.males] + quantiles
          + [step.withoutFemales, step.extinct, step.belowThreshold]
        return numbers.map { .number($0) }
      })
    let kept = columns.map(\.name).filter { $0 != "belowThreshold" || matrix.threshold != nil }
    return TableReport(
      heading: StagesWords.animals(title, count: start.reduce(0, +)),
      parts: [.init(name: "steps", heading: StagesWords.individuals, table: table.selecting(kept))])
  }

  private static func digits(_ value: Double) -> String { ReadableNumber(for: [value], digits: 5).text(value) }
}

/// What these say, in both languages.
enum StagesWords {
  static let rates = LocalizedText(
    en: "Change of the yearly growth factor by each rate of the females, alone and relative to both",
    zh: "年增长系数对母畜各率的敏感度与弹性")
  static let curve = LocalizedText(
    en: "All offtake of the table times a factor: growth, and what is taken, by head of the herd and year",
    zh: "全部出栏乘以系数：增长率，以及每头每年的产出")
  static let individuals = LocalizedText(
    en: "Animals by step: chance between animals alone, exact; empty quantiles: too many animals",
    zh: "各步头数：仅个体随机性，精确值；分位数为空表示头数过多")

  static func growth(_ factor: String, error: String?) -> LocalizedText {
    LocalizedText(
      en: "Yearly growth factor \(factor)" + (error.map { ", standard error \($0) (delta method)" } ?? ""),
      zh: "年增长系数 \(factor)" + (error.map { "，标准误 \($0)（delta 法）" } ?? ""))
  }

  static func animals(_ title: String, count: Int) -> LocalizedText {
    LocalizedText(en: "\(title): \(count) animals, one by one", zh: "\(title)：\(count) 头，逐头")
  }
}
