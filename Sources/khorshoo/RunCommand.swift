import ArgumentParser
import KhorshooCommands

/// `khorshoo run`: every arm of a scenario, Monte Carlo, results and a summary.
struct RunCommand: ComputingCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run every arm of a scenario and write the results.",
    discussion: RunRequest.explanation)

  @OptionGroup var scenario: ScenarioArguments
  @OptionGroup var options: MonteCarloArguments
  @OptionGroup var worlds: WorldArguments
  @Option(help: ArgumentHelp("Also write replicates.csv, a row each.", valueName: "replicates")) var keep: Kept?
  @Option(help: "Also write details.sqlite: some of sumu,gacha,grid,cooperative,quarter.") var detail: String?
  @Option(
    help: ArgumentHelp(
      "Add replicates until the interval is so narrow: 'ci95(uplift.incomePerHousehold) < 200'.", valueName: "goal"))
  var until: String?
  @Option(help: "Budget of --until; the scenario's replicates by default.") var maxReplicates: Int?
  @Flag(help: "Say all headline tables, the ledgers and the speed too.") var verbose = false
  @OptionGroup var kernel: KernelArguments

  var request: RunRequest {
    RunRequest(
      scenario: scenario.request, options: worlds.request(options.request), keep: keep, until: until,
      maxReplicates: maxReplicates, detail: detail, isVerbose: verbose)
  }
}
