import KhorshooEngine
import KhorshooNumerics

/// Whose benefits and costs are counted.
///
///     net benefit = sum over items of present value (arm less reference)
///     present value = sum over years y = 0, 1 ... of (1 + r)^-(y + 1) x amount of the year
///
/// Households count what they receive and pay, cooperatives' funds as their own, and their time. Society counts resources: what one
/// pays and another receives is no gain, but each yuan that the public spends costs society a further marginal cost of funds less 1.
/// The public purse counts what it pays and receives. Herds are valued at the end, at the ledger's mean prices.
///
/// - Source: farm budgets before and after transfers, residual value of the herd Gittinger 1982, *Economic Analysis of
///   Agricultural Projects*, second edition, chapters 4 and 7; distribution of net benefits by account Boardman et al. 2018,
///   *Cost-Benefit Analysis*, fifth edition, chapter 3; cost of public funds Dahlby 2008.
/// - Proof: `PerspectiveAnalytic` (by hand), `PerspectiveProperty` (items add up; transfers are zero).
enum Perspective: String, CaseIterable {
  case households, society, publicPurse

  /// Name in English and in Chinese.
  var words: (english: String, chinese: String) {
    switch self {
    case .households: ("households of the banner", "全旗牧户")
    case .society: ("society", "社会")
    case .publicPurse: ("the public purse", "财政")
    }
  }

  /// Names of the outcomes of the banner that balances are made of, year by year.
  static func outcomes(_ values: ParameterValues) -> Set<String> {
    let valuation = Valuation(values, households: 1, years: 1)
    return Set(
      allCases.flatMap { perspective in
        BenefitItem.allCases.filter { $0.isListed(in: perspective) }.flatMap { $0.amounts(perspective, valuation) }
      }.map(\.outcome))
  }

  /// Balances of all perspectives; none when a scenario leaves out an outcome or year that one is made of.
  static func balances(_ layout: RecordLayout, _ banner: Banner, _ values: ParameterValues) -> [BalanceDefinition] {
    let valuation = Valuation(values, households: banner.places.householdCount, years: layout.quarters.count / 4)
    var balances: [BalanceDefinition] = []
    for perspective in allCases {
      var items: [BalanceDefinition.Item] = []
      for item in BenefitItem.allCases where item.isListed(in: perspective) {
        guard let terms = valuation.terms(item.amounts(perspective, valuation), layout) else { return [] }
        items.append(
          BalanceDefinition.Item(
            name: item.rawValue, label: item.words.english, labelChinese: item.words.chinese,
            meaning: item.meaning.english, meaningChinese: item.meaning.chinese, terms: terms))
      }
      balances.append(
        BalanceDefinition(
          name: perspective.rawValue, label: perspective.words.english, labelChinese: perspective.words.chinese,
          unit: "CNY", items: items, perHouseholdYear: valuation.perHouseholdYear))
    }
    return balances
  }
}

/// An amount of the banner in each year: an outcome times a weight.
struct YearlyAmount {
  /// When it counts.
  enum Timing {
    /// In its year.
    case paid
    /// What has been added until the end is there at the end.
    case keptToTheEnd
    /// In its year, and given back at the end.
    case lentToTheEnd
    /// The last year alone: a stock.
    case atTheEnd
  }

  let outcome: String
  let weight: Double
  var timing = Timing.paid
}

/// How yuan of different years, and hours, are valued.
struct Valuation {
  /// Households of the banner.
  let households: Double
  /// Marginal cost of public funds.
  let costOfFunds: Double
  /// Part of cooperatives' gain in prices that their trading partners lose.
  let partnersLossShare: Double
  /// Value of a member household's and of a central household's time in a year, yuan.
  let memberYearYuan, officeYearYuan: Double
  private let discount: [Double]

  init(_ values: ParameterValues, households: Int, years: Int) {
    self.households = Double(households)
    costOfFunds = values.number("evaluation.marginalCostOfFunds")
    partnersLossShare = values.number("evaluation.partnersLossShare")
    let dayYuan = values.number("market.wageYuanPerDay") * values.number("evaluation.timeWageShare")
    memberYearYuan = dayYuan * values.number("evaluation.memberDaysPerYear")
    officeYearYuan = dayYuan * values.number("evaluation.officeDaysPerYear")
    let rate = stableLog(1 + values.number("income.socialDiscountRatePerYear"))
    discount = (0..<years).map { stableExp(-Double($0 + 1) * rate) }
  }

  /// What a present value is multiplied by to be the yearly amount a household that is worth as much.
  var perHouseholdYear: Double { 1 / (households * max(discount.reduce(0, +), 1e-300)) }

  /// The cells of some amounts; nil when one is not recorded.
  func terms(_ amounts: [YearlyAmount], _ layout: RecordLayout) -> [RatioDefinition.Term]? {
    guard let last = discount.last else { return nil }
    var terms: [RatioDefinition.Term] = []
    for amount in amounts {
      guard let outcome = layout.outcomes.firstIndex(where: { $0.name == amount.outcome }) else { return nil }
      for year in discount.indices {
        let factor =
          switch amount.timing {
          case .paid: discount[year]
          case .keptToTheEnd: last
          case .lentToTheEnd: discount[year] - last
          case .atTheEnd: year == discount.count - 1 ? last : 0
          }
        guard factor != 0, amount.weight != 0 else { continue }
        guard let cell = layout.yearCell(outcome: outcome, place: 0, time: 4 * year + 3) else { return nil }
        terms.append(.init(cell: cell, weight: amount.weight * factor))
      }
    }
    return terms
  }
}
