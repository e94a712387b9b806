import KhorshooInputs
import KhorshooNumerics
import KhorshooText

/// What `khorshoo herd` says of a herd in stages.
struct StagesReport: HerdReport {
  let title: String
  let herd: CohortProjection
  let analysis: CohortAnalysis
  let growthFactorWithoutOfftake: Double
  let steady: CohortProjection.SteadyOfftake
  /// The herd with its offtake times the steady factor; nil when there is none.
  let steadyAnalysis: CohortAnalysis?

  /// - Throws: `UserError` 65 `no-stable-herd`.
  init(path: String, title: String, herd: CohortProjection) throws {
    self.title = title.isEmpty ? path : title
    self.herd = herd
    do {
      analysis = try CohortAnalysis(herd)
      growthFactorWithoutOfftake = try herd.growthFactorPerYear(offtakeTimes: 0)
      steady = try herd.steadyOfftake()
      if case .factor(let factor) = steady {
        var constant = herd
        constant.offtakeFactor = factor
        // Males that never leave have no stable number in a herd that does not grow; females have.
        steadyAnalysis = try? CohortAnalysis(constant)
      } else {
        steadyAnalysis = nil
      }
    } catch let error as CohortAnalysis.NoStableHerd {
      throw UserError.noStableHerd(path, error.reason)
    } catch let error as NumericsError {
      throw UserError.noStableHerd(
        path,
        "\(error.diagnosis); a herd whose females breed at one exact age in steps as long as its stages never settles: "
          + "take a shorter step")
    }
  }

  private var steadyFactor: Double? { if case .factor(let factor) = steady { factor } else { nil } }

  /// One row a class; what belongs to the whole herd stands in every row.
  var table: ResultTable {
    let columns: [ResultTable.Column] = [
      .init("class", "class", "类别"), .init("sex", "sex", "性别"), .init("share", "share", "比例"),
      .init("reproductiveValue", "reproductive value", "繁殖值"),
      .init("survivalElasticity", "survival", "存活"), .init("birthElasticity", "births", "产仔"),
      .init("deathElasticity", "deaths", "死亡"), .init("offtakeElasticity", "offtake", "出栏"),
      .init("deathsPerHeadYear", "deaths", "死亡"), .init("offtakePerHeadYear", "offtake", "出栏"),
      .init("cullsPerHeadYear", "culls by age", "老龄淘汰"),
      .init("liveWeightSoldKgPerHeadYear", "live weight sold, kg", "出栏活重(公斤)"),
      .init("steadyOfftakePerHeadYear", "offtake, constant herd", "出栏(存栏不变)"),
      .init("growthPerYear", "growth a year", "年增长率"),
      .init("uniformOfftakePerYear", "uniform offtake a year", "均匀出栏率"),
      .init("steadyOfftakeFactor", "steady offtake factor", "稳定出栏系数"),
    ]
    return ResultTable(columns: columns, rows: herd.cohorts.indices.map { cells($0, per: 1) })
  }

  /// - Parameter head: flows are by this many head of the herd.
  private func cells(_ k: Int, per head: Double) -> [ResultTable.Cell] {
    let (cohort, own) = (herd.cohorts[k], analysis.classes[k])
    let numbers: [Double?] = [
      own.share, own.reproductiveValue, own.survivalElasticity, own.birthElasticity, own.deathElasticity,
      own.offtakeElasticity, own.deathsPerHeadYear * head, own.offtakePerHeadYear * head, own.cullsPerHeadYear * head,
      cohort.liveWeightKg.map { $0 * (own.offtakePerHeadYear + own.cullsPerHeadYear) * head },
      steadyAnalysis.map { $0.classes[k].offtakePerHeadYear * head }, analysis.growthPerYear,
      analysis.uniformOfftakePerYear, steadyFactor,
    ]
    return [.text(cohort.name), .text(HerdWords.sex(isFemale: cohort.isFemale).en)]
      + numbers.map { .number($0.flatMap { $0.isNaN ? nil : $0 }) }
  }

  private func structure(_ language: Language) -> ResultTable {
    let chosen = table.selecting(["class", "sex", "share", "reproductiveValue"])
    return ResultTable(
      columns: chosen.columns,
      rows: zip(herd.cohorts, chosen.rows).map { cohort, row in
        [row[0], .text(HerdWords.sex(isFemale: cohort.isFemale)[language])] + row.dropFirst(2)
      })
  }

  private var hundredHead: ResultTable {
    ResultTable(
      columns: table.columns,
      rows: herd.cohorts.indices.map { k in
        cells(k, per: 100)
      })
  }

  func text(_ language: Language) -> String {
    var flows = ["class", "deathsPerHeadYear", "offtakePerHeadYear", "cullsPerHeadYear"]
    if herd.cohorts.contains(where: { $0.liveWeightKg != nil }) { flows.append("liveWeightSoldKgPerHeadYear") }
    if steadyAnalysis != nil { flows.append("steadyOfftakePerHeadYear") }
    let lines = [
      heading[language] + (males?[language] ?? ""), "", HerdWords.structure[language],
      structure(language).aligned(language), HerdWords.elasticities[language],
      table.selecting(["class", "survivalElasticity", "birthElasticity", "deathElasticity", "offtakeElasticity"])
        .aligned(language),
      HerdWords.flows(births: number(analysis.birthsPerHeadYear * 100))[language],
      hundredHead.selecting(flows).aligned(language),
      (sheepUnitsPerHead.map { HerdWords.sheepUnits(number($0))[language] } ?? "") + steadyLines[language],
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private var heading: LocalizedText {
    HerdWords.heading(
      title, growth: percent(analysis.growthPerYear), factor: number(analysis.growthPerYear + 1), step: herd.step.words)
  }

  /// Why males have no numbers; nil where they have.
  private var males: LocalizedText? {
    analysis.unboundedMales.map { HerdWords.unboundedMales(herd.cohorts[$0].name) }
  }

  /// Sheep units of an average head; nil unless every class states them.
  private var sheepUnitsPerHead: Double? {
    let units = herd.cohorts.compactMap(\.sheepUnits)
    guard units.count == herd.cohorts.count, analysis.unboundedMales == nil else { return nil }
    return zip(units, analysis.classes).reduce(0) { $0 + $1.0 * $1.1.share }
  }

  private var steadyLines: LocalizedText {
    let scaled =
      switch steady {
      case .factor(let factor): HerdWords.scaled(number(factor))
      case .shrinksWithoutOfftake: HerdWords.shrinks
      case .growsAnyway: HerdWords.grows
      }
    return HerdWords.steady(
      beside: uniform(analysis.uniformOfftakePerYear), instead: uniform(1 - 1 / growthFactorWithoutOfftake),
      free: percent(growthFactorWithoutOfftake - 1), scaled: scaled)
  }

  /// Taking, or buying where the number is negative.
  private func uniform(_ share: Double) -> LocalizedText {
    HerdWords.uniform(number(share.magnitude * 100) + " %", isBought: share < 0)
  }

  private func percent(_ share: Double) -> String { (share < 0 ? "" : "+") + number(share * 100) + " %" }

  /// Four digits.
  private func number(_ value: Double) -> String { ReadableNumber(for: [value], digits: 4).text(value) }

  var json: String {
    let classes = table.columns.prefix { $0.name != "growthPerYear" }.map(\.name)
    return OrderedJSON.object([
      ("title", .text(title)), ("step", .text(herd.step.rawValue)), ("rates", .text(herd.rates.rawValue)),
      ("growthPerYear", .number(analysis.growthPerYear)),
      ("growthFactorPerStep", .number(analysis.growthFactorPerStep)),
      ("birthsPerHeadYear", .number(analysis.birthsPerHeadYear)),
      ("sheepUnitsPerHead", .optional(sheepUnitsPerHead)),
      ("unboundedMales", analysis.unboundedMales.map { .text(herd.cohorts[$0].name) } ?? .null),
      ("uniformOfftakePerYear", .number(analysis.uniformOfftakePerYear)),
      ("growthPerYearWithoutOfftake", .number(growthFactorWithoutOfftake - 1)),
      ("uniformOfftakePerYearWithoutTable", .number(1 - 1 / growthFactorWithoutOfftake)),
      ("steadyOfftakeFactor", .optional(steadyFactor)), ("classes", table.selecting(classes).json),
    ]).description
  }
}

extension CohortProjection.Step {
  /// As shown to a reader.
  fileprivate var words: LocalizedText {
    switch self {
    case .day: LocalizedText(en: "day", zh: "日")
    case .week: LocalizedText(en: "week", zh: "周")
    case .month: LocalizedText(en: "month", zh: "月")
    case .quarter: LocalizedText(en: "quarter", zh: "季")
    case .year: LocalizedText(en: "year", zh: "年")
    }
  }
}
