import KhorshooEngine
import KhorshooExperiments
import KhorshooScenarios
import KhorshooSweeps
import KhorshooText

/// Decisions in shards: every world with all its options is a block, as of a run in shards.
///
/// - Proof: `DecideShardCommandTests`.
extension DecideRequest {
  /// Writes the plan.
  func plan(_ session: Session) throws -> CommandReport {
    let resolved = try resolve()
    try DecisionDraws.require(worlds: ReplicateBlock.count(replicates: resolved.run.replicates))
    _ = try DecisionOptions(resolved, among: names)
    var asked = scenario
    asked.arms = resolved.overrides.arms?.joined(separator: ",")
    let decided = RunJob.Decided(
      options: among, outcome: outcome, perspective: perspective.rawValue, criterion: criterion.rawValue,
      budget: budget, worth: worth, equity: equity)
    return try options.plan(RunJob(uncertainty: options.uncertainty, decided: decided), of: asked, session)
  }

  /// The decision that was planned.
  init(_ decided: RunJob.Decided, of scenario: String, _ options: RunOptions) {
    self.init(
      scenario: ScenarioRequest(scenario: scenario), options: options, among: decided.options,
      perspective: DecisionPerspective(rawValue: decided.perspective) ?? .society,
      criterion: DecisionCriterion(rawValue: decided.criterion) ?? .expected, budget: decided.budget,
      outcome: decided.outcome, worth: decided.worth, equity: decided.equity)
  }
}
