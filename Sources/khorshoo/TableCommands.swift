import ArgumentParser
import KhorshooCommands
import KhorshooInputs

/// `khorshoo herd`: growth, structure and steady offtake of the user's own herd table.
struct HerdCommand: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "herd",
    abstract: "Growth, structure, reproductive values, elasticities, offtake and risk of a herd table or matrix.",
    discussion: HerdRequest.explanation)

  @Argument(help: "The table (YAML or CSV).", completion: .file(extensions: ["yaml", "yml", "csv"])) var table: String?
  @Option(help: ArgumentHelp("A species of the ledger, instead of a table.", valueName: "name")) var species: String?
  @Option(help: ArgumentHelp("Scenario that --species is taken from.", valueName: "file")) var scenario: String?
  @OptionGroup var matrix: MatrixHerdArguments
  @Option(help: "Of stages: summary, rates, curve (of offtake) or individuals.") var show = HerdRequest.Part.summary
  @OptionGroup var dialect: TableDialectArguments
  @OptionGroup var output: TableOutputArguments

  var request: HerdRequest {
    HerdRequest(
      table: table, species: species, scenario: scenario, matrix: matrix.request, show: show,
      dialect: dialect.request, output: output.request)
  }
}

/// A projection matrix, or one for each kind of year, and what is done with it.
struct MatrixHerdArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Projection matrix (CSV), instead of a table; repeatable, one a kind of year.", valueName: "file"),
    completion: .file(extensions: ["csv", "xlsx"])) var matrix: [String] = []
  @Option(help: ArgumentHelp("Matrix of the births alone.", valueName: "file")) var births: String?
  @Option(help: ArgumentHelp("Matrix of standard errors of the entries.", valueName: "file")) var errors: String?
  @Option(help: ArgumentHelp("Stages whose rows are births; the first if none.", valueName: "a,b")) var newborn: String?
  @Option(help: ArgumentHelp("Weights of kinds of years; alike when left out.", valueName: "7,3")) var weights: String?
  @Option(help: "Probability that a year is of the kind of the one before without being drawn.") var persistence = 0.0
  @Option(
    help: ArgumentHelp(
      "Dzud: probability a step and share that dies, of all or by stage.",
      valueName: "0.1:0.4 or 0.1:lambs=0.7,ewes=0.3"))
  var dzud: String?
  @Option(
    help: ArgumentHelp("Head at the start; 100 of the stable structure when left out.", valueName: "lambs=10,ewes=20"))
  var start: String?
  @Option(help: "Steps of the projection.") var steps = 20
  @Option(help: ArgumentHelp("Head below which the herd counts as lost.", valueName: "head")) var threshold: Double?
  @Option(help: "Runs through drawn years.") var replicates = 1000
  @Option(help: "Seed of the years.") var seed: UInt64 = 1
  @Option(
    help: ArgumentHelp("Picture of the projection (SVG).", valueName: "file"), completion: .file(extensions: ["svg"]))
  var picture: String?

  var request: MatrixHerd {
    MatrixHerd(
      matrices: matrix, births: births, errors: errors, newborn: newborn, weights: weights, persistence: persistence,
      dzud: dzud, start: start, steps: steps, threshold: threshold, replicates: replicates, seed: seed,
      picture: picture)
  }
}

/// `khorshoo multiplier`: multipliers and linkages of the user's own accounting matrix.
struct MultiplierCommand: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "multiplier",
    abstract: "Multipliers and linkages of an input-output table or a social accounting matrix.",
    discussion: MultiplierRequest.explanation)

  @Argument(help: "The table (CSV).", completion: .file(extensions: ["csv"])) var table: String
  @Option(help: ArgumentHelp("Accounts that do not answer, between commas.", valueName: "a,b")) var exogenous: String?
  @Option(help: ArgumentHelp("Accounts of households, separated by commas.", valueName: "a,b")) var households: String?
  @Option(help: ArgumentHelp("Rows of value added, separated by commas.", valueName: "a,b")) var valueAdded: String?
  @Option(help: "Greatest difference of a row's and a column's sum, as a share of the larger.")
  var tolerance = AccountingTable.standardTolerance
  @Option(help: "effects, inverse, ghosh, decomposition, regions or table.") var show = MultiplierRequest.Part.effects
  @Option(help: ArgumentHelp("Jobs, water, emissions by account (CSV).", valueName: "file")) var satellites: String?
  @Option(help: ArgumentHelp("Given demand or output by account (CSV).", valueName: "file")) var demand: String?
  @Option(help: ArgumentHelp("Paths between two accounts.", valueName: "from:to")) var paths: String?
  @Flag(help: "Balance the table first (RAS, GRAS).") var balance = false
  @Option(help: ArgumentHelp("Rows of a long table.", valueName: "geo=AT,time=2020")) var only: String?
  @OptionGroup var dialect: TableDialectArguments
  @OptionGroup var output: TableOutputArguments

  var request: MultiplierRequest {
    MultiplierRequest(
      table: table, exogenous: exogenous, households: households, valueAdded: valueAdded, tolerance: tolerance,
      show: show, satellites: satellites, demand: demand, paths: paths, balance: balance, only: only,
      dialect: dialect.request, output: output.request)
  }
}

/// How numbers of the user's table are read.
struct TableDialectArguments: ParsableArguments {
  @Flag(help: "Treat warnings about the table as errors.") var strict = false
  @Flag(help: "Numbers have decimal commas; columns may be separated by semicolons or tabs.") var decimalComma = false

  var request: TableDialect { TableDialect(strict: strict, decimalComma: decimalComma) }
}
