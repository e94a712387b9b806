import KhorshooNumerics

/// What the year's grazing has done to each household's own pasture, whoever used it: condition is relative to the start,
/// where the pasture is in balance with past use (``UsualGrazing``).
///
/// - When: summer, before pasture is let anew in ``GrasslandRental``.
/// - Reads: `standingKg`, `grazedKg`, `letMu`, `rentedMu`, `pastureCondition`. Writes: `pastureCondition`.
/// - Random: none.
/// - Source: model description 4.1; overgrazing lowers next year's growth (`forage.degradationRate`).
/// - Proof: `ForageProperty`, `GrasslandRentalProperty`.
enum PastureCondition {
  static func run(_ context: QuarterContext, gacha: Int) {
    let (state, forage, households) = (context.state, context.settings.forage, context.banner.households)
    let range = context.banner.places.gacha[gacha].households
    // Pasture that is let is one pool: all who rent treat it as they treat their own.
    var (rented, burden) = (Lanes.zero, Lanes.zero)
    for h in range {
      rented += state.rentedMu[h]
      burden += state.rentedMu[h] * overuse(context, h)
    }
    let ofRenters = burden / rented.atLeast(1e-3)
    for h in range {
      let own = overuse(context, h)
      let letShare = state.letMu[h] / Swift.max(households.pastureMu[h], 1e-3)
      let overuse = own + letShare * (ofRenters - own)
      let old = state.pastureCondition[h]
      // What the herd of the start did to it every year was made good every year.
      let usual = context.usualOveruse[h] * forage.degradationRate
      let most = forage.recoveryPerYear > 0 ? 1 + usual / forage.recoveryPerYear : 1
      let condition =
        old * (1 - overuse * forage.degradationRate) + (1 - old) * forage.recoveryPerYear + Lanes(repeating: usual)
      state.pastureCondition[h] = condition.atLeast(forage.conditionFloor).atMost(most)
    }
  }

  /// Grazing above proper use on the pasture that a household used, relative to proper use.
  @inline(__always)
  private static func overuse(_ context: QuarterContext, _ h: Int) -> Lanes {
    let (state, forage) = (context.state, context.settings.forage)
    let reachable = state.standingKg[h] + state.grazedKg[h]
    let proper = reachable * (forage.properUseShare / forage.maximumUseShare)
    return (state.grazedKg[h] / proper.atLeast(1) - 1).atLeast(0)
  }

  /// Mean condition of the pasture that is let in a gacha; 0 where none is.
  static func ofLetPasture(_ context: QuarterContext, _ gacha: Int) -> Lanes {
    let state = context.state
    var (mu, condition) = (Lanes.zero, Lanes.zero)
    for h in context.banner.places.gacha[gacha].households {
      mu += state.letMu[h]
      condition += state.letMu[h] * state.pastureCondition[h]
    }
    return condition / mu.atLeast(1e-3)
  }
}
