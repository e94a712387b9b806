import KhorshooEngine
import KhorshooReports
import KhorshooScenarios
import KhorshooSweeps

/// What `--keep` can keep.
package enum Kept: String, CaseIterable, Sendable {
  case replicates
}

/// `khorshoo run`: every arm of a scenario, Monte Carlo, results and a summary.
package struct RunRequest: Request {
  package var scenario: ScenarioRequest
  package var options: RunOptions
  package var keep: Kept?
  package var until: String?
  package var maxReplicates: Int?

  package init(
    scenario: ScenarioRequest, options: RunOptions, keep: Kept? = nil, until: String? = nil, maxReplicates: Int? = nil
  ) {
    self.scenario = scenario
    self.options = options
    self.keep = keep
    self.until = until
    self.maxReplicates = maxReplicates
  }

  package func check() throws(InvalidArgument) { try SweepDesignRequest.checkBudget(maxReplicates, until) }

  package func report(_ session: Session = .silent) throws -> CommandReport { ending(try compute(session)) }

  /// Computes every arm, and writes all files.
  package func compute(_ session: Session) throws -> RunReport {
    let resolved = try scenario.resolve()
    let budget = maxReplicates ?? resolved.run.replicates
    if until != nil { try resolved.requireOneNetwork("--until") }
    let rule = try until.map { try PrecisionRule(parsing: $0, maximumReplicates: budget) }
    options.warn(resolved.warnings, session)
    let model = try resolved.model()
    let study = try options.run(
      model, replicates: rule == nil ? resolved.run.replicates : budget, until: rule,
      folder: "results/" + scenario.name, session,
      keep: { folder in keep == .replicates ? try ReplicateKeeper.keep(model, in: folder) : nil })
    let report = RunReport(resolved: resolved, model: model, study: study, language: options.language)
    try report.write()
    return report
  }

  /// What is said of it.
  package func ending(_ report: RunReport) -> CommandReport {
    options.finish(report.study, json: report.summary.json, text: report.text)
  }
}
