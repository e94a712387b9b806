import ArgumentParser
import Foundation
import KhorshooModel
import KhorshooScenarios
import KhorshooText

extension Language: ExpressibleByArgument {}

/// A scenario and what the command line changes of it.
struct ScenarioArguments: ParsableArguments {
  @Argument(help: "Scenario file (YAML).", completion: .file(extensions: ["yaml", "yml"]))
  var scenario: String

  @Option(
    name: .long, help: ArgumentHelp("Change a value, by its key in the ledger; repeatable.", valueName: "key=value"))
  var set: [String] = []

  @Option(help: "Replicates of each arm.")
  var replicates: Int?

  @Option(help: "Seed of every draw.")
  var seed: UInt64?

  @Option(help: "Years to simulate.")
  var years: Int?

  @Option(help: ArgumentHelp("Arms to compute, separated by commas.", valueName: "a,b"))
  var arms: String?

  @Flag(help: "Draws of its own for each arm and each point of a sweep, instead of common random numbers.")
  var independent = false

  @Flag(help: "Take warnings for errors.")
  var strict = false

  /// The scenario's file without folder and extension.
  var name: String { URL(fileURLWithPath: scenario).deletingPathExtension().lastPathComponent }

  /// What the command line says over the file.
  var overrides: ScenarioOverrides {
    let names = arms.map { $0.split(separator: ",").map { String($0).trimmed } }
    var overrides = ScenarioOverrides(
      settings: set, replicates: replicates, seed: seed, years: years, arms: names, independent: independent)
    overrides.isStrict = strict
    return overrides
  }

  func resolve() throws(UserError) -> ResolvedScenario {
    try Scenario.resolve(
      path: scenario, overrides: overrides,
      knownOutcomes: ResolvedScenario.outcomeNames(), knownLevels: ModelOutcomes.levels)
  }
}

extension String {
  fileprivate var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
