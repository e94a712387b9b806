import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooScenarios
import KhorshooText
import Testing

/// Several networks and missing ties in a scenario.
@Suite struct NetworkDrawsUnit {
  @Test func oneNetworkIsTheScenarioWithout() throws {
    let (plain, one) = (
      try OwnDataUnit.resolve(), try OwnDataUnit.resolve(ScenarioOverrides(settings: ["run.networkDraws=1"]))
    )
    #expect(plain.hash == one.hash && plain.resolvedYAML() == one.resolvedYAML())
  }

  @Test func severalAreReadHashedAndWritten() throws {
    let resolved = try OwnDataUnit.resolve(ScenarioOverrides(settings: ["run.networkDraws=4"])) { name, text in
      name == "own-data.yaml"
        ? text.replacing("    ties: ties.csv", with: "    ties: ties.csv\n    missingTieShare: 0.25") : nil
    }
    #expect(resolved.run.networkDraws == 4 && resolved.roster?.missingTieShare == 0.25)
    let plain = try OwnDataUnit.resolve()
    #expect(plain.differences(to: resolved).map(\.key) == ["run.networkDraws", "places.roster.missingTieShare"])
    let banner = try resolved.banner()
    #expect(banner.network.summary.tieCount > (try plain.banner().network.summary.tieCount))
    let files = Dictionary(uniqueKeysWithValues: resolved.filesOfResult.map { ($0.name, $0.text) })
    let again = try ScenarioReading(
      path: "scenario.resolved.yaml", contents: files, overrides: ScenarioOverrides(),
      knownOutcomes: ResolvedScenario.outcomeNames(), knownLevels: ModelOutcomes.levels
    ).resolved()
    #expect(again.hash == resolved.hash)
    let error = #expect(throws: UserError.self) { try resolved.requireOneNetwork("a sweep") }
    #expect(error?.diagnostics.map(\.code) == ["several-networks"])
  }

  @Test func everyNetworkHasItsReplicates() {
    let error = #expect(throws: UserError.self) {
      try OwnDataUnit.resolve(ScenarioOverrides(settings: ["run.networkDraws=10"], replicates: 100))
    }
    #expect(error?.diagnostics.map(\.code) == ["impossible-counts"])
  }
}
