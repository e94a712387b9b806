import KhorshooNumerics

/// Those who were admitted are members, those who leave are none any more.
///
/// - When: after ``CooperativeFounding``.
/// - Reads: flows `joins`, `leaves`. Writes: `isMember`, `wasMember`, `isAware`, `experiencedGain` (announced gain on joining, cleared on
///   leaving); `joinedLast` where households decide by cascade.
/// - Random: none.
/// - Source: model description 7.
/// - Proof: `AwarenessProperty`, `ProcessesByHandAnalytic`.
enum Admission {
  static func run(_ context: QuarterContext, gacha: Int) {
    guard context.settings.cooperative.areEnabled else { return }
    let state = context.state
    let flows = context.flows
    let range = context.banner.places.gacha[gacha].households
    for h in range {
      let local = h - range.lowerBound
      let (joins, leaves) = (flows.joins[local], flows.leaves[local])
      state.isMember[h] = state.isMember[h] + joins - leaves
      state.wasMember[h] = state.wasMember[h].atLeast(state.isMember[h])
      if context.settings.diffusion.mechanism == .cascade { state.joinedLast[h] = joins }
      // Whoever is in has heard of it, the central household too that founds one before word has gone round.
      state.isAware[h] = state.isAware[h].atLeast(joins)
      // A new member expects what was announced, until a year has shown what membership brings.
      state.experiencedGain[h] =
        state.experiencedGain[h] * (1 - leaves) + joins * context.settings.diffusion.announcedGain
    }
  }
}
