import KhorshooNumerics

/// Departments at the sumu settle what central households handed on: menu ordering, group supply (点菜式、组团式).
///
/// - When: before any gacha, from what waited when the quarter began: what is handed on in a quarter is settled at the
///   earliest in the next. Also notes what waited in each grid (opening of ``RequestLedger``).
/// - Reads: `requestsWaiting`, `requestsAtSumu`. Writes: `requestsAtSumu`, ``ServiceQuarter``.
/// - Random: ``ModelStreams/serviceWork``, draws 16 (which requests stay over) and 17 (which lapse), entity = grid.
/// - Source: model description 8, after Wang Meng 2020; capacity assumed: `institution.services.sumu*`.
/// - Proof: `ServicesByHandAnalytic`, `ServiceCapacityProperty`.
enum GroupSupply {
  static func run(_ context: QuarterContext) {
    let (state, quarter, plan) = (context.state.services, context.serviceQuarter, context.services)
    quarter.clear()
    guard plan.parameters.areOffered else { return }
    for (sumu, grids) in zip(context.banner.places.sumu, plan.gridsOfSumu) {
      guard let first = sumu.gacha.first else { continue }
      // All gacha of a sumu have the same departments.
      context.enter(gacha: first)
      let parameters = context.services.parameters
      let hours = Lanes(repeating: parameters.sumuHoursPerQuarter * parameters.sumuEffort)
      let waiting = grids.reduce(Lanes.zero) { $0 + state.requestsAtSumu[$1] }
      let share = Services.share(hours, ofWork: waiting * parameters.sumuHoursPerCase)
      for g in grids {
        let before = state.requestsAtSumu[g]
        quarter.opening[g] = state.waiting(g)
        quarter.beforeSumu[g] = before
        quarter.shareAtSumu[g] = share
        guard hasAny(before .> .zero) else { continue }
        let draws = context.random.uniforms(ModelStreams.all.serviceWork, entity: g, quarter: context.time, quad: 4)
        let left = Services.part(1 - share, of: before, draws.0)
        let stay = Services.part(Lanes(repeating: 1 - parameters.lapseSharePerQuarter), of: left, draws.1)
        quarter.servedAtSumu[g] = before - left
        quarter.lapsed[g] = left - stay
        state.requestsAtSumu[g] = stay
      }
    }
    context.enterBanner()
  }
}
