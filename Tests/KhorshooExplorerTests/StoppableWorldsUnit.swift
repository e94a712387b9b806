import KhorshooEngine
import KhorshooExplorer
import KhorshooModel
import KhorshooNumerics
import KhorshooReports
import KhorshooScenarios
import TestSupport
import Testing

/// The worlds of a page are those of a run.
@Suite struct StoppableWorldsUnit {
  /// Present values have the discount rate of their world, which is drawn.
  @Test func ratiosAreThoseOfARun() async throws {
    let scene = try SmallScene.scene(Scratch(), budget: 4)
    #expect(scene.scenario.drawn.contains { $0.key == "income.socialDiscountRatePerYear" })
    let page = Exploration(scene, scene.firstWish, patience: .seconds(3600))
    defer { page.close() }
    while ![.done, .failed].contains(page.look().stage) { try await Task.sleep(for: .milliseconds(10)) }
    let answer = try #require(page.look().answer)
    #expect(answer.replicates == 4 * laneCount && answer.findings(.english).worlds == 4)
    let shown = answer.findings(.english).ratios

    let scenario = scene.scenario
    let base = try scenario.model(
      on: scenario.banner(), recording: { outcome, _, _ in PublicValue.outcomes.contains(outcome.name) })
    let draws = try #require(try WorldDraws(scenario, replicates: 4 * laneCount))
    let statistics = try MonteCarloRunner(replicates: 4 * laneCount, threads: 2).run(
      DrawnWorlds(like: base) { try draws.model($0, like: base) })
    #expect(statistics.worldCount == 4)
    let own = RatioTable.rows(statistics, language: .english)
    for name in ["benefitCostRatio", "publicCostPerYuanOfUplift"] {
      let found = try #require(shown.first { $0.ratio == name && $0.arm == scene.mainArm })
      let exact = try #require(own.first { $0.ratio == name && $0.arm == scene.mainArm })
      #expect(found.estimate == exact.estimate && found.estimate != nil && found.ci95Low == exact.ci95Low, "\(name)")
    }
  }
}
