import ArgumentParser
import KhorshooCommands
import KhorshooScenarios
import KhorshooText

/// How a Monte Carlo run is computed and shown: what `run` and `decompose` share.
struct MonteCarloArguments: RequestArguments {
  @Option(help: "Threads; all cores by default.") var threads: Int?
  @Option(help: ArgumentHelp("Result folder; in results/ under the scenario's name by default.", valueName: "dir"))
  var out: String?
  @Flag(help: "Begin CSV files with a byte-order mark, so that spreadsheets read Chinese; on by itself with --lang zh.")
  var bom = false
  @Option(name: .customLong("lang"), help: "en or zh.") var language: Language = .english
  @Flag(help: "Say nothing but errors.") var quiet = false
  @Flag(help: "Print the summary as JSON.") var json = false

  var request: RunOptions {
    RunOptions(threads: threads, out: out, bom: bom, language: language, quiet: quiet, json: json)
  }
}

/// What a run draws beside luck.
struct WorldArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What is drawn beside luck: ledger (populations, and parameters as uncertain as the ledger says), none, or a CSV file of parameters, beside the ledger.",
      valueName: "ledger|none|file"))
  var uncertainty: String?
  @Option(help: "Worlds to draw, sixteen replicates each; in the place of --replicates.") var draws: Int?

  @Option(help: "Plan it in so many parts, for khorshoo shard and merge; run nothing.") var shards: Int?

  func request(_ options: RunOptions) -> RunOptions {
    var options = options
    (options.uncertainty, options.draws, options.shards) = (uncertainty, draws, shards)
    return options
  }
}

/// A scenario and what the command line changes of it.
struct ScenarioArguments: ParsableArguments {
  @Argument(help: "Scenario file (YAML).", completion: .file(extensions: ["yaml", "yml"])) var scenario: String
  @Option(
    name: .long, help: ArgumentHelp("Change a value, by its key in the ledger; repeatable.", valueName: "key=value"))
  var set: [String] = []
  @Option(help: "Replicates of each arm.") var replicates: Int?
  @Option(help: "Seed of every draw.") var seed: UInt64?
  @Option(help: "Years to simulate.") var years: Int?
  @Option(help: ArgumentHelp("Arms to compute, separated by commas.", valueName: "a,b")) var arms: String?
  @Flag(help: "Draws of its own for each arm and each point of a sweep, instead of common random numbers.")
  var independent = false
  @Flag(help: "Take warnings for errors.") var strict = false

  var request: ScenarioRequest {
    ScenarioRequest(
      scenario: scenario, set: set, replicates: replicates, seed: seed, years: years, arms: arms,
      independent: independent, strict: strict)
  }
}

/// How and where the commands on one table say what they found.
struct TableOutputArguments: ParsableArguments {
  @Option(help: "table, csv or json; by the name of --out when left out, otherwise table.") var format: TableFormat?
  @Option(name: .customLong("lang"), help: "en or zh.") var language: Language = .english
  @Option(
    help: ArgumentHelp("Write into a file instead of onto the screen.", valueName: "file"), completion: .file())
  var out: String?

  var request: TableOutput { TableOutput(format: format, language: language, out: out) }
}
