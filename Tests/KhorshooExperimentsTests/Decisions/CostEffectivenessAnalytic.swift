import KhorshooExperiments
import KhorshooNumerics
import Testing

/// Frontiers drawn by hand.
@Suite struct CostEffectivenessAnalytic {
  @Test func dominatedOptionsAreNamed() {
    // Nothing; half for half; dear and poor; steep beside what follows; the most for the most.
    let found = CostEffectiveness(costs: [0, 10, 12, 16, 20], effects: [0, 5, 4, 6, 9])
    #expect(found.frontier == [0, 1, 4])
    #expect(
      found.standings == [
        .onFrontier(costPerUnit: nil), .onFrontier(costPerUnit: 2), .dominated(by: 1), .extendedlyDominated(by: 1, 4),
        .onFrontier(costPerUnit: 2.5),
      ])
  }

  @Test func equalOptionsKeepTheFirstAndChainsFall() {
    #expect(CostEffectiveness(costs: [1, 1], effects: [2, 2]).standings[1] == .dominated(by: 0))
    // The last is so good that both before it fall.
    let chain = CostEffectiveness(costs: [0, 4, 9, 10], effects: [0, 1, 2, 10])
    #expect(chain.frontier == [0, 3] && chain.standings[1...2].allSatisfy { $0 == .extendedlyDominated(by: 0, 3) })
    // One that saves money and brings more leaves nothing of the rest.
    #expect(CostEffectiveness(costs: [0, -3], effects: [0, 1]).frontier == [1])
  }

  /// Effect 4 or 8 for a cost of 6 against nothing: never below 0.75, in half of the worlds up to 1.5, always beyond it.
  @Test func acceptability() throws {
    var outcomes = OptionOutcomes(options: 2, quantities: 2)
    for world in 0..<40 { outcomes.add(set: world / 2, [[0, 0, world / 4 % 2 == 0 ? 4 : 8, 6]]) }
    let curve = try Acceptability.curve(
      outcomes, effect: [1, 0], cost: [0, 1], options: [0, 1], worths: [0.5, 1.1, 2])
    #expect(curve.map(\.probabilityBest) == [[1, 0], [0.5, 0.5], [0, 1]])
    #expect(curve.map(\.best) == [0, 1, 1])
    // At 1.1: -1.6 or 2.8, 0.6 on average; nothing is chosen where it is better.
    #expect(zip(curve.map(\.perfectInformation), [0, 0.8, 0]).allSatisfy { abs($0 - $1) < 1e-12 })
  }
}
