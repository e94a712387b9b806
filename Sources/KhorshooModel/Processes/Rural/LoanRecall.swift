import KhorshooNumerics

/// Loans fall due at the autumn sale: beyond what may be rolled over they are repaid, if need be by selling more animals.
///
/// - When: autumn, after ``Offtake``; ``HouseholdSpending`` pays.
/// - Reads: `herd`, `cashYuan`, `debtYuan`, `isMember`, `priceLuck`, flow `openingSheepUnits`, prices.
/// - Writes: `herd`, `salesSheepUnits`; flows `dueYuan`, `salesHead`, `salesYuan`, `tradableYuan`, `herdCostYuan`; stock ledger.
/// - Random: with `demography: stochastic` ``ModelStreams/wholeAnimals`` index 3.
/// - Source: model description 5.2; loans of a year for winter forage, sales forced by repayment (Zhang, Huntsinger, Li and Li 2018,
///   Rangeland Ecol Manage 71:382); debts rolled over (Zhang et al. 2022, doi:10.1007/s13280-021-01586-y).
/// - Proof: `LoanRecallAnalytic`, `LedgersProperty`, the ledgers in every run.
enum LoanRecall {
  static func run(_ context: QuarterContext, gacha: Int, households: Range<Int>) {
    let (state, flows, rural) = (context.state, context.flows, context.settings.rural)
    guard rural.isDebtCalled else { return }
    let first = context.banner.places.gacha[gacha].households.lowerBound
    for h in households {
      let local = h - first
      guard hasAny(state.debtYuan[h] .> .zero) else { continue }
      let gain =
        state.isMember[h] * context.openChannels.finance
        * (rural.rolloverGain * context.banner.households.usesServices[h])
      let limit = context.creditLimit(h, sheepUnits: flows.openingSheepUnits[local])
      let due = (state.debtYuan[h] - limit * (1 + gain) * rural.rolloverShare).atLeast(0)
      flows.dueYuan[local] = due
      let missing = (due - state.cashYuan[h].atLeast(0) - flows.salesYuan[local]).atLeast(0)
      if hasAny(missing .> .zero) { sell(context, h, local, missing) }
    }
  }

  /// Sells animals worth an amount, at the discount of a sale in distress.
  private static func sell(_ context: QuarterContext, _ h: Int, _ local: Int, _ missing: Lanes) {
    let (rates, flows, banner) = (context.rates, context.flows, context.banner)
    let (husbandry, prices) = (context.settings.husbandry, context.prices)
    let kept = context.state.priceLuck[h] * (1 - husbandry.distressDiscount)
    let herd = context.state.herd + h * rates.classCount
    var worth = Lanes.zero
    for s in rates.species.indices {
      for k in rates.species[s].classes {
        worth += herd[k] * (rates.classes[k].destocking * rates.classes[k].liveWeightKg) * prices[s]
      }
    }
    let share = (missing / (worth * kept).atLeast(1)).atMost(context.settings.rural.forcedSaleMaximum)
    for s in rates.species.indices {
      let species = rates.species[s]
      var (head, kg) = (Lanes.zero, Lanes.zero)
      for k in species.classes where rates.classes[k].destocking > 0 {
        var sold = herd[k] * (share * rates.classes[k].destocking).atMost(1)
        if husbandry.isStochastic {
          let u = context.random.uniform(
            ModelStreams.all.wholeAnimals, entity: banner.households.rosterNumber[h] * rates.classCount + k,
            quarter: context.time, index: 3)
          sold = floorLanes(sold + u).atMost(herd[k]).masked(by: sold .> .zero)
        }
        herd[k] -= sold
        head += sold
        kg += sold * rates.classes[k].liveWeightKg
        context.state.salesSheepUnits[h] += sold * rates.classes[k].sheepUnits
      }
      let yuan = kg * prices[s] * kept
      flows.stock.entries[s].sales += head
      flows.salesHead[local] += head
      flows.salesYuan[local] += yuan
      flows.tradableYuan[local] += yuan * banner.dealsIn[h * rates.species.count + s]
      flows.herdCostYuan[local] += head * species.transportYuanPerHead
    }
  }
}
