import KhorshooExperiments
import Testing

@Suite struct SobolSequenceProperty {
  /// Whether each of the 2^k intervals holds exactly one of the first 2^k coordinates, for k up to 10.
  private func isBalanced(_ coordinates: [Double]) -> Bool {
    (0...10).allSatisfy { k in
      Set(coordinates.prefix(1 << k).map { Int($0 * Double(1 << k)) }).count == 1 << k
    }
  }

  @Test func dyadicIntervalsHoldOnePointEachScrambledOrNot() throws {
    for seed in [nil, 1, 2, 77] as [UInt64?] {
      let sequence = try SobolSequence(dimensions: 40, scrambledBy: seed)
      for j in 0..<40 {
        let column = (0..<1024).map { sequence.coordinate(point: $0, dimension: j) }
        #expect(isBalanced(column), "seed \(String(describing: seed)), dimension \(j)")
        #expect(column.allSatisfy { $0 < 1 && (seed == nil ? $0 >= 0 : $0 > 0) })
      }
    }
  }

  /// Deliberate fault: independent draws are not balanced.
  @Test func independentDrawsAreRejected() {
    #expect(!isBalanced((0..<1024).map { testUniform($0) }))
  }

  /// The first two dimensions are a (0, 2)-sequence: every dyadic rectangle of area 2^-8 holds one of 256 points.
  @Test func dyadicRectanglesOfTheFirstPair() throws {
    for seed in [nil, 5] as [UInt64?] {
      let points = try SobolSequence(dimensions: 2, scrambledBy: seed).points(256)
      for k in 0...8 {
        let cells = Set(
          (0..<256).map { i in
            Int(points[i, 0] * Double(1 << k)) << 8 | Int(points[i, 1] * Double(1 << (8 - k)))
          })
        #expect(cells.count == 256, "\(1 << k) columns, seed \(String(describing: seed))")
      }
    }
  }

  /// A scrambled mean is unbiased, and its error falls faster than n^-1: at 1,024 points far below that of independent draws.
  @Test func scrambledMeansAreUnbiasedAndPrecise() throws {
    let means = try (0..<64).map { seed in
      let points = try SobolSequence(dimensions: 4, scrambledBy: UInt64(seed)).points(1024)
      return (0..<1024).reduce(0) { sum, i in
        sum + (0..<4).reduce(1) { $0 * (1 + (points[i, $1] - 0.5)) }
      } / 1024
    }
    let mean = means.reduce(0, +) / 64
    let deviation = (means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 63).squareRoot()
    // Independent draws: variance (13/12)^4 - 1 = 0.377, so 0.0192.
    #expect(deviation < 0.0192 / 20)
    #expect(abs(mean - 1) < 4 * deviation / 8)
  }

  @Test func moreDimensionsThanTheTableAreRefused() throws {
    let error = experimentError { _ = try SobolSequence(dimensions: 1112, scrambledBy: 1) }
    #expect(error?.code == "too-many-factors" && error?.message.contains("1111") == true)
  }
}
