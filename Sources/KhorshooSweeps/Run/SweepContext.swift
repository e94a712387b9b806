import KhorshooExperiments
import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios
import KhorshooText
import Synchronization

/// Some replicates of one point: what a worker takes, computes and hands in whole.
public struct SweepUnit: Sendable, Hashable {
  /// Point of the design, from 0.
  public let point: Int
  /// First replicate.
  public let first: Int
  /// Replicates; the most, when the sweep stops by precision.
  public let replicates: Int
}

/// A sweep that can be computed: its plan, its scenario and its points.
public final class SweepContext: Sendable {
  /// Replicates of a unit: a multiple of 16, large enough that a banner and its models are made seldom.
  static let unitReplicates = 256

  /// What was planned.
  public let plan: SweepPlan
  /// The scenario where nothing is varied.
  public let scenario: ResolvedScenario
  /// The points.
  public let design: Design
  /// What can be used of scenario and table of points, but is probably not meant.
  public let warnings: [Diagnostic]
  /// When a point is precise enough; nil when every point has all replicates.
  public let rule: PrecisionRule?
  private let reading: ScenarioReading
  private let banners = BannerCache()
  // Of a planned run, once for all shards of a process: its model, and what makes workers.
  private let base = Mutex<RunJob.Base?>(nil)
  private let made = Mutex<(@Sendable () -> any UnitComputing)?>(nil)
  /// Which of the design's parameters a banner depends on.
  private let isOfBanner: [Bool]

  init(
    plan: SweepPlan, scenario: ResolvedScenario, design: Design, warnings: [Diagnostic], rule: PrecisionRule?,
    reading: ScenarioReading
  ) {
    self.plan = plan
    self.scenario = scenario
    self.design = design
    self.warnings = warnings
    self.rule = rule
    self.reading = reading
    isOfBanner = design.keys.map { key in
      // What is no parameter of the ledger makes a banner, but for levers of arms, the run and its prices.
      let own = LedgerKeys.ofArm(key) ?? key
      return scenario.ledger[own] != nil
        ? ModelSchedule.bannerReads(own) : !["run.", "market.history."].contains(where: key.hasPrefix)
    }
  }

  /// Replicates of a unit: of a planned run, those of a block.
  var unitReplicates: Int { plan.request.run == nil ? Self.unitReplicates : laneCount }

  /// Whether each point stops by precision: all its replicates are then one unit. Blocks of a run are judged where they are put
  /// together.
  private var stopsPoints: Bool { rule != nil && plan.request.run == nil }

  /// Units of a point.
  public var unitsPerPoint: Int {
    stopsPoints ? 1 : (plan.basis.replicates + unitReplicates - 1) / unitReplicates
  }

  /// Units of the sweep.
  public var unitCount: Int { unitsPerPoint * design.pointCount }

  /// A unit, in the order in which units run.
  public func unit(_ index: Int) -> SweepUnit {
    let (position, part) = index.quotientAndRemainder(dividingBy: unitsPerPoint)
    let first = part * unitReplicates
    let most = plan.basis.replicates
    return SweepUnit(
      point: design.order[position], first: first,
      replicates: stopsPoints ? most : min(unitReplicates, most - first))
  }

  /// What makes a worker.
  ///
  /// - Throws: `UserError` 65 when a planned run has no answer.
  func workers() throws(UserError) -> @Sendable () -> any UnitComputing {
    guard let job = plan.request.run else { return { UnitRunner(self) } }
    if let known = made.withLock({ $0 }) { return known }
    let new = try RunJob.workers(base(of: job), scenario, replicates: plan.basis.replicates)
    made.withLock { $0 = new }
    return new
  }

  /// The model of a planned run.
  ///
  /// - Throws: `UserError` 65 when it has no answer.
  package func base(of job: RunJob) throws(UserError) -> RunJob.Base {
    if let known = base.withLock({ $0 }) { return known }
    let new = try job.base(scenario)
    base.withLock { $0 = new }
    return new
  }

  /// What a point sets.
  public func settings(point: Int) -> [(key: String, value: FactorValue)] {
    zip(design.keys, design.values(point: point)).map { (key: $0, value: $1) }
  }

  /// The scenario of a point.
  ///
  /// - Throws: `UserError` 65 when its values contradict each other.
  public func scenario(point: Int) throws(UserError) -> ResolvedScenario {
    try reading.resolved(at: settings(point: point))
  }

  /// The model of a point, recording what the sweep records; points that differ in what no banner reads share theirs.
  ///
  /// - Throws: `UserError` 65 when the point has no answer.
  public func model(point: Int) throws(UserError) -> LinkageModel {
    let scenario = try scenario(point: point)
    // Points that are places of their own have households of their own.
    let isOwn = scenario.run.randomNumbers == .perPoint
    let key =
      zip(design.values(point: point), isOfBanner).filter(\.1).map(\.0) + (isOwn ? [.number(Double(point))] : [])
    let banner: Banner
    if let known = banners[key] {
      banner = known
    } else {
      banner = try scenario.banner(population: isOwn ? point : 0, isDescribed: false)
      banners[key] = banner
    }
    return try scenario.model(on: banner, branch: point, recording: Recording.rule(scenario))
  }
}

/// The banners that were used last, by what a point sets of all that a banner depends on.
private final class BannerCache: Sendable {
  private static let limit = 4
  private let entries = Mutex<[(key: [FactorValue], banner: Banner)]>([])

  subscript(key: [FactorValue]) -> Banner? {
    get { entries.withLock { $0.first { $0.key == key }?.banner } }
    set {
      guard let newValue else { return }
      entries.withLock { entries in
        entries.removeAll { $0.key == key }
        entries.append((key, newValue))
        if entries.count > Self.limit { entries.removeFirst() }
      }
    }
  }
}
