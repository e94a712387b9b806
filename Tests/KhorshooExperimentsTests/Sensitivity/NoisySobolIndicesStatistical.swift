import Glibc
import KhorshooExperiments
import KhorshooNumerics
import Testing

@Suite struct NoisySobolIndicesStatistical {
  /// y = 2 u_0 + u_1 with replicates: signal variance 5/12, noise of a mean of 8 replicates up to the same size.
  private func noisy(_ design: Design, commonLuck: Double, own: Double, seed: UInt64) -> Matrix<Double> {
    let y = values(design) { 2 * $0[0] + $0[1] }
    var matrix = Matrix<Double>(rows: y.count, columns: 8)
    for point in y.indices {
      for r in 0..<8 {
        matrix[point, r] =
          y[point] + own * testNormal(point, r, seed: seed) + commonLuck * testNormal(1 << 20, r, seed: seed)
      }
    }
    return matrix
  }

  /// Indices of means with much noise: net of noise they are 0.8, 0.2 and 0; taken as they are, the totals are far off.
  @Test(arguments: [0, 3] as [Double])
  func noiseIsTakenOutWhateverPointsShare(commonLuck: Double) throws {
    let design = try Design.saltelli(unitFactors(3), blocks: 2048, seed: 5)
    let matrix = noisy(design, commonLuck: commonLuck, own: 1.2, seed: 3)
    let responses = PointResponses(replicates: matrix)
    let net = try SobolIndices(responses, of: design, resamples: 200)
    for (j, known) in [0.8, 0.2, 0].enumerated() {
      // Four standard errors of a mean of 2,048 blocks, whose terms have a deviation near 1.
      #expect(abs(net.firstOrder[j].value - known) < 0.09 && abs(net.total[j].value - known) < 0.09)
      #expect(net.total[j].low < known && known < net.total[j].high)
    }
    // Noise of a mean: 1.44 / 8 = 0.18 beside 5/12.
    #expect(abs(net.noiseShare - 0.18 / (0.18 + 5.0 / 12)) < 0.03)
    let raw = try SobolIndices(responses, of: design, resamples: 20, removesNoise: false)
    #expect(raw.total[2].value > 0.2, "deliberate fault: noise left in makes an idle factor look important")
  }

  /// Means with variances give the same without common luck.
  @Test func meansWithVariancesAreEnoughForIndependentLuck() throws {
    let design = try Design.saltelli(unitFactors(3), blocks: 2048, seed: 5)
    let full = PointResponses(replicates: noisy(design, commonLuck: 0, own: 1.2, seed: 4))
    let brief = PointResponses(means: full.means, meanVariances: full.meanVariances)
    let indices = try SobolIndices(brief, of: design, resamples: 20)
    for (j, known) in [0.8, 0.2, 0].enumerated() { #expect(abs(indices.total[j].value - known) < 0.09) }
  }
}
