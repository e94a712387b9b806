import KhorshooEngine
import KhorshooNetworks
import KhorshooNumerics

/// How well placed each household of a gacha is among its ties; what a rule of selection goes by.
///
///     degree        sum of the weights of its ties
///     eigenvector   W x = lambda x, lambda the greatest
///     diffusion     d_j = sum over t = 1 ... T of q^t (column sums of W^t),   q = r / lambda
///     spread        one candidate of each grid, one after the other: whoever adds most to the expected reach of all, when a tie
///                   of weight w passes word with chance min(1, q w) (independent cascade); a successor by its reach alone
///
/// T is `institution.selection.passingRounds`, r `institution.selection.passingRatio`. Where ties have no lambda (a survey of
/// directed ties without a circle), the mean of the sums of weights stands for it.
/// - Source: Bonacich 1987, doi:10.1086/228631; Banerjee et al. 2013, doi:10.1126/science.1236498, q as in Banerjee et al. 2019,
///   doi:10.1093/restud/rdz008; Kempe, Kleinberg and Tardos 2003, doi:10.1145/956750.956769, lazily as Leskovec et al. 2007,
///   doi:10.1145/1281192.1281239.
/// - Random: that of `LiveEdges`, with the seed of the population.
/// - Proof: `SelectionRulesAnalytic`.
package struct NetworkStanding {
  private let graph: TieGraph
  private let values: ParameterValues
  private let seed: UInt64

  /// - Parameters:
  ///   - graph: ties of a gacha.
  ///   - seed: of the population.
  package init(_ graph: TieGraph, values: ParameterValues, seed: UInt64) {
    (self.graph, self.values, self.seed) = (graph, values, seed)
  }

  /// What decides, by household: the greater first.
  ///
  /// - Parameter candidates: of each grid of the gacha, as places in the graph.
  package func measure(_ rule: SelectionRule, candidates: [[Int]]) -> [Double] {
    switch rule {
    case .criteria, .chance, .nearness: preconditionFailure("\(rule) asks for no ties")
    case .degree: return strength
    case .eigenvector: return Centrality(graph).eigenvector()?.vector ?? strength
    case .diffusion:
      return Centrality(graph).diffusion(
        passing: passing, rounds: values.integer("institution.selection.passingRounds"))
    case .spread: return reach(candidates)
    }
  }

  /// Sum of the weights with which each is heard.
  private var strength: [Double] { Centrality(graph).diffusion(passing: 1, rounds: 1) }

  /// Chance that word passes along a tie of weight 1.
  private var passing: Double {
    let mean = strength.reduce(0, +) / Double(max(1, graph.householdCount))
    let lambda = Centrality(graph).eigenvector()?.value ?? mean
    return lambda > 0 ? values.number("institution.selection.passingRatio") / lambda : 0
  }

  /// Expected reach of each candidate alone, and above all of these that of the chosen.
  private func reach(_ candidates: [[Int]]) -> [Double] {
    let n = graph.householdCount
    var groups = [Int?](repeating: nil, count: n)
    for (grid, own) in candidates.enumerated() { for h in own { groups[h] = grid } }
    let found = LiveEdges(
      graph, count: candidates.count, probability: passing,
      worlds: values.integer("institution.selection.cascades"), seed: seed, groups: groups)
    var measure = found.alone.map { $0 ?? 0 }
    for h in found.seeds { measure[h] += Double(n) + 1 }
    return measure
  }
}
