import KhorshooEngine
import KhorshooReports
import KhorshooScenarios
import KhorshooSweeps
import KhorshooText

/// Runs, decompositions and decisions in shards: planned by their own command with `--shards`, computed by `khorshoo shard`, put together by
/// `khorshoo merge` through the same statistics and tables as on one machine.
///
/// - Proof: `RunShardCommandTests`.
extension RunOptions {
  /// Writes the plan of a run, a decomposition or a decision.
  ///
  /// - Parameters:
  ///   - until: goal of a run that stops by precision.
  ///   - maximum: its budget; replicates of the scenario when nil.
  func plan(
    _ job: RunJob, of scenario: ScenarioRequest, until: String? = nil, maximum: Int? = nil, _ session: Session
  ) throws -> CommandReport {
    let count = shards ?? 1
    let request = SweepRequest(
      scenario: scenario.scenario, overrides: drawing(scenario).overrides, until: until, maximumReplicates: maximum,
      shards: count, version: Program.version)
    let sweep = try SweepContext(request, run: job)
    let path = out ?? "results/\(scenario.name)-shards"
    try PlanRequest.publish(sweep, in: path, comparingShards: true)
    warn(sweep, session)
    guard !quiet else { return CommandReport("") }
    return CommandReport(
      Messages.said(
        "\(sweep.unitCount) blocks of 16 replicates in \(count) shards; identity \(sweep.plan.identity.prefix(12))\n"
          + "Next: khorshoo shard \(path) --shards 1-\(count), khorshoo status \(path), khorshoo merge \(path)\n"))
  }

  /// Plays back what shards computed.
  fileprivate func play(
    _ blocks: ShardedBlocks, _ model: some BlockModel, _ draws: WorldDraws?, replicates: Int,
    until rule: PrecisionRule? = nil, _ session: Session,
    keep: (ResultFolder) throws -> (@Sendable (BlockRecord, ReplicateBlock) throws -> Void)? = { _ in nil }
  ) throws -> PlannedRun {
    let played = PlayedBlocks(like: model, drawsWorlds: draws != nil) { try blocks.block($0, of: model) }
    var study = try run(played, replicates: replicates, until: rule, folder: "results", session, keep: keep)
    study.worlds = draws
    return study
  }
}

extension MergeRequest {
  /// Writes the results of a planned run into a folder of their own, beside its shards.
  func merge(_ job: RunJob, _ sharded: ShardedSweep, _ session: Session) throws -> CommandReport {
    let (scenario, replicates) = (sharded.sweep.scenario, sharded.sweep.plan.basis.replicates)
    let options = RunOptions(
      out: "\(folder)/\(SweepPlan.resultsName)", bom: bom, language: language, quiet: quiet, json: json)
    let blocks = try ShardedPrecision(sharded)?.blocks() ?? sharded.blocks()
    sharded.removeRemains()
    let draws = try WorldDraws(scenario, replicates: replicates)
    switch try sharded.sweep.base(of: job) {
    case .run(let model, let recording):
      let study = try options.play(blocks, model, draws, replicates: replicates, until: sharded.sweep.rule, session) {
        try RunKeeper.keep(model, in: $0, keepsReplicates: job.keepsReplicates)
      }
      let report = RunReport(
        resolved: scenario, model: model, study: study, recording: recording, language: language)
      try report.write()
      return options.finish(study, json: report.summary.json, text: report.brief)
    case .decomposition(let arm, let model):
      let study = try options.play(blocks, model, draws, replicates: replicates, session)
      let report = DecompositionReport(
        resolved: scenario, model: model, arm: arm, study: study, language: language)
      try report.write()
      let summary = report.summary
      return options.finish(study, json: summary.json, text: summary.text + study.footer(language))
    case .decision(let model):
      guard let decided = job.decided, let draws else { preconditionFailure("a decision without worlds") }
      let played = PlayedBlocks(like: model, drawsWorlds: true) { try blocks.block($0, of: model) }
      return try DecideRequest(decided, of: sharded.sweep.plan.request.scenario, options).report(
        scenario, model, draws, played, session)
    }
  }
}
