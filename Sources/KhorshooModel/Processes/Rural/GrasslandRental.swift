import KhorshooNumerics

/// Grassland changes hands within the gacha for a year: who has more than its herd needs lets it to who has less.
///
/// - When: summer, after ``PastureCondition`` and before ``ForageGrowth``; the contracts of the year before have ended.
/// - Reads: `sheepUnits`, `pastureCondition`, `cashYuan`, `debtYuan`, `isMember`, `hasLeft`, prices.
/// - Writes: `letMu`, `rentedMu`, `inheritedSheepUnits`; flow `rentYuan`.
/// - Random: ``ModelStreams/rental``, one draw a household for the whole run: finding a partner.
/// - Source: model description 4.1; 43 % of households take part, larger herds rent and smaller ones let (eastern Inner Mongolia,
///   doi:10.1016/j.landusepol.2017.07.006); cooperatives make it easier (Zhang et al. 2017, Rangeland J 39:179).
/// - Proof: `GrasslandRentalAnalytic`, `GrasslandRentalProperty`, the money ledger in every run.
enum GrasslandRental {
  /// What a gacha's market looks like to everyone in it. Shape of each: 16.
  private struct Market {
    /// Sheep units that a mu in full condition carries in a normal year at proper use.
    let carried: Float
    /// 1 where a mu is worth more as forage than it costs at the usual rent.
    let isWorth: Lanes
    /// The highest rent that can come about, yuan a mu.
    let highestRent: Float
  }

  /// Bounds of what is wanted over what is offered, in the rent.
  private static let scarcity: Float = 4

  static func run(_ context: QuarterContext, gacha: Int) {
    let (state, rural, flows) = (context.state, context.settings.rural, context.flows)
    let range = context.banner.places.gacha[gacha].households
    guard rural.isRentalAllowed else {
      for h in range { (state.letMu[h], state.rentedMu[h], state.inheritedSheepUnits[h]) = (.zero, .zero, .zero) }
      return
    }
    let market = market(context, gacha)
    var (offered, wanted) = (Lanes.zero, Lanes.zero)
    for h in range {
      let plan = plan(context, h, market)
      (state.letMu[h], state.rentedMu[h]) = plan
      offered += plan.let
      wanted += plan.rented
    }
    let ratio = ((wanted + 1) / (offered + 1)).atLeast(1 / scarcity).atMost(scarcity)
    let rent = expLanes(logLanes(ratio) * rural.rentElasticity) * rural.rentYuanPerMu
    let traded = offered.atMost(wanted)
    let (ofOffered, ofWanted) = (traded / offered.atLeast(1e-3), traded / wanted.atLeast(1e-3))
    var left = Lanes.zero
    for h in range {
      state.letMu[h] = state.letMu[h] * ofOffered
      let pastureMu = Swift.max(context.banner.households.pastureMu[h], 1e-3)
      left += state.hasLeft[h] * state.letMu[h] * (context.banner.households.sheepUnitsAtStart[h] / pastureMu)
    }
    let herdPerMu = left / traded.atLeast(1e-3)
    for h in range {
      state.rentedMu[h] = state.rentedMu[h] * ofWanted
      state.inheritedSheepUnits[h] = state.rentedMu[h] * herdPerMu
      flows.rentYuan[h - range.lowerBound] = (state.letMu[h] - state.rentedMu[h]) * rent
    }
  }

  private static func market(_ context: QuarterContext, _ gacha: Int) -> Market {
    let (forage, rural) = (context.settings.forage, context.settings.rural)
    let kgPerMu = Float(stableExp(Double(context.banner.gachaLogYield[gacha]))) / 15 * forage.properUseShare
    let worth = context.price(context.banner.goods.hay) * kgPerMu
    return Market(
      carried: kgPerMu / (forage.intakeKgPerSheepUnitDay * 365),
      isWorth: choose(worth .> Lanes(repeating: rural.rentYuanPerMu), Lanes(repeating: 1), .zero),
      highestRent: rural.rentYuanPerMu * Float(stableExp(Double(rural.rentElasticity) * stableLog(Double(scarcity)))))
  }

  /// What a household offers and what it wants, mu; one of them is zero.
  @inline(__always)
  private static func plan(_ context: QuarterContext, _ h: Int, _ market: Market) -> (let: Lanes, rented: Lanes) {
    let (state, rural, households) = (context.state, context.settings.rural, context.banner.households)
    let luck = context.random.uniform(
      ModelStreams.all.rental, entity: households.rosterNumber[h], quarter: 0, index: 0)
    let service =
      state.isMember[h] * context.openChannels.input * (rural.rentalService * households.usesServices[h])
    let finds = 1 - (1 - service) * (1 - rural.participationShare)
    let own = Lanes(repeating: households.pastureMu[h])
    let needed = state.sheepUnits[h] / (state.pastureCondition[h] * market.carried)
    let spare = (own - needed * (1 + rural.rentalReserveShare)).atLeast(0)
    let missing = (needed - own).atLeast(0) * market.isWorth
    let purse = (state.cashYuan[h] + context.creditLimit(h, sheepUnits: state.sheepUnits[h]) - state.debtYuan[h])
      .atLeast(0)
    let takesPart = luck .< finds
    // A place without a herder has its pasture on offer.
    let offered = choose(state.hasLeft[h] .> .zero, own, spare.masked(by: takesPart))
    return (offered, missing.atMost(purse / market.highestRent.clamped).masked(by: takesPart))
  }
}

extension Float {
  /// Not below what can be divided by.
  fileprivate var clamped: Float { Swift.max(self, 1e-3) }
}
