import KhorshooNumerics

/// Income, consumption, investment and credit of every household; both sides of each payment are booked.
///
/// - When: each quarter, after ``CooperativeTrade``.
/// - Reads: all flows, prices, `isMember`. Writes: `cashYuan`, `debtYuan`, `incomeYuan`, `incomeYearYuan`, `incomeLastYearYuan`,
///   `benefitYearYuan`, `experiencedGain`; income flows; money ledger.
/// - Random: none.
/// - Source: model description 5; parameters `income.*`.
/// - Proof: `ProcessesByHandAnalytic`, `LedgersProperty`, `CurrencyProperty`, the money ledger in every run.
enum HouseholdAccounts {
  /// Payments of one household, yuan; summed over a gacha before they are booked.
  private struct Payments {
    var sales = Lanes.zero
    var premium = Lanes.zero
    var wages = Lanes.zero
    var transfers = Lanes.zero
    var reward = Lanes.zero
    var property = Lanes.zero
    var dividend = Lanes.zero
    var riskPayout = Lanes.zero
    var hay = Lanes.zero
    var herdCosts = Lanes.zero
    var hiredLabour = Lanes.zero
    var interest = Lanes.zero
    var commission = Lanes.zero
    var riskContribution = Lanes.zero
    var consumption = Lanes.zero
    var investment = Lanes.zero
    var purchases = Lanes.zero
    var borrowing = Lanes.zero
    var repayment = Lanes.zero

    /// Receipts less operating costs.
    var income: Lanes {
      sales + premium + wages + transfers + reward + property + dividend + riskPayout
        - hay - herdCosts - hiredLabour - interest - commission - riskContribution
    }

    mutating func add(_ other: Payments) {
      sales += other.sales
      premium += other.premium
      wages += other.wages
      transfers += other.transfers
      reward += other.reward
      property += other.property
      dividend += other.dividend
      riskPayout += other.riskPayout
      hay += other.hay
      herdCosts += other.herdCosts
      hiredLabour += other.hiredLabour
      interest += other.interest
      commission += other.commission
      riskContribution += other.riskContribution
      consumption += other.consumption
      investment += other.investment
      purchases += other.purchases
      borrowing += other.borrowing
      repayment += other.repayment
    }

    func book(in ledger: MoneyLedger) {
      let entries: [(MoneyFlow, Lanes)] = [
        (.sales, sales), (.premium, premium), (.wages, wages), (.transfers, transfers), (.grasslandReward, reward),
        (.property, property), (.dividend, dividend), (.riskPayout, riskPayout), (.hay, hay), (.herdCosts, herdCosts),
        (.hiredLabour, hiredLabour), (.interest, interest), (.commission, commission),
        (.riskContribution, riskContribution), (.consumption, consumption), (.investment, investment),
        (.purchases, purchases), (.borrowing, borrowing), (.repayment, repayment),
      ]
      for (flow, yuan) in entries { ledger.book(flow, widened(yuan)) }
    }
  }

  static func run(_ context: QuarterContext, gacha: Int) {
    let (state, flows) = (context.state, context.flows)
    let range = context.banner.places.gacha[gacha].households
    var total = Payments()
    var (cashChange, debtChange) = (Lanes.zero, Lanes.zero)
    for h in range {
      let local = h - range.lowerBound
      var payments = Payments()
      let benefit = cooperation(context, h, local, &payments)
      livelihood(context, h, local, &payments)
      let (cashBefore, debtBefore) = (state.cashYuan[h], state.debtYuan[h])
      spend(context, h, local, &payments)
      cashChange += state.cashYuan[h] - cashBefore
      debtChange += state.debtYuan[h] - debtBefore
      total.add(payments)
      closeQuarter(context, h, payments.income, benefit)
    }
    total.book(in: flows.money)
    flows.money.householdChange += widened(cashChange)
    flows.money.debtChange += widened(debtChange)
  }

  /// Payments between a member and its cooperative. Returns what membership brings in the quarter, yuan.
  @inline(__always)
  private static func cooperation(_ context: QuarterContext, _ h: Int, _ local: Int, _ payments: inout Payments)
    -> Lanes
  {
    let (state, flows) = (context.state, context.flows)
    let (settings, banner) = (context.settings, context.banner)
    let hay = flows.hayBoughtKg[local] * context.price(banner.goods.hay)
    payments.sales = flows.salesYuan[local]
    payments.hay = hay
    payments.herdCosts = flows.herdCostYuan[local]
    flows.premiumYuan[local] = .zero
    flows.dividendYuan[local] = .zero
    guard settings.cooperative.areEnabled, banner.canJoin[h] else {
      hireAndWork(context, h, local, saving: .zero, &payments)
      return .zero
    }
    let (quarter, parameters, open) = (context.cooperativeQuarter, settings.cooperative, context.openChannels)
    let c = banner.households.cooperative[h]
    let member = state.isMember[h]
    let user = member * banner.households.usesServices[h]
    let sold = member * banner.households.sellsThrough[h] * flows.tradableYuan[local]
    payments.premium = sold * quarter.premium[c]
    payments.commission = sold * (open.price * parameters.commissionShare)
    let finished = sold * (open.price * parameters.finishingShare)
    let finishingGain = finished * settings.husbandry.feedlotWeightGain
    let finishingCost = finished * settings.husbandry.feedlotCostShare
    payments.sales += finishingGain
    let discount = 1 - user * quarter.discount[c]
    let saved = (hay + payments.herdCosts) * (1 - discount)
    payments.hay = hay * discount
    payments.herdCosts = payments.herdCosts * discount + finishingCost
    let insured = user * open.risk
    payments.riskContribution = insured * flows.openingSheepUnits[local] * (parameters.riskContributionYuan / 4)
    let unit = context.price(0) * HerdRates.sheepUnitKg
    payments.riskPayout = insured * CooperativeTrade.claim(context, h, local, unit) * quarter.payout[c]
    if context.season == 4 {
      payments.dividend = state.patronageYearYuan[h] * quarter.refund[c] + member * quarter.capitalDividend[c]
      state.patronageYearYuan[h] = .zero
    }
    let saving = user * (open.labour * parameters.labourSaving)
    let worked = hireAndWork(context, h, local, saving: saving, &payments)
    flows.premiumYuan[local] = payments.premium
    flows.dividendYuan[local] = payments.dividend
    return payments.premium - payments.commission + finishingGain - finishingCost + saved + worked
      + payments.riskPayout - payments.riskContribution + payments.dividend
  }

  /// Herding labour beyond the household's own is hired, labour to spare works off the farm.
  /// Returns the yuan that the saved labour is worth.
  @discardableResult @inline(__always)
  private static func hireAndWork(
    _ context: QuarterContext, _ h: Int, _ local: Int, saving: Lanes, _ payments: inout Payments
  ) -> Lanes {
    let (households, income) = (context.banner.households, context.settings.income)
    let days = context.flows.labourDays[local]
    let wage = context.price(context.banner.goods.labour)
    let own = households.labour[h] * income.workDaysPerQuarter
    func net(_ needed: Lanes) -> (hired: Lanes, earned: Lanes) {
      ((needed - own).atLeast(0) * wage, (own - needed).atLeast(0) * wage * households.offFarmShare[h])
    }
    let needed = days * (1 - saving)
    let (hired, earned) = net(needed)
    payments.hiredLabour = hired
    payments.wages = earned
    let before = net(days)
    context.flows.labourDays[local] = needed
    return (before.hired - hired) + (earned - before.earned)
  }

  /// Income that does not depend on the cooperative.
  @inline(__always)
  private static func livelihood(_ context: QuarterContext, _ h: Int, _ local: Int, _ payments: inout Payments) {
    let (households, income, flows) = (context.banner.households, context.settings.income, context.flows)
    payments.transfers = Lanes(repeating: households.persons[h] * income.transfersYuanPerPersonYear / 4)
    payments.property = Lanes(repeating: households.persons[h] * income.propertyYuanPerPersonYear / 4)
    if context.season == 4 {
      payments.reward = Lanes(repeating: households.pastureMu[h] * income.grasslandRewardYuanPerMu)
    }
    let reduction =
      context.openChannels.finance * (context.settings.cooperative.interestReduction * households.usesServices[h])
    let rate = (1 - context.state.isMember[h] * reduction) * (income.interestPerYear / 4)
    payments.interest = context.state.debtYuan[h] * rate
    payments.purchases = flows.purchasesYuan[local]
    flows.wagesYuan[local] = payments.wages
    flows.transfersYuan[local] = payments.transfers + payments.reward
    flows.propertyYuan[local] = payments.property
  }

  /// Consumption with a floor, investment of idle cash, borrowing up to the limit, repayment.
  @inline(__always)
  private static func spend(_ context: QuarterContext, _ h: Int, _ local: Int, _ payments: inout Payments) {
    let (state, income) = (context.state, context.settings.income)
    let floor = context.banner.households.persons[h] * income.consumptionFloorYuan / 4
    let usual = state.incomeLastYearYuan[h] * (income.consumptionShare / 4)
    payments.consumption = usual.atLeast(floor)
    var cash = state.cashYuan[h] + payments.income - payments.consumption - payments.purchases
    let buffer = state.incomeLastYearYuan[h].atLeast(0) * income.bufferShare
    let idle = (cash - buffer).atLeast(0)
    payments.repayment = (idle * income.repaymentShare).atMost(state.debtYuan[h])
    payments.investment = (idle - payments.repayment).atLeast(0) * income.investmentShare
    cash = cash - payments.repayment - payments.investment
    let room = (context.creditLimit(h, sheepUnits: state.sheepUnits[h]) - state.debtYuan[h]).atLeast(0)
    payments.borrowing = (-cash).atLeast(0).atMost(room)
    state.cashYuan[h] = cash + payments.borrowing
    state.debtYuan[h] = state.debtYuan[h] + payments.borrowing - payments.repayment
  }

  @inline(__always)
  private static func closeQuarter(_ context: QuarterContext, _ h: Int, _ income: Lanes, _ benefit: Lanes) {
    let state = context.state
    state.incomeYuan[h] = income
    let year = state.incomeYearYuan[h] + income
    let gained = state.benefitYearYuan[h] + benefit
    guard context.season == 4 else {
      state.incomeYearYuan[h] = year
      state.benefitYearYuan[h] = gained
      return
    }
    let floor = context.banner.households.persons[h] * context.settings.income.consumptionFloorYuan
    state.experiencedGain[h] =
      (gained / (year - gained).atLeast(floor)).atLeast(-0.9).atMost(2) * state.isMember[h]
    state.incomeLastYearYuan[h] = year
    state.incomeYearYuan[h] = .zero
    state.benefitYearYuan[h] = .zero
  }
}
