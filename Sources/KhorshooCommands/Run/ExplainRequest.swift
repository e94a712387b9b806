import KhorshooExplain
import KhorshooText

/// `khorshoo explain`: what a scenario assumes and how a quarter runs.
package struct ExplainRequest: Request {
  package var scenario: ScenarioRequest
  package var format: Explanation.Format
  package var language: Language
  package var full: Bool

  package init(
    scenario: ScenarioRequest, format: Explanation.Format = .text, language: Language = .english, full: Bool = false
  ) {
    self.scenario = scenario
    self.format = format
    self.language = language
    self.full = full
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    let resolved = try scenario.resolve()
    let model = try resolved.model()
    session.warn(resolved.warnings)
    return CommandReport(resolved.explanation(of: model, in: language, isFull: full).written(as: format))
  }
}
