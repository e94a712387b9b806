/// How well a value is known (the codes of the evidence page).
public enum Trust: String, Sendable, CaseIterable {
  /// Read in the cited source.
  case verified
  /// Arithmetic on verified numbers.
  case derived
  /// Computed from published data or inputs.
  case computed
  /// From memory: check before quoting.
  case recalled
  /// A modelling assumption without a source.
  case assumed
}

/// One entry of the parameter ledger: a quantity a user can see, question and change.
public struct Parameter: Sendable {
  /// What a value may be.
  public enum Kind: Sendable, Hashable {
    /// A finite number within the range.
    case number
    /// A whole number within the range.
    case integer
    /// `true` or `false`.
    case boolean
    /// One of the named options.
    case choice([String])
  }

  /// Dotted lower camel case with the unit last, such as `herds.sheep.parturitionPerYear`.
  public let key: String
  /// The default.
  public let value: ParameterValue
  /// Unit in words or symbols; `1` for a pure number.
  public let unit: String
  /// What a value may be.
  public let kind: Kind
  /// Least and greatest admissible value (numbers and integers).
  public let range: ClosedRange<Double>?
  /// What is believed of the value; nil when nothing is stated.
  public let belief: Belief?
  /// The belief as the ledger writes it, such as `Beta(40,9.5)` or `U(0.02,0.12)`; empty when none is stated.
  public let uncertainty: String
  /// Who says so.
  public let source: String
  /// How well it is known.
  public let trust: Trust
  /// One sentence in English.
  public let meaning: String
  /// The same sentence in Chinese.
  public let meaningChinese: String

  /// Whether policy decides it, as everything below `policy`.
  public var isLever: Bool { Self.isLever(key) }

  /// Whether a key is that of a lever.
  public static func isLever(_ key: String) -> Bool { key.hasPrefix("policy.") }

  /// Whether the worlds of a run may differ in it: levers are decided, and counts of places are the same in all of them.
  public var differsBetweenWorlds: Bool { !isLever && !key.hasPrefix("places.") }

  /// Memberwise.
  public init(
    key: String, value: ParameterValue, unit: String, kind: Kind, range: ClosedRange<Double>?,
    belief: Belief? = nil, uncertainty: String, source: String, trust: Trust, meaning: String, meaningChinese: String
  ) {
    self.key = key
    self.value = value
    self.unit = unit
    self.kind = kind
    self.range = range
    self.belief = belief
    self.uncertainty = uncertainty
    self.source = source
    self.trust = trust
    self.meaning = meaning
    self.meaningChinese = meaningChinese
  }
}

/// A parameter's value.
public enum ParameterValue: Hashable, Sendable, CustomStringConvertible {
  /// A finite number.
  case number(Double)
  /// A whole number.
  case integer(Int)
  /// A switch.
  case boolean(Bool)
  /// One of the named options of a choice.
  case text(String)

  /// As written in a scenario file.
  public var description: String {
    switch self {
    case .number(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .boolean(let value): "\(value)"
    case .text(let value): value
    }
  }
}

/// The value of every parameter, by key: what one arm of a scenario is computed from.
public struct ParameterValues: Sendable, Equatable {
  private var storage: [String: ParameterValue]

  /// All values by key.
  public init(_ values: [String: ParameterValue]) { storage = values }

  /// Every key, sorted.
  public var keys: [String] { storage.keys.sorted() }

  /// The raw value, nil for an unknown key.
  public subscript(key: String) -> ParameterValue? {
    get { storage[key] }
    set { storage[key] = newValue }
  }

  /// The number (or whole number, as a number) under `key`.
  /// - Precondition: the key exists and is numeric: scenarios are checked before a model is built.
  public func number(_ key: String) -> Double {
    switch storage[key] {
    case .number(let value): return value
    case .integer(let value): return Double(value)
    case let other: preconditionFailure("parameter \(key): expected a number, found \(String(describing: other))")
    }
  }

  /// The number under `key` in single precision.
  public func float(_ key: String) -> Float { Float(number(key)) }

  /// The whole number under `key`.
  public func integer(_ key: String) -> Int {
    guard case .integer(let value) = storage[key] else {
      preconditionFailure("parameter \(key): expected a whole number, found \(String(describing: storage[key]))")
    }
    return value
  }

  /// The switch under `key`.
  public func boolean(_ key: String) -> Bool {
    guard case .boolean(let value) = storage[key] else {
      preconditionFailure("parameter \(key): expected a switch, found \(String(describing: storage[key]))")
    }
    return value
  }

  /// The option under `key`.
  public func text(_ key: String) -> String {
    guard case .text(let value) = storage[key] else {
      preconditionFailure("parameter \(key): expected an option, found \(String(describing: storage[key]))")
    }
    return value
  }
}
