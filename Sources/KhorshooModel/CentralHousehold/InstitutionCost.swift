import KhorshooNumerics

/// What the public pays for linkage. Grassland reward and other transfers are paid with or without it and are none.
enum PublicCost: CaseIterable {
  /// Central households passing on word.
  case outreach
  /// Central households training herders.
  case training
  /// Grants to operating cooperatives.
  case grants
  /// Registration, guidance and audit of registered cooperatives.
  case support
  /// Journeys and paid hours of central households that serve.
  case services
  /// Requests that departments settle at the sumu.
  case groupSupply

  /// Where the recorder sums it.
  var measure: Measure {
    switch self {
    case .outreach: .outreachCostYuan
    case .training: .trainingCostYuan
    case .grants: .grantCostYuan
    case .support: .supportCostYuan
    case .services: .serviceCostYuan
    case .groupSupply: .groupSupplyCostYuan
    }
  }
}

/// What central households and their services, and grants to and support of cooperatives, cost the public.
///
/// - When: last in a quarter.
/// - Reads: policy levers, cooperatives' grants. Writes: money ledger (cost of the institution and of support).
/// - Random: none.
/// - Source: `institution.costYuanPerYear`, assumed; proportional to the effort that policy asks for, half of it for
///   outreach and half for training.
/// - Proof: `LedgersProperty` (money ledger), `ProcessesByHandAnalytic`, `PublicValueAnalytic` (grants).
enum InstitutionCost {
  static func run(_ context: QuarterContext, gacha: Int) {
    let grids = context.banner.places.gacha[gacha].grids
    let institution = context.settings.institution
    let perGrid = effort(institution.outreach, institution) + effort(institution.training, institution)
    let support = grids.reduce(Lanes.zero) { sum, g in
      [PublicCost.support, .services, .groupSupply].reduce(sum) { $0 + yuan($1, context, grid: g) }
    }
    context.flows.money.book(
      .institutionCost, SIMD16(repeating: Double(perGrid) * Double(grids.count)) + widened(support))
  }

  /// Cost of one central household's effort of one kind in a quarter.
  private static func effort(_ effort: Float, _ institution: InstitutionParameters) -> Float {
    institution.isEnabled ? institution.costYuanPerYear / 4 * effort / 2 : 0
  }

  /// Public cost of a grid in the quarter: its central household, or the grants of cooperatives linked to it.
  static func yuan(_ item: PublicCost, _ context: QuarterContext, grid: Int) -> Lanes {
    let institution = context.settings.institution
    switch item {
    case .outreach: return Lanes(repeating: effort(institution.outreach, institution))
    case .training: return Lanes(repeating: effort(institution.training, institution))
    case .grants: return ofCooperatives(context, grid) { context.cooperativeQuarter.grant[$0] }
    case .support:
      let yuan = context.settings.cooperative.supportYuanPerYear / 4
      return ofCooperatives(context, grid) { narrowed(CooperativeMeasure.registered.value(of: $0, context)) * yuan }
    case .services: return Services.costYuan(context, grid: grid)
    case .groupSupply: return context.serviceQuarter.servedAtSumu[grid] * context.services.parameters.sumuYuanPerCase
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
