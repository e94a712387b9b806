import ArgumentParser
import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooReports
import KhorshooScenarios
import Synchronization

/// What `--keep` can keep.
enum Kept: String, ExpressibleByArgument, CaseIterable {
  case replicates
}

/// `khorshoo run`: every arm of a scenario, Monte Carlo, results and a summary.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run every arm of a scenario and write the results.",
    discussion: """
      Writes outcomes.csv, differences.csv, places.csv, manifest.json, scenario.resolved.yaml and datapackage.json into \
      the result folder, and a summary to the screen. Ctrl-C stops after the replicates under way and writes complete \
      files of what was computed.

      Examples:
        khorshoo run scenarios/ewenki.yaml
        khorshoo run scenarios/ewenki.yaml --replicates 100 --keep replicates
        khorshoo run scenarios/ewenki.yaml --set husbandry.demography=stochastic
      """)

  @OptionGroup var scenario: ScenarioArguments

  @Option(help: "Threads; all cores by default.")
  var threads: Int?

  @Option(help: ArgumentHelp("Result folder; results/NAME by default.", valueName: "dir"))
  var out: String?

  @Option(help: ArgumentHelp("Also write replicates.csv, one row a replicate and quarter.", valueName: "replicates"))
  var keep: Kept?

  @Flag(help: "Begin CSV files with a byte-order mark, so that spreadsheets read Chinese; on by itself with --lang zh.")
  var bom = false

  @Option(name: .customLong("lang"), help: "en or zh.")
  var language: Language = .en

  @Flag(help: "Say nothing but errors.")
  var quiet = false

  @Flag(help: "Print the summary as JSON.")
  var json = false

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads: found \(threads), expected 1 to 1024.")
    }
  }

  func run() throws {
    let clock = ContinuousClock()
    let started = clock.now
    let resolved = try scenario.resolve()
    if !quiet { Console.warn(resolved.warnings) }
    let model = try resolved.model()
    // Watching before the folder is made: a Ctrl-C between the two would leave it behind.
    Interruption.watch()
    // The folder is made before the work, so that an unwritable place is said at once.
    let path = out ?? "results/" + URL(fileURLWithPath: scenario.scenario).deletingPathExtension().lastPathComponent
    let folder = try ResultFolder(path: path, byteOrderMark: bom || language == .zh)
    let simulated = clock.now
    let statistics = try compute(resolved, model, folder)
    let seconds = (clock.now - simulated).seconds
    guard statistics.replicates > 0 else {
      folder.abandon()
      throw UserError(
        .interrupted,
        [
          Diagnostic(
            code: "interrupted", path: path, message: "interrupted before the first replicates; nothing is written")
        ])
    }
    let report = RunReport(
      resolved: resolved, model: model, statistics: statistics, language: language.report, threads: threadCount,
      simulationSeconds: seconds, startedSecondsAgo: { (clock.now - started).seconds })
    try report.write(to: folder)
    try finish(report, statistics, resolved, path)
  }

  private var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

  private func compute(
    _ resolved: ResolvedScenario, _ model: LinkageModel, _ folder: ResultFolder
  ) throws -> RunStatistics {
    let clock = ContinuousClock()
    let begin = clock.now
    let total = resolved.run.replicates
    let perReplicate = Double(model.householdQuartersPerReplicate)
    let line = Mutex(
      ProgressLine(style: .forStandardError(quiet: quiet), language: language.report, start: 0))
    var observer = StudyRunner.Observer(
      progress: { done in
        let now = (clock.now - begin).seconds
        line.withLock { $0.update(done: done, total: total, unitsDone: perReplicate * Double(done), at: now) }
      },
      isCancelled: { Interruption.isRequested })
    if keep == .replicates {
      let keeper = ReplicateKeeper(model, table: try ReplicateTable(model.layout, in: folder))
      observer.keep = { record, block in try keeper.append(record, block) }
    }
    let statistics = try StudyRunner(replicates: total, threads: threadCount).run(model, observer: observer)
    let now = (clock.now - begin).seconds
    line.withLock {
      $0.finish(
        done: statistics.replicates, total: total, unitsDone: perReplicate * Double(statistics.replicates), at: now)
    }
    return statistics
  }

  /// The summary on the screen; an open ledger or an interruption decides the exit code.
  private func finish(
    _ report: RunReport, _ statistics: RunStatistics, _ resolved: ResolvedScenario, _ path: String
  ) throws {
    if json { try Console.write(report.summary.json + "\n") } else if !quiet { try Console.write(report.text(path)) }
    for (ledger, residual) in zip(statistics.ledgers, statistics.ledgerResiduals)
    where !(residual <= ledger.tolerance) {
      Console.error(
        "khorshoo: the \(ledger.name) ledger does not close: residual \(residual) \(ledger.unit), "
          + "tolerance \(ledger.tolerance). "
          + "This is a fault in the program; results are written but should not be used [open-ledger]")
      throw ExitCode(70)
    }
    guard statistics.replicates == resolved.run.replicates else {
      throw UserError(
        .interrupted,
        [
          Diagnostic(
            code: "interrupted", path: path,
            message: "interrupted after \(statistics.replicates) of \(resolved.run.replicates) replicates; "
              + "the files hold these \(statistics.replicates)")
        ])
    }
  }
}

extension Duration {
  /// Seconds as a number.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
