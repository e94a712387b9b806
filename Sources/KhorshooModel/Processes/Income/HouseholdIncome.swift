import KhorshooNumerics

/// What every household earns outside the gacha's own market, what that costs, and what it will spend of it.
///
/// - When: each quarter, after ``CooperativeTrade``.
/// - Reads: all flows, prices, `isMember`, `debtYuan`, incomes of last year.
/// - Writes: flows `directIncomeYuan`, `benefitYuan`, `consumptionYuan`, `localDemandYuan` and those of single incomes;
///   `labourDays`, `patronageYearYuan`; money ledger.
/// - Random: none.
/// - Source: model description 5; parameters `income.*`.
/// - Proof: `ProcessesByHandAnalytic`, `LedgersProperty`, `CurrencyProperty`, the money ledger in every run.
enum HouseholdIncome {
  /// Payments of one household, yuan; summed over a gacha before they are booked.
  private struct Payments {
    var sales = Lanes.zero
    var premium = Lanes.zero
    var wages = Lanes.zero
    var transfers = Lanes.zero
    var reward = Lanes.zero
    var dibao = Lanes.zero
    /// Received, and paid to others.
    var rent = Lanes.zero
    var rentPaid = Lanes.zero
    var property = Lanes.zero
    var meritPay = Lanes.zero
    var dividend = Lanes.zero
    /// Taken of the cooperative's surplus as a core member.
    var capture = Lanes.zero
    var riskPayout = Lanes.zero
    /// Paid late for animals of earlier quarters.
    var arrears = Lanes.zero
    var hay = Lanes.zero
    var herdCosts = Lanes.zero
    var hiredLabour = Lanes.zero
    var interest = Lanes.zero
    var commission = Lanes.zero
    var fee = Lanes.zero
    var riskContribution = Lanes.zero

    /// Receipts less operating costs.
    var income: Lanes {
      sales + premium + wages + transfers + reward + dibao + rent + property + meritPay + dividend + riskPayout
        + arrears + capture
        - rentPaid - hay - herdCosts - hiredLabour - interest - commission - fee - riskContribution
    }

    @inline(__always)
    mutating func add(_ other: Payments) {
      sales += other.sales
      premium += other.premium
      wages += other.wages
      transfers += other.transfers
      reward += other.reward
      dibao += other.dibao
      rent += other.rent
      rentPaid += other.rentPaid
      property += other.property
      meritPay += other.meritPay
      dividend += other.dividend
      capture += other.capture
      riskPayout += other.riskPayout
      arrears += other.arrears
      hay += other.hay
      herdCosts += other.herdCosts
      hiredLabour += other.hiredLabour
      interest += other.interest
      commission += other.commission
      fee += other.fee
      riskContribution += other.riskContribution
    }

    /// - Parameter localInputs: part of hay, herd costs and hired labour that households of the gacha sell.
    func book(in ledger: MoneyLedger, localInputs: Lanes) {
      let entries: [(MoneyFlow, Lanes)] = [
        (.sales, sales), (.premium, premium), (.wages, wages), (.transfers, transfers), (.grasslandReward, reward),
        (.dibao, dibao), (.rent, rent), (.rentPaid, rentPaid),
        (.property, property), (.meritPay, meritPay), (.dividend, dividend), (.riskPayout, riskPayout),
        (.arrears, arrears), (.capture, capture),
        (.localInputs, localInputs),
        (.inputs, hay + herdCosts + hiredLabour - localInputs), (.interest, interest), (.commission, commission),
        (.fee, fee), (.riskContribution, riskContribution),
      ]
      for (flow, yuan) in entries { ledger.book(flow, widened(yuan)) }
    }
  }

  static func run(_ context: QuarterContext, gacha: Int) {
    let (flows, economy) = (context.flows, context.banner.localEconomy)
    let range = context.banner.places.gacha[gacha].households
    var total = Payments()
    var localInputs = Lanes.zero
    for h in range {
      let local = h - range.lowerBound
      var payments = Payments()
      flows.benefitYuan[local] = cooperation(context, h, local, &payments)
      livelihood(context, h, local, &payments)
      total.add(payments)
      flows.directIncomeYuan[local] = payments.income
      let inputs = (payments.hay + payments.herdCosts + payments.hiredLabour) * economy.localInputShare[h]
      let consumption = consumption(context, h)
      flows.consumptionYuan[local] = consumption
      flows.localDemandYuan[local] = consumption * economy.localShare[h] + inputs
      localInputs += inputs
    }
    total.book(in: flows.money, localInputs: localInputs)
  }

  /// Consumption out of incomes from outside: a share of last year's, with a floor.
  @inline(__always)
  private static func consumption(_ context: QuarterContext, _ h: Int) -> Lanes {
    let (state, income) = (context.state, context.settings.income)
    let usual = (state.incomeYearYuan[h] - state.localIncomeYearYuan[h]) * (income.consumptionShare / 4)
    return usual.atLeast(Lanes(repeating: context.banner.households.persons[h] * income.consumptionFloorYuan / 4))
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
    let sold = CooperativeTrade.pooledYuan(context, h, local)
    payments.premium = sold * quarter.premium[c]
    payments.commission = sold * (open.price * parameters.commissionShare)
    let finished = sold * (open.price * parameters.finishingShare)
    let finishingGain = finished * settings.husbandry.feedlotWeightGain
    let finishingCost = finished * settings.husbandry.feedlotCostShare
    let deferred = sold * (open.price * parameters.latePaymentShare)
    payments.sales += finishingGain - deferred
    payments.arrears = collect(context, h, c, deferred)
    // What the cooperative sells to its members may be more than they would have bought.
    let pushed = payments.herdCosts * (user * open.input * parameters.inputSpendingGain)
    payments.herdCosts += pushed
    let discount = 1 - user * quarter.discount[c]
    let saved = (hay + payments.herdCosts) * (1 - discount)
    payments.hay = hay * discount
    payments.herdCosts = payments.herdCosts * discount + finishingCost
    let insured = user * open.risk
    payments.riskContribution = insured * flows.openingSheepUnits[local] * (parameters.riskContributionYuan / 4)
    let unit = context.price(0) * HerdRates.sheepUnitKg
    payments.riskPayout = insured * CooperativeTrade.claim(context, local, unit) * quarter.payout[c]
    payments.fee = member * (open.dividend * (parameters.feeYuanPerYear / 4))
    if context.season == 4 {
      payments.dividend =
        state.patronageYearYuan[h] * quarter.refund[c] + state.shareQuarters[h] * quarter.capitalDividend[c]
      if context.isCore[h] { payments.capture = member * quarter.captured[c] }
      state.patronageYearYuan[h] = .zero
      state.shareQuarters[h] = .zero
    }
    let saving = user * (open.labour * parameters.labourSaving)
    let worked = hireAndWork(context, h, local, saving: saving, &payments)
    flows.premiumYuan[local] = payments.premium
    flows.dividendYuan[local] = payments.dividend
    flows.capitalYuan[local] -= member * quarter.estate[c]
    return payments.premium - payments.commission - payments.fee + finishingGain - finishingCost + saved - pushed
      + worked
      + payments.riskPayout - payments.riskContribution + payments.dividend + payments.capture + payments.arrears
      - deferred
  }

  /// What the cooperative pays of what it owes the household for animals; what it leaves unpaid when it is dissolved is lost.
  @inline(__always)
  private static func collect(_ context: QuarterContext, _ h: Int, _ c: Int, _ deferred: Lanes) -> Lanes {
    let (state, quarter) = (context.state, context.cooperativeQuarter)
    let owed = state.arrearsYuan[h]
    let paid = owed * quarter.arrearsPaid[c]
    let claim = owed - paid + deferred
    state.arrearsYuan[h] = claim * (1 - quarter.dissolved[c])
    let before = context.season == 1 ? .zero : state.arrearsChangeYearYuan[h]
    state.arrearsChangeYearYuan[h] = before + state.arrearsYuan[h] - owed
    return paid + claim * quarter.arrearsRecovered[c]
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
    let (turnover, state) = (context.settings.turnover, context.state)
    let own = turnover.labour(age: state.headAge[h]) * (households.labour[h] * income.workDaysPerQuarter)
    let offFarmShare = turnover.offFarmShare(
      households.offFarmShare[h], hasLeft: state.hasLeft[h], age: state.headAge[h])
    func net(_ needed: Lanes) -> (hired: Lanes, earned: Lanes) {
      ((needed - own).atLeast(0) * wage, (own - needed).atLeast(0) * wage * offFarmShare)
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
    payments.dibao = context.state.dibaoYuan[h]
    payments.rent = flows.rentYuan[local].atLeast(0)
    payments.rentPaid = (-flows.rentYuan[local]).atLeast(0)
    let reduction =
      context.openChannels.finance * (context.settings.cooperative.interestReduction * households.usesServices[h])
    let rate = (1 - context.state.isMember[h] * reduction) * (income.interestPerYear / 4)
    payments.interest = context.state.debtYuan[h] * rate
    if context.settings.institution.isEnabled, households.isCandidate[h] { office(context, h, &payments) }
    flows.wagesYuan[local] = payments.wages + payments.meritPay
    flows.transfersYuan[local] = payments.transfers + payments.reward + payments.dibao
    flows.propertyYuan[local] = payments.property + payments.rent
  }

  /// What the office of central household brings its holder: pay, and other income net of the time it takes.
  @inline(__always)
  private static func office(_ context: QuarterContext, _ h: Int, _ payments: inout Payments) {
    let holds = context.holdsOffice(h) * context.openChannels.office
    payments.meritPay = holds * context.state.central.payYuan[context.banner.places.gridOfHousehold[h]]
    payments.wages += holds * context.officePremiumYuan[h]
  }

  /// The other income of the office of a grid in the quarter, yuan.
  static func officePremiumYuan(_ context: QuarterContext, grid g: Int) -> Lanes {
    guard context.settings.institution.isEnabled else { return .zero }
    return context.banner.places.grids[g].candidates.reduce(.zero) {
      $0 + context.holdsOffice($1) * context.openChannels.office * context.officePremiumYuan[$1]
    }
  }
}
