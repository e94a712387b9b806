import KhorshooNumerics

/// Whose budget pays.
enum GovernmentLevel {
  case banner, sumu, gacha
}

/// What the public pays for linkage. Grassland reward and other transfers are paid with or without it and are none.
enum PublicCost: CaseIterable {
  /// Central households passing on word.
  case outreach
  /// Central households training herders.
  case training
  /// Courses and the yearly test that the banner gives central households.
  case bannerCourses
  /// Courses that the sumu gives them.
  case sumuCourses
  /// Monthly meetings of the gacha.
  case gachaMeetings
  /// Merit pay of central households.
  case pay
  /// Kit, materials and video system.
  case carriers
  /// Grants to operating cooperatives.
  case grants
  /// Registration, guidance and audit of registered cooperatives.
  case support
  /// Journeys and paid hours of central households that serve.
  case services
  /// Requests that departments settle at the sumu.
  case groupSupply

  /// Who pays: assumption, by who organises it in the source.
  var level: GovernmentLevel {
    switch self {
    case .outreach, .training, .gachaMeetings, .services: .gacha
    case .sumuCourses, .groupSupply: .sumu
    case .bannerCourses, .pay, .carriers, .grants, .support: .banner
    }
  }
}

/// What central households and their services, and grants to and support of cooperatives, cost the public.
///
/// - When: last in a gacha's quarter.
/// - Reads: policy levers, pay and successions of central households, cooperatives' grants. Writes: money ledger (cost of
///   the institution and of support; pay and grants are booked where they are received).
/// - Random: none.
/// - Source: unit costs assumed (`institution.*Yuan*`), proportional to what policy asks for.
/// - Proof: `LedgersProperty` (money ledger), `ProcessesByHandAnalytic`, `PublicValueAnalytic` (items, levels).
enum InstitutionCost {
  static func run(_ context: QuarterContext, gacha: Int) {
    let items = PublicCost.allCases.filter { $0 != .grants && $0 != .pay }
    let cost = context.banner.places.gacha[gacha].grids.reduce(Lanes.zero) { sum, g in
      items.reduce(sum) { $0 + yuan($1, context, grid: g) }
    }
    context.flows.money.book(.institutionCost, widened(cost))
  }

  /// Public cost of a grid in the quarter: its central household, or the cooperatives linked to it.
  static func yuan(_ item: PublicCost, _ context: QuarterContext, grid: Int) -> Lanes {
    switch item {
    case .grants: return ofCooperatives(context, grid) { context.cooperativeQuarter.grant[$0] }
    case .support:
      let yuan = context.settings.cooperative.supportYuanPerYear / 4
      return ofCooperatives(context, grid) { narrowed(CooperativeMeasure.registered.value(of: $0, context)) * yuan }
    case .services: return Services.costYuan(context, grid: grid)
    case .groupSupply: return context.serviceQuarter.servedAtSumu[grid] * context.services.parameters.sumuYuanPerCase
    case .outreach, .training, .bannerCourses, .sumuCourses, .gachaMeetings, .pay, .carriers:
      return context.settings.institution.isEnabled ? ofOffice(item, context, grid) : .zero
    }
  }

  private static func ofOffice(_ item: PublicCost, _ context: QuarterContext, _ grid: Int) -> Lanes {
    let (institution, plan, central) = (context.settings.institution, context.institution, context.state.central)
    let share = plan.seasonShares[context.season - 1]
    return switch item {
    case .outreach: Lanes(repeating: institution.costYuanPerYear / 8 * institution.outreach)
    case .training: Lanes(repeating: institution.costYuanPerYear / 2 * institution.training * share)
    case .bannerCourses: Lanes(repeating: plan.bannerCoursesYuan * share)
    case .sumuCourses: Lanes(repeating: plan.sumuCoursesYuan * share)
    case .gachaMeetings: Lanes(repeating: plan.gachaMeetingsYuan * share)
    case .pay: central.payYuan[grid] * context.openChannels.office
    // A successor of the last quarter's end gets its kit now.
    case .carriers:
      central.isReplaced[grid] * plan.kitYuan + plan.carriersYuanPerQuarter
        + (plan.hasVideo[grid] ? plan.videoYuanPerQuarter : 0)
    case .grants, .support, .services, .groupSupply: .zero
    }
  }

  /// Sum over the cooperatives that are linked to a grid.
  private static func ofCooperatives(_ context: QuarterContext, _ grid: Int, _ yuan: (Int) -> Lanes) -> Lanes {
    guard context.settings.cooperative.areEnabled else { return .zero }
    let places = context.banner.places
    return places.gacha[places.grids[grid].gacha].cooperatives.reduce(.zero) { sum, c in
      places.cooperatives[c].grid == grid ? sum + yuan(c) : sum
    }
  }
}
