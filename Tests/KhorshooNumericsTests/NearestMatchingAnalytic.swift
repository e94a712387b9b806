import KhorshooNumerics
import Testing

@Suite struct NearestMatchingAnalytic {
  private func rows(_ values: [Float]) -> [Lanes] { values.map { Lanes(repeating: $0) } }

  private func compare(
    _ scores: [Float], _ treated: [Float], _ outcomes: [Float], lane: Int = 0
  ) -> NearestMatching.Comparison {
    NearestMatching(count: scores.count)
      .compare(scores: rows(scores), isTreated: rows(treated), outcomes: rows(outcomes), lane: lane)
  }

  /// Six households. Deviations of scores: treated (1, 2.1, 9) 4.33, others (0, 2, 2.4) 1.29, pooled 3.19, caliper 0.639.
  /// The treated at 2.1 takes the one at 2; those at 1 and 9 are too far from all.
  @Test func byHand() {
    let found = compare([1, 0, 2.1, 2, 9, 2.4], [1, 0, 1, 0, 1, 0], [10, 1, 20, 4, 30, 6], lane: 11)
    #expect(found == NearestMatching.Comparison(treated: 3, matched: 1, treatedMean: 20, controlMean: 4))
  }

  /// One non-member may serve several members; halfway the lower one serves.
  @Test func replacementAndTies() {
    let twice = compare([0, 0.01, 0.02, -3, 3], [1, 1, 0, 0, 0], [5, 7, 1, 100, 100])
    #expect(twice == NearestMatching.Comparison(treated: 2, matched: 2, treatedMean: 6, controlMean: 1))
    let between = compare([0, -0.125, 0.125, -3, 3], [1, 0, 0, 0, 0], [5, 2, 3, 100, 100])
    #expect(between.controlMean == 2)
    // Nobody to compare with, and nobody to compare.
    #expect(compare([0, 1], [1, 1], [1, 2]).matched == 0 && compare([0, 1], [1, 1], [1, 2]).treated == 2)
    #expect(compare([0, 1], [0, 0], [1, 2]).treatedMean.isNaN)
  }

  /// The sweep over sorted scores finds what a search of all pairs finds.
  @Test(arguments: [5, 300, 2000]) func agreesWithASearchOfAllPairs(count: Int) {
    let scores = testNumbers(count, seed: 41).map { Float(3 * $0) }
    let treated = zip(scores, testNumbers(count, seed: 42)).map { Float(3 * Double($0) + 2 * $1 > 0.8 ? 1 : 0) }
    let outcomes = testNumbers(count, seed: 43).map { Float(100 * $0) }
    func variance(_ kind: Float) -> Double {
      Moments(zip(scores, treated).filter { $1 == kind }.map { Double($0.0) }).variance
    }
    let (of1, of0) = (variance(1), variance(0))
    let caliper = Float(0.2 * (((of1.isNaN ? 0 : of1) + (of0.isNaN ? 0 : of0)) / 2).squareRoot())
    var (own, others, matched) = (0.0, 0.0, 0)
    for i in scores.indices where treated[i] == 1 {
      let near = scores.indices.filter { treated[$0] == 0 }.min {
        ((scores[$0] - scores[i]).magnitude, scores[$0]) < ((scores[$1] - scores[i]).magnitude, scores[$1])
      }
      guard let near, (scores[near] - scores[i]).magnitude <= caliper else { continue }
      own += Double(outcomes[i])
      others += Double(outcomes[near])
      matched += 1
    }
    let found = compare(scores, treated, outcomes, lane: 3)
    #expect(found.matched == matched && found.treated == treated.count { $0 == 1 })
    if matched > 0 {
      #expect(abs(found.treatedMean - own / Double(matched)) < 1e-9)
      #expect(abs(found.controlMean - others / Double(matched)) < 1e-9)
    }
    // Deliberate fault: without a caliper all would be matched.
    #expect(count < 300 || matched < found.treated)
  }
}
