import Foundation
import KhorshooModel
import KhorshooScenarios
import KhorshooText

/// A scenario and what the command line changes of it.
package struct ScenarioRequest {
  package var scenario: String
  package var set: [String]
  package var replicates: Int?
  package var seed: UInt64?
  package var years: Int?
  package var arms: String?
  package var independent: Bool
  package var strict: Bool
  package var uncertainty: String?
  /// What is varied.
  var design = DesignOverrides()

  package init(
    scenario: String, set: [String] = [], replicates: Int? = nil, seed: UInt64? = nil, years: Int? = nil,
    arms: String? = nil, independent: Bool = false, strict: Bool = false
  ) {
    self.scenario = scenario
    self.set = set
    self.replicates = replicates
    self.seed = seed
    self.years = years
    self.arms = arms
    self.independent = independent
    self.strict = strict
  }

  /// The scenario's file without folder and extension.
  package var name: String { URL(fileURLWithPath: scenario).deletingPathExtension().lastPathComponent }

  /// What the command line says over the file.
  var overrides: ScenarioOverrides {
    let names = arms.map { $0.split(separator: ",").map { String($0).trimmed } }
    var overrides = ScenarioOverrides(
      settings: set, replicates: replicates, seed: seed, years: years, arms: names, independent: independent)
    overrides.isStrict = strict
    overrides.uncertainty = uncertainty
    overrides.design = design
    return overrides
  }

  package func resolve() throws(UserError) -> ResolvedScenario {
    try Scenario.resolve(
      path: scenario, overrides: overrides,
      knownOutcomes: ResolvedScenario.outcomeNames(), knownLevels: ModelOutcomes.levels)
  }
}

extension String {
  fileprivate var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
