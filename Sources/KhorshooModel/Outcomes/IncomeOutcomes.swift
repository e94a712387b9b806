import KhorshooEngine

// Outcomes of household accounts and of local trade: model description 5 and 9.

extension ModelOutcomes {
  /// What households earn, have and owe.
  static let income: [Outcome] = [
    Outcome(
      "meanIncomePerHousehold", "CNY", "Mean income per household over the run", "户均历年平均收入", at: area, groups: .all,
      .perHousehold(.state(\.accrualIncomeMeanYuan)),
      "Mean of yearly accrual income of a household from the first year to this one: in the last year the mean over the run, with the herd at its end.",
      "自首年至本年的户均年权责收入的平均值；末年即为运行期平均，已计入期末畜群。", .yearly),
    Outcome(
      "accrualIncomePerHousehold", "CNY", "Yearly accrual income per household", "户均年权责收入", at: area, groups: .all,
      .perHousehold(.state(\.accrualIncomeYearYuan)),
      "Disposable income of a household in the year, the change of its herd at constant prices less what it paid for animals, and the change of what its cooperative owes it for animals.",
      "每户全年可支配收入，加按不变价格计的畜群增减（扣除购畜支出）和合作社所欠货款的增减。", .yearly),
    Outcome(
      "incomePerHousehold", "CNY", "Yearly disposable income per household", "户均年可支配收入", at: area, groups: .all,
      .perHousehold(.state(\.disposableIncomeYearYuan)),
      "Disposable income of a household in the year: cash income and animals eaten at home, as the yearbooks count it.",
      "每户全年可支配收入：现金纯收入加自食牲畜折价（统计年鉴口径）。", .yearly),
    Outcome(
      "incomePerHead", "CNY", "Yearly disposable income per person", "人均年可支配收入", at: area, groups: .all,
      .perPerson(.state(\.disposableIncomeYearYuan)), "Disposable income a person in the year.", "每人全年可支配收入。", .yearly),
    Outcome(
      "cashIncomePerHousehold", "CNY", "Yearly cash income per household", "户均年现金收入", at: area, groups: .all,
      .perHousehold(.state(\.incomeYearYuan)), "Cash receipts of a household in the year less operating costs.",
      "每户全年现金收入减去经营支出。", .yearly),
    Outcome(
      "quarterCashIncomePerHousehold", "CNY", "Quarterly cash income per household", "户均季现金收入", at: area,
      groups: .main, .perHousehold(.state(\.incomeYuan)),
      "Cash receipts of a household in the quarter less operating costs.", "每户本季现金收入减去经营支出。"),
    Outcome(
      "ownConsumptionPerHousehold", "CNY", "Own consumption per household", "户均自产自食", at: area, groups: .main,
      .perHousehold(.state(\.ownConsumptionYearYuan)),
      "Animals that a household eats in the year, at their farm-gate price.", "每户全年自食牲畜，按出场价计。", .yearly),
    Outcome(
      "herdChangePerHousehold", "CNY", "Change of the herd per household", "户均畜群增减", at: area, groups: .main,
      .perHousehold(.household(.herdChangeYuan)),
      "Herd of a household at the end of the year less that at its start, at the ledger's mean prices, less what it paid for animals.",
      "按平均价格计的每户年末畜群减去年初畜群，再减去购畜支出。", .yearly),
    Outcome(
      "herdYuanPerHousehold", "CNY", "Herd at constant prices per household", "户均畜群不变价值", at: area, groups: .main,
      .perHousehold(.state(\.herdBasisYuan)),
      "Herd of a household at the end of the year, at the ledger's mean prices.",
      "每户年末畜群，按平均价格计。", .yearly),
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
    Outcome(
      "arrearsPerHousehold", "CNY", "Owed for animals per household", "户均待收货款", at: area, groups: .main,
      .perHousehold(.state(\.arrearsYuan)),
      "What cooperatives owe a household at the end of the quarter for animals delivered.", "季末合作社欠每户的货款。"),
  ]

  /// Disposable income by kind and what is consumed of it, as the yearbooks have them.
  static let incomeShares: [Outcome] =
    IncomeKind.allCases.map { kind in
      let (name, english, chinese) = kind.words
      return Outcome(
        "incomeShare\(name)", "1", "\(english) in income", "\(chinese)占比", at: [.banner], .incomeShare(kind),
        "\(english) over disposable income of the banner's households in the year.", "全旗牧户全年可支配收入中\(chinese)所占比例。",
        .yearly)
    } + [
      Outcome(
        "consumptionShareOfIncome", "1", "Consumption over income", "消费收入比", at: [.banner], .consumptionShare,
        "Consumption of the year, animals eaten at home included, over disposable income of the banner's households.",
        "全旗牧户全年消费（含自食）与可支配收入之比。", .yearly)
    ]

  /// What households of a gacha earn from one another.
  static let localTrade: [Outcome] = [
    Outcome(
      "localIncomePerHousehold", "CNY", "Local income per household", "户均本地收入", at: village, groups: .main,
      .perHousehold(.state(\.localIncomeYearYuan)),
      "Part of a household's cash income of the year that comes from other households of the gacha.",
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
      .perHousehold(.household(.directIncomeYuan)), "Cash income of a household in the year from outside the gacha.",
      "每户全年来自嘎查之外的纯收入。", .yearly),
    Outcome(
      "realIncomePerHousehold", "CNY", "Real income per household", "户均实际收入", at: [.banner],
      .comparison(.realIncome), "Cash income of a household in the year at the local prices of the reference arm.",
      "按基准方案的本地价格计的每户全年现金收入。", .yearly),
    Outcome(
      "localPriceIndex", "1", "Local price index", "本地价格指数", at: [.banner], .comparison(.localPrice),
      "Price of what households of the gacha sell to one another, relative to the reference arm.",
      "嘎查内牧户之间买卖的价格，与基准方案之比。", .yearly),
  ]
}

extension IncomeKind {
  /// Name in an outcome, label in English and in Chinese.
  var words: (name: String, english: String, chinese: String) {
    switch self {
    case .wages: ("Wages", "Wages", "工资性收入")
    case .business: ("Business", "Net income of the household's business", "经营净收入")
    case .property: ("Property", "Net income of property", "财产净收入")
    case .transfers: ("Transfers", "Transfers", "转移净收入")
    }
  }
}
