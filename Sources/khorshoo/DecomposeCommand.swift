import ArgumentParser
import KhorshooCommands
import KhorshooModel

/// `khorshoo decompose`: which channels an arm's uplift comes from.
struct DecomposeCommand: ComputingCommand {
  static let configuration = CommandConfiguration(
    commandName: "decompose", abstract: "Share out the uplift of an arm over its eight channels (Shapley value).",
    discussion: """
      Compares the arm with all its channels open and the same arm with all shut, in the same simulated worlds, and says \
      what each channel contributes; the parts sum to the whole. Writes decomposition.csv, decomposition.svg, \
      manifest.json, scenario.resolved.yaml and datapackage.json into the result folder, and a table to the screen. \
      Each replicate takes 16 runs of the arm with --method permutation and 256 with --method exact (fewer where channels \
      are shut), so 200 replicates are usually enough.

      Examples:
        khorshoo decompose scenarios/ewenki.yaml --replicates 200
        khorshoo decompose scenarios/ewenki.yaml --replicates 16 --method exact
      """)

  @OptionGroup var scenario: ScenarioArguments
  @OptionGroup var options: MonteCarloArguments
  @Option(help: "Arm to decompose; the last one that is not the reference by default.") var arm: String?
  @Option(help: "permutation: a random order of the channels and its reverse in each replicate; exact: all coalitions.")
  var method: ChannelDecomposition.Method = .permutation
  @OptionGroup var kernel: KernelArguments

  var request: DecompositionRequest {
    DecompositionRequest(scenario: scenario.request, options: options.request, arm: arm, method: method)
  }
}
