import KhorshooEngine
import KhorshooInputs
import KhorshooNumerics
import Testing

@Suite struct IndividualHerdStatistical {
  /// Animals one by one, drawn in the test: mean, deviation, quantiles and who is left after three years, within Monte Carlo error.
  @Test func animalsOneByOne() throws {
    let (lambLife, eweLife, ramLife) = (0.8, 0.9, 0.7)
    let (births, litter, share) = (0.9, 1.4, 0.5)
    // Classes of one step, then without an end: nobody ages but the lambs, who are ewes or rams after their year.
    let herd = CohortProjection(
      [
        .init("lambs", isFemale: true, durationDays: 730, death: 1 - lambLife, offtake: 0),
        .init(
          "ewes", isFemale: true, durationDays: nil, death: 1 - eweLife, offtake: 0, parturitionPerYear: births,
          litterSize: litter),
        .init("rams", isFemale: false, durationDays: nil, death: 1 - ramLife, offtake: 0),
      ], step: .year, rates: .independent, femaleBirthShare: share)
    let found = try IndividualHerd(herd, start: [1, 4, 1], steps: 3, threshold: 4).steps[3]
    let runs = 20_000
    var (totals, noFemales) = ([Double](), 0)
    for run in 0..<runs {
      let random = ScalarRandom(
        seed: 6, stream: RandomStream(root: .dynamics, number: 60_101, name: "herdYears"), replicate: run)
      var index = 0
      func draw(_ p: Double) -> Bool {
        index += 1
        return random.uniform(entity: index, index: 0) < p
      }
      var (lambs, ewes, rams) = (1, 4, 1)
      for _ in 0..<3 {
        var (nextLambs, nextEwes, nextRams) = (0, 0, 0)
        for _ in 0..<lambs where draw(lambLife) { nextEwes += 1 }
        for _ in 0..<ewes {
          if draw(eweLife) { nextEwes += 1 }
          guard draw(births) else { continue }
          for _ in 0..<(draw(litter - 1) ? 2 : 1) {
            // The newborn's year is at the rates of its first class.
            if draw(share) { if draw(lambLife) { nextLambs += 1 } } else if draw(ramLife) { nextRams += 1 }
          }
        }
        for _ in 0..<rams where draw(ramLife) { nextRams += 1 }
        (lambs, ewes, rams) = (nextLambs, nextEwes, nextRams)
      }
      totals.append(Double(lambs + ewes + rams))
      if lambs + ewes == 0 { noFemales += 1 }
    }
    let moments = Moments(totals)
    let n = Double(runs)
    #expect(
      (moments.mean - found.mean).magnitude < 4.5 * found.deviation / n.squareRoot(),
      "\(moments.mean) and \(found.mean)")
    #expect((moments.variance.squareRoot() / found.deviation - 1).magnitude < 0.03)
    let p = found.withoutFemales
    #expect(
      (Double(noFemales) / n - p).magnitude < 4.5 * (p * (1 - p) / n).squareRoot() + 1e-9, "\(noFemales) and \(p)")
    let below = Double(totals.count { $0 < 4 }) / n
    let exact = try #require(found.belowThreshold)
    #expect((below - exact).magnitude < 4.5 * (exact * (1 - exact) / n).squareRoot() + 1e-9, "\(below) and \(exact)")
  }
}
