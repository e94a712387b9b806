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
