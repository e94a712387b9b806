import Foundation
import KhorshooModel
import KhorshooReports
import KhorshooScenarios
import KhorshooText

/// Everything that the results of a sweep depend on, written before the first run: from it alone any machine computes any
/// part, and by its identity parts of one sweep know each other.
public struct SweepPlan: Codable, Sendable, Equatable {
  /// A file that was read, whole, so that the sweep needs no other folder.
  public struct Input: Codable, Sendable, Equatable {
    /// As named by the user or by the file based on it.
    public let path: String
    /// Its content.
    public let text: String
  }

  /// What the command line said.
  public struct Request: Codable, Sendable, Equatable {
    /// Scenario file.
    public var scenario: String
    /// `--set`
    public var settings: [String] = []
    /// `--replicates`, `--years`
    public var replicates, years: Int?
    /// `--seed`
    public var seed: UInt64?
    /// `--arms`
    public var arms: [String]?
    /// `--independent`; nil in plans of before there was a choice.
    public var independent: Bool?
    /// `--vary`
    public var vary: [String] = []
    /// `--factors`, `--design`
    public var factors, design: String?
    /// `--samples`
    public var samples: Int?

    /// What is recorded in place of the scenario's outcomes; nil when nothing else is.
    public var recorded: RecordingOverride?

    /// What is run or decomposed in shards; nil of a sweep.
    public var run: RunJob?

    /// Of a scenario and what is said over it.
    public init(scenario: String, _ overrides: ScenarioOverrides) {
      self.scenario = scenario
      settings = overrides.settings
      (replicates, years, seed, arms) = (overrides.replicates, overrides.years, overrides.seed, overrides.arms)
      independent = overrides.independent ? true : nil
      (vary, factors) = (overrides.design.vary, overrides.design.factors)
      (design, samples) = (overrides.design.method, overrides.design.samples)
      recorded = overrides.recorded
    }

    /// As a scenario takes them.
    public var overrides: ScenarioOverrides {
      var overrides = ScenarioOverrides(
        settings: settings, replicates: replicates, seed: seed, years: years, arms: arms,
        independent: independent ?? false,
        design: DesignOverrides(vary: vary, factors: factors, method: design, samples: samples))
      overrides.recorded = recorded
      overrides.uncertainty = run?.uncertainty
      return overrides
    }
  }

  /// What the results depend on, and nothing else: no path, no time, no number of threads or shards.
  public struct Basis: Codable, Sendable, Equatable {
    /// SHA-256 of the resolved scenario.
    public var scenario: String
    /// How points were chosen.
    public var method: String
    /// SHA-256 of what the points set; none of a run.
    public var points: String
    /// Replicates of each arm at each point; the most when ``until`` stops earlier.
    public var replicates: Int
    /// When a point is precise enough, as after `--until`.
    public var until: String?
    /// Seed of every draw.
    public var seed: UInt64
    /// Names of the arms, in scenario order, and the reference.
    public var arms: [String]
    /// The arm that the others are compared with.
    public var reference: String
    /// What is recorded.
    public var recorded: String
    /// Version of the program.
    public var program: String
    /// Kernels of the matrix library: their products differ in the last places.
    public var kernelFamily: String
    /// Hash of function values and products: a machine with another one computes other last places.
    public var arithmetic: String
  }

  /// The mark of a sweep's folder.
  public var program = "khorshoo"
  /// Hash of ``basis``.
  public var identity: String
  /// What the results depend on.
  public var basis: Basis
  /// Points.
  public var pointCount: Int
  /// What the command line said.
  public var request: Request
  /// Scenario, bases and price files.
  public var inputs: [Input]
  /// Into how many parts the sweep is split; nil when it is run in one.
  public var shards: Int?
  /// Files that belong to the sweep.
  public var files = [SweepPlan.fileName, SweepPlan.designName]

  /// `plan.json`
  public static let fileName = ResultFolder.planName
  /// `design.csv`
  public static let designName = ResultFolder.designName
  /// Where the results of a planned run are put, beside its shards.
  public static let resultsName = "results"

  init(basis: Basis, pointCount: Int, request: Request, inputs: [Input], shards: Int?) {
    self.basis = basis
    identity = SHA256Digest(of: JSONText.encode(basis)).description
    self.pointCount = pointCount
    self.request = request
    self.inputs = inputs
    self.shards = shards
  }

  /// The scenario as it was read for the plan.
  public var reading: ScenarioReading {
    ScenarioReading(
      path: request.scenario,
      contents: Dictionary(inputs.map { ($0.path, $0.text) }, uniquingKeysWith: { first, _ in first }),
      overrides: request.overrides, knownOutcomes: ResolvedScenario.outcomeNames(),
      knownLevels: ModelOutcomes.levels, readsWorlds: request.run != nil)
  }

  /// The plan of a folder; nil when there is none.
  ///
  /// - Throws: `UserError` 65 `damaged-sweep` when it cannot be read, or is not what was written; `sweep-differs` when an
  ///   earlier program kept its rows.
  public static func read(folder: String) throws(UserError) -> SweepPlan? {
    let path = folder + "/" + fileName
    guard let content = FileManager.default.contents(atPath: path) else { return nil }
    struct Mark: Decodable { var calibration: Bool? }
    if JSONText.decode(Mark.self, from: content)?.calibration == true {
      throw UserError(
        .missingInput,
        [
          Diagnostic(
            code: "no-sweep", path: path,
            message: "it is the folder of a calibration; name one of its waves, such as \(folder)/wave-1")
        ])
    }
    let former = folder + "/" + SweepStore.formerName
    if FileManager.default.fileExists(atPath: former) { throw SweepStore.ofEarlierProgram(former) }
    guard let plan = JSONText.decode(SweepPlan.self, from: content), plan.program == "khorshoo",
      plan.identity == SHA256Digest(of: JSONText.encode(plan.basis)).description
    else {
      throw UserError(
        .invalidData,
        [
          Diagnostic(
            code: "damaged-sweep", path: path,
            message: "the plan cannot be read or was changed by hand; restore it, or begin anew in another folder")
        ])
    }
    return plan
  }

  /// Whether it differs from another plan in nothing but the machine that would compute it.
  func isOfOtherMachine(than other: SweepPlan) -> Bool {
    var basis = basis
    (basis.kernelFamily, basis.arithmetic) = (other.basis.kernelFamily, other.basis.arithmetic)
    return basis == other.basis && identity != other.identity
  }

  /// What differs from another plan, one line each; empty when their results are the same.
  public func differences(from other: SweepPlan) -> [String] {
    guard identity != other.identity else { return [] }
    var found: [String] = []
    func compare<Value: Equatable>(_ name: String, _ now: Value, _ then: Value) {
      if now != then { found.append("\(name): \(then) then, \(now) now") }
    }
    let (now, then) = (basis, other.basis)
    compare("program", now.program, then.program)
    compare("kernels of the matrix library", now.kernelFamily, then.kernelFamily)
    compare("arithmetic of the machine", now.arithmetic, then.arithmetic)
    compare("seed", now.seed, then.seed)
    compare("replicates", now.replicates, then.replicates)
    compare("--until", now.until ?? "none", then.until ?? "none")
    compare("arms", now.arms.joined(separator: ","), then.arms.joined(separator: ","))
    compare("reference", now.reference, then.reference)
    compare("recorded outcomes", now.recorded, then.recorded)
    compare("design", now.method, then.method)
    compare("points", pointCount, other.pointCount)
    if now.points != then.points, pointCount == other.pointCount { found.append("design: other values at the points") }
    if now.scenario != then.scenario { found += scenarioDifferences(from: other) }
    return found.isEmpty ? ["scenario"] : found
  }

  /// Lines of the two resolved scenarios that differ, without those that are compared by name.
  private func scenarioDifferences(from other: SweepPlan) -> [String] {
    guard let now = try? reading.resolved(), let then = try? other.reading.resolved() else { return ["scenario"] }
    let named = ["run.replicates=", "run.seed=", "design=", "factor ", "reference=", "arm "]
    func lines(_ scenario: ResolvedScenario) -> [String] {
      scenario.canonicalText.split(separator: "\n").map(String.init).filter { line in
        !named.contains(where: line.hasPrefix)
      }
    }
    let (new, old) = (lines(now), lines(then))
    let (newSet, oldSet) = (Set(new), Set(old))
    let changed =
      old.filter { !newSet.contains($0) }.map { "scenario then: \($0)" }
      + new.filter { !oldSet.contains($0) }.map { "scenario now: \($0)" }
    return changed.isEmpty
      ? [] : Array(changed.prefix(20)) + (changed.count > 20 ? ["… \(changed.count - 20) more"] : [])
  }
}
