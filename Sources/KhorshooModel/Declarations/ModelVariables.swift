/// A variable by the name that processes read and write it under, with unit, rows and meaning.
///
/// Names without a dot are of `ModelState`; `cooperatives.`, `services.` and `flows.` are its parts and the flows of a
/// quarter; `world.` is drawn before the run.
/// - Proof: `ProcessDescriptionProperty` finds each one in memory.
package struct ModelVariable: Sendable {
  package let name: String
  /// Unit in words or symbols; `1` for a pure number.
  package let unit: String
  /// What it has a row for.
  package let rows: String
  /// One sentence.
  package let meaning: String
  /// Short, in English and in Chinese: how lists name it.
  package let label, labelChinese: String

  /// The unit in Chinese.
  package var unitChinese: String {
    let words = [
      "head": "头", "CNY": "元", "0 to 1": "0 至 1", "0 or 1": "0 或 1", "kg DM": "千克干物质", "log hazard": "对数风险",
      "quarter": "季", "sheep unit": "羊单位", "request": "件", "mu": "亩", "year": "年", "office": "个", "warning": "次",
      "per quarter": "每季",
      "index": "序号",
    ]
    return words[unit] ?? unit
  }

  init(_ name: String, _ unit: String, _ rows: String, _ label: String, _ chinese: String, _ meaning: String = "") {
    self.name = name
    self.unit = unit
    self.rows = rows
    self.label = label
    labelChinese = chinese
    self.meaning = meaning
  }

  /// State, then flows of the quarter, then what is drawn before.
  package static let all = state + flows + world

  /// The same variable with its name.
  func named(_ name: String) -> ModelVariable { ModelVariable(name, unit, rows, label, labelChinese, meaning) }
}

extension ModelVariable {
  /// What happens within a quarter and is handed from process to process.
  package static let flows: [ModelVariable] = [
    flow("openingSheepUnits", "sheep unit", "herd before deaths and sales", "死亡和出售前畜群"),
    flow("deficitFraction", "1", "feed deficit", "饲草缺口"),
    flow("demandKg", "kg DM", "feed demand", "饲草需求"),
    flow("hayBoughtKg", "kg DM", "hay bought", "购草"),
    flow("birthsHead", "head", "births", "产仔"),
    flow("deathsHead", "head", "deaths in head", "死亡头数"),
    flow("deathsYuan", "CNY", "value of deaths", "死亡价值"),
    flow("salesHead", "head", "sales in head", "出售头数"),
    flow("salesYuan", "CNY", "sales in yuan", "销售额"),
    flow("tradableYuan", "CNY", "sales a cooperative deals in", "合作社可经营的销售额"),
    flow("homeUseHead", "head", "home use", "自食"),
    flow("homeUseYuan", "CNY", "value of home use", "自食折价"),
    flow("purchasesHead", "head", "animals bought", "购畜"),
    flow("purchasesYuan", "CNY", "paid for animals", "购畜支出"),
    flow("herdCostYuan", "CNY", "cost of the herd", "饲养成本"),
    flow("speciesHead", "head", "head of species", "各畜种存栏"),
    flow("labourDays", "day", "herding labour", "放牧工日"),
    flow("joins", "0 or 1", "joins", "入社"),
    flow("leaves", "0 or 1", "leaves", "退社"),
    flow("rentYuan", "CNY", "rent of pasture received less paid", "草场租金收支"),
    flow("dueYuan", "CNY", "debt that falls due", "到期债务"),
    flow("capitalYuan", "CNY", "capital shares paid", "股金收支"),
    flow("directIncomeYuan", "CNY", "income from outside", "外部收入"),
    flow("benefitYuan", "CNY", "gain by membership", "入社收益"),
    flow("consumptionYuan", "CNY", "consumption", "消费"),
    flow("localDemandYuan", "CNY", "spending in the gacha", "嘎查内支出"),
    flow("localSalesYuan", "CNY", "sales in the gacha", "嘎查内销售"),
    flow("meeting", "0 or 1", "founding meeting", "设立会议"),
    flow("payments", "CNY", "payments", "收支"),
    flow("yearPayments", "CNY", "payments of the year", "当年收支"),
  ]

  /// What is drawn for all arms before the first quarter.
  package static let world: [ModelVariable] = [
    ModelVariable("world.forage", "log", "gacha", "forage weather", "牧草天气"),
    ModelVariable("world.dzud", "1", "sumu", "dzud", "白灾"),
    ModelVariable("world.prices", "CNY per kg or day", "goods", "prices", "价格"),
  ]

  private static func flow(_ name: String, _ unit: String, _ label: String, _ chinese: String) -> ModelVariable {
    ModelVariable("flows." + name, unit, "households", label, chinese)
  }
}
