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
  package var matrix: MatrixHerd
  package var show: Part
  package var dialect: TableDialect
  package var output: TableOutput

  package init(
    table: String? = nil, species: String? = nil, scenario: String? = nil, matrix: MatrixHerd = MatrixHerd(),
    show: Part = .summary, dialect: TableDialect = TableDialect(), output: TableOutput
  ) {
    self.table = table
    self.species = species
    self.scenario = scenario
    self.matrix = matrix
    self.show = show
    self.dialect = dialect
    self.output = output
  }

  /// What is said of a table in stages.
  package enum Part: String, CaseIterable, Sendable {
    case summary, rates, curve, individuals
  }

  package func check() throws(InvalidArgument) {
    if show == .individuals, matrix.matrices.isEmpty {
      guard matrix.start != nil else { throw InvalidArgument("--show individuals needs --start.") }
      guard (1...2000).contains(matrix.steps) else {
        throw InvalidArgument("--steps: found \(matrix.steps), expected 1 to 2000.")
      }
    } else {
      try matrix.check()
    }
    guard show == .summary || table != nil else { throw InvalidArgument("--show \(show.rawValue) needs a table.") }
    guard [table != nil, species != nil, !matrix.matrices.isEmpty].count(where: { $0 }) == 1 else {
      throw InvalidArgument("Name either a table, a --species or a --matrix.")
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
    return try output.write(text, computedFrom: table ?? scenario ?? matrix.matrices.first)
  }

  private func analysis(_ session: Session) throws -> any HerdReport {
    if !matrix.matrices.isEmpty { return try matrix.report(session, dialect) }
    guard let table else { return try speciesReport() }
    let file = try HerdFile(path: table, mark: dialect.mark)
    if dialect.strict, !file.warnings.isEmpty { throw UserError(.invalidData, file.warnings.map(\.asError)) }
    session.warn(file.warnings)
    switch file.content {
    case .stages(let herd): return try stages(herd, path: table, title: file.title.isEmpty ? table : file.title)
    case .constantHerd(let herd):
      guard show == .summary else {
        throw UserError.fault(
          "not-stages", .invalidData, table,
          "found kind: constantHerd, expected kind: stages for --show \(show.rawValue)")
      }
      return ConstantHerdReport(path: table, title: file.title, herd: herd)
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
