import KhorshooNetworks
import KhorshooNumerics
import Testing

@Suite("Adoption times by hand")
struct AdoptionTimesAnalytic {
  @Test("curve and hazard")
  func curve() {
    let curve = adoption.curve
    #expect(curve.map(\.period) == [1, 2, 3, 4, 5] && curve.map(\.new) == [1, 2, 1, 1, 2])
    #expect(curve.map(\.cumulative) == [1, 3, 4, 5, 7])
    let hazards: [Double?] = [1.0 / 8, 2.0 / 7, 1.0 / 5, 1.0 / 4, 2.0 / 3]
    #expect(curve.map(\.hazard) == hazards)
    #expect(AdoptionTimes([1, 1], periods: 1...2).curve[1].hazard == nil)
  }

  @Test("categories by deviations from the mean time")
  func categories() {
    // Mean 22 / 7 = 3.14, deviation 1.57.
    #expect(isNear(adoption.moments.mean, 22.0 / 7) && isNear(adoption.moments.deviation, (104.0 / 42).squareRoot()))
    #expect(
      adoption.categories == [
        .earlyAdopter, .earlyMajority, .earlyMajority, .earlyMajority, .lateMajority, .laggard, nil, .laggard,
      ])
    let late = AdoptionTimes([1] + Array(repeating: 10, count: 20))
    #expect(late.categories[0] == .innovator && late.categories[1] == .lateMajority)
  }
}
