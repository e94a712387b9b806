import KhorshooExperiments
import KhorshooNumerics
import Testing

/// Decisions that can be made by hand.
@Suite struct DecisionAnalysisAnalytic {
  /// The first option brings 10 in half of the worlds and nothing in the others, the second 6 in all.
  private static let gamble = ruledDraws(options: 2) { set, option in option == 1 ? 6 : (set / 2) % 2 == 0 ? 10 : 0 }

  @Test func aGambleAgainstASureThing() {
    let found = DecisionAnalysis(Self.gamble)
    #expect(found.best == 1 && found.options.map(\.expected.value) == [5, 6])
    #expect(found.options.map(\.probabilityBest.value) == [0.5, 0.5])
    #expect(found.options.map(\.expectedRegret.value) == [3, 2] && found.options.map(\.largestRegret) == [6, 4])
    #expect(found.perfectInformation.value == 2)
    #expect(found.options.map(\.tenth) == [0, 6] && found.options[0].low90 == 0 && found.options[0].high90 == 10)
    #expect(found.heldOut.chosen == [1, 1] && found.heldOut.value == Measured(6, standardError: 0))
    // Ten independent pairs of sets: the gamble's mean is worse by one with a standard error of 5 / sqrt(19).
    #expect(abs(found.correctSelection - stableNormalDistribution(1 / (25.0 / 19).squareRoot())) < 1e-12)
  }

  @Test(arguments: [(DecisionCriterion.expected, 0), (.quantile, 1), (.minimaxRegret, 0)])
  func criteriaDiffer(_ criterion: DecisionCriterion, _ best: Int) {
    // 20 and -2 against 3 and 1: higher in the mean and in regret, lower in the worst tenth.
    let draws = ruledDraws(options: 2) { set, option in
      let isGood = (set / 2) % 2 == 0
      return option == 0 ? (isGood ? 20 : -2) : (isGood ? 3 : 1)
    }
    #expect(DecisionAnalysis(draws, by: criterion).best == best)
  }

  @Test func regretIsZeroWhenOneOptionDominates() {
    let draws = ruledDraws(options: 3) { set, option in Double(set) + [2.0, 5, 1][option] }
    for criterion in DecisionCriterion.allCases {
      let found = DecisionAnalysis(draws, by: criterion)
      #expect(found.best == 1 && found.options[1].expectedRegret == Measured(0, standardError: 0))
      #expect(found.options[1].largestRegret == 0 && found.options[1].probabilityBest.value == 1)
      #expect(found.perfectInformation.value == 0 && found.correctSelection == 1)
      #expect(found.options[0].largestRegret == 3 && found.options[2].expectedRegret.value == 4)
    }
  }

  @Test func optionsThatAreTheSameShare() {
    let found = DecisionAnalysis(ruledDraws(options: 2) { set, _ in Double(set) })
    #expect(found.options.map(\.probabilityBest.value) == [0.5, 0.5] && found.correctSelection == 1)
  }

  /// Weights make one number of several quantities; luck goes with them, and a few worlds are refused.
  @Test func quantitiesAreWeighed() throws {
    var outcomes = OptionOutcomes(options: 2, quantities: 2)
    for world in 0..<40 {
      // Income and cost; the second option has twice the luck of the first in income, and none in cost.
      outcomes.add(set: world / 2, [[9, 2, 8, 3], [11, 2, 12, 3]])
    }
    let draws = try outcomes.draws([1, -1], options: [0, 1])
    #expect(draws.values.row(0) == [8, 7] && outcomes.mean(quantity: 1) == [2, 3])
    // Variance of one replicate 2 and 8, covariance 4; two replicates a world.
    #expect(draws.luck.values == [1, 2, 2, 4])
    #expect(try outcomes.draws([0, 3], options: [1]).luck.values == [0])
    var few = OptionOutcomes(options: 1, quantities: 1)
    few.add(set: 0, [[1]])
    #expect(experimentError { _ = try few.draws([1], options: [0]) }?.code == "few-worlds")
    for world in 1..<40 { few.add(set: world / 2, [[world == 7 ? .nan : 1]]) }
    #expect(experimentError { _ = try few.draws([1], options: [0]) }?.code == "undefined-value")
  }
}
