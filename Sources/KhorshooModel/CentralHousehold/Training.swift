import KhorshooNumerics

/// Herders learn from their central household and from cooperative services, and forget.
///
/// - When: after ``Membership``.
/// - Reads: `isMember`. Writes: `knowledge`.
/// - Random: none.
/// - Source: model description 8 (training), rates assumed: `institution.*`, `cooperatives.knowledgePerYear`.
/// - Proof: `UpliftProperty` (the knowledge channel), `ProcessesByHandAnalytic`.
enum Training {
  static func run(_ context: QuarterContext, gacha: Int) {
    let (state, settings, households) = (context.state, context.settings, context.banner.households)
    let institution = settings.institution
    let open = context.openChannels.knowledge
    let trains = open * (institution.isEnabled ? institution.training * institution.knowledgePerYear / 4 : 0)
    let advises = open * (settings.cooperative.areEnabled ? settings.cooperative.knowledgePerYear / 4 : 0)
    let forgets = institution.forgettingPerYear / 4
    for h in context.banner.places.gacha[gacha].households {
      let k = state.knowledge[h]
      let learning = trains * context.reach[h] + state.isMember[h] * (advises * households.usesServices[h])
      state.knowledge[h] = k + learning * (1 - k) - (k - households.knowledge[h]) * forgets
    }
  }
}
