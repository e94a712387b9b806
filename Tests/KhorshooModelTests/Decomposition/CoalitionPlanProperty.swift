import KhorshooModel
import KhorshooNumerics
import Testing

/// Which coalitions are run, and what they are counted for.
@Suite struct CoalitionPlanProperty {
  private static let players: [Channel] = [.price, .labour, .knowledge, .risk, .dividend]

  /// Coalition of players (bit i: player i) that a run has open in a lane.
  private func coalition(_ open: OpenChannels, _ players: [Channel], lane: Int) -> Int {
    players.indices.reduce(0) { $0 | (open[players[$1]][lane] == 1 ? 1 << $1 : 0) }
  }

  /// Value of each player that a plan finds in a lane of a game.
  private func values(_ plan: CoalitionPlan, _ players: [Channel], worth: [Double], lane: Int) -> [Double] {
    let found = plan.runs.map { worth[coalition($0, players, lane: lane)] }
    return plan.terms.map { terms in
      terms.reduce(0) { $0 + $1.weight * (found[$1.with[lane]] - found[$1.without[lane]]) }
    }
  }

  private func game(_ players: Int) -> [Double] {
    (0..<1 << players).map { Double(($0 &* 2_654_435_761) % 9973) }
  }

  @Test(arguments: 0...7) func exactIsTheShapleyValue(count: Int) {
    let players = Array(Channel.ofIncome.prefix(count))
    let plan = CoalitionPlan.exact(players)
    let worth = game(count)
    #expect(plan.runs.count == max(2, 1 << count) || count == 0)
    #expect(plan.runs.count <= CoalitionPlan.runCount(.exact, players: count))
    for lane in [0, 15] {
      let found = values(plan, players, worth: worth, lane: lane)
      #expect(zip(found, shapleyValues(worth)).allSatisfy { abs($0 - $1) < 1e-9 })
      #expect(coalition(plan.runs[0], players, lane: lane) == worth.count - 1)
      #expect(coalition(plan.runs[1], players, lane: lane) == 0)
    }
    // Channels that are no players are shut in every run.
    for channel in Channel.ofIncome.dropFirst(count) {
      #expect(plan.runs.allSatisfy { $0[channel] == Lanes.zero })
    }
  }

  /// In every lane the terms walk one order and its reverse, and the parts sum to the whole exactly.
  @Test(arguments: 1...7) func permutationWalksAnOrderAndItsReverse(count: Int) {
    let players = Array(Channel.ofIncome.prefix(count))
    let worth = game(count)
    for block in 0..<20 {
      let plan = CoalitionPlan.permutation(players, LaneRandom(seed: 5, firstReplicate: 16 * block))
      #expect(plan.runs.count == CoalitionPlan.runCount(.permutation, players: count))
      for lane in 0..<laneCount {
        for side in 0..<2 {
          // Size of the coalition that each player joins: all sizes once, and mirrored on the other side.
          let sizes = plan.terms.map {
            coalition(plan.runs[$0[side].without[lane]], players, lane: lane).nonzeroBitCount
          }
          let other = plan.terms.map {
            coalition(plan.runs[$0[1 - side].without[lane]], players, lane: lane).nonzeroBitCount
          }
          #expect(sizes.sorted() == Array(0..<count))
          #expect(zip(sizes, other).allSatisfy { $0 + $1 == count - 1 })
          for (player, terms) in plan.terms.enumerated() {
            let before = coalition(plan.runs[terms[side].without[lane]], players, lane: lane)
            let after = coalition(plan.runs[terms[side].with[lane]], players, lane: lane)
            #expect(after == before | 1 << player && after != before)
          }
        }
        // Whole numbers and halves: no rounding.
        #expect(values(plan, players, worth: worth, lane: lane).reduce(0, +) == worth.last! - worth[0])
      }
    }
  }

  /// Over many replicates the mean is the Shapley value, and a wrong weight would be noticed.
  @Test func permutationIsUnbiased() {
    let worth = game(Self.players.count)
    let exact = shapleyValues(worth)
    var found: [[Double]] = []
    for block in 0..<250 {
      let plan = CoalitionPlan.permutation(Self.players, LaneRandom(seed: 6, firstReplicate: 16 * block))
      found += (0..<laneCount).map { values(plan, Self.players, worth: worth, lane: $0) }
    }
    func isNear(_ target: [Double]) -> Bool {
      target.indices.allSatisfy { player in
        let sample = found.map { $0[player] }
        let mean = sample.reduce(0, +) / Double(sample.count)
        let variance = sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(sample.count - 1)
        return abs(mean - target[player]) < 4.5 * (variance / Double(sample.count)).squareRoot()
      }
    }
    #expect(isNear(exact))
    // Deliberate fault: the first player's gain when it always comes first.
    var first = exact
    first[0] = worth[1] - worth[0]
    #expect(!isNear(first))
  }

  /// Orders differ between replicates, and each player comes first equally often.
  @Test func everyPlayerComesFirstEquallyOften() {
    var firsts = [Int](repeating: 0, count: Channel.ofIncome.count)
    for block in 0..<200 {
      let plan = CoalitionPlan.permutation(Channel.ofIncome, LaneRandom(seed: 7, firstReplicate: 16 * block))
      for lane in 0..<laneCount {
        firsts[plan.terms.firstIndex { $0[0].without[lane] == 1 }!] += 1
      }
    }
    let expected = 3200.0 / Double(firsts.count)
    let chiSquare = firsts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    #expect(chiSquare < 29.9, "\(firsts): beyond the 0.01 % tail of 7 degrees of freedom")
  }
}
