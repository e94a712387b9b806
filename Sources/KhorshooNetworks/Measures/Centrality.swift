import KhorshooNumerics

/// How central each household is, by weights of ties; W as in exposure, w_hj with which h hears from j.
///
///     eigenvector    W x = lambda x, x >= 0, sum of squares 1
///     Katz-Bonacich  b = (I - alpha W)^-1 1
///     diffusion      d_j = sum over t = 1 ... T of q^t x (times that word of j is told in t rounds), column sums of W^t
///
/// Word passes from j to h, so the first two are high for those who hear from many, the last for those who are heard by many;
/// with undirected ties they are the same households. Diffusion centrality is degree at T = 1 and goes to Katz-Bonacich (less
/// one) as T grows.
/// - Source: Bonacich 1987, doi:10.1086/228631; Katz 1953, doi:10.1007/BF02289026; diffusion centrality Banerjee et al. 2013,
///   doi:10.1126/science.1236498, with q = 1 / lambda as in Banerjee et al. 2019, doi:10.1093/restud/rdz008.
/// - Proof: `CentralityGolden` (networkx), `CentralityAnalytic`.
public struct Centrality: Sendable {
  private let graph: TieGraph

  /// Centralities on a graph.
  public init(_ graph: TieGraph) { self.graph = graph }

  /// Greatest eigenvalue of W with its vector, by power iteration on W + I; nil when it does not settle (many directed
  /// graphs without cycles) or there are no ties.
  public func eigenvector() -> (value: Double, vector: [Double])? {
    let n = graph.householdCount
    guard graph.arcCount > 0 else { return nil }
    var x = [Double](repeating: 1 / Double(n).squareRoot(), count: n)
    for _ in 0..<100_000 {
      var y = product(graph.incoming, x)
      for h in 0..<n { y[h] += x[h] }
      let norm = y.reduce(0) { $0 + $1 * $1 }.squareRoot()
      var change = 0.0
      for h in 0..<n {
        let next = y[h] / norm
        change += (next - x[h]).magnitude
        x[h] = next
      }
      guard change < 1e-12 * Double(n) else { continue }
      // |(W + I) x| = lambda + 1 for a vector of length 1; without a cycle the eigenvalue is 0.
      let value = norm - 1
      return value > 1e-9 ? (value, x) : nil
    }
    return nil
  }

  /// Katz-Bonacich centrality; nil when alpha is not below 1 / lambda, so that the series has no sum.
  public func katzBonacich(alpha: Double) -> [Double]? {
    var x = [Double](repeating: 1, count: graph.householdCount)
    for _ in 0..<100_000 {
      let y = product(graph.incoming, x).map { 1 + alpha * $0 }
      let change = zip(x, y).reduce(0.0) { max($0, ($1.0 - $1.1).magnitude) }
      let size = y.reduce(0) { max($0, $1.magnitude) }
      guard size < 1e12 else { return nil }
      x = y
      if change < 1e-13 * size { return x }
    }
    return nil
  }

  /// Expected times that households are told word of each, when it is passed on with probability `passing` for `rounds`.
  public func diffusion(passing: Double, rounds: Int) -> [Double] {
    var term = [Double](repeating: 1, count: graph.householdCount)
    var sum = [Double](repeating: 0, count: graph.householdCount)
    for _ in 0..<rounds {
      term = product(graph.outgoing, term).map { passing * $0 }
      for h in sum.indices { sum[h] += term[h] }
    }
    return sum
  }

  private func product(_ rows: SparseRows, _ x: [Double]) -> [Double] {
    (0..<rows.rowCount).map { h in
      var sum = 0.0
      for k in rows.rowStarts[h]..<rows.rowStarts[h + 1] { sum += Double(rows.weights[k]) * x[Int(rows.columns[k])] }
      return sum
    }
  }
}
