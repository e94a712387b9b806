import ArgumentParser
import Foundation
import KhorshooModel
import KhorshooScenarios
import KhorshooText

/// `khorshoo check`: everything wrong with scenario files at once; runs nothing.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say everything that is wrong with scenario files, with file, line and column.",
    discussion: "Example: khorshoo check scenarios/*.yaml")

  @Argument(help: "Scenario files (YAML).", completion: .file(extensions: ["yaml", "yml"]))
  var scenarios: [String]

  @Flag(help: "Take warnings for errors.")
  var strict = false

  func validate() throws {
    if scenarios.isEmpty { throw ValidationError("Name at least one scenario file.") }
  }

  func run() throws {
    var exit: UserError.Exit?
    for path in scenarios {
      do throws(UserError) {
        var overrides = ScenarioOverrides()
        overrides.isStrict = strict
        let scenario = try Scenario.resolve(
          path: path, overrides: overrides, knownOutcomes: ResolvedScenario.outcomeNames(),
          knownLevels: ModelOutcomes.levels)
        _ = try scenario.model()
        Console.warn(scenario.warnings)
        if let roster = scenario.roster { try Console.write(roster.summary(species: scenario.speciesNames, .english)) }
        try Console.write("\(path): \(scenario.warnings.isEmpty ? "nothing wrong" : "can be run")\n")
      } catch {
        Console.error(error.description)
        exit = exit ?? error.exit
      }
    }
    if let exit { throw ExitCode(exit.rawValue) }
  }
}

/// `khorshoo show`: the resolved scenario, with the origin of each value.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print the resolved scenario, with the origin of each value.",
    discussion: "Example: khorshoo show scenarios/mongolia.yaml --set run.years=5")

  @OptionGroup var scenario: ScenarioArguments

  @Flag(help: "Leave the origins out: a complete scenario file.")
  var plain = false

  func run() throws {
    let resolved = try scenario.resolve()
    Console.warn(resolved.warnings)
    try Console.write(resolved.resolvedYAML(origins: !plain))
  }
}

extension TableFormat: ExpressibleByArgument {}

/// `khorshoo parameters`: the ledger of all parameters.
struct ParametersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parameters",
    abstract: "List every parameter: key, value, unit, range, source, trust, meaning.",
    discussion: "Example: khorshoo parameters --format csv --lang zh > parameters.csv")

  @Option(help: "table, csv or json.")
  var format: TableFormat = .table

  @Option(name: .customLong("lang"), help: "en or zh.")
  var language: Language = .english

  func run() throws {
    try Console.write(ParameterLedger.standard().parameterTable(format: format, language: language))
  }
}

/// `khorshoo schema`: JSON Schema of the scenario file.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of the scenario file, for editors.",
    discussion: "Example: khorshoo schema > khorshoo.schema.json")

  func run() throws { try Console.write(scenarioSchema(ledger: .standard())) }
}
