import ArgumentParser
import Foundation
import KhorshooEngine
import KhorshooReports
import KhorshooScenarios
import KhorshooSweeps

/// `khorshoo sweep`: a scenario at many points.
struct SweepCommand: ComputingCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep", abstract: "Run a scenario at many points; goes on where it was interrupted.",
    discussion: """
      Writes design.csv and plan.json first, then a row for each piece of work into study.sqlite, and at the end points.csv \
      (outcomes), effects.csv (paired differences from the reference), failures.csv, manifest.json and datapackage.json. \
      Whatever stops it, the same command goes on where it was. A point that has no answer is told and left out \
      (exit code 75). Without 'outcomes:' in the scenario, headlines of the last year are recorded.

      Examples:
        khorshoo sweep scenarios/ewenki.yaml --vary run.years=1,2
        khorshoo sweep scenarios/ewenki.yaml --vary run.years=1:3:1 --out years
      """)

  @OptionGroup var scenario: ScenarioArguments
  @OptionGroup var design: SweepArguments
  @OptionGroup var options: MonteCarloArguments

  @Flag(help: "Compute points that failed once more.")
  var retryFailed = false

  @Option(
    help: ArgumentHelp("Compute one part of several into a shared folder; khorshoo merge joins them.", valueName: "i/n")
  )
  var shard: ShardNumber?

  @OptionGroup var kernel: KernelArguments

  func run() throws {
    let study = try SweepContext(design.request(scenario, shards: shard?.count))
    options.warn(study)
    let path = options.out ?? "results/\(scenario.name)-sweep"
    Interruption.watch()
    if let shard {
      try PlanCommand.publish(study, in: path, comparingShards: true)
      return try ShardCommand.compute([shard.number], ShardedSweep(study, folder: path), options)
    }
    try PlanCommand.publish(study, in: path, comparingShards: false)
    let folder = try ResultFolder(path: path, byteOrderMark: options.bom || options.language == .chinese, isSweep: true)
    let begin = ContinuousClock().now
    let store = try SweepStore(path: path + "/" + SweepStore.fileName, identity: study.plan.identity)
    let pending = try study.pendingUnits(store, retryingFailed: retryFailed)
    if !options.quiet, pending.count < study.unitCount {
      Console.error(
        "khorshoo: \(study.unitCount - pending.count) of \(study.unitCount) parts are there; going on [\(path)]")
    }
    let progress = SweepProgress(options)
    let found = try SweepRunner(study, threads: options.threadCount).run(
      pending, isCancelled: { Interruption.isRequested }, progress: { progress.update($0) },
      store: { try store.add($0) })
    progress.finish(found)
    try SweepReport(study: study, path: path, options: options, begin: begin, found: found).finish(store, folder)
  }
}

/// `i/n` of `--shard`.
struct ShardNumber: ExpressibleByArgument {
  let number, count: Int

  init?(argument: String) {
    let parts = argument.split(separator: "/").map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], (1...100_000).contains(count),
      (1...count).contains(number)
    else { return nil }
    (self.number, self.count) = (number, count)
  }
}
