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
  @Option(help: "expected, quantile (a bad world: one in ten) or minimax-regret.")
  var criterion: DecideRequest.Criterion = .expected
  @Option(parsing: .unconditional, help: "Public cost that an option may have over the run, yuan.") var budget: Double?
  @Option(help: "What the public buys in the place of households' net benefit: personsOutOfPoverty or an outcome.")
  var outcome: String?
  @Option(parsing: .unconditional, help: ArgumentHelp("What a unit of it is worth to the public.", valueName: "yuan"))
  var worth: Double?
  @Option(help: "Aversion to inequality: 0 counts every yuan alike, 1 one of half the mean income twice.")
  var equity = 0.0
  @OptionGroup var monteCarlo: MonteCarloArguments
  @OptionGroup var worlds: WorldArguments
  @OptionGroup var kernel: KernelArguments

  var request: DecideRequest {
    DecideRequest(
      scenario: scenario.request, options: worlds.request(monteCarlo.request), among: options, perspective: perspective,
      criterion: criterion, budget: budget, outcome: outcome, worth: worth, equity: equity)
  }
}
