import KhorshooNumerics

/// Breeding females bought when the herd is below its target and cash allows.
///
/// - When: summer, after ``Offtake``.
/// - Reads: `herd`, `cashYuan`, `incomeYearYuan`, prices. Writes: `herd`; flows `purchasesHead`, `purchasesYuan`; stock ledger.
/// - Random: with `demography: stochastic` ``ModelStreams/wholeAnimals`` index 2.
/// - Source: model description 4 (purchase).
/// - Proof: `LedgersProperty`.
enum Restocking {
  static func run(_ context: QuarterContext, gacha: Int, households: Range<Int>) {
    let (state, flows, rates) = (context.state, context.flows, context.rates)
    let husbandry = context.settings.husbandry
    let first = context.banner.places.gacha[gacha].households.lowerBound
    for h in households {
      let local = h - first
      let herd = state.herd + h * rates.classCount
      let wanted = HerdTarget.sheepUnits(context, h) * HerdTarget.seasonRatio(context, h)
      let missing = (wanted - Feeding.sheepUnits(herd, rates)).atLeast(0)
      let buffer = state.incomeYearYuan[h].atLeast(0) * context.settings.income.bufferShare
      let budget = (state.cashYuan[h] - buffer).atLeast(0) * husbandry.restockingCashShare
      var (head, paid) = (Lanes.zero, Lanes.zero)
      for s in rates.species.indices {
        let k = rates.species[s].breedingClass
        let cost = context.price(s) * rates.classes[k].liveWeightKg
        let share = context.banner.speciesShare[h * rates.species.count + s]
        var bought = (missing * (husbandry.restockingShare * share / rates.classes[k].sheepUnits)).atMost(
          budget * share / cost)
        if husbandry.isStochastic {
          let u = context.random.uniform(
            ModelStreams.all.wholeAnimals, entity: context.banner.households.rosterNumber[h] * rates.classCount + k,
            quarter: context.time, index: 2)
          // Never rounded above what the budget pays for.
          bought = floorLanes(bought + u).atMost(floorLanes(budget * share / cost))
        }
        herd[k] += bought
        head += bought
        paid += bought * cost
        flows.stock.entries[s].purchases += bought
      }
      flows.purchasesHead[local] = head
      flows.purchasesYuan[local] = paid
    }
  }
}
