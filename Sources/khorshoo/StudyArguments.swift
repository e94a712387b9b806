import ArgumentParser
import Foundation
import KhorshooEngine
import KhorshooReports
import KhorshooScenarios
import Synchronization

/// How a Monte Carlo study is computed and shown: what `run` and `decompose` share.
struct StudyArguments: ParsableArguments {
  @Option(help: "Threads; all cores by default.")
  var threads: Int?

  @Option(help: ArgumentHelp("Result folder; in results/ under the scenario's name by default.", valueName: "dir"))
  var out: String?

  @Flag(help: "Begin CSV files with a byte-order mark, so that spreadsheets read Chinese; on by itself with --lang zh.")
  var bom = false

  @Option(name: .customLong("lang"), help: "en or zh.")
  var language: Language = .en

  @Flag(help: "Say nothing but errors.")
  var quiet = false

  @Flag(help: "Print the summary as JSON.")
  var json = false

  init() {}

  /// As if typed: of a study that another command runs.
  init(threads: Int?, out: String, bom: Bool, quiet: Bool) {
    self.threads = threads
    self.out = out
    self.bom = bom
    self.quiet = quiet
    language = .en  // of the progress line; Chinese would bring a byte-order mark
    json = false
  }

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads: found \(threads), expected 1 to 1024.")
    }
  }

  /// Says warnings, unless nothing is to be said.
  func warn(_ diagnostics: [Diagnostic]) { if !quiet { Console.warn(diagnostics) } }

  /// Opens the result folder and computes all replicates, with progress on standard error.
  ///
  /// - Parameter keep: what takes each block's record, made when the folder is open.
  /// - Throws: `UserError` 130 when interrupted before the first replicates; nothing is left then.
  func run(
    _ model: some BlockModel, replicates: Int, folder defaultPath: String,
    keep: (ResultFolder) throws -> (@Sendable (BlockRecord, ReplicateBlock) throws -> Void)? = { _ in nil }
  ) throws -> Study {
    let clock = ContinuousClock()
    // Watching before the folder is made: a Ctrl-C between the two would leave it behind.
    Interruption.watch()
    // The folder is made before the work, so that an unwritable place is said at once.
    let path = out ?? defaultPath
    let folder = try ResultFolder(path: path, byteOrderMark: bom || language == .zh)
    let begin = clock.now
    let count = threads ?? ProcessInfo.processInfo.activeProcessorCount
    let statistics = try compute(model, replicates: replicates, threads: count, keep: keep(folder))
    guard statistics.replicates > 0 else {
      folder.abandon()
      throw UserError(
        .interrupted,
        [
          Diagnostic(
            code: "interrupted", path: path, message: "interrupted before the first replicates; nothing is written")
        ])
    }
    return Study(
      statistics: statistics, requested: replicates, folder: folder, path: path, threads: count,
      seconds: (clock.now - begin).seconds, begin: begin,
      householdQuarters: Double(model.householdQuartersPerReplicate) * Double(statistics.replicates))
  }

  private func compute(
    _ model: some BlockModel, replicates: Int, threads: Int,
    keep: (@Sendable (BlockRecord, ReplicateBlock) throws -> Void)?
  ) throws -> RunStatistics {
    let clock = ContinuousClock()
    let begin = clock.now
    let perReplicate = Double(model.householdQuartersPerReplicate)
    let line = Mutex(ProgressLine(style: .forStandardError(quiet: quiet), language: language.report, start: 0))
    let observer = StudyRunner.Observer(
      progress: { done in
        let now = (clock.now - begin).seconds
        line.withLock { $0.update(done: done, total: replicates, unitsDone: perReplicate * Double(done), at: now) }
      },
      isCancelled: { Interruption.isRequested }, keep: keep)
    let statistics = try StudyRunner(replicates: replicates, threads: threads).run(model, observer: observer)
    let now = (clock.now - begin).seconds
    line.withLock {
      $0.finish(
        done: statistics.replicates, total: replicates, unitsDone: perReplicate * Double(statistics.replicates), at: now
      )
    }
    return statistics
  }

  /// The summary on the screen; an open ledger or an interruption decides the exit code.
  func finish(_ study: Study, json summary: @autoclosure () -> String, text: @autoclosure () -> String) throws {
    if json { try Console.write(summary() + "\n") } else if !quiet { try Console.write(text()) }
    let statistics = study.statistics
    for (ledger, residual) in zip(statistics.ledgers, statistics.ledgerResiduals)
    where !(residual <= ledger.tolerance) {
      Console.error(
        "khorshoo: the \(ledger.name) ledger does not close: residual \(residual) \(ledger.unit), "
          + "tolerance \(ledger.tolerance). "
          + "This is a fault in the program; results are written but should not be used [open-ledger]")
      throw ExitCode(70)
    }
    guard statistics.replicates == study.requested else {
      throw UserError(
        .interrupted,
        [
          Diagnostic(
            code: "interrupted", path: study.path,
            message: "interrupted after \(statistics.replicates) of \(study.requested) replicates; "
              + "the files hold these \(statistics.replicates)")
        ])
    }
  }
}

/// A study that was computed, and the folder that its results go to.
struct Study {
  let statistics: RunStatistics
  /// Replicates that were asked for.
  let requested: Int
  let folder: ResultFolder
  let path: String
  let threads: Int
  /// Wall time of the simulation.
  let seconds: Double
  /// When the simulation began.
  let begin: ContinuousClock.Instant
  /// Households times quarters that were computed.
  let householdQuarters: Double

  /// Ledgers, speed and where the files are: the last lines of a summary.
  func footer(_ language: ReportLanguage) -> String {
    let isChinese = language == .chinese
    let speed = String(
      format: "%@ %.3g s, %.3g M household-quarters/s, %d threads", isChinese ? "用时" : "Computed in", seconds,
      householdQuarters / seconds / 1e6, threads)
    let checks = zip(statistics.ledgers, statistics.ledgerResiduals).map { ledger, residual in
      String(format: "%@ %.1g", ledger.name, residual)
    }.joined(separator: ", ")
    let ledgers = isChinese ? "賬目閉合，最大相對殘差" : "Ledgers close; largest relative residual"
    return "\n\(ledgers): \(checks)\n\(speed)\n\(isChinese ? "結果" : "Results"): \(path)\n"
  }
}

extension Duration {
  /// Seconds as a number.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
