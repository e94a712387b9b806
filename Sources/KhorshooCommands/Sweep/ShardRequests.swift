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
    let study = try SweepContext(design.sweep(of: scenario, shards: shards))
    try Self.publish(study, in: out, comparingShards: true)
    design.tellLeftOut(study, quiet: quiet, session)
    guard !quiet else { return CommandReport("") }
    session.warn(study.scenario.warnings)
    return CommandReport(
      "\(study.design.pointCount) points in \(shards) shards; identity \(study.plan.identity.prefix(12))\n"
        + "Next: khorshoo shard \(out) --shards 1-\(shards), khorshoo status \(out), khorshoo merge \(out)\n")
  }

  /// Puts plan and points into the folder, which is new or holds the same study.
  static func publish(_ study: SweepContext, in path: String, comparingShards shards: Bool) throws {
    let isNew = try SweepPlan.read(folder: path) == nil
    // Looks whether the folder is one for a study, and makes it.
    if isNew { try ResultFolder(path: path, isSweep: true).leave() }
    try study.publish(in: path, comparingShards: shards)
  }
}

/// `khorshoo shard`: computes parts of a planned sweep.
package struct ShardRequest: Request {
  package var folder: String
  package var shards: String?
  package var threads: Int?
  package var quiet: Bool

  package init(folder: String, shards: String? = nil, threads: Int? = nil, quiet: Bool = false) {
    self.folder = folder
    self.shards = shards
    self.threads = threads
    self.quiet = quiet
  }

  package func check() throws(InvalidArgument) {
    if let threads, !(1...1024).contains(threads) {
      throw InvalidArgument("--threads: found \(threads), expected 1 to 1024.")
    }
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    let sharded = try ShardedSweep(SweepContext(folder: folder, version: Program.version), folder: folder)
    let options = RunOptions(threads: threads, quiet: quiet)
    session.watch()
    return try Self.compute(numbers(1...sharded.count), sharded, options, session)
  }

  private func numbers(_ all: ClosedRange<Int>) throws -> [Int] {
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

  /// Computes shards one after another.
  static func compute(
    _ numbers: [Int], _ sharded: ShardedSweep, _ options: RunOptions, _ session: Session
  ) throws -> CommandReport {
    var (computed, there) = (0, 0)
    for number in numbers {
      let progress = SweepProgress(options, session)
      switch try sharded.compute(
        number, threads: options.threadCount, isCancelled: { session.isCancelled() },
        progress: { progress.update($0) })
      {
      case .computed: computed += 1
      case .there: there += 1
      case .interrupted:
        throw UserError(
          .interrupted,
          [
            Diagnostic(
              code: "interrupted", path: sharded.folder,
              message: "interrupted in shard \(number), which is given up; finished shards are kept")
          ])
      }
    }
    return CommandReport(
      options.quiet ? "" : "\(computed) shards computed, \(there) were there: \(sharded.folder)\n")
  }
}

/// `khorshoo status`: which shards are there.
package struct StatusRequest: Request {
  package var folder: String
  package var json: Bool

  package init(folder: String, json: Bool = false) {
    self.folder = folder
    self.json = json
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    let sharded = try ShardedSweep(SweepContext(folder: folder, version: nil), folder: folder)
    var (done, missing, conflicting): ([Int], [Int], [Int]) = ([], [], [])
    for (index, state) in sharded.states.enumerated() {
      switch state {
      case .done: done.append(index + 1)
      case .missing: missing.append(index + 1)
      case .conflicting: conflicting.append(index + 1)
      }
    }
    let text: String
    if json {
      let lists = [("done", done), ("missing", missing), ("conflicting", conflicting)]
      text =
        OrderedJSON.object(
          [("shards", .integer(sharded.count)), ("identity", .text(sharded.study.plan.identity))]
            + lists.map { ($0.0, .list($0.1.map { .integer($0) })) }
        ).description
    } else {
      let lists = [("missing", missing), ("conflicting", conflicting)].filter { !$0.1.isEmpty }
        .map { "; \($0.0): \(ShardedSweep.ranges($0.1))" }.joined()
      text = "\(done.count) of \(sharded.count) shards done\(lists)\n"
    }
    let exit: UserError.Exit? = conflicting.isEmpty ? missing.isEmpty ? nil : .partial : .invalidData
    return CommandReport(text, fault: exit.map { (nil, $0.rawValue) })
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
    let study = try SweepContext(folder: folder, version: nil)
    let sharded = try ShardedSweep(study, folder: folder)
    let results = try ResultFolder(path: folder, byteOrderMark: bom || language == .chinese, isSweep: true)
    try sharded.merge()
    sharded.removeRemains()
    let options = RunOptions(threads: 1, language: language, quiet: quiet, json: json)
    let store = try SweepStore(
      path: folder + "/" + SweepStore.fileName, identity: study.plan.identity, isReadOnly: true)
    return try SweepReport(study: study, path: folder, options: options, begin: begin, found: nil).finish(
      store, results)
  }
}
