import KhorshooNumerics

/// The first morning: every variable of an arm from the traits of its households.
///
/// - When: before the first quarter.
/// - Writes: all state. Members and the aware at the start exist only where cooperatives do.
/// - Random: none; every replicate starts from the same population, and from its own ``Past``.
/// - Proof: `HerdGrowthAnalytic` (herds), `HouseholdSynthesisStatistical` (traits).
package enum InitialState {
  /// Sets every variable.
  ///
  /// - Parameter past: where the years before the run left the households; nil when the run begins with traits as drawn.
  package static func set(_ context: QuarterContext, past: ModelState? = nil) {
    let (state, banner) = (context.state, context.banner)
    let (forage, income) = (context.settings.forage, context.settings.income)
    let cooperates = context.settings.cooperative.areEnabled
    let classes = context.rates.classCount
    let locally = Float(banner.localEconomy.parameters.localIncomePerYuan)
    state.clear()
    if cooperates { CooperativeFounding.register(context) }
    for (v, gacha) in banner.places.gacha.enumerated() {
      let kgPerMu = Float(stableExp(Double(banner.gachaLogYield[v]))) / 15
      for h in gacha.households {
        let traits = banner.households
        for k in 0..<classes {
          state.herd[h * classes + k] = Lanes(repeating: traits.herdAtStart[h * classes + k])
        }
        state.cashYuan[h] = Lanes(repeating: traits.cashYuan[h])
        state.knowledge[h] = Lanes(repeating: traits.knowledge[h])
        state.pastureCondition[h] = Lanes(repeating: 1)
        // What a normal year leaves at the end of winter.
        let yieldKg = kgPerMu * traits.pastureMu[h]
        let reachable = yieldKg * (1 - forage.hayAreaShare) * forage.maximumUseShare
        state.standingKg[h] = Lanes(repeating: reachable * forage.initialStandingShare)
        state.grazedKg[h] = Lanes(repeating: reachable * (1 - forage.initialStandingShare))
        state.hayKg[h] = Lanes(
          repeating: yieldKg * forage.hayAreaShare * forage.hayHarvestShare * forage.initialHayShare)
        let usual = expectedIncomeYuan(traits, h, income)
        state.incomeYearYuan[h] = Lanes(repeating: usual)
        state.localIncomeYearYuan[h] = Lanes(
          repeating: banner.localEconomy.localShare[h] > 0 ? usual * locally / (1 + locally) : 0)
        guard cooperates else { continue }
        state.isMember[h] = Lanes(repeating: traits.isMemberAtStart[h] ? 1 : 0)
        state.joinedLast[h] = state.isMember[h]
        state.voice[h] = state.isMember[h]
        state.wasMember[h] = state.isMember[h]
        state.isAware[h] = Lanes(repeating: traits.isAwareAtStart[h] ? 1 : 0)
        state.experiencedGain[h] = state.isMember[h] * context.settings.diffusion.announcedGain
      }
    }
    if let past { Past.hand(past, to: state, banner) }
    HouseholdExit.begin(context)
    AccrualIncome.begin(context)
    Succession.begin(context)
  }

  /// What a household expects to earn in a year before the run begins, yuan.
  static func expectedIncomeYuan(_ traits: Households, _ h: Int, _ income: IncomeParameters) -> Float {
    traits.persons[h] * (income.transfersYuanPerPersonYear + income.propertyYuanPerPersonYear)
      + traits.sheepUnitsAtStart[h] * income.initialYuanPerSheepUnit
  }
}
