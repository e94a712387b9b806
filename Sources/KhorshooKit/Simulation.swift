@_exported import KhorshooCommands
@_exported import KhorshooEngine
@_exported import KhorshooText

/// A scenario to be computed: what `khorshoo run` takes, from Swift.
///
/// ```swift
/// var simulation = Simulation("scenarios/ewenki.yaml")
/// simulation.replicates = 64
/// let result = try simulation.run(into: "results/from-swift")
/// ```
///
/// The folder holds what the command writes, byte for byte but for times in the manifest.
///
/// - Proof: `SimulationAcceptanceTests`.
public struct Simulation: Sendable {
  /// The scenario file (YAML).
  public let scenario: String
  /// `KEY=VALUE`, by keys of the ledger, over what the file says.
  public var settings: [String] = []
  /// Replicates of each arm; the scenario's when nil.
  public var replicates: Int?
  /// Seed of every draw; the scenario's when nil.
  public var seed: UInt64?
  /// Years to simulate; the scenario's when nil.
  public var years: Int?
  /// Threads; all cores when nil. Results do not depend on it.
  public var threads: Int?
  /// Language of labels and of the summary.
  public var language = Language.english
  /// Whether `replicates.csv` is written too, one row a replicate and quarter.
  public var keepsReplicates = false

  /// A scenario as its file has it.
  public init(_ scenario: String) { self.scenario = scenario }

  /// Computes every arm and writes the result folder.
  ///
  /// - Parameters:
  ///   - folder: made when it is not there; an earlier result in it is replaced as a whole.
  ///   - session: where warnings go, and what stops the work.
  /// - Throws: `UserError` with everything that is wrong with the scenario, or why the folder cannot be written.
  public func run(into folder: String, session: Session = .silent) throws -> SimulationResult {
    let request = RunRequest(
      scenario: ScenarioRequest(scenario: scenario, set: settings, replicates: replicates, seed: seed, years: years),
      options: RunOptions(threads: threads, out: folder, language: language),
      keep: keepsReplicates ? .replicates : nil)
    let report = try request.compute(session)
    let ending = request.ending(report)
    if let problem = ending.problem { throw problem }
    precondition(ending.fault == nil, ending.fault?.line ?? "")
    return SimulationResult(folder: folder, text: ending.text, statistics: report.study.statistics)
  }
}

/// What a run gave.
public struct SimulationResult {
  /// The folder with its files.
  public let folder: String
  /// The summary, as the command prints it.
  public let text: String
  /// Every cell of every arm.
  public let statistics: RunStatistics

  /// An outcome of the banner in an arm; nil when there is no such arm or outcome at that time.
  ///
  /// - Parameter time: index of a quarter of the layout, a winter for the value of its year; the last one when nil.
  public func summary(of outcome: String, arm: String, time: Int? = nil) -> Summary? {
    guard let arm = statistics.arms.firstIndex(of: arm), let cell = cell(outcome, time) else { return nil }
    return statistics.summary(arm: arm, cell: cell)
  }

  /// By how much an arm moves an outcome of the banner against the reference; nil as in ``summary(of:arm:time:)``.
  ///
  /// - Parameter time: index of a quarter of the layout; the last one when nil.
  public func uplift(of outcome: String, arm: String, time: Int? = nil) -> PairedDifference? {
    guard let arm = statistics.arms.firstIndex(of: arm), let cell = cell(outcome, time) else { return nil }
    return statistics.difference(arm: arm, cell: cell)
  }

  private func cell(_ name: String, _ time: Int?) -> Int? {
    let layout = statistics.layout
    return layout.outcomes.firstIndex { $0.name == name }.flatMap { outcome in
      let time = time ?? layout.quarters.count - 1
      return layout.yearCell(outcome: outcome, place: 0, time: time)
        ?? layout.cell(outcome: outcome, place: 0, time: time)
    }
  }
}
