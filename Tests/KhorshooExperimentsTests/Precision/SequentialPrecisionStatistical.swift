import KhorshooExperiments
import KhorshooNumerics
import Testing

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
