import KhorshooNumerics

/// The luck of a household's herd and of its marketing in a year. Arms that share their draws have one luck, which is worked out
/// once.
///
/// - When: spring, first.
/// - Reads: nothing. Writes: `mortalityLuck` (log hazard), `priceLuck` (factor with mean 1).
/// - Random: ``ModelStreams/householdLuck``, index 0 herd, index 1 marketing, entity = household.
/// - Source: assumption; `husbandry.mortalityLuckLogSd`, `husbandry.priceLuckLogSd`.
/// - Proof: `ReproducibilityProperty`, `ProcessesByHandAnalytic` (moments).
enum HouseholdLuck {
  static func run(_ context: QuarterContext, gacha: Int) {
    let (state, husbandry) = (context.state, context.settings.husbandry)
    let (random, time, rosterNumber) = (context.random, context.time, context.banner.households.rosterNumber)
    let sd = husbandry.priceLuckLogSd
    if let other = context.sameLuck, isSame(husbandry, other.settings.husbandry), other.banner === context.banner {
      let households = context.banner.places.gacha[gacha].households
      for h in households {
        state.mortalityLuck[h] = other.state.mortalityLuck[h]
        state.priceLuck[h] = other.state.priceLuck[h]
      }
      return
    }
    for h in context.banner.places.gacha[gacha].households {
      let draws = random.uniforms(ModelStreams.all.householdLuck, entity: rosterNumber[h], quarter: time)
      state.mortalityLuck[h] = normalQuantileLanes(draws.0) * husbandry.mortalityLuckLogSd
      state.priceLuck[h] = expLanes(normalQuantileLanes(draws.1) * sd - sd * sd / 2)
    }
  }

  /// Whether the same draws are the same luck.
  private static func isSame(_ a: HusbandryParameters, _ b: HusbandryParameters) -> Bool {
    a.mortalityLuckLogSd == b.mortalityLuckLogSd && a.priceLuckLogSd == b.priceLuckLogSd
  }
}
