import KhorshooNumerics

/// Households that buy from one another: those of a gacha, in parts where it is very large.
///
/// A yuan that household j spends in the market reaches household i with P[i, j]: a share by its ties to i, the rest by the
/// working capacity of i; columns sum to 1. Sellers spend again, so sales x answer the first spending d by
///
///     x = P d + k P x,   x = (I - k P)^-1 P d        k = circulation
///
/// - Source: Leontief inverse of a social accounting matrix with households as accounts (Pyatt and Round 1979,
///   doi:10.2307/2231794); spending along ties is an assumption (`spillover.tieShare`).
/// - Proof: `LocalMarketAnalytic`.
package struct LocalMarket: Sendable {
  /// Above this size a market is divided: the inverse is dense, its memory and cost grow with the square.
  static let householdsMax = 512

  /// Contiguous.
  package let households: Range<Int>
  /// Sales of each household that a yuan of first spending causes. Shape: households x households.
  package let sales: Matrix<Float>

  /// Whether anybody is there to buy from.
  package var isTrading: Bool { households.count > 1 }

  /// - Throws: ``NumericsError`` when circulation is so near 1 that sales would have no end.
  package init(
    _ range: Range<Int>, network: HouseholdNetwork, capacity: [Double], tieShare: Double, circulation: Double
  ) throws {
    households = range
    let n = range.count
    var flow = Matrix<Double>(rows: n, columns: n)
    for j in range {
      let shares = LocalMarket.shares(of: j, in: range, network: network, capacity: capacity, tieShare: tieShare)
      for i in 0..<n { flow[i, j - range.lowerBound] = shares[i] }
    }
    var system = Matrix<Double>.identity(n)
    for index in system.values.indices { system.values[index] -= circulation * flow.values[index] }
    sales = Matrix(try LUFactorization(system).solve(flow))
  }

  /// Where household j's local spending goes; all zero when it is alone.
  private static func shares(
    of j: Int, in range: Range<Int>, network: HouseholdNetwork, capacity: [Double], tieShare: Double
  ) -> [Double] {
    var tied = [Double](repeating: 0, count: range.count)
    let weights = network.weights
    for position in weights.rowStarts[j]..<weights.rowStarts[j + 1] {
      let i = Int(weights.columns[position])
      if range.contains(i), i != j { tied[i - range.lowerBound] = Double(weights.weights[position]) }
    }
    var able = range.map { $0 == j ? 0 : capacity[$0] }
    // Where nobody else has working time to spare, all others sell alike.
    if able.allSatisfy({ $0 == 0 }) { able = range.map { $0 == j ? 0 : 1 } }
    let (ties, all) = (tied.reduce(0, +), able.reduce(0, +))
    guard all > 0 else { return tied }
    let byTies = ties > 0 ? tieShare : 0
    return tied.indices.map { byTies * (ties > 0 ? tied[$0] / ties : 0) + (1 - byTies) * able[$0] / all }
  }
}

/// The local markets of a banner and how households spend in them.
package struct LocalEconomy: Sendable {
  /// Markets of each gacha.
  package let markets: [[LocalMarket]]
  /// Share of consumption that each household spends in its market; 0 for one that is alone in it.
  let localShare: [Float]
  /// Share of its herding inputs.
  let localInputShare: [Float]
  let parameters: SpilloverParameters

  /// - Throws: ``NumericsError``, see ``LocalMarket``.
  init(_ parameters: SpilloverParameters, places: Places, households: Households, network: HouseholdNetwork) throws {
    self.parameters = parameters
    // Who has working time beyond the herd sells goods and services.
    let capacity = households.labour.indices.map { Double(households.labour[$0] * households.offFarmShare[$0]) }
    markets = try places.gacha.map { gacha in
      try LocalEconomy.parts(gacha.households).map {
        try LocalMarket(
          $0, network: network, capacity: capacity, tieShare: parameters.tieShare, circulation: parameters.circulation)
      }
    }
    let trades = markets.joined().flatMap { market in market.households.map { _ in market.isTrading } }
    localShare = trades.map { $0 ? Float(parameters.localShare) : 0 }
    localInputShare = trades.map { $0 ? Float(parameters.localInputShare) : 0 }
  }

  /// Equal contiguous parts of at most ``LocalMarket/householdsMax`` households.
  static func parts(_ range: Range<Int>) -> [Range<Int>] {
    let count = (range.count + LocalMarket.householdsMax - 1) / LocalMarket.householdsMax
    return (0..<count).map { part in
      range.lowerBound + range.count * part / count..<range.lowerBound + range.count * (part + 1) / count
    }
  }
}
