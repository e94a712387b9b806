import KhorshooEngine
import KhorshooModel
import KhorshooReports
import KhorshooScenarios
import KhorshooText

/// What a result folder says of the world before anything is simulated: assumptions, places and grids.
struct WorldTables {
  let resolved: ResolvedScenario
  let model: LinkageModel
  let language: Language

  /// Writes the three tables.
  ///
  /// - Throws: `UserError` 73, 74.
  func write(to folder: ResultFolder) throws(UserError) {
    try AssumptionTable.write(assumptions, to: folder)
    try PlacesTable.write(placeRows, to: folder)
    try GridsTable.write(gridRows, to: folder)
  }

  var assumptions: [AssumptionTable.Row] { Self.assumptions(resolved, language) }

  /// The assumptions of a scenario, with words in a language.
  static func assumptions(_ resolved: ResolvedScenario, _ language: Language) -> [AssumptionTable.Row] {
    resolved.assumptions.map { assumption in
      let (parameter, channel) = (assumption.parameter, assumption.channel)
      return AssumptionTable.Row(
        key: parameter.key, value: assumption.valueText, byArm: assumption.byArm, unit: parameter.unit,
        range: parameter.range, uncertainty: parameter.uncertainty, source: parameter.source,
        trust: parameter.trust.rawValue, isChanged: assumption.isChanged,
        channel: channel?.rawValue ?? "",
        channelLabel: channel.map { LocalizedText(en: $0.label, zh: $0.labelChinese)[language] } ?? "",
        mainRank: assumption.mainRank, process: assumption.process[language],
        meaning: parameter.meaning, meaningChinese: parameter.meaningChinese)
    }
  }

  private var banner: Banner { model.banner }

  /// Cooperatives that are registered at the start.
  private func registered(_ range: Range<Int>) -> Int {
    range.count { banner.places.cooperatives[$0].isRegistered }
  }

  private var gridRows: [GridsTable.Row] {
    model.gridDivisions.flatMap { division in
      let (places, households) = (division.banner.places, division.banner.households)
      return zip(places.grids, division.banner.gridQuality).map { grid, quality in
        GridsTable.Row(
          id: grid.id, arms: named(division.arms), gachaID: places.gacha[grid.gacha].id,
          households: grid.households.count,
          xKm: households.xKm[grid.centralHousehold], yKm: households.yKm[grid.centralHousehold],
          meanKm: quality.meanKm, largestKm: quality.largestKm, isContiguous: quality.isContiguous,
          tiesInside: quality.tiesInside, tiesCut: quality.tiesCut)
      }
    }
  }

  /// The arms that have some grids, where not all do.
  private func named(_ arms: [String]) -> String {
    arms.count == model.armNames.count ? "" : arms.joined(separator: " ")
  }

  /// Grids of all divisions, in the order of places.
  private var placesOfGrids: [PlacesTable.Row] {
    model.placeDivisions.flatMap { division in
      let (places, households) = (division.banner.places, division.banner.households)
      return places.grids.indices.map { index in
        let unit = places.grids[index]
        return PlacesTable.Row(
          model.layout.places.first { $0.id == unit.id && $0.level == .grid }!, arms: named(division.arms),
          parentID: places.gacha[unit.gacha].id, xKm: households.xKm[unit.centralHousehold],
          yKm: households.yKm[unit.centralHousehold], households: unit.households.count,
          partyMembers: unit.households.reduce(0) { $0 + households.partyMembers[$1] },
          cooperatives: places.cooperatives.count { $0.grid == index && $0.isRegistered })
      }
    }
  }

  private var placeRows: [PlacesTable.Row] {
    let (places, households) = (banner.places, banner.households)
    func members(_ range: Range<Int>) -> Int { range.reduce(0) { $0 + households.partyMembers[$1] } }
    var grids = placesOfGrids[...]
    return model.layout.places.filter { $0.level != .group }.map { place in
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
        return grids.removeFirst()
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
