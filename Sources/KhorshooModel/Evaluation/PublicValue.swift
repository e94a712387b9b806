import KhorshooEngine
import KhorshooNumerics

/// What linkage brings to households beside what it costs the public, as ratios of paired differences over the whole run.
///
///     present value = sum over quarters t = 0, 1 ... of (1 + r)^(-(t + 1) / 4) x amount of the quarter
///
/// Benefit is net income of all households; animals and cash that they hold at the end are not in it, nor what
/// cooperatives keep. Cost is all that ``PublicCost`` counts. Amounts are at constant prices, as prices of the model are.
///
/// - Source: r is the social discount rate of `income.socialDiscountRatePerYear`; base date and end of period as in
///   NDRC and Ministry of Construction 2006, 建设项目经济评价方法与参数, third edition.
/// - Proof: `PublicValueAnalytic`; the interval: `FiellerIntervalStatistical`.
package enum PublicValue {
  /// Households' cash income of a quarter, and what the public pays in it.
  static let (income, cost) = ("quarterCashIncomePerHousehold", "publicCostYuan")
  /// Outcomes of the banner whose quarters present values are made of.
  package static let outcomes: Set<String> = [income, cost]
  /// Name of the ratio of both.
  static let benefitCostRatio = "benefitCostRatio"

  /// The ratios whose cells are recorded: none when a scenario leaves out the banner's quarters.
  static func ratios(_ layout: RecordLayout, _ banner: Banner, _ values: ParameterValues) -> [RatioDefinition] {
    let discount = discountFactors(
      perYear: values.number("income.socialDiscountRatePerYear"), quarters: layout.quarters.count)
    guard let income = terms(Self.income, layout, discount),
      let cost = terms(Self.cost, layout, discount)
    else { return [] }
    let households = Double(banner.places.householdCount)
    let benefit = RatioDefinition.Side(
      label: "present value of households' income", labelChinese: "居民收入现值",
      terms: income.map { .init(cell: $0.cell, weight: households * $0.weight) })
    let publicCost = RatioDefinition.Side(
      label: "present value of public cost", labelChinese: "公共支出现值", terms: cost)
    return [
      RatioDefinition(
        name: benefitCostRatio, unit: "1", label: "Benefit-cost ratio", labelChinese: "效益费用比",
        meaning:
          "Yuan of net income that households gain for each yuan of public cost, both as present values over the run.",
        meaningChinese: "每元公共支出带来的居民净收入（均为运行期现值）。", numerator: benefit, denominator: publicCost),
      RatioDefinition(
        name: "publicCostPerYuanOfUplift", unit: "CNY per CNY", label: "Public cost a yuan of uplift",
        labelChinese: "每元增收的公共支出",
        meaning:
          "Yuan of public cost for each yuan of net income that households gain, both as present values over the run.",
        meaningChinese: "居民每增收一元所需公共支出（均为运行期现值）。", numerator: publicCost, denominator: benefit),
    ] + poverty(layout, banner, publicCost)
  }

  /// What households and society gain, all benefits and costs counted, for each yuan of public funds; none without balances.
  static func netRatios(_ balances: [BalanceDefinition]) -> [RatioDefinition] {
    guard let purse = balances.first(where: { $0.name == Perspective.publicPurse.rawValue }) else { return [] }
    let funds = RatioDefinition.Side(
      label: "present value of public funds", labelChinese: "公共资金现值",
      terms: purse.items.flatMap(\.terms).map { .init(cell: $0.cell, weight: -$0.weight) })
    return balances.filter { $0.name != purse.name }.map { balance in
      RatioDefinition(
        name: "netBenefit\(balance.name.capitalised)PerPublicYuan", unit: "CNY per CNY",
        label: "Net benefit of \(balance.label) a public yuan", labelChinese: "每元公共资金的\(balance.labelChinese)净效益",
        meaning:
          "Net benefit of \(balance.label) for each yuan of public funds, both as present values over the run (benefits.csv has the "
          + "items).",
        meaningChinese: "\(balance.labelChinese)净效益现值除以公共资金现值（明细见 benefits.csv）。",
        numerator: .init(
          label: "net benefit of \(balance.label)", labelChinese: "\(balance.labelChinese)净效益",
          terms: balance.items.flatMap(\.terms)), denominator: funds)
    }
  }

  /// Of whom there are fewer in poverty.
  package enum Poor: String, CaseIterable, Sendable {
    case person, household

    /// The outcome that has their share.
    package var share: String {
      switch self {
      case .person: "povertyShare"
      case .household: "povertyHouseholdShare"
      }
    }

    /// Name of the ratio that divides by how many fewer there are in the last year.
    var ratio: String { "publicCostPer\(rawValue.capitalised)OutOfPoverty" }

    fileprivate var chinese: String {
      switch self {
      case .person: "人"
      case .household: "户"
      }
    }

    fileprivate func count(_ banner: Banner) -> Double {
      switch self {
      case .person: banner.households.persons.reduce(0.0) { $0 + Double($1) }
      case .household: Double(banner.places.householdCount)
      }
    }
  }

  private static func poverty(
    _ layout: RecordLayout, _ banner: Banner, _ publicCost: RatioDefinition.Side
  ) -> [RatioDefinition] {
    Poor.allCases.compactMap { poor in
      let (unit, chinese) = (poor.rawValue, poor.chinese)
      guard let share = layout.outcomes.firstIndex(where: { $0.name == poor.share }),
        let cell = layout.cell(outcome: share, place: 0, time: layout.quarters.count - 1)
      else { return nil }
      return RatioDefinition(
        name: poor.ratio, unit: "CNY per \(unit)", label: "Public cost a \(unit) out of poverty",
        labelChinese: "每脱贫一\(chinese)的公共支出",
        meaning:
          "Present value of public cost over the run, for each \(unit) fewer below the poverty line in its last year.",
        meaningChinese: "运行期公共支出现值除以末年减少的贫困\(chinese)数。", numerator: publicCost,
        denominator: .init(
          label: "\(unit)s fewer in poverty in the last year", labelChinese: "末年减少的贫困\(chinese)数",
          terms: [.init(cell: cell, weight: -poor.count(banner))]))
    }
  }

  /// Value at the start of a yuan that is paid at the end of each quarter.
  private static func discountFactors(perYear rate: Double, quarters: Int) -> [Double] {
    (0..<quarters).map { stableExp(-Double($0 + 1) / 4 * stableLog(1 + rate)) }
  }

  /// The banner's cells of a quarterly outcome, each with its weight; nil when one is not recorded.
  private static func terms(_ name: String, _ layout: RecordLayout, _ weights: [Double]) -> [RatioDefinition.Term]? {
    guard let outcome = layout.outcomes.firstIndex(where: { $0.name == name }) else { return nil }
    var terms: [RatioDefinition.Term] = []
    for (time, weight) in weights.enumerated() {
      guard let cell = layout.cell(outcome: outcome, place: 0, time: time) else { return nil }
      terms.append(.init(cell: cell, weight: weight))
    }
    return terms
  }
}
