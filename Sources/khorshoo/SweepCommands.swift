import ArgumentParser
import KhorshooCommands
import KhorshooText

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
  @Flag(help: "Compute points that failed once more.") var retryFailed = false
  @Option(
    help: ArgumentHelp("Compute one part of several into a shared folder; khorshoo merge joins them.", valueName: "i/n")
  )
  var shard: ShardNumber?
  @OptionGroup var kernel: KernelArguments

  var request: SweepingRequest {
    SweepingRequest(
      scenario: scenario.request, design: design.request, options: options.request, retryFailed: retryFailed,
      shard: shard)
  }
}

/// What is varied and how precisely: what `sweep` and `plan` share.
struct SweepArguments: RequestArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Vary a value: KEY=a,b,c, KEY=lo:hi:step, KEY=lo:hi, KEY=lo:hi:log or 'KEY=Beta(a,b)'; "
        + "'A=1,2;B=3,4' moves keys together; repeatable.",
      valueName: "key=values"))
  var vary: [String] = []
  @Option(
    help: ArgumentHelp(
      "assumed: vary every assumed or recalled parameter that the scenario does not state, as uncertain as the ledger says.",
      valueName: "assumed"))
  var factors: String?
  @Flag(help: "Name every parameter that --factors assumed does not vary, with the reason.") var leftOut = false
  @Option(
    help: ArgumentHelp(
      "How points are chosen: factorial (default), lhs, sobol, saltelli, morris, or a CSV file of points.",
      valueName: "method"), completion: .file(extensions: ["csv"]))
  var design: String?
  @Option(help: "Points of lhs and sobol, blocks of saltelli, trajectories of morris.") var samples: Int?
  @Option(
    help: ArgumentHelp(
      "Add replicates at each point until the interval is so narrow: 'ci95(uplift.incomePerHousehold) < 200'.",
      valueName: "goal"))
  var until: String?
  @Option(help: "Budget of --until at each point; the scenario's replicates by default.") var maxReplicates: Int?

  var request: SweepDesignRequest {
    SweepDesignRequest(
      vary: vary, factors: factors, leftOut: leftOut, design: design, samples: samples, until: until,
      maxReplicates: maxReplicates)
  }
}

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
  @Option(help: "Parts.") var shards: Int
  @Option(help: ArgumentHelp("The study's folder.", valueName: "dir")) var out: String
  @Flag(help: "Say nothing but errors.") var quiet = false
  @OptionGroup var kernel: KernelArguments

  var request: PlanRequest {
    PlanRequest(scenario: scenario.request, design: design.request, shards: shards, out: out, quiet: quiet)
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

  @Argument(help: "The study's folder.", completion: .directory) var folder: String
  @Option(
    help: ArgumentHelp(
      "Which: numbers and ranges joined by commas, such as 1,5-9; all by default.", valueName: "numbers"))
  var shards: String?
  @Option(help: "Threads; all cores by default.") var threads: Int?
  @Flag(help: "Say nothing but errors.") var quiet = false
  @OptionGroup var kernel: KernelArguments

  var request: ShardRequest { ShardRequest(folder: folder, shards: shards, threads: threads, quiet: quiet) }
}

/// `khorshoo status`: which shards are there.
struct StatusCommand: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say which shards of a planned sweep are done, missing or conflicting.",
    discussion: """
      Exit code 0 only when all are there once; 75 when some are missing, 65 when some are there with different rows.

      Example: khorshoo status p
      """)

  @Argument(help: "The study's folder.", completion: .directory) var folder: String
  @Flag(help: "Print as JSON.") var json = false

  var request: StatusRequest { StatusRequest(folder: folder, json: json) }
}

/// `khorshoo merge`: puts shards together.
struct MergeCommand: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Put all shards together: the tables of a sweep that was run in one, byte for byte.",
    discussion: "Example: khorshoo merge p")

  @Argument(help: "The study's folder.", completion: .directory) var folder: String
  @Flag(help: "Begin CSV files with a byte-order mark, so that spreadsheets read Chinese; on by itself with --lang zh.")
  var bom = false
  @Option(name: .customLong("lang"), help: "en or zh.") var language: Language = .english
  @Flag(help: "Say nothing but errors.") var quiet = false
  @Flag(help: "Print the summary as JSON.") var json = false

  var request: MergeRequest { MergeRequest(folder: folder, bom: bom, language: language, quiet: quiet, json: json) }
}
