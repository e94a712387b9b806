import KhorshooNumerics

/// Opinions that are averaged: each household takes the weighted mean of those it hears from, keeps a part of its own, and may hold
/// on to what it thought at first.
///
///     x(t + 1) = (1 - s) (k x(t) + (1 - k) W x(t)) + s x(0)
///
/// W has rows that sum to 1; k is the weight of the own opinion, s of the first one. Who hears from nobody keeps its opinion.
/// Without s and with one closed group that all hear from, opinions become the mean weighted by influence, the left eigenvector
/// of W; the second eigenvalue is not needed: rounds are run.
/// - Source: DeGroot 1974, doi:10.1080/01621459.1974.10480137; first opinions: Friedkin and Johnsen 1990,
///   doi:10.1080/0022250X.1990.9990069; influence: Golub and Jackson 2010, doi:10.1257/mic.2.1.112.
/// - Proof: `OpinionAveragingAnalytic` (the weighted mean, the linear system), `OpinionAveragingGolden` (NumPy).
public struct OpinionAveraging: Sendable {
  /// Most rounds.
  public static let roundLimit = 100_000

  /// Opinions after 0, 1 ... rounds: mean, standard deviation, least and greatest.
  public let rounds: [(mean: Double, deviation: Double, least: Double, greatest: Double)]
  /// Opinions at the end.
  public let opinions: [Double]
  /// Share that the first opinion of each has in the mean at the end: all sum to 1.
  public let influence: [Double]
  /// Whether opinions have come to rest.
  public let isSettled: Bool

  /// - Parameters:
  ///   - first: opinions at the start, none missing.
  ///   - own: weight of the own opinion, k.
  ///   - stubborn: weight of the first opinion, s.
  ///   - tolerance: of the greatest change of a round, as a share of the range of first opinions.
  public init(
    _ graph: TieGraph, first: [Double], own: Double, stubborn: Double, most: Int = OpinionAveraging.roundLimit,
    tolerance: Double = 1e-10
  ) {
    precondition(first.count == graph.householdCount && (0...1).contains(own) && (0...1).contains(stubborn))
    let rows = graph.incoming
    let n = first.count
    let sums = (0..<n).map { h in
      (rows.rowStarts[h]..<rows.rowStarts[h + 1]).reduce(0.0) { $0 + Double(rows.weights[$1]) }
    }
    func averaged(_ x: [Double]) -> [Double] {
      (0..<n).map { h in
        guard sums[h] > 0 else { return x[h] }
        let heard = (rows.rowStarts[h]..<rows.rowStarts[h + 1]).reduce(0.0) {
          $0 + Double(rows.weights[$1]) * x[Int(rows.columns[$1])]
        }
        return own * x[h] + (1 - own) * heard / sums[h]
      }
    }
    /// The same from the other side: what each gives to the others.
    func given(_ y: [Double]) -> [Double] {
      var out = [Double](repeating: 0, count: n)
      for h in 0..<n {
        guard sums[h] > 0 else {
          out[h] += y[h]
          continue
        }
        out[h] += own * y[h]
        for k in rows.rowStarts[h]..<rows.rowStarts[h + 1] {
          out[Int(rows.columns[k])] += (1 - own) * Double(rows.weights[k]) / sums[h] * y[h]
        }
      }
      return out
    }
    let range = max((first.max() ?? 0) - (first.min() ?? 0), 1e-300)
    var (x, found, isSettled) = (first, [Self.summary(first)], n == 0)
    // The mean at the end is y(T) x(0) with y(0) = 1/n: the part that is held on to adds up on the way.
    var (y, kept) = ([Double](repeating: 1 / Double(max(1, n)), count: n), [Double](repeating: 0, count: n))
    while !isSettled, found.count <= most {
      let mixed = averaged(x)
      let next = (0..<n).map { (1 - stubborn) * mixed[$0] + stubborn * first[$0] }
      isSettled = (0..<n).allSatisfy { (next[$0] - x[$0]).magnitude <= tolerance * range }
      x = next
      for h in 0..<n { kept[h] += stubborn * y[h] }
      y = given(y).map { (1 - stubborn) * $0 }
      found.append(Self.summary(x))
    }
    (rounds, opinions, self.isSettled) = (found, x, isSettled)
    influence = (0..<n).map { y[$0] + kept[$0] }
  }

  private static func summary(_ x: [Double]) -> (mean: Double, deviation: Double, least: Double, greatest: Double) {
    guard !x.isEmpty else { return (.nan, .nan, .nan, .nan) }
    let moments = Moments(x)
    return (moments.mean, (moments.squaredDeviations / Double(x.count)).squareRoot(), x.min() ?? .nan, x.max() ?? .nan)
  }
}
