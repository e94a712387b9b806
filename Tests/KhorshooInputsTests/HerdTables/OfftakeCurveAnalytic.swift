import KhorshooInputs
import KhorshooNumerics
import Testing

@Suite struct OfftakeCurveAnalytic {
  /// One class in steps of a year: growth (1 - d)(1 - o)^k (1 + b) - 1 at factor k, none where (1 - o)^k = 1 / ((1 - d)(1 + b)).
  @Test func aProductInClosedForm() throws {
    let (d, o, births) = (0.1, 0.2, 0.9)
    let herd = CohortProjection(
      [
        .init(
          "ewes", isFemale: true, durationDays: nil, death: d, offtake: o, parturitionPerYear: births, liveWeightKg: 40)
      ], step: .year, rates: .independent)
    let curve = try OfftakeCurve(herd)
    let born = births / 2
    for point in curve.points {
      let kept = stableExp(point.factor * stableLog(1 - o))
      #expect((point.growthPerYear + 1 - (1 - d) * kept * (1 + born)).magnitude < 1e-9)
      let weight = try #require(point.liveWeightKgPerHeadYear)
      #expect((weight - 40 * point.offtakePerHeadYear).magnitude < 1e-12)
    }
    let steady = curve.points.filter(\.isSteady)
    #expect(steady.count == 1)
    let factor = -stableLog((1 - d) * (1 + born)) / stableLog(1 - o)
    #expect((try #require(steady.first?.factor) - factor).magnitude < 1e-9 && steady[0].growthPerYear.magnitude < 1e-12)
    #expect(curve.points.map(\.factor) == curve.points.map(\.factor).sorted())
    #expect(curve.points.first?.offtakePerHeadYear == 0)
  }
}
