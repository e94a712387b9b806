import KhorshooReports
import KhorshooText

/// What a calibration found, as its tables have it: for whoever tells of it, from the computation or from its folder.
///
/// - Proof: `CalibrationReportCommandTests`.
package struct CalibrationFindings: Sendable {
  /// One target: a row of `targets.csv`.
  package struct Target: Sendable {
    package let name, outcome, ratio, place, arm, source: String
    package let isHeldOut: Bool
    /// Observed, mean over the first wave, weighted mean over the draws.
    package let observed, before, after: Double
    /// Between these the calibrated model predicts the number with 90 %.
    package let low, high: Double
    package let implausibilityBefore, implausibilityAfter: Double
    package let verdict: CalibrationOutcome.Verdict
  }

  /// One parameter: a row of `ranges.csv`; values at 5, 50 and 95 %, not numbers of a word.
  package struct Range: Sendable {
    package let key: String
    package let before, after: [Double]
    package let narrowed: Double
    package let isActive: Bool
  }

  /// One wave: a row of `waves.csv`.
  package struct Wave: Sendable {
    package let places, failed, factors: Int
    package let spaceLeft, reached: Double
  }

  package let targets: [Target]
  package let ranges: [Range]
  package let waves: [Wave]
  /// Draws that have a weight, and how many equal ones they are worth.
  package let draws: Int
  package let effectiveDraws: Double

  /// Of what was computed.
  ///
  /// - Parameter arm: that is looked at where a target names none.
  package init(_ outcome: CalibrationOutcome, arm: String) {
    targets = outcome.targets.map { found in
      let target = found.target
      return Target(
        name: target.name, outcome: target.outcome, ratio: target.ratio ?? "", place: target.place,
        arm: target.arm ?? arm, source: target.source, isHeldOut: target.isHeldOut, observed: target.value,
        before: found.before, after: found.after, low: found.low, high: found.high,
        implausibilityBefore: found.implausibilityBefore, implausibilityAfter: found.implausibilityAfter,
        verdict: found.verdict)
    }
    ranges = outcome.ranges.map { range in
      Range(
        key: range.key, before: range.before.map { $0 ?? .nan }, after: range.after.map { $0 ?? .nan },
        narrowed: range.narrowed, isActive: range.isActive)
    }
    waves = outcome.waves.map {
      Wave(places: $0.done, failed: $0.failed, factors: $0.active, spaceLeft: $0.shareLeft, reached: $0.reached)
    }
    (draws, effectiveDraws) = Self.draws(outcome.posterior.weights)
  }

  /// Of a result folder.
  ///
  /// - Throws: `UserError` 65, 66: what is wrong with a table.
  package init(_ folder: StoredResult) throws(UserError) {
    targets = try Self.targets(folder)
    ranges = try Self.ranges(folder)
    waves = try Self.waves(folder)
    var posterior = try folder.table(CalibrationTables.posteriorName, columns: [CalibrationTables.weight])
    let column = posterior.column(CalibrationTables.weight)
    var weights: [Double] = []
    while try posterior.next() { weights.append(try posterior.number(column)) }
    (draws, effectiveDraws) = Self.draws(weights)
  }

  private static func draws(_ weights: [Double]) -> (Int, Double) {
    (weights.count { $0 > 0 }, 1 / weights.reduce(0) { $0 + $1 * $1 })
  }

  private static func targets(_ folder: StoredResult) throws(UserError) -> [Target] {
    let definition = CalibrationTables.targets
    var table = try folder.table(definition.fileName, columns: definition.columns.map(\.name))
    var found: [Target] = []
    while try table.next() {
      func text(_ name: String) -> String { table.text(table.column(name)) }
      func number(_ name: String) throws(UserError) -> Double { try table.number(table.column(name)) }
      found.append(
        Target(
          name: text("name"), outcome: text("outcome"), ratio: text("ratio"), place: text("place"), arm: text("arm"),
          source: text("source"), isHeldOut: text("use") == "heldOut", observed: try number("observed"),
          before: try number("before"), after: try number("after"), low: try number("low"), high: try number("high"),
          implausibilityBefore: try number("implausibilityBefore"),
          implausibilityAfter: try number("implausibilityAfter"),
          verdict: CalibrationOutcome.Verdict(rawValue: text("verdict")) ?? .notMet))
    }
    return found
  }

  private static func ranges(_ folder: StoredResult) throws(UserError) -> [Range] {
    let definition = CalibrationTables.ranges
    var table = try folder.table(definition.fileName, columns: definition.columns.map(\.name))
    var found: [Range] = []
    while try table.next() {
      func numbers(_ names: [String]) throws(UserError) -> [Double] {
        var values: [Double] = []
        for name in names { values.append(try table.number(table.column(name))) }
        return values
      }
      found.append(
        Range(
          key: table.text(table.column("key")), before: try numbers(["before05", "before50", "before95"]),
          after: try numbers(["after05", "after50", "after95"]), narrowed: try numbers(["narrowed"])[0],
          isActive: table.text(table.column("matters")) == "yes"))
    }
    return found
  }

  private static func waves(_ folder: StoredResult) throws(UserError) -> [Wave] {
    let definition = CalibrationTables.waves
    var table = try folder.table(definition.fileName, columns: definition.columns.map(\.name))
    var found: [Wave] = []
    while try table.next() {
      func integer(_ name: String) throws(UserError) -> Int { try table.integer(table.column(name)) }
      func number(_ name: String) throws(UserError) -> Double { try table.number(table.column(name)) }
      found.append(
        Wave(
          places: try integer("places"), failed: try integer("failed"), factors: try integer("factors"),
          spaceLeft: try number("spaceLeft"), reached: try number("reached")))
    }
    return found
  }
}
