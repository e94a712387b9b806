import Foundation
import KhorshooExperiments
import KhorshooModel
import KhorshooNumerics
import KhorshooReports
import KhorshooScenarios
import KhorshooText

/// What the command line asks of a sweep, beside the scenario.
public struct SweepRequest: Sendable {
  /// Scenario file.
  public var scenario: String
  /// What is said over it.
  public var overrides: ScenarioOverrides
  /// `--until`
  public var until: String?
  /// `--max-replicates`; replicates of the scenario when left out.
  public var maximumReplicates: Int?
  /// Parts that the sweep is split into; nil for none.
  public var shards: Int?
  /// Version of the program.
  public var version: String

  /// Memberwise.
  public init(
    scenario: String, overrides: ScenarioOverrides, until: String? = nil, maximumReplicates: Int? = nil,
    shards: Int? = nil, version: String
  ) {
    self.scenario = scenario
    self.overrides = overrides
    self.until = until
    self.maximumReplicates = maximumReplicates
    self.shards = shards
    self.version = version
  }
}

extension SweepContext {
  /// Plans a sweep: scenario read, points made, everything that they depend on written down.
  ///
  /// - Parameter table: the points, in place of those that scenario and request ask for; the request then names a table.
  /// - Throws: `UserError` with everything that is wrong with scenario, design or goal.
  public convenience init(_ request: SweepRequest, table: DesignTable? = nil) throws(UserError) {
    let reading = ScenarioReading(
      path: request.scenario, overrides: request.overrides, knownOutcomes: ResolvedScenario.outcomeNames(),
      knownLevels: ModelOutcomes.levels, readsWorlds: false)
    let scenario = try reading.resolved()
    try scenario.requireIndependentReplicates("a sweep")
    let replicates =
      request.until == nil ? scenario.run.replicates : request.maximumReplicates ?? scenario.run.replicates
    var rule: PrecisionRule?
    if let until = request.until { rule = try PrecisionRule(parsing: until, maximumReplicates: replicates) }
    let design: Design
    var warnings: [Diagnostic] = []
    if let table {
      design = try table.design()
    } else {
      (design, warnings) = try reading.design(scenario.design)
    }
    if let rule { try Self.check(rule, scenario) }
    let basis = SweepPlan.Basis(
      scenario: scenario.hash.description, method: design.method.rawValue, points: PointTable.digest(design),
      replicates: replicates, until: rule?.text, seed: scenario.run.seed, arms: scenario.arms.map(\.name),
      reference: scenario.arms[scenario.referenceArm].name, recorded: Recording.description(scenario.outcomes),
      program: request.version, kernelFamily: BLASLibrary.kernelFamily,
      arithmetic: Arithmetic.fingerprint)
    let plan = SweepPlan(
      basis: basis, pointCount: design.pointCount,
      request: SweepPlan.Request(scenario: request.scenario, request.overrides),
      inputs: reading.contents.sorted { $0.key < $1.key }.map { SweepPlan.Input(path: $0.key, text: $0.value) },
      shards: request.shards)
    self.init(
      plan: plan, scenario: scenario, design: design, warnings: scenario.warnings + warnings, rule: rule,
      reading: reading)
  }

  /// Plans a run, a decomposition or a decision in shards: one point, whose units are its blocks.
  ///
  /// - Throws: `UserError` with everything that is wrong with the scenario.
  package convenience init(_ request: SweepRequest, run job: RunJob) throws(UserError) {
    var overrides = request.overrides
    overrides.uncertainty = job.uncertainty
    let reading = ScenarioReading(
      path: request.scenario, overrides: overrides, knownOutcomes: ResolvedScenario.outcomeNames(),
      knownLevels: ModelOutcomes.levels)
    let scenario = try reading.resolved()
    let replicates = request.maximumReplicates ?? scenario.run.replicates
    let rule = try request.until.map { until throws(UserError) in
      try PrecisionRule(parsing: until, maximumReplicates: replicates)
    }
    if rule != nil { try scenario.requireOneWorld("--until") }
    let basis = SweepPlan.Basis(
      scenario: scenario.hash.description, method: job.method, points: "", replicates: replicates,
      until: rule?.text, seed: scenario.run.seed, arms: scenario.arms.map(\.name),
      reference: scenario.arms[scenario.referenceArm].name, recorded: job.recorded(scenario),
      program: request.version, kernelFamily: BLASLibrary.kernelFamily, arithmetic: Arithmetic.fingerprint)
    var asked = SweepPlan.Request(scenario: request.scenario, overrides)
    asked.run = job
    // What cannot be computed is said before anything is written.
    let base = try job.base(scenario)
    if let rule, case .run(let model, _) = base { _ = try PrecisionWatch(rule, model) }
    _ = try WorldDraws(scenario, replicates: replicates)
    let plan = SweepPlan(
      basis: basis, pointCount: 1, request: asked,
      inputs: reading.contents.sorted { $0.key < $1.key }.map { SweepPlan.Input(path: $0.key, text: $0.value) },
      shards: request.shards)
    self.init(plan: plan, scenario: scenario, design: .one, warnings: scenario.warnings, rule: rule, reading: reading)
  }

  /// Opens the sweep of a folder.
  ///
  /// - Parameter version: of this program; nil to read results only, whatever program made them.
  /// - Throws: `UserError` 66 `no-sweep` when there is none; 65 `sweep-differs` when this program would compute other
  ///   numbers, `damaged-sweep` when plan and points do not belong together.
  public convenience init(folder: String, version: String?) throws(UserError) {
    guard let plan = try SweepPlan.read(folder: folder) else {
      throw UserError(
        .missingInput,
        [
          Diagnostic(
            code: "no-sweep", path: folder,
            message: "there is no \(SweepPlan.fileName); name a folder that khorshoo sweep or khorshoo plan has written"
          )
        ])
    }
    if let version {
      var here = plan
      here.basis.program = version
      here.basis.arithmetic = Arithmetic.fingerprint
      // A machine that gives the same bits is none other, whatever its kernels are called.
      if here.basis.arithmetic != plan.basis.arithmetic { here.basis.kernelFamily = BLASLibrary.kernelFamily }
      try SweepContext.requireSame(SweepPlan(here.basis, like: plan), plan, folder)
    }
    let reading = plan.reading
    let scenario = try reading.resolved()
    let rule = try plan.basis.until.map { until throws(UserError) in
      try PrecisionRule(parsing: until, maximumReplicates: plan.basis.replicates)
    }
    if plan.request.run != nil {
      guard scenario.hash.description == plan.basis.scenario else {
        throw SweepStore.damaged(folder + "/" + SweepPlan.fileName, "its scenario is not the one it was made of")
      }
      self.init(
        plan: plan, scenario: scenario, design: .one, warnings: scenario.warnings, rule: rule, reading: reading)
      return
    }
    let design = try reading.design(scenario.design, table: folder + "/" + SweepPlan.designName).design
    guard scenario.hash.description == plan.basis.scenario,
      try PointTable.isDigest(plan.basis.points, of: design)
    else {
      throw SweepStore.damaged(
        folder + "/" + SweepPlan.fileName, "its scenario or its points are not those it was made of")
    }
    self.init(
      plan: plan, scenario: scenario, design: design, warnings: scenario.warnings, rule: rule, reading: reading)
  }

  /// - Throws: `UserError` 65 `sweep-differs` when there is a difference; 69 `other-kernel` when it is the machine alone.
  static func requireSame(
    _ now: SweepPlan, _ then: SweepPlan, _ folder: String, more: [String] = []
  ) throws(UserError) {
    let differences = now.differences(from: then)
    if more.isEmpty, now.isOfOtherMachine(than: then) {
      throw UserError(
        .unavailable,
        [
          Diagnostic(
            code: "other-kernel", path: folder,
            message:
              "was planned on a machine with other last places (\(differences.joined(separator: "; "))); compute it on "
              + "machines like that one; this one runs \(BLASLibrary.kernelFamily) kernels")
        ])
    }
    guard !(differences + more).isEmpty else { return }
    throw UserError(
      .invalidData,
      (differences + more).map {
        Diagnostic(
          code: "sweep-differs", path: folder,
          message: "it holds another sweep: \($0); choose another folder with --out, or give the same command")
      })
  }

  /// Looks whether the goal can be looked at, where the scenario itself has an answer.
  private static func check(_ rule: PrecisionRule, _ scenario: ResolvedScenario) throws(UserError) {
    guard let banner = try? scenario.banner(),
      let model = try? scenario.model(on: banner, recording: Recording.rule(scenario))
    else { return }
    _ = try rule.target.find(in: RecordedLayout(model))
  }
}

extension Design {
  /// A point at which nothing is varied.
  fileprivate static let one = Design(.table, factors: [], coordinates: Matrix(rows: 1, columns: 0))
}

extension SweepPlan {
  fileprivate init(_ basis: Basis, like other: SweepPlan) {
    self.init(
      basis: basis, pointCount: other.pointCount, request: other.request, inputs: other.inputs, shards: other.shards)
  }
}
