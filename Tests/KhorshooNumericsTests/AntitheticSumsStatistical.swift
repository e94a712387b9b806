import KhorshooNumerics
import Testing

/// Sums over antithetic pairs, against pairs kept one by one.
@Suite struct AntitheticSumsStatistical {
  private static let stream = RandomStream(root: .dynamics, number: 905, name: "pairs")

  /// Some blocks of one quantity; replicates whose draw lies below `missing` have no number.
  private static func blocks(_ count: Int, seed: UInt64 = 1, missing: Float = 0) -> [[Double]] {
    (0..<count).map { block in
      let draws = LaneRandom(seed: seed, firstReplicate: laneCount * block).uniforms(stream, entity: 0, quarter: 0)
      return (0..<laneCount).map { draws.1[$0] < missing ? .nan : 1000 + 7 * Double(normalQuantileLanes(draws.0)[$0]) }
    }
  }

  /// Mean, and variance of the mean, with every pair in memory.
  private static func direct(_ blocks: [[Double]]) -> (mean: Double, variance: Double, pairs: Int) {
    let all = blocks.flatMap { $0 }.filter { $0 == $0 }
    let mean = all.reduce(0, +) / Double(all.count)
    var (sum, pairs) = (0.0, 0)
    for block in blocks {
      for lane in 0..<8 {
        let both = [block[lane], block[lane + 8]].filter { $0 == $0 }
        guard !both.isEmpty else { continue }
        pairs += 1
        let deviation = both.reduce(0) { $0 + $1 - mean }
        sum += deviation * deviation
      }
    }
    let d = Double(pairs)
    return (mean, d / (d - 1) * sum / Double(all.count * all.count), pairs)
  }

  @Test(arguments: [0, 0.3] as [Float]) func sumsAreThoseOfThePairs(_ missing: Float) {
    let (one, two) = (Self.blocks(6, missing: missing), Self.blocks(6, seed: 2))
    let sums = AntitheticSums(cellCount: 3)
    for (a, b) in zip(one, two) {
      sums.add(a, cells: 0..<1)
      sums.add(b + a, cells: 1..<3)
    }
    for (cell, blocks) in [(0, one), (1, two), (2, one)] {
      let expected = Self.direct(blocks)
      #expect(sums.pairs(cell: cell) == expected.pairs && sums.count(cell: cell) == blocks.joined().count { $0 == $0 })
      #expect(abs(sums.mean(cell: cell) - expected.mean) < 1e-10)
      #expect(abs(sums.varianceOfMean(cell: cell) / expected.variance - 1) < 1e-9)
      let half = studentQuantile975(degreesOfFreedom: Double(expected.pairs - 1)) * expected.variance.squareRoot()
      #expect(abs(sums.halfWidth95(cell: cell) / half - 1) < 1e-9)
    }
    #expect(missing == 0 || sums.pairs(cell: 0) < 48)
  }

  /// var(a + b) = var(a) + var(b) + 2 cov(a, b), over the replicates that have both.
  @Test func covarianceIsThatOfSums() {
    let (one, two) = (Self.blocks(8, missing: 0.2), Self.blocks(8, seed: 2, missing: 0.2))
    let both = zip(one, two).map { a, b in (0..<laneCount).map { a[$0] + b[$0] } }
    let sums = AntitheticSums(cellCount: 2, isCrossed: true)
    for (a, b) in zip(one, two) { sums.add(crossing: a, b) }
    let whole = Self.direct(both).variance
    let parts = sums.varianceOfMean(cell: 0) + sums.varianceOfMean(cell: 1) + 2 * sums.covarianceOfMeans(0)
    #expect(abs(parts / whole - 1) < 1e-9)
    #expect(sums.count(cell: 0) == sums.count(cell: 1) && sums.count(cell: 0) < 128)
  }

  @Test func equalNumbersDoNotVary() {
    let sums = AntitheticSums(cellCount: 2)
    let block = [Double](repeating: 0.1, count: 16)
    for _ in 0..<3 { sums.add(block + block, less: block + [Double](repeating: 0.3, count: 16), cells: 0..<2) }
    for (cell, mean) in [(0, 0), (1, 0.1 - 0.3)] {
      #expect(sums.mean(cell: cell) == mean && sums.standardError(cell: cell) == 0 && sums.halfWidth95(cell: cell) == 0)
    }
  }

  @Test func onePairHasNoSpread() {
    let sums = AntitheticSums(cellCount: 1)
    #expect(sums.mean(cell: 0).isNaN && sums.standardError(cell: 0).isNaN && sums.halfWidth95(cell: 0).isNaN)
    sums.add((0..<16).map { $0 % 8 == 3 ? Double($0) : .nan }, cells: 0..<1)
    #expect(sums.pairs(cell: 0) == 1 && sums.mean(cell: 0) == 7 && sums.halfWidth95(cell: 0).isNaN)
  }
}
