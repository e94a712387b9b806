import KhorshooModel
import KhorshooNetworks

/// A roster in which no household can be told from fewer than k others of its gacha by persons, herd and pasture.
///
///     households of a gacha, sorted by herd, are cut into groups of k to 2k - 1;
///     persons, herd by species and pasture of each are the means of its group (persons the middle one)
///
/// Identifiers and names of places are numbers in a random order, homesteads are moved at random within a square, party
/// membership, dates and columns of the user's own are left out. A gacha of fewer than k households keeps no trait. Ties stay: who knows
/// a household's ties may find it by them.
///
/// - Source: microaggregation, Domingo-Ferrer and Mateo-Sanz 2002 (doi:10.1109/69.979982); k-anonymity, Sweeney 2002
///   (doi:10.1142/S0218488502001648).
/// - Proof: `PrivateRosterProperty`.
public struct PrivateRoster {
  /// What is told to nobody else.
  public let roster: Roster
  /// Households in the smallest group that has traits; nil when none has.
  public let smallestGroup: Int?
  /// Households whose persons, herd and pasture were left out.
  public let suppressed: Int

  /// - Parameters:
  ///   - k: fewest households of a group, at least 2.
  ///   - cellKm: side of the square within which a homestead is moved.
  ///   - keepsTies: whether ties are in it.
  ///   - generator: of the order of households and of moves; nobody may know its seed.
  public init(
    _ open: Roster, k: Int, cellKm: Double, keepsTies: Bool, using generator: inout some RandomNumberGenerator
  ) {
    precondition(k >= 2 && cellKm > 0)
    let gacha = open.gacha ?? Roster.Units(all: "gacha", count: open.count)
    var order = Array(0..<open.count)
    order.shuffle(using: &generator)
    // Numbers of places are dealt at random too: a list of gacha in their old order would name them.
    var number = Array(gacha.names.indices)
    number.shuffle(using: &generator)
    order = order.enumerated().sorted {
      (number[gacha.index[$0.element]], $0.offset) < (number[gacha.index[$1.element]], $1.offset)
    }.map(\.element)
    var roster = Roster(ids: order.indices.map { "h-\(padded($0 + 1, "\(order.count)".count))" })
    func renamed(_ units: Roster.Units?, _ kind: String, _ number: [Int]? = nil) -> Roster.Units? {
      units.map { units in
        Roster.Units(
          names: units.names.indices.map {
            "\(kind)-\(padded((number?[$0] ?? $0) + 1, "\(units.names.count)".count))"
          },
          index: order.map { units.index[$0] })
      }
    }
    roster.sumu = renamed(open.sumu, "sumu")
    roster.gacha = renamed(gacha, "gacha", number)
    roster.grid = renamed(open.grid, "grid")
    let left: Set<RosterTrait> = [.xKm, .yKm, .longitude, .latitude, .distanceKm, .partyMembers]
    for (trait, column) in open.numbers where !left.contains(trait) {
      // Two digits of what is known of a household only by asking it.
      let isRounded = [.knowledge, .trust, .riskAversion, .offFarmShare].contains(trait)
      roster.numbers[trait] = order.map { isRounded ? (column[$0] * 100).rounded() / 100 : column[$0] }
    }
    for (species, column) in open.headBySpecies { roster.headBySpecies[species] = order.map { column[$0] } }
    // Cash follows the herd closely, and labour the persons: drawn anew.
    roster.numbers[.cashYuan] = nil
    roster.numbers[.labour] = nil
    for (one, other) in [(RosterTrait.xKm, RosterTrait.yKm)] {
      guard let x = open.numbers[one], let y = open.numbers[other] else { continue }
      roster.numbers[one] = order.map { Self.moved(x[$0], cellKm, &generator) }
      roster.numbers[other] = order.map { Self.moved(y[$0], cellKm, &generator) }
    }
    (smallestGroup, suppressed) = Self.group(&roster, k)
    var place = [Int](repeating: 0, count: order.count)
    for (row, old) in order.enumerated() { place[old] = row }
    roster.grids = open.grids.map { $0.map { .init(grid: $0.grid, central: $0.central.map { place[$0] }) } }
    roster.cooperatives = open.cooperatives.map { rows in
      rows.enumerated().map { index, row in
        .init(
          id: "coop-\(padded(index + 1, "\(rows.count)".count))", gacha: row.gacha, grid: row.grid, mode: row.mode,
          product: row.product, isShell: row.isShell)
      }
    }
    if keepsTies { roster.ties = open.ties.map { Self.renumbered($0, place) } }
    self.roster = roster
  }

  /// A coordinate anywhere in its cell.
  private static func moved(_ km: Double, _ cellKm: Double, _ generator: inout some RandomNumberGenerator) -> Double {
    km.isNaN ? km : ((km / cellKm).rounded(.down) + Double.random(in: 0..<1, using: &generator)) * cellKm
  }

  /// Ties between the new numbers, in an order that says nothing of the old one.
  private static func renumbered(_ ties: TieTable, _ place: [Int]) -> TieTable {
    let rows = (0..<ties.count).map { k -> (Int, Int, Int) in
      let (a, b) = (place[Int(ties.source[k])], place[Int(ties.target[k])])
      return ties.isDirected || a < b ? (a, b, k) : (b, a, k)
    }.sorted { ($0.0, $0.1, ties.layer[$0.2]) < ($1.0, $1.1, ties.layer[$1.2]) }
    var table = TieTable(householdCount: ties.householdCount, layers: ties.layers, isDirected: ties.isDirected)
    for (a, b, k) in rows {
      table.append(
        a, b, weight: ties.weight[k], layer: Int(ties.layer[k]), since: ties.since[k], until: ties.until[k])
    }
    return table
  }

  /// Gives the households of each group one herd, pasture and size; the smallest group, and households without.
  private static func group(_ roster: inout Roster, _ k: Int) -> (smallest: Int?, suppressed: Int) {
    guard let gacha = roster.gacha else { return (nil, 0) }
    // Without sheep units the first species by name: the order of a dictionary is another one in each process.
    let herd =
      roster.numbers[.sheepUnits] ?? roster.headBySpecies.min { $0.key < $1.key }?.value
      ?? Array(repeating: 0, count: roster.count)
    var (smallest, suppressed): (Int?, Int) = (nil, 0)
    for g in gacha.names.indices {
      let members = roster.ids.indices.filter { gacha.index[$0] == g }.sorted {
        let (a, b) = (herd[$0].isNaN ? -1 : herd[$0], herd[$1].isNaN ? -1 : herd[$1])
        return a == b ? $0 < $1 : a < b
      }
      let groups = members.count / k
      if groups == 0 { suppressed += members.count }
      for part in 0..<max(groups, 1) {
        let group = Array(members[part * members.count / max(groups, 1)..<(part + 1) * members.count / max(groups, 1)])
        if groups > 0 { smallest = min(smallest ?? group.count, group.count) }
        func share(_ column: inout [Double], _ value: ([Double]) -> Double) {
          let known = group.map { column[$0] }.filter { !$0.isNaN }
          let common = groups == 0 || known.isEmpty ? .nan : value(known)
          for h in group { column[h] = common }
        }
        let mean = { (values: [Double]) in (values.reduce(0, +) / Double(values.count)).rounded() }
        for trait in [RosterTrait.sheepUnits, .pastureMu] where roster.numbers[trait] != nil {
          share(&roster.numbers[trait]!, mean)
        }
        for species in roster.headBySpecies.keys { share(&roster.headBySpecies[species]!, mean) }
        if roster.numbers[.persons] != nil {
          share(&roster.numbers[.persons]!) { $0.sorted()[$0.count / 2] }
        }
      }
    }
    return (smallest, suppressed)
  }
}
