import KhorshooExperiments
import KhorshooNumerics
import Testing

@Suite struct VarianceSharesStatistical {
  /// Components 4 (points), 9 (common luck) and 2.25 (rest) are met in mean over 200 samples of 40 points x 5 replicates, and
  /// intervals of the share hold it in about 95 of 100.
  @Test func componentsAreUnbiasedAndIntervalsHold() throws {
    var sums = (Moments(), Moments(), Moments())
    var held = 0
    let known = 4 / (4 + 2.25 / 5)
    for seed in 0..<200 as Range<UInt64> {
      var matrix = Matrix<Double>(rows: 40, columns: 5)
      for point in 0..<40 {
        for r in 0..<5 {
          matrix[point, r] =
            2 * testNormal(point, 100, seed: seed) + 3 * testNormal(1000, r, seed: seed)
            + 1.5 * testNormal(point, r, seed: seed)
        }
      }
      let found = try VarianceShares(PointResponses(replicates: matrix), resamples: 200)
      sums.0.add(found.parameters)
      sums.1.add(found.commonLuck)
      sums.2.add(found.rest)
      if found.parameterShareOfMeans.low <= known, known <= found.parameterShareOfMeans.high { held += 1 }
    }
    for (moments, known) in [(sums.0, 4), (sums.1, 9), (sums.2, 2.25)] {
      #expect(abs(moments.mean - known) < 4 * moments.standardError, "\(moments.mean), known \(known)")
    }
    // A percentile interval of 40 points is a little short: 85 to 99 of 100.
    #expect((170...198).contains(held), "\(held) of 200")
  }
}
