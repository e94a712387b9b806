import KhorshooEngine

/// How the holder of an office is chosen among the candidates of its grid.
package enum SelectionRule: String, CaseIterable, Sendable {
  /// By six criteria and three priority groups, with noise.
  case criteria
  /// By lot.
  case chance
  /// Who lives nearest to the households of the grid.
  case nearness
  /// Who has most ties, by their weight.
  case degree
  /// Who is tied to those who are well tied themselves.
  case eigenvector
  /// Whose word is told most often in so many rounds.
  case diffusion
  /// One of each grid such that word of all together reaches most households.
  case spread

  init(_ values: ParameterValues) {
    self = SelectionRule(rawValue: values.text("institution.selection.rule"))!
  }

  /// Standard deviation of noise in a selection: none where a measure decides, and nothing else in a lot.
  func noiseSd(_ values: ParameterValues) -> Double {
    switch self {
    case .criteria: values.number("institution.selection.noiseSd")
    case .chance: 1
    case .nearness, .degree, .eigenvector, .diffusion, .spread: 0
    }
  }
}

/// Who may hold an office, where there are enough of them.
enum SelectionPool: String, CaseIterable {
  /// Party members' households that volunteer.
  case volunteers
  /// Party members' households.
  case party
  /// All households of the grid.
  case all

  /// Whom the candidates of a grid are sought among: each where those before have fewer than two.
  static func tiers(
    _ values: ParameterValues, _ grid: [Int], volunteers: [Bool], isPartyHousehold: [Bool]
  ) -> [[Int]] {
    let widest = SelectionPool(rawValue: values.text("institution.selection.pool"))!
    return allCases.drop { $0 != widest }.map { pool in
      switch pool {
      case .volunteers: grid.filter { volunteers[$0] }
      case .party: grid.filter { isPartyHousehold[$0] }
      case .all: grid
      }
    }
  }
}
