/// Why a value is refused: a stable code, and what was found, what was expected, what to do.
package struct ValueFault: Error, Sendable {
  package let code: String
  package let message: String

  package init(code: String, message: String) {
    self.code = code
    self.message = message
  }
}

/// A decimal number: sign, digits without leading zeros or separators, fraction, exponent.
package struct StrictNumber {
  package let value: Double
  /// Sign and digits only.
  package let isWholeText: Bool

  /// - Throws: with code, and what was found and expected, for everything else.
  package init(_ scalar: YamlScalar, _ expected: String) throws(ValueFault) {
    let found = "found \(scalar.found), expected \(expected)"
    let text = scalar.text
    guard scalar.isPlain else {
      throw ValueFault(code: "wrong-type", message: "\(found); write it without quotes")
    }
    let bare = text.lowercased().drop { $0 == "+" || $0 == "-" || $0 == "." }
    if ["nan", "inf", "infinity"].contains(bare) {
      throw ValueFault(code: "non-finite", message: "\(found); a value is always a finite number")
    }
    var rest = Substring(text).utf8
    if let sign = rest.first, sign == 43 || sign == 45 { rest = rest.dropFirst() }
    let whole = rest.prefix { (48...57).contains($0) }
    rest = rest.dropFirst(whole.count)
    let isWhole = rest.isEmpty
    var fraction = rest.prefix(0)
    if rest.first == 46 {
      fraction = rest.dropFirst().prefix { (48...57).contains($0) }
      rest = rest.dropFirst(fraction.count + 1)
      if fraction.isEmpty { throw Self.fault(text, found) }
    }
    if let mark = rest.first, mark == 101 || mark == 69 {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == 43 || sign == 45 { rest = rest.dropFirst() }
      let exponent = rest.prefix { (48...57).contains($0) }
      if exponent.isEmpty { throw Self.fault(text, found) }
      rest = rest.dropFirst(exponent.count)
    }
    guard rest.isEmpty, !whole.isEmpty, let value = Double(text) else { throw Self.fault(text, found) }
    if whole.count > 1, whole.first == 48 {
      throw ValueFault(code: "leading-zero", message: "\(found); write it without leading zeros")
    }
    guard value.isFinite else {
      throw ValueFault(code: "non-finite", message: "\(found); the number is too large to be held")
    }
    let isZeroText = (Array(whole) + Array(fraction)).allSatisfy { $0 == 48 }
    guard value != 0 || isZeroText else {
      throw ValueFault(code: "malformed-number", message: "\(found); the number is too small to be held, write 0")
    }
    self.value = value == 0 ? 0 : value
    isWholeText = isWhole
  }

  private static func fault(_ text: String, _ found: String) -> ValueFault { NumberColumn.fault(text, found) }
}
