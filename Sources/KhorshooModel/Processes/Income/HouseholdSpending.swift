import KhorshooNumerics

/// Every household takes in its local sales, consumes, invests, borrows and repays; its year is closed in winter.
///
/// - When: each quarter, after ``LocalTrade``.
/// - Reads: flows of ``HouseholdIncome`` and ``LocalTrade``. Writes: `cashYuan`, `debtYuan`, `incomeYuan`, `incomeToDateYuan`,
///   `incomeYearYuan`, `localIncomeToDateYuan`, `localIncomeYearYuan`, `benefitToDateYuan`, `experiencedGain`; money ledger.
/// - Random: none.
/// - Source: model description 5; parameters `income.*`.
/// - Proof: `ProcessesByHandAnalytic`, `LedgersProperty`, `CurrencyProperty`, the money ledger in every run.
enum HouseholdSpending {
  /// Payments of one household, yuan; summed over a gacha before they are booked.
  private struct Payments {
    var localConsumption = Lanes.zero
    var consumption = Lanes.zero
    var investment = Lanes.zero
    var purchases = Lanes.zero
    var borrowing = Lanes.zero
    var repayment = Lanes.zero
    var capitalPaid = Lanes.zero
    var capitalReturned = Lanes.zero

    mutating func add(_ other: Payments) {
      localConsumption += other.localConsumption
      consumption += other.consumption
      investment += other.investment
      purchases += other.purchases
      borrowing += other.borrowing
      repayment += other.repayment
      capitalPaid += other.capitalPaid
      capitalReturned += other.capitalReturned
    }

    func book(in ledger: MoneyLedger) {
      let entries: [(MoneyFlow, Lanes)] = [
        (.localConsumption, localConsumption), (.consumption, consumption), (.investment, investment),
        (.purchases, purchases), (.borrowing, borrowing), (.repayment, repayment), (.capitalPaid, capitalPaid),
        (.capitalReturned, capitalReturned),
      ]
      for (flow, yuan) in entries { ledger.book(flow, widened(yuan)) }
    }
  }

  static func run(_ context: QuarterContext, gacha: Int) {
    let (state, flows) = (context.state, context.flows)
    let range = context.banner.places.gacha[gacha].households
    let valueAddedShare = Float(context.banner.localEconomy.parameters.valueAddedShare)
    var total = Payments()
    var (cashChange, debtChange) = (Lanes.zero, Lanes.zero)
    for h in range {
      let local = h - range.lowerBound
      let localIncome = flows.localSalesYuan[local] * valueAddedShare
      var payments = Payments()
      let (cashBefore, debtBefore) = (state.cashYuan[h], state.debtYuan[h])
      spend(context, h, local, localIncome, &payments)
      cashChange += state.cashYuan[h] - cashBefore
      debtChange += state.debtYuan[h] - debtBefore
      total.add(payments)
      closeQuarter(context, h, local, localIncome)
    }
    total.book(in: flows.money)
    flows.money.householdChange += widened(cashChange)
    flows.money.debtChange += widened(debtChange)
  }

  /// Consumption, investment of idle cash, borrowing up to the limit, repayment.
  @inline(__always)
  private static func spend(
    _ context: QuarterContext, _ h: Int, _ local: Int, _ localIncome: Lanes, _ payments: inout Payments
  ) {
    let (state, flows, income) = (context.state, context.flows, context.settings.income)
    let consumption = flows.consumptionYuan[local] + localIncome * income.consumptionShare
    payments.localConsumption = consumption * context.banner.localEconomy.localShare[h]
    payments.consumption = consumption - payments.localConsumption
    payments.purchases = flows.purchasesYuan[local]
    payments.capitalPaid = flows.capitalYuan[local].atLeast(0)
    payments.capitalReturned = (-flows.capitalYuan[local]).atLeast(0)
    var cash =
      state.cashYuan[h] + flows.directIncomeYuan[local] + localIncome - consumption - payments.purchases
      - flows.capitalYuan[local]
    let buffer = state.incomeYearYuan[h].atLeast(0) * income.bufferShare
    let idle = (cash - buffer).atLeast(0)
    payments.repayment = (idle * income.repaymentShare).atMost(state.debtYuan[h])
    // What falls due in autumn is paid before anything is put aside.
    payments.repayment = payments.repayment.atLeast(flows.dueYuan[local].atMost(cash.atLeast(0)))
    payments.investment = (idle - payments.repayment).atLeast(0) * income.investmentShare
    cash = cash - payments.repayment - payments.investment
    let room = (context.creditLimit(h, sheepUnits: state.sheepUnits[h]) - state.debtYuan[h]).atLeast(0)
    payments.borrowing = (-cash).atLeast(0).atMost(room)
    state.cashYuan[h] = cash + payments.borrowing
    state.debtYuan[h] = state.debtYuan[h] + payments.borrowing - payments.repayment
  }

  @inline(__always)
  private static func closeQuarter(_ context: QuarterContext, _ h: Int, _ local: Int, _ localIncome: Lanes) {
    let (state, flows) = (context.state, context.flows)
    state.incomeYuan[h] = flows.directIncomeYuan[local] + localIncome
    let year = state.incomeToDateYuan[h] + state.incomeYuan[h]
    let localYear = state.localIncomeToDateYuan[h] + localIncome
    let gained = state.benefitToDateYuan[h] + flows.benefitYuan[local]
    guard context.season == 4 else {
      state.incomeToDateYuan[h] = year
      state.localIncomeToDateYuan[h] = localYear
      state.benefitToDateYuan[h] = gained
      return
    }
    let floor = context.banner.households.persons[h] * context.settings.income.consumptionFloorYuan
    let experienced = (gained / (year - gained).atLeast(floor)).atLeast(-0.9).atMost(2)
    // Who has left still tells what it was.
    state.experiencedGain[h] = choose(state.isMember[h] .> .zero, experienced, state.experiencedGain[h])
    state.incomeYearYuan[h] = year
    state.localIncomeYearYuan[h] = localYear
    state.incomeToDateYuan[h] = .zero
    state.localIncomeToDateYuan[h] = .zero
    state.benefitToDateYuan[h] = .zero
  }
}
