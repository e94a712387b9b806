import KhorshooNumerics

/// How much more than proper use each household's herd at the start takes of its own pasture, mean over the years' weather.
///
/// Yields of the ledger are those observed under grazing as it was, so the pasture of the start is in balance with it: its
/// condition, 1, changes when grazing does.
///
/// - Source: model description 4.1; the state at the start as a steady state of past use.
/// - Proof: `UsualGrazingAnalytic`.
enum UsualGrazing {
  /// Grazing above proper use, relative to it. Shape: households.
  static func overuse(_ banner: Banner, _ rates: HerdRates, _ forage: ForageParameters) -> [Float] {
    // Sixteen quantiles of the year's yield relative to its mean.
    let ranks = Lanes((0..<laneCount).map { (Float($0) + 0.5) / Float(laneCount) })
    let sd = Float(forage.yearlyLogSd)
    let yields = expLanes(normalQuantileLanes(ranks) * sd - Lanes(repeating: sd * sd / 2))
    let households = banner.households
    var overuse = [Float](repeating: 0, count: households.persons.count)
    for (v, gacha) in banner.places.gacha.enumerated() {
      let kgPerMu = Float(stableExp(Double(banner.gachaLogYield[v]))) / 15
      for h in gacha.households {
        let reachable = kgPerMu * households.pastureMu[h] * (1 - forage.hayAreaShare) * forage.maximumUseShare
        let wanted = grazedKg(banner, rates, forage, h)
        guard reachable > 0, wanted > 0 else { continue }
        let used = (Lanes(repeating: wanted) / (yields * reachable)).atMost(1)
        let above = (used * (forage.maximumUseShare / forage.properUseShare) - 1).atLeast(0)
        overuse[h] = above.sum() / Float(laneCount)
      }
    }
    return overuse
  }

  /// What a household's herd at the start wants to graze from one summer to the next, kg.
  private static func grazedKg(_ banner: Banner, _ rates: HerdRates, _ forage: ForageParameters, _ h: Int) -> Float {
    let count = rates.species.count
    let quarterKg = banner.households.sheepUnitsAtStart[h] * forage.intakeKgPerSheepUnitDay * 365 / 4
    return (0..<count).reduce(0) { sum, s in
      let species = rates.species[s]
      // Animals of a quarter eat before they are sold; the newborn of spring live on milk.
      let size = SIMD4(1, species.before[1], species.before[2], species.before[3])
      return sum + banner.speciesShare[h * count + s] * quarterKg * (size * forage.grazingShare).sum()
    }
  }
}
