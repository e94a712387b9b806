import Foundation
import KhorshooEngine
import KhorshooReports
import KhorshooScenarios
import KhorshooSweeps

/// `khorshoo sweep`: a scenario at many points.
package struct SweepingRequest: Request {
  package var scenario: ScenarioRequest
  package var design: SweepDesignRequest
  package var options: RunOptions
  package var retryFailed: Bool
  package var shard: ShardNumber?

  package init(
    scenario: ScenarioRequest, design: SweepDesignRequest, options: RunOptions, retryFailed: Bool = false,
    shard: ShardNumber? = nil
  ) {
    self.scenario = scenario
    self.design = design
    self.options = options
    self.retryFailed = retryFailed
    self.shard = shard
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    let sweep = try SweepContext(design.sweep(of: scenario, shards: shard?.count))
    options.warn(sweep, session)
    design.tellLeftOut(sweep, quiet: options.quiet, session)
    let path = options.out ?? "results/\(scenario.name)-sweep"
    session.watch(shard == nil ? .finishes : .loses)
    if let shard {
      try PlanRequest.publish(sweep, in: path, comparingShards: true)
      return try ShardRequest.compute([shard.number], from: 1, ShardedSweep(sweep, folder: path), options, session)
    }
    try PlanRequest.publish(sweep, in: path, comparingShards: false)
    let folder = try ResultFolder(path: path, byteOrderMark: options.bom || options.language.marksTables, isSweep: true)
    let begin = ContinuousClock().now
    let store = try SweepStore(path: path + "/" + SweepStore.fileName, identity: sweep.plan.identity)
    let pending = try sweep.pendingUnits(store, retryingFailed: retryFailed)
    if !options.quiet, pending.count < sweep.unitCount {
      session.say(
        "khorshoo: \(sweep.unitCount - pending.count) of \(sweep.unitCount) parts are there; going on [\(path)]")
    }
    let progress = SweepProgress(options, session)
    let found = try SweepRunner(sweep, threads: options.threadCount).run(
      pending, isCancelled: { session.isCancelled() }, progress: { progress.update($0) },
      store: { try store.add($0) })
    progress.finish(found)
    return try SweepReport(sweep: sweep, path: path, options: options, begin: begin, found: found).finish(store, folder)
  }
}

/// `i/n` of `--shard`.
package struct ShardNumber: Sendable {
  package let number, count: Int

  package init?(argument: String) {
    let parts = argument.split(separator: "/").map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], (1...100_000).contains(count),
      (1...count).contains(number)
    else { return nil }
    (self.number, self.count) = (number, count)
  }
}
