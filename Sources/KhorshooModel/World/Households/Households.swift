/// Traits of every household that do not change during a run, and its state at the start.
///
/// Shape: one element a household, in the order of the places.
///
/// A reference, because every process reads it; filled once by the synthesis, then only read, so without exclusivity checks.
public final class Households: @unchecked Sendable {
  /// Number in the roster, the same for any grids: the entity of the household's draws.
  @exclusivity(unchecked) public var rosterNumber: [Int] = []
  /// Easting of the homestead, kilometres.
  @exclusivity(unchecked) public var xKm: [Double] = []
  /// Northing, kilometres.
  @exclusivity(unchecked) public var yKm: [Double] = []
  /// Persons.
  @exclusivity(unchecked) public var persons: [Float] = []
  /// Own labour, adult equivalents.
  @exclusivity(unchecked) public var labour: [Float] = []
  /// Contracted pasture, mu (15 mu are a hectare).
  @exclusivity(unchecked) public var pastureMu: [Float] = []
  /// Sheep units at the start.
  @exclusivity(unchecked) public var sheepUnitsAtStart: [Float] = []
  /// Logarithm of its sheep units at the start relative to the banner's median.
  @exclusivity(unchecked) public var herdLogRatio: [Float] = []
  /// Head at the start. Shape: households x classes.
  @exclusivity(unchecked) public var herdAtStart: [Float] = []
  /// Cash at the start, yuan.
  @exclusivity(unchecked) public var cashYuan: [Float] = []
  /// Knowledge at the start, 0 to 1.
  @exclusivity(unchecked) public var knowledge: [Float] = []
  /// Trust in the central household, 0 to 1.
  @exclusivity(unchecked) public var trust: [Float] = []
  /// Aversion to risk, 0 to 1.
  @exclusivity(unchecked) public var riskAversion: [Float] = []
  /// Off-farm participation, 0 to 1.
  @exclusivity(unchecked) public var offFarmShare: [Float] = []
  /// Party members in it.
  @exclusivity(unchecked) public var partyMembers: [Int] = []
  /// Suitability for the office of central household, without noise.
  @exclusivity(unchecked) public var candidacy: [Float] = []
  /// Ability in that office, factor on effort with mean 1.
  @exclusivity(unchecked) public var ability: [Float] = []
  /// Whether it is among its grid's candidates for the office.
  @exclusivity(unchecked) public var isCandidate: [Bool] = []
  /// Whether it is the first central household of its grid.
  @exclusivity(unchecked) public var isCentral: [Bool] = []
  /// Distance to the first central household of its grid, kilometres.
  @exclusivity(unchecked) public var distanceKm: [Float] = []
  /// The cooperative within reach, -1 for none.
  @exclusivity(unchecked) public var cooperative: [Int] = []
  /// Whether it counts as a farmer (1) or not (0) when a cooperative is founded.
  @exclusivity(unchecked) public var isFarmer: [Float] = []
  /// As a member, whether it buys inputs and uses services (1) or not (0).
  @exclusivity(unchecked) public var usesServices: [Float] = []
  /// As a member, whether it sells through the cooperative (1) or not (0).
  @exclusivity(unchecked) public var sellsThrough: [Float] = []
  /// Rank of the share of members that it takes to make it join, 0 to 1.
  @exclusivity(unchecked) public var thresholdRank: [Float] = []
  /// Whether it is a member at the start.
  @exclusivity(unchecked) public var isMemberAtStart: [Bool] = []
  /// Whether it has heard of the cooperative at the start.
  @exclusivity(unchecked) public var isAwareAtStart: [Bool] = []

  /// Of nobody yet.
  init() {}

  /// A copy, whose columns are shared until one of the two changes them.
  init(_ other: Households) {
    (rosterNumber, xKm, yKm) = (other.rosterNumber, other.xKm, other.yKm)
    (persons, labour, pastureMu) = (other.persons, other.labour, other.pastureMu)
    (sheepUnitsAtStart, herdLogRatio) = (other.sheepUnitsAtStart, other.herdLogRatio)
    (herdAtStart, cashYuan, knowledge) = (other.herdAtStart, other.cashYuan, other.knowledge)
    (trust, riskAversion, offFarmShare) = (other.trust, other.riskAversion, other.offFarmShare)
    (partyMembers, candidacy, ability) = (other.partyMembers, other.candidacy, other.ability)
    (isCandidate, isCentral, distanceKm) = (other.isCandidate, other.isCentral, other.distanceKm)
    (cooperative, isFarmer, thresholdRank) = (other.cooperative, other.isFarmer, other.thresholdRank)
    (usesServices, sellsThrough) = (other.usesServices, other.sellsThrough)
    (isMemberAtStart, isAwareAtStart) = (other.isMemberAtStart, other.isAwareAtStart)
  }
}

extension Households {
  /// Share of each species in the sheep units of each household's herd at the start; without animals, that of all. Shape:
  /// households x species.
  func speciesShare(_ table: HerdTable) -> [Float] {
    func units(_ h: Int) -> [Double] {
      table.species.map { species in
        species.classes.reduce(0) { sum, k in
          sum + Double(herdAtStart[h * table.classes.count + k] * table.classes[k].sheepUnitsPerHead)
        }
      }
    }
    let all = rosterNumber.indices.map(units)
    let total = all.reduce(Array(repeating: 0, count: table.species.count)) { sum, own in
      zip(sum, own).map { $0 + $1 }
    }
    return all.flatMap { own -> [Float] in
      let (parts, sum) = own.contains { $0 > 0 } ? (own, own.reduce(0, +)) : (total, total.reduce(0, +))
      return parts.map { Float($0 / max(sum, 1e-9)) }
    }
  }
}
