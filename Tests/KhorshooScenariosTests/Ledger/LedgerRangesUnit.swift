import KhorshooEngine
import KhorshooScenarios
import Testing

/// What is assumed has a range, and what the program starts from is the middle of it.
@Suite struct LedgerRangesUnit {
  private let numbers = ParameterLedger.standard().parameters.filter { $0.kind == .number || $0.kind == .integer }

  /// Structure, policy and choices of the modeller are no beliefs; every other assumed number says how uncertain it is.
  @Test func everyAssumedNumberHasARangeOrSaysWhyNot() {
    let reasons = ["structure of the herd table", "policy lever", "modelling choice"]
    let assumed = numbers.filter { $0.trust == .assumed }
    for parameter in assumed where parameter.uncertainty.isEmpty {
      #expect(reasons.contains { parameter.source.contains($0) }, "\(parameter.key): \(parameter.source)")
    }
    #expect(assumed.count { !$0.uncertainty.isEmpty } > 400)
  }

  /// The reference value is the median of its own distribution, or its source says why it is not.
  @Test func theReferenceIsTheMedian() {
    var explained = 0
    for parameter in numbers {
      guard let belief = parameter.belief else { continue }
      let value = number(parameter.value)
      let (low, median, high) = (
        number(belief.quantile(0.05)), number(belief.quantile(0.5)), number(belief.quantile(0.95))
      )
      let isWhole = parameter.kind == .integer
      if abs(median - value) <= max(0.02 * (high - low), isWhole ? 1 : 1e-9) { continue }
      explained += 1
      #expect(parameter.source.contains("reference:"), "\(parameter.key): \(value), median \(median)")
    }
    // Few are: the rule holds for nearly all.
    #expect(explained < 30)
  }

  private func number(_ value: ParameterValue) -> Double {
    switch value {
    case .number(let x): x
    case .integer(let n): Double(n)
    case .boolean, .text: .nan
    }
  }
}
