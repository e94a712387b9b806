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

  /// The report of a page that asks for some wishes one after the other, when the last is answered.
  private func report(_ scene: ExplorerScene, _ wishes: [Wish]) async throws -> String {
    let page = Exploration(scene, wishes[0], patience: .seconds(3600))
    defer { page.close() }
    for wish in wishes {
      _ = page.ask(wish)
      while ![.done, .failed].contains(page.look().stage) { try await Task.sleep(for: .milliseconds(10)) }
    }
    return try #require(page.look().answer).report(.english, origin: []).html
  }

  /// Memory, pasts and reference arms of earlier answers make an answer quicker, and no other.
  @Test func earlierAnswersLeaveNoTrace() async throws {
    let scene = try SmallScene.scene(Scratch(), budget: 4)
    let lever = try #require(scene.sliders.first { $0.kind == .lever && $0.key.hasSuffix("outreach") })
    let assumption = try #require(scene.sliders.first { $0.kind == .assumption })
    let moves = [lever.low, lever.high].map { Wish(values: [lever.key: $0], arms: scene.firstWish.arms) }
    var last = moves[1]
    last.values[assumption.key] = assumption.high
    let found = try await report(scene, [scene.firstWish] + moves + [last, moves[0], moves[1]])
    let alone = try await report(SmallScene.scene(Scratch(), budget: 4), [moves[1]])
    let other = try await report(SmallScene.scene(Scratch(), budget: 4), [moves[0]])
    #expect(found == alone)
    #expect(other != alone, "the lever moves nothing")
    // An assumption that was moved leaves no trace either.
    let linkage = try #require(scene.sliders.first { $0.kind == .assumption && $0.key.hasPrefix("cooperatives.") })
    var assumed = moves[1]
    assumed.values[linkage.key] = linkage.high
    let changed = try await report(scene, [assumed])
    #expect(try await report(SmallScene.scene(Scratch(), budget: 4), [assumed]) == changed)
    #expect(changed != found, "the assumption moves nothing")
  }
}
