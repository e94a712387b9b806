import ArgumentParser
import Foundation
import KhorshooEngine
import KhorshooReports
import KhorshooScenarios
import KhorshooSweeps

/// What is varied and how precisely: what `sweep` and `plan` share.
struct SweepArguments: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Vary a value: KEY=a,b,c, KEY=lo:hi:step, KEY=lo:hi, KEY=lo:hi:log or 'KEY=Beta(a,b)'; 'A=1,2;B=3,4' moves keys together; repeatable.",
      valueName: "key=values"))
  var vary: [String] = []

  @Option(
    help: ArgumentHelp(
      "assumed: vary every assumed or recalled parameter that the scenario does not state, as uncertain as the ledger says.",
      valueName: "assumed"))
  var factors: String?

  @Flag(help: "Name every parameter that --factors assumed does not vary, with the reason.")
  var leftOut = false

  @Option(
    help: ArgumentHelp(
      "How points are chosen: factorial (default), lhs, sobol, saltelli, morris, or a CSV file of points.",
      valueName: "method"), completion: .file(extensions: ["csv"]))
  var design: String?

  @Option(help: "Points of lhs and sobol, blocks of saltelli, trajectories of morris.")
  var samples: Int?

  @Option(
    help: ArgumentHelp(
      "Add replicates at each point until the interval is so narrow: 'ci95(uplift.incomePerHousehold) < 200'.",
      valueName: "goal"))
  var until: String?

  @Option(help: "Budget of --until at each point; the scenario's replicates by default.")
  var maxReplicates: Int?

  func validate() throws {
    if let samples, samples < 1 { throw ValidationError("--samples: found \(samples), expected 1 or more.") }
    try Self.checkBudget(maxReplicates, until)
  }

  /// `--max-replicates` beside `--until`.
  static func checkBudget(_ maxReplicates: Int?, _ until: String?) throws {
    if let maxReplicates, !(16...1_000_000).contains(maxReplicates) {
      throw ValidationError("--max-replicates: found \(maxReplicates), expected 16 to 1000000.")
    }
    if maxReplicates != nil, until == nil {
      throw ValidationError("--max-replicates is the budget of --until; give --until too, or use --replicates.")
    }
  }

  /// Says what `--factors assumed` does not vary: how many for each reason, and which with `--left-out`.
  func tellLeftOut(_ study: SweepContext, quiet: Bool) {
    let all = study.scenario.design?.leftOut ?? []
    guard !quiet || leftOut, !all.isEmpty else { return }
    let reasons = LeftOutFactor.Reason.allCases.map { reason in
      (words: reason.words, keys: all.filter { $0.reason == reason }.map(\.key))
    }.filter { !$0.keys.isEmpty }
    Console.error(
      "khorshoo: \(all.count) assumed parameters are not varied: "
        + reasons.map { "\($0.keys.count) \($0.words)" }.joined(separator: ", ")
        + (leftOut ? "" : "; --left-out names them"))
    guard leftOut else { return }
    for reason in reasons { for key in reason.keys { Console.error("  \(key): \(reason.words)") } }
  }

  /// The study that is asked for.
  func request(_ scenario: ScenarioArguments, shards: Int?) -> SweepRequest {
    var overrides = scenario.overrides
    overrides.design = DesignOverrides(vary: vary, factors: factors, method: design, samples: samples)
    return SweepRequest(
      scenario: scenario.scenario, overrides: overrides, until: until, maximumReplicates: maxReplicates,
      shards: shards, version: Khorshoo.version)
  }
}

extension MonteCarloArguments {
  var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

  /// Says warnings of the scenario.
  func warn(_ study: SweepContext) {
    warn(study.scenario.warnings.filter { $0.code != "few-replicates" || study.rule == nil })
  }
}
