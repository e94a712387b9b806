import KhorshooNumerics

/// Summer growth on each household's pasture, and autumn haymaking.
///
/// - When: summer (growth) and autumn (hay), before ``Feeding``.
/// - Reads: weather of the year, `pastureCondition`, `grazedKg`. Writes: `standingKg`, `grazedKg`, `pastureCondition`, `hayKg`.
/// - Random: none (the weather is drawn in ``BlockShocks``).
/// - Source: model description 3 and 4; overgrazing lowers next year's growth (`forage.degradationRate`).
/// - Proof: `ForageProperty`.
enum ForageGrowth {
  static func run(_ context: QuarterContext, gacha: Int) {
    switch context.season {
    case 2: grow(context, gacha)
    case 3: mow(context, gacha)
    default: break
    }
  }

  private static func grow(_ context: QuarterContext, _ gacha: Int) {
    let (state, forage, households) = (context.state, context.settings.forage, context.banner.households)
    let weather = context.shocks.forageLog(gacha: gacha, year: context.year)
    let kgPerMu = expLanes(weather + context.banner.gachaLogYield[gacha]) / 15
    for h in context.banner.places.gacha[gacha].households {
      let reachable = state.standingKg[h] + state.grazedKg[h]
      let proper = reachable * (forage.properUseShare / forage.maximumUseShare)
      let overuse = (state.grazedKg[h] / proper.atLeast(1) - 1).atLeast(0)
      let old = state.pastureCondition[h]
      let condition = (old * (1 - overuse * forage.degradationRate) + (1 - old) * forage.recoveryPerYear)
        .atLeast(forage.conditionFloor).atMost(1)
      state.pastureCondition[h] = condition
      let yieldKg = kgPerMu * households.pastureMu[h] * condition
      state.standingKg[h] = yieldKg * ((1 - forage.hayAreaShare) * forage.maximumUseShare)
      state.grazedKg[h] = .zero
      state.hayKg[h] = state.hayKg[h] * (1 - forage.hayLossPerYear)
    }
  }

  private static func mow(_ context: QuarterContext, _ gacha: Int) {
    let (state, forage) = (context.state, context.settings.forage)
    let hayOfStanding =
      forage.hayAreaShare * forage.hayHarvestShare / ((1 - forage.hayAreaShare) * forage.maximumUseShare)
    for h in context.banner.places.gacha[gacha].households {
      state.hayKg[h] = state.hayKg[h] + (state.standingKg[h] + state.grazedKg[h]) * hayOfStanding
    }
  }
}
