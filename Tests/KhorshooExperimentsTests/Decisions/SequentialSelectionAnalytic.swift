import KhorshooExperiments
import Testing

/// Rounds that can be followed by hand.
@Suite struct SequentialSelectionAnalytic {
  /// Two options, probability 0.75 and two first rounds: eta = (1 / 0.25 - 1) / 2 x ... by hand below.
  @Test func twoOptionsByHand() throws {
    // alpha 0.25, k 2: 2 alpha / (k - 1) = 0.5; to the power -2 / 1: 4; eta = 1.5, h2 = 3.
    var selection = try SequentialSelection(options: 2, probability: 0.75, indifference: 1, firstRounds: 2)
    selection.add([1, 0])
    #expect(selection.selected == nil && selection.competing == [0, 1])
    // Differences 1 and -3: variance 8, so 24 rounds end it; W = 1 / 4 x (24 - 2) = 5.5; means differ by 1.
    selection.add([0, 3])
    #expect(selection.selected == nil && selection.competing == [0, 1] && selection.mean(1) == 1.5)
    // After three rounds W = 1 / 6 x 21 = 3.5. A sum of differences of -2 - 8.4: 10.4 / 3 = 3.47, within; then 14.6 / 4 against 2.5.
    selection.add([0, 8.4])
    #expect(selection.competing == [0, 1])
    selection.add([0, 4.2])
    #expect(selection.competing == [1] && selection.selected == 1 && selection.rounds == [4, 4])
    #expect(selection.eliminations == [.init(option: 0, by: 1, rounds: 4)])
  }

  /// Rounds that are taken in together are looked at when all are there: what was too far behind in between may stay.
  @Test func severalRoundsAreOneLook() throws {
    let rounds = [[1, 0], [0, 3], [0, 8.4], [0, 4.2], [14.6, 0]]
    func selection(_ looks: [Range<Int>]) throws -> SequentialSelection {
      var selection = try SequentialSelection(options: 2, probability: 0.75, indifference: 1, firstRounds: 2)
      for look in looks where selection.selected == nil { selection.add(rounds: Array(rounds[look])) }
      return selection
    }
    let once = try selection([0..<4])
    #expect(once.selected == 1 && once.eliminations == [.init(option: 0, by: 1, rounds: 4)] && once.mean(0) == 0.25)
    let each = try selection([0..<1, 1..<2, 2..<3, 3..<4, 4..<5])
    #expect(each.selected == 1 && each.rounds == [4, 4])
    let late = try selection([0..<1, 1..<5])
    #expect(late.selected == nil && late.competing == [0, 1] && late.mean(0) == late.mean(1) && late.mostRounds == 24)
    #expect(try selection([0..<1]).mostRounds == nil, "before the first look nobody knows")
  }

  /// Of several that an option is below, that by which it is farthest out is named.
  @Test func whoTookAnOptionOutIsNamed() throws {
    var selection = try SequentialSelection(options: 4, probability: 0.9, indifference: 1, firstRounds: 3)
    selection.add(rounds: [[0, 9, 20, 20.5], [0.1, 9, 22, 20.4], [0.2, 9.1, 18.1, 20.6]])
    #expect(selection.competing == [2, 3])
    #expect(selection.eliminations.map(\.option) == [0, 1] && selection.eliminations.map(\.by) == [3, 3])
    #expect(selection.eliminations.allSatisfy { $0.rounds == 3 } && selection.rounds == [3, 3, 3, 3])
  }

  /// When the margin is used up, the higher mean is selected, however small the difference.
  @Test func itEnds() throws {
    var selection = try SequentialSelection(options: 2, probability: 0.75, indifference: 1, firstRounds: 2)
    selection.add([1, 0])
    selection.add([0, 3])
    var rounds = 2
    while selection.selected == nil, rounds < 100 {
      selection.add([1.0915, 1])
      rounds += 1
    }
    #expect(rounds == 24 && selection.selected == 0, "\(rounds), \(selection.mean(0)), \(selection.mean(1))")
  }

  @Test func optionsThatAreTheSameEndAtTheFirstLook() throws {
    var selection = try SequentialSelection(options: 3, probability: 0.95, indifference: 1, firstRounds: 3)
    for value in [4.0, 1, 7] { selection.add([value, value, value - 1]) }
    #expect(selection.competing == [0, 1] && selection.selected == 0)
  }

  @Test(arguments: [(1, 0.95, 1.0), (3, 0.4, 1), (3, 0.95, 0), (3, 1, 1), (3, 0.95, .nan)])
  func goalsThatAreNoneAreRefused(options: Int, probability: Double, indifference: Double) {
    #expect(throws: ExperimentError.self) {
      try SequentialSelection(options: options, probability: probability, indifference: indifference)
    }
  }
}
