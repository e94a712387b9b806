import Foundation
import KhorshooModel
import KhorshooNumerics
import KhorshooReports
import KhorshooScenarios
import KhorshooText

extension Manifest {
  /// What made the results of a study.
  ///
  /// - Parameter divisions: the banner in each division into grids, the scenario's own first, with the arms that have it.
  init(
    _ resolved: ResolvedScenario, _ study: PlannedRun, _ banner: Banner,
    divisions: [(banner: Banner, arms: [String])] = [], _ language: Language
  ) {
    let statistics = study.statistics
    self.init(
      version: Program.version,
      scenario: Manifest.Scenario(
        title: resolved.title[.english], path: resolved.path, sha256: resolved.inputFiles.first?.sha256,
        resolvedSha256: resolved.hash.description),
      arms: statistics.arms)
    created = ISO8601DateFormatter().string(from: Date())
    self.language = language.rawValue
    seed = resolved.run.seed
    replicates = study.replicates
    replicatesRequested = study.requested
    years = resolved.run.years
    start = resolved.run.start.description
    reference = statistics.arms[statistics.referenceArm]
    inputFiles = resolved.inputFiles.map { Manifest.InputFile(path: $0.path, sha256: $0.sha256) }
    antithetic = resolved.run.antithetic ? true : nil
    blockWidth = laneCount
    kernelFamily = BLASLibrary.kernelFamily
    arithmetic = Arithmetic.fingerprint
    instructionLevel = ProcessorLevel.name
    threads = study.threads
    secondsElapsed = (ContinuousClock().now - study.begin).seconds
    householdQuartersPerSecond = study.householdQuarters / study.seconds
    peakMemoryBytes = Self.peakMemory
    counts = Self.counts(banner, divisions)
    network = Self.network(banner, resolved)
    roster = resolved.roster.map {
      Manifest.Roster(
        read: $0.columnsRead, drawn: $0.drawn, kept: $0.roster.extra.map(\.name),
        mergedTies: $0.mergedTies)
    }
    partition = Self.partition(banner)
    worlds = study.worlds.map { draws in
      Manifest.Worlds(
        uncertainty: draws.scenario.worldTable == nil ? "ledger" : "table",
        count: study.worldCount, sets: draws.sets.count, redrawn: draws.redrawn,
        parameters: draws.keys.count)
    }
    ledgerChecks = Dictionary(
      uniqueKeysWithValues: zip(statistics.ledgers, study.ledgerResiduals).map { ledger, residual in
        (
          ledger.name,
          Manifest.LedgerCheck(
            largestResidual: residual, unit: ledger.unit, tolerance: ledger.tolerance,
            closed: residual <= ledger.tolerance)
        )
      })
  }

  /// Of the scenario; grids of an arm that has its own stand beside them, as `grids.ARM`.
  private static func counts(_ banner: Banner, _ divisions: [(banner: Banner, arms: [String])]) -> [String: Int] {
    let places = banner.places
    let own = divisions.dropFirst().flatMap { division in
      division.arms.map { ("grids.\($0)", division.banner.places.grids.count) }
    }
    return [
      "sumu": places.sumu.count, "pastoralSumu": places.sumu.count { $0.isPastoral }, "gacha": places.gacha.count,
      "grids": places.grids.count, "centralHouseholds": banner.households.isCentral.count { $0 },
      "households": places.householdCount, "partyMembers": banner.households.partyMembers.reduce(0, +),
      "cooperatives": places.registeredCooperatives.count,
      "shellCooperatives": places.cooperatives.count { $0.isShell },
    ].merging(own) { $1 }
  }

  /// Measures reached, and beside them the targets of layers that are generated.
  private static func network(_ banner: Banner, _ resolved: ResolvedScenario) -> [String: Double] {
    let summary = banner.network.summary
    var measures = [
      "ties": Double(summary.tieCount), "meanDegree": summary.meanDegree, "transitivity": summary.transitivity,
      "acrossGachaShare": summary.acrossGachaShare, "herdAssortativity": summary.herdAssortativity,
    ]
    for layer in TieLayer.allCases { measures["meanDegree.\(layer)"] = summary.meanDegreeByLayer[layer.rawValue] }
    measures["acrossGachaShare.kin"] = summary.acrossGachaShareByLayer[TieLayer.kin.rawValue]
    if resolved.roster?.roster.ties == nil {
      measures["target.meanDegree.kin"] = Double(resolved.values.integer("network.kinTies"))
      measures["target.meanDegree.business"] = Double(resolved.values.integer("network.businessTies"))
      measures["target.acrossGachaShare.kin"] = resolved.values.number("network.kinAcrossGachaShare")
    }
    for (name, degree) in zip(summary.otherLayers, summary.meanDegreeByLayer.dropFirst(TieLayer.allCases.count)) {
      measures["meanDegree.\(name)"] = degree
    }
    return measures
  }

  private static func partition(_ banner: Banner) -> [String: Double] {
    let summary = PartitionSummary(banner.places, banner.gridQuality)
    var measures = [
      "contiguousShare": summary.contiguousShare, "largestOverMean": summary.largestOverMean,
      "largestOverGachaMean": summary.largestOverGachaMean, "meanKm": summary.meanKm, "largestKm": summary.largestKm,
    ]
    for (layer, share) in zip(GridQuality.layers, summary.cutShares) { measures["cutShare.\(layer)"] = share }
    return measures
  }

  static var peakMemory: Int? {
    var usage = rusage()
    #if canImport(Glibc)
      let (found, unit) = (getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage), 1024)
    #else
      let (found, unit) = (getrusage(RUSAGE_SELF, &usage), 1)
    #endif
    return found == 0 ? usage.ru_maxrss * unit : nil
  }
}
