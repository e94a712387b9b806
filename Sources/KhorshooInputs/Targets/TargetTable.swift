import KhorshooText

/// When a target is looked at, and what is made of several times: `2024`, `2024Q2`, `total 2024`, `mean`, `growth 2020-2029`.
public struct TargetTime: Sendable, Hashable {
  /// What is made of yearly values.
  public enum Measure: String, Sendable, Hashable, CaseIterable {
    /// Their mean; of one year its value.
    case mean
    /// The mean of yearly steps of their logarithm.
    case growth
    /// The standard deviation of these steps.
    case growthSd
  }

  /// Whether a year's value is the sum of its quarters, as of sales, in place of the last one, as of a herd.
  public var isTotal = false
  /// What is made of yearly values.
  public var measure = Measure.mean
  /// Calendar years; nil for all of the run, or its last one where the measure is left out.
  public var years: ClosedRange<Int>?
  /// Quarter of the one year that is meant; nil for the whole year.
  public var quarter: Int?
  /// Whether nothing was written: the last year.
  public var isLast = false

  /// Reads a time; nil when it is none.
  public init?(_ text: String) {
    var hasMeasure = false
    let words = text.split(whereSeparator: { $0 == " " || $0 == "\u{3000}" }).map(String.init)
    for word in words {
      let name = Self.chinese[word] ?? word
      if name == "total", !isTotal {
        isTotal = true
      } else if let found = Measure(rawValue: name), !hasMeasure {
        (measure, hasMeasure) = (found, true)
      } else if years == nil, let match = name.wholeMatch(of: #/(\d{4})(?:[Qq]([1-4])|[-–—](\d{4}))?/#),
        let first = Int(match.1)
      {
        let last = match.3.flatMap { Int($0) } ?? first
        guard last >= first else { return nil }
        years = first...last
        quarter = match.2.flatMap { Int($0) }
      } else {
        return nil
      }
    }
    isLast = years == nil && !hasMeasure
    if quarter != nil, isTotal || measure != .mean { return nil }
    if measure != .mean, let years, years.count < (measure == .growth ? 2 : 3) { return nil }
  }

  private static let chinese = [
    "合计": "total", "全年": "total", "平均": "mean", "增长": "growth", "增长率": "growth", "增长标准差": "growthSd",
  ]
}

/// Published numbers that a model is to agree with: one row a target.
public struct TargetTable: Sendable {
  /// One row.
  public struct Target: Sendable {
    /// Name, unique in the table.
    public let name: String
    /// Outcome, and the outcome that it is divided by.
    public let outcome: String
    /// Outcome that it is divided by; nil for none.
    public let ratio: String?
    /// Identifier of the place or group.
    public let place: String
    /// When.
    public let time: TargetTime
    /// Arm that is like the world that was observed; nil for that of the calibration.
    public let arm: String?
    /// What was observed.
    public let value: Double
    /// Standard deviations of observation and of what the model cannot get right.
    public let error, discrepancy: Double
    /// Whether it is kept out of the fit, to test it.
    public let isHeldOut: Bool
    /// Where it was published.
    public let source: String
    /// Line of the file.
    public let line: Int
  }

  /// File.
  public let path: String
  /// Bytes of the file, for its hash.
  public let bytes: [UInt8]
  /// The rows.
  public let targets: [Target]

  /// A problem of a row, for whoever knows more than the reader.
  public func fault(_ code: String, _ target: Target, _ key: String, _ message: String) -> Diagnostic {
    Diagnostic(code: code, path: path, line: target.line, column: 1, key: key, message: message)
  }

  /// Columns, in their order in tables that the program writes.
  public static let columns = [
    "name", "outcome", "ratio", "place", "time", "arm", "value", "error", "discrepancy", "use", "source",
  ]
}
