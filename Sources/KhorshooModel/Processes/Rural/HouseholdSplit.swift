import KhorshooNumerics

/// A young couple sets up its own household on a place of the gacha that was left, with a part of its parents' herd and cash.
///
/// The family that left before takes its cash with it. Where no place is free the couple stays with the parents.
///
/// - When: spring, first of what happens to herds.
/// - Reads: `herd`, `cashYuan`, `debtYuan`, `hasLeft`, `knowledge`, `isAware`, incomes of last year.
/// - Writes: those of the two households, `headAge`, `dibaoYuan`, `deficitMemory`, `voice`, `experiencedGain`; money ledger.
/// - Random: ``ModelStreams/splitting``, one draw a household.
/// - Source: model description 5.3; assumption, `turnover.splitting*`.
/// - Proof: `HouseholdSplitAnalytic`, `HouseholdTurnoverProperty`, the ledgers in every run.
enum HouseholdSplit {
  static func run(_ context: QuarterContext, gacha: Int) {
    let (state, turnover) = (context.state, context.settings.turnover)
    let range = context.banner.places.gacha[gacha].households
    guard turnover.isEnabled, turnover.splittingPerYear > 0 else { return }
    var free = Lanes.zero
    for h in range { free += isFree(state, h) }
    guard hasAny(free .> .zero) else { return }
    for h in range {
      let u = context.random.uniform(
        ModelStreams.all.splitting, entity: context.banner.households.rosterNumber[h], quarter: context.time, index: 0)
      let can = choose(free .> .zero, 1 - state.hasLeft[h], .zero)
      let splits = choose(u .< Lanes(repeating: turnover.splittingPerYear), can, .zero)
      guard hasAny(splits .> .zero) else { continue }
      for lane in 0..<laneCount where splits[lane] > 0 {
        guard let place = range.first(where: { isFree(state, $0)[lane] > 0 }) else { continue }
        settle(context, parents: h, place: place, lane)
        free[lane] -= 1
      }
    }
  }

  /// 1 where a place was left and nothing is owed for it.
  @inline(__always)
  private static func isFree(_ state: ModelState, _ h: Int) -> Lanes {
    choose(
      state.debtYuan[h] .<= .zero, choose(state.cashYuan[h] .>= .zero, state.hasLeft[h], .zero), .zero)
  }

  private static func meanPrice(_ context: QuarterContext, class k: Int) -> Float {
    Float(context.banner.goods.meanPrice[context.banner.table.classes[k].species])
  }

  private static func settle(_ context: QuarterContext, parents: Int, place: Int, _ lane: Int) {
    let (state, turnover, money) = (context.state, context.settings.turnover, context.flows.money)
    let (share, classes) = (turnover.splittingShare, context.rates.classCount)
    var taken = AccountLanes.zero
    taken[lane] = Double(state.cashYuan[place][lane])
    money.book(.emigration, taken)
    money.householdChange -= taken
    for k in 0..<classes {
      let head = state.herd[parents * classes + k][lane] * share
      let given = context.settings.husbandry.isStochastic ? head.rounded(.down) : head
      state.herd[parents * classes + k][lane] -= given
      state.herd[place * classes + k][lane] += given
      // A gift is no income: what the herd was worth at the start of the year goes with it.
      let value = given * context.rates.classes[k].liveWeightKg * meanPrice(context, class: k)
      state.herdBasisYuan[parents][lane] -= value
      state.herdBasisYuan[place][lane] += value
    }
    func part(_ rows: Rows) {
      let given = max(0, rows[parents][lane]) * share
      rows[parents][lane] -= given
      rows[place][lane] = given
    }
    for rows in [state.cashYuan, state.incomeYearYuan, state.localIncomeYearYuan] { part(rows) }
    for rows in [state.knowledge, state.isAware] { rows[place][lane] = rows[parents][lane] }
    for rows in [state.hasLeft, state.dibaoYuan, state.deficitMemory, state.voice, state.experiencedGain] {
      rows[place][lane] = 0
    }
    state.headAge[place][lane] = turnover.successorAge
  }
}
