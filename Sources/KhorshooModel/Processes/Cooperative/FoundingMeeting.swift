import KhorshooNumerics

/// Central households call those who would found a cooperative together, and each cooperative's quarter is opened.
///
/// - When: each quarter, before ``Membership``; meetings in spring.
/// - Reads: cooperatives' `isActive`, `dormantQuarters`. Writes: ``CooperativeQuarter`` (`active`, `meeting`).
/// - Random: none.
/// - Source: model description 6; that a dissolved cooperative is not founded anew at once is an assumption
///   (`cooperatives.refoundingQuarters`).
/// - Proof: `FoundingByHandAnalytic`.
enum FoundingMeeting {
  static func run(_ context: QuarterContext, gacha: Int) {
    // Without cooperatives there is nothing to found.
    guard context.settings.cooperative.areEnabled else { return }
    let (places, quarter) = (context.banner.places, context.cooperativeQuarter)
    let cooperatives = places.gacha[gacha].cooperatives
    quarter.clear(cooperatives)
    for c in cooperatives where !places.cooperatives[c].isShell {
      quarter.active[c] = narrowed(context.state.cooperatives.isActive[c])
      quarter.meeting[c] = meeting(context, c)
    }
  }

  /// 1 where the cooperative is not there and its central household, when it is one that founds, invites: each spring.
  private static func meeting(_ context: QuarterContext, _ c: Int) -> Lanes {
    guard context.season == 1, context.settings.institution.isEnabled,
      context.banner.places.cooperatives[c].mode != .join
    else { return .zero }
    let wait = Lanes(repeating: context.settings.cooperative.refoundingQuarters)
    let waited = narrowed(context.state.cooperatives.dormantQuarters[c]) .>= wait
    return choose(waited, 1 - context.cooperativeQuarter.active[c], .zero) * context.openChannels.example
  }
}
