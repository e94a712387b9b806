import KhorshooNumerics

/// Counts the herd once it is settled: head of each species, sheep units, labour and care it needs.
///
///     care of a quarter = (veterinary x regime + SU x (supplement + overhead)) / 4 x (1 + learntCareCost (knowledge - knowledge at the start)+)
///
/// Who has learnt husbandry keeps more animals alive, and spends more or less on that: training that pushes feed, drugs and
/// equipment beyond what pays is a loss.
///
/// - When: each quarter, after all births, deaths, sales and purchases.
/// - Reads: `herd`, `knowledge`. Writes: `sheepUnits`; flows `speciesHead`, `labourDays`, `herdCostYuan`.
/// - Random: none.
/// - Source: model description 4 and 5; `herds.<species>.labourDaysPerHeadYear`, `veterinaryYuanPerHeadYear`,
///   `husbandry.supplementYuanPerSheepUnitYear`, `overheadYuanPerSheepUnitYear`, `learntCareCost`.
/// - Proof: `TotalsProperty`, `CurrencyProperty`, `SpendingAnalytic`.
enum HerdCensus {
  static func run(_ context: QuarterContext, gacha: Int, households: Range<Int>) {
    let (state, flows, rates) = (context.state, context.flows, context.rates)
    let husbandry = context.settings.husbandry
    let keepYuan = (husbandry.supplementYuanPerSheepUnitYear + husbandry.overheadYuanPerSheepUnitYear) / 4
    let first = context.banner.places.gacha[gacha].households.lowerBound
    let knowledgeAtStart = context.banner.households.knowledge
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
      let learnt = (state.knowledge[h] - knowledgeAtStart[h]).atLeast(0)
      let spent = (care * veterinary + units * keepYuan) * (1 + learnt * husbandry.learntCareCost)
      state.sheepUnits[h] = units
      flows.labourDays[local] = days
      flows.herdCostYuan[local] = flows.herdCostYuan[local] + spent
    }
  }
}
