import KhorshooNumerics

/// A number of a grid as a whole in the quarter: weather times households, and what is asked and done (``ServiceQuarter``).
enum GridMeasure: Hashable, Sendable {
  /// Severity of the winter's dzud, and yield of the year relative to a normal one; times households.
  case dzudSeverity, forageYieldRatio
  /// Income of the office of central household beside its pay, net of its time, yuan.
  case officePremium
  /// New requests of one kind, and of all.
  case requests(ServiceKind), newRequests
  /// Requests that waited and the new ones; what becomes of them.
  case requestsOnHand, requestsServed, requestsWaiting, requestsLapsed, requestsHandedOn, requestsAtSumu
  case disputesMediated, disputesEscalated, suggestions, deedsReported, suggestionsReported, disputesReported
  /// Households served within the quarter: all, and those of a ring of distance (``ServicePlan``); households of a ring.
  case covered, coveredOfRing(Int), householdsOfRing(Int)
  /// Factor on trust, and coverage of the year; times households.
  case serviceTrust, coverageYear

  /// Whether it counts what happens within the quarter.
  var isFlow: Bool {
    switch self {
    case .requests, .newRequests, .requestsServed, .requestsLapsed, .requestsHandedOn, .disputesMediated,
      .disputesEscalated, .suggestions, .deedsReported, .suggestionsReported, .disputesReported, .officePremium:
      true
    case .dzudSeverity, .forageYieldRatio, .requestsOnHand, .requestsWaiting, .requestsAtSumu, .covered,
      .coveredOfRing, .householdsOfRing, .serviceTrust, .coverageYear:
      false
    }
  }

  /// Its value in a grid with so many households.
  func value(_ context: QuarterContext, _ g: Int, households count: Int) -> Lanes {
    let (quarter, state, plan) = (context.serviceQuarter, context.state.services, context.services)
    return switch self {
    case .dzudSeverity: context.dzudSeverity(context.banner.places.grids[g].gacha) * Float(count)
    case .forageYieldRatio:
      expLanes(context.shocks.forageLog(gacha: context.banner.places.grids[g].gacha, year: context.year)) * Float(count)
    case .officePremium: HouseholdIncome.officePremiumYuan(context, grid: g)
    case .requests(let kind): quarter.demand[g * ServiceState.kindCount + kind.rawValue]
    case .newRequests: quarter.newRequests(g)
    case .requestsOnHand: quarter.opening[g] + quarter.newRequests(g)
    case .requestsServed: quarter.served[g]
    case .requestsWaiting: state.waiting(g)
    case .requestsLapsed: quarter.lapsed[g]
    case .requestsHandedOn: quarter.handedOn[g]
    case .requestsAtSumu: state.requestsAtSumu[g]
    case .disputesMediated: quarter.mediated[g]
    case .disputesEscalated: quarter.escalated[g]
    case .suggestions: quarter.suggestions[g]
    case .deedsReported: quarter.deedsReported[g]
    case .suggestionsReported: quarter.suggestionsReported[g]
    case .disputesReported: quarter.disputesReported[g]
    case .covered: quarter.share[g] * Float(count)
    case .coveredOfRing(let ring): plan.served(quarter.share[g], ring: ring, grid: g, households: count)
    case .householdsOfRing(let ring): Lanes(repeating: plan.ringHouseholds[g * ServicePlan.ringCount + ring])
    case .serviceTrust: state.serviceTrust[g] * Float(count)
    case .coverageYear: state.coverageYear[g] * (Float(count) / 4)
    }
  }
}

/// A sum of what policy costs the public.
enum CostSum: Hashable, Sendable {
  /// Everything.
  case all
  /// Some items.
  case items([PublicCost])
  /// What one budget pays.
  case level(GovernmentLevel)

  /// Whether an item is in it.
  func includes(_ item: PublicCost) -> Bool {
    switch self {
    case .all: true
    case .items(let items): items.contains(item)
    case .level(let level): item.level == level
    }
  }
}

/// A number of the office of central household of a grid, where there are such offices.
enum OfficeMeasure: Hashable, Sendable {
  /// 1.
  case one
  case isReplaced, isWarned, tenureQuarters, ability, effort, knowledge
  /// Households that training reaches.
  case trainedHouseholds

  /// Its value in a grid.
  func value(_ context: QuarterContext, _ g: Int) -> Lanes {
    let central = context.state.central
    return switch self {
    case .one: Lanes(repeating: 1)
    case .isReplaced: central.isReplaced[g]
    case .isWarned: central.isWarned[g]
    case .tenureQuarters: central.tenureQuarters[g]
    case .ability: central.ability[g]
    case .effort: central.effort[g]
    case .knowledge: central.knowledge[g]
    case .trainedHouseholds: central.coverage[g] * context.institution.reachSum[g]
    }
  }
}
