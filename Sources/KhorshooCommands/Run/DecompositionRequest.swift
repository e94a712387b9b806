import KhorshooEngine
import KhorshooModel
import KhorshooReports
import KhorshooScenarios
import KhorshooSweeps

/// `khorshoo decompose`: which channels an effect of an arm comes from.
package struct DecompositionRequest: Request {
  package var scenario: ScenarioRequest
  package var options: RunOptions
  package var arm: String?
  package var effect: ChannelDecomposition.Effect
  package var method: ChannelDecomposition.Method

  package init(
    scenario: ScenarioRequest, options: RunOptions, arm: String? = nil, effect: ChannelDecomposition.Effect = .income,
    method: ChannelDecomposition.Method = .permutation
  ) {
    self.scenario = scenario
    self.options = options
    self.arm = arm
    self.effect = effect
    self.method = method
  }

  package func check() throws(InvalidArgument) { try options.check(beside: scenario) }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    var options = options
    // Intervals of a decomposition are of Monte Carlo error; worlds are drawn when they are asked for.
    options.uncertainty = options.uncertainty ?? "none"
    guard options.shards == nil else {
      let job = RunJob(
        uncertainty: options.uncertainty, decomposed: RunJob.Decomposed(arm: arm, effect: effect, method: method))
      return try options.plan(job, of: scenario, session)
    }
    let resolved = try options.resolve(scenario)
    options.warn(resolved.warnings, session)
    let (arm, model) = try resolved.decomposition(arm: arm, effect: effect, method: method)
    let study = try options.run(
      resolved, model, of: arm.name, replicates: resolved.run.replicates,
      folder: "results/\(scenario.name)-decomposition", session)
    let report = DecompositionReport(
      resolved: resolved, model: model, arm: arm, study: study, language: options.language)
    try report.write()
    let summary = report.summary
    return options.finish(study, json: summary.json, text: summary.text + study.footer(options.language))
  }
}
