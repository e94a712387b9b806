import KhorshooEngine

// Outcomes of household accounts and of local trade: model description 5 and 9.

extension ModelOutcomes {
  /// What households earn, have and owe.
  static let income: [Outcome] = [
    Outcome(
      "quarterIncomePerHousehold", "CNY", "Quarterly income per household", "户均季收入", at: area, groups: .main,
      .perHousehold(.state(\.incomeYuan)), "Net income of a household in the quarter.", "每户本季纯收入。"),
    Outcome(
      "incomePerHousehold", "CNY", "Yearly income per household", "户均年收入", at: area, groups: .all,
      .perHousehold(.state(\.incomeYearYuan)), "Net income of a household in the year.", "每户全年纯收入。", .yearly),
    Outcome(
      "incomePerHead", "CNY", "Yearly income per person", "人均年收入", at: area, groups: .all,
      .perPerson(.state(\.incomeYearYuan)), "Net income a person in the year.", "每人全年纯收入。", .yearly),
    Outcome(
      "salesYuanPerHousehold", "CNY", "Sales value per household", "户均销售", at: village,
      .perHousehold(.flow(\.salesYuan)), "Sales of a household at market prices in the quarter.",
      "每户本季按市场价计的售畜额。"),
    Outcome(
      "wagesPerHousehold", "CNY", "Wages per household", "户均工资性收入", at: village,
      .perHousehold(.flow(\.wagesYuan)), "Wages of a household in the quarter.", "每户本季外出务工的工资收入。"),
    Outcome(
      "transfersPerHousehold", "CNY", "Transfers per household", "户均转移性收入", at: village,
      .perHousehold(.flow(\.transfersYuan)), "Transfers to a household in the quarter, grassland reward included.",
      "每户本季得到的转移收入，含草原生态奖补。"),
    Outcome(
      "dibaoShare", "1", "Households with dibao", "低保户比例", at: village, .perHousehold(.household(.getsDibao)),
      "Share of households that get the subsistence allowance in the year.", "当年得到低保的牧户比例。", .yearly),
    Outcome(
      "propertyIncomePerHousehold", "CNY", "Property income per household", "户均财产性收入", at: village,
      .perHousehold(.flow(\.propertyYuan)), "Property income of a household in the quarter.",
      "每户本季的租金等财产性收入。"),
    Outcome(
      "hayCostPerHousehold", "CNY", "Hay cost per household", "户均购草", at: village,
      .perHousehold(.quarter(.hayYuan)), "Hay bought by a household in the quarter, at market prices.",
      "每户本季按市场价计的购草支出。"),
    Outcome(
      "labourDaysPerHousehold", "day", "Herding labour per household", "户均放牧工日", at: village,
      .perHousehold(.flow(\.labourDays)), "Herding labour of a household in the quarter.", "每户本季放牧所用工日。"),
    Outcome(
      "cashPerHousehold", "CNY", "Cash per household", "户均现金", at: village, .perHousehold(.state(\.cashYuan)),
      "Cash of a household at the end of the quarter.", "每户季末现金。"),
    Outcome(
      "debtPerHousehold", "CNY", "Debt per household", "户均债务", at: village, .perHousehold(.state(\.debtYuan)),
      "Debt of a household at the end of the quarter.", "每户季末债务。"),
  ]

  /// What households of a gacha earn from one another.
  static let localTrade: [Outcome] = [
    Outcome(
      "localIncomePerHousehold", "CNY", "Local income per household", "户均本地收入", at: village, groups: .main,
      .perHousehold(.state(\.localIncomeYearYuan)),
      "Part of a household's net income of the year that comes from other households of the gacha.",
      "每户全年纯收入中来自本嘎查其他牧户的部分。", .yearly),
    Outcome(
      "indirectIncomePerHousehold", "CNY", "Indirect income per household", "户均间接收入", at: village,
      .perHousehold(.quarter(.indirectIncomeYuan)),
      "Income of a household in the quarter from what others of the gacha spend of their incomes from outside.",
      "每户本季得自本嘎查其他牧户花费其外来收入的收入。"),
    Outcome(
      "inducedIncomePerHousehold", "CNY", "Induced income per household", "户均引致收入", at: village,
      .perHousehold(.quarter(.inducedIncomeYuan)),
      "Income of a household in the quarter from what others spend of their local incomes.",
      "每户本季得自其他牧户再次花费其本地收入的收入。"),
    Outcome(
      "directIncomePerHousehold", "CNY", "Direct income per household", "户均直接收入", at: village,
      .perHousehold(.household(.directIncomeYuan)), "Net income of a household in the year from outside the gacha.",
      "每户全年来自嘎查之外的纯收入。", .yearly),
    Outcome(
      "realIncomePerHousehold", "CNY", "Real income per household", "户均实际收入", at: [.banner],
      .comparison(.realIncome), "Net income of a household in the year at the local prices of the reference arm.",
      "按基准方案的本地价格计的每户全年纯收入。", .yearly),
    Outcome(
      "localPriceIndex", "1", "Local price index", "本地价格指数", at: [.banner], .comparison(.localPrice),
      "Price of what households of the gacha sell to one another, relative to the reference arm.",
      "嘎查内牧户之间买卖的价格，与基准方案之比。", .yearly),
  ]
}
