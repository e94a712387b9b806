import KhorshooExperiments
import KhorshooNumerics
import Testing

/// A hill over two levers, with and without a budget: the optimum is known.
@Suite struct LeverSearchAnalytic {
  private static let factors = {
    try! [
      Factor("a", .range(low: 0, high: 2)), Factor("b", .range(low: 10, high: 20)),
    ]
  }()

  /// 1 - (x - 0.6)^2 - 2 (y - 0.3)^2 at cost x + y, both as shares of their range.
  private static func search(count: Int = 30) throws -> LeverSearch {
    let space = InputSpace(factors)
    let places = try space.places(count, seed: 5)
    func score(_ i: Int) -> Double {
      let (x, y) = (places[i, 0] - 0.6, places[i, 1] - 0.3)
      return 1 - x * x - 2 * y * y
    }
    return try LeverSearch(
      space, places, scores: (0..<count).map(score), costs: (0..<count).map { places[$0, 0] + places[$0, 1] })
  }

  @Test func theTopOfTheHill() throws {
    let best = try Self.search().best(3, budget: .infinity, seed: 1)
    #expect(best[0].coordinates == [0.6, 0.3] && abs(best[0].score.value - 1) < 1e-6)
    #expect(abs(best[0].cost.value - 0.9) < 1e-6)
    #expect(best.count == 3 && best[1].score.value < best[0].score.value)
    for (place, other) in [(0, 1), (0, 2), (1, 2)] {
      let apart = zip(best[place].coordinates, best[other].coordinates).map { abs($0 - $1) }.max()!
      #expect(apart >= 0.15, "\(best)")
    }
    // Hundredths of the range are what a place is written in.
    for value in best.flatMap(\.coordinates) { #expect(abs(value * 100 - (value * 100).rounded()) < 1e-9) }
  }

  /// With x + y = 0.7 the highest is where 2 (x - 0.6) = 4 (y - 0.3): x = 0.4667, y = 0.2333.
  @Test func whereTheBudgetBinds() throws {
    let best = try Self.search().best(1, budget: 0.7, seed: 1)[0]
    #expect(best.cost.value <= 0.7 && best.cost.value > 0.69)
    #expect(abs(best.coordinates[0] - 0.4667) < 0.03 && abs(best.coordinates[1] - 0.2333) < 0.03, "\(best)")
    #expect(abs(best.score.value - (1 - 0.2 * 0.2 * (4.0 / 9 + 2.0 / 9))) < 2e-3, "\(best)")
    #expect(try Self.search().best(2, budget: -0.5, seed: 1).isEmpty, "nothing is as cheap")
  }

  /// Scores of three places in four worlds, by hand.
  @Test func scoresByCriterion() {
    let values = Matrix<Double>([[1, 4, 9], [5, 4, 0], [3, 4, 9], [3, 4, 9]])
    let all = [true, true, true]
    #expect(LeverSearch.scores(values, by: .expected, eligible: all) == [3, 4, 6.75])
    #expect(LeverSearch.scores(values, by: .minimaxRegret, eligible: all) == [-8, -5, -5])
    // What is over the budget is no measure of regret.
    #expect(LeverSearch.scores(values, by: .minimaxRegret, eligible: [true, true, false]) == [-3, -1, -5])
    // The tenth of 0 ... 39 lies at place 4.1 of 41.
    let many = Matrix<Double>((0..<40).map { [Double($0), 4, -1] })
    let tenths = LeverSearch.scores(many, by: .quantile, eligible: all)
    #expect(abs(tenths[0] - 3.1) < 1e-12 && tenths[1...] == [4, -1])
  }
}
