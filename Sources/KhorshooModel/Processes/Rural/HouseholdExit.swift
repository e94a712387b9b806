import KhorshooNumerics

/// Heads of households grow older, hand over, retire or leave for town; who gives up herding sells the herd.
///
/// A place that was left keeps its contracted pasture, which is let whole as far as others want it, and lives on work in town (who
/// left before the age of retirement), transfers and rent; its membership ends.
///
/// - When: autumn, after ``LoanRecall``.
/// - Reads: `herd`, `headAge`, `hasLeft`, `incomeYearYuan`, `priceLuck`, `holder`, prices.
/// - Writes: `herd`, `headAge`, `hasLeft`, `salesSheepUnits`; flows `salesHead`, `salesYuan`, `tradableYuan`, `herdCostYuan`; stock
///   ledger.
/// - Random: ``ModelStreams/turnover``, draws 0 (retiring), 1 (successor), 2 (leaving); 3 at the start (age).
/// - Source: model description 5.3; ages of herders doi:10.1038/s41598-025-91059-z (table 1); rates `turnover.*`.
/// - Proof: `HouseholdExitAnalytic`, `HouseholdTurnoverProperty`, the ledgers in every run.
enum HouseholdExit {
  /// The first morning: ages of heads.
  static func begin(_ context: QuarterContext) {
    let turnover = context.settings.turnover
    guard turnover.isEnabled else { return }
    for (h, number) in context.banner.households.rosterNumber.enumerated() {
      let u = context.random.uniform(ModelStreams.all.turnover, entity: number, quarter: 0, index: 3)
      context.state.headAge[h] = floorLanes(
        (normalQuantileLanes(u) * turnover.ageSd + turnover.ageMean).atLeast(turnover.successorAge)
          .atMost(turnover.retirementAge + 15))
    }
  }

  static func run(_ context: QuarterContext, gacha: Int, households: Range<Int>) {
    let (state, turnover, banner) = (context.state, context.settings.turnover, context.banner)
    guard turnover.isEnabled else { return }
    let first = banner.places.gacha[gacha].households.lowerBound
    for h in households {
      let u = context.random.uniforms(
        ModelStreams.all.turnover, entity: banner.households.rosterNumber[h], quarter: context.time)
      let herds = (1 - state.hasLeft[h]) * (1 - context.isBoundByOffice(h))
      let age = state.headAge[h] + 1
      let isOld = choose(age .>= Lanes(repeating: turnover.retirementAge), herds, .zero)
      let gives = choose(u.0 .< Lanes(repeating: turnover.retiringPerYear), isOld, .zero)
      let handsOver = choose(u.1 .< Lanes(repeating: turnover.successionShare), gives, .zero)
      let poor = Lanes(
        repeating: banner.households.persons[h] * context.settings.income.povertyLineYuan)
      let rate = choose(
        state.incomeYearYuan[h] .< poor, Lanes(repeating: turnover.leavingPerYear * turnover.poorRatio),
        Lanes(repeating: turnover.leavingPerYear))
      let leaves = choose(u.2 .< rate, herds - isOld, .zero) + gives - handsOver
      state.headAge[h] = choose(handsOver .> .zero, Lanes(repeating: turnover.successorAge), age)
      guard hasAny(leaves .> .zero) else { continue }
      state.hasLeft[h] = state.hasLeft[h] + leaves
      sellAll(context, h, h - first, where: leaves)
    }
  }

  /// Sells every animal at the market in the replicates where `leaves` is 1.
  private static func sellAll(_ context: QuarterContext, _ h: Int, _ local: Int, where leaves: Lanes) {
    let (rates, flows, banner) = (context.rates, context.flows, context.banner)
    let herd = context.state.herd + h * rates.classCount
    for s in rates.species.indices {
      let species = rates.species[s]
      var (head, kg) = (Lanes.zero, Lanes.zero)
      for k in species.classes {
        let sold = herd[k] * leaves
        herd[k] -= sold
        head += sold
        kg += sold * rates.classes[k].liveWeightKg
        context.state.salesSheepUnits[h] += sold * rates.classes[k].sheepUnits
      }
      let yuan = kg * context.prices[s] * context.state.priceLuck[h]
      flows.stock.entries[s].sales += head
      flows.salesHead[local] += head
      flows.salesYuan[local] += yuan
      flows.tradableYuan[local] += yuan * banner.dealsIn[h * rates.species.count + s]
      flows.herdCostYuan[local] += head * species.transportYuanPerHead
    }
  }
}
