import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooScenarios
import KhorshooText

/// A value that the page can move: a lever of the main arm, or an assumption of all arms.
package struct Slider: Sendable, Equatable {
  /// What it moves.
  package enum Kind: String, Sendable {
    case lever, assumption
  }

  /// Key of the ledger.
  package let key: String
  package let kind: Kind
  package let meaning: LocalizedText
  package let unit: LocalizedText
  /// Ends and distance of the values that it takes; multiples of the step.
  package let low, high, step: Double
  /// In the scenario: of the main arm, or of all.
  package let value: Double
  /// Whether the worlds draw it as long as it is not moved.
  package let isDrawn: Bool
  /// Whether it stands with the first ones, or among the further.
  package let isFirst: Bool
  let isWhole: Bool

  /// Whether the page may ask for a value.
  package func allows(_ value: Double) -> Bool {
    value.isFinite && value >= low - step / 2 && value <= high + step / 2 && (!isWhole || value == value.rounded())
  }

  /// What `--set` would be given for it.
  package func setting(_ value: Double, arm: String) -> ResidentWorlds.Setting {
    let text = isWhole ? "\(Int(value))" : plainNumber(value)
    return ResidentWorlds.Setting(kind == .lever ? "arms.\(arm).\(key)" : key, text)
  }

  /// A slider of a parameter with a value; nil when it is no number, or there is no room to move.
  init?(_ parameter: Parameter, at value: ParameterValue, kind: Kind, belief: Belief?, isDrawn: Bool, isFirst: Bool) {
    let now: Double
    switch value {
    case .number(let number): now = number
    case .integer(let number): now = Double(number)
    case .boolean, .text: return nil
    }
    guard let range = parameter.range else { return nil }
    isWhole = parameter.kind == .integer
    var (least, greatest) = Self.ends(belief, range)
    (least, greatest) = (min(least, now), max(greatest, now))
    guard greatest > least else { return nil }
    step = isWhole ? max(1, Self.step(least, greatest).rounded()) : Self.step(least, greatest)
    low = Self.clean((least / step - Self.noise).rounded(.up) * step)
    high = Self.clean((greatest / step + Self.noise).rounded(.down) * step)
    guard high > low, low >= range.lowerBound, high <= range.upperBound else { return nil }
    (key, self.kind, self.value, self.isDrawn, self.isFirst) = (parameter.key, kind, now, isDrawn, isFirst)
    meaning = LocalizedText(
      en: Self.withoutStop(parameter.meaning), zh: Self.withoutStop(parameter.meaningChinese))
    unit = UnitWords.text(parameter.unit)
  }

  /// What is believed possible, its last hundredths left out where it has no ends; without a belief, what is admissible.
  private static func ends(_ belief: Belief?, _ range: ClosedRange<Double>) -> (Double, Double) {
    guard let belief else { return (range.lowerBound, range.upperBound) }
    func number(_ probability: Double) -> Double {
      switch belief.quantile(probability) {
      case .number(let number): number
      case .integer(let number): Double(number)
      case .boolean, .text: .nan
      }
    }
    let hasEnds = belief.uncertainty.support.map { $0.low.isFinite && $0.high.isFinite } ?? false
    let (low, high) = hasEnds ? (number(0), number(1)) : (number(0.01), number(0.99))
    return low.isNaN || high.isNaN ? (range.lowerBound, range.upperBound) : (low, high)
  }

  /// Some forty steps of 1, 2 or 5 times a power of ten.
  private static func step(_ low: Double, _ high: Double) -> Double {
    let least = (high - low) / 40
    let power = pow(10, floor(log10(least)))
    return clean([1, 2, 5, 10].map { $0 * power }.first { $0 >= least * 0.999 } ?? power)
  }

  /// Of a quotient that should be whole.
  private static let noise = 1e-9

  private static func clean(_ value: Double) -> Double { Double(String(format: "%.10g", value)) ?? value }

  private static func withoutStop(_ sentence: String) -> String {
    sentence.hasSuffix(".") || sentence.hasSuffix("。") ? String(sentence.dropLast()) : sentence
  }
}

extension Slider {
  /// Levers that stand first, each with what it is for; all other levers that policy may choose follow.
  ///
  /// They are the efforts that arms and sweeps choose, and the sums that are paid: what a policy is discussed by.
  private static let firstLevers = [
    "policy.centralHouseholds.outreach",  // who hears of the cooperative
    "policy.centralHouseholds.training",  // knowledge of husbandry
    "policy.centralHouseholds.services.effort",  // what households get without joining
    "policy.centralHouseholds.payYuanPerYear",  // the sum that central households cost
    "policy.cooperatives.grantYuanPerYear",  // the sum that cooperatives cost
    "policy.cooperatives.finishingShare",  // what joint sale is worth
    "policy.cooperatives.patronageShare",  // who gets the surplus
    "policy.broadcastPerQuarter",  // hearing of it without a central household
  ]

  /// Assumptions on the page at most.
  private static let assumptionCount = 10

  /// The sliders of a scenario: levers that act in the arm, then assumptions.
  ///
  /// Levers are the numbers below `policy` that the ledger lets policy choose. Assumptions are those of which the scenario itself
  /// states what is believed, then those that set the size of the channels (`Channel.mainPatterns`), the first of each channel
  /// before the second of any.
  package static func all(of scenario: ResolvedScenario, arm: Arm, drawn: Set<String>) -> [Slider] {
    levers(scenario, arm) + assumptions(scenario, drawn)
  }

  private static func levers(_ scenario: ResolvedScenario, _ arm: Arm) -> [Slider] {
    let sliders = scenario.ledger.parameters.compactMap { parameter -> Slider? in
      guard parameter.isLever, isChosen(parameter), ParameterNeed(of: parameter.key).isMet(by: arm.values),
        let value = arm.values[parameter.key]
      else { return nil }
      return Slider(
        parameter, at: value, kind: .lever, belief: parameter.belief, isDrawn: false,
        isFirst: firstLevers.contains(parameter.key))
    }
    let first = firstLevers.compactMap { key in sliders.first { $0.key == key } }
    return first + sliders.filter { !$0.isFirst }
  }

  /// Whether the ledger says that policy chooses the value: by a range, or by calling it a lever.
  private static func isChosen(_ parameter: Parameter) -> Bool {
    parameter.belief != nil || parameter.source.hasPrefix("policy lever")
  }

  private static func assumptions(_ scenario: ResolvedScenario, _ drawn: Set<String>) -> [Slider] {
    let stated = scenario.drawn.filter { if case .file = scenario.origins[$0.key] { true } else { false } }.map(\.key)
    let main = scenario.assumptions.filter { $0.mainRank != nil && !$0.parameter.isLever }
      .sorted { $0.mainRank! < $1.mainRank! }
    var ofChannel: [Channel: Int] = [:]
    let ranked = main.map { assumption -> (round: Int, key: String) in
      let round = assumption.channel.map { ofChannel[$0, default: 0] } ?? 0
      if let channel = assumption.channel { ofChannel[channel, default: 0] += 1 }
      return (round, assumption.parameter.key)
    }
    let byRound = (0..<main.count).flatMap { round in ranked.filter { $0.round == round }.map(\.key) }
    var seen: Set<String> = []
    let keys = (stated + byRound).filter { seen.insert($0).inserted }
    return Array(
      keys.lazy.compactMap { key -> Slider? in
        guard let parameter = scenario.ledger[key], let value = scenario.values[key] else { return nil }
        let belief = scenario.drawn.first { $0.key == key }?.belief ?? parameter.belief
        return belief.flatMap {
          Slider(parameter, at: value, kind: .assumption, belief: $0, isDrawn: drawn.contains(key), isFirst: true)
        }
      }.prefix(assumptionCount))
  }
}
