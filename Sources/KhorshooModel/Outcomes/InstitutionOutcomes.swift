import KhorshooEngine

// Outcomes of the central-household institution: model description 8. Undefined in an arm without central households.

extension ModelOutcomes {
  /// Offices, their holders, and what they reach.
  static let institution: [Outcome] = [
    Outcome(
      "centralHouseholds", "household", "Central households in office", "在任中心户", at: area, .total(.ofOffice(.one)),
      "Central households that hold the office; none in an arm without the institution.", "在任中心户数；无该制度的方案为零。"),
    Outcome(
      "officePremiumYuan", "CNY", "Other income of the office", "任职其他收入", at: area, .total(.ofGrid(.officePremium)),
      "Income of the office of central household in the quarter beside its pay, net of its time.",
      "本季任职带来的绩效工资之外的净收入（已扣除投入的时间）。"),
    mean(
      "centralTurnover", "1", "Turnover of central households", "中心户更换率", .isReplaced,
      "Share of central households that are replaced at the end of the quarter.", "季末被更换的中心户所占比例。",
      ofYear: .sum),
    mean(
      "centralWarnedShare", "1", "Central households warned", "中心户警示率", .isWarned,
      "Share of central households that are warned at the end of the quarter.", "季末被警示的中心户所占比例。"),
    mean(
      "centralTenure", "quarter", "Tenure of central households", "中心户任期", .tenureQuarters,
      "Mean quarters that central households have held the office since the start of the run.",
      "中心户自运行开始以来任职的平均季数。"),
    mean(
      "centralAbility", "1", "Ability of central households", "中心户能力", .ability,
      "Mean ability of central households; 1 is the mean of all households.", "中心户的平均能力；全体牧户平均为 1。"),
    mean(
      "centralEffort", "1", "Effort of central households", "中心户履职力度", .effort,
      "Mean effort of central households, 1 as now.", "中心户的平均履职力度，1 为现状。"),
    mean(
      "centralKnowledge", "1", "Knowledge of central households", "中心户知识水平", .knowledge,
      "Mean knowledge of central households of what they are taught, 0 to 1.", "中心户对所学内容的平均知识水平，0 至 1。"),
    Outcome(
      "trainingCoverage", "1", "Coverage of training", "培训覆盖率", at: area,
      .perHousehold(.ofOffice(.trainedHouseholds)),
      "Share of households that training by central households reaches in the quarter.",
      "本季中心户培训所及的牧户所占比例。", ofYear: .mean),
  ]

  /// A mean over the central households of a place.
  private static func mean(
    _ name: String, _ unit: String, _ label: String, _ labelChinese: String, _ measure: OfficeMeasure,
    _ meaning: String, _ meaningChinese: String, ofYear: OutcomeDefinition.OfYear = .end
  ) -> Outcome {
    Outcome(
      name, unit, label, labelChinese, at: area, .ratio(.ofOffice(measure), .ofOffice(.one)), meaning, meaningChinese,
      ofYear: ofYear)
  }
}
