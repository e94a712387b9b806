import KhorshooExperiments
import KhorshooNumerics
import Testing

@Suite struct SequentialPrecisionAnalytic {
  @Test func decisionsByHand() throws {
    let procedure = try SequentialPrecision(goal: PrecisionGoal(halfWidth: 2), maximumReplicates: 1000)
    #expect(procedure.assess(count: 0, mean: .nan, variance: .nan).decision == .more(64))
    #expect(procedure.assess(count: 16, mean: 1, variance: 1).decision == .more(48))
    // t(99) = 1.984217; half width 1.984217 x 10 / 10 = 1.984217.
    let near = procedure.assess(count: 100, mean: 5, variance: 100)
    #expect(near.decision == .reached && abs(near.halfWidth - 1.984_216_95) < 1e-7 && near.mean == 5)
    // Twice as wide: four times as many are needed, and half of what is missing comes next, in blocks of 16.
    let far = procedure.assess(count: 100, mean: 5, variance: 400)
    #expect(far.projectedCount == 394 && far.decision == .more(160))
    #expect(procedure.assess(count: 990, mean: 5, variance: 1e6).decision == .more(10))
    #expect(procedure.assess(count: 1000, mean: 5, variance: 1e6).decision == .budgetSpent)
    #expect(procedure.assess(count: 64, mean: 0, variance: 0).decision == .reached)
    #expect(procedure.assess(Moments((0..<100).map { _ in 3 })).decision == .reached)
  }

  /// Student's quantiles for 90 and 99 % and 63 degrees of freedom (SciPy): 1.669402 and 2.656145.
  @Test func otherConfidences() throws {
    for (confidence, quantile) in [(0.9, 1.669_402_222), (0.99, 2.656_145_165), (0.95, 1.998_340_543)] {
      let procedure = try SequentialPrecision(
        goal: PrecisionGoal(halfWidth: 1, confidence: confidence), maximumReplicates: 640)
      let half = procedure.assess(count: 64, mean: 0, variance: 64).halfWidth
      #expect(abs(half - quantile) < 1e-6, "\(confidence)")
    }
  }

  @Test func goalsWithoutMeaningAreRefused() {
    for (half, confidence) in [(0.0, 0.95), (-1, 0.95), (.nan, 0.95), (1, 1), (1, 0.2)] {
      #expect(
        experimentError { _ = try PrecisionGoal(halfWidth: half, confidence: confidence) }?.code == "precision-goal")
    }
    let budget = experimentError {
      _ = try SequentialPrecision(goal: PrecisionGoal(halfWidth: 1), maximumReplicates: 32)
    }
    #expect(budget?.code == "precision-budget" && budget?.message.hasPrefix("64 to 32 replicates") == true)
  }
}
