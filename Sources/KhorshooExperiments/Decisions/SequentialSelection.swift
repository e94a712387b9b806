import KhorshooNumerics

/// Which of several options is best in expectation, found round by round: worlds are drawn only for options that may still be it.
///
///     eta = ((2 alpha / (k - 1))^(-2 / (n0 - 1)) - 1) / 2,   h2 = 2 eta (n0 - 1),   alpha = 1 - probability
///     S2  = variance of the differences of two options over the first n0 rounds
///     W   = max(0, delta / (2 r) x (h2 S2 / delta^2 - r))                          after r rounds
///     out = an option whose mean is below that of another by more than their W
///
/// It ends when one is left, or when all W are 0: then the one with the highest mean is selected. Where rounds are independent and
/// their means normal, the option selected is with the stated probability the best, or less than delta below it. Options meet the
/// same worlds, which makes differences small; that they do so is allowed for.
///
/// Several rounds may be taken in before a look: with fewer looks the probability of a wrong selection is no larger.
///
/// - Source: Kim and Nelson 2001, doi:10.1145/502109.502111 (fully sequential procedure, c = 1); fewer looks: Jennison, Johnstone and
///   Turnbull 1982, Asymptotically optimal procedures for sequential adaptive selection of the best of several normal means.
/// - Proof: `SequentialSelectionAnalytic`, `SequentialSelectionStatistical`.
public struct SequentialSelection: Sendable {
  /// Probability with which the best option is to be selected.
  public let probability: Double
  /// Difference that does not matter.
  public let indifference: Double
  /// Rounds before the first look.
  public let firstRounds: Int
  /// Options that may still be the best, in order.
  public private(set) var competing: [Int]
  /// Rounds in which each option was computed.
  public private(set) var rounds: [Int]
  /// Options that are out, in the order in which they fell.
  public private(set) var eliminations: [Elimination] = []
  /// Sums over these.
  private var sums: [Double]
  /// Values of the first rounds. Shape: rounds, options.
  private var first: [[Double]] = []
  /// Variance of the differences of two options over the first rounds. Shape: options squared.
  private var variances: [[Double]] = []

  /// An option that is out.
  public struct Elimination: Sendable, Hashable {
    /// The option, and the one that it was farthest below, beyond their margin.
    public let option, by: Int
    /// Rounds after which it fell.
    public let rounds: Int

    /// Memberwise.
    public init(option: Int, by: Int, rounds: Int) { (self.option, self.by, self.rounds) = (option, by, rounds) }
  }

  /// A selection that has not begun.
  ///
  /// - Throws: `ExperimentError` `selection-goal`.
  public init(options: Int, probability: Double, indifference: Double, firstRounds: Int = 10) throws(ExperimentError) {
    guard options >= 2, firstRounds >= 2, indifference > 0, indifference.isFinite, (0.5...0.999).contains(probability)
    else {
      throw ExperimentError(
        code: "selection-goal",
        "found \(options) options, probability \(probability), a difference of \(indifference) and \(firstRounds) first rounds; "
          + "expected two options at least, a probability of 0.5 to 0.999, a difference above 0 and two rounds at least"
      )
    }
    (self.probability, self.indifference, self.firstRounds) = (probability, indifference, firstRounds)
    competing = Array(0..<options)
    rounds = Array(repeating: 0, count: options)
    sums = Array(repeating: 0, count: options)
  }

  /// The option that is selected; nil while rounds are to be added.
  public var selected: Int? {
    guard competing.count > 1 else { return competing[0] }
    let count = rounds[competing[0]]
    guard count >= firstRounds else { return nil }
    let isOver = competing.allSatisfy { a in competing.allSatisfy { a == $0 || margin(a, $0, count) == 0 } }
    return isOver ? competing.reduce(competing[0]) { mean($1) > mean($0) ? $1 : $0 } : nil
  }

  /// Mean of an option over the rounds in which it was computed.
  public func mean(_ option: Int) -> Double { sums[option] / Double(rounds[option]) }

  /// Rounds after which it ends at the latest; nil before the first look.
  public var mostRounds: Int? {
    guard first.count == firstRounds else { return nil }
    let most = competing.flatMap { a in competing.map { needed(a, $0) } }.max() ?? 0
    return max(firstRounds, Int(most.rounded(.up)))
  }

  /// Takes in a round, and looks.
  ///
  /// - Parameter values: means over the round's worlds, of the options that compete, in their order.
  /// - Precondition: every value is finite.
  public mutating func add(_ values: [Double]) { add(rounds: [values]) }

  /// Takes in several rounds, and looks at their end alone.
  ///
  /// - Parameter values: means over each round's worlds, of the options that compete, in their order.
  /// - Precondition: every value is finite.
  public mutating func add(rounds values: [[Double]]) {
    for round in values { take(round) }
    if first.count == firstRounds { look() }
  }

  private mutating func take(_ values: [Double]) {
    precondition(values.count == competing.count && values.allSatisfy(\.isFinite), "\(values) of \(competing)")
    for (option, value) in zip(competing, values) {
      sums[option] += value
      rounds[option] += 1
    }
    guard first.count < firstRounds else { return }
    first.append(values)
    guard first.count == firstRounds else { return }
    variances = values.indices.map { a in
      values.indices.map { b in Moments(first.map { $0[a] - $0[b] }).variance }
    }
  }

  /// Takes out whatever is too far below another.
  private mutating func look() {
    let count = rounds[competing[0]]
    let means = competing.map { mean($0) }
    var kept: [Int] = []
    for (option, own) in zip(competing, means) {
      let ahead = zip(competing, means).map { other, theirs in
        (other, other == option ? -.infinity : theirs - margin(option, other, count) - own)
      }
      let most = ahead.reduce(ahead[0]) { $1.1 > $0.1 ? $1 : $0 }
      if most.1 > 0 {
        eliminations.append(Elimination(option: option, by: most.0, rounds: count))
      } else {
        kept.append(option)
      }
    }
    competing = kept
  }

  /// How far an option may be below another after so many rounds and stay.
  private func margin(_ a: Int, _ b: Int, _ count: Int) -> Double {
    max(0, indifference / (2 * Double(count)) * (needed(a, b) - Double(count)))
  }

  /// Rounds after which two options have no margin any more: h2 S2 / delta^2.
  private func needed(_ a: Int, _ b: Int) -> Double {
    let degrees = Double(firstRounds - 1)
    let share = 2 * (1 - probability) / Double(rounds.count - 1)
    let eta = (stableExp(-2 / degrees * stableLog(share)) - 1) / 2
    return 2 * eta * degrees * variances[a][b] / (indifference * indifference)
  }
}
