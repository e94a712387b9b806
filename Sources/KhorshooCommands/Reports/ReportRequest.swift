import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooReports
import KhorshooSweeps
import KhorshooText

/// `khorshoo report`: a result folder as one HTML file.
package struct ReportRequest: Request {
  package var folder: String
  package var out: String?
  package var language: Language
  /// Whether a file that is there may be written over.
  package var replace: Bool
  /// Whether every picture is written as a file of its own too, into a folder beside the report.
  package var figures: Bool
  package var quiet: Bool

  package init(
    folder: String, out: String? = nil, language: Language = .english, replace: Bool = false, figures: Bool = false,
    quiet: Bool = false
  ) {
    self.folder = folder
    self.out = out
    self.language = language
    self.replace = replace
    self.figures = figures
    self.quiet = quiet
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    let study = try StoredRun(folder)
    let kind = try ReportKind(study)
    let path = out ?? study.result.path + ".html"
    try StoredRun.refuse(path, among: [study.result])
    var status = stat()
    guard replace || lstat(path, &status) != 0 || WholeFile.isSpecial(path) else {
      throw UserError(
        .cannotCreate,
        [
          Diagnostic(
            code: "would-overwrite", path: path,
            message: "is there already; say --replace to write over it, or choose another name with --out")
        ])
    }
    study.result.warnOfDamages(session)
    let page = try html(study, kind)
    if let form = ReportConverter.Form(of: path) {
      try ReportConverter.write(page, as: form, to: path)
    } else {
      let whole = try WholeFile(path)
      try whole.output.write(page)
      try whole.finish()
    }
    let pictures = (path as NSString).deletingPathExtension + "-figures"
    if figures { try ReportPictures.write(page, into: pictures) }
    return CommandReport(quiet ? "" : path + "\n" + (figures ? pictures + "\n" : ""))
  }

  private func html(_ study: StoredRun, _ kind: ReportKind) throws -> String {
    switch kind {
    case .run: try run(study)
    case .sweep: try sweep()
    case .decomposition(let how): try decomposition(study, how)
    case .calibration(let plan): try calibration(study, plan)
    case .decision: try brief(study)
    }
  }

  private func run(_ study: StoredRun) throws(UserError) -> String {
    let manifest = study.manifest
    let findings = Findings(
      title: study.scenario.title[language], question: study.scenario.question[language],
      rows: try SummaryTable.read(study.result), ratios: try RatioTable.read(study.result),
      assumptions: RunReport.assumptionRows(study.scenario, language),
      parameterCount: study.scenario.ledger.parameters.count, replicates: study.replicates,
      years: study.scenario.run.years, households: manifest.counts?["households"] ?? 0,
      worlds: manifest.worlds?.count ?? 0,
      reference: manifest.reference ?? "", language: language)
    // Folders of before there was the table have none.
    let hasBenefits = study.result.record(of: BalanceTable.benefits.fileName) != nil
    return HTMLReport(
      findings, origin: RunReport.origin(study.scenario, manifest, language), drivers: drivers(study, findings),
      benefits: hasBenefits ? StoredWords.rows(try BalanceTable.read(study.result), language) : [],
      stories: HouseholdStoryFile.read(study.result)
    ).html
  }

  private func sweep() throws -> String {
    let results = try SweepResults(folder: folder)
    defer { try? results.store.close() }
    return try SweepPage(results, language).html
  }

  private func decomposition(_ study: StoredRun, _ how: Manifest.Decomposition) throws(UserError) -> String {
    let scenario = study.scenario
    guard let arm = scenario.arms.first(where: { $0.name == study.manifest.arms.first }),
      let effect = ChannelDecomposition.Effect(how)
    else { throw ReportKind.unknown(study) }
    let definition = ModelOutcomes(speciesNames: scenario.speciesNames).definitions.first { $0.name == effect.outcome }
    let label = LocalizedText(en: effect.outcomeLabel, zh: definition?.labelChinese ?? "")
    let summary = DecompositionSummary(
      try DecompositionTable.read(study.result, outcome: effect.outcome),
      of: DecompositionReport.subject(
        arm, effect, method: how.method, runsPerReplicate: how.runsPerReplicate, language),
      outcome: effect.outcome, outcomeLabel: label[language], parts: DecompositionReport.parts(effect, language),
      places: StoredWords.places(language), language: language)
    return DecompositionPage(
      scenario: scenario, summary: summary, version: study.manifest.version, language: language
    ).html
  }

  private func calibration(_ study: StoredRun, _ plan: CalibrationPlan) throws(UserError) -> String {
    CalibrationPage(
      scenario: study.scenario, found: try CalibrationFindings(study.result), plan: plan,
      replicates: study.replicates, targetsPath: study.manifest.inputFiles.last?.path ?? "",
      version: study.manifest.version,
      language: language
    ).html
  }

  /// The brief of a decision is in its folder in both languages: it needs the worlds that the tables have not.
  private func brief(_ study: StoredRun) throws(UserError) -> String {
    let name = DecisionBrief.fileName(language)
    guard study.result.record(of: name) != nil else { throw ReportKind.unknown(study) }
    let file = try MappedFile(study.result.path(of: name))
    defer { withExtendedLifetime(file) {} }
    return String(decoding: file.bytes, as: UTF8.self)
  }

  /// What the answer depends on; nil where the run drew no parameters, or its tables do not say.
  private func drivers(_ study: StoredRun, _ findings: Findings) -> HTMLReport.Drivers? {
    guard (study.manifest.worlds?.parameters ?? 0) > 0, let main = findings.main,
      let target = try? OutcomeTarget(parsing: "uplift.\(main).\(Findings.income)", option: "--of"),
      let draws = try? RunDraws(study.result.path, of: target)
    else { return nil }
    return AnswerDrivers(draws.outcomes, draws.columns, language)?.section
  }
}

/// Which command a result folder is of, and so which page tells of it.
enum ReportKind {
  case run, sweep, decision
  case decomposition(Manifest.Decomposition)
  case calibration(CalibrationPlan)

  /// - Throws: `UserError` 65 `not-a-run` when no page tells of such a folder.
  init(_ study: StoredRun) throws(UserError) {
    let (manifest, result) = (study.manifest, study.result)
    if manifest.decision != nil {
      self = .decision
    } else if let how = manifest.decomposition {
      self = .decomposition(how)
    } else if manifest.sweep != nil {
      self = .sweep
    } else if result.record(of: CalibrationTables.posteriorName) != nil, let plan = CalibrationPlan(in: result.path) {
      self = .calibration(plan)
    } else if result.record(of: SummaryTable.definition.fileName) != nil {
      self = .run
    } else {
      throw Self.unknown(study)
    }
  }

  static func unknown(_ study: StoredRun) -> UserError {
    UserError(
      .invalidData,
      [
        Diagnostic(
          code: "not-a-run", path: study.result.path,
          message:
            "holds no results that a report tells of; name a folder of khorshoo run, sweep, decompose, calibrate or decide"
        )
      ])
  }
}
