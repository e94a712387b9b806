import KhorshooEngine

/// What a yuan of uplift from outside becomes within the gacha, as ratios of paired differences in the last year.
///
/// - Source: model description 9; nominal and real as in local-economy-wide models.
/// - Proof: `SupplyConstraintAnalytic`; the interval: `FiellerIntervalStatistical`.
enum LocalMultiplier {
  /// The ratios whose cells are recorded.
  static func ratios(_ layout: RecordLayout) -> [RatioDefinition] {
    func side(_ outcome: String, _ label: String, _ chinese: String) -> RatioDefinition.Side? {
      guard let index = layout.outcomes.firstIndex(where: { $0.name == outcome }),
        let cell = layout.cell(outcome: index, place: 0, time: layout.quarters.count - 1)
      else { return nil }
      return .init(label: label, labelChinese: chinese, terms: [.init(cell: cell, weight: 1)])
    }
    guard let direct = side("directIncomePerHousehold", "uplift of income from outside the gacha", "直接增收"),
      let nominal = side("cashIncomePerHousehold", "uplift of cash income", "增收"),
      let real = side("realIncomePerHousehold", "uplift of cash income at the reference arm's local prices", "实际增收")
    else { return [] }
    return [
      RatioDefinition(
        name: "localMultiplierNominal", unit: "1", label: "Local multiplier, nominal", labelChinese: "本地乘数（名义）",
        meaning: "Yuan of uplift in the last year for each yuan of it that came from outside the gacha.",
        meaningChinese: "末年每元直接增收带来的总增收。", numerator: nominal, denominator: direct),
      RatioDefinition(
        name: "localMultiplierReal", unit: "1", label: "Local multiplier, real", labelChinese: "本地乘数（实际）",
        meaning: "The same at the local prices of the reference arm: what is left when local supply is limited.",
        meaningChinese: "按基准方案本地价格计算的乘数。", numerator: real, denominator: direct),
    ]
  }
}
