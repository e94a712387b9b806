import KhorshooExperiments
import KhorshooNumerics
import Testing

/// What is said of a choice holds in as many of repeated decisions as it should.
@Suite struct DecisionAnalysisStatistical {
  /// Five options, the third truly the best: where 95 % is stated, it is chosen in 95 of 100 repetitions at least.
  @Test func theBestIsChosenAsOftenAsStated() throws {
    var (stated, right, sum) = (0, 0, 0.0)
    for seed in 0..<200 as Range<UInt64> {
      let toy = NormalOptions(
        means: [0, 0.1, 0.45, 0.2, -0.3], effects: [[0.5, 0.2, 0.8, 0.1, 0.3]], population: 0.4, luck: 2, setCount: 60)
      let found = DecisionAnalysis(try toy.draws(seed + 1))
      sum += found.correctSelection
      guard found.correctSelection >= 0.95 else { continue }
      stated += 1
      if found.best == 2 { right += 1 }
    }
    #expect(stated >= 100, "the statement is made in \(stated) of 200; on average \(sum / 200)")
    #expect(Double(right) >= 0.95 * Double(stated), "right in \(right) of \(stated)")
  }

  /// Ten options of the same worth: the best of them looks better than it is, its value where it was not chosen does not.
  @Test func theValueOfTheChoiceIsNotThatOfAWinner() throws {
    var (naive, heldOut, errors) = (Moments(), Moments(), 0.0)
    for seed in 0..<200 as Range<UInt64> {
      let toy = NormalOptions(
        means: Array(repeating: 3, count: 10), effects: [], population: 1, luck: 4, setCount: 25)
      let found = DecisionAnalysis(try toy.draws(seed + 1))
      naive.add(found.options[found.best].expected.value)
      heldOut.add(found.heldOut.value.value)
      errors += found.heldOut.value.standardError / 200
    }
    let error = (heldOut.variance / 200).squareRoot()
    #expect(abs(heldOut.mean - 3) < 3.5 * error, "\(heldOut.mean) with error \(error)")
    #expect(naive.mean - 3 > 10 * (naive.variance / 200).squareRoot(), "deliberate fault: \(naive.mean)")
    // The stated error is that of repetitions.
    #expect((0.8...1.25).contains(errors / heldOut.standardDeviation), "\(errors) against \(heldOut.standardDeviation)")
  }
}
