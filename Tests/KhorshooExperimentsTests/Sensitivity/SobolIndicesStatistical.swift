import Glibc
import KhorshooExperiments
import KhorshooNumerics
import Testing

@Suite struct SobolIndicesStatistical {
  /// Intervals of 100 Sobol' samples of 256 blocks hold the indices of the Ishigami function at least as often as said: a
  /// bootstrap of blocks does not know that the points are balanced. The standard error of 95 of 100 is 2.2.
  @Test func intervalsAreConservative() throws {
    let known = SobolIndicesAnalytic.ishigamiVariances
    var held = [Int](repeating: 0, count: 6)
    for seed in 0..<100 as Range<UInt64> {
      let design = try Design.saltelli(unitFactors(3), blocks: 256, seed: seed)
      let found = try SobolIndices(
        PointResponses(exact: values(design, ishigami)), of: design, resamples: 200, seed: seed)
      for j in 0..<3 {
        let (s, t) = (found.firstOrder[j], found.total[j])
        if s.low <= known.first[j], known.first[j] <= s.high { held[j] += 1 }
        if t.low <= known.total[j], known.total[j] <= t.high { held[3 + j] += 1 }
      }
    }
    #expect(held.allSatisfy { $0 >= 93 }, "\(held)")
  }
}
