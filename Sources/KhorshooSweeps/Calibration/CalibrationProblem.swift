import KhorshooEngine
import KhorshooExperiments
import KhorshooInputs
import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios
import KhorshooText

/// A scenario, what is varied in it, and the published numbers that it is to agree with.
///
/// Each wave is a sweep over places that the waves before leave, in a folder of its own, so that it goes on where it was
/// interrupted and can be computed in parts.
/// - Proof: `CalibrateCommandTests`.
public struct CalibrationProblem: Sendable {
  /// What is asked for.
  public struct Request: Sendable {
    /// Scenario file.
    public var scenario: String
    /// What is said over it, with what is varied.
    public var overrides: ScenarioOverrides
    /// Table of targets.
    public var targets: String
    /// Arm that is like the observed world; nil for the one that sets nothing itself, or the last.
    public var arm: String?
    /// Version of the program.
    public var version: String

    /// Memberwise.
    public init(scenario: String, overrides: ScenarioOverrides, targets: String, arm: String?, version: String) {
      (self.scenario, self.overrides, self.targets) = (scenario, overrides, targets)
      (self.arm, self.version) = (arm, version)
    }
  }

  /// Replicates of a place when nobody says how many: means need not be precise, since luck is among the variances.
  public static let usualReplicates = 32

  /// What is asked for.
  public let request: Request
  /// The scenario where nothing is varied.
  public let scenario: ResolvedScenario
  /// The published numbers.
  public let targets: TargetTable
  /// What is varied.
  public let space: InputSpace
  /// Arm that targets without one are looked at in.
  public let arm: String
  private let waveOverrides: ScenarioOverrides
  /// Parameters that a run draws beside a table, with what is believed of them.
  private let drawn: [String: Belief]

  /// Reads scenario and targets.
  ///
  /// - Throws: `UserError` with everything that is wrong with either.
  public init(_ request: Request) throws(UserError) {
    self.request = request
    var overrides = request.overrides
    if overrides.design == DesignOverrides() { overrides.design.factors = "assumed" }
    // Any method: only the factors are taken.
    (overrides.design.method, overrides.design.samples) = (Design.Method.latinHypercube.rawValue, 16)
    overrides.replicates = overrides.replicates ?? Self.usualReplicates
    let reading = ScenarioReading(
      path: request.scenario, overrides: overrides, knownOutcomes: ResolvedScenario.outcomeNames(),
      knownLevels: ModelOutcomes.levels, readsWorlds: false)
    let scenario = try reading.resolved()
    try scenario.requireIndependentReplicates("a calibration")
    var reader = TargetTableReader(
      path: request.targets, outcomes: ResolvedScenario.outcomeNames(scenario.ledger))
    let targets = try reader.read()
    let arm = try Self.observedArm(request.arm, scenario)
    let factors = try Self.uncertain(reading.design(scenario.design).design.factors, overrides, scenario)
    (self.scenario, self.targets, self.arm, space) = (scenario, targets, arm, InputSpace(factors))
    drawn = try Self.drawn(request.scenario, overrides)
    try Self.checkArms(targets, scenario)
    try Self.checkYears(targets, scenario)
    overrides.design = DesignOverrides(method: "places.csv")
    overrides.arms = Self.arms(targets, arm, scenario)
    overrides.recorded = Self.recorded(targets, scenario)
    waveOverrides = overrides
    try checkTargets()
  }

  /// Observations, in the order of the targets.
  public var observations: [Observation] {
    targets.targets.map {
      Observation($0.name, value: $0.value, error: $0.error, discrepancy: $0.discrepancy)
    }
  }

  /// Targets that are fitted, by their places in the table.
  public var judged: [Int] { targets.targets.indices.filter { !targets.targets[$0].isHeldOut } }

  /// Whether a run of the scenario draws a factor as it was believed here, without being told.
  func isDrawnAnyway(_ factor: Factor) -> Bool {
    factor.parts.count == 1 && drawn[factor.parts[0].key].map { FactorDomain($0) == factor.parts[0].domain } == true
  }

  /// Factors that worlds of a run can differ in: of all assumed ones those, of what is named all or none.
  private static func uncertain(
    _ factors: [Factor], _ overrides: ScenarioOverrides, _ scenario: ResolvedScenario
  ) throws(UserError) -> [Factor] {
    func isHeld(_ key: String) -> Bool { scenario.ledger[key]?.differsBetweenWorlds != true }
    let named = Set(
      overrides.design.vary.flatMap { $0.split(separator: ";") }.compactMap { $0.split(separator: "=").first })
    let problems = factors.flatMap(\.parts).filter { isHeld($0.key) && named.contains(Substring($0.key)) }.map { part in
      Diagnostic(
        code: "not-uncertain", path: "--vary", key: part.key,
        message:
          "found what is the same in all worlds of a run: levers are decided, and counts of places and settings of the run "
          + "are given; vary parameters that are uncertain, and look at levers with khorshoo sweep")
    }
    guard problems.isEmpty else { throw UserError(.invalidData, problems) }
    return factors.filter { factor in !factor.parts.contains { isHeld($0.key) } }
  }

  private static func drawn(_ path: String, _ overrides: ScenarioOverrides) throws(UserError) -> [String: Belief] {
    var overrides = overrides
    (overrides.uncertainty, overrides.design) = ("ledger", DesignOverrides())
    overrides.settings.removeAll { $0.hasPrefix("run.uncertainty=") }
    let scenario = try ScenarioReading(
      path: path, overrides: overrides, knownOutcomes: ResolvedScenario.outcomeNames(),
      knownLevels: ModelOutcomes.levels, readsWorlds: false
    ).resolved()
    return Dictionary(scenario.drawn.map { ($0.key, $0.belief) }, uniquingKeysWith: { first, _ in first })
  }

  /// Replicates at each place.
  public var replicates: Int { scenario.run.replicates }

  /// The sweep over some places. Shape: places x factors, 0 to 1.
  ///
  /// - Throws: as a sweep's planning.
  public func sweep(_ places: Matrix<Double>, shards: Int?) throws(UserError) -> SweepContext {
    try SweepContext(
      SweepRequest(scenario: request.scenario, overrides: waveOverrides, shards: shards, version: request.version),
      table: space.table(places, path: request.scenario))
  }

  /// What a sweep gave for every target.
  ///
  /// - Throws: `UserError` 65.
  public func outputs(_ results: SweepResults, _ places: Matrix<Double>) throws -> RunOutputs {
    var runs = RunOutputs(
      factors: space.factors.count, quantities: targets.targets.count, replicates: replicates)
    var readings: [TargetReading] = []
    var known: RecordedLayout?
    try results.forEachPoint { result in
      guard result.status == .done, let layout = result.layout else { return }
      if layout != known {
        readings = try targetReadings(layout)
        known = layout
      }
      runs.add(places.row(result.point), readings.map { $0.values(result) })
    }
    return runs
  }

  private func targetReadings(_ layout: RecordedLayout) throws(UserError) -> [TargetReading] {
    var readings: [TargetReading] = []
    var problems: [Diagnostic] = []
    for target in targets.targets {
      do { readings.append(try TargetReading(target, arm: target.arm ?? arm, in: layout, of: targets)) } catch {
        problems += error.diagnostics
      }
    }
    guard problems.isEmpty else { throw UserError(.invalidData, problems) }
    return readings
  }

  /// Looks whether all targets are there, where the scenario itself has an answer.
  private func checkTargets() throws(UserError) {
    var overrides = waveOverrides
    overrides.design = DesignOverrides()
    let reading = ScenarioReading(
      path: request.scenario, overrides: overrides, knownOutcomes: ResolvedScenario.outcomeNames(),
      knownLevels: ModelOutcomes.levels, readsWorlds: false)
    let scenario = try reading.resolved()
    guard let banner = try? scenario.banner(),
      let model = try? scenario.model(on: banner, recording: Recording.rule(scenario))
    else { return }
    _ = try targetReadings(RecordedLayout(model))
  }

  private static func observedArm(_ wanted: String?, _ scenario: ResolvedScenario) throws(UserError) -> String {
    let names = scenario.arms.map(\.name)
    if let wanted {
      guard names.contains(wanted) else {
        throw UserError(
          .usage,
          [
            Diagnostic(
              code: "unknown-arm", path: "--arm",
              message: "there is no arm \(quoted(wanted))" + Nearest.hint(wanted, among: names))
          ])
      }
      return wanted
    }
    let plain = names.indices.filter {
      scenario.armOverrides[$0].isEmpty
    }
    return names[plain.last ?? names.count - 1]
  }

  private static func checkArms(_ targets: TargetTable, _ scenario: ResolvedScenario) throws(UserError) {
    let names = scenario.arms.map(\.name)
    let problems = targets.targets.compactMap { target -> Diagnostic? in
      guard let arm = target.arm, !names.contains(arm) else { return nil }
      return targets.fault(
        "unknown-arm", target, "arm", "there is no arm \(quoted(arm))" + Nearest.hint(arm, among: names))
    }
    guard problems.isEmpty else { throw UserError(.invalidData, problems) }
  }

  /// Arms that are needed: those that are looked at, and the reference where an outcome compares with it.
  private static func arms(_ targets: TargetTable, _ arm: String, _ scenario: ResolvedScenario) -> [String] {
    var needed = Set(targets.targets.map { $0.arm ?? arm })
    let compared = ModelOutcomes(speciesNames: scenario.speciesNames).comparedWithReference
    if targets.targets.contains(where: { compared.contains($0.outcome) || $0.ratio.map(compared.contains) ?? false }) {
      needed.insert(scenario.arms[scenario.referenceArm].name)
    }
    return scenario.arms.map(\.name).filter(needed.contains)
  }

  /// Looks for years that the run does not have, before they are asked of the scenario as years to record.
  private static func checkYears(_ targets: TargetTable, _ scenario: ResolvedScenario) throws(UserError) {
    let run = scenario.run.calendarYears
    let problems = targets.targets.compactMap { target -> Diagnostic? in
      guard let years = target.time.years, let year = years.first(where: { !run.contains($0) }) else { return nil }
      return targets.fault(
        "outside-run", target, "time",
        "\(quoted(target.outcome)) is not recorded in \(year); the run has \(run.lowerBound) to \(run.upperBound); leave "
          + "the time empty for the last year, or take mean")
    }
    guard problems.isEmpty else { throw UserError(.invalidData, problems) }
  }

  /// What is recorded of a wave: outcomes of the targets, where and when they are looked at.
  private static func recorded(_ targets: TargetTable, _ scenario: ResolvedScenario) -> RecordingOverride {
    let all = targets.targets
    let names = Set(all.flatMap { [$0.outcome] + ($0.ratio.map { [$0] } ?? []) }).sorted()
    let places = Set(all.map(\.place))
    let levels = places == [Place.bannerID] ? [PlaceLevel.banner.rawValue] : []
    let years = scenario.run.calendarYears
    var (first, last) = (years.upperBound, years.upperBound)
    for time in all.map(\.time) where !time.isLast {
      first = min(first, time.years?.lowerBound ?? years.lowerBound)
      last = max(last, time.years?.upperBound ?? years.upperBound)
    }
    return RecordingOverride(names: names, levels: levels, fromYear: max(first, 1), toYear: max(last, 1))
  }
}

/// Where the number of a target stands in what a sweep records.
struct TargetReading {
  private let arm: Int
  /// Cells of each year: the last quarter, or all whose sum is meant.
  private let cells, ratioCells: [[Int]]
  private let measure: TargetTime.Measure

  /// - Throws: `UserError` 65 `not-recorded`, `outside-run`.
  init(
    _ target: TargetTable.Target, arm: String, in layout: RecordedLayout, of table: TargetTable
  ) throws(UserError) {
    let index = layout.arms.firstIndex(of: arm)
    func cells(_ outcome: String) throws(UserError) -> [[Int]] {
      let there = layout.cells.indices.filter {
        layout.cells[$0].outcome == outcome && layout.cells[$0].placeID == target.place
      }
      guard !there.isEmpty, index != nil else {
        let known = Set(layout.cells.filter { $0.outcome == outcome }.map(\.placeID)).sorted()
        throw UserError(
          .invalidData,
          [
            table.fault(
              "not-recorded", target, "place",
              "\(quoted(outcome)) is not recorded at \(quoted(target.place)) in these years"
                + Nearest.hint(target.place, among: known))
          ])
      }
      let years = Dictionary(grouping: there) { layout.cells[$0].year }
      let wanted = target.time.years ?? (target.time.isLast ? last(years)...last(years) : first(years)...last(years))
      return try wanted.map { year throws(UserError) in
        let quarters = (years[year] ?? []).filter { cell in
          target.time.quarter.map { layout.cells[cell].quarter == $0 } ?? true
        }.sorted { layout.cells[$0].quarter < layout.cells[$1].quarter }
        guard let end = quarters.last else {
          throw UserError(
            .invalidData,
            [
              table.fault(
                "outside-run", target, "time",
                "\(quoted(outcome)) is not recorded in \(year)\(target.time.quarter.map { "Q\($0)" } ?? ""); the run has "
                  + "\(first(years)) to \(last(years)); leave the time empty for the last year, or take mean")
            ])
        }
        return target.time.isTotal ? quarters : [end]
      }
    }
    self.cells = try cells(target.outcome)
    ratioCells = try target.ratio.map { name throws(UserError) in try cells(name) } ?? []
    self.arm = index ?? 0
    measure = target.time.measure
  }

  /// The number in each replicate; NaN where it is undefined.
  func values(_ result: PointResult) -> [Double] {
    let upper = years(result, cells)
    let lower = years(result, ratioCells)
    return (0..<result.replicates).map { r in
      let series = upper.indices.map { lower.isEmpty ? upper[$0][r] : upper[$0][r] / lower[$0][r] }
      switch measure {
      case .mean:
        // Of a ratio that of the sums, since years of small denominators say little.
        guard !lower.isEmpty else { return Moments(series).mean }
        return upper.reduce(0) { $0 + $1[r] } / lower.reduce(0) { $0 + $1[r] }
      case .growth: return Self.steps(series).mean
      case .growthSd: return Self.steps(series).standardDeviation
      }
    }
  }

  private func years(_ result: PointResult, _ cells: [[Int]]) -> [[Double]] {
    cells.map { quarters in
      let series = quarters.map { result.values(arm: arm, cell: $0) }
      return (0..<result.replicates).map { r in series.reduce(0) { $0 + $1[r] } }
    }
  }

  private static func steps(_ series: [Double]) -> Moments {
    Moments(
      zip(series, series.dropFirst()).map { $0 > 0 && $1 > 0 ? stableLog($1 / $0) : .nan })
  }
}

private func first(_ years: [Int: [Int]]) -> Int { years.keys.min() ?? 0 }
private func last(_ years: [Int: [Int]]) -> Int { years.keys.max() ?? 0 }
