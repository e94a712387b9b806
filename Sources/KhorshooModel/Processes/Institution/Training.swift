import KhorshooNumerics

/// Herders learn from their central household and from cooperative services, and forget.
///
/// - When: after ``Membership``.
/// - Reads: `isMember`, central households' `passing` (``CentralWork``). Writes: `knowledge`.
/// - Random: none.
/// - Source: model description 8 (training), rates assumed: `institution.*`, `cooperatives.knowledgePerYear`.
/// - Proof: `UpliftProperty` (the knowledge channel), `ProcessesByHandAnalytic`.
enum Training {
  static func run(_ context: QuarterContext, gacha: Int) {
    let (state, settings, households) = (context.state, context.settings, context.banner.households)
    let open = context.openChannels.knowledge
    let advises = open * (settings.cooperative.areEnabled ? settings.cooperative.knowledgePerYear / 4 : 0)
    let forgets = settings.institution.forgettingPerYear / 4
    for g in context.banner.places.gacha[gacha].grids {
      let trains = open * context.openChannels.services * state.central.passing[g]
      for h in context.banner.places.grids[g].households {
        let k = state.knowledge[h]
        let learning = trains * context.reach[h] + state.isMember[h] * (advises * households.usesServices[h])
        state.knowledge[h] = k + learning * (1 - k) - (k - households.knowledge[h]) * forgets
      }
    }
  }
}
