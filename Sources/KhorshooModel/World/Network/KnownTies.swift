import KhorshooNetworks

/// The ties within each gacha that are known before anyone holds an office, one network a gacha; household k of a network is the
/// k-th of the gacha by roster number. Ties to other gacha are left out: in the sources a network is a village.
///
/// The same for all arms, so made once, when a rule of selection asks for it.
/// - Proof: `ArmSelectionProperty`.
final class KnownTies {
  private let ties: SocialWeights
  private var made: [TieGraph]?

  init(_ ties: SocialWeights) { self.ties = ties }

  /// Households of a gacha, as a range of roster numbers.
  func households(gacha: Int) -> Range<Int> { ties.roster.gacha[gacha].households }

  /// The networks.
  ///
  /// - Parameter all: the households with their herds, in any grids.
  func networks(_ all: Households) -> [TieGraph] {
    if let made { return made }
    var sheepUnits = [Float](repeating: 0, count: all.rosterNumber.count)
    // A household of a survey without animals counts as one of a single sheep unit.
    for (h, number) in all.rosterNumber.enumerated() {
      sheepUnits[number] = ties.survey == nil ? all.sheepUnitsAtStart[h] : max(1, all.sheepUnitsAtStart[h])
    }
    let roster = ties.roster
    var tables = roster.gacha.map {
      TieTable(householdCount: $0.households.count, isDirected: ties.isDirected)
    }
    for tie in ties.strands(sheepUnits: sheepUnits) {
      let (gacha, weight) = (roster.gachaOfHousehold[tie.from], Float(tie.weight))
      guard gacha == roster.gachaOfHousehold[tie.to], weight > 0 else { continue }
      let first = roster.gacha[gacha].households.lowerBound
      tables[gacha].append(tie.from - first, tie.to - first, weight: weight)
    }
    let networks = tables.map { TieGraph($0) }
    made = networks
    return networks
  }
}
