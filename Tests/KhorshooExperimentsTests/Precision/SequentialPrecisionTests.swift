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

@Suite struct SequentialPrecisionStatistical {
  private static let runs = 2000

  /// How often mean ± goal holds the expectation 0 when draws have variance 1, and the mean number of replicates.
  private func coverage(
    goal: Double, _ draw: (Int, Int) -> Double, _ next: (Moments) throws -> Int?
  ) rethrows -> (held: Double, count: Double) {
    var held = 0
    var total = 0
    for run in 0..<Self.runs {
      var moments = Moments()
      while let more = try next(moments) {
        for _ in 0..<more { moments.add(draw(run, moments.count)) }
      }
      if abs(moments.mean) <= goal { held += 1 }
      total += moments.count
    }
    return (Double(held) / Double(Self.runs), Double(total) / Double(Self.runs))
  }

  /// 2,000 sequential runs; the standard error of a coverage of 95 % is 0.5 %.
  @Test(arguments: [0.24, 0.16, 0.1])
  func meansWithinTheGoalAsOftenAsSaid(goal: Double) throws {
    let procedure = try SequentialPrecision(goal: PrecisionGoal(halfWidth: goal), maximumReplicates: 100_000)
    func next(_ moments: Moments) -> Int? {
      if case .more(let count) = procedure.assess(moments).decision { return count }
      return nil
    }
    let needed = 1.96 * 1.96 / (goal * goal)
    let normal = coverage(goal: goal, { testNormal($0, $1, seed: 11) }, next)
    #expect(normal.held > 0.935 && normal.count < 1.12 * needed + 16, "normal: \(normal), fixed size \(needed)")
    // Skewness 2: the mean of so few is not normal yet, and small means come with small variances.
    let skewed = coverage(goal: goal, { -stableLog(testUniform($0, $1, seed: 12)) - 1 }, next)
    #expect(skewed.held > 0.915 && skewed.count < 1.12 * needed + 16, "exponential: \(skewed)")
  }

  /// Deliberate fault: looking after every replicate from the third on, with 1.96 standard errors, stops at a lucky variance.
  @Test func lookingTooEarlyIsNoticed() throws {
    let eager = coverage(goal: 0.24, { testNormal($0, $1, seed: 11) }) { moments -> Int? in
      moments.count >= 3 && 1.96 * moments.standardError <= 0.24 ? nil : 1
    }
    #expect(eager.held < 0.935, "\(eager)")
  }
}
