import KhorshooNumerics

/// Households ask their central household for help; it serves as far as its hours go, and trust follows.
///
/// - When: after ``Training``; who joins in the quarter has decided with the trust of its start.
/// - Reads: `requestsWaiting`, what ``GroupSupply`` settled. Writes: `requestsWaiting`, `requestsAtSumu`, `serviceTrust`,
///   `coverageYear`, ``ServiceQuarter``.
/// - Random: ``ModelStreams/serviceRequests``, a draw a kind; ``ModelStreams/serviceWork``, draws 0 to 6 (which requests stay
///   over) and 8 to 14 (which lapse), by kind; ``ModelStreams/serviceOutcomes``: handed on (0), mediated (1), suggestions
///   (2), reported deeds (3), suggestions (4) and disputes (5). Entity = grid.
/// - Source: model description 8, after Wang Meng 2020; rates: `institution.services.*`.
/// - Proof: `ServicesByHandAnalytic`, `ReportedServicesStatistical` (VT-2), `ServiceCapacityProperty`, `RequestLedgerProperty`.
enum Services {
  static func run(_ context: QuarterContext, gacha: Int) {
    guard context.services.parameters.areOffered else { return }
    for g in context.banner.places.gacha[gacha].grids {
      let taken = serve(context, g)
      settle(context, g, taken)
      trust(context, g)
    }
  }

  /// Effort that a central household puts into services: what policy asks for times its own. Shape: 16; 1 as now.
  ///
  /// Its own effort is that for each household of its grid; hours are for all of them, so the span is taken out again.
  @inline(__always)
  static func effort(_ context: QuarterContext, grid: Int) -> Lanes {
    context.state.central.effort[grid] * (context.services.parameters.effort / context.institution.spanFactor[grid])
  }

  /// Public cost of a grid's services in the quarter: journeys, and hours that policy asks for beyond those given unpaid (effort 1).
  static func costYuan(_ context: QuarterContext, grid: Int) -> Lanes {
    let parameters = context.services.parameters
    guard parameters.areOffered else { return .zero }
    let paidHours = max(0, parameters.effort - 1) * parameters.hoursPerQuarter
    return context.serviceQuarter.journeyKm[grid] * parameters.travelYuanPerKm + paidHours * parameters.yuanPerPaidHour
  }

  /// Share of work that hours suffice for.
  @inline(__always)
  static func share(_ hours: Lanes, ofWork work: Lanes) -> Lanes { (hours / work.atLeast(1e-6)).atMost(1) }

  /// A whole number of requests with the mean `share x count`: it grows with both, in every replicate.
  @inline(__always)
  static func part(_ share: Lanes, of count: Lanes, _ uniform: Lanes) -> Lanes {
    floorLanes(count * share + uniform).atMost(count)
  }

  /// New requests come; of all on hand the same share is taken up, of the rest some lapse.
  ///
  /// - Returns: requests of each kind that were taken up.
  private static func serve(_ context: QuarterContext, _ g: Int) -> TakenUp {
    let (state, quarter, plan) = (context.state.services, context.serviceQuarter, context.services)
    let households = Float(context.banner.places.grids[g].households.count)
    let (random, time) = (context.random, context.time)
    let first = g * ServiceState.kindCount
    let asked = Draws(random, ModelStreams.all.serviceRequests, g, time, quad: 0)
    var work = Lanes.zero
    for k in 0..<ServiceState.kindCount {
      let mean = plan.parameters.kinds[k].requestsPerHousehold[context.season - 1] * households
      let new = poissonLanes(mean: Lanes(repeating: mean), uniform: asked[k])
      quarter.demand[first + k] = new
      state.requestsWaiting[first + k] += new
      work += state.requestsWaiting[first + k] * plan.hours[first + k]
    }
    let share = share(effort(context, grid: g) * plan.parameters.hoursPerQuarter, ofWork: work)
    quarter.share[g] = share
    let leftDraws = Draws(random, ModelStreams.all.serviceWork, g, time, quad: 0)
    let lapseDraws = Draws(random, ModelStreams.all.serviceWork, g, time, quad: 2)
    let patience = Lanes(repeating: 1 - plan.parameters.lapseSharePerQuarter)
    var taken = TakenUp()
    for k in 0..<ServiceState.kindCount {
      let onHand = state.requestsWaiting[first + k]
      let left = part(1 - share, of: onHand, leftDraws[k])
      let stay = part(patience, of: left, lapseDraws[k])
      taken[k] = onHand - left
      quarter.lapsed[g] += left - stay
      state.requestsWaiting[first + k] = stay
    }
    return taken
  }

  /// What becomes of the requests that were taken up, and what is reported of it.
  private static func settle(_ context: QuarterContext, _ g: Int, _ taken: TakenUp) {
    let (quarter, parameters) = (context.serviceQuarter, context.services.parameters)
    let draws = Draws(context.random, ModelStreams.all.serviceOutcomes, g, context.time, quad: 0)
    func some(_ share: Float, of count: Lanes, _ draw: Int) -> Lanes {
      binomialLanes(count: count, probability: Lanes(repeating: share), uniform: draws[draw])
    }
    let deeds = ServiceKind.deeds.reduce(Lanes.zero) { $0 + taken[$1.rawValue] }
    let disputes = taken[ServiceKind.dispute.rawValue]
    let all = (0..<ServiceState.kindCount).reduce(Lanes.zero) { $0 + taken[$1] }
    let handedOn = some(parameters.severalDepartmentsShare, of: deeds, 0)
    let mediated = some(parameters.mediationShare, of: disputes, 1)
    let suggestions = some(parameters.suggestionShare, of: taken[ServiceKind.opinion.rawValue], 2)
    context.state.services.requestsAtSumu[g] += handedOn
    quarter.handedOn[g] = handedOn
    quarter.mediated[g] = mediated
    quarter.escalated[g] = disputes - mediated
    quarter.suggestions[g] = suggestions
    quarter.served[g] = all - handedOn - (disputes - mediated) + quarter.servedAtSumu[g]
    quarter.deedsReported[g] = some(parameters.deedReportingShare, of: deeds - handedOn + quarter.servedAtSumu[g], 3)
    quarter.suggestionsReported[g] = some(parameters.suggestionReportingShare, of: suggestions, 4)
    quarter.disputesReported[g] = some(parameters.disputeReportingShare, of: mediated, 5)
    quarter.journeyKm[g] = all * (2 * context.services.meanDistanceKm[g] * (1 - parameters.remoteShare))
  }

  /// Trust falls by what is unmet beyond what households bear, and comes back.
  private static func trust(_ context: QuarterContext, _ g: Int) {
    let (state, quarter, parameters) = (context.state.services, context.serviceQuarter, context.services.parameters)
    let before = quarter.beforeSumu[g]
    let onHand = quarter.opening[g] - before + quarter.newRequests(g)
    let unmet =
      (onHand * (1 - quarter.share[g]) + before * (1 - quarter.shareAtSumu[g])) / (onHand + before).atLeast(1)
    let trust = state.serviceTrust[g]
    let loss = (unmet - parameters.toleratedUnmetShare).atLeast(0) * (parameters.trustLossPerYear / 4)
    let gain = (1 - trust) * (parameters.trustRecoveryPerYear / 4)
    state.serviceTrust[g] = (trust + gain - loss).atLeast(0).atMost(1)
    let earlier = context.season == 1 ? Lanes.zero : state.coverageYear[g]
    state.coverageYear[g] = earlier + quarter.share[g]
  }
}

/// Eight uniforms, the last one unused by kinds.
private struct Draws {
  private let low, high: (Lanes, Lanes, Lanes, Lanes)

  init(_ random: LaneRandom, _ stream: RandomStream, _ grid: Int, _ quarter: Int, quad: Int) {
    low = random.uniforms(stream, entity: grid, quarter: quarter, quad: quad)
    high = random.uniforms(stream, entity: grid, quarter: quarter, quad: quad + 1)
  }

  subscript(_ index: Int) -> Lanes {
    let four = index < 4 ? low : high
    return switch index & 3 {
    case 0: four.0
    case 1: four.1
    case 2: four.2
    default: four.3
    }
  }
}

/// Requests of each kind, without a heap allocation.
private struct TakenUp {
  private var rows = InlineArray<7, Lanes>(repeating: .zero)

  subscript(_ kind: Int) -> Lanes {
    get { rows[kind] }
    set { rows[kind] = newValue }
  }
}
