import ArgumentParser
import Foundation
import KhorshooReports
import KhorshooSweeps
import KhorshooText

/// `khorshoo plan`: a sweep split into parts that any machine can compute.
struct PlanCommand: ComputingCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Split a sweep into shards over a shared folder: writes plan and points, runs nothing.",
    discussion: """
      The plan holds the scenario and its bases whole, so that the folder is all that a machine needs; then khorshoo shard, \
      status and merge.

      Examples:
        khorshoo plan scenarios/ewenki.yaml --vary run.years=1,2 --shards 2 --out p
      """)

  @OptionGroup var scenario: ScenarioArguments
  @OptionGroup var design: SweepArguments

  @Option(help: "Parts.")
  var shards: Int

  @Option(help: ArgumentHelp("The study's folder.", valueName: "dir"))
  var out: String

  @Flag(help: "Say nothing but errors.")
  var quiet = false

  @OptionGroup var kernel: KernelArguments

  func validate() throws {
    guard (1...100_000).contains(shards) else {
      throw ValidationError("--shards: found \(shards), expected 1 to 100000.")
    }
  }

  func run() throws {
    let study = try SweepContext(design.request(scenario, shards: shards))
    try Self.publish(study, in: out, comparingShards: true)
    guard !quiet else { return }
    Console.warn(study.scenario.warnings)
    try Console.write(
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
struct ShardCommand: ComputingCommand {
  static let configuration = CommandConfiguration(
    commandName: "shard",
    abstract: "Compute some shards of a planned sweep; harmless twice or on two machines at once.",
    discussion: """
      Each shard appears whole in the folder shards, named by the hash of its rows, or not at all: a worker that is killed costs \
      time and nothing else.

      Example: khorshoo shard p --shards 1-2
      """)

  @Argument(help: "The study's folder.", completion: .directory)
  var folder: String

  @Option(
    help: ArgumentHelp(
      "Which: numbers and ranges joined by commas, such as 1,5-9; all by default.", valueName: "numbers"))
  var shards: String?

  @Option(help: "Threads; all cores by default.")
  var threads: Int?

  @Flag(help: "Say nothing but errors.")
  var quiet = false

  @OptionGroup var kernel: KernelArguments

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads: found \(threads), expected 1 to 1024.")
    }
  }

  func run() throws {
    let sharded = try ShardedSweep(SweepContext(folder: folder, version: Khorshoo.version), folder: folder)
    var options = MonteCarloArguments()
    (options.threads, options.quiet, options.language) = (threads, quiet, .english)
    Interruption.watch()
    try Self.compute(numbers(1...sharded.count), sharded, options)
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
  static func compute(_ numbers: [Int], _ sharded: ShardedSweep, _ options: MonteCarloArguments) throws {
    var (computed, there) = (0, 0)
    for number in numbers {
      let progress = SweepProgress(options)
      switch try sharded.compute(
        number, threads: options.threadCount, isCancelled: { Interruption.isRequested },
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
    if !options.quiet { try Console.write("\(computed) shards computed, \(there) were there: \(sharded.folder)\n") }
  }
}

/// `khorshoo status`: which shards are there.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say which shards of a planned sweep are done, missing or conflicting.",
    discussion: """
      Exit code 0 only when all are there once; 75 when some are missing, 65 when some are there with different rows.

      Example: khorshoo status p
      """)

  @Argument(help: "The study's folder.", completion: .directory)
  var folder: String

  @Flag(help: "Print as JSON.")
  var json = false

  func run() throws {
    let sharded = try ShardedSweep(SweepContext(folder: folder, version: nil), folder: folder)
    var (done, missing, conflicting): ([Int], [Int], [Int]) = ([], [], [])
    for (index, state) in sharded.states.enumerated() {
      switch state {
      case .done: done.append(index + 1)
      case .missing: missing.append(index + 1)
      case .conflicting: conflicting.append(index + 1)
      }
    }
    if json {
      let lists = [("done", done), ("missing", missing), ("conflicting", conflicting)]
      try Console.write(
        OrderedJSON.object(
          [("shards", .integer(sharded.count)), ("identity", .text(sharded.study.plan.identity))]
            + lists.map { ($0.0, .list($0.1.map { .integer($0) })) }
        ).description)
    } else {
      let lists = [("missing", missing), ("conflicting", conflicting)].filter { !$0.1.isEmpty }
        .map { "; \($0.0): \(ShardedSweep.ranges($0.1))" }.joined()
      try Console.write("\(done.count) of \(sharded.count) shards done\(lists)\n")
    }
    if !conflicting.isEmpty { throw ExitCode(UserError.Exit.invalidData.rawValue) }
    if !missing.isEmpty { throw ExitCode(UserError.Exit.partial.rawValue) }
  }
}

/// `khorshoo merge`: puts shards together.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Put all shards together: the tables of a sweep that was run in one, byte for byte.",
    discussion: "Example: khorshoo merge p")

  @Argument(help: "The study's folder.", completion: .directory)
  var folder: String

  @Flag(help: "Begin CSV files with a byte-order mark, so that spreadsheets read Chinese; on by itself with --lang zh.")
  var bom = false

  @Option(name: .customLong("lang"), help: "en or zh.")
  var language: Language = .english

  @Flag(help: "Say nothing but errors.")
  var quiet = false

  @Flag(help: "Print the summary as JSON.")
  var json = false

  func run() throws {
    let begin = ContinuousClock().now
    let study = try SweepContext(folder: folder, version: nil)
    let sharded = try ShardedSweep(study, folder: folder)
    let results = try ResultFolder(path: folder, byteOrderMark: bom || language == .chinese, isSweep: true)
    try sharded.merge()
    sharded.removeRemains()
    var options = MonteCarloArguments()
    (options.threads, options.quiet, options.json, options.language) = (1, quiet, json, language)
    let store = try SweepStore(
      path: folder + "/" + SweepStore.fileName, identity: study.plan.identity, isReadOnly: true)
    try SweepReport(study: study, path: folder, options: options, begin: begin, found: nil).finish(store, results)
  }
}
