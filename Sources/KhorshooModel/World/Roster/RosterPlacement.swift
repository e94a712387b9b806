import KhorshooEngine
import KhorshooNumerics

// Places of a roster: its gacha in their sumu, homesteads where they are given, one grid a gacha until grids are set.
extension PlaceSynthesis {
  /// - Precondition: the counts and names of places are those of the roster.
  mutating func places(of population: RosterPopulation) -> Places {
    let names = PlaceNames(values, namedSumu: namedSumu, namedGacha: namedGacha)
    var places = assemble(
      names, gridsPerGacha: population.gacha.map { _ in 1 }, gridSizes: population.gacha.map(\.count))
    let homesteads = population.homesteads()
    for v in places.gacha.indices {
      let known = population.gacha[v].compactMap { homesteads[$0] }
      guard !known.isEmpty else { continue }
      let x = known.reduce(0) { $0 + $1.x } / Double(known.count)
      let y = known.reduce(0) { $0 + $1.y } / Double(known.count)
      // A household without a homestead is somewhere in its gacha.
      let (dx, dy) = (x - places.gacha[v].xKm, y - places.gacha[v].yKm)
      for number in population.gacha[v] {
        xKm[number] = homesteads[number]?.x ?? xKm[number] + dx
        yKm[number] = homesteads[number]?.y ?? yKm[number] + dy
      }
      (places.gacha[v].xKm, places.gacha[v].yKm) = (x, y)
    }
    for s in places.sumu.indices {
      let gacha = places.sumu[s].gacha
      guard !gacha.isEmpty, homesteads.contains(where: { $0 != nil }) else { continue }
      places.sumu[s].xKm = gacha.reduce(0) { $0 + places.gacha[$1].xKm } / Double(gacha.count)
      places.sumu[s].yKm = gacha.reduce(0) { $0 + places.gacha[$1].yKm } / Double(gacha.count)
    }
    return places
  }
}

extension CooperativeSynthesis {
  /// The cooperatives of a roster; what it does not say of one is drawn as for any other.
  func registered(_ rows: [Roster.CooperativeRow], _ population: RosterPopulation, _ places: Places) -> [Cooperative] {
    let random = ScalarRandom(seed: seed, stream: ModelStreams.all.cooperatives)
    let gachaIDs = population.roster.gacha?.names ?? [places.gacha[0].id]
    let gridOfRoster = population.gridsOfGacha.map { grids in
      Dictionary(uniqueKeysWithValues: grids.joined().enumerated().map { ($1, $0) })
    }
    let placed = rows.enumerated().map { index, row -> (grid: Int, row: Roster.CooperativeRow) in
      let gacha = places.gacha.first { $0.id == gachaIDs[row.gacha] }!
      let drawn =
        gacha.grids.lowerBound
        + min(
          gacha.grids.count - 1, Int(Double(gacha.grids.count) * random.uniform(entity: index, index: 4)))
      return (row.grid.flatMap { gridOfRoster?[$0] } ?? drawn, row)
    }
    let sorted = placed.enumerated().sorted { ($0.element.grid, $0.offset) < ($1.element.grid, $1.offset) }
    return sorted.enumerated().map { index, slot in
      let (grid, row) = slot.element
      let drawn = cooperative(index, grid: grid, product: row.product, places, random)
      return Cooperative(
        id: row.id, gacha: drawn.gacha, grid: grid, mode: row.mode ?? drawn.mode, product: drawn.product,
        isShell: row.isShell ?? (drawn.isShell && row.mode == nil), isRegistered: true)
    }
  }
}
