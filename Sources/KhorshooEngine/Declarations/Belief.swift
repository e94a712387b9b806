/// What is believed of one parameter: an uncertainty cut to what the parameter may be.
///
/// A number or whole number outside its range is not possible: its probability is shared out over the rest. A whole
/// number is the nearest to a draw, but each is as likely as the others where the uncertainty is uniform; a switch and a
/// word take a choice.
///
/// - Proof: `BeliefUnit`.
public struct Belief: Sendable, Hashable {
  /// The family with its numbers.
  public let uncertainty: Uncertainty
  /// What a value may be.
  public let kind: Parameter.Kind
  /// Least and greatest admissible value of a number or whole number.
  public let range: ClosedRange<Double>?

  /// What is believed of a value of a kind within a range.
  ///
  /// - Throws: what was found and what was expected.
  package init(_ uncertainty: Uncertainty, kind: Parameter.Kind, range: ClosedRange<Double>?) throws(UncertaintyFault) {
    (self.uncertainty, self.kind, self.range) = (uncertainty, kind, range)
    if let problem { throw problem }
  }

  /// The value below which the truth lies with a probability; of a choice, that of the option into whose share of the
  /// probabilities, laid side by side in their order, it falls.
  ///
  /// - Precondition: the probability is from 0 to 1.
  public func quantile(_ probability: Double) -> ParameterValue {
    precondition(probability >= 0 && probability <= 1, "a quantile at probability \(probability)")
    if case .choice(let options) = uncertainty { return value(Self.option(options, probability).word) }
    guard kind == .integer else { return .number(number(probability)) }
    guard case .uniform(let low, let high) = cut else { return .integer(Int(number(probability).rounded())) }
    let (first, last) = (low.rounded(.up), high.rounded(.down))
    return .integer(Int(first + min(last - first, (probability * (last - first + 1)).rounded(.down))))
  }

  /// Whether a value is among what is believed possible.
  package func allows(_ value: ParameterValue) -> Bool {
    let number: Double
    switch value {
    case .number(let x): number = x
    case .integer(let n): number = Double(n)
    case .boolean, .text:
      guard case .choice(let options) = uncertainty else { return false }
      return options.contains { $0.word == value.description }
    }
    if case .choice(let options) = uncertainty { return options.contains { Double($0.word) == number } }
    guard let support = uncertainty.support else { return false }
    return support.low <= number && number <= support.high
  }

  /// The uncertainty with ends inside the range, where it has ends.
  private var cut: Uncertainty {
    guard let range else { return uncertainty }
    switch uncertainty {
    case .uniform(let low, let high):
      return .uniform(low: max(low, range.lowerBound), high: min(high, range.upperBound))
    case .logUniform(let low, let high):
      return .logUniform(low: max(low, range.lowerBound), high: min(high, range.upperBound))
    default: return uncertainty
    }
  }

  private func number(_ p: Double) -> Double {
    guard let range, let tails else { return cut.quantile(p) }
    let x = uncertainty.quantile(tails.below + p * tails.within, complement: tails.above + (1 - p) * tails.within)
    return max(range.lowerBound, min(range.upperBound, x))
  }

  /// Probabilities below, within and above the range; nil where the ends are cut themselves or there is no range.
  private var tails: (below: Double, within: Double, above: Double)? {
    switch uncertainty {
    case .uniform, .logUniform, .choice: return nil
    case .triangular, .pert, .beta, .normal, .logNormal: break
    }
    guard let range else { return nil }
    let (low, high) = (uncertainty.tails(range.lowerBound), uncertainty.tails(range.upperBound))
    // The difference of the smaller tails loses least.
    return (low.below, low.below > 0.5 ? low.above - high.above : high.below - low.below, high.above)
  }

  /// Why it is none of the parameter's; nil when it is.
  private var problem: UncertaintyFault? {
    func fault(_ expected: String) -> UncertaintyFault {
      UncertaintyFault(message: "found '\(uncertainty)', expected \(expected)")
    }
    if case .choice(let options) = uncertainty {
      return options.allSatisfy { isAdmissible($0.word) } ? nil : fault("values that the parameter may have")
    }
    guard kind == .number || kind == .integer else { return fault("Choice(a:weight,b:weight)") }
    guard let range, let support = uncertainty.support else { return nil }
    switch uncertainty {
    case .beta, .normal, .logNormal:
      return (tails?.within ?? 1) >= 0.5
        ? nil : fault("at least half of it within \(range.lowerBound) to \(range.upperBound)")
    case .uniform, .logUniform, .triangular, .pert, .choice: break
    }
    guard range.contains(support.low), range.contains(support.high) else {
      return fault("ends within \(range.lowerBound) to \(range.upperBound)")
    }
    let wholeNumbers = support.high.rounded(.down) - support.low.rounded(.up)
    return kind == .integer && wholeNumbers < 1 ? fault("two whole numbers at least between its ends") : nil
  }

  private func isAdmissible(_ word: String) -> Bool {
    switch kind {
    case .boolean: return word == "true" || word == "false"
    case .choice(let options): return options.contains(word)
    case .integer: return Int(word).map { range?.contains(Double($0)) ?? true } ?? false
    case .number: return Double(word).map { $0.isFinite && range?.contains($0) ?? true } ?? false
    }
  }

  private static func option(_ options: [Uncertainty.Option], _ p: Double) -> Uncertainty.Option {
    let total = options.reduce(0) { $0 + $1.weight }
    var sum = 0.0
    for option in options.dropLast() {
      sum += option.weight
      if p * total < sum { return option }
    }
    return options[options.count - 1]
  }

  private func value(_ word: String) -> ParameterValue {
    switch kind {
    case .number: .number(Double(word) ?? .nan)
    case .integer: .integer(Int(word) ?? 0)
    case .boolean: .boolean(word == "true")
    case .choice: .text(word)
    }
  }
}

extension Sequence where Element == Parameter {
  /// What each of the parameters is at a probability of its own: one draw of everything that is uncertain, by quantiles.
  ///
  /// - Precondition: there are as many probabilities as parameters, and each parameter has an uncertainty.
  public func quantiles(at probabilities: [Double]) -> [ParameterValue] {
    let parameters = Array(self)
    precondition(
      parameters.count == probabilities.count,
      "\(parameters.count) parameters at \(probabilities.count) probabilities")
    return zip(parameters, probabilities).map { parameter, probability in
      guard let belief = parameter.belief else { preconditionFailure("\(parameter.key) has no uncertainty") }
      return belief.quantile(probability)
    }
  }
}
