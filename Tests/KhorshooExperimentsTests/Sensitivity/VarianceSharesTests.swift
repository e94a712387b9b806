import KhorshooExperiments
import KhorshooNumerics
import Testing

@Suite struct VarianceSharesAnalytic {
  /// Points 1, 3, 8 with two replicates each. Replicates:
  ///
  ///     0 2        mean 1    rest of two-way: deviations -1 +1 | -2 +2 | 0 0, common luck -1 +1
  ///     1 5        mean 3    -> rest 0 0 | -1 +1 | +1 -1: sum of squares 4, 2 x 1 degrees of freedom, mean square 2
  ///     8 8        mean 8    points: mean 4, variance (9 + 1 + 16) / 2 = 13; parameters 13 - 2/2 = 12
  ///
  /// Common luck: column means 3 and 5, variance 2, less 2/3.
  @Test func twoWayTableByHand() throws {
    let responses = PointResponses(replicates: Matrix([[0, 2], [1, 5], [8, 8]]))
    let found = try VarianceShares(responses, resamples: 20)
    #expect(abs(found.parameters - 12) < 1e-12 && abs(found.rest - 2) < 1e-12)
    #expect(abs(found.commonLuck - 4.0 / 3) < 1e-12 && abs(found.parameterShareOfMeans.value - 12.0 / 13) < 1e-12)
  }

  /// One-way: variances of the means 1, 4, 0 average 5/3, so parameters 13 - 5/3.
  @Test func oneWayTableByHand() throws {
    let found = try VarianceShares(PointResponses(means: [1, 3, 8, .nan], meanVariances: [1, 4, 0, 2]), resamples: 20)
    #expect(abs(found.parameters - 34.0 / 3) < 1e-12 && found.rest.isNaN && found.commonLuck == 0)
    #expect(abs(found.parameterShareOfMeans.value - 34.0 / 39) < 1e-12)
    #expect(found.basis.used == 3 && found.basis.leftOut == 1)
    let few = experimentError { _ = try VarianceShares(PointResponses(exact: [1, 2])) }
    #expect(few?.code == "too-few-points")
    #expect(experimentError { _ = try VarianceShares(PointResponses(exact: [2, 2, 2])) }?.code == "no-variance")
  }

  @Test func exactResponsesHaveNoNoise() throws {
    let found = try VarianceShares(PointResponses(exact: [1, 3, 8]), resamples: 20)
    #expect(found.parameterShareOfMeans == Estimate(1, low: 1, high: 1) && abs(found.parameters - 13) < 1e-12)
  }
}

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
