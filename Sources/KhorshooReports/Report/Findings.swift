import KhorshooEngine
import KhorshooText

/// What a run found, in sentences: the lines of the screen and the text of the report.
///
/// - Proof: `FindingsUnit`.
package struct Findings: Sendable {
  /// Title of the scenario, and the question that it asks.
  package var title, question: String
  /// Rows of `summary.csv`, `ratios.csv` and `assumptions.csv`.
  package var rows: [SummaryTable.Row]
  package var ratios: [RatioTable.Row]
  package var assumptions: [AssumptionTable.Row]
  /// Parameters of the scenario.
  package var parameterCount: Int
  /// Of the run.
  package var replicates, years, households: Int
  /// Worlds that were drawn; 0 where nothing is drawn but luck.
  package var worlds: Int
  package var reference: String
  package var language: Language

  /// Memberwise.
  package init(
    title: String, question: String, rows: [SummaryTable.Row], ratios: [RatioTable.Row],
    assumptions: [AssumptionTable.Row], parameterCount: Int, replicates: Int, years: Int, households: Int,
    worlds: Int, reference: String, language: Language
  ) {
    self.title = title
    self.question = question
    self.rows = rows
    self.ratios = ratios
    self.assumptions = assumptions
    self.parameterCount = parameterCount
    self.replicates = replicates
    self.years = years
    self.households = households
    self.worlds = worlds
    self.reference = reference
    self.language = language
  }

  package static let income = "meanIncomePerHousehold"
  static let banner = Place.bannerID

  func word(_ english: String, _ chinese: String) -> String { LocalizedText(en: english, zh: chinese)[language] }
  /// A unit in the language of the reader; one without Chinese words is left out in Chinese.
  func unit(_ unit: String) -> String { ReportUnits.suffix(unit, language) }

  /// Arms in the order of the scenario, and those that are compared with the reference.
  var arms: [String] {
    var seen: Set<String> = []
    return rows.map(\.arm).filter { seen.insert($0).inserted }
  }
  var others: [String] { arms.filter { $0 != reference } }
  /// The arm that the answer is about: the last one that is not the reference.
  package var main: String? { others.last }
  func label(_ arm: String) -> String {
    let label = rows.first { $0.arm == arm }?.armLabel(language) ?? ""
    return label.isEmpty ? arm : label
  }
  var firstYear: Int { rows.map(\.year).min() ?? 0 }

  /// A headline of an arm in the last year.
  func last(_ outcome: String, _ arm: String, _ placeID: String = Findings.banner) -> SummaryTable.Row? {
    rows.last { $0.outcome == outcome && $0.arm == arm && $0.placeID == placeID }
  }

  /// `+1,329 CNY (+1.5 %; 95 % interval +1,259 to +1,398)`; over worlds
  /// `+1,329 CNY (+1.5 %; 90 % interval +310 to +2,950; positive in 62 of 63 worlds)`.
  func change(_ row: SummaryTable.Row) -> String {
    if !row.sure.low90.isNaN { return changeOverWorlds(row) }
    guard !row.ci95Low.isNaN else {
      let amount = ReadableNumber(for: [row.difference], digits: 3).text(row.difference, signed: true) + unit(row.unit)
      return word("\(amount) (too few worlds for an interval)", "\(amount)（世界太少，无法给出区间）")
    }
    let numbers = ReadableNumber(for: [row.difference, row.ci95Low, row.ci95High], digits: 3)
    let (low, high) = (numbers.text(row.ci95Low, signed: true), numbers.text(row.ci95High, signed: true))
    let relative = row.relative.isNaN ? "" : ReadableNumber.percent(row.relative) + word("; ", "；")
    let amount = numbers.text(row.difference, signed: true) + unit(row.unit)
    return word(
      "\(amount) (\(relative)95 % interval \(low) to \(high))", "\(amount)（\(relative)95% 区间 \(low) 至 \(high)）")
  }

  private func changeOverWorlds(_ row: SummaryTable.Row) -> String {
    let sure = row.sure
    let numbers = ReadableNumber(for: [row.difference, sure.low90, sure.high90], digits: 3)
    let (low, high) = (numbers.text(sure.low90, signed: true), numbers.text(sure.high90, signed: true))
    let relative = row.relative.isNaN ? "" : ReadableNumber.percent(row.relative) + word("; ", "；")
    let amount = numbers.text(row.difference, signed: true) + unit(row.unit)
    let positive = Int((sure.positiveShare * Double(worlds)).rounded())
    return word(
      "\(amount) (\(relative)90 % interval \(low) to \(high); positive in \(positive) of \(worlds) worlds)",
      "\(amount)（\(relative)90% 区间 \(low) 至 \(high)；\(worlds) 个世界中 \(positive) 个为正）")
  }

  /// The answer: what the main arm changes of the income of a household.
  package var answer: String {
    guard let main, let row = last(Self.income, main), !row.difference.isNaN else {
      guard let arm = arms.last, let row = last(Self.income, arm) else {
        return word("The run recorded no income of households.", "本次运行未记录户均收入。")
      }
      let level = ReadableNumber(for: [row.mean], digits: 4).text(row.mean) + unit(row.unit)
      return word("Annual income per household is \(level) under \(label(arm)).", "“\(label(arm))”下户均年收入为 \(level)。")
    }
    let ends = row.sure.low90.isNaN ? (row.ci95Low, row.ci95High) : (row.sure.low90, row.sure.high90)
    let isClear = ends.0 > 0 || ends.1 < 0
    let doubt = isClear ? "" : word(" The interval holds zero: no clear effect.", "区间含零：效果不明确。")
    return word(
      "\(label(main)) against \(label(reference)): annual income per household \(change(row)).",
      "与“\(label(reference))”相比，“\(label(main))”下户均年收入变化 \(change(row))。") + doubt
  }

  /// What was compared.
  package var compared: String {
    let (count, drawn) = (ReadableNumber.count(replicates), ReadableNumber.count(worlds))
    let sample =
      worlds > 0
      ? word("\(count) replicates in \(drawn) worlds", "\(drawn) 个世界共 \(count) 次重复")
      : word("\(count) simulated worlds each", "每个方案 \(count) 次模拟")
    let homes = ReadableNumber.count(households)
    return word(
      "Compared: \(title): \(arms.count) policies, \(years) years from \(firstYear), \(homes) households, \(sample).",
      "比较：\(title)：\(arms.count) 个方案，自 \(firstYear) 年起 \(years) 年，\(homes) 户，\(sample)。")
  }

  /// Who gains.
  package var whom: String? {
    guard let main else { return nil }
    let groups = [
      ("member", "members", "社员户"), ("nonMember", "non-members", "非社员户"), ("central", "central households", "党员中心户"),
    ].compactMap { id, english, chinese -> String? in
      guard let row = last(Self.income, main, id), !row.difference.isNaN else { return nil }
      let number = ReadableNumber(for: [row.difference], digits: 3).text(row.difference, signed: true)
      return "\(word(english, chinese)) \(number)\(unit(row.unit))"
    }
    guard !groups.isEmpty else { return nil }
    let losers = last("loserShare", main).map { row -> String in
      let share = ReadableNumber(for: [row.mean * 100], digits: 2).text(row.mean * 100)
      return word("; \(share) % of households lose", "；\(share)% 的牧户受损")
    }
    return word("For whom: ", "谁受益：") + groups.joined(separator: word(", ", "，")) + (losers ?? "") + word(".", "。")
  }

  /// What it costs the public.
  package var cost: String? {
    guard let main else { return nil }
    func ratio(_ name: String) -> String? {
      guard let row = ratios.first(where: { $0.arm == main && $0.ratio == name }), let estimate = row.estimate else {
        return nil
      }
      let numbers = ReadableNumber(for: [estimate], digits: 3)
      guard row.interval == "bounded", let low = row.ci95Low, let high = row.ci95High else {
        return numbers.text(estimate)
          + word(" (its interval has no bounds: the effect may be zero)", "（区间无界：效果可能为零）")
      }
      let interval = "\(numbers.text(low)) \(word("to", "至")) \(numbers.text(high))"
      return numbers.text(estimate) + word(" (95 % interval \(interval))", "（95% 区间 \(interval)）")
    }
    guard let cost = ratio("publicCostPerYuanOfUplift") else { return nil }
    let benefit = ratio("benefitCostRatio").map {
      word("; income per yuan of public cost: \($0)", "；每元公共支出带来的收入：\($0)")
    }
    return word("Public cost per extra yuan of income: ", "每增收一元的公共支出：") + cost + (benefit ?? "") + word(".", "。")
  }

  /// What the other arms change.
  package var otherArms: String? {
    let parts = others.dropLast().compactMap { arm -> String? in
      guard let row = last(Self.income, arm), !row.difference.isNaN else { return nil }
      let number = ReadableNumber(for: [row.difference], digits: 3).text(row.difference, signed: true)
      return "\(label(arm)) \(number)\(unit(row.unit))"
    }
    return parts.isEmpty
      ? nil : word("Other policies: ", "其他方案：") + parts.joined(separator: word(", ", "，")) + word(".", "。")
  }

  /// What the answer rests on.
  var notes: AssumptionNotes { AssumptionNotes(assumptions, of: parameterCount, language: language) }

  /// What the answer depends on; nil when it is not told, as on the page of the explorer.
  package var dependence: String? { assumptions.isEmpty ? nil : notes.sentence }

  /// What the interval says.
  package var certainty: String {
    if worlds > 0, let main, let row = last(Self.income, main) {
      let share = row.sure.parameterShare
      let parameters = share.isNaN ? "" : ReadableNumber(for: [share * 100], digits: 2).text(share * 100)
      let cause =
        share.isNaN
        ? "" : word("; \(parameters) % of the variance is what is not known of them", "；方差的 \(parameters)% 来自参数未知")
      return word(
        "How sure: intervals are over worlds with parameters and population drawn\(cause). What the model leaves out is in none.",
        "把握：区间基于参数与人口逐一抽取的各个世界\(cause)。模型未包含的因素不在其内。")
    }
    return word(
      "Intervals: 95 %, over the simulated worlds; assumptions that are wrong come on top.",
      "区间：95%，基于各次模拟；假设本身的偏差不在其内。")
  }

  /// The lines of the screen, the answer first.
  package var lines: [String] {
    [answer, compared, whom, cost, otherArms, dependence, certainty].compactMap { $0 }
  }
}
