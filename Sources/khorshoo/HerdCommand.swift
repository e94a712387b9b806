import ArgumentParser
import KhorshooEngine
import KhorshooInputs
import KhorshooModel
import KhorshooScenarios
import KhorshooText

/// `khorshoo herd`: growth, structure and steady offtake of the user's own herd table.
struct HerdCommand: ParsableCommand {
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

  @Argument(help: "The table (YAML or CSV).", completion: .file(extensions: ["yaml", "yml", "csv"]))
  var table: String?

  @Option(help: ArgumentHelp("A species of the ledger, instead of a table.", valueName: "name"))
  var species: String?

  @Option(help: ArgumentHelp("Scenario that --species is taken from.", valueName: "file"))
  var scenario: String?

  @OptionGroup var output: TableOutput

  func validate() throws {
    if (table == nil) == (species == nil) {
      throw ValidationError("Name either a table or a --species.")
    }
    if scenario != nil, species == nil { throw ValidationError("--scenario needs --species.") }
  }

  func run() throws {
    let report = try report()
    let text =
      switch output.chosenFormat {
      case .table: report.text(output.language)
      case .csv: report.table.csv
      case .json: report.json
      }
    try output.write(text, computedFrom: table ?? scenario)
  }

  private func report() throws -> any HerdReport {
    guard let table else { return try speciesReport() }
    let file = try HerdFile(path: table)
    switch file.content {
    case .stages(let herd): return try StagesReport(path: table, title: file.title, herd: herd)
    case .constantHerd(let herd): return ConstantHerdReport(path: table, title: file.title, herd: herd)
    }
  }

  private func speciesReport() throws -> SpeciesReport {
    let name = species ?? ""
    let (values, names): (ParameterValues, [String])
    if let scenario {
      let resolved = try Scenario.resolve(
        path: scenario, knownOutcomes: ResolvedScenario.outcomeNames(), knownLevels: ModelOutcomes.levels)
      (values, names) = (resolved.values, resolved.speciesNames)
    } else {
      let ledger = ParameterLedger.standard()
      (values, names) = (ledger.defaults, ledger.speciesNames)
    }
    guard let index = names.firstIndex(of: name) else {
      throw UserError(
        .invalidData,
        [
          Diagnostic(
            code: "unknown-species", path: "--species",
            message: "found \(quoted(name)), expected a species" + Nearest.hint(name, among: names))
        ])
    }
    return try SpeciesReport(name: name, index: index, values: values, names: names)
  }
}

/// What `khorshoo herd` says of one kind of table.
protocol HerdReport {
  /// For spreadsheets.
  var table: ResultTable { get }
  /// For the screen.
  func text(_ language: Language) -> String
  /// For programs.
  var json: String { get }
}

extension UserError {
  /// 65 `no-stable-herd`: the rates have no long run.
  static func noStableHerd(_ path: String, _ reason: String) -> UserError {
    UserError(.invalidData, [Diagnostic(code: "no-stable-herd", path: path, message: reason)])
  }
}
