import KhorshooNumerics

/// Summer growth on the pasture that each household uses, and autumn haymaking.
///
/// - When: summer (growth) and autumn (hay), before ``Feeding``.
/// - Reads: weather of the year, `pastureCondition`, `letMu`, `rentedMu`, `isMember`. Writes: `standingKg`, `grazedKg`, `hayKg`.
/// - Random: none (the weather is drawn in ``BlockShocks``).
/// - Source: model description 3 and 4; joint use of pasture with gains (Leisher et al. 2012, doi:10.1371/journal.pone.0030991) or
///   none (rotation, Briske et al. 2008, Rangeland Ecol Manage 61:3).
/// - Proof: `ForageProperty`, `JointUseProperty`.
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
    let rural = context.settings.rural
    let weather = context.shocks.forageLog(gacha: gacha, year: context.year)
    let kgPerMu = expLanes(weather + context.banner.gachaLogYield[gacha]) / 15
    let rentedCondition = PastureCondition.ofLetPasture(context, gacha)
    for h in context.banner.places.gacha[gacha].households {
      let own = households.pastureMu[h] - state.letMu[h]
      var yieldKg = kgPerMu * (own * state.pastureCondition[h] + state.rentedMu[h] * rentedCondition)
      if rural.jointUseShare > 0 {
        let joint = state.isMember[h] * context.openChannels.input * rural.jointUseShare
        yieldKg = yieldKg * (1 + joint * rural.jointUseGain)
      }
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
