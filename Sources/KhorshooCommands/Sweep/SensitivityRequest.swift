import KhorshooExperiments
import KhorshooSweeps
import KhorshooText

/// `khorshoo sensitivity`: which factors of a sweep, or parameters that a run drew, move an outcome.
package struct SensitivityRequest: Request {
  /// Folder of a sweep, or of a run with drawn worlds; nil when points and outcomes are given as files.
  package var folder: String?
  package var points: String?
  package var outcomes: String?
  /// Nil for the standard outcome of a sweep, and the only one of a file.
  package var of: String?
  package var resamples: Int
  package var top: Int
  package var mark: DecimalMark
  package var output: TableOutput

  package init(
    folder: String? = nil, points: String? = nil, outcomes: String? = nil, of: String? = nil, resamples: Int = 1000,
    top: Int = 20, mark: DecimalMark = .point, output: TableOutput
  ) {
    self.folder = folder
    self.points = points
    self.outcomes = outcomes
    self.of = of
    self.mark = mark
    self.resamples = resamples
    self.top = top
    self.output = output
  }

  package func check() throws(InvalidArgument) {
    guard (points == nil) == (outcomes == nil) else {
      throw InvalidArgument("--points and --outcomes belong together: name both.")
    }
    guard (folder == nil) != (points == nil) else {
      throw InvalidArgument("Name either the folder of a sweep or run, or --points with --outcomes.")
    }
    guard (100...100_000).contains(resamples) else {
      throw InvalidArgument("--resamples: found \(resamples), expected 100 to 100000.")
    }
    guard top >= 1 else { throw InvalidArgument("--top: found \(top), expected 1 or more.") }
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    if let folder, RunDraws.isRun(folder) {
      let report = try ofRun(folder)
      let text =
        switch output.chosenFormat {
        case .table: report.text(output.language, top: top)
        case .csv: report.table.csv
        case .json: report.json.description
        }
      return try output.write(text, computedFrom: nil)
    }
    let report = try folder.map(ofSweep) ?? ofFiles(session)
    let text =
      switch output.chosenFormat {
      case .table: report.text(output.language, top: top)
      case .csv: report.csv
      case .json: report.json
      }
    return try output.write(text, computedFrom: outcomes)
  }

  private func ofRun(_ folder: String) throws(UserError) -> ScreeningReport {
    let target = try OutcomeTarget(parsing: of ?? Self.usualOutcome, option: "--of")
    let draws = try RunDraws(folder, of: target)
    do {
      return ScreeningReport(
        outcome: target.text, screening: try FactorScreening(draws.outcomes, draws.columns), variance: draws.variance,
        unordered: draws.unordered)
    } catch { throw UserError(.invalidData, [error.diagnostic(path: folder)]) }
  }

  private static let usualOutcome = "uplift.meanIncomePerHousehold"

  private func ofSweep(_ folder: String) throws -> SensitivityReport {
    let target = try OutcomeTarget(parsing: of ?? Self.usualOutcome, option: "--of")
    let results = try SweepResults(folder: folder)
    return try SensitivityReport(
      target.text, results.responses(target), of: results.sweep.design, resamples: resamples, path: folder)
  }

  private func ofFiles(_ session: Session) throws -> SensitivityReport {
    let files = try SensitivityFiles(points: points ?? "", outcomes: outcomes ?? "", of: of, mark: mark)
    session.warn(files.warnings)
    let recognised = files.recognised
    return try SensitivityReport(
      files.outcome, files.responses, of: recognised.table, resamples: resamples, path: outcomes ?? "",
      blocks: (files.responses.taking(recognised.points), recognised.design), isExact: files.isExact
    ) { () throws(ExperimentError) in
      recognised.crossed == nil
        ? nil : try SecondOrderIndices(files.responses, of: recognised, resamples: resamples)
    }
  }
}

/// Too few points to tell factors apart.
enum FewPoints {
  /// Points a factor below which what is found may be chance.
  private static let pointsAFactor = 5

  static func isTooFew(points: Int, factors: Int) -> Bool { points < pointsAFactor * factors }

  /// Nil where there are enough.
  static func warning(points: Int, factors: Int, _ language: Language) -> String? {
    guard isTooFew(points: points, factors: factors) else { return nil }
    let least = pointsAFactor * factors
    return SweepWords.fewPoints(points, factors: factors, aFactor: pointsAFactor, least: least)[language]
  }
}

/// A share as people read it.
enum ReadableShare {
  static func text(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
}
