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
  /// Parts that it is planned in instead of being computed; nil for none.
  package var shards: Int?

  package init(
    threads: Int? = nil, out: String? = nil, bom: Bool = false, language: Language = .english, quiet: Bool = false,
    json: Bool = false, uncertainty: String? = nil, draws: Int? = nil, shards: Int? = nil
  ) {
    self.threads = threads
    self.out = out
    self.bom = bom
    self.language = language
    self.quiet = quiet
    self.json = json
    self.uncertainty = uncertainty
    self.draws = draws
    self.shards = shards
  }

  /// The scenario with what these options say of its uncertainty.
  func resolve(_ request: ScenarioRequest) throws(UserError) -> ResolvedScenario { try drawing(request).resolve() }

  /// The scenario that is asked for, with what these options say of its uncertainty.
  func drawing(_ request: ScenarioRequest) -> ScenarioRequest {
    var request = request
    request.uncertainty = uncertainty
    if let draws { request.replicates = draws * laneCount }
    return request
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
    try checkDraws(atLeast: 2)
    if let shards, !(1...100_000).contains(shards) {
      throw InvalidArgument("--shards: found \(shards), expected 1 to 100000.")
    }
  }

  /// - Parameter least: worlds that the command needs.
  func checkDraws(atLeast least: Int) throws(InvalidArgument) {
    guard let draws, !(least...62_500).contains(draws) else { return }
    throw InvalidArgument("--draws: found \(draws), expected \(least) to 62500, such as 64.")
  }

  /// Says warnings, unless nothing is to be said.
  func warn(_ diagnostics: [Diagnostic], _ session: Session) { if !quiet { session.warn(diagnostics) } }

  /// Opens the result folder before the work, so that an unwritable place is said at once.
  func open(_ defaultPath: String, _ session: Session) throws(UserError) -> ResultFolder {
    // Watching before the folder is made: a Ctrl-C between the two would leave it behind.
    session.watch(.finishes)
    return try ResultFolder(path: out ?? defaultPath, byteOrderMark: bom || language.marksTables)
  }

  /// Opens the result folder and computes all replicates, with progress on standard error.
  ///
  /// - Parameters:
  ///   - opened: the folder, where it is open already.
  ///   - keep: what takes each block's record, made when the folder is open.
  /// - Throws: `UserError` 130 when interrupted before the first replicates; nothing is left then.
  func run(
    _ model: some BlockModel, replicates: Int, until rule: PrecisionRule? = nil, folder defaultPath: String,
    in opened: ResultFolder? = nil, _ session: Session,
    keep: (ResultFolder) throws -> (@Sendable (BlockRecord, ReplicateBlock) throws -> Void)? = { _ in nil }
  ) throws -> PlannedRun {
    let clock = ContinuousClock()
    let path = out ?? defaultPath
    let folder = try opened ?? open(defaultPath, session)
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
    let households = StoryKeeper(labels: scenario.arms.map { LocalizedText(en: $0.label, zh: $0.labelChinese) })
    var study: PlannedRun
    if let draws = try WorldDraws(scenario, replicates: replicates) {
      let worlds = DrawnWorlds(like: model) { number in
        let world = try draws.model(number, like: model)
        return number == 0 ? households.following(world) : world
      }
      study = try run(worlds, replicates: replicates, until: rule, folder: defaultPath, session, keep: keep)
      study.worlds = draws
    } else {
      study = try run(
        households.following(model), replicates: replicates, until: rule, folder: defaultPath, session, keep: keep)
    }
    study.households = households
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

  /// Computes more replicates of a run, of some of its arms, after those that it has.
  ///
  /// - Parameters:
  ///   - model: its worlds are those of the run; it may have fewer arms.
  ///   - replicates: to add, in whole blocks but for the last.
  ///   - total: of the run when all is done.
  func add(
    _ model: some BlockModel, replicates: Int, to run: inout PlannedRun, total: Int, _ session: Session,
    keep: (@Sendable (BlockRecord, ReplicateBlock) throws -> Void)?
  ) throws {
    let begin = ContinuousClock().now
    let added = try compute(
      model, replicates: replicates, after: run.replicates, counting: run.replicates, total: total,
      threads: run.threads,
      session, keep: keep)
    run.later.append(added)
    run.seconds += (ContinuousClock().now - begin).seconds
    run.householdQuarters += Double(model.householdQuartersPerReplicate) * Double(added.replicates)
  }

  /// Computes replicates of a study of several parts.
  ///
  /// - Parameters:
  ///   - earlier: number of the first replicate.
  ///   - counted: replicates of earlier parts, for who waits; `total` of all parts.
  func compute(
    _ model: some BlockModel, replicates: Int, after earlier: Int, counting counted: Int, total: Int,
    _ session: Session, keep: @escaping @Sendable (BlockRecord, ReplicateBlock) throws -> Void
  ) throws -> RunStatistics {
    try compute(
      model, replicates: replicates, after: earlier, counting: counted, total: total, threads: threadCount, session,
      keep: keep)
  }

  private func compute(
    _ model: some BlockModel, replicates: Int, after earlier: Int = 0, counting counted: Int? = nil, total: Int,
    threads: Int, _ session: Session,
    keep: (@Sendable (BlockRecord, ReplicateBlock) throws -> Void)?, more: (RunStatistics) -> Int = { _ in 0 }
  ) throws -> RunStatistics {
    let clock = ContinuousClock()
    let begin = clock.now
    let perReplicate = Double(model.householdQuartersPerReplicate)
    let line = Mutex(ProgressLine(style: session.progress(quiet: quiet), language: Messages.language, start: 0))
    let observer = MonteCarloRunner.Observer(
      progress: { done in
        let now = (clock.now - begin).seconds
        line.withLock {
          $0.update(done: (counted ?? 0) + done, total: total, unitsDone: perReplicate * Double(done), at: now)
        }
      },
      isCancelled: { session.isCancelled() }, keep: keep)
    let statistics = try MonteCarloRunner(replicates: replicates, threads: threads, skipping: earlier).run(
      model, observer: observer, more: more)
    let now = (clock.now - begin).seconds
    // Parts of a study do not say that they end.
    guard counted == nil else {
      line.withLock { $0.clear() }
      return statistics
    }
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
    for (ledger, residual) in zip(study.statistics.ledgers, study.ledgerResiduals)
    where !(residual <= ledger.tolerance) {
      let line =
        "khorshoo: the \(ledger.name) ledger does not close: residual \(residual) \(ledger.unit), "
        + "tolerance \(ledger.tolerance). "
        + "This is a fault in the program; results are written but should not be used [open-ledger]"
      return CommandReport(said, fault: (line, 70))
    }
    guard study.replicates == study.requested else {
      let problem = UserError(
        .interrupted,
        [
          Diagnostic(
            code: "interrupted", path: study.path,
            message: "interrupted after \(study.replicates) of \(study.requested) replicates; "
              + "the files hold these \(study.replicates)")
        ])
      return CommandReport(said, problem: problem)
    }
    return CommandReport(said)
  }
}

/// A study that was computed, and the folder that its results go to.
package struct PlannedRun {
  package let statistics: RunStatistics
  /// Of further replicates, in which some of the arms were computed alone, part by part.
  var later: [RunStatistics] = []
  /// Replicates that were asked for.
  var requested: Int
  /// How precise the answer is, when the run was to stop by precision.
  let precision: SequentialPrecision.Assessment?
  let folder: ResultFolder
  let path: String
  let threads: Int
  /// Wall time of the simulation.
  var seconds: Double
  /// When the simulation began.
  let begin: ContinuousClock.Instant
  /// Households times quarters that were computed.
  var householdQuarters: Double
  /// Worlds that were drawn; nil when there was one.
  var worlds: WorldDraws?
  /// Households that were followed through the first world; nil when none were.
  var households: StoryKeeper?

  /// Replicates of all parts.
  var replicates: Int { later.reduce(statistics.replicates) { $0 + $1.replicates } }
  /// Worlds of all parts.
  var worldCount: Int { later.reduce(statistics.worldCount) { $0 + $1.worldCount } }
  /// Largest residuals of all parts, ledger by ledger.
  var ledgerResiduals: [Double] {
    later.reduce(statistics.ledgerResiduals) { zip($0, $1.ledgerResiduals).map { a, b in a.isNaN || b <= a ? a : b } }
  }

  /// Ledgers, speed and where the files are: the last lines of a summary.
  func footer(_ language: Language) -> String {
    let rate = householdQuarters / seconds / 1e6
    let speed = LocalizedText(
      en: String(format: "Computed in %.3g s, %.3g M household-quarters/s, %d threads", seconds, rate, threads),
      zh: String(format: "用时 %.3g 秒，%.3g 百万户·季/秒，%d 线程", seconds, rate, threads))
    let checks = zip(statistics.ledgers, statistics.ledgerResiduals).map { ledger, residual in
      let name = LocalizedText(en: ledger.name, zh: RunWords.ledgerNames[ledger.name] ?? ledger.name)
      return String(format: "%@ %.1g", name[language], residual)
    }
    let ledgers = LocalizedText(
      en: RunWords.ledgers.en + ": " + checks.joined(separator: ", "),
      zh: RunWords.ledgers.zh + "：" + checks.joined(separator: "，"))
    let place = LocalizedText(en: RunWords.results.en + ": \(path)", zh: RunWords.results.zh + "：\(path)")
    return precision(language) + "\n\(ledgers[language])\n\(speed[language])\n\(place[language])\n"
  }

  /// What was spent on precision, and what it brought, when the run was to stop by it.
  func precision(_ language: Language) -> String {
    precision.map { RunWords.precision($0, after: statistics.replicates)[language] } ?? ""
  }
}

extension Duration {
  /// Seconds as a number.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
