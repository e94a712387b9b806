import KhorshooExperiments
import KhorshooNumerics
import KhorshooText

/// What `khorshoo sensitivity` says of few draws of many parameters.
struct ScreeningReport {
  let outcome: String
  let screening: FactorScreening
  /// Where the variance of the outcome comes from; nil of a sweep.
  var variance: WorldVariance?
  /// Factors that have no order.
  var unordered: [String] = []

  /// What a share of the variance of the points' means is of the variance of a world, luck left out.
  private var scale: Double {
    guard let variance else { return 1 }
    let own = variance.parameters + variance.population
    return own > 0 ? (own + (variance.luckOfWorld - variance.population) / 2) / own : .nan
  }

  private func scaled(_ estimate: Estimate) -> [Double] {
    [estimate.value, estimate.low, estimate.high].map { min(1, $0 * scale) }
  }

  /// One row a factor, then one for all together and one a group.
  var table: ResultTable {
    let columns: [ResultTable.Column] = [
      .init("kind", "kind", "类别"), .init("name", "name", "名称"), .init("factors", "factors", "因素数"),
      .init("rankCorrelation", "rank correlation", "秩相关"), .init("rankCorrelationLow", "low", "下限"),
      .init("rankCorrelationHigh", "high", "上限"), .init("chance", "chance", "偶然概率"),
      .init("adjustedChance", "chance among all", "总体偶然概率"),
      .init("falseDiscoveryRate", "false discoveries", "误发现率"), .init("removed", "removes", "可消除"),
      .init("removedLow", "low", "下限"), .init("removedHigh", "high", "上限"),
      .init("at05", "outcome at its 5 %", "取 5% 分位时"), .init("at95", "at its 95 %", "取 95% 分位时"),
    ]
    func number(_ x: Double) -> ResultTable.Cell { .number(x.isFinite ? x : nil) }
    let factors = screening.findings.sorted { $0.chance < $1.chance }.map { finding -> [ResultTable.Cell] in
      let r = finding.rankCorrelation
      return [.text("factor"), .text(finding.factor), .number(1)]
        + ([r.value, r.low, r.high, finding.chance, finding.adjustedChance, finding.falseDiscoveryRate]
        + scaled(finding.removed) + [finding.low, finding.high]).map(number)
    }
    let groups = screening.groups.map { group -> [ResultTable.Cell] in
      [.text(group.name.isEmpty ? "all" : "group"), .text(group.name), .number(Double(group.factorCount))]
        + ([.nan, .nan, .nan, group.chance, .nan, .nan] + scaled(group.share) + [.nan, .nan]).map(number)
    }
    return ResultTable(columns: columns, rows: factors + groups)
  }

  /// - Parameter top: factors that are shown at most.
  func text(_ language: Language, top: Int) -> String {
    let found = screening.found
    let count = screening.findings.count
    var lines: [String] = []
    if let variance {
      let parts = [variance.parameters, variance.population, variance.luckOfWorld]
      let total = parts.reduce(0, +)
      lines.append(
        ScreeningWords.basis(outcome, draws: screening.basis.used, factors: count, worlds: variance.worlds)[language])
      lines.append(ScreeningWords.variance(parts.map { ReadableShare.text($0 / total) })[language])
    }
    let limit = ReadableNumber(for: [screening.chanceCorrelation], digits: 2).text(screening.chanceCorrelation)
    lines.append(ScreeningWords.chance(limit, factors: count)[language])
    lines.append(ScreeningWords.found(found.count)[language])
    if !found.isEmpty {
      lines.append(factorTable(Array(found.prefix(top))).aligned(language))
      lines.append(ScreeningWords.meaning[language])
      if found.count > top { lines.append(SweepWords.moreFactors(found.count - top)[language]) }
    }
    lines += [
      ScreeningWords.notFound(count - found.count, needed: screening.points(toTell: 0.1), isRun: variance != nil)[
        language],
      "", ScreeningWords.groups[language], groupTable(language).aligned(language),
    ]
    if !unordered.isEmpty { lines.append(ScreeningWords.unordered(unordered)[language]) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func factorTable(_ findings: [FactorScreening.Finding]) -> ResultTable {
    ResultTable(
      columns: [
        .init("name", "parameter", "参数"), .init("rankCorrelation", "rank correlation", "秩相关"),
        .init("adjustedChance", "chance among all", "总体偶然概率"), .init("removed", "removes", "可消除"),
        .init("at05", "outcome at its 5 %", "取 5% 分位时"), .init("at95", "at its 95 %", "取 95% 分位时"),
      ],
      rows: findings.map { finding in
        [
          .text(finding.factor), .number(finding.rankCorrelation.value), .number(finding.adjustedChance),
          .text(share(finding.removed)), .number(finding.low), .number(finding.high),
        ]
      })
  }

  private func groupTable(_ language: Language) -> ResultTable {
    ResultTable(
      columns: [
        .init("name", "group", "组"), .init("factors", "parameters", "参数数"), .init("share", "share", "份额"),
        .init("chance", "chance", "偶然概率"),
      ],
      rows: screening.groups.map { group in
        [
          .text(group.name.isEmpty ? ScreeningWords.all[language] : group.name), .number(Double(group.factorCount)),
          .text(share(group.share)), .number(group.chance),
        ]
      })
  }

  /// `34 % (12 … 56)`; a share that points left out do not confirm is none.
  private func share(_ estimate: Estimate) -> String {
    let numbers = scaled(estimate).map { $0.isFinite ? Int((max(0, $0) * 100).rounded()) : nil }
    guard let value = numbers[0], let low = numbers[1], let high = numbers[2] else { return "–" }
    return value == 0 ? "0 %" : "\(value) % (\(low) … \(high))"
  }

  var json: OrderedJSON {
    func finite(_ x: Double?) -> OrderedJSON { .optional(x.flatMap { $0.isFinite ? $0 : nil }) }
    return .object([
      ("of", .text(outcome)), ("draws", .integer(screening.basis.used)),
      ("drawsLeftOut", .integer(screening.basis.leftOut)), ("factors", .integer(screening.findings.count)),
      ("worlds", variance.map { .integer($0.worlds) } ?? .null),
      ("parameterVariance", finite(variance?.parameters)), ("populationVariance", finite(variance?.population)),
      ("luckVarianceOfWorld", finite(variance?.luckOfWorld)),
      ("chanceCorrelation", finite(screening.chanceCorrelation)), ("found", .integer(screening.found.count)),
      ("rows", table.json), ("unordered", .list(unordered.map { .text($0) })),
    ])
  }
}
