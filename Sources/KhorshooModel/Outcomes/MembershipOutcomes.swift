import KhorshooEngine

// Outcomes of membership and of what linkage costs the public: model description 6, 7 and 8.

extension ModelOutcomes {
  /// Who is a member, what it brings, and what the public pays.
  static let membership: [Outcome] = [
    Outcome(
      "membershipShare", "1", "Membership", "入社率", at: area, .perHousehold(.state(\.isMember)),
      "Share of households that are members of a cooperative.", "合作社社员户所占比例。"),
    Outcome(
      "awareShare", "1", "Awareness", "知晓率", at: area, .perHousehold(.state(\.isAware)),
      "Share of households that have heard of the cooperative.", "听说过合作社的牧户所占比例。"),
    Outcome(
      "householdKnowledge", "1", "Knowledge of husbandry", "牧户知识水平", at: area,
      .perHousehold(.state(\.knowledge)), "Mean knowledge of husbandry, 0 to 1.", "牧户畜牧知识的平均水平，0 至 1。"),
    Outcome(
      "entries", "household", "Households that join", "入社户", at: area, .total(.flow(\.joins)),
      "Households that joined in the quarter.", "本季入社的户数。"),
    Outcome(
      "exits", "household", "Households that leave", "退社户", at: area, .total(.flow(\.leaves)),
      "Households that left in the quarter.", "本季退社的户数。"),
    Outcome(
      "groupShare", "1", "Share of households in the group", "组别占比", at: [], groups: .all, .groupShare,
      "Share of the banner's households that are in the group.", "该组牧户占全旗牧户的比例。"),
    Outcome(
      "premiumYuan", "CNY", "Price premium", "溢价收入", at: village, .total(.flow(\.premiumYuan)),
      "Price premium paid to members in the quarter.", "本季付给社员的价格溢价。"),
    Outcome(
      "dividendsYuan", "CNY", "Refunds and dividends", "盈余返还", at: area, .total(.flow(\.dividendYuan)),
      "Patronage refunds and capital dividends paid in the quarter.", "本季支付的按交易额返还和股金分红。"),
    cost(
      "publicCostYuan", "Public cost", "公共支出", .all,
      "Public cost of central households, their services, and of grants to and support of cooperatives in the quarter.",
      "本季用于中心户及其服务、合作社补助和指导的公共支出。"),
    cost(
      "outreachCostYuan", "Public cost of outreach", "宣传支出", .items([.outreach]),
      "Public cost of central households' outreach in the quarter.", "本季中心户宣传的公共支出。"),
    cost(
      "trainingCostYuan", "Public cost of training", "培训支出", .items([.training]),
      "Public cost of central households' training in the quarter.", "本季中心户培训牧户的公共支出。"),
    cost(
      "cooperativeGrantsYuan", "Grants to cooperatives", "合作社补助", .items([.grants]),
      "Public grants to cooperatives in the quarter.", "本季付给合作社的公共补助。"),
    cost(
      "cooperativeSupportYuan", "Support of cooperatives", "合作社指导支出", .items([.support]),
      "Public cost of guidance and audit of registered cooperatives in the quarter.",
      "本季指导和审计登记合作社的公共支出。"),
  ]

  /// Public cost of the institution beyond outreach and training, and by whose budget pays.
  static let publicCost: [Outcome] = [
    cost(
      "courseCostYuan", "Public cost of courses", "中心户培训班支出", .items([.bannerCourses, .sumuCourses, .gachaMeetings]),
      "Public cost of courses, meetings and tests for central households in the quarter.",
      "本季中心户培训班、例会和测试的公共支出。"),
    cost(
      "meritPayYuan", "Merit pay", "中心户绩效工资", .items([.pay]), "Merit pay of central households in the quarter.",
      "本季中心户的绩效工资。"),
    cost(
      "carrierCostYuan", "Public cost of kit and materials", "服务载体支出", .items([.carriers]),
      "Public cost of kit, materials and video systems in the quarter.",
      "本季装备、资料和视频系统的公共支出。"),
    cost(
      "publicCostBannerYuan", "Public cost, banner budget", "旗级公共支出", .level(.banner),
      "Public cost that the banner bears in the quarter.", "本季由旗承担的公共支出。"),
    cost(
      "publicCostSumuYuan", "Public cost, sumu budgets", "苏木级公共支出", .level(.sumu),
      "Public cost that the sumu bear in the quarter.", "本季由各苏木承担的公共支出。"),
    cost(
      "publicCostGachaYuan", "Public cost, gacha budgets", "嘎查级公共支出", .level(.gacha),
      "Public cost that the gacha bear in the quarter.", "本季由各嘎查承担的公共支出。"),
  ]

  /// What some items cost the public in a quarter.
  static func cost(
    _ name: String, _ label: String, _ labelChinese: String, _ sum: CostSum, _ meaning: String,
    _ meaningChinese: String
  ) -> Outcome {
    Outcome(name, "CNY", label, labelChinese, at: village, .total(.ofCost(sum)), meaning, meaningChinese)
  }
}
