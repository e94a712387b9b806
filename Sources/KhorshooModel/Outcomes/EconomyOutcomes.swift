import KhorshooEngine

// Outcomes of cooperatives and of local trade: model description 6 and 9.

extension ModelOutcomes {
  /// Number, size and accounts of cooperatives, and what members use.
  static var cooperatives: [Declared] {
    let yuan = "CNY"
    let each = village + ["cooperative"]
    func define(
      _ name: String, _ unit: String, _ chinese: String, _ levels: [String], _ measure: CooperativeMeasure,
      _ meaning: String, _ frequency: OutcomeDefinition.Frequency = .quarterly
    ) -> Declared {
      ModelOutcomes.define(name, unit, chinese, levels, .cooperative(measure), meaning, frequency)
    }
    return [
      define(
        "cooperativeSize", "household", "合作社规模", each, .size,
        "Members of a cooperative; of a place, members divided by cooperatives that have any."),
      define("cooperativesActive", "cooperative", "活跃合作社", village, .active, "Cooperatives that have members."),
      define(
        "cooperativesRegistered", "cooperative", "登记合作社", village, .registered,
        "Registered cooperatives: those at the start and those founded since, less those dissolved; shells included."),
      define("cooperativesShell", "cooperative", "空壳社", village, .shell, "Registered cooperatives that do nothing."),
      define("cooperativesFounded", "cooperative", "新设合作社", village, .founded, "Cooperatives founded in the quarter."),
      define(
        "cooperativesDissolved", "cooperative", "解散合作社", village, .dissolved,
        "Cooperatives dissolved at the end of the quarter."),
      define(
        "cooperativeReservesYuan", yuan, "合作社公积金", each, .reserves,
        "Reserves of cooperatives; negative after losses."),
      define("cooperativeCapitalYuan", yuan, "合作社股金", each, .capital, "Capital shares of members."),
      define(
        "cooperativeVolumeYuan", yuan, "合作社统销额", each, .volume, "Members' sales through cooperatives in the quarter."),
      define(
        "cooperativeSurplusYuan", yuan, "合作社盈余", each, .surplus,
        "Surplus of cooperatives in the year, before reserve and distribution.", .yearly),
      ModelOutcomes.define(
        "memberServiceShare", "1", "社员用服务率", village, .ratio(m(.serviceUsers), m(.members)),
        "Share of members that use a service of their cooperative.", .yearly),
      ModelOutcomes.define(
        "memberSellingShare", "1", "社员统销率", village, .ratio(m(.cooperativeSellers), m(.members)),
        "Share of members that sell through their cooperative.", .yearly),
    ]
  }

  /// What households of a gacha earn from one another.
  static var localTrade: [Declared] {
    let yuan = "CNY"
    return [
      define(
        "localIncomePerHousehold", yuan, "户均本地收入", village + ["group"], .perHousehold(m(.localIncomeYuan)),
        "Part of a household's net income of the year that comes from other households of the gacha.", .yearly),
      define(
        "indirectIncomePerHousehold", yuan, "户均间接收入", village, .perHousehold(m(.indirectIncomeYuan)),
        "Income of a household in the quarter from what others of the gacha spend of their incomes from outside."),
      define(
        "inducedIncomePerHousehold", yuan, "户均引致收入", village, .perHousehold(m(.inducedIncomeYuan)),
        "Income of a household in the quarter from what others spend of their local incomes."),
      define(
        "directIncomePerHousehold", yuan, "户均直接收入", village, .perHousehold(m(.directIncomeYuan)),
        "Net income of a household in the year from outside the gacha.", .yearly),
      define(
        "realIncomePerHousehold", yuan, "户均实际收入", ["banner"], .comparison(.realIncome),
        "Net income of a household in the year at the local prices of the reference arm.", .yearly),
      define(
        "localPriceIndex", "1", "本地价格指数", ["banner"], .comparison(.localPrice),
        "Price of what households of the gacha sell to one another, relative to the reference arm.", .yearly),
    ]
  }
}
