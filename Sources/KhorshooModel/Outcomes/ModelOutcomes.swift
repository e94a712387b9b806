import KhorshooEngine

/// How an outcome is made of what the recorder sums.
enum OutcomeRule {
  /// The sum over a place.
  case total(Int)
  /// The sum divided by the number of households.
  case perHousehold(Int)
  /// The sum divided by the number of persons.
  case perPerson(Int)
  /// One sum divided by another; undefined where that is zero.
  case ratio(Int, Int)
  /// A row of ``Distribution``: of income a head over households.
  case distribution(Int)
  /// Theil's index of income a head over households.
  case theil
  /// Of cooperatives: of one, or of all of a place.
  case cooperative(CooperativeMeasure)
  /// Paid in the year, of the banner.
  case payment(MoneyFlow)
  /// Share of the banner's households that are in the group.
  case groupShare
  /// Sales in sheep units a household.
  case salesSheepUnits
  /// Deaths in sheep units a household.
  case deathsSheepUnits
  /// Of an arm against the reference arm, household by household.
  case comparison(Comparison)
}

/// Every outcome once: name, unit, definition, levels, and how it is computed.
public struct ModelOutcomes: Sendable {
  /// In the order of columns.
  public let definitions: [OutcomeDefinition]
  let rules: [OutcomeRule]

  /// Levels of places, coarse first; groups last.
  public static let levels = ["banner", "sumu", "gacha", "grid", "cooperative", "group"]

  private static let area = ["banner", "sumu", "gacha", "grid"]
  static let village = ["banner", "sumu", "gacha"]
  static let spread = ["banner", "sumu", "gacha", "group"]

  /// Outcomes of a scenario with these species.
  public init(speciesNames: [String]) {
    var list: [(OutcomeDefinition, OutcomeRule)] = ModelOutcomes.herd
    for (s, name) in speciesNames.enumerated() {
      list.append(
        (
          OutcomeDefinition(
            name: "herd\(name.capitalised)Head", unit: "head", meaning: "Head of \(name) at the end of the quarter.",
            labelChinese: "\(name) 存栏", frequency: .quarterly, levels: ModelOutcomes.village),
          .total(MeasureSums.head(species: s))
        ))
    }
    list += ModelOutcomes.income + ModelOutcomes.localTrade + ModelOutcomes.equity + ModelOutcomes.selection
    list += ModelOutcomes.membership + ModelOutcomes.publicCost + ModelOutcomes.cooperatives + ModelOutcomes.payments
    list += ModelOutcomes.institution + ModelOutcomes.services
    definitions = list.map(\.0)
    rules = list.map(\.1)
  }

  /// Names of outcomes of an arm that change with the reference arm; all others are those of the arm alone.
  package var comparedWithReference: Set<String> {
    Set(
      zip(definitions, rules).compactMap { definition, rule in
        if case .comparison(let comparison) = rule, comparison.needsReference { definition.name } else { nil }
      })
  }

  /// Names of outcomes that a place with households always has: sums and means over them.
  package var alwaysDefined: Set<String> {
    Set(
      zip(definitions, rules).compactMap { definition, rule in
        switch rule {
        case .total, .perHousehold, .perPerson: definition.name
        default: nil
        }
      })
  }

  static func define(
    _ name: String, _ unit: String, _ chinese: String, _ levels: [String], _ rule: OutcomeRule, _ meaning: String,
    _ frequency: OutcomeDefinition.Frequency = .quarterly
  ) -> (OutcomeDefinition, OutcomeRule) {
    (
      OutcomeDefinition(
        name: name, unit: unit, meaning: meaning, labelChinese: chinese, frequency: frequency, levels: levels), rule
    )
  }

  static func m(_ measure: Measure) -> Int { measure.rawValue }

  private static var herd: [(OutcomeDefinition, OutcomeRule)] {
    [
      define(
        "sheepUnits", "sheep unit", "羊单位", area, .total(m(.sheepUnits)),
        "Herd at the end of the quarter in standard sheep units."),
      define(
        "sheepUnitsPerHousehold", "sheep unit", "户均羊单位", area + ["group"], .perHousehold(m(.sheepUnits)),
        "Herd of a household in standard sheep units."),
      define("birthsHead", "head", "仔畜", village, .total(m(.birthsHead)), "Animals born in the quarter."),
      define(
        "deathsHead", "head", "死亡", area, .total(m(.deathsHead)),
        "Animals that died in the quarter, of any natural cause."),
      define("salesHead", "head", "出栏", area, .total(m(.salesHead)), "Animals sold in the quarter (offtake)."),
      define(
        "purchasesHead", "head", "购入", village, .total(m(.purchasesHead)), "Breeding animals bought in the quarter."),
      define(
        "homeUseHead", "head", "自食", village, .total(m(.homeUseHead)),
        "Animals slaughtered for the household's own table."),
      define(
        "deathsSheepUnitsPerHousehold", "sheep unit", "户均死亡", ["group"], .deathsSheepUnits,
        "Deaths of a household in the quarter, in sheep units."),
      define(
        "salesSheepUnitsPerHousehold", "sheep unit", "户均出栏", ["group"], .salesSheepUnits,
        "Sales of a household in the quarter, in sheep units."),
      define(
        "forageDeficitShare", "1", "饲草缺口", area, .ratio(m(.deficitKg), m(.demandKg)),
        "Share of feed demand met neither by pasture nor by hay."),
      define(
        "forageYieldRatio", "1", "产草量比", village, .perHousehold(m(.forageYieldRatio)),
        "Forage yield of the year's weather relative to a normal year.", .yearly),
      define(
        "dzudSeverity", "1", "白灾强度", village, .perHousehold(m(.dzudSeverity)),
        "Severity of the winter's dzud, mean over households, 0 to 1; 0 outside winter."),
      define(
        "pastureCondition", "1", "草场状况", village, .perHousehold(m(.pastureCondition)),
        "Pasture condition after past grazing pressure, 1 undamaged."),
    ]
  }

  private static var income: [(OutcomeDefinition, OutcomeRule)] {
    let yuan = "CNY"
    return [
      define(
        "quarterIncomePerHousehold", yuan, "户均季收入", area + ["group"], .perHousehold(m(.incomeYuan)),
        "Net income of a household in the quarter."),
      define(
        "incomePerHousehold", yuan, "户均年收入", area + ["group"], .perHousehold(m(.incomeYearYuan)),
        "Net income of a household in the year.", .yearly),
      define(
        "incomePerHead", yuan, "人均年收入", area + ["group"], .perPerson(m(.incomeYearYuan)),
        "Net income a person in the year.",
        .yearly),
      define(
        "salesYuanPerHousehold", yuan, "户均销售", village, .perHousehold(m(.salesYuan)),
        "Sales of a household at market prices in the quarter."),
      define(
        "wagesPerHousehold", yuan, "户均工资性收入", village, .perHousehold(m(.wagesYuan)),
        "Wages of a household in the quarter."),
      define(
        "transfersPerHousehold", yuan, "户均转移性收入", village, .perHousehold(m(.transfersYuan)),
        "Transfers to a household in the quarter, grassland reward included."),
      define(
        "propertyIncomePerHousehold", yuan, "户均财产性收入", village, .perHousehold(m(.propertyYuan)),
        "Property income of a household in the quarter."),
      define(
        "hayCostPerHousehold", yuan, "户均购草", village, .perHousehold(m(.hayYuan)),
        "Hay bought by a household in the quarter, at market prices."),
      define(
        "labourDaysPerHousehold", "day", "户均放牧工日", village, .perHousehold(m(.labourDays)),
        "Herding labour of a household in the quarter."),
      define(
        "cashPerHousehold", yuan, "户均现金", village, .perHousehold(m(.cashYuan)),
        "Cash of a household at the end of the quarter."),
      define(
        "debtPerHousehold", yuan, "户均债务", village, .perHousehold(m(.debtYuan)),
        "Debt of a household at the end of the quarter."),
    ]
  }

  private static var membership: [(OutcomeDefinition, OutcomeRule)] {
    [
      define(
        "membershipShare", "1", "入社率", area, .perHousehold(m(.members)),
        "Share of households that are members of a cooperative."),
      define(
        "awareShare", "1", "知晓率", area, .perHousehold(m(.aware)),
        "Share of households that have heard of the cooperative."),
      define(
        "householdKnowledge", "1", "牧户知识水平", area, .perHousehold(m(.knowledge)),
        "Mean knowledge of husbandry, 0 to 1."),
      define("entries", "household", "入社户", area, .total(m(.entries)), "Households that joined in the quarter."),
      define("exits", "household", "退社户", area, .total(m(.exits)), "Households that left in the quarter."),
      define(
        "groupShare", "1", "组别占比", ["group"], .groupShare, "Share of the banner's households that are in the group."),
      define(
        "premiumYuan", "CNY", "溢价收入", village, .total(m(.premiumYuan)), "Price premium paid to members in the quarter."),
      define(
        "dividendsYuan", "CNY", "盈余返还", area, .total(m(.dividendYuan)),
        "Patronage refunds and capital dividends paid in the quarter."),
      define(
        "publicCostYuan", "CNY", "公共支出", village, .total(m(.publicCostYuan)),
        "Public cost of central households, their services, and of grants to and support of cooperatives in the quarter."
      ),
      define(
        "outreachCostYuan", "CNY", "宣传支出", village, .total(m(.outreachCostYuan)),
        "Public cost of central households' outreach in the quarter."),
      define(
        "trainingCostYuan", "CNY", "培训支出", village, .total(m(.trainingCostYuan)),
        "Public cost of central households' training in the quarter."),
      define(
        "cooperativeGrantsYuan", "CNY", "合作社补助", village, .total(m(.grantCostYuan)),
        "Public grants to cooperatives in the quarter."),
      define(
        "cooperativeSupportYuan", "CNY", "合作社指导支出", village, .total(m(.supportCostYuan)),
        "Public cost of guidance and audit of registered cooperatives in the quarter."),
    ]
  }
}

extension String {
  /// With a capital letter, as a part of a longer name.
  var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
