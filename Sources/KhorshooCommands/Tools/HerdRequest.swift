import KhorshooEngine
import KhorshooInputs
import KhorshooModel
import KhorshooScenarios
import KhorshooText

/// `khorshoo herd`: growth, structure and steady offtake of the user's own herd table.
package struct HerdRequest: Request {
  package var table: String?
  package var species: String?
  package var scenario: String?
  package var dialect: TableDialect
  package var output: TableOutput

  package init(
    table: String? = nil, species: String? = nil, scenario: String? = nil, dialect: TableDialect = TableDialect(),
    output: TableOutput
  ) {
    self.table = table
    self.species = species
    self.scenario = scenario
    self.dialect = dialect
    self.output = output
  }

  package func check() throws(InvalidArgument) {
    if (table == nil) == (species == nil) {
      throw InvalidArgument("Name either a table or a --species.")
    }
    if scenario != nil, species == nil { throw InvalidArgument("--scenario needs --species.") }
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    let report = try analysis(session)
    let text =
      switch output.chosenFormat {
      case .table: report.text(output.language)
      case .csv: report.table.csv
      case .json: report.json
      }
    return try output.write(text, computedFrom: table ?? scenario)
  }

  private func analysis(_ session: Session) throws -> any HerdReport {
    guard let table else { return try speciesReport() }
    let file = try HerdFile(path: table, mark: dialect.mark)
    if dialect.strict, !file.warnings.isEmpty { throw UserError(.invalidData, file.warnings.map(\.asError)) }
    session.warn(file.warnings)
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
