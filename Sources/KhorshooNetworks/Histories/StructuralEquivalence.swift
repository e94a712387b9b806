import KhorshooNumerics

/// How alike the positions of two households are: small where both are equally far from everybody else.
///
///     d_ij^2 = (z_ij - z_ji)^2 + sum over k other than i, j of (z_ik - z_jk)^2 + (z_ki - z_kj)^2
///     SE_ij  = (dmax_i - d_ij)^v / sum over k of (dmax_i - d_ik)^v
///
/// z are shortest paths along ties, counted in ties; whom no path reaches is one further than the longest path.
/// - Source: Burt 1987, doi:10.1086/228667; Valente 1995, as in netdiffuseR, `struct_equiv`.
/// - Proof: `ExposureMatrixAnalytic` (by the double sum).
public struct StructuralEquivalence: Sendable {
  /// Households at most: the work grows with the third power.
  public static let householdLimit = 3000

  /// Distances of positions. Shape: households x households.
  public let distances: Matrix<Double>

  /// - Precondition: no more households than ``householdLimit``.
  public init(_ graph: TieGraph) {
    let n = graph.householdCount
    precondition(n <= Self.householdLimit, "structural equivalence of \(n) households")
    let z = Self.paths(graph)
    // Sums of squares and products over all k; what k = i and k = j add is taken off again. Whole numbers: exact.
    let (rows, columns) = (syrk(z), syrk(z.transposed))
    var distances = Matrix<Double>(rows: n, columns: n)
    for i in 0..<n {
      for j in 0..<n where j != i {
        let all =
          rows[i, i] + rows[j, j] - 2 * rows[i, j] + columns[i, i] + columns[j, j] - 2 * columns[i, j]
        let (ij, ji) = (z[i, j] * z[i, j], z[j, i] * z[j, i])
        // z_ii = 0: k = i adds z_ji^2 and z_ij^2, and so does k = j.
        let across = (z[i, j] - z[j, i]) * (z[i, j] - z[j, i])
        distances[i, j] = max(0, all - 2 * (ij + ji) + across).squareRoot()
      }
    }
    self.distances = distances
  }

  /// Weights of the others for each household, summing to 1; none where all others are equally far.
  public func weights(cohesion: Double) -> SparseRows {
    let n = distances.rowCount
    let rows = (0..<n).map { i -> [(column: Int, weight: Float)] in
      let farthest = (0..<n).reduce(0.0) { max($0, distances[i, $1]) }
      let near = (0..<n).map { j in
        j == i || distances[i, j] >= farthest ? 0 : stableExp(cohesion * stableLog(farthest - distances[i, j]))
      }
      let sum = near.reduce(0, +)
      return near.enumerated().filter { $0.element > 0 }.map { ($0.offset, Float($0.element / sum)) }
    }
    guard let weights = try? SparseRows(columnCount: n, rows: rows) else {
      preconditionFailure("weights of structural equivalence are not finite")
    }
    return weights
  }

  /// Shortest paths along ties, row from, column to.
  private static func paths(_ graph: TieGraph) -> Matrix<Double> {
    let n = graph.householdCount
    var z = Matrix<Double>(rows: n, columns: n, repeating: -1)
    var longest = 0.0
    for source in 0..<n {
      z[source, source] = 0
      var front = [source]
      while !front.isEmpty {
        var next: [Int] = []
        for h in front {
          let length = z[source, h] + 1
          for k in graph.outgoing.rowStarts[h]..<graph.outgoing.rowStarts[h + 1] {
            let other = Int(graph.outgoing.columns[k])
            guard z[source, other] < 0 else { continue }
            z[source, other] = length
            longest = max(longest, length)
            next.append(other)
          }
        }
        front = next
      }
    }
    for k in z.values.indices where z.values[k] < 0 { z.values[k] = longest + 1 }
    return z
  }
}
