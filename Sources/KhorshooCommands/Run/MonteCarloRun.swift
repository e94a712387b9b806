import Foundation
import KhorshooEngine
import KhorshooExperiments
import KhorshooModel
import KhorshooNumerics
import KhorshooReports
import KhorshooScenarios
import KhorshooSweeps
import KhorshooText
import Synchronization

/// How a Monte Carlo study is computed and shown: what `run` and `decompose` share.
package struct RunOptions: Checked {
  package var threads: Int?
  package var out: String?
  package var bom: Bool
  package var language: Language
  package var quiet: Bool
  package var json: Bool
  package var uncertainty: String?
  package var draws: Int?

  package init(
    threads: Int? = nil, out: String? = nil, bom: Bool = false, language: Language = .english, quiet: Bool = false,
    json: Bool = false, uncertainty: String? = nil, draws: Int? = nil
  ) {
    self.threads = threads
    self.out = out
    self.bom = bom
    self.language = language
    self.quiet = quiet
    self.json = json
    self.uncertainty = uncertainty
    self.draws = draws
  }

  /// The scenario with what these options say of its uncertainty.
  func resolve(_ request: ScenarioRequest) throws(UserError) -> ResolvedScenario {
    var request = request
    request.uncertainty = uncertainty
    if let draws { request.replicates = draws * laneCount }
    return try request.resolve()
  }

  /// - Parameter scenario: whose replicates may not be asked for twice.
  package func check(beside scenario: ScenarioRequest) throws(InvalidArgument) {
    try check()
    if let draws, let replicates = scenario.replicates {
      throw InvalidArgument(
        "--draws: found \(draws) beside --replicates \(replicates); say one of them: \(draws) worlds have "
          + "\(draws * laneCount) replicates.")
    }
  }

  package func check() throws(InvalidArgument) {
    if let threads, !(1...1024).contains(threads) {
      throw InvalidArgument("--threads: found \(threads), expected 1 to 1024.")
    }
    if let draws, !(2...62_500).contains(draws) {
      throw InvalidArgument("--draws: found \(draws), expected 2 to 62500, such as 64.")
    }
  }

  /// Says warnings, unless nothing is to be said.
  func warn(_ diagnostics: [Diagnostic], _ session: Session) { if !quiet { session.warn(diagnostics) } }

  /// Opens the result folder and computes all replicates, with progress on standard error.
  ///
  /// - Parameter keep: what takes each block's record, made when the folder is open.
  /// - Throws: `UserError` 130 when interrupted before the first replicates; nothing is left then.
  func run(
    _ model: some BlockModel, replicates: Int, until rule: PrecisionRule? = nil, folder defaultPath: String,
    _ session: Session,
    keep: (ResultFolder) throws -> (@Sendable (BlockRecord, ReplicateBlock) throws -> Void)? = { _ in nil }
  ) throws -> PlannedRun {
    let clock = ContinuousClock()
    // Watching before the folder is made: a Ctrl-C between the two would leave it behind.
    session.watch(.finishes)
    // The folder is made before the work, so that an unwritable place is said at once.
    let path = out ?? defaultPath
    let folder = try ResultFolder(path: path, byteOrderMark: bom || language == .chinese)
    let begin = clock.now
    let count = threads ?? ProcessInfo.processInfo.activeProcessorCount
    let statistics: RunStatistics
    var assessment: SequentialPrecision.Assessment?
    if let rule {
      do {
        (statistics, assessment) = try compute(model, until: rule, threads: count, session, keep: keep(folder))
      } catch {
        folder.abandon()
        throw error
      }
    } else {
      statistics = try compute(
        model, replicates: replicates, total: replicates, threads: count, session, keep: keep(folder))
    }
    guard statistics.replicates > 0 else {
      folder.abandon()
      throw UserError(
        .interrupted,
        [
          Diagnostic(
            code: "interrupted", path: path, message: "interrupted before the first replicates; nothing is written")
        ])
    }
    return PlannedRun(
      statistics: statistics,
      requested: assessment.map { requested($0, replicates, statistics, session) } ?? replicates,
      precision: assessment, folder: folder, path: path, threads: count,
      seconds: (clock.now - begin).seconds, begin: begin,
      householdQuarters: Double(model.householdQuartersPerReplicate) * Double(statistics.replicates))
  }

  /// Computes a run in its worlds, or in one.
  func run(
    _ scenario: ResolvedScenario, _ model: LinkageModel, replicates: Int, until rule: PrecisionRule? = nil,
    folder defaultPath: String, _ session: Session,
    keep: (ResultFolder) throws -> (@Sendable (BlockRecord, ReplicateBlock) throws -> Void)? = { _ in nil }
  ) throws -> PlannedRun {
    guard let draws = try WorldDraws(scenario, replicates: replicates) else {
      return try run(model, replicates: replicates, until: rule, folder: defaultPath, session, keep: keep)
    }
    var study = try run(
      DrawnWorlds(like: model) { try draws.model($0, like: model) }, replicates: replicates, until: rule,
      folder: defaultPath, session, keep: keep)
    study.worlds = draws
    return study
  }

  /// Computes a decomposition in its worlds, or in one.
  func run(
    _ scenario: ResolvedScenario, _ model: ChannelDecomposition, of arm: String, replicates: Int,
    folder defaultPath: String, _ session: Session
  ) throws -> PlannedRun {
    guard let draws = try WorldDraws(scenario, replicates: replicates) else {
      return try run(model, replicates: replicates, folder: defaultPath, session)
    }
    var study = try run(
      DrawnWorlds(like: model) { try draws.decomposition($0, arm: arm, like: model) }, replicates: replicates,
      folder: defaultPath, session)
    study.worlds = draws
    return study
  }

  private func compute(
    _ model: some BlockModel, replicates: Int, total: Int, threads: Int, _ session: Session,
    keep: (@Sendable (BlockRecord, ReplicateBlock) throws -> Void)?, more: (RunStatistics) -> Int = { _ in 0 }
  ) throws -> RunStatistics {
    let clock = ContinuousClock()
    let begin = clock.now
    let perReplicate = Double(model.householdQuartersPerReplicate)
    let line = Mutex(ProgressLine(style: session.progress(quiet: quiet), language: language, start: 0))
    let observer = MonteCarloRunner.Observer(
      progress: { done in
        let now = (clock.now - begin).seconds
        line.withLock { $0.update(done: done, total: total, unitsDone: perReplicate * Double(done), at: now) }
      },
      isCancelled: { session.isCancelled() }, keep: keep)
    let statistics = try MonteCarloRunner(replicates: replicates, threads: threads).run(
      model, observer: observer, more: more)
    let now = (clock.now - begin).seconds
    line.withLock {
      $0.finish(
        done: statistics.replicates, total: statistics.replicates < replicates ? replicates : statistics.replicates,
        unitsDone: perReplicate * Double(statistics.replicates), at: now)
    }
    return statistics
  }

  /// Adds replicates until the goal is reached or the budget spent; the number depends on results alone, not on threads.
  private func compute(
    _ model: some BlockModel, until rule: PrecisionRule, threads: Int, _ session: Session,
    keep: (@Sendable (BlockRecord, ReplicateBlock) throws -> Void)?
  ) throws -> (RunStatistics, SequentialPrecision.Assessment) {
    let watch = Mutex(try PrecisionWatch(rule, model))
    let first = watch.withLock { $0.wanted }
    let statistics = try compute(
      model, replicates: first, total: rule.procedure.maximumReplicates, threads: threads, session,
      keep: { record, block in
        watch.withLock { $0.add(record, of: block) }
        try keep?(record, block)
      }, more: { _ in watch.withLock { $0.wanted } })
    return (statistics, watch.withLock { $0.assessment })
  }

  /// Replicates that were asked for: as many as were made, unless more were wanted when the run was interrupted.
  private func requested(
    _ assessment: SequentialPrecision.Assessment, _ budget: Int, _ statistics: RunStatistics, _ session: Session
  ) -> Int {
    if case .more = assessment.decision, session.isCancelled() { return budget }
    return statistics.replicates
  }

  /// The summary on the screen; an open ledger or an interruption decides the exit code.
  func finish(
    _ study: PlannedRun, json summary: @autoclosure () -> String, text: @autoclosure () -> String
  ) -> CommandReport {
    let said = json ? summary() + "\n" : quiet ? "" : text()
    let statistics = study.statistics
    for (ledger, residual) in zip(statistics.ledgers, statistics.ledgerResiduals)
    where !(residual <= ledger.tolerance) {
      let line =
        "khorshoo: the \(ledger.name) ledger does not close: residual \(residual) \(ledger.unit), "
        + "tolerance \(ledger.tolerance). "
        + "This is a fault in the program; results are written but should not be used [open-ledger]"
      return CommandReport(said, fault: (line, 70))
    }
    guard statistics.replicates == study.requested else {
      let problem = UserError(
        .interrupted,
        [
          Diagnostic(
            code: "interrupted", path: study.path,
            message: "interrupted after \(statistics.replicates) of \(study.requested) replicates; "
              + "the files hold these \(statistics.replicates)")
        ])
      return CommandReport(said, problem: problem)
    }
    return CommandReport(said)
  }
}

/// A study that was computed, and the folder that its results go to.
package struct PlannedRun {
  package let statistics: RunStatistics
  /// Replicates that were asked for.
  let requested: Int
  /// How precise the answer is, when the run was to stop by precision.
  let precision: SequentialPrecision.Assessment?
  let folder: ResultFolder
  let path: String
  let threads: Int
  /// Wall time of the simulation.
  let seconds: Double
  /// When the simulation began.
  let begin: ContinuousClock.Instant
  /// Households times quarters that were computed.
  let householdQuarters: Double
  /// Worlds that were drawn; nil when there was one.
  var worlds: WorldDraws?

  /// Ledgers, speed and where the files are: the last lines of a summary.
  func footer(_ language: Language) -> String {
    let isChinese = language == .chinese
    let speed = String(
      format: "%@ %.3g s, %.3g M household-quarters/s, %d threads", isChinese ? "用时" : "Computed in", seconds,
      householdQuarters / seconds / 1e6, threads)
    let checks = zip(statistics.ledgers, statistics.ledgerResiduals).map { ledger, residual in
      String(format: "%@ %.1g", ledger.name, residual)
    }.joined(separator: ", ")
    let ledgers = isChinese ? "账目闭合，最大相对残差" : "Ledgers close; largest relative residual"
    return precisionLine(isChinese) + "\n\(ledgers): \(checks)\n\(speed)\n\(isChinese ? "结果" : "Results"): \(path)\n"
  }
}

extension PlannedRun {
  /// What was spent on precision, when the run was to stop by it.
  func precision(_ language: Language) -> String { precisionLine(language == .chinese) }

  /// What was spent on precision, and what it brought.
  private func precisionLine(_ isChinese: Bool) -> String {
    guard let precision else { return "" }
    let half = String(format: "%.4g", precision.halfWidth)
    let isReached = precision.decision == .reached
    if isChinese {
      return "\n精度：\(statistics.replicates) 次重复后 95% 区间半宽 \(half)，\(isReached ? "达到目标" : "预算用尽")\n"
    }
    let need = isReached ? "" : precision.projectedCount.map { "; some \($0) replicates would reach it" } ?? ""
    return "\nPrecision: half width \(half) after \(statistics.replicates) replicates, "
      + (isReached ? "goal reached" : "budget spent") + need + "\n"
  }
}

extension Duration {
  /// Seconds as a number.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
