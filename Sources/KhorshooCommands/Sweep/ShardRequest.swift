import Foundation
import KhorshooReports
import KhorshooSweeps
import KhorshooText

/// `khorshoo shard`: computes parts of a planned sweep.
package struct ShardRequest: Request {
  package var folder: String
  package var shards: String?
  /// This bundle of consecutive shards, from 1, and into how many bundles all are divided: a task of a scheduler.
  package var task, tasks: Int?
  /// Whether damaged files are removed first and their shards computed again.
  package var isRepair: Bool
  package var threads: Int?
  package var quiet: Bool

  package init(
    folder: String, shards: String? = nil, task: Int? = nil, tasks: Int? = nil, isRepair: Bool = false,
    threads: Int? = nil, quiet: Bool = false
  ) {
    self.folder = folder
    self.shards = shards
    self.task = task
    self.tasks = tasks
    self.isRepair = isRepair
    self.threads = threads
    self.quiet = quiet
  }

  package func check() throws(InvalidArgument) {
    if let threads, !(1...1024).contains(threads) {
      throw InvalidArgument("--threads: found \(threads), expected 1 to 1024.")
    }
    guard task != nil || tasks != nil else { return }
    guard let task, let tasks, tasks >= 1, (1...tasks).contains(task) else {
      throw InvalidArgument(
        "--task \(task.map(String.init) ?? "(none)") --tasks \(tasks.map(String.init) ?? "(none)"): expected both, "
          + "--task from 1 to --tasks.")
    }
    if shards != nil { throw InvalidArgument("--shards: found beside --task, expected one of them.") }
  }

  /// Kernels of the matrix library that the sweep was planned with, so that a better processor gives the same last places.
  package var plannedKernel: String? { try? SweepPlan.read(folder: folder)?.basis.kernelFamily }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    let sharded = try ShardedSweep(SweepContext(folder: folder, version: Program.version), folder: folder)
    let options = RunOptions(threads: threads, quiet: quiet)
    let numbers = try numbers(1...sharded.count)
    session.watch(.loses)
    sharded.removeRemains()
    if isRepair {
      let discarded = try sharded.discardDamaged(numbers)
      if !quiet, !discarded.isEmpty {
        session.say("khorshoo: damaged, computed again: \(ShardedSweep.ranges(discarded)) [\(folder)]")
      }
    }
    // Whoever takes all begins at a place of its own, so that machines that begin together seldom meet; where blocks are judged in
    // their order, all begin at the first.
    let isAll = shards == nil && task == nil && sharded.sweep.plan.basis.until == nil
    return try Self.compute(
      numbers, from: isAll ? Int.random(in: 1...sharded.count) : 1, sharded, options, session)
  }

  private func numbers(_ all: ClosedRange<Int>) throws -> [Int] {
    if let task, let tasks {
      return Array((task - 1) * all.count / tasks..<task * all.count / tasks).map { $0 + 1 }
    }
    guard let shards else { return Array(all) }
    return try shards.split(separator: ",", omittingEmptySubsequences: false).flatMap { part in
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard (1...2).contains(ends.count), let low = ends[0], let high = ends[ends.count - 1], low <= high,
        all.contains(low), all.contains(high)
      else {
        throw UserError(
          .usage,
          [
            Diagnostic(
              code: "unknown-shard", path: "--shards",
              message:
                "found \(quoted(part)), expected numbers from \(all.lowerBound) to \(all.upperBound), such as 1,3-5")
          ])
      }
      return Array(low...high)
    }
  }

  /// Computes shards one after another, each once; those that others are computing come last.
  static func compute(
    _ numbers: [Int], from start: Int, _ sharded: ShardedSweep, _ options: RunOptions, _ session: Session
  ) throws -> CommandReport {
    var (computed, place) = (0, start)
    let precision = try ShardedPrecision(sharded)
    while try precision?.isEnough() != true, let (number, seen) = sharded.next(of: numbers, from: place) {
      let progress = SweepProgress(options, session)
      let begin = ContinuousClock().now
      switch try sharded.compute(
        number, seen: seen, threads: options.threadCount, isCancelled: { session.isCancelled() },
        progress: { progress.update($0) })
      {
      case .computed:
        computed += 1
        if !options.quiet {
          session.say("khorshoo: shard \(number) in \(seconds(since: begin)) s, process \(ShardPart.process)")
        }
      case .there: break
      case .interrupted:
        throw UserError(
          .interrupted,
          [
            Diagnostic(
              code: "interrupted", path: sharded.folder,
              message: "interrupted in shard \(number), which is given up; finished shards are kept")
          ])
      }
      place = number + 1
    }
    let there = Set(numbers).count - computed
    let others =
      try precision?.isEnough() == true
      ? "there are enough with \(precision?.replicates ?? 0) replicates" : "\(there) were there"
    return CommandReport(
      options.quiet ? "" : Messages.said("\(computed) shards computed, \(others): \(sharded.folder)\n"))
  }

  private static func seconds(since begin: ContinuousClock.Instant) -> String {
    let time = (ContinuousClock().now - begin).components
    return "\(time.seconds).\(time.attoseconds / 100_000_000_000_000_000)"
  }
}
