import KhorshooNumerics

/// Those who were admitted are members, those who leave are none any more, but are heard for some time.
///
/// - When: after ``CooperativeFounding``.
/// - Reads: flows `joins`, `leaves`. Writes: `isMember`, `wasMember`, `isAware`, `experiencedGain` (announced gain on joining, on leaving
///   times the weight with which it is told), `voice` (that weight); `joinedLast` where households decide by cascade.
/// - Random: none.
/// - Source: model description 7.
/// - Proof: `AwarenessProperty`, `ProcessesByHandAnalytic`, `LearningByHandAnalytic`.
enum Admission {
  static func run(_ context: QuarterContext, gacha: Int) {
    guard context.settings.cooperative.areEnabled else { return }
    let state = context.state
    let (flows, diffusion) = (context.flows, context.settings.diffusion)
    let range = context.banner.places.gacha[gacha].households
    for h in range {
      let local = h - range.lowerBound
      let (joins, leaves) = (flows.joins[local], flows.leaves[local])
      let stays = state.isMember[h] - leaves
      state.isMember[h] = state.isMember[h] + joins - leaves
      state.wasMember[h] = state.wasMember[h].atLeast(state.isMember[h])
      if diffusion.mechanism == .cascade { state.joinedLast[h] = joins }
      // Whoever is in has heard of it, the central household too that founds one before word has gone round.
      state.isAware[h] = state.isAware[h].atLeast(joins)
      // A new member expects what was announced, until a year has shown what membership brings.
      // Who has left is heard ever less.
      let kept = leaves * diffusion.formerVoice + (1 - stays - joins - leaves) * diffusion.formerMemory + stays
      state.experiencedGain[h] = state.experiencedGain[h] * kept + joins * diffusion.announcedGain
      state.voice[h] = state.voice[h] * kept + joins
    }
  }
}
