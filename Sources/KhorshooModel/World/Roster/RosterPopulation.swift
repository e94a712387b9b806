import KhorshooEngine
import KhorshooNetworks
import KhorshooNumerics

/// A roster in the order in which a banner numbers its households: gacha by gacha, in each as the table has them.
///
/// What the roster does not say is drawn for that household as for any other, so that a roster without a column and one with
/// an empty column are the same.
///
/// - Precondition: every household has a gacha, and the gacha are those of `gachaIDs`: scenarios are checked first.
/// - Source: the user's own data.
/// - Proof: `OwnDataUnit`, `RosterRoundTripProperty`.
struct RosterPopulation {
  let roster: Roster
  /// Row of each household, by its number in the banner's roster.
  let rows: [Int]
  /// Households of each gacha, as ranges of these numbers.
  let gacha: [Range<Int>]
  /// Grids of each gacha, as indices in the roster, in order of appearance; nil when grids are to be drawn.
  let gridsOfGacha: [[Int]]?

  init(_ roster: Roster, gachaIDs: [String]) {
    self.roster = roster
    let named = roster.gacha ?? Roster.Units(all: gachaIDs[0], count: roster.count)
    let place = Dictionary(gachaIDs.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var rowsOfGacha = [[Int]](repeating: [], count: gachaIDs.count)
    for (row, g) in named.index.enumerated() { rowsOfGacha[place[named.names[g]]!].append(row) }
    rows = rowsOfGacha.flatMap { $0 }
    var first = 0
    gacha = rowsOfGacha.map { rows in
      defer { first += rows.count }
      return first..<first + rows.count
    }
    gridsOfGacha = roster.grid.map { grid in
      rowsOfGacha.map { rows in
        var seen: Set<Int> = []
        return rows.map { grid.index[$0] }.filter { seen.insert($0).inserted }
      }
    }
  }

  /// What the roster says of a household by its number; nil when it says nothing.
  func given(_ trait: RosterTrait, _ number: Int) -> Double? {
    guard let value = roster.numbers[trait]?[rows[number]], !value.isNaN else { return nil }
    return value
  }

  /// The same for something that is so or not.
  func flag(_ trait: RosterTrait, _ number: Int) -> Bool? { given(trait, number).map { $0 == 1 } }

  /// Head of each species; nil when the roster gives none of the household.
  func head(_ number: Int, species: [String]) -> [Double]? {
    let row = rows[number]
    let head = species.map { roster.headBySpecies[$0]?[row] ?? .nan }
    return head.allSatisfy(\.isNaN) ? nil : head.map { $0.isNaN ? 0 : $0 }
  }

  /// Whether the roster says how large the herd of a household is.
  func givesHerd(_ number: Int, species: [String]) -> Bool {
    given(.sheepUnits, number) != nil || head(number, species: species) != nil
  }

  // MARK: Places

  /// Households of each grid of each gacha, by their numbers.
  func gridParts() -> [[[Int]]]? {
    guard let grid = roster.grid, let gridsOfGacha else { return nil }
    return gridsOfGacha.enumerated().map { g, grids in
      let place = Dictionary(uniqueKeysWithValues: grids.enumerated().map { ($1, $0) })
      var parts = [[Int]](repeating: [], count: grids.count)
      for number in gacha[g] { parts[place[grid.index[rows[number]]]!].append(number) }
      return parts
    }
  }

  /// Names of the grids in the order of ``gridParts()``.
  var gridNames: [String]? {
    guard let grid = roster.grid else { return nil }
    return gridsOfGacha?.joined().map { grid.names[$0] }
  }

  /// For each grid of the banner the household that the roster says is central, by its number; nil for none.
  func centralHouseholds() -> [Int?]? {
    guard let gridsOfGacha else { return nil }
    var numberOfRow = [Int](repeating: 0, count: rows.count)
    for (number, row) in rows.enumerated() { numberOfRow[row] = number }
    var central = [Int?](repeating: nil, count: roster.grid?.names.count ?? 0)
    if let grid = roster.grid {
      for (row, g) in grid.index.enumerated() where roster.numbers[.isCentral]?[row] == 1 {
        central[g] = numberOfRow[row]
      }
    }
    for row in roster.grids ?? [] { if let household = row.central { central[row.grid] = numberOfRow[household] } }
    return gridsOfGacha.joined().map { central[$0] }
  }

  /// Homesteads in kilometres, by household number: as given in the plane, or the globe laid flat about its mean; nil where
  /// the roster gives none.
  func homesteads() -> [(x: Double, y: Double)?] {
    let numbers = rows.indices
    if roster.numbers[.xKm] != nil {
      return numbers.map { number in
        guard let x = given(.xKm, number), let y = given(.yKm, number) else { return nil }
        return (x, y)
      }
    }
    let degrees = numbers.map { number -> (Double, Double)? in
      guard let x = given(.longitude, number), let y = given(.latitude, number) else { return nil }
      return (x, y)
    }
    let known = degrees.compactMap { $0 }
    guard !known.isEmpty else { return degrees }
    let east = known.reduce(0) { $0 + $1.0 } / Double(known.count)
    let north = known.reduce(0) { $0 + $1.1 } / Double(known.count)
    // Kilometres a degree on the mean sphere (Moritz 2000, 6371.0088 km); a banner is small against it.
    let kmPerDegree = 6371.0088 * .pi / 180
    let shrink = cosine(degrees: north)
    return degrees.map { place in place.map { (($0.0 - east) * kmPerDegree * shrink, ($0.1 - north) * kmPerDegree) } }
  }

  // MARK: Traits

  /// Puts what the roster says in the place of what was drawn.
  /// - Parameter unitsPerHead: sheep units of a mean animal of each species.
  func setTraits(_ all: Households, _ values: ParameterValues, species: [String], unitsPerHead: [Double]) {
    func set(_ trait: RosterTrait, _ path: ReferenceWritableKeyPath<Households, [Float]>) {
      for (h, number) in all.rosterNumber.enumerated() {
        if let value = given(trait, number) { all[keyPath: path][h] = Float(value) }
      }
    }
    set(.persons, \.persons)
    if roster.numbers[.persons] != nil {
      for (h, number) in all.rosterNumber.enumerated() where given(.persons, number) != nil {
        all.labour[h] = Float(max(1, Double(all.persons[h]) * values.number("households.labourPerPerson")))
      }
    }
    set(.labour, \.labour)
    set(.pastureMu, \.pastureMu)
    set(.sheepUnits, \.sheepUnitsAtStart)
    for (h, number) in all.rosterNumber.enumerated() {
      if let head = head(number, species: species) {
        all.sheepUnitsAtStart[h] = Float(zip(head, unitsPerHead).reduce(0) { $0 + $1.0 * $1.1 })
      }
      if givesHerd(number, species: species) {
        all.cashYuan[h] = Float(values.number("households.cashYuanPerSheepUnit")) * all.sheepUnitsAtStart[h]
      }
    }
    set(.cashYuan, \.cashYuan)
    set(.knowledge, \.knowledge)
    set(.trust, \.trust)
    set(.riskAversion, \.riskAversion)
    set(.offFarmShare, \.offFarmShare)
    set(.usesServices, \.usesServices)
    set(.sellsThrough, \.sellsThrough)
    set(.isFarmer, \.isFarmer)
  }

  /// Appoints the households that the roster says are central.
  func appoint(_ all: Households, _ places: inout Places) {
    guard let central = centralHouseholds() else { return }
    var household = [Int](repeating: 0, count: rows.count)
    for (h, number) in all.rosterNumber.enumerated() { household[number] = h }
    for (g, number) in central.enumerated() {
      guard let number else { continue }
      let h = household[number]
      places.grids[g].centralHousehold = h
      if !places.grids[g].candidates.contains(h) { places.grids[g].candidates.append(h) }
      all.isCandidate[h] = true
    }
  }
}

/// Cosine by its series, the same on every machine; exact to 1e-15 up to a right angle.
private func cosine(degrees: Double) -> Double {
  let square = (degrees * .pi / 180) * (degrees * .pi / 180)
  return stride(from: 24, through: 2, by: -2).reduce(1.0) { 1 - square / Double($1 * ($1 - 1)) * $0 }
}
