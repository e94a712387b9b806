import KhorshooEngine
import KhorshooNumerics

/// What a parameter may be set to in a design.
public enum FactorDomain: Sendable, Hashable {
  /// How a range is spread over the coordinates 0 to 1.
  public enum Scale: String, Sendable, Hashable {
    /// Equal steps of the value.
    case linear
    /// Equal steps of the logarithm of the value.
    case logarithmic = "log"
  }

  /// Any number between two ends.
  case range(low: Double, high: Double, scale: Scale = .linear)
  /// Any whole number between two ends, both included.
  case integers(low: Int, high: Int)
  /// The values listed, in this order.
  case levels([FactorValue])
  /// What is believed possible, each coordinate a probability.
  case belief(Belief)

  /// The domain that samples a belief: a range where it is uniform in the value or its logarithm.
  public init(_ belief: Belief) {
    switch (belief.uncertainty, belief.kind) {
    case (.uniform(let low, let high), .number): self = .range(low: low, high: high, scale: .linear)
    case (.uniform(let low, let high), .integer):
      self = .integers(low: Int(low.rounded(.up)), high: Int(high.rounded(.down)))
    case (.logUniform(let low, let high), .number): self = .range(low: low, high: high, scale: .logarithmic)
    default: self = .belief(belief)
    }
  }

  /// The numbers `low`, `low + step` ... up to `high`, exact in decimals: 0.1:0.5:0.1 ends in 0.5 and has 0.3.
  ///
  /// - Throws: `ExperimentError` `factor-step` when the step is not positive or there are over a million numbers.
  public static func steps(from low: Double, through high: Double, by step: Double) throws(ExperimentError)
    -> FactorDomain
  {
    guard low.isFinite, high.isFinite, step.isFinite, step > 0, high >= low, (high - low) / step < 1e6 else {
      throw ExperimentError(
        code: "factor-step",
        "\(low):\(high):\(step) is no list of numbers; write lo:hi:step with lo below hi, a positive step and at most a million steps"
      )
    }
    // Whole multiples of the finest decimal place of low and step, where there is one.
    let scales: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12]
    let scale = scales.first { scale in
      [low, step].allSatisfy { ($0 * scale).rounded() / scale == $0 && ($0 * scale).magnitude < 0x1p52 }
    }
    let count = Int(((high - low) / step * (1 + 1e-12) + 1e-9).rounded(.down))
    return .levels(
      (0...count).map { i in
        guard let scale else { return .number(min(high, low + Double(i) * step)) }
        return .number(((low * scale).rounded() + Double(i) * (step * scale).rounded()) / scale)
      })
  }

  /// How many values there are; nil of a range and a belief.
  public var levelCount: Int? {
    switch self {
    case .range, .belief: return nil
    case .integers(let low, let high): return high - low + 1
    case .levels(let values): return values.count
    }
  }

  /// The value at a coordinate: 0 is the low end, 1 the high end; levels have bins of equal width.
  public func value(at coordinate: Double) -> FactorValue {
    switch self {
    case .range(let low, let high, let scale):
      if coordinate <= 0 { return .number(low) }
      if coordinate >= 1 { return .number(high) }
      let x =
        scale == .linear
        ? low + coordinate * (high - low) : stableExp(stableLog(low) + coordinate * (stableLog(high) - stableLog(low)))
      return .number(max(low, min(high, x)))
    case .integers(let low, _): return .number(Double(low + level(at: coordinate)))
    case .levels(let values): return values[level(at: coordinate)]
    case .belief(let belief): return FactorValue(belief.quantile(max(0, min(1, coordinate))))
    }
  }

  /// Where a value of a grid that reaches both ends is taken: ends of a belief may have none, so that its grid goes from
  /// the quantile 0.005 to 0.995.
  ///
  /// Source: Saltelli et al. 2008, Global Sensitivity Analysis, 3.
  func gridCoordinate(_ coordinate: Double) -> Double {
    if case .belief = self { 0.005 + 0.99 * coordinate } else { coordinate }
  }

  /// Which of the levels lies at a coordinate; 0 of a range.
  func level(at coordinate: Double) -> Int {
    guard let count = levelCount else { return 0 }
    return max(0, min(count - 1, Int(coordinate * Double(count))))
  }

  /// Whether its values are numbers.
  public var isNumeric: Bool {
    switch self {
    case .range, .integers: true
    case .levels(let values): values.allSatisfy { $0.number != nil }
    case .belief(let belief): belief.kind == .number || belief.kind == .integer
    }
  }

  /// Why no design can be made of it; nil when one can.
  fileprivate func problem(key: String) -> ExperimentError? {
    switch self {
    case .range(let low, let high, let scale):
      guard low.isFinite, high.isFinite, low < high else {
        return ExperimentError(
          code: "factor-range", key: key, "the range is \(low) to \(high); give a low end below a high end, both finite"
        )
      }
      guard scale == .linear || low > 0 else {
        return ExperimentError(
          code: "factor-range", key: key,
          "the range begins at \(low) and has a logarithmic scale; begin above 0, or use a linear scale")
      }
    case .integers(let low, let high):
      guard low < high, low > -(1 << 31), high < 1 << 31 else {
        return ExperimentError(
          code: "factor-range", key: key, "the whole numbers are \(low) to \(high); give a low end below a high end")
      }
    case .levels(let values):
      var seen: Set<FactorValue> = []
      if let twice = values.first(where: { !seen.insert($0).inserted }) {
        return ExperimentError(
          code: "factor-levels", key: key, "\(twice) is listed twice; list each value once")
      }
      guard !values.isEmpty, values.allSatisfy({ $0.number?.isFinite ?? true }) else {
        return ExperimentError(
          code: "factor-levels", key: key,
          "found \(values.isEmpty ? "no value" : "a number that is not finite"); list at least one value")
      }
    case .belief: break
    }
    return nil
  }
}

/// One thing that a design varies: a parameter, or several that move together.
public struct Factor: Sendable, Hashable {
  /// A parameter with what it may be set to.
  public struct Part: Sendable, Hashable {
    /// Key of the parameter, as after `--set`.
    public let key: String
    /// What it may be set to.
    public let domain: FactorDomain

    /// Memberwise.
    public init(_ key: String, _ domain: FactorDomain) {
      self.key = key
      self.domain = domain
    }
  }

  /// The parameters; more than one move together, from low to high or from level to level.
  public let parts: [Part]

  /// A single parameter.
  ///
  /// - Throws: `ExperimentError` `factor-range`, `factor-levels`.
  public init(_ key: String, _ domain: FactorDomain) throws(ExperimentError) {
    try self.init(together: [Part(key, domain)])
  }

  /// Parameters that move together: all of them ranges, or all with the same number of values.
  ///
  /// - Throws: `ExperimentError` `factor-range`, `factor-levels`, `factor-joint`.
  public init(together parts: [Part]) throws(ExperimentError) {
    precondition(!parts.isEmpty, "a factor without a parameter")
    for part in parts {
      if let problem = part.domain.problem(key: part.key) { throw problem }
    }
    let counts = parts.map(\.domain.levelCount)
    guard counts.allSatisfy({ $0 == counts[0] }) else {
      let found = zip(parts, counts).map { "\($0.key) has \($1.map { "\($0) values" } ?? "a range")" }
      throw ExperimentError(
        code: "factor-joint", key: parts[0].key,
        "\(found.joined(separator: ", ")); parameters that move together need as many values each, or a range each")
    }
    self.parts = parts
  }

  /// Keys of its parameters, joined by ` + `.
  public var name: String { parts.map(\.key).joined(separator: " + ") }

  /// How many values it has; nil of a range.
  public var levelCount: Int? { parts[0].domain.levelCount }

  /// Value of every part at a coordinate from 0 to 1; of a grid that reaches both ends, at its own of them.
  public func values(at coordinate: Double, ofGrid: Bool = false) -> [FactorValue] {
    parts.map { $0.domain.value(at: ofGrid ? $0.domain.gridCoordinate(coordinate) : coordinate) }
  }

  /// The number by which regressions and ranks see the factor at a coordinate; nil of three or more words, which have no order.
  ///
  /// Ranges and beliefs give the coordinate (so the logarithm, on a logarithmic scale), numbers themselves, two words 0
  /// and 1.
  public func score(at coordinate: Double) -> Double? {
    if case .belief(let belief) = parts[0].domain, case .choice(let options) = belief.uncertainty {
      let value = parts[0].domain.value(at: coordinate)
      if let number = value.number { return number }
      return options.count <= 2 ? (value.description == options.last?.word ? 1 : 0) : nil
    }
    guard case .levels(let values) = parts[0].domain else {
      return levelCount == nil ? coordinate : parts[0].domain.value(at: coordinate).number
    }
    if values.allSatisfy({ $0.number != nil }) { return parts[0].domain.value(at: coordinate).number }
    return values.count <= 2 ? Double(parts[0].domain.level(at: coordinate)) : nil
  }

  /// The same at many coordinates, NaN where there is no number: listed values are looked through once, and tables of another model
  /// list as many as they have points.
  func scores(at coordinates: [Double]) -> [Double] {
    let domain = parts[0].domain
    guard case .levels(let values) = domain else { return coordinates.map { score(at: $0) ?? .nan } }
    let numbers = values.compactMap(\.number)
    let isNumeric = numbers.count == values.count
    return coordinates.map { coordinate in
      let level = domain.level(at: coordinate)
      return isNumeric ? numbers[level] : values.count <= 2 ? Double(level) : .nan
    }
  }
}
