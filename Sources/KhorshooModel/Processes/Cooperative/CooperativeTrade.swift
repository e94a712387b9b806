import KhorshooNumerics

/// Cooperatives pool members' sales and purchases, pay for the sales at once or late, and share out the year's surplus.
///
/// - When: each quarter, when all sales and purchases are known, before ``CooperativeFailure``.
/// - Reads: `isMember`, flows of sales, hay and care, `herd` losses.
/// - Writes: `patronageYearYuan`, `shareQuarters`, cooperatives' accounts, ``CooperativeQuarter``; money ledger.
/// - Random: none.
/// - Source: model description 6; reserve first, then at least 60 % of the distributable surplus by patronage
///   (Farmers' Specialised Cooperatives Law of 2007, revised 2017).
/// - Proof: `LatePaymentByHandAnalytic`, `CaptureByHandAnalytic`, `LedgersProperty`, `UpliftProperty`.
enum CooperativeTrade {
  static func run(_ context: QuarterContext, gacha: Int) {
    let cooperatives = context.banner.places.gacha[gacha].cooperatives
    guard context.settings.cooperative.areEnabled, !cooperatives.isEmpty else { return }
    for c in cooperatives { context.cooperativeQuarter.delivered[c] = delivered(context, c) }
    pool(context, gacha)
    for c in cooperatives where !context.banner.places.cooperatives[c].isShell { settle(context, c) }
  }

  /// Part of what members promised it that they sell through it: less when it owes them for what they sold before.
  private static func delivered(_ context: QuarterContext, _ c: Int) -> Lanes {
    let (accounts, parameters) = (context.state.cooperatives, context.settings.cooperative)
    let year = narrowed(accounts.volumeYearYuan[c]).atLeast(narrowed(accounts.volumeLastYearYuan[c])).atLeast(1)
    let owed = (narrowed(accounts.arrearsYuan[c]) / year).atMost(1)
    return 1 - (owed * parameters.lateSideSelling + parameters.sideSellingShare).atMost(1)
  }

  /// Sales of a household through its cooperative in the quarter, at market prices, yuan.
  @inline(__always)
  static func pooledYuan(_ context: QuarterContext, _ h: Int, _ local: Int) -> Lanes {
    let households = context.banner.households
    return context.state.isMember[h] * households.sellsThrough[h] * context.flows.tradableYuan[local]
      * context.cooperativeQuarter.delivered[households.cooperative[h]]
  }

  /// Sums over members.
  private static func pool(_ context: QuarterContext, _ gacha: Int) {
    let (state, flows, quarter) = (context.state, context.flows, context.cooperativeQuarter)
    let (households, parameters) = (context.banner.households, context.settings.cooperative)
    let range = context.banner.places.gacha[gacha].households
    let hayPrice = context.price(context.banner.goods.hay)
    let contribution = context.openChannels.risk * (parameters.riskContributionYuan / 4)
    let pools = hasAny(contribution .> .zero)
    let spending = 1 + context.openChannels.input * parameters.inputSpendingGain
    let sheepUnitYuan = context.price(0) * HerdRates.sheepUnitKg
    for h in range where context.banner.canJoin[h] {
      let local = h - range.lowerBound
      let c = households.cooperative[h]
      let member = state.isMember[h]
      let user = member * households.usesServices[h]
      let sold = pooledYuan(context, h, local)
      let bought = user * (flows.hayBoughtKg[local] * hayPrice + flows.herdCostYuan[local] * spending)
      state.patronageYearYuan[h] = (state.patronageYearYuan[h] + sold + bought) * member
      state.shareQuarters[h] = (state.shareQuarters[h] + 1) * member
      quarter.members[c] += member
      if context.isCore[h] { quarter.coreMembers[c] += member }
      quarter.volume[c] += sold
      quarter.inputs[c] += bought
      quarter.patronage[c] += state.patronageYearYuan[h]
      quarter.shareQuarters[c] += state.shareQuarters[h]
      guard pools else { continue }
      quarter.contributions[c] += user * flows.openingSheepUnits[local] * contribution
      quarter.claims[c] += user * context.openChannels.risk * claim(context, local, sheepUnitYuan)
    }
  }

  /// Losses above a normal quarter's that the pool covers, yuan.
  @inline(__always)
  static func claim(_ context: QuarterContext, _ local: Int, _ sheepUnitYuan: Lanes) -> Lanes {
    let normal = context.flows.openingSheepUnits[local] * sheepUnitYuan * context.settings.cooperative.riskDeductible
    return (context.flows.deathsYuan[local] - normal).atLeast(0) * context.settings.cooperative.riskCoverage
  }

  /// One cooperative's quarter: gains, costs, risk pool, and in winter the year's distribution.
  private static func settle(_ context: QuarterContext, _ c: Int) {
    let (quarter, parameters, open) = (
      context.cooperativeQuarter, context.settings.cooperative, context.openChannels
    )
    let accounts = context.state.cooperatives
    let volume = quarter.volume[c]
    accounts.volumeYearYuan[c] += widened(volume)
    accounts.inputsYearYuan[c] += widened(quarter.inputs[c])
    // Buyers deal on what the cooperative handled last year, or this year when that is more already.
    let yearVolume = narrowed(accounts.volumeYearYuan[c]).atLeast(narrowed(accounts.volumeLastYearYuan[c]))
    let gain = open.price * ((1 - expLanes(-yearVolume / parameters.volumeScaleYuan)) * parameters.priceGainMaximum)
    quarter.premium[c] = gain * parameters.premiumShare
    let yearInputs = narrowed(accounts.inputsYearYuan[c]).atLeast(narrowed(accounts.inputsLastYearYuan[c]))
    quarter.discount[c] =
      open.input * ((1 - expLanes(-yearInputs / parameters.inputScaleYuan)) * parameters.discountMaximum)
    let gross = widened(gain * volume)
    let premium = widened(quarter.premium[c] * volume)
    let commission = widened(volume * (open.price * parameters.commissionShare))
    let fees = widened(quarter.members[c] * (open.dividend * (parameters.feeYuanPerYear / 4)))
    let isOperating = choose(quarter.members[c] .> .zero, quarter.active[c], .zero)
    let costs = widened(operatingCost(context, c, volume) * isOperating)
    quarter.grant[c] =
      isOperating * (parameters.grantYuanPerYear / 4) + quarter.founded[c] * parameters.foundingGrantYuan
    let grant = widened(quarter.grant[c])
    let overdraft = (AccountLanes.zero - cash(accounts, c)).atLeast(0)
    let interest = overdraft * SIMD16(repeating: Double(context.settings.income.interestPerYear / 4))
    let surplus = gross + commission + fees + grant - premium - costs - interest
    accounts.surplusYearYuan[c] += surplus
    let ledger = context.flows.money
    ledger.book(.bargainingGain, gross)
    ledger.book(.cooperativeCosts, costs)
    ledger.book(.cooperativeInterest, interest)
    ledger.book(.cooperativeGrant, grant)
    let pooled = payClaims(context, c) + payArrears(context, c)
    let distributed = context.season == 4 ? distribute(context, c) : .zero
    ledger.cooperativeChange += surplus + pooled - distributed
  }

  /// What a cooperative holds: its own and what it owes members for animals; less than nothing is owed to the bank.
  @inline(__always)
  static func cash(_ accounts: CooperativeState, _ c: Int) -> AccountLanes {
    funds(accounts, c) + accounts.arrearsYuan[c]
  }

  /// What a cooperative owns: reserves, capital shares, risk pool and the year's surplus.
  @inline(__always)
  static func funds(_ accounts: CooperativeState, _ c: Int) -> AccountLanes {
    accounts.reservesYuan[c] + accounts.capitalYuan[c] + accounts.riskPoolYuan[c] + accounts.surplusYearYuan[c]
  }

  /// c0 (n / n0)^-epsilon + chi (n / 100)^2 a yuan handled, and the fixed cost of a quarter.
  private static func operatingCost(_ context: QuarterContext, _ c: Int, _ volume: Lanes) -> Lanes {
    let parameters = context.settings.cooperative
    let n = context.cooperativeQuarter.members[c].atLeast(1)
    let scale = expLanes(logLanes(n / parameters.sizeReference) * -parameters.sizeElasticity)
    let hundreds = n / 100
    let unit = scale * parameters.unitCostShare + hundreds * hundreds * parameters.coordinationCost
    return unit * volume + parameters.fixedCostYuanPerYear / 4
  }

  /// Contributions in, claims out as far as the fund goes. Returns the change of the fund.
  private static func payClaims(_ context: QuarterContext, _ c: Int) -> AccountLanes {
    let quarter = context.cooperativeQuarter
    let fund = context.state.cooperatives.riskPoolYuan
    let available = fund[c] + widened(quarter.contributions[c])
    let claims = widened(quarter.claims[c])
    let share = narrowed(available) / quarter.claims[c].atLeast(1)
    quarter.payout[c] = share.atMost(1).atLeast(0)
    let paid = widened(quarter.payout[c]) * claims
    let change = widened(quarter.contributions[c]) - paid
    fund[c] += change
    return change
  }

  /// Part of what is owed for animals is paid, as far as cash goes, and part of this quarter's price is kept. Returns the
  /// change of what is owed.
  private static func payArrears(_ context: QuarterContext, _ c: Int) -> AccountLanes {
    let (quarter, accounts) = (context.cooperativeQuarter, context.state.cooperatives)
    let parameters = context.settings.cooperative
    let owed = accounts.arrearsYuan[c]
    let share = narrowed(cash(accounts, c).atLeast(0)) / narrowed(owed).atLeast(1)
    quarter.arrearsPaid[c] = share.atMost(parameters.arrearsPaidPerQuarter)
    let kept = widened(quarter.volume[c] * (context.openChannels.price * parameters.latePaymentShare))
    context.flows.money.book(.deferred, kept)
    let change = kept - widened(quarter.arrearsPaid[c]) * owed
    accounts.arrearsYuan[c] = owed + change
    return change
  }

  /// Losses first, then the reserve, then what core members take, then patronage and capital. Returns what is paid out.
  private static func distribute(_ context: QuarterContext, _ c: Int) -> AccountLanes {
    let (quarter, parameters) = (context.cooperativeQuarter, context.settings.cooperative)
    let accounts = context.state.cooperatives
    let zero = AccountLanes.zero
    let surplus = accounts.surplusYearYuan[c]
    let losses = (zero - accounts.reservesYuan[c]).atLeast(0)
    let profit = (surplus.atLeast(0) - losses).atLeast(0)
    var payable = profit * AccountLanes(repeating: Double(1 - parameters.reserveShare))
    // Nobody traded or nobody is left: nothing can be shared out, and the surplus stays in the reserves.
    let hasPatrons = quarter.patronage[c] .> .zero
    payable = payable * widened(choose(hasPatrons, context.openChannels.dividend, .zero))
    let taken = payable * widened(quarter.coreMembers[c].isPositive * parameters.captureShare)
    quarter.captured[c] = narrowed(taken) / quarter.coreMembers[c].atLeast(1)
    let paidOut = payable
    payable -= taken
    let share = Double(parameters.patronageShare)
    quarter.refund[c] =
      narrowed(payable * SIMD16(repeating: share)) / quarter.patronage[c].atLeast(1e-3)
    quarter.capitalDividend[c] = narrowed(payable * SIMD16(repeating: 1 - share)) / quarter.shareQuarters[c].atLeast(1)
    accounts.reservesYuan[c] += surplus - paidOut
    accounts.surplusLastYearYuan[c] = surplus
    accounts.surplusYearYuan[c] = zero
    accounts.volumeLastYearYuan[c] = accounts.volumeYearYuan[c]
    accounts.inputsLastYearYuan[c] = accounts.inputsYearYuan[c]
    accounts.volumeYearYuan[c] = zero
    accounts.inputsYearYuan[c] = zero
    return paidOut
  }
}
