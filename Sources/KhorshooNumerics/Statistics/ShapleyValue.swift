/// Share of all orders of `players` in which a player comes just after a given coalition: s! (k - s - 1)! / k!.
///
/// Source: Shapley 1953, "A value for n-person games", Annals of Mathematics Studies 28, 307-317.
/// Proof: `ShapleyValueAnalytic`.
/// - Precondition: at most 20 players (factorials fit a whole number), coalition smaller than `players`.
public func shapleyWeight(coalition size: Int, players count: Int) -> Double {
  precondition((0..<count).contains(size) && count <= 20, "a coalition of \(size) among \(count) players")
  func factorial(_ n: Int) -> Int { n < 2 ? 1 : (2...n).reduce(1, *) }
  return Double(factorial(size) * factorial(count - size - 1)) / Double(factorial(count))
}

/// What each player adds to a game, on average over all orders in which the players can come.
///
/// The values sum to the worth of all less that of none (to rounding); players who add the same to every coalition have
/// the same value; a player who adds nothing to any coalition has exactly zero.
///
/// Source and proof: see ``shapleyWeight(coalition:players:)``.
/// - Parameter worth: worth of each coalition; bit i of its index says whether player i is in. Length: 2^k.
/// - Returns: value of each of the k players.
public func shapleyValues(_ worth: [Double]) -> [Double] {
  let count = worth.count.trailingZeroBitCount
  precondition(worth.count == 1 << count, "worth of \(worth.count) coalitions, expected a power of two")
  return (0..<count).map { player in
    worth.indices.reduce(0) { sum, coalition in
      guard coalition & 1 << player == 0 else { return sum }
      let weight = shapleyWeight(coalition: coalition.nonzeroBitCount, players: count)
      return sum + weight * (worth[coalition | 1 << player] - worth[coalition])
    }
  }
}
