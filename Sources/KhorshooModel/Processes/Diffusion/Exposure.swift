import KhorshooNumerics

/// What each household sees among its ties: the aware, the members, and what membership brings them, or brought who has left.
///
/// - When: first in a quarter, from the states at its start (simultaneous update).
/// - Reads: `isAware`, `isMember`, `experiencedGain`; by utility `voice`, by cascade `joinedLast`.
/// - Writes: `exposureAware` (aware non-members), `exposureMembers`, `exposureGain`; then also `exposureVoice` or `exposureJoined`.
/// - Random: none.
/// - Source: model description 7: E_N = W (aware o (1 - M)), E_P = W M, E_V = W V, E_G = W (V o gain), V the members
///   and, with less weight, who has left. One pass over the ties, and one for V.
/// - Proof: `NetworkSynthesisProperty`, `LearningByHandAnalytic`.
enum Exposure {
  static func run(_ context: QuarterContext) {
    guard context.settings.cooperative.areEnabled else { return }
    let state = context.state
    let seen = (UnsafePointer(state.isAware), UnsafePointer(state.isMember), UnsafePointer(state.experiencedGain))
    let exposure = context.banner.network.exposure
    for gacha in exposure.blocks.indices {
      exposure.multiply(seen, into: (state.exposureAware, state.exposureMembers, state.exposureGain), block: gacha)
    }
    let diffusion = context.settings.diffusion
    if diffusion.mechanism == .cascade {
      for gacha in exposure.blocks.indices {
        exposure.multiply(UnsafePointer(state.joinedLast), into: state.exposureJoined, block: gacha)
      }
    }
    if diffusion.mechanism == .utility {
      for gacha in exposure.blocks.indices {
        exposure.multiply(UnsafePointer(state.voice), into: state.exposureVoice, block: gacha)
      }
    }
    // Members are aware, so subtracting them leaves the aware non-members; rounding must not leave a negative share.
    for h in 0..<context.banner.places.householdCount {
      state.exposureAware[h] = (state.exposureAware[h] - state.exposureMembers[h]).atLeast(0)
    }
  }
}
