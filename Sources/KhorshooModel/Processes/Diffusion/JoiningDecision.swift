import KhorshooNumerics

/// Whether a household that considers joining is for it: by utility, threshold, cascade or Bass (`diffusion.mechanism`).
///
///     utility    logistic(b0 + b_y g + b_e E_P + b_t trust + b_k knowledge - b_d d / 10 km - b_r risk + b_h ln herd)
///     threshold  E_P >= theta_h;   with noise s: logistic((E_P - theta_h) / s);   theta_h from low to high by rank of the household
///     cascade    1 - (1 - p)^(W joined last quarter): each tie that has just joined has one chance, 1 - (1 - p)^w
///     bass       1 - exp(-(p + q m)),   m the share of members in the gacha
///
/// with g = ln(1 + perceived), times the aversion to losses when it is one.
///
/// All look at the state at the start of the quarter (simultaneous update).
/// - Source: model description 7; threshold Granovetter 1978, doi:10.1086/226707; cascade Kempe, Kleinberg and Tardos 2003,
///   doi:10.1145/956750.956769; Bass 1969, doi:10.1287/mnsc.15.5.215.
/// - Proof: `JoiningDecisionAnalytic`, `LearningByHandAnalytic`, `ProcessesByHandAnalytic` (frequency of joining).
package enum JoiningDecision {
  /// Half a millionth below a threshold has reached it: shares are sums of rounded fractions.
  private static let tolerance: Float = 5e-7

  @inline(__always)
  static func isFor(
    _ context: QuarterContext, _ h: Int, _ u: Lanes, _ gachaShare: Lanes
  ) -> SIMDMask<Lanes.MaskStorage> {
    let (state, diffusion) = (context.state, context.settings.diffusion)
    switch diffusion.mechanism {
    case .utility: return u .< logisticLanes(utility(context, h))
    case .threshold:
      let rank = context.banner.households.thresholdRank[h]
      let threshold = diffusion.thresholdLow + (diffusion.thresholdHigh - diffusion.thresholdLow) * rank
      let seen = state.exposureMembers[h]
      guard diffusion.thresholdNoise > 0 else { return seen .>= Lanes(repeating: threshold - tolerance) }
      return u .< logisticLanes((seen - threshold) / diffusion.thresholdNoise)
    case .cascade: return u .< (1 - expLanes(-(state.exposureJoined[h] * diffusion.cascadeHazard)))
    case .bass: return u .< (1 - expLanes(-(gachaShare * diffusion.bassImitation + diffusion.bassInnovation)))
    }
  }

  /// Share of members among the households of a gacha; computed where it is looked at.
  static func gachaShare(_ context: QuarterContext, _ households: Range<Int>) -> Lanes {
    guard context.settings.diffusion.mechanism == .bass, !households.isEmpty else { return .zero }
    return households.reduce(Lanes.zero) { $0 + context.state.isMember[$1] } / Float(households.count)
  }

  /// Gain of income that a household expects of membership: what members and who has left tell, and what is announced.
  @inline(__always)
  package static func perceivedGain(_ context: QuarterContext, _ h: Int) -> Lanes {
    let (state, diffusion) = (context.state, context.settings.diffusion)
    return (state.exposureGain[h] + diffusion.announcementWeight * diffusion.announcedGain)
      / (state.exposureVoice[h] + diffusion.announcementWeight)
  }

  /// What an expected gain is worth: its logarithm, a loss more than a gain.
  @inline(__always)
  package static func worth(_ context: QuarterContext, _ perceived: Lanes) -> Lanes {
    let gain = logLanes((1 + perceived).atLeast(0.05))
    return gain + gain.atMost(0) * (context.settings.diffusion.lossAversion - 1)
  }

  @inline(__always)
  private static func utility(_ context: QuarterContext, _ h: Int) -> Lanes {
    let (state, diffusion, households) = (context.state, context.settings.diffusion, context.banner.households)
    let gain = worth(context, perceivedGain(context, h))
    let open = context.openChannels
    // Where services do not act, trust is what it was.
    let trusts =
      context.settings.institution.isEnabled
      ? (state.services.serviceTrust[context.banner.places.gridOfHousehold[h]] * open.services + (1 - open.services))
        * open.trust * (diffusion.trustWeight * households.trust[h])
      : .zero
    let fixed =
      trusts + diffusion.intercept - diffusion.distanceWeight * households.distanceKm[h] / 10
      - diffusion.riskWeight * households.riskAversion[h] + diffusion.herdWeight * households.herdLogRatio[h]
    return gain * diffusion.gainWeight + state.exposureMembers[h] * diffusion.exposureWeight
      + state.knowledge[h] * diffusion.knowledgeWeight + fixed
  }
}
