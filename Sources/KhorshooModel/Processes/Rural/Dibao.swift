import KhorshooNumerics

/// Subsistence allowance (低保): government makes up the income of who is poor, has no means and takes it up.
///
/// - When: spring, before ``HouseholdIncome``; what is granted is paid in each quarter of the year.
/// - Reads: `incomeYearYuan`, `sheepUnits`, `dibaoYuan`. Writes: `dibaoYuan`.
/// - Random: ``ModelStreams/dibao``, one draw a household for the whole run: who is left out this year is left out next year.
/// - Source: model description 5.1; income and means tested together, Interim Measures for Social Assistance (State Council 2014),
///   article 9; many who are entitled are left out, Golan, Sicular and Umapathi 2015 (WPS 7374).
/// - Proof: `DibaoAnalytic`.
enum Dibao {
  static func run(_ context: QuarterContext, gacha: Int) {
    let (state, rural, persons) = (context.state, context.settings.rural, context.banner.households.persons)
    guard rural.isDibaoPaid else {
      for h in context.banner.places.gacha[gacha].households { state.dibaoYuan[h] = .zero }
      return
    }
    for h in context.banner.places.gacha[gacha].households {
      // The test looks at income before the allowance.
      let income = state.incomeYearYuan[h] - state.dibaoYuan[h] * 4
      let missing = (Lanes(repeating: rural.dibaoLineYuan * persons[h]) - income).atLeast(0)
      guard hasAny(missing .> .zero) else {
        state.dibaoYuan[h] = .zero
        continue
      }
      let isWithoutMeans = state.sheepUnits[h] .<= Lanes(repeating: rural.dibaoHerdMaximum * persons[h])
      let luck = context.random.uniform(
        ModelStreams.all.dibao, entity: context.banner.households.rosterNumber[h], quarter: 0, index: 0)
      // Nobody gets more than the line.
      let granted = missing.atMost(rural.dibaoLineYuan * persons[h]).masked(by: isWithoutMeans)
      state.dibaoYuan[h] = granted.masked(by: luck .< Lanes(repeating: rural.dibaoTakeUp)) / 4
    }
  }
}
