import ArgumentParser
import KhorshooInputs

/// `khorshoo multiplier`: multipliers and linkages of the user's own accounting matrix.
struct MultiplierCommand: ParsableCommand {
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
      Rows and columns named total are checked and left out. An input-output table and a social accounting matrix are the \
      same to it; where an account has a row and a column, both sum to the same.

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

  @Argument(help: "The table (CSV).", completion: .file(extensions: ["csv"]))
  var table: String

  @Option(help: ArgumentHelp("Accounts that do not answer, separated by commas.", valueName: "a,b"))
  var exogenous: String?

  @Option(help: ArgumentHelp("Accounts of households, separated by commas.", valueName: "a,b"))
  var households: String?

  @Option(help: ArgumentHelp("Rows of value added, separated by commas.", valueName: "a,b"))
  var valueAdded: String?

  @Option(help: "Greatest difference of a row's and a column's sum, as a share of the larger.")
  var tolerance = AccountingTable.standardTolerance

  @OptionGroup var output: TableOutput

  func validate() throws {
    guard (0...0.1).contains(tolerance) else {
      throw ValidationError("--tolerance: found \(tolerance), expected 0 to 0.1.")
    }
  }

  func run() throws {
    let marks = AccountMarks(
      households: Self.names(households), valueAdded: Self.names(valueAdded), exogenous: Self.names(exogenous))
    let analysis = try AccountingTable.analysis(path: table, marks: marks, tolerance: tolerance)
    let report = MultiplierReport(path: table, analysis: analysis)
    let text =
      switch output.chosenFormat {
      case .table: report.text(output.language)
      case .csv: report.table.csv
      case .json: report.json
      }
    try output.write(text, computedFrom: table)
  }

  /// Names between commas.
  static func names(_ list: String?) -> [String] {
    (list ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }
}
