import Foundation
import KhorshooEngine
import KhorshooExperiments
import KhorshooNumerics
import KhorshooReports
import KhorshooScenarios
import KhorshooSweeps
import KhorshooText

/// `khorshoo calibrate`: parameters that agree with published numbers.
package struct CalibrateRequest: Request {
  /// What the command says of itself.
  package static let abstract =
    "Find the parameters that agree with published numbers; goes on where it was interrupted."
  package static let discussion = """
    Waves of runs, each a sweep in a folder of its own, rule out what is implausible; draws that agree with all targets are \
    weighted by real runs. A table of targets has the columns outcome and value, and any of name, ratio, place, time, arm, \
    error, discrepancy, use, source. Writes report.html, posterior.csv (draws for run --uncertainty), ranges.csv (parameters before and \
    after), targets.csv (what each taught, which are met), waves.csv, manifest.json and datapackage.json. Without --vary and \
    --factors, every assumed parameter with a stated uncertainty is varied.

    Example:
      khorshoo calibrate scenarios/ewenki.yaml \\
        --targets scenarios/calibration/ewenki.csv --out results/calibrated
    """

  package var scenario: ScenarioRequest
  package var targets: String
  package var vary: [String]
  package var factors: String?
  package var arm: String?
  package var waves: Int
  package var points: Int
  package var draws: Int
  package var shard: ShardNumber?
  package var options: RunOptions

  package init(
    scenario: ScenarioRequest, targets: String, vary: [String] = [], factors: String? = nil, arm: String? = nil,
    waves: Int = 3, points: Int = 200, draws: Int = 256, shard: ShardNumber? = nil, options: RunOptions
  ) {
    (self.scenario, self.targets, self.vary, self.factors, self.arm) = (scenario, targets, vary, factors, arm)
    (self.waves, self.points, self.draws, self.shard, self.options) = (waves, points, draws, shard, options)
  }

  package func check() throws(InvalidArgument) {
    guard (1...20).contains(waves) else { throw InvalidArgument("--waves: found \(waves), expected 1 to 20.") }
    guard (16...100_000).contains(points) else {
      throw InvalidArgument("--points: found \(points), expected 16 to 100000.")
    }
    guard (16...100_000).contains(draws) else {
      throw InvalidArgument("--draws: found \(draws), expected 16 to 100000.")
    }
    if scenario.arms != nil {
      throw InvalidArgument(
        "--arms: a calibration computes the arms that its targets need; name the observed one with --arm.")
    }
    try options.check()
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    let begin = ContinuousClock().now
    var overrides = scenario.overrides
    overrides.design = DesignOverrides(vary: vary, factors: factors)
    let problem = try CalibrationProblem(
      CalibrationProblem.Request(
        scenario: scenario.scenario, overrides: overrides, targets: targets, arm: arm, version: Program.version))
    options.warn(problem.scenario.warnings.filter { $0.code != "few-replicates" }, session)
    let path = options.out ?? "results/\(scenario.name)-calibration"
    session.watch(shard == nil ? .finishes : .loses)
    let plan = CalibrationPlan(waves: waves, points: points, draws: draws)
    try plan.publish(in: path)
    let waves = CalibrationWaves(problem, plan: plan, path: path, shard: shard, options: options, session: session)
    let outcome = try waves.outcome()
    let folder = try ResultFolder.shared(path, byteOrderMark: options.bom || options.language.marksTables)
    let report = CalibrationReport(problem: problem, outcome: outcome, plan: plan, path: path, options: options)
    let page = CalibrationPage(
      scenario: problem.scenario, found: CalibrationFindings(outcome, arm: problem.arm), plan: plan,
      replicates: problem.replicates, targetsPath: targets, version: Program.version, language: options.language)
    try folder.write(page.html, as: HTMLReport.fileName)
    try CalibrationTables.write(
      outcome, problem, plan: plan.json, to: folder,
      report.manifest(targets, seconds: (ContinuousClock().now - begin).seconds))
    return CommandReport(options.json ? report.json : options.quiet ? "" : report.text)
  }
}

/// The mark of a calibration's folder: what its waves are. Results follow from it and from the waves' own plans.
struct CalibrationPlan: Codable, Equatable {
  var program = "khorshoo"
  var calibration = true
  var waves, points, draws: Int

  init(waves: Int, points: Int, draws: Int) {
    (self.waves, self.points, self.draws) = (waves, points, draws)
  }

  var json: String { JSONText.encode(self) }

  /// The plan of a folder; nil when it holds no calibration.
  init?(in path: String) {
    let content = FileManager.default.contents(atPath: path + "/" + SweepPlan.fileName)
    guard let plan = content.flatMap({ JSONText.decode(CalibrationPlan.self, from: $0) }), plan.calibration else {
      return nil
    }
    self = plan
  }

  /// Puts the plan into a folder that is new or holds a calibration.
  ///
  /// - Throws: `UserError` 73 `not-a-result-folder`.
  func publish(in path: String) throws {
    let file = path + "/" + SweepPlan.fileName
    if FileManager.default.fileExists(atPath: file) {
      guard CalibrationPlan(in: path) != nil else {
        throw UserError(
          .cannotCreate,
          [
            Diagnostic(
              code: "not-a-result-folder", path: path,
              message: "holds a sweep; choose another folder with --out")
          ])
      }
      return
    }
    try ResultFolder.shared(path).leave()
    do { try json.write(toFile: file, atomically: true, encoding: .utf8) } catch {
      throw UserError(
        .cannotWrite,
        [Diagnostic(code: "cannot-write", path: file, message: "cannot be written: \(error.localizedDescription)")])
    }
  }
}

/// Runs wave after wave, each as a sweep in a folder of its own, and draws at the end.
struct CalibrationWaves {
  /// Particles that look for places, and those that look what a target teaches.
  static let particles = 1000
  static let lessonParticles = 2000

  let problem: CalibrationProblem
  let plan: CalibrationPlan
  let path: String
  let shard: ShardNumber?
  let options: RunOptions
  let session: Session
  private let pace = CalibrationPace()

  init(
    _ problem: CalibrationProblem, plan: CalibrationPlan, path: String, shard: ShardNumber?, options: RunOptions,
    session: Session
  ) {
    (self.problem, self.plan, self.path) = (problem, plan, path)
    (self.shard, self.options, self.session) = (shard, options, session)
  }

  func outcome() throws -> CalibrationOutcome {
    let seed = problem.scenario.run.seed
    var runs = RunOutputs(
      factors: problem.space.factors.count, quantities: problem.observations.count, replicates: problem.replicates)
    var waves: [CalibrationOutcome.Wave] = []
    var first: RunOutputs?
    var last: HistoryMatching?
    var places = try told { () throws(ExperimentError) in try problem.space.places(plan.points, seed: seed) }
    for wave in 1...plan.waves {
      let found = try computed(
        places, folder: "wave-\(wave)", words: CalibrationWords.waveName(wave, of: plan.waves),
        left: (plan.waves - wave + 1) * plan.points + plan.draws)
      runs.add(found)
      first = first ?? found
      let fit = try told { () throws(ExperimentError) in
        try CalibrationFit(problem.space, problem.observations, judged: problem.judged, runs)
      }
      let left = HistoryMatching(fit, particles: Self.particles, seed: seed &+ UInt64(wave))
      last = left
      waves.append(
        CalibrationOutcome.Wave(
          done: found.count, failed: plan.points - found.count, active: fit.active.count, shareLeft: left.shareLeft,
          reached: left.cloud.reached))
      say(waves[wave - 1], wave)
      guard wave < plan.waves else { break }
      places = try told { () throws(ExperimentError) in
        try left.nextPlaces(plan.points, seed: seed &+ UInt64(100 + wave))
      }
    }
    guard let last, let first else { preconditionFailure("no wave") }
    let fit = last.fit
    let sample = try told { () throws(ExperimentError) in
      try PosteriorSample(fit, particles: Self.particles, draws: plan.draws, seed: seed &+ 1000)
    }
    let real = try computed(sample.coordinates, folder: "draws", words: CalibrationWords.draws, left: plan.draws)
    let posterior = PosteriorSample(fit, correctedBy: real)
    let lessons = TargetLessons(last, particles: Self.lessonParticles, seed: seed &+ 2000)
    return CalibrationOutcome(problem, waves: waves, fit, lessons, posterior, before: first, runs: real)
  }

  /// What an analysis cannot be made of, told at the table of targets.
  private func told<Result>(_ body: () throws(ExperimentError) -> Result) throws(UserError) -> Result {
    do { return try body() } catch { throw UserError(.invalidData, [error.diagnostic(path: problem.targets.path)]) }
  }

  private func say(_ wave: CalibrationOutcome.Wave, _ number: Int) {
    guard !options.quiet else { return }
    let left = ReadableShare.text(wave.shareLeft)
    let words = CalibrationWords.wave(number, active: wave.active, factors: problem.space.factors.count, left: left)
    session.say(words[options.language])
    if wave.reached > HistoryMatching.limit {
      session.say(CalibrationWords.notAllMet(CalibrationReport.decimal(wave.reached))[options.language])
    }
  }

  /// Runs a wave, or reads it when it is there.
  ///
  /// - Parameter left: points that this wave and all after it have.
  private func computed(
    _ places: Matrix<Double>, folder: String, words: LocalizedText, left: Int
  ) throws -> RunOutputs {
    let context = try problem.sweep(places, shards: shard?.count)
    let place = path + "/" + folder
    try PlanRequest.publish(context, in: place, comparingShards: true)
    if !options.quiet {
      let size = CalibrationWords.points(
        words, count: places.rowCount, replicates: problem.replicates, left: left, seconds: pace.seconds(of: left))
      session.say(size[options.language])
    }
    if let shard {
      try part(shard, context, place)
    } else {
      try whole(context, place)
    }
    let results = try SweepResults(folder: place)
    defer { try? results.store.close() }
    return try problem.outputs(results, places)
  }

  private func whole(_ context: SweepContext, _ place: String) throws {
    let lock = try ResultFolder(path: place, isSweep: true)
    defer { lock.leave() }
    let store = try SweepStore(path: place + "/" + SweepStore.fileName, identity: context.plan.identity)
    let pending = try context.pendingUnits(store, retryingFailed: false)
    let progress = SweepProgress(options, session)
    let begin = ContinuousClock().now
    let found = try SweepRunner(context, threads: options.threadCount).run(
      pending, isCancelled: { session.isCancelled() }, progress: { progress.update($0) },
      store: { try store.add($0) })
    progress.finish(found)
    pace.note(points: pending.count / context.unitsPerPoint, seconds: (ContinuousClock().now - begin).seconds)
    try store.close()
    guard found.unitsDone == pending.count else {
      throw UserError(
        .interrupted,
        [
          Diagnostic(
            code: "interrupted", path: place,
            message: "interrupted; all that was computed is kept; the same command goes on")
        ])
    }
  }

  /// Computes a part of a wave, then whatever others have not: a machine that dies or is late is waited for by nobody. Then all
  /// are put together.
  private func part(_ shard: ShardNumber, _ context: SweepContext, _ place: String) throws {
    let sharded = try ShardedSweep(context, folder: place)
    _ = try ShardRequest.compute(Array(1...sharded.count), from: shard.number, sharded, options, session)
    try sharded.merge()
  }
}
