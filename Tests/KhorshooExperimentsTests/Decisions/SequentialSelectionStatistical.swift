import KhorshooEngine
import KhorshooExperiments
import KhorshooNumerics
import Testing

/// The best option is selected as often as stated, and worlds are spared.
@Suite struct SequentialSelectionStatistical {
  /// Options of given means that share most of their worlds; one round after another.
  private static func run(
    _ means: [Double], own: Double = 1, repetition: Int, probability: Double = 0.95
  ) throws -> SequentialSelection {
    var selection = try SequentialSelection(options: means.count, probability: probability, indifference: 1)
    let random = ScalarRandom(seed: 77, stream: ExperimentStreams.redrawnSets, replicate: repetition)
    var round = 0
    while selection.selected == nil {
      let world = 5 * random.normal(entity: round, index: 0)
      selection.add(selection.competing.map { means[$0] + world + own * random.normal(entity: round, index: $0 + 1) })
      round += 1
    }
    return selection
  }

  /// The hardest case: all others lie exactly the indifferent difference below the best.
  @Test func inNinetyFiveOfAHundred() throws {
    let right = try (0..<400).count { try Self.run([0, 0, 1, 0, 0], own: 2, repetition: $0).selected == 2 }
    // At 0.95, three standard errors of 400 repetitions are 0.033; the procedure is on the safe side.
    #expect(right >= 380, "\(right) of 400")
  }

  /// As `khorshoo decide` looks, 20 rounds first and then after every eighth; luck that is normal, and such that is skewed.
  @Test(arguments: [false, true]) func inNinetyFiveOfAHundredWithFewLooks(isSkewed: Bool) throws {
    let means = [0.0, 0, 1, 0, 0]
    let right = try (0..<400).count { repetition in
      var selection = try SequentialSelection(options: 5, probability: 0.95, indifference: 1, firstRounds: 20)
      let random = ScalarRandom(seed: 78, stream: ExperimentStreams.redrawnSets, replicate: repetition)
      var round = 0
      while selection.selected == nil {
        let rounds = (round..<round + (round == 0 ? 20 : 8)).map { number in
          selection.competing.map { option in
            let luck =
              isSkewed
              ? -1 - stableLog(1 - random.uniform(entity: number, index: option + 1))
              : random.normal(entity: number, index: option + 1)
            return means[option] + 5 * random.normal(entity: number, index: 0) + 3 * luck
          }
        }
        selection.add(rounds: rounds)
        round += rounds.count
      }
      return selection.selected == 2
    }
    #expect(right >= 380, "\(right) of 400")
  }

  /// A lower probability is reached with fewer rounds, and is a bound as well.
  @Test func theStatedProbabilityMatters() throws {
    let selections = try (0..<200).map { try Self.run([0, 1, 0], own: 2, repetition: $0, probability: 0.7) }
    let right = selections.count { $0.selected == 1 }
    #expect(right >= 140 && right < 200, "\(right) of 200")
    let sure = try (0..<200).map { try Self.run([0, 1, 0], own: 2, repetition: $0) }
    func rounds(_ selections: [SequentialSelection]) -> Int { selections.reduce(0) { $0 + $1.rounds.max()! } }
    #expect(rounds(selections) < rounds(sure))
  }

  /// Options that are far behind go early: rounds are spent on those that compete.
  @Test func worldsGoToThoseThatCompete() throws {
    var (spent, whole, behind) = (0, 0, 0)
    for repetition in 0..<100 {
      let selection = try Self.run([0, -6, 1, -6, -6, -6], own: 2, repetition: repetition)
      spent += selection.rounds.reduce(0, +)
      whole += 6 * selection.rounds.max()!
      behind += selection.rounds[1]
    }
    #expect(Double(spent) < 0.7 * Double(whole), "\(spent) of \(whole)")
    #expect(behind < 100 * 15, "\(behind)")
  }
}
