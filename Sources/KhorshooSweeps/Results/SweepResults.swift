import KhorshooEngine
import Foundation
import KhorshooExperiments
import KhorshooNumerics
import KhorshooReports
import KhorshooText

/// A sweep with what has been computed of it: for whoever reads results.
public final class SweepResults {
  /// Plan, scenario and points.
  public let sweep: SweepContext
  /// The rows.
  public let store: SweepStore

  /// Opens the results of a folder, whatever program made them and however far they are.
  ///
  /// - Throws: `UserError` 66 `no-sweep`, 65 `damaged-sweep`.
  public convenience init(folder: String) throws(UserError) {
    let sweep = try SweepContext(folder: folder, version: nil)
    let path = folder + "/" + SweepStore.fileName
    guard sweep.plan.request.run == nil else {
      throw UserError(
        .missingInput,
        [
          Diagnostic(
            code: "no-sweep", path: folder,
            message: "it is a run in shards; name the folder of its results, \(folder)/\(SweepPlan.resultsName), which "
              + "khorshoo merge writes")
        ])
    }
    guard FileManager.default.fileExists(atPath: path) else {
      throw UserError(
        .missingInput,
        [
          Diagnostic(
            code: "no-sweep", path: path,
            message: "nothing has been computed yet; run khorshoo sweep, or khorshoo merge when all shards are done")
        ])
    }
    self.init(sweep, try SweepStore(path: path, identity: sweep.plan.identity, isReadOnly: true))
  }

  /// Of a sweep and rows that are open.
  public init(_ sweep: SweepContext, _ store: SweepStore) {
    self.sweep = sweep
    self.store = store
  }

  /// Calls `body` with every point of which something is there, in order; one point is in memory at a time.
  ///
  /// - Throws: what `body` throws; `UserError` 65 `damaged-sweep`.
  public func forEachPoint(_ body: (PointResult) throws -> Void) throws {
    let wanted = sweep.rule == nil ? sweep.plan.basis.replicates : nil
    try store.forEachPoint { point, rows in
      guard point >= 0, point < sweep.design.pointCount else {
        throw SweepStore.damaged(store.path, "it has a row of point \(point), which the design has not")
      }
      try body(PointResult(point, rows, wanted: wanted))
    }
  }

  /// One point; nil when nothing is there of it.
  ///
  /// - Throws: `UserError` 65 `damaged-sweep`.
  func result(point: Int) throws -> PointResult? {
    let rows = try store.rows(point: point)
    return rows.isEmpty
      ? nil : try PointResult(point, rows, wanted: sweep.rule == nil ? sweep.plan.basis.replicates : nil)
  }

  /// A paired difference or a level, replicate by replicate at every point of the design: what analyses read. Points that are
  /// missing or failed have none.
  ///
  /// - Throws: `UserError` 65 when nothing of the kind is recorded.
  public func series(_ target: OutcomeTarget) throws -> [[Double]] {
    var all = [[Double]](repeating: [], count: sweep.design.pointCount)
    try forEachPoint { result in
      guard result.status == .done, let layout = result.layout else { return }
      let (arm, cell) = try target.find(in: layout)
      all[result.point] =
        target.isUplift ? result.differences(arm: arm, cell: cell) : result.values(arm: arm, cell: cell)
    }
    return all
  }

  /// The same as responses of the design: replicate by replicate where every point has as many, defined ones; otherwise
  /// means with their Monte Carlo variances.
  ///
  /// - Throws: as ``series(_:)``.
  public func responses(_ target: OutcomeTarget) throws -> PointResponses {
    let series = try series(target)
    let counts = Set(series.filter { !$0.isEmpty }.map(\.count))
    if counts.count == 1, let count = counts.first, count > 1, series.allSatisfy({ $0.allSatisfy(\.isFinite) }) {
      var replicates = Matrix<Double>(rows: series.count, columns: count)
      for (point, values) in series.enumerated() {
        for r in 0..<count { replicates[point, r] = values.isEmpty ? .nan : values[r] }
      }
      return PointResponses(replicates: replicates)
    }
    let moments = series.map { Moments($0.filter(\.isFinite)) }
    return PointResponses(
      means: moments.map { $0.count > 0 ? $0.mean : .nan },
      meanVariances: moments.map { $0.count > 1 ? $0.variance / Double($0.count) : .nan })
  }

  /// What was found when results were written.
  public struct Counts: Sendable {
    /// Points with all replicates, and points that failed.
    public var done = 0, failed = 0
    /// Replicates of all points, each of all arms; time that they took, s.
    public var replicates = 0, seconds = 0.0
    /// The first failures: point, code and message.
    public var failures: [(point: Int, code: String, message: String)] = []
    /// Uplift of income of the last arm over points: least and greatest; nil when it is not recorded.
    public var uplift: (arm: String, low: Double, high: Double)?
    /// Points at which the goal of `--until` was reached.
    public var reached = 0
  }

  /// Writes all tables and puts them in place together.
  ///
  /// - Throws: `UserError` 73, 74, 65 `damaged-sweep`.
  public func write(to folder: ResultFolder, manifest: (Counts) -> Manifest) throws -> Counts {
    let design = sweep.design
    try PointTable.write(design, to: folder.table(PointTable.definition(design)))
    let points = try folder.table(SweepTables.points(design))
    let effects = try folder.table(SweepTables.effects(design))
    let failures = try folder.table(SweepTables.failures(design))
    var league = LeagueTotals(sweep)
    let banners = try league == nil ? nil : folder.table(LeagueTotals.definition)
    var counts = Counts()
    try forEachPoint { result in
      let factors = design.values(point: result.point)
      counts.seconds += result.seconds
      switch result.status {
      case .incomplete: return
      case .failed(let code, let message):
        counts.failed += 1
        if counts.failures.count < 10 { counts.failures.append((result.point, code, message)) }
        try SweepTables.write(failure: code, message, point: result.point, factors: factors, to: failures)
      case .done:
        guard let layout = result.layout else { return }
        counts.done += 1
        counts.replicates += result.replicates
        note(result, layout, &counts)
        try SweepTables.write(result, layout, factors: factors, points: points, effects: effects)
        if league != nil {
          let count = try sweep.scenario(point: result.point).values.integer("places.householdCount")
          league?.add(result, layout, households: count)
        }
      }
    }
    if let banners { try league?.write(to: banners) }
    let plan = FileManager.default.contents(atPath: folder.path + "/" + SweepPlan.fileName)
    try folder.write(
      plan.map { String(decoding: $0, as: UTF8.self) } ?? JSONText.encode(sweep.plan), as: SweepPlan.fileName)
    for file in sweep.scenario.filesOfResult { try folder.write(file.text, as: file.name) }
    try sweep.scenario.writeCodebook(to: folder)
    try folder.commit(manifest(counts))
    return counts
  }

  private func note(_ result: PointResult, _ layout: RecordedLayout, _ counts: inout Counts) {
    if let rule = sweep.rule, let (arm, cell) = try? rule.target.find(in: layout) {
      let paired = result.difference(arm: arm, cell: cell)
      if (paired.ci95High - paired.ci95Low) / 2 <= rule.procedure.goal.halfWidth { counts.reached += 1 }
    }
    guard let arm = layout.arms.indices.last(where: { $0 != layout.referenceArm }),
      let cell = layout.cells.lastIndex(where: {
        $0.outcome == "meanIncomePerHousehold" && $0.placeID == Place.bannerID
      })
    else { return }
    let uplift = result.difference(arm: arm, cell: cell).difference
    guard uplift.isFinite else { return }
    let known = counts.uplift
    counts.uplift = (layout.arms[arm], min(known?.low ?? uplift, uplift), max(known?.high ?? uplift, uplift))
  }
}
