import ArgumentParser
import KhorshooCommands

/// `khorshoo run`: every arm of a scenario, Monte Carlo, results and a summary.
struct RunCommand: ComputingCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run every arm of a scenario and write the results.",
    discussion: """
      Writes outcomes.csv, differences.csv, ratios.csv, assumptions.csv, places.csv, grids.csv, manifest.json, scenario.resolved.yaml \
      and datapackage.json into the result folder, and a summary to the screen. Ctrl-C stops after the replicates under way and writes complete \
      files of what was computed.

      Examples:
        khorshoo run scenarios/ewenki.yaml
        khorshoo run scenarios/ewenki.yaml --replicates 100 --keep replicates
        khorshoo run scenarios/ewenki.yaml --until 'ci95(uplift.incomePerHead)<9e3'
        khorshoo run scenarios/ewenki.yaml --set husbandry.demography=stochastic
      """)

  @OptionGroup var scenario: ScenarioArguments
  @OptionGroup var options: MonteCarloArguments
  @Option(help: ArgumentHelp("Also write replicates.csv, one row a replicate and quarter.", valueName: "replicates"))
  var keep: Kept?
  @Option(
    help: ArgumentHelp(
      "Add replicates until the interval is so narrow: 'ci95(uplift.incomePerHousehold) < 200'.", valueName: "goal"))
  var until: String?
  @Option(help: "Budget of --until; the scenario's replicates by default.") var maxReplicates: Int?
  @OptionGroup var kernel: KernelArguments

  var request: RunRequest {
    RunRequest(
      scenario: scenario.request, options: options.request, keep: keep, until: until, maxReplicates: maxReplicates)
  }
}
