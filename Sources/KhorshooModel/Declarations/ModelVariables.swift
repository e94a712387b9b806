/// A variable by the name that processes read and write it under, with unit, rows and meaning.
///
/// Names without a dot are of `ModelState`; `cooperatives.`, `services.` and `flows.` are its parts and the flows of a
/// quarter; `world.` is drawn before the run.
/// - Proof: `ProcessDescriptionProperty` finds each one in memory, and each one in memory here.
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
      "quarter": "季", "sheep unit": "羊单位", "request": "件", "office": "个", "warning": "次", "per quarter": "每季",
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

  /// What is kept from quarter to quarter, in the order of memory.
  package static let state: [ModelVariable] =
    households + [
      ModelVariable(
        "localSalesYearYuan", "CNY", "gacha", "local sales this year", "当年本地销售",
        "Sales between households of each gacha since the start of the year.")
    ] + cooperatives + services + offices

  private static let households: [ModelVariable] = [
    ModelVariable("herd", "head", "households x classes", "herd", "畜群", "Animals of each species, sex and age."),
    ModelVariable(
      "cashYuan", "CNY", "households", "cash", "现金", "Cash; negative when the credit limit is reached."),
    ModelVariable("debtYuan", "CNY", "households", "debt", "债务", "Debt to the bank."),
    ModelVariable("knowledge", "0 to 1", "households", "knowledge", "畜牧知识", "Knowledge of husbandry."),
    ModelVariable("isAware", "0 or 1", "households", "aware", "知晓合作社", "Has heard of the cooperative."),
    ModelVariable("isMember", "0 or 1", "households", "member", "社员", "Is a member."),
    ModelVariable(
      "experiencedGain", "1", "households", "experienced gain", "体验到的收益",
      "Relative gain of income that membership brought last year."),
    ModelVariable("hayKg", "kg DM", "households", "stored hay", "存草", "Stored hay."),
    ModelVariable(
      "standingKg", "kg DM", "households", "standing forage", "可采食牧草", "Standing forage within reach of animals."),
    ModelVariable("grazedKg", "kg DM", "households", "forage grazed", "已采食牧草", "Grazed since the last growth."),
    ModelVariable("pastureCondition", "0 to 1", "households", "pasture condition", "草场状况", "1 undamaged."),
    ModelVariable(
      "deficitMemory", "1", "households", "last year's hunger", "上年缺草", "Greatest feed deficit since the last births."),
    ModelVariable(
      "incomeYearYuan", "CNY", "households", "income this year", "当年收入", "Net income since the start of the year."),
    ModelVariable(
      "incomeLastYearYuan", "CNY", "households", "income last year", "上年收入", "Net income of the last full year."),
    ModelVariable(
      "benefitYearYuan", "CNY", "households", "gain by membership this year", "当年入社收益",
      "Part of this year's income that membership brought."),
    ModelVariable(
      "localIncomeYearYuan", "CNY", "households", "local income this year", "当年本地收入",
      "Part of this year's income that came from other households of the gacha."),
    ModelVariable(
      "localIncomeLastYearYuan", "CNY", "households", "local income last year", "上年本地收入",
      "That part of the last full year's."),
    ModelVariable(
      "patronageYearYuan", "CNY", "households", "trade with the cooperative", "与合作社交易额",
      "Trade with the cooperative since the start of the year."),
    ModelVariable(
      "shareQuarters", "quarter", "households", "quarters of share held", "持股季数",
      "Quarters of the year in which the household held its capital share."),
    ModelVariable(
      "mortalityLuck", "log hazard", "households", "luck in mortality", "死亡运气",
      "Luck of the household's herd this year."),
    ModelVariable(
      "priceLuck", "1", "households", "luck in prices", "售价运气", "Luck of its marketing this year, factor on prices."),
    ModelVariable("sheepUnits", "sheep unit", "households", "sheep units", "羊单位", "Herd at the end of the quarter."),
    ModelVariable("incomeYuan", "CNY", "households", "income of the quarter", "当季收入", "Net income of the quarter."),
    ModelVariable(
      "deathsSheepUnits", "sheep unit", "households", "deaths", "死亡", "Natural deaths in the quarter."),
    ModelVariable("salesSheepUnits", "sheep unit", "households", "sales", "出售", "Sales in the quarter."),
    ModelVariable(
      "exposureAware", "1", "households", "ties who are aware", "知晓的联系", "Exposure to aware non-members."),
    ModelVariable("exposureMembers", "1", "households", "ties who are members", "社员联系", "Exposure to members."),
    ModelVariable("exposureGain", "1", "households", "ties' gain", "联系中的收益", "Exposure to members' gains."),
    ModelVariable(
      "joinedLast", "0 or 1", "households", "just joined", "刚入社",
      "1 for who joined in the last quarter (at the start: members); with diffusion.mechanism cascade."),
    ModelVariable(
      "exposureJoined", "1", "households", "ties who just joined", "刚入社的联系",
      "Exposure to who joined in the last quarter; with diffusion.mechanism cascade."),
  ]

  private static let cooperatives: [ModelVariable] = [
    cooperative("reservesYuan", "CNY", "reserves", "公积", "Reserves; negative after losses."),
    cooperative("riskPoolYuan", "CNY", "risk pool", "互助金", "Fund of the risk pool."),
    cooperative("surplusYearYuan", "CNY", "surplus this year", "当年盈余", "Surplus since the start of the year."),
    cooperative("volumeYearYuan", "CNY", "pooled sales this year", "当年统销", "Sales pooled since the start of the year."),
    cooperative("inputsYearYuan", "CNY", "pooled inputs this year", "当年统购", "Inputs bought together since its start."),
    cooperative("volumeLastYearYuan", "CNY", "pooled sales last year", "上年统销", "Sales pooled in the last full year."),
    cooperative("inputsLastYearYuan", "CNY", "pooled inputs last year", "上年统购", "Inputs bought together in that year."),
    cooperative("capitalYuan", "CNY", "capital shares", "股金", "Members' capital shares."),
    cooperative("surplusLastYearYuan", "CNY", "surplus last year", "上年盈余", "Surplus of the last full year."),
    cooperative("isActive", "0 or 1", "activity", "运营", "1 while it operates."),
    cooperative(
      "distressQuarters", "quarter", "quarters in distress", "亏损季数", "Quarters running with negative reserves."),
    cooperative("dormantQuarters", "quarter", "quarters since dissolved", "解散后季数", "Quarters since it was dissolved."),
  ]

  private static func cooperative(
    _ name: String, _ unit: String, _ label: String, _ chinese: String, _ meaning: String
  ) -> ModelVariable {
    ModelVariable("cooperatives." + name, unit, "cooperatives", label, chinese, meaning)
  }

  private static let offices: [ModelVariable] = [
    office("holder", "index", "holder", "任职户", "Household that holds the office of central household."),
    office("ability", "1", "ability", "能力", "Ability of the holder, factor on effort."),
    office("effort", "1", "effort", "履职力度", "Effort, 1 as now on average."),
    office("knowledge", "0 to 1", "knowledge", "知识", "Knowledge of what central households are taught."),
    office("ownKnowledge", "0 to 1", "own knowledge", "任前知识", "Knowledge that the holder brought into office."),
    office("tenureQuarters", "quarter", "tenure", "任期", "Time in office."),
    office("score", "1", "score", "测评得分", "Score of the last appraisal."),
    office("position", "0 to 1", "position", "相对名次", "Position in the last appraisal, 1 best; 1/2 without a record."),
    office("rank", "office", "rank", "名次", "Offices whose score was lower."),
    office("warnings", "warning", "warnings", "警示次数", "Warnings since the holder took office."),
    office("isWarned", "0 or 1", "warned", "被警示", "1 when the holder was warned at the end of the last quarter."),
    office("isReplaced", "0 or 1", "replaced", "被更换", "1 when it was replaced at the end of the last quarter."),
    office("payYuan", "CNY", "merit pay", "绩效工资", "Merit pay of the quarter."),
    office("incomeYuan", "CNY", "grid's income", "网格收入", "Income of the grid's households in the last full year."),
    office("incomeGrowth", "1", "grid's growth of income", "网格收入增长", "Its growth over the year before."),
    office("outreach", "1", "outreach", "宣传强度", "Strength of outreach."),
    office("passing", "per quarter", "training passed on", "培训强度", "Rise of herders' knowledge at no distance."),
    office(
      "coverage", "0 to 1", "training coverage", "培训覆盖", "Share of households without distance that training reaches."),
  ]

  private static func office(
    _ name: String, _ unit: String, _ label: String, _ chinese: String, _ meaning: String
  ) -> ModelVariable {
    ModelVariable("central." + name, unit, "grids", label, chinese, meaning)
  }

  private static let services: [ModelVariable] = [
    ModelVariable(
      "services.requestsWaiting", "request", "grids x kinds", "requests waiting", "待办事项",
      "Requests that wait for the central household."),
    ModelVariable(
      "services.requestsAtSumu", "request", "grids", "requests at the sumu", "苏木待办事项",
      "Requests that wait for the departments at the sumu."),
    ModelVariable(
      "services.serviceTrust", "0 to 1", "grids", "trust by services", "服务信任系数",
      "Factor on trust in the central household."),
    ModelVariable(
      "services.coverageYear", "quarter", "grids", "service coverage", "服务覆盖",
      "Share of requests served within the quarter, summed over the year."),
  ]
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
    flow("purchasesHead", "head", "animals bought", "购畜"),
    flow("purchasesYuan", "CNY", "paid for animals", "购畜支出"),
    flow("herdCostYuan", "CNY", "cost of the herd", "饲养成本"),
    flow("speciesHead", "head", "head of species", "各畜种存栏"),
    flow("labourDays", "day", "herding labour", "放牧工日"),
    flow("joins", "0 or 1", "joins", "入社"),
    flow("leaves", "0 or 1", "leaves", "退社"),
    flow("capitalYuan", "CNY", "capital shares paid", "股金收支"),
    flow("directIncomeYuan", "CNY", "income from outside", "外部收入"),
    flow("benefitYuan", "CNY", "gain by membership", "入社收益"),
    flow("consumptionYuan", "CNY", "consumption", "消费"),
    flow("localDemandYuan", "CNY", "spending in the gacha", "嘎查内支出"),
    flow("localSalesYuan", "CNY", "sales in the gacha", "嘎查内销售"),
    flow("payments", "CNY", "payments", "收支"),
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
