import Glibc
import KhorshooExperiments
import KhorshooNumerics
import Testing

/// Sobol's G-function.
private let gWeights = [0, 1, 4.5, 9, 99, 99, 99, 99]

private func gFunction(_ u: [Double]) -> Double {
  zip(u, gWeights).reduce(1) { $0 * (abs(4 * $1.0 - 2) + $1.1) / (1 + $1.1) }
}

/// Indices of a function by its known variances: of each factor alone, and of each with all its interactions.
private func expectKnown(_ indices: SobolIndices, first: [Double], total: [Double], _ comment: Comment) {
  for j in first.indices {
    let (s, t) = (indices.firstOrder[j], indices.total[j])
    #expect(s.low <= first[j] + 1e-12 && first[j] <= s.high + 1e-12, "S of factor \(j): \(s), known \(first[j])")
    #expect(t.low <= total[j] + 1e-12 && total[j] <= t.high + 1e-12, "T of factor \(j): \(t), known \(total[j])")
    #expect(abs(s.value - first[j]) < 0.02 && abs(t.value - total[j]) < 0.02, comment)
  }
}

@Suite struct SobolIndicesAnalytic {
  /// V = a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2; V_1 = (1 + b pi^4/5)^2 / 2, V_2 = a^2/8, V_13 = 8 b^2 pi^8 / 225.
  static let ishigamiVariances: (first: [Double], total: [Double]) = {
    let p4 = pow(Double.pi, 4)
    let v1 = pow(1 + 0.1 * p4 / 5, 2) / 2
    let v2 = 49.0 / 8
    let v13 = 8 * 0.01 * p4 * p4 / 225
    let v = v1 + v2 + v13
    return ([v1 / v, v2 / v, 0], [(v1 + v13) / v, v2 / v, v13 / v])
  }()

  @Test(arguments: [1, 2, 3] as [UInt64])
  func ishigamiWithinIntervals(seed: UInt64) throws {
    let design = try Design.saltelli(unitFactors(3), blocks: 4096, seed: seed)
    let indices = try SobolIndices(PointResponses(exact: values(design, ishigami)), of: design, resamples: 400)
    let known = Self.ishigamiVariances
    expectKnown(indices, first: known.first, total: known.total, "Ishigami, seed \(seed)")
    #expect(abs(indices.variance - 13.844_587_940_719_254) < 0.1 && indices.noiseShare == 0)
  }

  /// V_j = 1 / (3 (1 + a_j)^2); V = prod (1 + V_j) - 1; total of j: V_j prod over others (1 + V_k).
  @Test(arguments: [1, 2] as [UInt64])
  func gFunctionWithinIntervals(seed: UInt64) throws {
    let parts = gWeights.map { 1 / (3 * (1 + $0) * (1 + $0)) }
    let product = parts.reduce(1) { $0 * (1 + $1) }
    let design = try Design.saltelli(unitFactors(8), blocks: 4096, seed: seed)
    let indices = try SobolIndices(PointResponses(exact: values(design, gFunction)), of: design, resamples: 400)
    expectKnown(
      indices, first: parts.map { $0 / (product - 1) }, total: parts.map { $0 * product / (1 + $0) / (product - 1) },
      "G, seed \(seed)")
  }

  /// Factors of a design given another order give the same indices in that order.
  @Test func relabelledFactorsRelabelIndices() throws {
    let factors = try unitFactors(3)
    let design = try Design.saltelli(factors, blocks: 256, seed: 4)
    let y = values(design, ishigami)
    let indices = try SobolIndices(PointResponses(exact: y), of: design, resamples: 20)
    // The same points with the second and third factor exchanged, in names and in the blocks.
    let swap = [0, 1, 3, 2, 4]
    let exchanged: [Double] = y.indices.map { point in
      let first = point / 5 * 5
      return y[first + swap[point % 5]]
    }
    let other = try SobolIndices(PointResponses(exact: exchanged), of: design, resamples: 20)
    #expect(other.total[1] == indices.total[2] && other.firstOrder[2] == indices.firstOrder[1])
    // The mean of all points is summed in another order.
    #expect(abs(other.total[0].value - indices.total[0].value) < 1e-12)
  }

  /// A failed run costs its block and nothing else; a prefix is analysed as far as it goes.
  @Test func failedAndMissingPointsCostTheirBlocks() throws {
    let design = try Design.saltelli(unitFactors(3), blocks: 512, seed: 4)
    var y = values(design, ishigami)
    let short = try Design.saltelli(unitFactors(3), blocks: 256, seed: 4)
    let whole = try SobolIndices(PointResponses(exact: values(short, ishigami)), of: short, resamples: 20)
    for point in 256 * 5..<y.count { y[point] = .nan }
    let prefix = try SobolIndices(PointResponses(exact: y), of: design, resamples: 20)
    #expect(prefix.firstOrder == whole.firstOrder && prefix.total == whole.total)
    #expect(prefix.basis.used == 256 && prefix.basis.leftOut == 256)
    y[7] = .infinity
    let failed = try SobolIndices(PointResponses(exact: y), of: design, resamples: 20)
    #expect(failed.basis.used == 255 && failed.basis.leftOut == 257 && failed.total[0].value.isFinite)
  }

  @Test func whatCannotBeAnalysedIsRefused() throws {
    let design = try Design.saltelli(unitFactors(2), blocks: 16, seed: 1)
    let flat = experimentError { _ = try SobolIndices(PointResponses(exact: values(design) { _ in 3 }), of: design) }
    #expect(flat?.code == "no-variance" && flat?.message.contains("3.0") == true)
    let empty = experimentError {
      _ = try SobolIndices(PointResponses(exact: values(design) { _ in .nan }), of: design)
    }
    #expect(empty?.code == "too-few-points" && empty?.message.hasPrefix("0 blocks of 4 points") == true)
    let other = try Design.sobol(unitFactors(2), count: 16, seed: 1)
    let wrong = experimentError { _ = try SobolIndices(PointResponses(exact: values(other) { $0[0] }), of: other) }
    #expect(wrong?.code == "wrong-design" && wrong?.message.contains("sobol") == true)
  }
}
