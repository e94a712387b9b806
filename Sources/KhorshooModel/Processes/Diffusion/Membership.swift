import KhorshooNumerics

/// Hearing of the cooperative, and wanting to join it, or to leave it at the turn of a year.
///
/// - When: after ``FoundingMeeting``, with what ``Exposure`` found; ``CooperativeFounding`` decides who is admitted.
/// - Reads: exposures, by ``JoiningDecision``; `knowledge`, `serviceTrust`, `isAware`, `isMember`, `experiencedGain`, cooperatives' reserves, central
///   households' `outreach` and `holder`.
/// - Writes: `isAware`, flows `joins`, `leaves`.
/// - Random: ``ModelStreams/membership``, four draws a household: hearing, considering, joining, leaving.
/// - Source: model description 7; information passing after Banerjee et al. 2013, doi:10.1126/science.1236498.
/// - Proof: `AwarenessProperty`, `ProcessesByHandAnalytic` (frequency of joining).
enum Membership {
  static func run(_ context: QuarterContext, gacha: Int) {
    // Without cooperatives there is nothing to hear of.
    guard context.settings.cooperative.areEnabled else { return }
    let (banner, state, flows) = (context.banner, context.state, context.flows)
    let (random, time) = (context.random, context.time)
    let range = banner.places.gacha[gacha].households
    let share = JoiningDecision.gachaShare(context, range)
    for h in range {
      let local = h - range.lowerBound
      // Who has heard of it and cannot join has nothing to decide.
      guard banner.canJoin[h] || hasAny(state.isAware[h] .< Lanes(repeating: 1)) else { continue }
      let draws = random.uniforms(ModelStreams.all.membership, entity: banner.households.rosterNumber[h], quarter: time)
      hear(context, h, draws.0)
      flows.joins[local] = joining(context, h, consider: draws.1, join: draws.2, share)
      flows.leaves[local] = leaving(context, h, draws.3)
    }
  }

  /// P(unaware -> aware) = 1 - exp(-(q_N E_N + q_P E_P + q_H outreach strength_g reach + q_B)).
  @inline(__always)
  private static func hear(_ context: QuarterContext, _ h: Int, _ u: Lanes) {
    let (state, diffusion, institution) = (context.state, context.settings.diffusion, context.settings.institution)
    // Where all have heard of it, nothing can change.
    guard hasAny(state.isAware[h] .< Lanes(repeating: 1)) else { return }
    // Without central households its strength is zero.
    let strength =
      state.central.outreach[context.banner.places.gridOfHousehold[h]] * context.openChannels.information
    let hazard =
      state.exposureAware[h] * diffusion.passingNonMembers + state.exposureMembers[h] * diffusion.passingMembers
      + strength * (diffusion.passingCentral * institution.outreach * context.reach[h]) + institution.broadcast
    let hears = u .< (1 - expLanes(-hazard))
    state.isAware[h] = state.isAware[h].replacing(with: 1, where: hears)
  }

  /// 1 where an aware non-member within reach of an active cooperative considers joining and finds it worth while.
  @inline(__always)
  private static func joining(
    _ context: QuarterContext, _ h: Int, consider: Lanes, join: Lanes, _ gachaShare: Lanes
  ) -> Lanes {
    guard context.banner.canJoin[h] else { return .zero }
    let (state, diffusion, households) = (context.state, context.settings.diffusion, context.banner.households)
    let c = households.cooperative[h]
    let (active, meeting) = (context.cooperativeQuarter.active[c], context.cooperativeQuarter.meeting[c])
    let eligible = (state.isAware[h] - state.isMember[h]) * (active + meeting) * (1 - state.hasLeft[h])
    // At a founding meeting everybody considers it, and the central household that calls it is for it.
    // The chance that a tie brings does not wait.
    let consideration = diffusion.mechanism == .cascade ? 1 : diffusion.considerationPerQuarter
    let considers = active * consideration + meeting
    let decides = choose(consider .< considers, eligible, .zero)
    // Where nobody considers it, nothing is to be weighed up.
    let willing =
      hasAny(decides .!= .zero)
      ? choose(JoiningDecision.isFor(context, h, join, gachaShare), decides, .zero) : .zero
    guard context.banner.founds[h] else { return willing }
    let holds = context.isBoundByOffice(h)
    guard context.banner.leads[h] else { return (willing + meeting * holds).atMost(1) }
    // Who takes over an office that runs the cooperative knows of it and joins it.
    let takesOver = holds * active * (1 - state.isMember[h])
    state.isAware[h] = state.isAware[h].atLeast(takesOver)
    return (willing + meeting * holds + takesOver).atMost(1)
  }

  /// 1 where a member leaves: at the turn of the year, after its refund, the rather the further the gain stayed behind what was
  /// announced, the less the further it went beyond, and when the cooperative is in distress; at once when it was dissolved or
  /// the household gave up herding.
  @inline(__always)
  private static func leaving(_ context: QuarterContext, _ h: Int, _ u: Lanes) -> Lanes {
    guard context.banner.canJoin[h] else { return .zero }
    let (state, diffusion) = (context.state, context.settings.diffusion)
    let c = context.banner.households.cooperative[h]
    let dissolved = state.isMember[h] * (1 - context.cooperativeQuarter.active[c]).atLeast(state.hasLeft[h])
    guard context.season == 1, context.time > 0 else { return dissolved }
    let stays = context.banner.leads[h] ? context.isBoundByOffice(h) : .zero
    let distress = state.cooperatives.reservesYuan[c].isNegative
    let shortfall = diffusion.announcedGain - state.experiencedGain[h]
    let odds =
      shortfall.atLeast(0) * diffusion.exitShortfallWeight + shortfall.atMost(0) * diffusion.exitGainWeight
      + distress * diffusion.exitDistressWeight + diffusion.exitIntercept
    return choose(u .< logisticLanes(odds), (state.isMember[h] * (1 - stays)).atLeast(dissolved), dissolved)
  }
}
