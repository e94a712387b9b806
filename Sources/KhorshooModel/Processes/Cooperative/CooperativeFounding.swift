import KhorshooNumerics

/// Cooperatives come into being and admit members, and pay leaving members back.
///
/// - When: after ``Membership``, which says who wants to join and leave.
/// - Reads: `isMember`, flows `joins` (who wants to), `leaves`, whether ``FoundingMeeting`` called. Writes: cooperatives'
///   `isActive`, `capitalYuan`, reserves; flows `joins`, `capitalYuan`; money ledger.
/// - Random: none.
/// - Source: model description 6; at least five founders, four fifths of them farmers, share paid back on leaving (Farmers'
///   Specialised Cooperatives Law of 2007, revised 2017).
/// - Proof: `FoundingByHandAnalytic`, `LedgersProperty`.
enum CooperativeFounding {
  /// The first morning: registered cooperatives operate, with the shares and reserves that members brought before.
  static func register(_ context: QuarterContext) {
    let (places, households) = (context.banner.places, context.banner.households)
    let (accounts, parameters) = (context.state.cooperatives, context.settings.cooperative)
    for (c, cooperative) in places.cooperatives.enumerated() where cooperative.isRegistered && !cooperative.isShell {
      accounts.isActive[c] = SIMD16(repeating: 1)
    }
    for c in places.cooperatives.indices {
      accounts.dormantQuarters[c] = SIMD16(repeating: Double(parameters.refoundingQuarters))
    }
    let share = widened(context.openChannels.dividend * parameters.capitalShareYuan)
    for h in households.isMemberAtStart.indices where households.isMemberAtStart[h] {
      accounts.capitalYuan[households.cooperative[h]] += share
      accounts.reservesYuan[households.cooperative[h]] += SIMD16(repeating: Double(parameters.initialReservesYuan))
    }
  }

  /// Decides on founding, and so on who joins; capital shares are paid in and back.
  static func run(_ context: QuarterContext, gacha: Int) {
    guard context.settings.cooperative.areEnabled else { return }
    let (banner, quarter, flows) = (context.banner, context.cooperativeQuarter, context.flows)
    let range = banner.places.gacha[gacha].households
    for h in range where banner.canJoin[h] {
      let (c, local) = (banner.households.cooperative[h], h - range.lowerBound)
      quarter.willing[c] += flows.joins[local]
      quarter.willingFarmers[c] += flows.joins[local] * banner.households.isFarmer[h]
      quarter.membersBefore[c] += context.state.isMember[h]
    }
    let cooperatives = banner.places.gacha[gacha].cooperatives.filter { !banner.places.cooperatives[$0].isShell }
    let share = context.openChannels.dividend * context.settings.cooperative.capitalShareYuan
    for c in cooperatives { found(context, c, share) }
    for h in range where banner.canJoin[h] {
      let (c, local) = (banner.households.cooperative[h], h - range.lowerBound)
      flows.joins[local] *= quarter.active[c]
      // Members of a dissolved cooperative have had their part of the estate.
      let left = flows.leaves[local] * quarter.active[c]
      flows.capitalYuan[local] = flows.joins[local] * share - left * quarter.shareRefund[c]
      quarter.joined[c] += flows.joins[local]
      quarter.left[c] += left
    }
    for c in cooperatives { bookShares(context, c, share) }
  }

  private static func found(_ context: QuarterContext, _ c: Int, _ share: Lanes) {
    let (quarter, parameters) = (context.cooperativeQuarter, context.settings.cooperative)
    let accounts = context.state.cooperatives
    let enough = quarter.willing[c] .>= Lanes(repeating: parameters.foundersMin)
    let farmers = quarter.willingFarmers[c] .>= quarter.willing[c] * parameters.foundersFarmerShareMin
    quarter.founded[c] = choose(enough, choose(farmers, quarter.meeting[c], .zero), .zero)
    quarter.active[c] += quarter.founded[c]
    accounts.isActive[c] = widened(quarter.active[c])
    // Losses beyond the reserves fall on capital shares alike.
    let each = narrowed(accounts.reservesYuan[c]).atMost(0) / quarter.membersBefore[c].atLeast(1)
    quarter.shareRefund[c] = (share + each).atLeast(0)
  }

  private static func bookShares(_ context: QuarterContext, _ c: Int, _ share: Lanes) {
    let (quarter, accounts) = (context.cooperativeQuarter, context.state.cooperatives)
    let paid = widened(quarter.joined[c] * share)
    let cancelled = widened(quarter.left[c] * share)
    let refund = widened(quarter.left[c] * quarter.shareRefund[c])
    accounts.capitalYuan[c] += paid - cancelled
    accounts.reservesYuan[c] += cancelled - refund
    context.flows.money.cooperativeChange += paid - refund
  }
}
