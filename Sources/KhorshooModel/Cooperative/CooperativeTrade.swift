import KhorshooNumerics

/// What a gacha's cooperatives do in one quarter: totals of their members, and what members are paid.
///
/// Scratch of one worker. Shape of each: cooperatives of the banner x 16; yuan unless said otherwise.
package final class CooperativeQuarter {
  /// Members.
  package let members: Rows
  /// Members' sales through the cooperative, at market prices.
  package let volume: Rows
  /// Inputs that members buy together.
  package let inputs: Rows
  /// Members' trade of the year so far (patronage).
  package let patronage: Rows
  /// Contributions to the risk pool.
  package let contributions: Rows
  /// Losses that the pool should pay.
  package let claims: Rows
  /// Premium on members' sales, fraction.
  package let premium: Rows
  /// Discount on members' inputs, fraction.
  package let discount: Rows
  /// Share of the claims that the pool pays.
  package let payout: Rows
  /// Patronage refund, yuan a yuan of trade.
  package let refund: Rows
  /// Capital dividend, yuan a member.
  package let capitalDividend: Rows
  private let memory: Rows
  private let count: Int

  init(count: Int) {
    let stride = max(1, count)
    let rows = Rows.allocate(capacity: 11 * stride)
    rows.initialize(repeating: .zero, count: 11 * stride)
    func row(_ index: Int) -> Rows { rows + index * stride }
    self.count = stride
    memory = rows
    members = row(0)
    volume = row(1)
    inputs = row(2)
    patronage = row(3)
    contributions = row(4)
    claims = row(5)
    premium = row(6)
    discount = row(7)
    payout = row(8)
    refund = row(9)
    capitalDividend = row(10)
  }

  deinit { memory.deallocate() }

  func clear(_ cooperatives: Range<Int>) {
    for variable in 0..<11 { for c in cooperatives { memory[variable * count + c] = .zero } }
  }
}

/// Cooperatives pool members' sales and purchases, and share out the year's surplus.
///
/// - When: each quarter, when all sales and purchases are known, before ``HouseholdAccounts``.
/// - Reads: `isMember`, flows of sales, hay and care, `herd` losses.
/// - Writes: `patronageYearYuan`, cooperatives' accounts, ``CooperativeQuarter``; money ledger.
/// - Random: none.
/// - Source: model description 6; reserve first, then at least 60 % of the distributable surplus by patronage
///   (Farmers' Specialised Cooperatives Law of 2007, revised 2017).
/// - Proof: `LedgersProperty`, `UpliftProperty`.
enum CooperativeTrade {
  static func run(_ context: QuarterContext, gacha: Int) {
    let cooperatives = context.banner.places.gacha[gacha].cooperatives
    guard context.settings.cooperative.areEnabled, !cooperatives.isEmpty else { return }
    context.cooperativeQuarter.clear(cooperatives)
    pool(context, gacha)
    for c in cooperatives where !context.banner.places.cooperatives[c].isShell { settle(context, c) }
  }

  /// Sums over members.
  private static func pool(_ context: QuarterContext, _ gacha: Int) {
    let (state, flows, quarter) = (context.state, context.flows, context.cooperativeQuarter)
    let (households, parameters) = (context.banner.households, context.settings.cooperative)
    let range = context.banner.places.gacha[gacha].households
    let hayPrice = context.price(context.banner.goods.hay)
    let contribution = context.openChannels.risk * (parameters.riskContributionYuan / 4)
    let pools = hasAny(contribution .> .zero)
    let sheepUnitYuan = context.price(0) * HerdRates.sheepUnitKg
    for h in range where context.banner.canJoin[h] {
      let local = h - range.lowerBound
      let c = households.cooperative[h]
      let member = state.isMember[h]
      let user = member * households.usesServices[h]
      let sold = member * households.sellsThrough[h] * flows.tradableYuan[local]
      let bought = user * (flows.hayBoughtKg[local] * hayPrice + flows.herdCostYuan[local])
      state.patronageYearYuan[h] = (state.patronageYearYuan[h] + sold + bought) * member
      quarter.members[c] += member
      quarter.volume[c] += sold
      quarter.inputs[c] += bought
      quarter.patronage[c] += state.patronageYearYuan[h]
      guard pools else { continue }
      quarter.contributions[c] += user * flows.openingSheepUnits[local] * contribution
      quarter.claims[c] += user * context.openChannels.risk * claim(context, h, local, sheepUnitYuan)
    }
  }

  /// Losses above a normal quarter's that the pool covers, yuan.
  @inline(__always)
  static func claim(_ context: QuarterContext, _ h: Int, _ local: Int, _ sheepUnitYuan: Lanes) -> Lanes {
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
    let isOperating = choose(quarter.members[c] .> .zero, Lanes(repeating: 1), .zero)
    let costs = widened(operatingCost(context, c, volume) * isOperating)
    let grant = widened(isOperating * (parameters.grantYuanPerYear / 4))
    let surplus = gross + commission + grant - premium - costs
    accounts.surplusYearYuan[c] += surplus
    let ledger = context.flows.money
    ledger.book(.bargainingGain, gross)
    ledger.book(.cooperativeCosts, costs)
    ledger.book(.cooperativeGrant, grant)
    let pooled = payClaims(context, c)
    let distributed = context.season == 4 ? distribute(context, c) : .zero
    ledger.cooperativeChange += surplus + pooled - distributed
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

  /// Losses first, then the reserve, then patronage and capital. Returns what is paid out.
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
    let share = Double(parameters.patronageShare)
    quarter.refund[c] =
      narrowed(payable * SIMD16(repeating: share)) / quarter.patronage[c].atLeast(1e-3)
    quarter.capitalDividend[c] = narrowed(payable * SIMD16(repeating: 1 - share)) / quarter.members[c].atLeast(1)
    accounts.reservesYuan[c] += surplus - payable
    accounts.surplusYearYuan[c] = zero
    accounts.volumeLastYearYuan[c] = accounts.volumeYearYuan[c]
    accounts.inputsLastYearYuan[c] = accounts.inputsYearYuan[c]
    accounts.volumeYearYuan[c] = zero
    accounts.inputsYearYuan[c] = zero
    return payable
  }
}
