import ArgumentParser
import KhorshooCommands
import KhorshooText

/// `khorshoo sweep`: a scenario at many points.
struct SweepCommand: ComputingCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep", abstract: "Run a scenario at many points; goes on where it was interrupted.",
    discussion: SweepingRequest.explanation)

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

/// What is varied.
struct VaryArguments: ParsableArguments {
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
}

/// What is varied and how precisely: what `sweep` and `plan` share.
struct SweepArguments: RequestArguments {
  @OptionGroup var varied: VaryArguments
  @Flag(help: "Name every parameter that --factors assumed does not vary, with the reason.") var leftOut = false
  @Option(
    help: ArgumentHelp(
      "How points are chosen: factorial (default), lhs, sobol, halton, saltelli, morris, or a CSV file of points.",
      valueName: "method"), completion: .file(extensions: ["csv"]))
  var design: String?
  @Option(help: "Points of lhs, sobol and halton, blocks of saltelli, trajectories of morris.") var samples: Int?
  @Flag(help: "Numbers of the file of points have decimal commas; columns may be separated by semicolons or tabs.")
  var decimalComma = false
  @Option(
    help: ArgumentHelp(
      "Add replicates at each point until the interval is so narrow: 'ci95(uplift.incomePerHousehold) < 200'.",
      valueName: "goal"))
  var until: String?
  @Option(help: "Budget of --until at each point; the scenario's replicates by default.") var maxReplicates: Int?

  var request: SweepDesignRequest {
    SweepDesignRequest(
      vary: varied.vary, factors: varied.factors, leftOut: leftOut, design: design, samples: samples,
      decimalComma: decimalComma, until: until, maxReplicates: maxReplicates)
  }
}

/// `khorshoo plan`: a sweep split into parts that any machine can compute.
struct PlanCommand: ComputingCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Split a sweep into shards over a shared folder: writes plan and points, runs nothing.",
    discussion: PlanRequest.explanation)

  @OptionGroup var scenario: ScenarioArguments
  @OptionGroup var design: SweepArguments
  @Option(help: "Parts.") var shards: Int
  @Option(help: ArgumentHelp("The sweep's folder.", valueName: "dir")) var out: String
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
    discussion: ShardRequest.explanation)

  @Argument(help: "The sweep's folder.", completion: .directory) var folder: String
  @Option(
    help: ArgumentHelp(
      "Which: numbers and ranges joined by commas, such as 1,5-9; all by default.", valueName: "numbers"))
  var shards: String?
  @Option(help: "One of --tasks bundles of consecutive shards, from 1.") var task: Int?
  @Option(help: ArgumentHelp("Into how many bundles all shards are divided.", valueName: "count")) var tasks: Int?
  @Flag(help: "Remove damaged shards first (khorshoo status --deep) and compute them again.") var repair = false
  @Option(help: "Threads; all cores by default.") var threads: Int?
  @Flag(help: "Say nothing but errors.") var quiet = false
  @OptionGroup var kernel: KernelArguments

  var request: ShardRequest {
    ShardRequest(
      folder: folder, shards: shards, task: task, tasks: tasks, isRepair: repair, threads: threads, quiet: quiet)
  }

  /// Those that the sweep was planned with, where this processor has them.
  var suggestedKernel: String? { request.plannedKernel }
}

/// `khorshoo status`: which shards are there.
struct StatusCommand: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say which shards of a planned sweep are done, missing or conflicting.",
    discussion: StatusRequest.explanation)

  @Argument(help: "The sweep's folder.", completion: .directory) var folder: String
  @Flag(help: "Look into every file: hashes, gaps, overlaps, points that failed.") var deep = false
  @Flag(help: "Print nothing but the numbers to be computed, as --shards takes them.") var missing = false
  @Flag(help: "Print as JSON.") var json = false

  var request: StatusRequest { StatusRequest(folder: folder, isDeep: deep, onlyMissing: missing, json: json) }
}

/// `khorshoo merge`: puts shards together.
struct MergeCommand: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Put all shards together: the tables of a sweep that was run in one, byte for byte.",
    discussion: "Example: khorshoo merge p")

  @Argument(help: "The sweep's folder.", completion: .directory) var folder: String
  @Flag(help: "Begin CSV files with a byte-order mark, so that spreadsheets read Chinese; on by itself with --lang zh.")
  var bom = false
  @Option(name: .customLong("lang"), help: "en or zh.") var language: Language = .english
  @Flag(help: "Say nothing but errors.") var quiet = false
  @Flag(help: "Print the summary as JSON.") var json = false

  var request: MergeRequest { MergeRequest(folder: folder, bom: bom, language: language, quiet: quiet, json: json) }
}
