import ArgumentParser
import KhorshooCommands
import KhorshooModel

/// `khorshoo decompose`: which channels an arm's uplift comes from.
struct DecomposeCommand: ComputingCommand {
  static let configuration = CommandConfiguration(
    commandName: "decompose", abstract: "Share out the uplift of an arm over its eight channels (Shapley value).",
    discussion: DecompositionRequest.explanation)

  @OptionGroup var scenario: ScenarioArguments
  @OptionGroup var options: MonteCarloArguments
  @OptionGroup var worlds: WorldArguments
  @Option(help: "Arm to decompose; the last one that is not the reference by default.") var arm: String?
  @Option(help: "permutation: a random order of the channels and its reverse in each replicate; exact: all coalitions.")
  var method: ChannelDecomposition.Method = .permutation
  @OptionGroup var kernel: KernelArguments

  var request: DecompositionRequest {
    DecompositionRequest(scenario: scenario.request, options: worlds.request(options.request), arm: arm, method: method)
  }
}
