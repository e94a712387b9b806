import Foundation
import KhorshooReports
import KhorshooSweeps
import KhorshooText

/// `khorshoo plan`: a sweep split into parts that any machine can compute.
package struct PlanRequest: Request {
  package var scenario: ScenarioRequest
  package var design: SweepDesignRequest
  package var shards: Int
  package var out: String
  package var quiet: Bool

  package init(scenario: ScenarioRequest, design: SweepDesignRequest, shards: Int, out: String, quiet: Bool = false) {
    self.scenario = scenario
    self.design = design
    self.shards = shards
    self.out = out
    self.quiet = quiet
  }

  package func check() throws(InvalidArgument) {
    guard (1...100_000).contains(shards) else {
      throw InvalidArgument("--shards: found \(shards), expected 1 to 100000.")
    }
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    let sweep = try SweepContext(design.sweep(of: scenario, shards: shards))
    try Self.publish(sweep, in: out, comparingShards: true)
    design.tellLeftOut(sweep, quiet: quiet, session)
    guard !quiet else { return CommandReport("") }
    session.warn(sweep.warnings)
    return CommandReport(
      Messages.said(
        "\(sweep.design.pointCount) points in \(shards) shards; identity \(sweep.plan.identity.prefix(12))\n"
          + "Next: khorshoo shard \(out) --shards 1-\(shards), khorshoo status \(out), khorshoo merge \(out)\n"))
  }

  /// Puts plan and points into the folder, which is new or holds the same sweep.
  static func publish(_ sweep: SweepContext, in path: String, comparingShards shards: Bool) throws {
    let isNew = try SweepPlan.read(folder: path) == nil
    // Looks whether the folder is one for a sweep, and makes it.
    if isNew { try ResultFolder.shared(path).leave() }
    try sweep.publish(in: path, comparingShards: shards)
  }
}

extension ResultFolder {
  /// Opens the folder of a sweep that other machines write into for moments, with the same files: they are waited for.
  static func shared(_ path: String, byteOrderMark: Bool = false) throws(UserError) -> ResultFolder {
    for _ in 0..<100 {
      do throws(UserError) {
        return try ResultFolder(path: path, byteOrderMark: byteOrderMark, isSweep: true)
      } catch {
        guard error.diagnostics.first?.code == "folder-busy" else { throw error }
        usleep(100_000)
      }
    }
    return try ResultFolder(path: path, byteOrderMark: byteOrderMark, isSweep: true)
  }
}

/// `khorshoo merge`: puts shards together.
package struct MergeRequest: Request {
  package var folder: String
  package var bom: Bool
  package var language: Language
  package var quiet: Bool
  package var json: Bool

  package init(
    folder: String, bom: Bool = false, language: Language = .english, quiet: Bool = false, json: Bool = false
  ) {
    self.folder = folder
    self.bom = bom
    self.language = language
    self.quiet = quiet
    self.json = json
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    let begin = ContinuousClock().now
    let sweep = try SweepContext(folder: folder, version: nil)
    let sharded = try ShardedSweep(sweep, folder: folder)
    if let job = sweep.plan.request.run { return try merge(job, sharded, session) }
    let results = try ResultFolder(path: folder, byteOrderMark: bom || language.marksTables, isSweep: true)
    try sharded.merge()
    sharded.removeRemains()
    let options = RunOptions(threads: 1, language: language, quiet: quiet, json: json)
    let store = try SweepStore(
      path: folder + "/" + SweepStore.fileName, identity: sweep.plan.identity, isReadOnly: true)
    return try SweepReport(sweep: sweep, path: folder, options: options, begin: begin, found: nil).finish(
      store, results)
  }
}
