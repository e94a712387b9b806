import KhorshooNumerics

/// A cooperative whose reserves stay negative is dissolved.
///
/// What it owes members for animals comes before all other debts; what it then owns goes to its members in equal parts, since
/// capital shares are equal; what it owes beyond that is lost by the bank (members are not liable beyond their shares). Members
/// are free in the next quarter.
///
/// - When: last in the cooperative's quarter, after ``CooperativeTrade``.
/// - Reads: reserves. Writes: `isActive`, `distressQuarters`, `dormantQuarters`, every account of a dissolved one; money ledger.
/// - Random: none.
/// - Source: model description 6; limited liability, and members' claims from trade first (2017: article 55), Farmers' Specialised
///   Cooperatives Law of 2007, revised 2017; the number of quarters is an assumption (`cooperatives.dissolutionQuarters`).
/// - Proof: `FailureByHandAnalytic`, `LatePaymentByHandAnalytic`, `LedgersProperty`.
enum CooperativeFailure {
  static func run(_ context: QuarterContext, gacha: Int) {
    guard context.settings.cooperative.areEnabled else { return }
    let places = context.banner.places
    for c in places.gacha[gacha].cooperatives where !places.cooperatives[c].isShell {
      settle(context, c, funds: CooperativeTrade.funds(context.state.cooperatives, c))
    }
  }

  private static func settle(_ context: QuarterContext, _ c: Int, funds: AccountLanes) {
    let (quarter, accounts) = (context.cooperativeQuarter, context.state.cooperatives)
    let one = AccountLanes(repeating: 1)
    let distressed = widened(accounts.reservesYuan[c].isNegative)
    accounts.distressQuarters[c] = (accounts.distressQuarters[c] + one) * distressed * accounts.isActive[c]
    accounts.dormantQuarters[c] = (accounts.dormantQuarters[c] + one) * (one - accounts.isActive[c])
    let limit = Lanes(repeating: context.settings.cooperative.dissolutionQuarters)
    let dissolved = choose(narrowed(accounts.distressQuarters[c]) .>= limit, Lanes(repeating: 1), .zero)
    guard hasAny(dissolved .> .zero) else { return }
    quarter.dissolved[c] = dissolved
    let members = quarter.members[c]
    // Members share an estate as they share a surplus; without that channel it falls to the public.
    let shared = dissolved * context.openChannels.dividend
    quarter.estate[c] = shared * narrowed(funds).atLeast(0) / members.atLeast(1)
    let ends = widened(dissolved)
    let owed = accounts.arrearsYuan[c] * ends
    let cash = funds * ends + owed
    quarter.arrearsRecovered[c] = (narrowed(cash.atLeast(0)) / narrowed(owed).atLeast(1)).atMost(1) * dissolved
    let recovered = widened(quarter.arrearsRecovered[c]) * owed
    quarter.defaulted[c] = narrowed(owed - recovered)
    let paid = widened(quarter.estate[c] * members)
    let rest = cash - recovered - paid
    let lost = (AccountLanes.zero - rest).atLeast(0)
    let left = rest.atLeast(0)
    context.flows.money.book(.loss, lost)
    context.flows.money.book(.estateLeft, left)
    context.flows.money.cooperativeChange += lost - left - paid - recovered
    accounts.close(c, where: ends)
  }
}
