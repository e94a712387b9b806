import ArgumentParser
import KhorshooCommands
import KhorshooExplain
import KhorshooScenarios
import KhorshooText

/// `khorshoo new`: a commented scenario file to begin with.
struct NewCommand: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Write a commented scenario file to begin with.",
    discussion: NewScenarioRequest.explanation)

  @Argument(help: "File to write (YAML).", completion: .file(extensions: ["yaml", "yml"])) var file: String
  @Option(help: "Title; the name of the file when left out.") var title: String?
  @Option(help: "The question that the scenario answers.") var question: String?
  @Option(help: "Scenario to start from; the new file states only what differs.", completion: .file()) var base: String?
  @Option(help: "Herder households.") var households: Double?
  @Option(help: "Gacha.") var gacha: Double?
  @Option(help: "Sumu.") var sumu: Double?
  @Option(help: "Central households, one a grid.") var centralHouseholds: Double?
  @Option(help: "Cooperatives.") var cooperatives: Double?
  @Option(help: "Party members.") var partyMembers: Double?
  @Option(help: "Area, km2.") var areaKm2: Double?
  @Option(help: "Usable grassland, km2.") var grasslandKm2: Double?
  @Option(help: "Table of households of a survey.", completion: .file()) var roster: String?
  @Option(help: "Table of ties between them.", completion: .file()) var ties: String?
  @Option(help: "Table of their grids.", completion: .file()) var gridTable: String?
  @Option(help: "Table of their cooperatives.", completion: .file()) var cooperativeTable: String?
  @Option(help: "Years.") var years = 10
  @Option(help: "First quarter, a spring.") var start = "2020Q1"
  @Option(help: "Replicates of each arm.") var replicates = 1000
  @Option(help: "Seed of every draw.") var seed: UInt64 = 1
  @Option(name: .customLong("lang"), help: "Language of its comments: en or zh.") var language: Language = .english
  @Flag(help: "Write over a file of this name.") var replace = false

  var request: NewScenarioRequest {
    let given: [(String, Double?)] = [
      ("householdCount", households), ("gachaCount", gacha), ("sumuCount", sumu), ("gridCount", centralHouseholds),
      ("cooperativeCount", cooperatives), ("partyMemberCount", partyMembers), ("areaKm2", areaKm2),
      ("usableGrasslandKm2", grasslandKm2),
    ]
    let tables = ["households": roster, "ties": ties, "grids": gridTable, "cooperatives": cooperativeTable]
      .compactMapValues { $0 }
    return NewScenarioRequest(
      file: file, title: title, question: question, base: base,
      places: Dictionary(uniqueKeysWithValues: given.compactMap { name, value in value.map { (name, $0) } }),
      roster: tables, years: years, start: start, replicates: replicates, seed: seed, language: language,
      replaces: replace)
  }
}

/// `khorshoo check`: everything wrong with scenario files at once; runs nothing.
struct CheckCommand: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "List every problem in scenario files, with file, line and column.",
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
    discussion: ExplainRequest.explanation)

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
    discussion: RosterRequest.explanation)

  @OptionGroup var scenario: ScenarioArguments
  @Option(help: ArgumentHelp("Folder to write.", valueName: "dir")) var out: String
  @Flag(name: .customLong("private"), help: "Make households unrecognisable.") var isPrivate = false
  @Option(help: "With --private: fewest households that are alike.") var k = 5
  @Option(help: "With --private: side of the square in which a homestead is moved, km.") var cellKm = 5.0
  @Flag(help: "Leave the ties out: they are generated again when the roster is read.") var withoutTies = false

  var request: RosterRequest {
    RosterRequest(
      scenario: scenario.request, out: out, isPrivate: isPrivate, k: k, cellKm: cellKm, withoutTies: withoutTies)
  }
}
