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
  static func run(_ context: QuarterContext, gacha: Int, households: Range<Int>) {
    let (state, flows, rates) = (context.state, context.flows, context.rates)
    let (husbandry, random, time) = (context.settings.husbandry, context.random, context.time)
    let hazards = rates.hazards(season: context.season)
    let rosterNumber = context.banner.households.rosterNumber
    let first = context.banner.places.gacha[gacha].households.lowerBound
    stress(context, gacha: gacha, households: households)
    for h in households {
      state.prefetchHerd(h + households.count)
      let local = h - first
      dyingShares(flows.stress + local * rates.species.count, rates, hazards, into: flows.dying)
      let total =
        husbandry.isStochastic
        ? deaths(context, h) { k, head, share in
          let u = random.uniform(
            ModelStreams.all.deaths, entity: rosterNumber[h] * rates.classCount + k, quarter: time, index: 0)
          return binomialLanes(count: head, probability: share, uniform: u)
        }
        : deaths(context, h) { _, head, share in head * share }
      flows.deathsHead[local] = total.head
      flows.deathsYuan[local] = total.yuan
      state.deathsSheepUnits[h] = total.sheepUnits
    }
  }

  /// Hazard of every household relative to that of each species, before anything needs it: exponentials of several
  /// households run side by side, where one after the other would wait.
  private static func stress(_ context: QuarterContext, gacha: Int, households: Range<Int>) {
    let (state, flows, rates) = (context.state, context.flows, context.rates)
    let (husbandry, species) = (context.settings.husbandry, rates.species)
    let first = context.banner.places.gacha[gacha].households.lowerBound
    let severity = context.dzudSeverity(gacha) * (1 - husbandry.shelter)
    for h in households {
      let local = h - first
      let (deficit, stress) = (flows.deficitFraction[local], flows.stress + local * species.count)
      let regime = choose(
        state.knowledge[h] .>= Lanes(repeating: husbandry.improvedThreshold),
        Lanes(repeating: husbandry.improvedMortalityRatio), Lanes(repeating: 1))
      // Most households and quarters meet neither hunger nor dzud; a factor of exactly 1 is then left out.
      let isHarmed = hasAny((deficit + severity) .> .zero)
      var (usual, knowledgeResponse) = (Lanes.zero, Float.nan)
      for s in species.indices {
        if species[s].knowledgeResponse != knowledgeResponse {
          knowledgeResponse = species[s].knowledgeResponse
          usual = regime * expLanes(state.mortalityLuck[h] - state.knowledge[h] * knowledgeResponse)
        }
        guard isHarmed else {
          stress[s] = usual
          continue
        }
        stress[s] = usual * expLanes(deficit * species[s].deficitResponse + severity * species[s].dzudResponse)
      }
    }
  }

  /// Share of a household's animals that dies of each hazard.
  @inline(__always)
  private static func dyingShares(
    _ stress: Rows, _ rates: HerdRates, _ hazards: UnsafePointer<Float>, into dying: Rows
  ) {
    for s in rates.species.indices {
      let (own, worst) = (rates.species[s].hazards, -stress[s])
      // Of one species the last hazard is the greatest. Outside dzud it is small, and so is the work.
      if areNearZero(worst * hazards[own.upperBound - 1]) {
        for hazard in own { dying[hazard] = 1 - expLanesNearZero(worst * hazards[hazard]) }
      } else {
        for hazard in own { dying[hazard] = 1 - expLanes(worst * hazards[hazard]) }
      }
    }
  }

  /// Takes the dead out of a household's herd. The closure says how many die, of the class, its head and the share.
  @inline(__always)
  private static func deaths(
    _ context: QuarterContext, _ h: Int, _ dead: (_ k: Int, _ head: Lanes, _ share: Lanes) -> Lanes
  ) -> (head: Lanes, yuan: Lanes, sheepUnits: Lanes) {
    let (rates, dying, stock) = (context.rates, context.flows.dying, context.flows.stock.entries)
    let (classes, prices) = (rates.classes, context.prices)
    let herd = context.state.herd + h * rates.classCount
    var total = (head: Lanes.zero, yuan: Lanes.zero, sheepUnits: Lanes.zero)
    for s in rates.species.indices {
      var (speciesHead, speciesKg) = (Lanes.zero, Lanes.zero)
      for k in rates.species[s].classes {
        let dead = dead(k, herd[k], dying[classes[k].hazard])
        herd[k] -= dead
        speciesHead += dead
        speciesKg += dead * classes[k].liveWeightKg
        total.sheepUnits += dead * classes[k].sheepUnits
      }
      stock[s].deaths += speciesHead
      total.head += speciesHead
      total.yuan += speciesKg * prices[s]
    }
    return total
  }
}
