import KhorshooExperiments
import KhorshooNumerics
import Testing

/// A hill that is seen in drawn worlds only: its top is found, and within a budget the best place.
@Suite struct LeverSearchStatistical {
  /// Worth over worlds that all places share, in which the top of the hill and its height lie elsewhere, with luck on top.
  private static func found(
    _ seed: UInt64, by criterion: DecisionCriterion, budget: Double
  ) throws -> (place: LeverSearch.Place, search: LeverSearch) {
    let space = InputSpace(try ["a", "b"].map { try Factor($0, .range(low: 0, high: 1)) })
    let count = 24
    let places = try space.places(count, seed: seed)
    var values = Matrix<Double>(rows: 40, columns: count)
    for world in 0..<40 {
      let (shift, height) = (0.1 * testNormal(world, 1, seed: seed), 2 * testNormal(world, 2, seed: seed))
      for place in 0..<count {
        let (x, y) = (places[place, 0] - 0.6 - shift, places[place, 1] - 0.3)
        values[world, place] = height + 10 * (1 - x * x - 2 * y * y) + 0.3 * testNormal(world, 10 + place, seed: seed)
      }
    }
    let costs = (0..<count).map { places[$0, 0] + places[$0, 1] }
    let scores = LeverSearch.scores(values, by: criterion, eligible: costs.map { $0 <= budget })
    let search = try LeverSearch(space, places, scores: scores, costs: costs)
    return (try search.best(1, budget: budget, seed: seed)[0], search)
  }

  /// The true mean there is within 0.05 of the best one within the budget, of some ten that are at stake.
  @Test(arguments: [Double.infinity, 0.7]) func theBestIsFoundInNinetyFiveOfAHundred(budget: Double) throws {
    let optimum = budget == .infinity ? 10.0 : 10 * (1 - 0.04 * 2 / 3)
    let right = try (1...100).count { seed in
      let place = try Self.found(UInt64(seed), by: .expected, budget: budget).place
      let (x, y) = (place.coordinates[0] - 0.6, place.coordinates[1] - 0.3)
      return place.coordinates.reduce(0, +) <= budget + 0.02 && 10 * (1 - x * x - 2 * y * y) > optimum - 0.05
    }
    #expect(right >= 95, "\(right) of 100 with a budget of \(budget)")
  }

  /// By whichever criterion, the top is the same here, since all worlds have hills of one shape.
  @Test(arguments: DecisionCriterion.allCases) func robustCriteria(criterion: DecisionCriterion) throws {
    let right = try (1...100).count { seed in
      let place = try Self.found(UInt64(seed), by: criterion, budget: .infinity).place
      return abs(place.coordinates[0] - 0.6) < 0.15 && abs(place.coordinates[1] - 0.3) < 0.15
    }
    #expect(right >= 90, "\(right) of 100 by \(criterion)")
  }
}
