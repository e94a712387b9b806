import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooReports
import KhorshooScenarios

/// Everything a run leaves: tables, resolved scenario, manifest, summary.
struct RunReport {
  let resolved: ResolvedScenario
  let model: LinkageModel
  let statistics: RunStatistics
  let language: ReportLanguage
  let threads: Int
  let simulationSeconds: Double
  let startedSecondsAgo: () -> Double

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
  ]

  var summary: ScreenSummary {
    ScreenSummary(
      statistics, headlines: RunReport.headlines,
      armLabels: Dictionary(
        resolved.arms.map { ($0.name, language == .chinese ? $0.labelChinese : $0.label) }, uniquingKeysWith: { $1 }),
      language: language)
  }

  /// Writes all files and puts them in place together.
  func write(to folder: ResultFolder) throws {
    try OutcomeTables.write(statistics, language: language, to: folder)
    try PlacesTable.write(placeRows, to: folder)
    try folder.write(resolved.resolvedYAML(), as: "scenario.resolved.yaml")
    try folder.commit(manifest)
  }

  /// The summary, the speed and where the files are.
  func text(_ path: String) -> String {
    let rate = householdQuarters / simulationSeconds
    let speed = String(
      format: "%@ %.3g s, %.3g M household-quarters/s, %d threads", language == .chinese ? "用时" : "Computed in",
      simulationSeconds, rate / 1e6, threads)
    let checks = zip(statistics.ledgers, statistics.ledgerResiduals).map { ledger, residual in
      String(format: "%@ %.1g", ledger.name, residual)
    }.joined(separator: ", ")
    let ledgers = language == .chinese ? "賬目閉合，最大相對殘差" : "Ledgers close; largest relative residual"
    let place = language == .chinese ? "結果" : "Results"
    return summary.text + "\n\(ledgers): \(checks)\n\(speed)\n\(place): \(path)\n"
  }

  private var householdQuarters: Double {
    Double(model.householdQuartersPerReplicate) * Double(statistics.replicates)
  }

  private var manifest: Manifest {
    var manifest = Manifest(
      version: Khorshoo.version,
      scenario: Manifest.Scenario(
        title: resolved.title[.en], path: resolved.path, sha256: resolved.inputFiles.first?.sha256,
        resolvedSha256: resolved.hash.description),
      arms: statistics.arms)
    manifest.created = ISO8601DateFormatter().string(from: Date())
    manifest.seed = resolved.run.seed
    manifest.replicates = statistics.replicates
    manifest.replicatesRequested = resolved.run.replicates
    manifest.years = resolved.run.years
    manifest.start = resolved.run.start.description
    manifest.reference = statistics.arms[statistics.referenceArm]
    manifest.inputFiles = resolved.inputFiles.map { Manifest.InputFile(path: $0.path, sha256: $0.sha256) }
    manifest.blockWidth = laneCount
    manifest.kernelFamily = BLASLibrary.kernelFamily
    manifest.instructionLevel = ProcessorLevel.name
    manifest.threads = threads
    manifest.secondsElapsed = startedSecondsAgo()
    manifest.householdQuartersPerSecond = householdQuarters / simulationSeconds
    manifest.peakMemoryBytes = peakMemoryBytes
    manifest.counts = counts
    manifest.network = network
    manifest.ledgerChecks = Dictionary(
      uniqueKeysWithValues: zip(statistics.ledgers, statistics.ledgerResiduals).map { ledger, residual in
        (
          ledger.name,
          Manifest.LedgerCheck(
            largestResidual: residual, unit: ledger.unit, tolerance: ledger.tolerance,
            closed: residual <= ledger.tolerance)
        )
      })
    return manifest
  }

  private var counts: [String: Int] {
    let places = model.banner.places
    return [
      "sumu": places.sumu.count, "pastoralSumu": places.sumu.count { $0.isPastoral }, "gacha": places.gacha.count,
      "grids": places.grids.count, "centralHouseholds": model.banner.households.isCentral.count { $0 },
      "households": places.householdCount, "partyMembers": model.banner.households.partyMembers.reduce(0, +),
      "cooperatives": registered(places.cooperatives.indices),
      "shellCooperatives": places.cooperatives.count { $0.isShell },
    ]
  }

  /// Cooperatives that are registered at the start.
  private func registered(_ range: Range<Int>) -> Int {
    range.count { model.banner.places.cooperatives[$0].isRegistered }
  }

  private var network: [String: Double] {
    let summary = model.banner.network.summary
    var measures = [
      "ties": Double(summary.tieCount), "meanDegree": summary.meanDegree, "transitivity": summary.transitivity,
      "acrossGachaShare": summary.acrossGachaShare,
    ]
    for layer in TieLayer.allCases { measures["meanDegree.\(layer)"] = summary.meanDegreeByLayer[layer.rawValue] }
    return measures
  }

  private var peakMemoryBytes: Int? {
    var usage = rusage()
    return getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 ? usage.ru_maxrss * 1024 : nil
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
