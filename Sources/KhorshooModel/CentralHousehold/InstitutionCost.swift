import KhorshooNumerics

/// What the public pays for linkage. Grassland reward and other transfers are paid with or without it and are none.
enum PublicCost: CaseIterable {
  /// Central households passing on word.
  case outreach
  /// Central households training herders.
  case training
  /// Grants to operating cooperatives.
  case grants

  /// Where the recorder sums it.
  var measure: Measure {
    switch self {
    case .outreach: .outreachCostYuan
    case .training: .trainingCostYuan
    case .grants: .grantCostYuan
    }
  }
}

/// What central households and grants to cooperatives cost the public.
///
/// - When: last in a quarter.
/// - Reads: policy levers, cooperatives' grants. Writes: money ledger (cost of the institution).
/// - Random: none.
/// - Source: `institution.costYuanPerYear`, assumed; proportional to the effort that policy asks for, half of it for
///   outreach and half for training.
/// - Proof: `LedgersProperty` (money ledger), `ProcessesByHandAnalytic`, `PublicValueAnalytic` (grants).
enum InstitutionCost {
  static func run(_ context: QuarterContext, gacha: Int) {
    let grids = context.banner.places.gacha[gacha].grids
    let institution = context.settings.institution
    let perGrid = effort(institution.outreach, institution) + effort(institution.training, institution)
    context.flows.money.book(.institutionCost, SIMD16(repeating: Double(perGrid) * Double(grids.count)))
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
    case .grants: return grants(context, grid: grid)
    }
  }

  private static func grants(_ context: QuarterContext, grid: Int) -> Lanes {
    var cost = Lanes.zero
    guard context.settings.cooperative.areEnabled else { return cost }
    let places = context.banner.places
    for c in places.gacha[places.grids[grid].gacha].cooperatives
    where places.cooperatives[c].grid == grid && !places.cooperatives[c].isShell {
      cost += context.cooperativeQuarter.grant[c]
    }
    return cost
  }
}
