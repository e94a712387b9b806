import KhorshooNumerics

/// Which share of an outcome's variance each factor causes, alone and with all its interactions.
///
/// With V the variance over the points A and B, and A_i equal to A but for factor i, which is from B:
///
///     first order  S_i = mean(B (A_i - A)) / V,     total  T_i = mean((A - A_i)^2) / (2 V)
///
/// Responses with replicates are freed from Monte Carlo noise. Each sum q is quadratic in the means over R replicates, and
/// q(means) - sum over r of q(replicate r - means) / (R (R - 1)) has the expectation it would have without noise, whether
/// points share their luck or not. Of means with variances, independent luck is assumed. Noise left in would raise totals
/// and lower first orders. Intervals are percentiles of a bootstrap of blocks, which is conservative for Sobol' points;
/// where all points share the same few replicates, what other replicates would say is not in them.
/// - Source: first order: Saltelli et al. 2010, doi:10.1016/j.cpc.2009.09.018, table 2 (b); total: Jansen 1999,
///   doi:10.1016/S0010-4655(98)00154-4; noise: own derivation (sample covariances are unbiased and the sums bilinear).
/// - Proof: `SobolIndicesAnalytic`, `SobolIndicesGolden`, `SobolIndicesStatistical`, `NoisySobolIndicesStatistical`.
public struct SobolIndices: Sendable {
  /// Factors, in the order of the design.
  public let factors: [String]
  /// Share of the variance that goes when this factor alone is known.
  public let firstOrder: [Estimate]
  /// Share of the variance that stays when all but this factor are known.
  public let total: [Estimate]
  /// Variance of the outcome over the factors, without Monte Carlo noise.
  public let variance: Double
  /// Monte Carlo noise as a share of the variance of the points' means; near 1, nothing can be said.
  public let noiseShare: Double
  /// Blocks used, and left out.
  public let basis: AnalysisBasis

  /// Indices of an outcome over a ``Design/saltelli(_:blocks:seed:)`` design, complete or not.
  ///
  /// - Parameters:
  ///   - responses: one for each point of the design, NaN where there is none.
  ///   - resamples: of the bootstrap.
  ///   - seed: of the bootstrap.
  ///   - removesNoise: whether Monte Carlo noise is taken out; without it, indices are those of the means as they are.
  /// - Throws: `ExperimentError` `wrong-design`, `too-few-points` below 8 complete blocks, `no-variance`.
  public init(
    _ responses: PointResponses, of design: Design, resamples: Int = 1000, seed: UInt64 = 1, removesNoise: Bool = true
  ) throws(ExperimentError) {
    guard design.method == .saltelli else {
      throw ExperimentError(
        code: "wrong-design",
        "Sobol' indices need a saltelli design, this one is \(design.method.rawValue); make one, or ask for regression")
    }
    PointResponses.requireFit(responses, design)
    let d = design.factors.count
    let firsts = responses.completeBlocks(d + 2)
    basis = AnalysisBasis(used: firsts.count, leftOut: design.pointCount / (d + 2) - firsts.count)
    guard firsts.count >= 8 else {
      throw ExperimentError(
        code: "too-few-points",
        "\(firsts.count) blocks of \(d + 2) points are complete; 8 are needed, some hundreds for narrow intervals")
    }
    let sums = SaltelliSums(responses, factors: d, firsts: firsts)
    let noise = removesNoise ? sums.noise(responses) : Matrix(rows: firsts.count, columns: 2 + 2 * d)
    var net = sums.ofMeans
    for i in net.values.indices { net.values[i] -= noise.values[i] }
    let count = Double(firsts.count)
    let raw = SaltelliSums.statistics(columnSums(sums.ofMeans), count)
    let whole = SaltelliSums.statistics(columnSums(net), count)
    guard raw[0] > 0 else {
      throw ExperimentError(
        code: "no-variance",
        "the outcome is \(sums.center) at every point: no factor changes it, so there is nothing to share out")
    }
    variance = whole[0]
    noiseShare = 1 - whole[0] / raw[0]
    let ends = Bootstrap(resamples: resamples, seed: seed).intervals(net) { SaltelliSums.statistics($0, count) }
    let estimates = whole.indices.map { Estimate(whole[$0], low: ends[$0].low, high: ends[$0].high) }
    factors = design.factors.map(\.name)
    firstOrder = Array(estimates[1...d])
    total = Array(estimates[(d + 1)...])
  }
}

/// What each block adds to the sums behind variance and indices. Columns: A + B, A^2 + B^2, d first orders, d totals.
private struct SaltelliSums {
  let factors: Int
  let firsts: [Int]
  /// Mean of all points, which is subtracted: indices do not depend on the zero of the outcome, rounding does.
  let center: Double
  let ofMeans: Matrix<Double>

  init(_ responses: PointResponses, factors d: Int, firsts: [Int]) {
    factors = d
    self.firsts = firsts
    let points = firsts.flatMap { $0..<$0 + d + 2 }
    let center = points.reduce(0) { $0 + responses.means[$1] } / Double(points.count)
    var sums = Matrix<Double>(rows: firsts.count, columns: 2 + 2 * d)
    for (row, first) in firsts.enumerated() {
      SaltelliSums.add(&sums, row, d) { responses.means[first + $0] - center }
    }
    self.center = center
    ofMeans = sums
  }

  /// Adds one block, of which `y(k)` is point k.
  private static func add(_ sums: inout Matrix<Double>, _ row: Int, _ d: Int, _ y: (Int) -> Double) {
    let (a, b) = (y(0), y(d + 1))
    sums[row, 0] += a + b
    sums[row, 1] += a * a + b * b
    for j in 0..<d {
      let change = y(1 + j) - a
      sums[row, 2 + j] += b * change
      sums[row, 2 + d + j] += 0.5 * change * change
    }
  }

  /// What Monte Carlo noise is expected to add to the quadratic sums of each block.
  func noise(_ responses: PointResponses) -> Matrix<Double> {
    let d = factors
    var sums = Matrix<Double>(rows: firsts.count, columns: 2 + 2 * d)
    // Luck that A and B have in common moves all points alike: no variance over the factors.
    let ends = firsts.flatMap { [$0, $0 + d + 1] }
    if let deviations = responses.deviations(of: firsts.flatMap { $0..<$0 + d + 2 }, commonLuckOf: ends) {
      let count = Double(deviations.columnCount)
      let scale = (count * (count - 1)).squareRoot()
      for (row, first) in firsts.enumerated() {
        for r in 0..<deviations.columnCount {
          SaltelliSums.add(&sums, row, d) { deviations[first + $0, r] / scale }
        }
        sums[row, 0] = 0
      }
      return sums
    }
    for (row, first) in firsts.enumerated() {
      let v = responses.meanVariances
      sums[row, 1] = v[first] + v[first + d + 1]
      for j in 0..<d { sums[row, 2 + d + j] = 0.5 * (v[first] + v[first + 1 + j]) }
    }
    return sums
  }

  /// Variance, first orders and totals from sums over `count` blocks.
  static func statistics(_ sums: [Double], _ count: Double) -> [Double] {
    let mean = sums[0] / (2 * count)
    let variance = sums[1] / (2 * count) - mean * mean
    return [variance] + sums[2...].map { variance > 0 ? $0 / count / variance : .nan }
  }
}
