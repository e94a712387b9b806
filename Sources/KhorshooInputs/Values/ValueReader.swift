import KhorshooEngine
import KhorshooText

/// Makes a parameter's value of what was written, without guessing: a word is no switch, a quoted number is text, and
/// a number that reads differently elsewhere (`007`, `1_000`) is refused.
package enum ValueReader {
  /// The value of a parameter.
  ///
  /// - Parameter meant: options by other spellings of theirs in lower case, for the remedy.
  package static func value(
    _ node: YamlNode, for parameter: Parameter, meant: [String: String] = [:]
  ) -> Result<ParameterValue, ValueFault> {
    let expected = expectation(parameter)
    guard case .scalar(let scalar) = node.content, !scalar.isNothing else { return .failure(missing(node, expected)) }
    do {
      switch parameter.kind {
      case .boolean: return .success(.boolean(try boolean(scalar, expected)))
      case .choice(let options): return .success(.text(try option(scalar, options, meant)))
      case .integer:
        let value = try integer(scalar, expected)
        try checkRange(Double(value), parameter, scalar, expected)
        return .success(.integer(value))
      case .number:
        let value = try number(scalar, expected)
        try checkRange(value, parameter, scalar, expected)
        return .success(.number(value))
      }
    } catch { return .failure(error) }
  }

  /// The number written for a numeric parameter when it lies outside its range; nil when it does not, or is none.
  package static func outsideValue(_ scalar: YamlScalar, for parameter: Parameter) -> Double? {
    guard case .failure(let fault) = value(YamlNode(.scalar(scalar), at: SourcePlace(path: "")), for: parameter),
      fault.code == "out-of-range", let number = try? number(scalar, "")
    else { return nil }
    return number
  }

  /// `a number from 0 to 1 (share)`
  package static func expectation(_ parameter: Parameter) -> String {
    switch parameter.kind {
    case .boolean, .choice: return parameter.admissible
    case .number, .integer:
      let noun = parameter.kind == .integer ? "a whole number" : "a number"
      let unit = parameter.unit == "1" ? "" : " (\(parameter.unit))"
      return parameter.range == nil ? noun + unit : "\(noun) from \(parameter.admissible)\(unit)"
    }
  }

  /// The fault of a value that is absent or no scalar.
  package static func missing(_ node: YamlNode, _ expected: String) -> ValueFault {
    node.isNothing
      ? ValueFault(
        code: "missing-value", message: "found nothing, expected \(expected); give a value or delete the line")
      : ValueFault(code: "wrong-type", message: "found \(node.found), expected \(expected)")
  }

  private static func checkRange(
    _ value: Double, _ parameter: Parameter, _ scalar: YamlScalar, _ expected: String
  ) throws(ValueFault) {
    guard let range = parameter.range, !range.contains(value) else { return }
    throw ValueFault(
      code: "out-of-range",
      message: "found \(FoundText.shortened(scalar.text)), expected \(expected)"
        + DoubtfulNumbers.perCent(value, in: range))
  }

  private static func boolean(_ scalar: YamlScalar, _ expected: String) throws(ValueFault) -> Bool {
    if scalar.isPlain, scalar.text == "true" { return true }
    if scalar.isPlain, scalar.text == "false" { return false }
    let word = scalar.text.lowercased()
    if YamlScalar.isSwitchWord(word) {
      let meant = ["yes", "on", "y", "true"].contains(word)
      throw ValueFault(
        code: "switch-word",
        message: "found \(scalar.found), expected \(expected); write \(meant) (lower case, no quotes)")
    }
    throw ValueFault(code: "wrong-type", message: "found \(scalar.found), expected \(expected)")
  }

  private static func option(
    _ scalar: YamlScalar, _ options: [String], _ meant: [String: String]
  ) throws(ValueFault) -> String {
    if options.contains(scalar.text) { return scalar.text }
    let expected = options.count == 1 ? options[0] : "one of \(options.joined(separator: ", "))"
    let hint =
      meant[scalar.text.lowercased()].map { "; write \($0)" }
      ?? Nearest.hint(scalar.text, among: options, listed: 0)
    throw ValueFault(code: "unknown-option", message: "found \(scalar.found), expected \(expected)\(hint)")
  }

  /// A whole number in plain digits.
  package static func integer(_ scalar: YamlScalar, _ expected: String) throws(ValueFault) -> Int {
    let number = try StrictNumber(scalar, expected)
    if number.isWholeText {
      guard let value = Int(scalar.text) else {
        throw ValueFault(
          code: "out-of-range", message: "found \(FoundText.shortened(scalar.text)), expected \(expected)")
      }
      return value
    }
    let value = number.value
    let hint = value == value.rounded() && abs(value) < 1e15 ? "; write \(plainNumber(value))" : ""
    throw ValueFault(
      code: "not-whole",
      message: "found \(FoundText.shortened(scalar.text)), expected \(expected) in plain digits\(hint)")
  }

  /// A finite number.
  package static func number(_ scalar: YamlScalar, _ expected: String) throws(ValueFault) -> Double {
    try StrictNumber(scalar, expected).value
  }

  /// A text that every YAML reader takes for text.
  package static func text(_ node: YamlNode, _ expected: String) throws(ValueFault) -> String {
    guard case .scalar(let scalar) = node.content, !scalar.isNothing else { throw missing(node, expected) }
    if scalar.text.allSatisfy(\.isWhitespace) {
      throw ValueFault(code: "missing-value", message: "found an empty text, expected \(expected)")
    }
    if scalar.isPlain, YamlScalar.isReserved(scalar.text) {
      throw ValueFault(
        code: "needs-quotes",
        message: "found \(scalar.found), which reads as a number or a switch; as \(expected) write \"\(scalar.text)\"")
    }
    return scalar.text
  }
}
