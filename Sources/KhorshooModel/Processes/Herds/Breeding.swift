import KhorshooNumerics

/// Births and ageing of spring.
///
/// - When: spring, before ``Feeding``.
/// - Reads: `herd`, `knowledge`, `deficitMemory`. Writes: `herd`, `deficitMemory` (starts anew), flow `birthsHead`, stock ledger.
/// - Random: with `demography: stochastic` ``ModelStreams/births`` and ``ModelStreams/ageing``, entity = household x classes + class.
/// - Source: model description 4 (breed/age); parturition falls with last year's hunger, rises with knowledge, at most 1.
/// - Proof: `HerdGrowthAnalytic`, `DemographyStatistical`.
enum Breeding {
  static func run(_ context: QuarterContext, gacha: Int, households: Range<Int>) {
    let (state, flows, rates) = (context.state, context.flows, context.rates)
    let first = context.banner.places.gacha[gacha].households.lowerBound
    for h in households {
      let herd = state.herd + h * rates.classCount
      var births = Lanes.zero
      var (hunger, deficitResponse) = (Lanes.zero, Float.nan)
      for s in rates.species.indices {
        let species = rates.species[s]
        if species.parturitionDeficitResponse != deficitResponse {
          deficitResponse = species.parturitionDeficitResponse
          hunger = expLanes(-state.deficitMemory[h] * deficitResponse)
        }
        let gain = 1 + state.knowledge[h] * species.parturitionKnowledgeGain
        let parturition = (gain * hunger * species.parturitionPerYear).atMost(1)
        let young = newborn(context, h, species, herd, parturition)
        age(context, h, species, herd)
        herd[species.femaleNewborn] += young.female
        herd[species.maleNewborn] += young.male
        flows.stock.entries[s].births += young.female + young.male
        births += young.female + young.male
      }
      flows.birthsHead[h - first] = births
      state.deficitMemory[h] = .zero
    }
  }

  @inline(__always)
  private static func newborn(
    _ context: QuarterContext, _ h: Int, _ species: HerdRates.OfSpecies, _ herd: Rows, _ parturition: Lanes
  ) -> (female: Lanes, male: Lanes) {
    let rates = context.rates
    guard context.settings.husbandry.isStochastic else {
      var dams = Lanes.zero
      for k in species.classes { dams += herd[k] * rates.classes[k].fertility }
      let young = dams * parturition * species.prolificacy
      return (young * species.femaleBirthShare, young * (1 - species.femaleBirthShare))
    }
    var (female, male) = (Lanes.zero, Lanes.zero)
    for k in species.classes where rates.classes[k].fertility > 0 {
      let draws = context.random.uniforms(
        ModelStreams.all.births, entity: context.banner.households.rosterNumber[h] * rates.classCount + k,
        quarter: context.time)
      let litters = binomialLanes(
        count: herd[k], probability: parturition * rates.classes[k].fertility, uniform: draws.0)
      let more = species.prolificacy
      let twins = binomialLanes(
        count: litters, probability: Lanes(repeating: max(0, min(1, more - 1))), uniform: draws.1)
      let young = litters + twins
      let females = binomialLanes(
        count: young, probability: Lanes(repeating: species.femaleBirthShare), uniform: draws.2)
      female += females
      male += young - females
    }
    return (female, male)
  }

  /// Oldest first, so that no animal ages twice.
  @inline(__always)
  private static func age(_ context: QuarterContext, _ h: Int, _ species: HerdRates.OfSpecies, _ herd: Rows) {
    let rates = context.rates
    for k in species.classes.reversed() where rates.classes[k].next >= 0 {
      let leaves: Lanes
      if context.settings.husbandry.isStochastic && rates.classes[k].graduation < 1 {
        let u = context.random.uniform(
          ModelStreams.all.ageing, entity: context.banner.households.rosterNumber[h] * rates.classCount + k,
          quarter: context.time, index: 0)
        leaves = binomialLanes(count: herd[k], probability: Lanes(repeating: rates.classes[k].graduation), uniform: u)
      } else {
        leaves = herd[k] * rates.classes[k].graduation
      }
      herd[rates.classes[k].next] += leaves
      herd[k] -= leaves
    }
  }
}
