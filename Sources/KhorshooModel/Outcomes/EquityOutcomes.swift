import KhorshooEngine

// Outcomes of equity, and of selection against causation: model description 10.

extension ModelOutcomes {
  typealias Declared = (OutcomeDefinition, OutcomeRule)

  /// Spread of income a head, poverty, and who loses.
  static var equity: [Declared] {
    let share = ["banner", "sumu", "gacha", "grid", "group"]
    return [
      define(
        "incomePerHeadP10", "CNY", "人均收入十分位", spread, .distribution(0),
        "10 % quantile over households of income a head.", .yearly),
      define(
        "incomePerHeadP50", "CNY", "人均收入中位数", spread, .distribution(1), "Median over households of income a head.",
        .yearly),
      define(
        "incomePerHeadP90", "CNY", "人均收入九十分位", spread, .distribution(2),
        "90 % quantile over households of income a head.", .yearly),
      define(
        "incomeGini", "1", "基尼系数", spread, .distribution(Distribution.gini),
        "Gini coefficient over households of income a head.", .yearly),
      define(
        "incomeTheil", "1", "泰尔指数", spread, .theil,
        "Theil index T over households of income a head; negative incomes count as zero.", .yearly),
      define(
        "incomePalma", "1", "帕尔马比值", spread, .distribution(Distribution.palma),
        "Income a head of the richest tenth of households over that of the poorest two fifths.", .yearly),
    ] + lorenz + [
      define(
        "povertyShare", "1", "贫困率", share, .perPerson(m(.poorPersons)),
        "Share of persons in households below the poverty line.", .yearly),
      define(
        "povertyHouseholdShare", "1", "贫困户比例", village, .perHousehold(m(.poorHouseholds)),
        "Share of households with an income a head below the poverty line.", .yearly),
      define(
        "povertyGap", "1", "贫困深度", spread, .perPerson(m(.povertyGapPersons)),
        "Mean over persons of the share of the poverty line that they lack, 0 for those above it: FGT(1); negative incomes count as zero.",
        .yearly),
      define(
        "povertySeverity", "1", "贫困强度", spread, .perPerson(m(.povertySeverityPersons)),
        "Mean over persons of the square of that share: FGT(2).", .yearly),
      define(
        "loserShare", "1", "受损户比例", ["banner", "group"], .comparison(.loserShare),
        "Share of households whose income of the year is lower than in the reference arm by more than a thousandth of it.",
        .yearly),
      uplift("10", 0, "10 % quantile"), uplift("50", 1, "Median"), uplift("90", 2, "90 % quantile"),
    ]
  }

  private static var lorenz: [Declared] {
    (1...9).map { tenth in
      define(
        "incomeLorenz\(tenth)0", "1", "最低\(tenth)0%户收入份额", ["banner"], .distribution(Distribution.lorenz + tenth - 1),
        "Share of income a head that the poorest \(tenth)0 % of households have: a point of the Lorenz curve.", .yearly)
    }
  }

  private static func uplift(_ percent: String, _ row: Int, _ which: String) -> Declared {
    define(
      "upliftP\(percent)", "CNY", "户增收\(percent)%分位", ["banner"], .comparison(.upliftQuantile(row)),
      "\(which) over households of income of the year less that of the same household in the reference arm.", .yearly)
  }

  /// What a survey would take for the effect of membership, and what the effect is.
  static var selection: [Declared] {
    func gap(_ name: String, _ unit: String, _ chinese: String, _ rule: Comparison, _ meaning: String) -> Declared {
      define(name, unit, chinese, ["banner"], .comparison(rule), meaning, .yearly)
    }
    return [
      gap(
        "memberGapNaive", "CNY", "社员表面差距", .naiveGap,
        "Mean income of members less that of non-members, a household and year."),
      gap(
        "memberGapNaiveRelative", "1", "社员表面差距率", .naiveGapRelative, "The naive gap over the mean of non-members."),
      gap(
        "memberGapMatched", "CNY", "社员匹配差距", .matchedGap,
        "Mean income of members less that of non-members matched on the propensity score; undefined when covariates separate the two."
      ),
      gap(
        "memberGapMatchedRelative", "1", "社员匹配差距率", .matchedGapRelative,
        "The matched gap over the mean of the matched non-members."),
      gap(
        "memberMatchedShare", "1", "社员匹配率", .matchedShare, "Share of members that found a match within the caliper."),
      gap(
        "memberGapAdjusted", "CNY", "社员回归差距", .adjustedGap,
        "Coefficient of membership in a linear regression of income on membership and what a survey sees."),
      gap(
        "memberGapAdjustedRelative", "1", "社员回归差距率", .adjustedGapRelative,
        "The adjusted gap over the mean of members less that gap."),
      gap(
        "memberEffect", "CNY", "社员真实增收", .effect,
        "Mean income of members less that of the same households in the reference arm: the model's effect on the treated."
      ),
      gap(
        "memberEffectRelative", "1", "社员真实增收率", .effectRelative,
        "The effect over the mean of these households in the reference arm."),
    ]
  }
}
