import KhorshooEngine
import KhorshooModel
import KhorshooReports
import KhorshooScenarios
import KhorshooText

/// What a result folder says of the world before anything is simulated: assumptions, places and grids.
struct WorldTables {
  let resolved: ResolvedScenario
  let banner: Banner
  let layout: RecordLayout
  let language: Language

  /// Writes the three tables.
  ///
  /// - Throws: `UserError` 73, 74.
  func write(to folder: ResultFolder) throws(UserError) {
    try AssumptionTable.write(assumptions, to: folder)
    try PlacesTable.write(placeRows, to: folder)
    try GridsTable.write(gridRows, to: folder)
  }

  var assumptions: [AssumptionTable.Row] {
    let isChinese = language == .chinese
    return resolved.assumptions.map { assumption in
      let (parameter, channel) = (assumption.parameter, assumption.channel)
      return AssumptionTable.Row(
        key: parameter.key, value: assumption.valueText, byArm: assumption.byArm, unit: parameter.unit,
        range: parameter.range, uncertainty: parameter.uncertainty, source: parameter.source,
        trust: parameter.trust.rawValue, isChanged: assumption.isChanged,
        channel: channel?.rawValue ?? "", channelLabel: channel.map { isChinese ? $0.labelChinese : $0.label } ?? "",
        mainRank: assumption.mainRank, process: assumption.process[isChinese ? .chinese : .english],
        meaning: parameter.meaning, meaningChinese: parameter.meaningChinese)
    }
  }

  /// Cooperatives that are registered at the start.
  private func registered(_ range: Range<Int>) -> Int {
    range.count { banner.places.cooperatives[$0].isRegistered }
  }

  private var gridRows: [GridsTable.Row] {
    let (places, households) = (banner.places, banner.households)
    return zip(places.grids, banner.gridQuality).map { grid, quality in
      GridsTable.Row(
        id: grid.id, gachaID: places.gacha[grid.gacha].id, households: grid.households.count,
        xKm: households.xKm[grid.centralHousehold], yKm: households.yKm[grid.centralHousehold],
        meanKm: quality.meanKm, largestKm: quality.largestKm, isContiguous: quality.isContiguous,
        tiesInside: quality.tiesInside, tiesCut: quality.tiesCut)
    }
  }

  private var placeRows: [PlacesTable.Row] {
    let (places, households) = (banner.places, banner.households)
    func members(_ range: Range<Int>) -> Int { range.reduce(0) { $0 + households.partyMembers[$1] } }
    return layout.places.filter { $0.level != .group }.map { place in
      switch place.level {
      case .sumu:
        let unit = places.sumu.first { $0.id == place.id }!
        let gacha = unit.gacha.map { places.gacha[$0] }
        return PlacesTable.Row(
          place, parentID: Place.bannerID, xKm: unit.xKm, yKm: unit.yKm,
          households: gacha.reduce(0) { $0 + $1.households.count },
          partyMembers: gacha.reduce(0) { $0 + members($1.households) },
          cooperatives: gacha.reduce(0) { $0 + registered($1.cooperatives) })
      case .gacha:
        let unit = places.gacha.first { $0.id == place.id }!
        return PlacesTable.Row(
          place, parentID: places.sumu[unit.sumu].id, xKm: unit.xKm, yKm: unit.yKm, households: unit.households.count,
          partyMembers: members(unit.households), cooperatives: registered(unit.cooperatives))
      case .grid:
        let index = places.grids.firstIndex { $0.id == place.id }!
        let unit = places.grids[index]
        return PlacesTable.Row(
          place, parentID: places.gacha[unit.gacha].id, xKm: households.xKm[unit.centralHousehold],
          yKm: households.yKm[unit.centralHousehold], households: unit.households.count,
          partyMembers: members(unit.households),
          cooperatives: places.cooperatives.count { $0.grid == index && $0.isRegistered })
      case .cooperative:
        let unit = places.cooperatives.first { $0.id == place.id }!
        return PlacesTable.Row(place, parentID: places.grids[unit.grid].id, cooperatives: 1)
      case .banner, .group:
        return PlacesTable.Row(
          place, households: places.householdCount, partyMembers: members(0..<places.householdCount),
          cooperatives: registered(places.cooperatives.indices))
      }
    }
  }
}
