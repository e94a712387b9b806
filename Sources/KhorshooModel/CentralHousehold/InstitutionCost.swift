import KhorshooNumerics

/// What central households and grants to cooperatives cost the public.
///
/// - When: last in a quarter.
/// - Reads: policy levers, cooperatives' grants. Writes: money ledger (cost of the institution).
/// - Random: none.
/// - Source: `institution.costYuanPerYear`, assumed; proportional to the effort that policy asks for.
/// - Proof: `LedgersProperty` (money ledger), `ProcessesByHandAnalytic`.
enum InstitutionCost {
  static func run(_ context: QuarterContext, gacha: Int) {
    let grids = context.banner.places.gacha[gacha].grids
    context.flows.money.book(
      .institutionCost, SIMD16(repeating: Double(yuanPerGrid(context.settings.institution)) * Double(grids.count)))
  }

  /// Cost of one central household in a quarter.
  private static func yuanPerGrid(_ institution: InstitutionParameters) -> Float {
    institution.isEnabled ? institution.costYuanPerYear / 4 * (institution.outreach + institution.training) / 2 : 0
  }

  /// Public cost of a grid in the quarter: its central household and the grants of cooperatives linked to it.
  static func yuan(_ context: QuarterContext, grid: Int) -> Lanes {
    var cost = Lanes(repeating: yuanPerGrid(context.settings.institution))
    guard context.settings.cooperative.areEnabled else { return cost }
    let places = context.banner.places
    for c in places.gacha[places.grids[grid].gacha].cooperatives
    where places.cooperatives[c].grid == grid && !places.cooperatives[c].isShell {
      cost += context.cooperativeQuarter.grant[c]
    }
    return cost
  }
}
