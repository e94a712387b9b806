import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooReports
import KhorshooScenarios

/// Everything a run leaves: tables, resolved scenario, manifest, summary.
struct RunReport {
  let resolved: ResolvedScenario
  let model: LinkageModel
  let study: Study
  let language: ReportLanguage

  /// What the screen shows, in this order.
  private static let headlines: [ScreenSummary.Headline] = [
    .init("sheepUnitsPerHousehold", label: "Herd, sheep units a household"),
    .init("incomePerHousehold", label: "Income a household and year"),
    .init("incomePerHead", label: "Income a head and year"),
    .init("incomeGini", label: "Gini of income a head"),
    .init("povertyShare", label: "Share of persons below the poverty line"),
    .init("membershipShare", label: "Share of households in a cooperative"),
    .init("awareShare", label: "Share of households that heard of it"),
    .init("incomePerHousehold", label: "Income of members (uplift: ATT)", placeID: "member"),
    .init("incomePerHousehold", label: "Income of non-members (uplift: spillover)", placeID: "nonMember"),
    .init("incomePerHousehold", label: "Income of central households", placeID: "central"),
    .init("loserShare", label: "Share of households that lose, against the reference"),
    .init("memberGapNaiveRelative", label: "What a survey would find: members over non-members"),
    .init("memberGapMatchedRelative", label: "What a survey would find after propensity-score matching"),
    .init("memberEffectRelative", label: "What membership and policy did to members"),
  ]

  var summary: ScreenSummary {
    ScreenSummary(
      study.statistics, headlines: RunReport.headlines, armLabels: armLabels, ratios: ratios, language: language)
  }

  private var armLabels: [String: String] {
    Dictionary(
      resolved.arms.map { ($0.name, language == .chinese ? $0.labelChinese : $0.label) }, uniquingKeysWith: { $1 })
  }

  private var ratios: [RatioTable.Row] { RatioTable.rows(study.statistics, language: language) }

  /// Writes all files and puts them in place together.
  func write() throws {
    let folder = study.folder
    try OutcomeTables.write(study.statistics, language: language, to: folder)
    try RatioTable.write(ratios, to: folder)
    try AssumptionTable.write(assumptions, to: folder)
    try PlacesTable.write(placeRows, to: folder)
    try GridsTable.write(gridRows, to: folder)
    let coverage = coverageRows(study.statistics, model.banner)
    if !coverage.isEmpty { try CoverageTable.write(coverage, to: folder) }
    try folder.write(resolved.resolvedYAML(), as: "scenario.resolved.yaml")
    try folder.commit(Manifest(resolved, study, model.banner))
  }

  /// The summary, the speed and where the files are.
  var text: String {
    [
      summary.text, RatioTable.text(ratios, armLabels: armLabels, language: language),
      AssumptionTable.text(assumptions, of: resolved.ledger.parameters.count, language: language),
    ].joined(separator: "\n") + study.footer(language)
  }

  private var assumptions: [AssumptionTable.Row] {
    let isChinese = language == .chinese
    return resolved.assumptions.map { assumption in
      let (parameter, channel) = (assumption.parameter, assumption.channel)
      return AssumptionTable.Row(
        key: parameter.key, value: assumption.valueText, byArm: assumption.byArm, unit: parameter.unit,
        range: parameter.range, uncertainty: parameter.uncertainty, source: parameter.source,
        trust: parameter.trust.rawValue, isChanged: assumption.isChanged,
        channel: channel?.rawValue ?? "", channelLabel: channel.map { isChinese ? $0.labelChinese : $0.label } ?? "",
        mainRank: assumption.mainRank, process: assumption.process[isChinese ? .zh : .en],
        meaning: parameter.meaning, meaningChinese: parameter.meaningChinese)
    }
  }

  /// Cooperatives that are registered at the start.
  private func registered(_ range: Range<Int>) -> Int {
    range.count { model.banner.places.cooperatives[$0].isRegistered }
  }

  private var gridRows: [GridsTable.Row] {
    let (places, households) = (model.banner.places, model.banner.households)
    return zip(places.grids, model.banner.gridQuality).map { grid, quality in
      GridsTable.Row(
        id: grid.id, gachaID: places.gacha[grid.gacha].id, households: grid.households.count,
        xKm: households.xKm[grid.centralHousehold], yKm: households.yKm[grid.centralHousehold],
        meanKm: quality.meanKm, largestKm: quality.largestKm, isContiguous: quality.isContiguous,
        tiesInside: quality.tiesInside, tiesCut: quality.tiesCut)
    }
  }

  private var placeRows: [PlacesTable.Row] {
    let (places, households) = (model.banner.places, model.banner.households)
    func members(_ range: Range<Int>) -> Int { range.reduce(0) { $0 + households.partyMembers[$1] } }
    return model.layout.places.filter { $0.level != "group" }.map { place in
      switch place.level {
      case "sumu":
        let unit = places.sumu.first { $0.id == place.id }!
        let gacha = unit.gacha.map { places.gacha[$0] }
        return PlacesTable.Row(
          place, parentID: "banner", xKm: unit.xKm, yKm: unit.yKm,
          households: gacha.reduce(0) { $0 + $1.households.count },
          partyMembers: gacha.reduce(0) { $0 + members($1.households) },
          cooperatives: gacha.reduce(0) { $0 + registered($1.cooperatives) })
      case "gacha":
        let unit = places.gacha.first { $0.id == place.id }!
        return PlacesTable.Row(
          place, parentID: places.sumu[unit.sumu].id, xKm: unit.xKm, yKm: unit.yKm, households: unit.households.count,
          partyMembers: members(unit.households), cooperatives: registered(unit.cooperatives))
      case "grid":
        let index = places.grids.firstIndex { $0.id == place.id }!
        let unit = places.grids[index]
        return PlacesTable.Row(
          place, parentID: places.gacha[unit.gacha].id, xKm: households.xKm[unit.centralHousehold],
          yKm: households.yKm[unit.centralHousehold], households: unit.households.count,
          partyMembers: members(unit.households),
          cooperatives: places.cooperatives.count { $0.grid == index && $0.isRegistered })
      case "cooperative":
        let unit = places.cooperatives.first { $0.id == place.id }!
        return PlacesTable.Row(place, parentID: places.grids[unit.grid].id, cooperatives: 1)
      default:
        return PlacesTable.Row(
          place, households: places.householdCount, partyMembers: members(0..<places.householdCount),
          cooperatives: registered(places.cooperatives.indices))
      }
    }
  }
}
