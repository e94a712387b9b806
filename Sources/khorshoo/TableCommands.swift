import ArgumentParser
import KhorshooCommands
import KhorshooInputs

/// `khorshoo herd`: growth, structure and steady offtake of the user's own herd table.
struct HerdCommand: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "herd",
    abstract: "Growth, stable structure, reproductive values, elasticities and steady offtake of a herd table.",
    discussion: """
      The table is YAML, or the same as CSV: rows of a key and a value, then a row of column names that begins with name, \
      then one row a class. Classes of a sex stand from young to old; the last may go without duration.

        kind: stages             # or constantHerd: bookkeeping of a constant herd
        step: month              # day, week, month, quarter, year
        rates: realisedOfftake   # or independent, hazard
        femaleBirthShare: 0.5
        classes:
          - {name: lambs, sex: female, durationDays: 365,
             deathRate: 0.1, offtakeRate: 0.4}
          - {name: ewes, sex: female, durationYears: 6,
             deathRate: 0.03, offtakeRate: 0.1, parturitionPerYear: 0.9,
             litterSize: 1.05, liveWeightKg: 50, sheepUnits: 1}
          - {name: wethers, sex: male, durationDays: 365,
             deathRate: 0.1, offtakeRate: 0.9}

      A rate is a fraction a year, or of the stage when it is shorter than a year. realisedOfftake: deaths as without \
      offtake, offtake as really taken beside deaths (GLEAM-X); independent: each as without the other; hazard: hazards a \
      year. A breeding female gives birth in each step. Elasticities: by how many per cent the yearly growth factor changes \
      when a rate changes by one per cent.

      With --species instead of a table: a species of the parameter ledger or of a scenario, at rates of a normal year \
      in the traditional regime, before the births of spring.

      Examples:
        khorshoo herd scenarios/herds/gleam-cattle.yaml
        khorshoo herd scenarios/herds/gleam-camels.csv --lang zh
        khorshoo herd scenarios/herds/gleam-sheep.yaml --format json
        khorshoo herd scenarios/herds/fao-cattle.yaml --out herd.csv
        khorshoo herd --species sheep --scenario scenarios/mongolia.yaml
      """)

  @Argument(help: "The table (YAML or CSV).", completion: .file(extensions: ["yaml", "yml", "csv"])) var table: String?
  @Option(help: ArgumentHelp("A species of the ledger, instead of a table.", valueName: "name")) var species: String?
  @Option(help: ArgumentHelp("Scenario that --species is taken from.", valueName: "file")) var scenario: String?
  @OptionGroup var dialect: TableDialectArguments
  @OptionGroup var output: TableOutputArguments

  var request: HerdRequest {
    HerdRequest(
      table: table, species: species, scenario: scenario, dialect: dialect.request,
      output: output.request)
  }
}

/// `khorshoo multiplier`: multipliers and linkages of the user's own accounting matrix.
struct MultiplierCommand: RequestCommand {
  static let configuration = CommandConfiguration(
    commandName: "multiplier",
    abstract: "Multipliers and linkages of an input-output table or a social accounting matrix.",
    discussion: """
      The table is comma-separated text as a spreadsheet saves it. The first row names who pays, the first column who \
      receives; the first cell is free, an empty cell is zero. A name in both is an account of production. Other accounts \
      are marked before a colon, in the table or by the options below:
        household:  a row of wages to households; with a column of its spending there is type II
        value:      a row of value added: profits, taxes on production, wages of a labour account
        final:, import:, other:  what does not answer: exports, investment, imports, government, rest of the world
      Rows and columns named total are checked and left out; those that are sums of others under another name are left out \
      with a warning. An input-output table and a social accounting matrix are the same to it; where an account has a row \
      and a column, both sum to the same.

        ,farms,trade,household:herders,final:outside,total
        farms,150,500,50,300,1000
        trade,200,100,400,1300,2000
        household:herders,300,500,50,150,1000
        value:profits,250,600,,,850
        import:imports,100,300,400,,800
        other:taxes,,,100,,100
        total,1000,2000,1000,1750,

      Output multiplier: production that one unit of final demand calls forth. Income and value added: what of it \
      households receive, and what is value added; direct: in the first round. Type I: production answers; type II: \
      households spend what they receive. Backward linkage: power of dispersion; forward linkage: sensitivity of \
      dispersion (Rasmussen), and the same by supply (Ghosh); 1 is the average.

      Examples:
        khorshoo multiplier scenarios/tables/two-sectors.csv
        khorshoo multiplier scenarios/tables/local-trade.csv --exogenous world
        khorshoo multiplier scenarios/tables/two-sectors.csv --out effects.csv
      """)

  @Argument(help: "The table (CSV).", completion: .file(extensions: ["csv"])) var table: String
  @Option(help: ArgumentHelp("Accounts that do not answer, separated by commas.", valueName: "a,b"))
  var exogenous: String?
  @Option(help: ArgumentHelp("Accounts of households, separated by commas.", valueName: "a,b")) var households: String?
  @Option(help: ArgumentHelp("Rows of value added, separated by commas.", valueName: "a,b")) var valueAdded: String?
  @Option(help: "Greatest difference of a row's and a column's sum, as a share of the larger.")
  var tolerance = AccountingTable.standardTolerance
  @OptionGroup var dialect: TableDialectArguments
  @OptionGroup var output: TableOutputArguments

  var request: MultiplierRequest {
    MultiplierRequest(
      table: table, exogenous: exogenous, households: households, valueAdded: valueAdded, tolerance: tolerance,
      dialect: dialect.request, output: output.request)
  }
}

/// How numbers of the user's table are read.
struct TableDialectArguments: ParsableArguments {
  @Flag(help: "Treat warnings about the table as errors.") var strict = false
  @Flag(help: "Numbers have decimal commas; columns may be separated by semicolons or tabs.") var decimalComma = false

  var request: TableDialect { TableDialect(strict: strict, decimalComma: decimalComma) }
}
