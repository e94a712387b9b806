import KhorshooNumerics
import Testing

/// Shapley values against their definition (all orders), known games, and their axioms.
@Suite struct ShapleyValueAnalytic {
  /// A made-up game: whole numbers, so that sums are exact.
  private static func game(_ players: Int, seed: Int) -> [Double] {
    (0..<1 << players).map { coalition in
      coalition == 0 ? 3 : Double(((coalition &+ seed) &* 2_654_435_761) % 9973)
    }
  }

  /// The definition: what a player adds when it comes, averaged over all orders.
  private static func overAllOrders(_ worth: [Double]) -> [Double] {
    let count = worth.count.trailingZeroBitCount
    var sums = [Double](repeating: 0, count: count)
    var orders = 0
    func extend(_ coalition: Int, _ gains: [Double]) {
      if coalition == worth.count - 1 {
        orders += 1
        for player in 0..<count { sums[player] += gains[player] }
      }
      for player in 0..<count where coalition & 1 << player == 0 {
        var next = gains
        next[player] = worth[coalition | 1 << player] - worth[coalition]
        extend(coalition | 1 << player, next)
      }
    }
    extend(0, Array(repeating: 0, count: count))
    return sums.map { $0 / Double(orders) }
  }

  private static func distance(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }

  @Test(arguments: 1...7) func isTheMeanOverAllOrders(players: Int) {
    let worth = Self.game(players, seed: 17 * players)
    #expect(Self.distance(shapleyValues(worth), Self.overAllOrders(worth)) < 1e-9)
    // Deliberate fault: Banzhaf's weights, alike for all coalitions, are another value from three players on.
    let banzhaf = (0..<players).map { player in
      worth.indices.filter { $0 & 1 << player == 0 }.reduce(0) { $0 + worth[$1 | 1 << player] - worth[$1] }
        / Double(1 << (players - 1))
    }
    #expect((Self.distance(banzhaf, Self.overAllOrders(worth)) < 1e-9) == (players < 3))
  }

  @Test(arguments: 1...8) func partsSumToTheWhole(players: Int) {
    let worth = Self.game(players, seed: players)
    #expect(abs(shapleyValues(worth).reduce(0, +) - (worth.last! - worth[0])) < 1e-9)
    // Each order counts once: the weights of all coalitions that a player can join sum to 1.
    let weights = (0..<1 << players).filter { $0 & 1 == 0 }.map {
      shapleyWeight(coalition: $0.nonzeroBitCount, players: players)
    }
    #expect(abs(weights.reduce(0, +) - 1) < 1e-12)
  }

  /// Gloves (Shapley and Shubik): one left-hand owner, two right-hand owners. Majority: a share of 1/k each.
  @Test func knownGames() {
    let gloves = (0..<8).map { $0 & 1 == 1 && $0 > 1 ? 1.0 : 0 }
    #expect(Self.distance(shapleyValues(gloves), [2.0 / 3, 1.0 / 6, 1.0 / 6]) < 1e-12)
    let majority = (0..<32).map { $0.nonzeroBitCount > 2 ? 1.0 : 0 }
    #expect(Self.distance(shapleyValues(majority), Array(repeating: 0.2, count: 5)) < 1e-12)
    // Airport (Littlechild and Owen 1973): runways of length 1, 2, 4; each stretch is shared by those who need it.
    let airport = (0..<8).map { $0 & 4 != 0 ? 4.0 : $0 & 2 != 0 ? 2 : $0 & 1 != 0 ? 1 : 0 }
    #expect(Self.distance(shapleyValues(airport), [1.0 / 3, 1.0 / 3 + 0.5, 1.0 / 3 + 0.5 + 2]) < 1e-12)
  }

  @Test func symmetryAndDummy() {
    // Players 0 and 1 are alike, player 2 adds nothing to anybody.
    let worth = (0..<16).map { coalition in
      let alike = (coalition & 3).nonzeroBitCount
      return Double(alike * alike) * 1.7 + (coalition & 8 != 0 ? 5.3 / Double(1 + alike) : 0)
    }
    let values = shapleyValues(worth)
    #expect(abs(values[0] - values[1]) < 1e-12)
    #expect(values[2] == 0)
    #expect(values[3] != 0)
  }

  @Test func nobodyAndOne() {
    #expect(shapleyValues([4]).isEmpty)
    #expect(shapleyValues([4, 10]) == [6])
  }
}
