import ArgumentParser
import KhorshooCommands

/// `khorshoo decide`: which arm to choose when parameters and populations are not known.
struct DecideCommand: ComputingCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide", abstract: "Say which arm to choose, how sure that is, and what to find out first.",
    discussion: DecideRequest.explanation)
  @OptionGroup var scenario: ScenarioArguments
  @Option(help: ArgumentHelp("Arms to choose among, separated by commas.", valueName: "a,b,c")) var options: String?
  @Option(help: "Whose gain counts: households, public or society.") var perspective: DecisionPerspective = .society
  @Option(help: "expected, quantile or minimax-regret.") var criterion = DecideRequest.Criterion.expected
  @Option(parsing: .unconditional, help: "Public cost that an option may have over the run, yuan.") var budget: Double?
  @Option(help: "Bought in the place of net benefit: personsOutOfPoverty or an outcome.") var outcome: String?
  @Option(parsing: .unconditional, help: "Yuan that a unit of it is worth to the public.") var worth: Double?
  @Option(help: "Aversion to inequality, 0 for none; with 1, half the mean income counts twice.") var equity = 0.0
  @Option(help: "Draw worlds for what competes, until one is this likely the best.") var untilSelected: Double?
  @Option(help: "Net benefit that does not matter to --until-selected, yuan.") var indifference: Double?
  @Option(help: ArgumentHelp("A lever within a range; repeatable.", valueName: "key=lo:hi")) var vary: [String] = []
  @Option(help: "Combinations of --vary to begin with.") var points: Int?
  @OptionGroup var monteCarlo: MonteCarloArguments
  @OptionGroup var worlds: WorldArguments
  @OptionGroup var kernel: KernelArguments

  var request: DecideRequest {
    DecideRequest(
      scenario: scenario.request, options: worlds.request(monteCarlo.request), among: options, perspective: perspective,
      criterion: criterion, budget: budget, outcome: outcome, worth: worth, equity: equity,
      untilSelected: untilSelected, indifference: indifference, vary: vary, points: points)
  }
}
