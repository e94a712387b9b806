import ArgumentParser
import KhorshooCommands
import KhorshooModel

/// `khorshoo decompose`: which channels an effect of an arm comes from.
struct DecomposeCommand: ComputingCommand {
  static let configuration = CommandConfiguration(
    commandName: "decompose", abstract: "Share out an arm's uplift, or what its offices do, over channels (Shapley).",
    discussion: DecompositionRequest.explanation)

  @OptionGroup var scenario: ScenarioArguments
  @OptionGroup var options: MonteCarloArguments
  @OptionGroup var worlds: WorldArguments
  @Option(help: "Arm to decompose; the last one that is not the reference by default.") var arm: String?
  @Option(help: "The arm's uplift, or what central households do.") var effect = ChannelDecomposition.Effect.income
  @Option(help: "How coalitions of channels are chosen.") var method = ChannelDecomposition.Method.permutation
  @OptionGroup var kernel: KernelArguments

  var request: DecompositionRequest {
    DecompositionRequest(
      scenario: scenario.request, options: worlds.request(options.request), arm: arm, effect: effect,
      method: method)
  }
}
