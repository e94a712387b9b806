import KhorshooEngine
import KhorshooNumerics

/// What keeps a herd at its target: the regular offtake under which each species stands still in a mean year, and its size in
/// the course of that year.
///
/// The ledger's offtake shares say which animals are sold and when; how many is what the herd brings forth. With the rule
/// `balanced` the shares of a species are multiplied by the one factor that makes the dominant eigenvalue of its year 1, under
/// mean mortality: of a normal year, of dzud at its probability and mean severity, of usual luck and knowledge. With the rule
/// `rates` they stand as listed, and the start has the structure of a normal year.
///
/// - Source: Caswell, *Matrix Population Models*, 2001, chapter 13 (periodic products; offtake that balances growth); a steady
///   herd sells what it brings forth less what dies (Upton 1989, *Livestock productivity assessment and herd growth models*).
/// - Proof: `HerdBalanceAnalytic`.
package struct HerdBalance: Sendable {
  /// One species.
  package struct OfSpecies: Sendable {
    /// Factor on the offtake shares.
    package let offtakeRatio: Double
    /// Sheep units before the sales of each season, and after them, relative to those before the births of spring.
    package let before, after: SIMD4<Float>
    /// Structure before the births of spring; fractions that sum to one.
    package let structure: [Double]
  }

  /// Species in the order of the table.
  package let species: [OfSpecies]

  /// - Throws: `NumericsError` when a species has no stable structure.
  package init(_ table: HerdTable, _ values: ParameterValues) throws {
    let husbandry = HusbandryParameters(values)
    let conditions = MeanConditions(values, husbandry)
    species = try table.species.indices.map { s in
      let key = "herds.\(table.species[s].name)."
      return try UnsolvableParameters.solving(
        key + "parturitionPerYear", key + "*.mortalityPerYear", key + "*.offtakeShare*",
        reason: "\(table.species[s].name) have no stable herd at their births, deaths and offtake"
      ) { () throws(NumericsError) in
        try OfSpecies(
          HerdProjection(
            table, species: s, seasonShares: husbandry.mortalitySeasonShares,
            hazardRatio: husbandry.isOfftakeBalanced
              ? conditions.hazardRatio(table.species[s]) : SIMD4(repeating: 1)), isBalanced: husbandry.isOfftakeBalanced
        )
      }
    }
  }
}

extension HerdBalance.OfSpecies {
  /// Bisection on the factor: growth falls as offtake rises. Where all of one class is sold the search goes on in the others. A
  /// species that dies out unsold is not sold; one that grows even when every class with a share is sold whole keeps growing,
  /// which the response of offtake to the herd then meets.
  fileprivate init(_ mean: HerdProjection, isBalanced: Bool) throws(NumericsError) {
    var projection = mean
    func growth(_ ratio: Double) throws(NumericsError) -> Double {
      projection.offtakeRatio = ratio
      return try projection.growthPerYear(sells: true)
    }
    var ratio = 1.0
    if isBalanced {
      let shares = mean.classes.flatMap(\.offtakeShare).map(Double.init).filter { $0 > 0 }
      let (smallest, largest) = (shares.min() ?? 1, shares.max() ?? 0)
      var (low, high) = (0.0, shares.isEmpty ? 0 : 1 / smallest)
      // To a share of 1e-12 in the class that is sold most.
      while (high - low) * largest > 1e-12 {
        let middle = (low + high) / 2
        if try growth(middle) > 1 { low = middle } else { high = middle }
      }
      ratio = (low + high) / 2
    }
    projection.offtakeRatio = ratio
    offtakeRatio = ratio
    let pair = try projection.stable(sells: true)
    structure = pair.structure
    // The year's own growth is taken out, so that a herd on its stable path is at its target in every season.
    let (weights, growth) = (mean.classes.map { Double($0.sheepUnitsPerHead) }, pair.growthPerYear)
    func units(_ herd: [Double]) -> Double { zip(herd, weights).reduce(0) { $0 + $1.0 * $1.1 } }
    let start = units(pair.structure)
    var (herd, before, after) = (pair.structure, SIMD4<Float>(repeating: 1), SIMD4<Float>(repeating: 1))
    for quarter in 1...4 {
      let trend = stableExp(-stableLog(growth) * Double(quarter) / 4)
      before[quarter - 1] = Float(units(projection.moved(herd, quarter: quarter, sells: false)) / start * trend)
      herd = projection.moved(herd, quarter: quarter, sells: true)
      after[quarter - 1] = Float(units(herd) / start * trend)
    }
    (self.before, self.after) = (before, after)
  }
}

/// Deaths of a mean year relative to those of a normal one.
private struct MeanConditions {
  let husbandry: HusbandryParameters
  let dzudProbability, dzudShape, knowledge: Double

  init(_ values: ParameterValues, _ husbandry: HusbandryParameters) {
    self.husbandry = husbandry
    dzudProbability = values.number("dzud.probabilityPerWinter")
    dzudShape = values.number("dzud.severityShape")
    knowledge = values.number("households.knowledgeMean")
  }

  /// Mean factor on the hazard of each season: luck has mean exp(sd^2/2), knowledge lowers it, and a winter of dzud of
  /// severity x raises it by exp(response (1 - shelter) x), x from Kumaraswamy(1, b), by a sum over its quantiles.
  func hazardRatio(_ species: Species) -> SIMD4<Double> {
    let luck = Double(husbandry.mortalityLuckLogSd)
    let usual = stableExp(luck * luck / 2 - Double(species.knowledgeResponse) * knowledge)
    let (steps, response) = (200, Double(species.dzudResponse) * Double(1 - husbandry.shelter))
    let stress = (0..<steps).reduce(0.0) { sum, i in
      let u = (Double(i) + 0.5) / Double(steps)
      return sum + stableExp(response * (1 - stableExp(stableLog(1 - u) / dzudShape)))
    }
    let winter = 1 + dzudProbability * (stress / Double(steps) - 1)
    return SIMD4(1, 1, 1, winter) * usual
  }
}
