import KhorshooNumerics

/// Where in a space of levers an option would be best within a budget, from a few places that were run.
///
/// An emulator each for the score (by the criterion, over worlds that all places met) and for the mean cost; the highest score among
/// places whose cost is within the budget, by spread places first and then by places drawn ever closer to the best. Levers move in
/// hundredths of their range, so that a place can be written down. What is found is a proposal: it is to be run.
///
/// - Source: response surfaces, Box and Wilson 1951, doi:10.1111/j.2517-6161.1951.tb00067.x; emulators as of ``Emulator``; robust
///   scores as of ``DecisionCriterion``.
/// - Proof: `LeverSearchAnalytic`, `LeverSearchStatistical`.
public struct LeverSearch: Sendable {
  /// A place that is worth running.
  public struct Place: Sendable, Hashable {
    /// Where each lever is within its range, 0 to 1.
    public let coordinates: [Double]
    /// Score and mean cost as the emulators have them, with their errors.
    public let score, cost: Measured
  }

  /// Steps of a lever from end to end.
  static let steps = 100.0
  /// Places that are looked at first, and those that are drawn around the best in each turn.
  private static let spread = 4096
  private static let drawn = 512
  private static let turns = 10
  /// Least distance of two proposals, in one lever at least.
  private static let apart = 0.15

  /// Levers with their ranges.
  public let space: InputSpace
  /// Score over the levers, and mean cost.
  public let score, cost: Emulator

  /// - Parameters:
  ///   - coordinates: places that were run. Shape: places x levers, 0 to 1.
  ///   - scores: of each, the higher the better.
  ///   - costs: of each.
  /// - Throws: `ExperimentError` `too-few-points`, `collinear-factors`.
  public init(
    _ space: InputSpace, _ coordinates: Matrix<Double>, scores: [Double], costs: [Double]
  ) throws(ExperimentError) {
    self.space = space
    let inputs = space.inputs(coordinates)
    score = try Emulator(inputs, scores)
    cost = try Emulator(inputs, costs)
  }

  /// Scores of places by a criterion, over worlds that all of them met. Shape of `values`: worlds x places.
  ///
  /// Luck is left in: it is much the same at all places. Regret is against the best place of a world among those that are eligible.
  public static func scores(
    _ values: Matrix<Double>, by criterion: DecisionCriterion, eligible: [Bool]
  ) -> [Double] {
    precondition(eligible.count == values.columnCount, "\(eligible.count) of \(values.columnCount) places")
    let highest = (0..<values.rowCount).map { world in
      eligible.indices.reduce(-Double.infinity) { eligible[$1] ? max($0, values[world, $1]) : $0 }
    }
    return (0..<values.columnCount).map { place in
      let column = values.column(place)
      switch criterion {
      case .expected: return column.reduce(0, +) / Double(column.count)
      case .quantile: return quantileType6(sorted: column.sorted(), probability: 0.1)
      case .minimaxRegret:
        return -zip(highest, column).reduce(0) { max($0, $1.0.isFinite ? $1.0 - $1.1 : 0) }
      }
    }
  }

  /// Places with the highest score among those whose cost is within a budget, the best first; fewer where there are not so many, none
  /// where nothing is within it.
  ///
  /// - Throws: `ExperimentError` as a design.
  public func best(_ count: Int, budget: Double, seed: UInt64) throws(ExperimentError) -> [Place] {
    let first = Self.rounded(try space.places(Self.spread, seed: seed))
    var found = within(budget, first)
    guard var top = found.first else { return [] }
    var radius = 0.25
    for turn in 0..<Self.turns {
      let near = within(budget, around(top, radius, seed: seed, turn: turn))
      if let best = near.first, best.score.value > top.score.value { top = best }
      radius *= 0.7
    }
    found.insert(top, at: 0)
    var chosen: [Place] = []
    for place in found where chosen.count < count {
      let isApart = chosen.allSatisfy { other in
        zip(place.coordinates, other.coordinates).contains { ($0 - $1).magnitude >= Self.apart }
      }
      if isApart { chosen.append(place) }
    }
    return chosen
  }

  /// What the surface has at a place.
  public func place(_ coordinates: [Double]) -> Place {
    within(.infinity, Matrix(rows: 1, columns: coordinates.count, values: coordinates))[0]
  }

  /// Scores and costs of places within the budget, the highest first.
  private func within(_ budget: Double, _ coordinates: Matrix<Double>) -> [Place] {
    let inputs = space.inputs(coordinates)
    let (scores, costs) = (score.predict(inputs), cost.predict(inputs))
    let inside = scores.means.indices.filter { costs.means[$0] <= budget }
    let order = inside.sorted { (-scores.means[$0], $0) < (-scores.means[$1], $1) }
    return order.map { i in
      Place(
        coordinates: coordinates.row(i),
        score: Measured(scores.means[i], standardError: scores.variances[i].squareRoot()),
        cost: Measured(costs.means[i], standardError: costs.variances[i].squareRoot()))
    }
  }

  /// Normal around a place, within the ranges.
  private func around(_ place: Place, _ radius: Double, seed: UInt64, turn: Int) -> Matrix<Double> {
    let random = ScalarRandom(seed: seed, stream: ExperimentStreams.leverSearch, replicate: turn)
    let levers = place.coordinates.count
    var result = Matrix<Double>(rows: Self.drawn, columns: levers)
    for i in 0..<Self.drawn {
      for j in 0..<levers {
        let moved = place.coordinates[j] + radius * random.normal(entity: i, index: j)
        result[i, j] = max(0, min(1, moved))
      }
    }
    return Self.rounded(result)
  }

  private static func rounded(_ coordinates: Matrix<Double>) -> Matrix<Double> {
    coordinates.map { ($0 * steps).rounded() / steps }
  }
}
