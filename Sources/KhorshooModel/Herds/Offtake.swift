import KhorshooNumerics

/// Sales: the regular offtake of the season, the surplus over the target herd in autumn, and distress sales.
///
/// - When: each quarter, after ``Mortality``.
/// - Reads: `herd`, `knowledge`, `cashYuan`, `priceLuck`, feed deficit, prices.
/// - Writes: `herd`, `salesSheepUnits`; flows `salesHead`, `salesYuan`, `tradableYuan`, `herdCostYuan`; stock ledger.
/// - Random: with `demography: stochastic` ``ModelStreams/wholeAnimals``, entity = household x classes + class.
/// - Source: model description 4 (offtake); regimes `regimes.*`; distress discount `husbandry.distressDiscount`.
/// - Proof: `HerdGrowthAnalytic` (regular offtake), `LedgersProperty`.
enum Offtake {
  static func run(_ context: QuarterContext, gacha: Int) {
    let (state, flows, husbandry) = (context.state, context.flows, context.settings.husbandry)
    let range = context.banner.places.gacha[gacha].households
    let sheepUnitYuan = context.price(0) * HerdRates.sheepUnitKg
    for h in range {
      let local = h - range.lowerBound
      let isImproved = state.knowledge[h] .>= Lanes(repeating: husbandry.improvedThreshold)
      let regime = choose(isImproved, Lanes(repeating: husbandry.improvedOfftakeRatio), Lanes(repeating: 1))
      let surplus = context.season == 3 ? surplusShare(context, h, regime) : .zero
      var (extra, discount) = (surplus, Lanes.zero)
      if hasAny((flows.deficitFraction[local] - state.cashYuan[h].atMost(0)) .> .zero) {
        let distress = distressShare(context, h, local, sheepUnitYuan)
        extra = (surplus + distress).atMost(1)
        discount = distress / (surplus + distress).atLeast(1e-6) * husbandry.distressDiscount
      }
      sell(context, h, local, regime: regime, extra: extra, discount: discount)
    }
  }

  /// Share of the saleable herd that hunger and arrears force on the market.
  @inline(__always)
  private static func distressShare(_ context: QuarterContext, _ h: Int, _ local: Int, _ sheepUnitYuan: Lanes) -> Lanes
  {
    let (flows, husbandry) = (context.flows, context.settings.husbandry)
    let hunger = flows.deficitFraction[local] * husbandry.distressSaleResponse
    // Arrears are paid by selling animals, a part of the herd at a time.
    let herdYuan = flows.openingSheepUnits[local] * sheepUnitYuan
    let arrears = (-context.state.cashYuan[h]).atLeast(0) / herdYuan.atLeast(1)
    return (hunger + arrears.atMost(husbandry.arrearsSaleMax)).atMost(husbandry.distressSaleMax)
  }

  /// Share of the saleable herd that brings it down to the target after the regular offtake.
  @inline(__always)
  private static func surplusShare(_ context: QuarterContext, _ h: Int, _ regime: Lanes) -> Lanes {
    let rates = context.rates
    let herd = context.state.herd + h * rates.classCount
    var (kept, saleable) = (Lanes.zero, Lanes.zero)
    let season = context.season - 1
    for k in 0..<rates.classCount {
      let entry = rates.classes[k]
      let left = herd[k] * (1 - (regime * entry.offtake[season]).atMost(1)) * entry.sheepUnits
      kept += left
      saleable += left * entry.destocking
    }
    let above = (kept - HerdTarget.sheepUnits(context, h)).atLeast(0)
    return (above * context.settings.husbandry.destockingShare / saleable.atLeast(1e-3)).atMost(1)
  }

  @inline(__always)
  private static func sell(
    _ context: QuarterContext, _ h: Int, _ local: Int, regime: Lanes, extra: Lanes, discount: Lanes
  ) {
    let (rates, flows, banner) = (context.rates, context.flows, context.banner)
    let herd = context.state.herd + h * rates.classCount
    let season = context.season - 1
    let isStochastic = context.settings.husbandry.isStochastic
    // Outside autumn few classes are sold; what nobody sells stays as it is.
    let sellsFurther = hasAny(extra .> .zero)
    var (head, yuan, tradable, units, cost) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    for s in rates.species.indices {
      var (soldHead, soldKg, furtherKg) = (Lanes.zero, Lanes.zero, Lanes.zero)
      for k in rates.species[s].classes {
        let entry = rates.classes[k]
        guard sellsFurther || entry.offtake[season] > 0 else { continue }
        let regular = herd[k] * (regime * entry.offtake[season]).atMost(1)
        let further = (herd[k] - regular) * (extra * entry.destocking)
        // Rounding of the two parts must not sell more than there is.
        var sold = (regular + further).atMost(herd[k])
        if isStochastic {
          sold = whole(
            sold, atMost: herd[k], context, entity: context.banner.households.rosterNumber[h] * rates.classCount + k)
        }
        herd[k] -= sold
        soldHead += sold
        soldKg += sold * entry.liveWeightKg
        furtherKg += further * entry.liveWeightKg
        units += sold * entry.sheepUnits
      }
      // Only the further sales of a household in distress go at a discount.
      let soldYuan = context.price(s) * context.state.priceLuck[h] * (soldKg - discount * furtherKg.atMost(soldKg))
      flows.stock.entries[s].sales += soldHead
      head += soldHead
      yuan += soldYuan
      cost += soldHead * rates.species[s].transportYuanPerHead
      tradable += soldYuan * banner.dealsIn[h * rates.species.count + s]
    }
    flows.salesHead[local] = head
    flows.salesYuan[local] = yuan
    flows.tradableYuan[local] = tradable
    flows.herdCostYuan[local] = cost
    context.state.salesSheepUnits[h] = units
  }

  /// Rounded up or down at random, the mean kept.
  @inline(__always)
  private static func whole(_ head: Lanes, atMost most: Lanes, _ context: QuarterContext, entity: Int) -> Lanes {
    let u = context.random.uniform(ModelStreams.wholeAnimals, entity: entity, quarter: context.time, index: 0)
    return floorLanes(head + u).atMost(most)
  }
}

/// The herd that a household aims at.
enum HerdTarget {
  /// Sheep units: its herd at the start times a ratio, more for members with credit, cut by the grass-livestock balance.
  @inline(__always)
  static func sheepUnits(_ context: QuarterContext, _ h: Int) -> Lanes {
    let (settings, households) = (context.settings, context.banner.households)
    let own = households.sheepUnitsAtStart[h] * settings.husbandry.targetHerdRatio
    let gain = context.openChannels.finance * (settings.cooperative.herdTargetGain * households.usesServices[h])
    let wanted = (1 + context.state.isMember[h] * gain) * own
    guard settings.income.isBalanceEnforced else { return wanted }
    let cap = context.banner.capacitySheepUnits[h] * settings.income.balanceCapRatio
    return wanted - (wanted - cap).atLeast(0) * settings.income.balanceCompliance
  }
}
