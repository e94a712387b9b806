import ArgumentParser
import KhorshooCommands

/// `khorshoo calibrate`: parameters that agree with published numbers.
struct CalibrateCommand: ComputingCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate", abstract: CalibrateRequest.abstract, discussion: CalibrateRequest.discussion)
  @OptionGroup var scenario: ScenarioArguments
  @Option(help: "Table of targets (CSV, XLSX).", completion: .file(extensions: ["csv", "xlsx"])) var targets: String
  @OptionGroup var varied: VaryArguments
  @Option(help: "Arm like the observed world; else that which sets no policy of its own, or the last.") var arm: String?
  @Option(help: "Waves.") var waves = 3
  @Option(help: "Points of a wave.") var points = 200
  @Option(help: "Draws at the end.") var draws = 256
  @Option(help: ArgumentHelp("Share each wave with others by a folder: begin with this part of n.", valueName: "i/n"))
  var shard: ShardNumber?
  @OptionGroup var options: MonteCarloArguments
  @OptionGroup var kernel: KernelArguments

  var request: CalibrateRequest {
    CalibrateRequest(
      scenario: scenario.request, targets: targets, vary: varied.vary, factors: varied.factors, arm: arm, waves: waves,
      points: points, draws: draws, shard: shard, options: options.request)
  }
}
