import KhorshooEngine

// Outcomes of the central-household institution: model description 8. Undefined in an arm without central households.

extension ModelOutcomes {
  /// Offices, their holders, and what they reach.
  static var institution: [Declared] {
    let each = village + ["grid"]
    func mean(_ name: String, _ unit: String, _ chinese: String, _ measure: Measure, _ meaning: String) -> Declared {
      define(name, unit, chinese, each, .ratio(m(measure), m(.centralHouseholds)), meaning)
    }
    return [
      mean(
        "centralTurnover", "1", "中心户更换率", .centralReplaced,
        "Share of central households that are replaced at the end of the quarter."),
      mean(
        "centralWarnedShare", "1", "中心户警示率", .centralWarned,
        "Share of central households that are warned at the end of the quarter."),
      mean(
        "centralTenure", "quarter", "中心户任期", .centralTenure,
        "Mean quarters that central households have held the office since the start of the run."),
      mean(
        "centralAbility", "1", "中心户能力", .centralAbility,
        "Mean ability of central households; 1 is the mean of all households."),
      mean("centralEffort", "1", "中心户履职力度", .centralEffort, "Mean effort of central households, 1 as now."),
      mean(
        "centralKnowledge", "1", "中心户知识水平", .centralKnowledge,
        "Mean knowledge of central households of what they are taught, 0 to 1."),
      define(
        "trainingCoverage", "1", "培训覆盖率", village + ["grid"], .perHousehold(m(.trainedHouseholds)),
        "Share of households that training by central households reaches in the quarter."),
    ]
  }

  /// Public cost of the institution beyond outreach and training, and by whose budget pays.
  static var publicCost: [Declared] {
    [
      define(
        "courseCostYuan", "CNY", "中心户培训班支出", village, .total(m(.courseCostYuan)),
        "Public cost of courses, meetings and tests for central households in the quarter."),
      define(
        "meritPayYuan", "CNY", "中心户绩效工资", village, .total(m(.payCostYuan)),
        "Merit pay of central households in the quarter."),
      define(
        "carrierCostYuan", "CNY", "服务载体支出", village, .total(m(.carrierCostYuan)),
        "Public cost of kit, materials and video systems in the quarter."),
      define(
        "publicCostBannerYuan", "CNY", "旗级公共支出", village, .total(m(.publicCostBannerYuan)),
        "Public cost that the banner bears in the quarter."),
      define(
        "publicCostSumuYuan", "CNY", "苏木级公共支出", village, .total(m(.publicCostSumuYuan)),
        "Public cost that the sumu bear in the quarter."),
      define(
        "publicCostGachaYuan", "CNY", "嘎查级公共支出", village, .total(m(.publicCostGachaYuan)),
        "Public cost that the gacha bear in the quarter."),
    ]
  }
}
