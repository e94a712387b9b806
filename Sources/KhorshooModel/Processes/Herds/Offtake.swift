import KhorshooNumerics

/// Sales: the regular offtake of the season, the surplus far above the target herd in autumn, and distress sales.
///
///     regular share of a class = regime x balanced share of the season x (1 + elasticity x (herd / target - 1)), 0 to 1
///
/// Herd and target are those of the species in the season, so that a herd at its target sells what it brings forth and one
/// below it grows back. What the household will slaughter in winter is set aside first.
///
/// - When: each quarter, after ``Mortality``.
/// - Reads: `herd`, `isMember`, `knowledge`, `cashYuan`, `priceLuck`, feed deficit, prices.
/// - Writes: `herd`, `salesSheepUnits`; flows `salesHead`, `salesYuan`, `tradableYuan`, `herdCostYuan`; stock ledger.
/// - Random: with `demography: stochastic` ``ModelStreams/wholeAnimals``, entity = household x classes + class.
/// - Source: model description 4 (offtake); balance ``HerdBalance``; regimes `regimes.*`; `husbandry.offtakeElasticity`;
///   distress discount `husbandry.distressDiscount`.
/// - Proof: `HerdGrowthAnalytic` (regular offtake), `StationaryHerdProperty`, `LedgersProperty`.
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
      plan(context, h, regime)
      let surplus = context.season == 3 ? surplusShare(context, h) : .zero
      var (extra, discount) = (surplus, Lanes.zero)
      if hasAny((flows.deficitFraction[local] - state.cashYuan[h].atMost(0)) .> .zero) {
        let distress = distressShare(context, h, local, sheepUnitYuan)
        extra = (surplus + distress).atMost(1)
        discount = distress / (surplus + distress).atLeast(1e-6) * husbandry.distressDiscount
      }
      if husbandry.isStochastic {
        // Rounded up or down at random, the mean kept.
        sell(context, h, local, extra: extra, discount: discount) { k, wanted, most in
          let u = random.uniform(
            ModelStreams.all.wholeAnimals, entity: rosterNumber[h] * classCount + k, quarter: time, index: 0)
          return floorLanes(wanted + u).atMost(most)
        }
      } else {
        sell(context, h, local, extra: extra, discount: discount) { _, wanted, _ in wanted }
      }
    }
  }

  /// Regular sales of each class, head, into ``QuarterFlows/regularHead``.
  @inline(__always)
  private static func plan(_ context: QuarterContext, _ h: Int, _ regime: Lanes) {
    let (rates, flows) = (context.rates, context.flows)
    let (classes, offtake) = (rates.classes, rates.offtake(season: context.season))
    let herd = context.state.herd + h * rates.classCount
    let target = HerdTarget.sheepUnits(context, h)
    let persons = context.banner.households.persons[h]
    for s in rates.species.indices {
      let species = rates.species[s]
      guard species.classes.contains(where: { offtake[$0] > 0 }) else {
        for k in species.classes { flows.regularHead[k] = .zero }
        continue
      }
      let response = regime * response(context, h, s, target, herd)
      // Slaughter of winter, from the same animals.
      let isReserved = context.season == 3 && species.homeUseHeadPerPersonYear > 0
      var need = Lanes.zero
      if isReserved {
        var available = Lanes.zero
        for k in species.classes { available += herd[k] * classes[k].homeUse }
        need = (Lanes(repeating: persons * species.homeUseHeadPerPersonYear) / available.atLeast(1e-3)).atMost(1)
      }
      for k in species.classes {
        guard offtake[k] > 0 else {
          flows.regularHead[k] = .zero
          continue
        }
        let regular = herd[k] * (response * offtake[k]).atMost(1)
        let free = isReserved ? regular - herd[k] * (need * classes[k].homeUse) : regular
        flows.regularHead[k] = free.atLeast(0)
      }
    }
  }

  /// Regular offtake relative to that of a herd at its target, at least 0.
  @inline(__always)
  private static func response(
    _ context: QuarterContext, _ h: Int, _ s: Int, _ target: Lanes, _ herd: Rows
  ) -> Lanes {
    let (rates, elasticity) = (context.rates, context.settings.husbandry.offtakeElasticity)
    let species = rates.species[s]
    var units = Lanes.zero
    for k in species.classes { units += herd[k] * rates.classes[k].sheepUnits }
    let share = context.banner.speciesShare[h * rates.species.count + s] * species.before[context.season - 1]
    // A species that the household did not keep has no target.
    guard share > 0 else { return Lanes(repeating: 1) }
    return (1 + (units / (target * share).atLeast(1e-3) - 1) * elasticity).atLeast(0)
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

  /// Share of the saleable herd whose sale brings what is left down to the target and its tolerance.
  @inline(__always)
  private static func surplusShare(_ context: QuarterContext, _ h: Int) -> Lanes {
    let (rates, husbandry) = (context.rates, context.settings.husbandry)
    let herd = context.state.herd + h * rates.classCount
    var (kept, saleable) = (Lanes.zero, Lanes.zero)
    for k in 0..<rates.classCount {
      let entry = rates.classes[k]
      let left = (herd[k] - context.flows.regularHead[k]) * entry.sheepUnits
      kept += left
      saleable += left * entry.destocking
    }
    let most =
      HerdTarget.sheepUnits(context, h) * (HerdTarget.seasonRatio(context, h) * (1 + husbandry.targetTolerance))
    let above = (kept - most).atLeast(0)
    return (above * husbandry.destockingShare / saleable.atLeast(1e-3)).atMost(1)
  }

  /// Sells animals of a household. The closure says how many of a class go, of the head wanted and the head there is.
  @inline(__always)
  private static func sell(
    _ context: QuarterContext, _ h: Int, _ local: Int, extra: Lanes, discount: Lanes,
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
        let regular = flows.regularHead[k]
        let sold: Lanes
        if sellsFurther {
          let further = (herd[k] - regular) * (extra * entry.destocking)
          // Rounding of the two parts must not sell more than there is.
          sold = rounded(k, (regular + further).atMost(herd[k]), herd[k])
          furtherKg += further * entry.liveWeightKg
        } else {
          sold = rounded(k, regular.atMost(herd[k]), herd[k])
        }
        herd[k] -= sold
        soldHead += sold
        soldKg += sold * entry.liveWeightKg
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
  /// Sheep units before the births of spring: its herd at the start times a ratio and the trend, more for members with
  /// credit and with the pasture of who left, cut by the grass-livestock balance. The herd at the start of a member already
  /// holds what membership adds.
  @inline(__always)
  static func sheepUnits(_ context: QuarterContext, _ h: Int) -> Lanes {
    let (settings, households, state) = (context.settings, context.banner.households, context.state)
    let mostGain = settings.cooperative.herdTargetGain * households.usesServices[h]
    let past = households.isMemberAtStart[h] && !context.isPast ? 1 + mostGain : 1
    let own = households.sheepUnitsAtStart[h] * context.targetRatio / past
    let gain = state.isMember[h] * (context.openChannels.finance * mostGain)
    let wanted = (1 + gain) * own * (1 - state.hasLeft[h]) + state.inheritedSheepUnits[h]
    guard settings.income.isBalanceEnforced else { return wanted }
    let cap = context.banner.capacitySheepUnits[h] * settings.income.balanceCapRatio
    return wanted - (wanted - cap).atLeast(0) * settings.income.balanceCompliance
  }

  /// Size of a household's herd after the season's sales relative to that before the births of spring, at its target.
  @inline(__always)
  static func seasonRatio(_ context: QuarterContext, _ h: Int) -> Float {
    let (rates, shares) = (context.rates, context.banner.speciesShare)
    var ratio: Float = 0
    for s in rates.species.indices {
      ratio += shares[h * rates.species.count + s] * rates.species[s].after[context.season - 1]
    }
    return ratio
  }
}
