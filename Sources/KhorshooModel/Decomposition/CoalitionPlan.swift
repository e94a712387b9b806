import KhorshooNumerics

/// Which channels are open in each run of a decomposition, and what the runs say of each channel.
///
/// The value of a channel is a sum of terms, each a weight times (worth of a run with it less worth of the same run
/// without it). Runs 0 and 1 have every player open and every player shut.
///
/// - Random: ``ModelStreams/channelOrder``, one draw a player, with `permutation` only.
/// - Source: Shapley 1953; orders with their reverses: Mitchell, Cooper, Frank and Holmes 2022, "Sampling permutations
///   for Shapley value estimation", JMLR 23(43).
/// - Proof: `CoalitionPlanProperty`.
package struct CoalitionPlan {
  /// A run with a player and the same run without it, in each lane, and how much their difference counts.
  package struct Term {
    package let with: [Int]
    package let without: [Int]
    package let weight: Double
  }

  /// Open players of each run; channels of the game that are no players are shut, those outside it are as in the arm.
  package let runs: [OpenChannels]
  /// Terms of each player, in the order of the players.
  package let terms: [[Term]]

  /// All 2^k coalitions: the same in every lane, without a draw.
  package static func exact(_ players: [Channel], of game: [Channel] = Channel.ofIncome) -> CoalitionPlan {
    let full = (1 << players.count) - 1
    // Run 0 is all, run 1 none; the rest in the order of their bits.
    let order = [full, 0] + (0...full).filter { $0 != 0 && $0 != full }
    var run = [Int](repeating: 0, count: full + 1)
    for (index, coalition) in order.enumerated().reversed() { run[coalition] = index }
    let terms = players.indices.map { player in
      (0...full).filter { $0 & 1 << player == 0 }.map { coalition in
        Term(
          with: Array(repeating: run[coalition | 1 << player], count: laneCount),
          without: Array(repeating: run[coalition], count: laneCount),
          weight: shapleyWeight(coalition: coalition.nonzeroBitCount, players: players.count))
      }
    }
    return CoalitionPlan(
      runs: order.map { coalition in open(players, game) { player, _ in coalition & 1 << player != 0 } }, terms: terms)
  }

  /// In each lane one random order of the players, and the same order from its end: 2 k runs, 2 of them all and none.
  ///
  /// A player's place in one order is its distance from the end in the other, so that what depends on coming early or
  /// late evens out. Unbiased; the parts of each replicate sum to its whole.
  package static func permutation(
    _ players: [Channel], of game: [Channel] = Channel.ofIncome, _ random: LaneRandom
  ) -> CoalitionPlan {
    let count = players.count
    let draws = players.indices.map {
      random.uniform(ModelStreams.all.channelOrder, entity: 0, quarter: 0, index: $0)
    }
    // Place of each player in each lane; equal draws (one pair in 16 million) come in the order of the players.
    let places = players.indices.map { player in
      (0..<laneCount).map { lane in
        players.indices.count { other in
          draws[other][lane] < draws[player][lane] || (draws[other][lane] == draws[player][lane] && other < player)
        }
      }
    }
    let reversed = places.map { $0.map { count - 1 - $0 } }
    var runs = [open(players, game) { _, _ in true }, open(players, game) { _, _ in false }]
    var terms = [[Term]](repeating: [], count: count)
    for order in [places, reversed] {
      // Run of the coalition that holds the first 0 ... count players of the order.
      let prefixes = [1] + (0..<max(0, count - 1)).map { runs.count + $0 } + [0]
      for size in 1..<max(1, count) { runs.append(open(players, game) { order[$0][$1] < size }) }
      for player in players.indices {
        terms[player].append(
          Term(
            with: order[player].map { prefixes[$0 + 1] }, without: order[player].map { prefixes[$0] }, weight: 0.5))
      }
    }
    return CoalitionPlan(runs: runs, terms: terms)
  }

  /// Runs that a replicate needs.
  package static func runCount(_ method: ChannelDecomposition.Method, players: Int) -> Int {
    switch method {
    case .exact: max(2, 1 << players)
    case .permutation: max(2, 2 * players)
    }
  }

  private static func open(
    _ players: [Channel], _ game: [Channel], where isOpen: (_ player: Int, _ lane: Int) -> Bool
  ) -> OpenChannels {
    OpenChannels { channel in
      guard game.contains(channel) else { return Lanes(repeating: 1) }
      var lanes = Lanes.zero
      guard let player = players.firstIndex(of: channel) else { return lanes }
      for lane in 0..<laneCount where isOpen(player, lane) { lanes[lane] = 1 }
      return lanes
    }
  }
}
