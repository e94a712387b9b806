import KhorshooEngine
import KhorshooExplorer
import KhorshooModel
import KhorshooScenarios
import KhorshooText
import TestSupport

/// A banner of 60 households in two arms, to be explored.
enum SmallScene {
  /// Writes the scenario and gives its path.
  static func file(_ scratch: Scratch, uncertainty: String = "ledger", arms: String = "") throws -> String {
    scratch.write(
      try SmallBanner.head(households: 60, partyMembers: 20)
        + """
        arms: {centralOnly: none, cooperativeOnly: none, stronger: none\(arms)}
        run: {years: 2, replicates: 32, uncertainty: \(uncertainty)}

        """, "small.yaml")
    return scratch.path("small.yaml")
  }

  static func resolved(_ path: String, settings: [String] = []) throws -> ResolvedScenario {
    try Scenario.resolve(
      path: path, overrides: ScenarioOverrides(settings: settings), knownOutcomes: ResolvedScenario.outcomeNames(),
      knownLevels: ModelOutcomes.levels)
  }

  static func scene(_ scratch: Scratch, budget: Int = 4, uncertainty: String = "ledger") throws -> ExplorerScene {
    try ExplorerScene(
      resolved(try file(scratch, uncertainty: uncertainty)), name: "small", budget: budget, threads: 2)
  }
}
