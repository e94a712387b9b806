import ArgumentParser
import KhorshooExplain
import KhorshooText

extension Explanation.Format: ExpressibleByArgument {}

/// `khorshoo explain`: what a scenario assumes and how a quarter runs.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Say in plain words what a scenario assumes and how a quarter runs.",
    discussion: """
      Purpose, entities, policies, every step of a quarter with what it reads, writes, draws and rests on, what couples \
      places, chance, results, guesses, and values other than the ledger's.
      Example: khorshoo explain scenarios/ewenki.yaml --lang zh
      """)

  @OptionGroup var scenario: ScenarioArguments

  @Option(help: "text, markdown or json.")
  var format: Explanation.Format = .text

  @Option(name: .customLong("lang"), help: "en or zh.")
  var language: Language = .english

  @Flag(help: "List every parameter, state variable, stream and outcome too.")
  var full = false

  func run() throws {
    let resolved = try scenario.resolve()
    let model = try resolved.model()
    Console.warn(resolved.warnings)
    try Console.write(resolved.explanation(of: model, in: language, isFull: full).written(as: format))
  }
}
