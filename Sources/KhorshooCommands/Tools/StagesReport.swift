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
    return [.text(cohort.name), .text(cohort.isFemale ? "female" : "male")]
      + numbers.map { .number($0.flatMap { $0.isNaN ? nil : $0 }) }
  }

  private func structure(_ isChinese: Bool) -> ResultTable {
    let chosen = table.selecting(["class", "sex", "share", "reproductiveValue"])
    guard isChinese else { return chosen }
    return ResultTable(
      columns: chosen.columns,
      rows: zip(herd.cohorts, chosen.rows).map { [$1[0], .text($0.isFemale ? "母" : "公")] + $1.dropFirst(2) })
  }

  private var hundredHead: ResultTable {
    ResultTable(
      columns: table.columns,
      rows: herd.cohorts.indices.map { k in
        cells(k, per: 100)
      })
  }

  func text(_ language: Language) -> String {
    let isChinese = language == .chinese
    var flows = ["class", "deathsPerHeadYear", "offtakePerHeadYear", "cullsPerHeadYear"]
    if herd.cohorts.contains(where: { $0.liveWeightKg != nil }) { flows.append("liveWeightSoldKgPerHeadYear") }
    if steadyAnalysis != nil { flows.append("steadyOfftakePerHeadYear") }
    let lines = [
      heading(isChinese) + malesLine(isChinese), "",
      isChinese ? "稳定结构与繁殖值" : "Stable structure and reproductive values",
      structure(isChinese).aligned(language),
      isChinese ? "年增长系数的弹性" : "Elasticities of the yearly growth factor",
      table.selecting(["class", "survivalElasticity", "birthElasticity", "deathElasticity", "offtakeElasticity"])
        .aligned(language),
      (isChinese ? "每百头畜群每年的头数；产仔 " : "Head a year by 100 head of the herd; births ")
        + number(analysis.birthsPerHeadYear * 100),
      hundredHead.selecting(flows).aligned(language),
      unitsLine(isChinese) + steadyLines(isChinese),
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private func heading(_ isChinese: Bool) -> String {
    let growth = percent(analysis.growthPerYear)
    let factor = number(analysis.growthPerYear + 1)
    return isChinese
      ? "\(title)：每年增长 \(growth)（系数 \(factor)），步长 \(herd.step.chinese)"
      : "\(title): growth \(growth) a year (factor \(factor)), steps of a \(herd.step.rawValue)"
  }

  /// Why males have no numbers; empty where they have.
  private func malesLine(_ isChinese: Bool) -> String {
    guard let k = analysis.unboundedMales else { return "" }
    let name = herd.cohorts[k].name
    return isChinese
      ? "\n公畜类别 \(name) 的存留时间比畜群更长，公畜比例没有定义；其余数字均按母畜计。给该类规定年龄期限、死亡或出栏即可得出。"
      : "\nMales of \(name) stay longer than the herd lives, so shares of males are not defined; all numbers are by head of the "
        + "females. Give that class a duration, deaths or offtake to have them."
  }

  private func unitsLine(_ isChinese: Bool) -> String {
    guard let units = sheepUnitsPerHead else { return "" }
    return (isChinese ? "每头平均羊单位：" : "Sheep units a head of the herd: ") + number(units) + "\n"
  }

  /// Sheep units of an average head; nil unless every class states them.
  private var sheepUnitsPerHead: Double? {
    let units = herd.cohorts.compactMap(\.sheepUnits)
    guard units.count == herd.cohorts.count, analysis.unboundedMales == nil else { return nil }
    return zip(units, analysis.classes).reduce(0) { $0 + $1.0 * $1.1.share }
  }

  private func steadyLines(_ isChinese: Bool) -> String {
    let free = percent(growthFactorWithoutOfftake - 1)
    let scaled: String =
      switch steady {
      case .factor(let factor):
        isChinese ? "  表中全部出栏强度乘以 \(number(factor))" : "  all offtake hazards of the table times \(number(factor))"
      case .shrinksWithoutOfftake:
        isChinese
          ? "  改变表中出栏的强度无法做到：不出栏畜群也在缩小" : "  no scaling of the table's offtake: the herd shrinks even without it"
      case .growsAnyway:
        isChinese ? "  改变表中出栏的强度无法做到：它不足以抑制母畜增长" : "  no scaling of the table's offtake: it does not hold the females"
      }
    let beside = uniform(analysis.uniformOfftakePerYear, isChinese)
    let instead = uniform(1 - 1 / growthFactorWithoutOfftake, isChinese)
    let words =
      isChinese
      ? ["使畜群规模不变：", "  在表中出栏之外，\(beside)", "  不按表出栏（每年增长 \(free)），\(instead)", scaled]
      : [
        "To keep the herd constant:", "  beside the table's offtake, \(beside)",
        "  instead of it, \(instead) (without offtake the herd grows \(free))", scaled,
      ]
    return words.joined(separator: "\n")
  }

  /// Taking, or buying where the number is negative.
  private func uniform(_ share: Double, _ isChinese: Bool) -> String {
    let size = number(share.magnitude * 100) + " %"
    guard share < 0 else { return isChinese ? "各类每年均匀出栏 \(size)" : "taking \(size) of every class a year" }
    return isChinese ? "各类每年均匀补入 \(size)" : "buying \(size) of every class a year"
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
  /// As shown to a Chinese reader.
  fileprivate var chinese: String {
    switch self {
    case .day: "日"
    case .week: "周"
    case .month: "月"
    case .quarter: "季"
    case .year: "年"
    }
  }
}
