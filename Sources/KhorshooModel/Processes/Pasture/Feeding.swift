import KhorshooNumerics

/// Animals graze, eat stored hay, then bought hay; what is left unmet is the feed deficit.
///
/// - When: each quarter, after births and before deaths.
/// - Reads: `herd`, severity of dzud, price of hay, `cashYuan`, `debtYuan`.
/// - Writes: `standingKg`, `grazedKg`, `hayKg`, `deficitMemory`; flows `openingSheepUnits`, `demandKg`, `hayBoughtKg`,
///   `deficitFraction`.
/// - Random: none.
/// - Source: model description 4 (forage); intake NY/T 635-2015; hay before death in Inner Mongolia (stylised fact 3).
/// - Proof: `ForageProperty`, `HayReserveProperty`.
enum Feeding {
  static func run(_ context: QuarterContext, gacha: Int, households: Range<Int>) {
    let (state, flows, forage) = (context.state, context.flows, context.settings.forage)
    let first = context.banner.places.gacha[gacha].households.lowerBound
    let rates = context.rates
    let kgPerSheepUnit = forage.intakeKgPerSheepUnitDay * 365 / 4
    let open = (1 - context.dzudSeverity(gacha) * forage.snowClosure) * forage.grazingShare[context.season - 1]
    let hayKgPerYuan = 1 / context.price(context.banner.goods.hay)
    for h in households {
      let local = h - first
      let herd = state.herd + h * rates.classCount
      let units = sheepUnits(herd, rates)
      let demand = (units - suckling(herd, rates, context.season)) * kgPerSheepUnit
      let grazed = (demand * open).atMost(state.standingKg[h])
      let gap = demand - grazed
      let stored = gap.atMost(state.hayKg[h])
      let wanted = (gap - stored) * forage.hayBuyingShare
      let purse = (state.cashYuan[h] + context.creditLimit(h, sheepUnits: units) - state.debtYuan[h]).atLeast(0)
      let bought = wanted.atMost(purse * hayKgPerYuan)
      let deficit = ((gap - stored - bought) / demand.atLeast(1)).atLeast(0)
      state.standingKg[h] = state.standingKg[h] - grazed
      state.grazedKg[h] = state.grazedKg[h] + grazed
      state.hayKg[h] = state.hayKg[h] - stored
      state.deficitMemory[h] = state.deficitMemory[h].atLeast(deficit)
      flows.openingSheepUnits[local] = units
      flows.demandKg[local] = demand
      flows.hayBoughtKg[local] = bought
      flows.deficitFraction[local] = deficit
    }
  }

  /// Sheep units of the newborn of spring that live on milk (`forage.newbornSpringDemand` is what they eat themselves).
  @inline(__always)
  private static func suckling(_ herd: Rows, _ rates: HerdRates, _ season: Int) -> Lanes {
    guard season == 1 else { return .zero }
    var units = Lanes.zero
    for species in rates.species {
      let (female, male) = (species.femaleNewborn, species.maleNewborn)
      units += herd[female] * rates.classes[female].sheepUnits + herd[male] * rates.classes[male].sheepUnits
    }
    return units * (1 - rates.newbornSpringDemand)
  }

  /// Sheep units of a household's herd.
  @inline(__always)
  static func sheepUnits(_ herd: Rows, _ rates: HerdRates) -> Lanes {
    var units = Lanes.zero
    for k in 0..<rates.classCount { units += herd[k] * rates.classes[k].sheepUnits }
    return units
  }
}
