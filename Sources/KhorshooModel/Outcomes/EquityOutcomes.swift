import KhorshooEngine

// Outcomes of equity, and of selection against causation: model description 10.

extension ModelOutcomes {
  /// Spread of income a head, poverty, and who loses.
  static let equity = spread + lorenz + poverty + gains

  private static let spread: [Outcome] = [
    Outcome(
      "incomePerHeadP10", "CNY", "Income per person, 10 % quantile", "人均收入十分位", at: village, groups: .main,
      .distribution(0), "10 % quantile over households of income a head.", "各户人均收入的 10% 分位数。", .yearly),
    Outcome(
      "incomePerHeadP50", "CNY", "Income per person, median", "人均收入中位数", at: village, groups: .main,
      .distribution(1), "Median over households of income a head.", "各户人均收入的中位数。", .yearly),
    Outcome(
      "incomePerHeadP90", "CNY", "Income per person, 90 % quantile", "人均收入九十分位", at: village, groups: .main,
      .distribution(2), "90 % quantile over households of income a head.", "各户人均收入的 90% 分位数。", .yearly),
    Outcome(
      "incomeGini", "1", "Gini coefficient of income", "基尼系数", at: village, groups: .main,
      .distribution(Distribution.gini), "Gini coefficient over households of income a head.", "各户人均收入的基尼系数。",
      .yearly),
    Outcome(
      "incomeTheil", "1", "Theil index of income", "泰尔指数", at: village, groups: .main, .theil,
      "Theil index T over households of income a head; negative incomes count as zero.",
      "各户人均收入的泰尔指数；负收入按零计。", .yearly),
    Outcome(
      "incomePalma", "1", "Palma ratio of income", "帕尔马比值", at: village, groups: .main,
      .distribution(Distribution.palma),
      "Income a head of the richest tenth of households over that of the poorest two fifths.",
      "人均收入最高的十分之一牧户的收入与最低的五分之二牧户的收入之比。", .yearly),
  ]

  private static let lorenz: [Outcome] = (1...9).map { tenth in
    Outcome(
      "incomeLorenz\(tenth)0", "1", "Income share of the poorest \(tenth)0 %", "最低\(tenth)0%户收入份额", at: [.banner],
      .distribution(Distribution.lorenz + tenth - 1),
      "Share of income a head that the poorest \(tenth)0 % of households have: a point of the Lorenz curve.",
      "人均收入最低的 \(tenth)0% 牧户所占的收入份额：洛伦兹曲线上的一点。", .yearly)
  }

  private static let poverty: [Outcome] = [
    Outcome(
      "povertyShare", "1", "Share of persons in poverty", "贫困率", at: area, groups: .all,
      .perPerson(.household(.poorPersons)), "Share of persons in households below the poverty line.",
      "人均收入低于贫困线的牧户中的人口所占比例。", .yearly),
    Outcome(
      "povertyHouseholdShare", "1", "Share of households in poverty", "贫困户比例", at: village,
      .perHousehold(.household(.isPoor)), "Share of households with an income a head below the poverty line.",
      "人均收入低于贫困线的牧户所占比例。", .yearly),
    Outcome(
      "povertyGap", "1", "Poverty gap", "贫困深度", at: village, groups: .main,
      .perPerson(.household(.povertyGapPersons)),
      "Mean over persons of the share of the poverty line that they lack, 0 for those above it: FGT(1); negative incomes count as zero.",
      "人均收入与贫困线的差距占贫困线的比例，按人平均，线上者为 0；负收入按零计。", .yearly),
    Outcome(
      "povertySeverity", "1", "Severity of poverty", "贫困强度", at: village, groups: .main,
      .perPerson(.household(.povertySeverityPersons)), "Mean over persons of the square of that share: FGT(2).",
      "上述比例的平方，按人平均。", .yearly),
    Outcome(
      "loserShare", "1", "Share of households that lose", "受损户比例", at: [.banner], groups: .all,
      .comparison(.loserShare),
      "Share of households whose mean income over the run is lower than in the reference arm by more than `income.loserThreshold` of it.",
      "历年平均收入比基准方案低出认定阈值以上的牧户所占比例。", .yearly),
  ]

  private static let gains: [Outcome] = [("10", 0, "10 % quantile"), ("50", 1, "Median"), ("90", 2, "90 % quantile")]
    .map { percent, row, which in
      Outcome(
        "upliftP\(percent)", "CNY", "Gain in household income, \(which.prefix(1).lowercased() + which.dropFirst())",
        "户增收\(percent)%分位", at: [.banner], .comparison(.upliftQuantile(row)),
        "\(which) over households of mean income over the run less that of the same household in the reference arm.",
        "各户历年平均收入减去同一户在基准方案中的收入，其 \(percent)% 分位数。", .yearly)
    }

  /// What a survey would take for the effect of membership, and what the effect is.
  static let selection: [Outcome] = [
    gap(
      "memberGapNaive", "CNY", "Member gap, naive", "社员表面差距", .naiveGap,
      "Mean income of members less that of non-members, a household and year.", "社员户均年收入减去非社员户均年收入。"),
    gap(
      "memberGapNaiveRelative", "1", "Member gap, naive, relative", "社员表面差距率", .naiveGapRelative,
      "The naive gap over the mean of non-members.", "表面差距与非社员户均年收入之比。"),
    gap(
      "memberGapMatched", "CNY", "Member gap, matched", "社员匹配差距", .matchedGap,
      "Mean income of members less that of non-members matched on the propensity score; undefined when covariates separate the two.",
      "社员户均年收入减去按倾向得分匹配的非社员的户均年收入；协变量把两者完全分开时无定义。"),
    gap(
      "memberGapMatchedRelative", "1", "Member gap, matched, relative", "社员匹配差距率", .matchedGapRelative,
      "The matched gap over the mean of the matched non-members.", "匹配差距与所匹配的非社员户均年收入之比。"),
    gap(
      "memberMatchedShare", "1", "Share of members matched", "社员匹配率", .matchedShare,
      "Share of members that found a match within the caliper.", "在卡尺范围内找到匹配对象的社员所占比例。"),
    gap(
      "memberGapAdjusted", "CNY", "Member gap, adjusted by regression", "社员回归差距", .adjustedGap,
      "Coefficient of membership in a linear regression of income on membership and what a survey sees.",
      "年收入对社员身份和调查可见特征作线性回归时社员身份的系数。"),
    gap(
      "memberGapAdjustedRelative", "1", "Member gap, adjusted, relative", "社员回归差距率", .adjustedGapRelative,
      "The adjusted gap over the mean of members less that gap.", "回归差距与社员户均年收入减去该差距之比。"),
    gap(
      "memberEffect", "CNY", "Effect of the policy on members", "政策对社员的增收", .effect,
      "Mean income of members less that of the same households in the reference arm: the model's effect on the treated.",
      "社员户均年收入减去同一批牧户在基准方案中的户均年收入：模型中对社员的真实效果。"),
    gap(
      "membershipEffect", "CNY", "Effect of membership", "入社净增收", .membershipEffect,
      "Gain in mean income of households that join in this arm only, less that of households that join in neither arm: what members get beyond what the policy brings to others too.",
      "仅在本方案入社的牧户历年平均收入的增量，减去两方案均未入社牧户的增量：除去政策给非社员的部分。"),
    gap(
      "memberEffectRelative", "1", "Effect of the policy on members, relative", "政策对社员的增收率", .effectRelative,
      "The effect over the mean of these households in the reference arm.", "真实增收与这些牧户在基准方案中的户均年收入之比。"),
  ]

  private static func gap(
    _ name: String, _ unit: String, _ label: String, _ labelChinese: String, _ rule: Comparison, _ meaning: String,
    _ meaningChinese: String
  ) -> Outcome {
    Outcome(
      name, unit, label, labelChinese, at: [.banner], .comparison(rule), meaning, meaningChinese, .yearly)
  }
}
