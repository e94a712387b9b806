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
  static func run(_ context: QuarterContext, gacha: Int, households: Range<Int>) {
    let (state, flows, husbandry) = (context.state, context.flows, context.settings.husbandry)
    let (random, time, classCount) = (context.random, context.time, context.rates.classCount)
    let rosterNumber = context.banner.households.rosterNumber
    let first = context.banner.places.gacha[gacha].households.lowerBound
    let sheepUnitYuan = context.price(0) * HerdRates.sheepUnitKg
    for h in households {
      let local = h - first
      let isImproved = state.knowledge[h] .>= Lanes(repeating: husbandry.improvedThreshold)
      let regime = choose(isImproved, Lanes(repeating: husbandry.improvedOfftakeRatio), Lanes(repeating: 1))
      let surplus = context.season == 3 ? surplusShare(context, h, regime) : .zero
      var (extra, discount) = (surplus, Lanes.zero)
      if hasAny((flows.deficitFraction[local] - state.cashYuan[h].atMost(0)) .> .zero) {
        let distress = distressShare(context, h, local, sheepUnitYuan)
        extra = (surplus + distress).atMost(1)
        discount = distress / (surplus + distress).atLeast(1e-6) * husbandry.distressDiscount
      }
      if husbandry.isStochastic {
        // Rounded up or down at random, the mean kept.
        sell(context, h, local, regime: regime, extra: extra, discount: discount) { k, wanted, most in
          let u = random.uniform(
            ModelStreams.all.wholeAnimals, entity: rosterNumber[h] * classCount + k, quarter: time, index: 0)
          return floorLanes(wanted + u).atMost(most)
        }
      } else {
        sell(context, h, local, regime: regime, extra: extra, discount: discount) { _, wanted, _ in wanted }
      }
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
    let (classes, offtake) = (rates.classes, rates.offtake(season: context.season))
    for k in 0..<rates.classCount {
      let entry = classes[k]
      let left = herd[k] * (1 - (regime * offtake[k]).atMost(1)) * entry.sheepUnits
      kept += left
      saleable += left * entry.destocking
    }
    let above = (kept - HerdTarget.sheepUnits(context, h)).atLeast(0)
    return (above * context.settings.husbandry.destockingShare / saleable.atLeast(1e-3)).atMost(1)
  }

  /// Sells animals of a household. The closure says how many of a class go, of the head wanted and the head there is.
  @inline(__always)
  private static func sell(
    _ context: QuarterContext, _ h: Int, _ local: Int, regime: Lanes, extra: Lanes, discount: Lanes,
    rounded: (_ k: Int, _ wanted: Lanes, _ atMost: Lanes) -> Lanes
  ) {
    let (rates, flows, banner) = (context.rates, context.flows, context.banner)
    let (species, classes, offtake) = (rates.species, rates.classes, rates.offtake(season: context.season))
    let (prices, luck) = (context.prices, context.state.priceLuck[h])
    let herd = context.state.herd + h * rates.classCount
    // Outside autumn few classes are sold; what nobody sells stays as it is.
    let sellsFurther = hasAny(extra .> .zero)
    var (head, yuan, tradable, units, cost) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    for s in species.indices {
      var (soldHead, soldKg, furtherKg) = (Lanes.zero, Lanes.zero, Lanes.zero)
      for k in species[s].classes {
        guard sellsFurther || offtake[k] > 0 else { continue }
        let entry = classes[k]
        let regular = herd[k] * (regime * offtake[k]).atMost(1)
        let further = (herd[k] - regular) * (extra * entry.destocking)
        // Rounding of the two parts must not sell more than there is.
        let sold = rounded(k, (regular + further).atMost(herd[k]), herd[k])
        herd[k] -= sold
        soldHead += sold
        soldKg += sold * entry.liveWeightKg
        furtherKg += further * entry.liveWeightKg
        units += sold * entry.sheepUnits
      }
      // Only the further sales of a household in distress go at a discount.
      let soldYuan = prices[s] * luck * (soldKg - discount * furtherKg.atMost(soldKg))
      flows.stock.entries[s].sales += soldHead
      head += soldHead
      yuan += soldYuan
      cost += soldHead * species[s].transportYuanPerHead
      tradable += soldYuan * banner.dealsIn[h * species.count + s]
    }
    flows.salesHead[local] = head
    flows.salesYuan[local] = yuan
    flows.tradableYuan[local] = tradable
    flows.herdCostYuan[local] = cost
    context.state.salesSheepUnits[h] = units
  }
}

/// The herd that a household aims at.
enum HerdTarget {
  /// Sheep units: its herd at the start times a ratio, more for members with credit and with pasture of who left, cut by the grass-livestock balance.
  @inline(__always)
  static func sheepUnits(_ context: QuarterContext, _ h: Int) -> Lanes {
    let (settings, households) = (context.settings, context.banner.households)
    let own = households.sheepUnitsAtStart[h] * settings.husbandry.targetHerdRatio
    let gain = context.openChannels.finance * (settings.cooperative.herdTargetGain * households.usesServices[h])
    let state = context.state
    let wanted = (1 + state.isMember[h] * gain) * own * (1 - state.hasLeft[h]) + state.inheritedSheepUnits[h]
    guard settings.income.isBalanceEnforced else { return wanted }
    let cap = context.banner.capacitySheepUnits[h] * settings.income.balanceCapRatio
    return wanted - (wanted - cap).atLeast(0) * settings.income.balanceCompliance
  }
}
