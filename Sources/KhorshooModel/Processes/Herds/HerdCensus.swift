import KhorshooNumerics

/// Counts the herd once it is settled: head of each species, sheep units, labour and care it needs.
///
/// - When: each quarter, after all births, deaths, sales and purchases.
/// - Reads: `herd`, `knowledge`. Writes: `sheepUnits`; flows `speciesHead`, `labourDays`, `herdCostYuan`.
/// - Random: none.
/// - Source: model description 4 and 5; `herds.<species>.labourDaysPerHeadYear`, `veterinaryYuanPerHeadYear`,
///   `husbandry.supplementYuanPerSheepUnitYear`, `overheadYuanPerSheepUnitYear`.
/// - Proof: `TotalsProperty`, `CurrencyProperty`.
enum HerdCensus {
  static func run(_ context: QuarterContext, gacha: Int, households: Range<Int>) {
    let (state, flows, rates) = (context.state, context.flows, context.rates)
    let husbandry = context.settings.husbandry
    let keepYuan = (husbandry.supplementYuanPerSheepUnitYear + husbandry.overheadYuanPerSheepUnitYear) / 4
    let first = context.banner.places.gacha[gacha].households.lowerBound
    for h in households {
      let local = h - first
      let herd = state.herd + h * rates.classCount
      var (units, days, care) = (Lanes.zero, Lanes.zero, Lanes.zero)
      for s in rates.species.indices {
        let species = rates.species[s]
        var head = Lanes.zero
        for k in species.classes {
          head += herd[k]
          units += herd[k] * rates.classes[k].sheepUnits
        }
        flows.speciesHead[local * rates.species.count + s] = head
        days += head * species.labourDaysPerQuarter
        care += head * species.veterinaryYuanPerQuarter
      }
      let isImproved = state.knowledge[h] .>= Lanes(repeating: husbandry.improvedThreshold)
      let veterinary = choose(isImproved, Lanes(repeating: husbandry.improvedVeterinaryRatio), Lanes(repeating: 1))
      state.sheepUnits[h] = units
      flows.labourDays[local] = days
      flows.herdCostYuan[local] = flows.herdCostYuan[local] + (care * veterinary + units * keepYuan)
    }
  }
}
