import KhorshooEngine
import KhorshooNetworks

/// Ties that are there before anyone draws a grid or holds an office: of place, kin and trade, and of other layers of a survey,
/// each as heavy as in the network. Households are named by their roster number.
///
/// - Source: as ``SocialTies``.
/// - Proof: `GridRuleProperty`, `ArmSelectionProperty`.
struct SocialWeights {
  let values: ParameterValues
  /// Gacha and sumu; grids are not read.
  let roster: Places
  /// Homesteads by roster number, kilometres.
  let xKm, yKm: [Double]
  let seed: UInt64
  /// What a survey says; nil when the households are drawn.
  var survey: RosterPopulation? = nil

  /// Whether word passes along a tie one way only.
  var isDirected: Bool { survey?.roster.ties?.isDirected ?? false }

  /// The ties, layer after layer, weights those of W.
  ///
  /// - Parameter sheepUnits: herds by roster number, for business ties.
  func strands(sheepUnits: [Float]) -> [RosterTies.Strand] {
    if let survey, let table = survey.roster.ties { return surveyed(survey, table) }
    let social = SocialTies(
      values: values, places: roster, xKm: xKm, yKm: yKm, sheepUnits: sheepUnits, seed: seed)
    return zip([social.neighbourTies(), social.kinTies(), social.businessTies()], GridQuality.layers).flatMap {
      ties, layer in
      let weight = values.number(layer.weightKey)
      return ties.sorted { ($0.a, $0.b) < ($1.a, $1.b) }.map {
        RosterTies.Strand(from: $0.a, to: $0.b, weight: weight)
      }
    }
  }

  private func surveyed(_ survey: RosterPopulation, _ table: TieTable) -> [RosterTies.Strand] {
    var number = [Int](repeating: 0, count: survey.rows.count)
    for (n, row) in survey.rows.enumerated() { number[row] = n }
    let ties = RosterTies(table, household: number)
    let known = GridQuality.layers.flatMap { layer in
      let weight = values.number(layer.weightKey)
      return (ties.known[layer.rawValue] ?? []).map {
        RosterTies.Strand(from: $0.from, to: $0.to, weight: weight * $0.weight)
      }
    }
    return known + ties.others.flatMap(\.ties)
  }
}
