/// Which options buy the most for their cost, and which no one should buy at any worth of what they bring.
///
/// - Source: Johannesson and Weinstein 1993, Journal of Health Economics 12, 459 (dominance and extended dominance).
/// - Proof: `CostEffectivenessAnalytic`.
public struct CostEffectiveness: Sendable, Hashable {
  /// Where an option stands.
  public enum Standing: Sendable, Hashable {
    /// On the frontier: what a further unit of effect costs against the option before; nil of the cheapest.
    case onFrontier(costPerUnit: Double?)
    /// Another option costs no more and brings no less.
    case dominated(by: Int)
    /// Two others, one for some of the money and one for the rest, bring more for the same cost.
    case extendedlyDominated(by: Int, Int)
  }

  /// Of each option.
  public let standings: [Standing]
  /// Options on the frontier, the cheapest first.
  public let frontier: [Int]

  /// Of mean costs and mean effects.
  public init(costs: [Double], effects: [Double]) {
    precondition(costs.count == effects.count && !costs.isEmpty, "\(costs.count) costs, \(effects.count) effects")
    var standings = [Standing](repeating: .onFrontier(costPerUnit: nil), count: costs.count)
    func isWorse(_ a: Int, than b: Int) -> Bool {
      guard costs[b] <= costs[a], effects[b] >= effects[a] else { return false }
      // Of equal ones the first stays.
      return costs[b] < costs[a] || effects[b] > effects[a] || b < a
    }
    let order = costs.indices.sorted { (costs[$0], -effects[$0], $0) < (costs[$1], -effects[$1], $1) }
    var frontier: [Int] = []
    for option in order {
      if let better = order.first(where: { $0 != option && isWorse(option, than: $0) }) {
        standings[option] = .dominated(by: better)
        continue
      }
      while frontier.count > 1 {
        let (before, last) = (frontier[frontier.count - 2], frontier[frontier.count - 1])
        let price = (costs[last] - costs[before]) / (effects[last] - effects[before])
        guard (costs[option] - costs[last]) / (effects[option] - effects[last]) <= price else { break }
        frontier.removeLast()
      }
      frontier.append(option)
    }
    for option in order where standings[option] == .onFrontier(costPerUnit: nil) && !frontier.contains(option) {
      // Neither the cheapest nor the best of those that no other one dominates.
      let next = frontier.firstIndex { costs[$0] > costs[option] }!
      standings[option] = .extendedlyDominated(by: frontier[next - 1], frontier[next])
    }
    for (before, option) in zip(frontier, frontier.dropFirst()) {
      standings[option] = .onFrontier(
        costPerUnit: (costs[option] - costs[before]) / (effects[option] - effects[before]))
    }
    (self.standings, self.frontier) = (standings, frontier)
  }
}

/// Which option is best when a unit of effect is worth so much.
///
/// - Source: van Hout and others 1994, doi:10.1002/hec.4730030505; frontier: Fenwick, Claxton and Sculpher 2001,
///   doi:10.1002/hec.635.
public struct Acceptability: Sendable, Hashable {
  /// Worth of a unit of effect, in the unit of cost.
  public let worth: Double
  /// Share of worlds in which each option is the best.
  public let probabilityBest: [Double]
  /// The option with the highest mean.
  public let best: Int
  /// What it would be worth to know the world.
  public let perfectInformation: Double

  /// At several worths.
  ///
  /// - Parameters:
  ///   - effect: weights of the quantities that make up a unit of effect; those of cost alike.
  /// - Throws: `ExperimentError` as ``OptionOutcomes/draws(_:options:)``.
  public static func curve(
    _ outcomes: OptionOutcomes, effect: [Double], cost: [Double], options: [Int], worths: [Double]
  ) throws(ExperimentError) -> [Acceptability] {
    var points: [Acceptability] = []
    for worth in worths {
      let weights = zip(effect, cost).map { worth * $0 - $1 }
      let comparison = WorldComparison(try outcomes.draws(weights, options: options))
      let best = comparison.choice(.expected)
      points.append(
        Acceptability(
          worth: worth, probabilityBest: options.indices.map { comparison.probabilityBest($0) }, best: best,
          perfectInformation: comparison.expectedRegret(best)))
    }
    return points
  }
}
