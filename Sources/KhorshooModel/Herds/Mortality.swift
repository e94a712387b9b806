import KhorshooNumerics

/// Natural deaths: of age and disease, of hunger, of dzud.
///
/// - When: each quarter, after ``Feeding``.
/// - Reads: `herd`, `knowledge`, `mortalityLuck`, feed deficit, severity of dzud, prices.
/// - Writes: `herd`, `deathsSheepUnits`; flows `deathsHead`, `deathsYuan`; stock ledger.
/// - Random: with `demography: stochastic` ``ModelStreams/deaths``, entity = household x classes + class.
/// - Source: model description 4: s_k = exp(-mu_k exp(e_f deficit + e_d dzud - e_k knowledge + luck)).
/// - Proof: `HerdGrowthAnalytic`, `DzudProperty`, `DemographyStatistical`.
enum Mortality {
  static func run(_ context: QuarterContext, gacha: Int) {
    let (state, flows, husbandry) = (context.state, context.flows, context.settings.husbandry)
    let range = context.banner.places.gacha[gacha].households
    let severity = context.dzudSeverity(gacha) * (1 - husbandry.shelter)
    for h in range {
      let local = h - range.lowerBound
      let improved = choose(
        state.knowledge[h] .>= Lanes(repeating: husbandry.improvedThreshold),
        Lanes(repeating: husbandry.improvedMortalityRatio), Lanes(repeating: 1))
      let household = Toll(
        deficit: flows.deficitFraction[local], severity: severity, knowledge: state.knowledge[h],
        luck: state.mortalityLuck[h],
        regime: improved)
      let total = deaths(context, h, household)
      flows.deathsHead[local] = total.head
      flows.deathsYuan[local] = total.yuan
      state.deathsSheepUnits[h] = total.sheepUnits
    }
  }

  /// What raises or lowers a household's hazards.
  private struct Toll {
    let deficit, severity, knowledge, luck, regime: Lanes
  }

  @inline(__always)
  private static func deaths(
    _ context: QuarterContext, _ h: Int, _ toll: Toll
  ) -> (head: Lanes, yuan: Lanes, sheepUnits: Lanes) {
    let (rates, flows) = (context.rates, context.flows)
    let herd = context.state.herd + h * rates.classCount
    let isStochastic = context.settings.husbandry.isStochastic
    var total = (head: Lanes.zero, yuan: Lanes.zero, sheepUnits: Lanes.zero)
    let season = context.season - 1
    let dying = flows.dying
    // Most households and quarters meet neither hunger nor dzud; a factor of exactly 1 is then left out.
    let isHarmed = hasAny((toll.deficit + toll.severity) .> .zero)
    var (usual, knowledgeResponse) = (Lanes.zero, Float.nan)
    for s in rates.species.indices {
      let species = rates.species[s]
      if species.knowledgeResponse != knowledgeResponse {
        knowledgeResponse = species.knowledgeResponse
        usual = toll.regime * expLanes(toll.luck - toll.knowledge * knowledgeResponse)
      }
      var stress = usual
      if isHarmed {
        stress *= expLanes(toll.deficit * species.deficitResponse + toll.severity * species.dzudResponse)
      }
      for hazard in species.hazards { dying[hazard] = 1 - expLanes(-stress * rates.hazards[hazard][season]) }
      var (speciesHead, speciesKg) = (Lanes.zero, Lanes.zero)
      for k in species.classes {
        let entry = rates.classes[k]
        var dead = herd[k] * dying[entry.hazard]
        if isStochastic {
          let u = context.random.uniform(
            ModelStreams.deaths, entity: context.banner.households.rosterNumber[h] * rates.classCount + k,
            quarter: context.time, index: 0)
          dead = binomialLanes(count: herd[k], probability: dying[entry.hazard], uniform: u)
        }
        herd[k] -= dead
        speciesHead += dead
        speciesKg += dead * entry.liveWeightKg
        total.sheepUnits += dead * entry.sheepUnits
      }
      flows.stock.entries[s].deaths += speciesHead
      total.head += speciesHead
      total.yuan += speciesKg * context.price(s)
    }
    return total
  }
}
