import Foundation
import KhorshooEngine
import KhorshooExplorer
import KhorshooModel
import KhorshooScenarios
import KhorshooText
import TestSupport

/// A banner of 60 households in two arms, to be explored.
enum SmallScene {
  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// Writes the scenario and gives its path.
  static func file(_ scratch: Scratch, uncertainty: String = "ledger", arms: String = "") -> String {
    scratch.write(
      """
      schema: 1
      base: \(repository)/scenarios/ewenki.yaml
      places:
        sumuCount: 2
        pastoralSumuCount: 2
        gachaCount: 3
        gridCount: 6
        householdCount: 60
        partyMemberCount: 20
        cooperativeCount: 4
        sumu:
          - {id: east, name: East Sumu, chinese: 东苏木, pastoral: true}
          - {id: west, name: West Sumu, chinese: 西苏木, pastoral: true}
        gacha:
          - {id: spring, name: Spring Gacha, chinese: 泉嘎查, sumu: east, products: [beef]}
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
      resolved(file(scratch, uncertainty: uncertainty)), name: "small", budget: budget, threads: 2)
  }
}
