import KhorshooEngine

/// What a factor is set to at a point: a number, a word, or yes and no.
public enum FactorValue: Sendable, Hashable, CustomStringConvertible {
  /// A number, in the unit of its parameter.
  case number(Double)
  /// A word, such as the name of a rule.
  case text(String)
  /// Yes or no.
  case truth(Bool)

  /// As a scenario or a table states it: the shortest digits that read back as the same number, `true`, or the word.
  public var description: String {
    switch self {
    case .number(let x):
      if x == x.rounded(), x.magnitude < 0x1p53 { return String(Int64(x)) }
      return x.description
    case .text(let word): return word
    case .truth(let isSo): return isSo ? "true" : "false"
    }
  }

  /// The value that a word stands for: `true` and `false`, a finite decimal number, or else the word itself.
  public init(parsing word: String) {
    let isDecimal = word.unicodeScalars.allSatisfy { "0123456789+-.eE".unicodeScalars.contains($0) }
    if word == "true" || word == "false" {
      self = .truth(word == "true")
    } else if isDecimal, let x = Double(word), x.isFinite {
      self = .number(x == 0 ? 0 : x)
    } else {
      self = .text(word)
    }
  }

  /// The value of a parameter.
  public init(_ value: ParameterValue) {
    switch value {
    case .number(let number): self = .number(number)
    case .integer(let number): self = .number(Double(number))
    case .boolean(let flag): self = .truth(flag)
    case .text(let word): self = .text(word)
    }
  }

  /// The number it is, nil when it is none.
  public var number: Double? {
    if case .number(let x) = self { return x }
    return nil
  }
}
