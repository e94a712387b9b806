import KhorshooNumerics

/// Which share of an outcome's variance two factors cause only together, beyond what each causes alone.
///
/// With BA_j equal to B but for factor j, which is from A:
///
///     S_jk = (mean(BA_j AB_k) - mean(A B)) / V - S_j - S_k
///
/// Monte Carlo noise is taken out of each quadratic sum as ``SobolIndices`` does; intervals are those of a bootstrap of blocks.
/// - Source: Saltelli 2002, doi:10.1016/S0010-4655(02)00280-1, theorem 2.
/// - Proof: `SecondOrderIndicesAnalytic`, `SecondOrderIndicesGolden`.
public struct SecondOrderIndices: Sendable {
  /// Two factors, by their places in the design.
  public struct Pair: Sendable {
    /// The earlier and the later one.
    public let first, second: Int
    /// The share.
    public let index: Estimate
  }

  /// Every two factors.
  public let pairs: [Pair]
  /// Blocks used, and left out.
  public let basis: AnalysisBasis

  /// Indices of an outcome over a design with the points that second order needs, complete or not.
  ///
  /// - Parameters:
  ///   - responses: one for each row of the table, NaN where there is none.
  ///   - resamples: of the bootstrap.
  ///   - seed: of the bootstrap.
  /// - Throws: `ExperimentError` `wrong-design`, `too-few-points` below 8 complete blocks, `no-variance`.
  public init(
    _ responses: PointResponses, of recognised: RecognisedDesign, resamples: Int = 1000, seed: UInt64 = 1
  ) throws(ExperimentError) {
    guard let crossed = recognised.crossed else {
      throw ExperimentError(
        code: "wrong-design",
        "second-order indices need 2 d + 2 points a block (A, AB_1 ... AB_d, BA_1 ... BA_d, B), as SALib makes them with calc_second_order"
      )
    }
    let d = recognised.design.factors.count
    let blocks = crossed.enumerated().map { block, rows in
      Array(recognised.points[block * (d + 2)..<(block + 1) * (d + 2)]) + rows
    }
    let complete = blocks.filter { $0.allSatisfy(responses.isPresent) }
    basis = AnalysisBasis(used: complete.count, leftOut: blocks.count - complete.count)
    guard complete.count >= 8 else {
      throw ExperimentError(
        code: "too-few-points",
        "\(complete.count) blocks of \(2 * d + 2) points are complete; 8 are needed, some hundreds for narrow intervals"
      )
    }
    let sums = CrossedSums(responses, factors: d, blocks: complete)
    let count = Double(complete.count)
    let whole = sums.statistics(columnSums(sums.net), count)
    guard whole.allSatisfy(\.isFinite) else {
      throw ExperimentError(
        code: "no-variance",
        "the outcome is the same at every point: no factor changes it, so there is nothing to share out"
      )
    }
    let ends = Bootstrap(resamples: resamples, seed: seed).intervals(sums.net) { sums.statistics($0, count) }
    pairs = CrossedSums.pairs(d).enumerated().map { k, pair in
      Pair(first: pair.0, second: pair.1, index: Estimate(whole[k], low: ends[k].low, high: ends[k].high))
    }
  }
}

/// What each block adds to the sums behind second-order indices, noise taken out. Columns: A + B, A^2 + B^2, A B, d first
/// orders, then BA_j AB_k by pairs.
private struct CrossedSums {
  let factors: Int
  private(set) var net: Matrix<Double>

  static func pairs(_ d: Int) -> [(Int, Int)] { (0..<d).flatMap { j in (j + 1..<d).map { (j, $0) } } }

  /// - Parameter blocks: rows of A, AB_1 ... AB_d, B, BA_1 ... BA_d.
  init(_ responses: PointResponses, factors d: Int, blocks: [[Int]]) {
    factors = d
    let rows = blocks.flatMap { $0 }
    let center = rows.reduce(0) { $0 + responses.means[$1] } / Double(rows.count)
    net = Matrix(rows: blocks.count, columns: 3 + d + d * (d - 1) / 2)
    for (row, block) in blocks.enumerated() {
      Self.add(&net, row, d, scale: 1) { responses.means[block[$0]] - center }
    }
    let ends = blocks.flatMap { [$0[0], $0[d + 1]] }
    guard let deviations = responses.deviations(of: rows, commonLuckOf: ends) else {
      for (row, block) in blocks.enumerated() {
        net[row, 1] -= responses.meanVariances[block[0]] + responses.meanVariances[block[d + 1]]
      }
      return
    }
    let count = Double(deviations.columnCount)
    for (row, block) in blocks.enumerated() {
      let sum = net[row, 0]
      for r in 0..<deviations.columnCount {
        Self.add(&net, row, d, scale: -1 / (count * (count - 1))) { deviations[block[$0], r] }
      }
      net[row, 0] = sum
    }
  }

  private static func add(_ sums: inout Matrix<Double>, _ row: Int, _ d: Int, scale: Double, _ y: (Int) -> Double) {
    let (a, b) = (y(0), y(d + 1))
    sums[row, 0] += scale * (a + b)
    sums[row, 1] += scale * (a * a + b * b)
    sums[row, 2] += scale * (a * b)
    for j in 0..<d { sums[row, 3 + j] += scale * (b * (y(1 + j) - a)) }
    for (k, pair) in pairs(d).enumerated() { sums[row, 3 + d + k] += scale * (y(d + 2 + pair.0) * y(1 + pair.1)) }
  }

  /// Second-order indices from sums over `count` blocks; NaN without variance.
  func statistics(_ sums: [Double], _ count: Double) -> [Double] {
    let mean = sums[0] / (2 * count)
    let variance = sums[1] / (2 * count) - mean * mean
    guard variance > 0 else { return Self.pairs(factors).map { _ in .nan } }
    return Self.pairs(factors).enumerated().map { k, pair in
      (sums[3 + factors + k] - sums[2] - sums[3 + pair.0] - sums[3 + pair.1]) / count / variance
    }
  }
}

extension PointResponses {
  /// The responses at some points, in their order.
  public func taking(_ points: [Int]) -> PointResponses {
    guard let replicates else {
      return PointResponses(means: points.map { means[$0] }, meanVariances: points.map { meanVariances[$0] })
    }
    return PointResponses(
      replicates: Matrix(points.map { point in (0..<replicates.columnCount).map { replicates[point, $0] } }))
  }
}
