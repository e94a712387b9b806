import ArgumentParser
import KhorshooCommands
import KhorshooExplain
import KhorshooScenarios
import KhorshooText

/// `khorshoo check`: everything wrong with scenario files at once; runs nothing.
struct CheckCommand: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say everything that is wrong with scenario files, with file, line and column.",
    discussion: "Example: khorshoo check scenarios/*.yaml")

  @Argument(help: "Scenario files (YAML).", completion: .file(extensions: ["yaml", "yml"])) var scenarios: [String]
  @Flag(help: "Take warnings for errors.") var strict = false

  var request: CheckRequest { CheckRequest(scenarios: scenarios, strict: strict) }
}

/// `khorshoo show`: the resolved scenario, with the origin of each value.
struct ShowCommand: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print the resolved scenario, with the origin of each value.",
    discussion: "Example: khorshoo show scenarios/mongolia.yaml --set run.years=5")

  @OptionGroup var scenario: ScenarioArguments
  @Flag(help: "Leave the origins out: a complete scenario file.") var plain = false

  var request: ShowRequest { ShowRequest(scenario: scenario.request, plain: plain) }
}

/// `khorshoo parameters`: the ledger of all parameters.
struct ParametersCommand: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "parameters",
    abstract: "List every parameter: key, value, unit, range, uncertainty, trust, source, meaning.",
    discussion: "Example: khorshoo parameters --format csv --lang zh > parameters.csv")

  @Option(help: "table, csv or json.") var format: TableFormat = .table
  @Option(name: .customLong("lang"), help: "en or zh.") var language: Language = .english

  var request: ParametersRequest { ParametersRequest(format: format, language: language) }
}

/// `khorshoo schema`: JSON Schema of the scenario file.
struct SchemaCommand: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of the scenario file, for editors.",
    discussion: "Example: khorshoo schema > khorshoo.schema.json")

  var request: SchemaRequest { SchemaRequest() }
}

/// `khorshoo explain`: what a scenario assumes and how a quarter runs.
struct ExplainCommand: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Say in plain words what a scenario assumes and how a quarter runs.",
    discussion: """
      Purpose, entities, policies, every step of a quarter with what it reads, writes, draws and rests on, what couples \
      places, chance, results, guesses, and values other than the ledger's.
      Example: khorshoo explain scenarios/ewenki.yaml --lang zh
      """)

  @OptionGroup var scenario: ScenarioArguments
  @Option(help: "text, markdown or json.") var format: Explanation.Format = .text
  @Option(name: .customLong("lang"), help: "en or zh.") var language: Language = .english
  @Flag(help: "List every parameter, state variable, stream and outcome too.") var full = false

  var request: ExplainRequest {
    ExplainRequest(scenario: scenario.request, format: format, language: language, full: full)
  }
}

/// `khorshoo roster`: the population of a scenario as tables that can be read back.
struct RosterCommand: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "roster", abstract: "Write the households, ties, grids and cooperatives of a scenario as tables.",
    discussion: """
      Writes households.csv, ties.csv, grids.csv, cooperatives.csv, base.yaml (the scenario) and scenario.yaml, which runs it on \
      these tables. With --private no household can be told from fewer than --k others of its gacha by persons, herd and \
      pasture, identifiers and places are numbers, and homesteads are moved within --cell-km.

      Examples:
        khorshoo roster scenarios/ewenki.yaml --out results/roster
        khorshoo roster scenarios/own-data/own-data.yaml --private --out shared
      """)

  @OptionGroup var scenario: ScenarioArguments
  @Option(help: ArgumentHelp("Folder to write.", valueName: "dir")) var out: String
  @Flag(name: .customLong("private"), help: "Make households unrecognisable.") var isPrivate = false
  @Option(help: "With --private: fewest households that are alike.") var k = 5
  @Option(name: .customLong("cell-km"), help: "With --private: side of the square in which a homestead is moved, km.")
  var cellKm = 5.0
  @Flag(help: "Leave the ties out: they are generated again when the roster is read.") var withoutTies = false

  var request: RosterRequest {
    RosterRequest(
      scenario: scenario.request, out: out, isPrivate: isPrivate, k: k, cellKm: cellKm, withoutTies: withoutTies)
  }
}
