import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooReports
import KhorshooScenarios
import KhorshooSweeps
import KhorshooText

/// What `--keep` can keep.
package enum Kept: String, CaseIterable, Sendable {
  case replicates
}

/// `khorshoo run`: every arm of a scenario, Monte Carlo, results and a summary.
package struct RunRequest: Request {
  package var scenario: ScenarioRequest
  package var options: RunOptions
  package var keep: Kept?
  package var until: String?
  package var maxReplicates: Int?
  /// What is recorded beyond the tables, separated by commas.
  package var detail: String?
  /// Whether tables and figures of speed go to the screen too.
  package var isVerbose: Bool

  package init(
    scenario: ScenarioRequest, options: RunOptions, keep: Kept? = nil, until: String? = nil, maxReplicates: Int? = nil,
    detail: String? = nil, isVerbose: Bool = false
  ) {
    self.scenario = scenario
    self.options = options
    self.keep = keep
    self.until = until
    self.maxReplicates = maxReplicates
    self.detail = detail
    self.isVerbose = isVerbose
  }

  package func check() throws(InvalidArgument) {
    try options.check(beside: scenario)
    try SweepDesignRequest.checkBudget(maxReplicates, until)
    _ = try details()
  }

  /// What is recorded beyond the tables.
  private func details() throws(InvalidArgument) -> Set<RunDetail> {
    var found: Set<RunDetail> = []
    for name in (detail ?? "").split(separator: ",") {
      guard let known = RunDetail(rawValue: name.trimmingCharacters(in: .whitespaces)) else {
        throw InvalidArgument(
          "--detail: found '\(name)', expected some of \(RunDetail.allCases.map(\.rawValue).joined(separator: ",")).")
      }
      found.insert(known)
    }
    return found
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    guard options.shards == nil else {
      let job = RunJob(
        uncertainty: options.uncertainty, detail: try details().map(\.rawValue).sorted(),
        keepsReplicates: keep == .replicates)
      return try options.plan(job, of: scenario, until: until, maximum: maxReplicates, session)
    }
    return ending(try compute(session))
  }

  /// Computes every arm, and writes all files.
  package func compute(_ session: Session) throws -> RunReport {
    let resolved = try options.resolve(scenario)
    let budget = maxReplicates ?? resolved.run.replicates
    if until != nil {
      try resolved.requireOneWorld("--until")
      try resolved.requireWholePairs(budget)
    }
    let rule = try until.map { try PrecisionRule(parsing: $0, maximumReplicates: budget) }
    options.warn(resolved.warnings, session)
    let detail = try details()
    let recording = resolved.recording(detail: detail, keepsQuarters: keep == .replicates)
    let model = try resolved.model(recording)
    options.warn(Self.longTable(model, recording), session)
    let study = try options.run(
      resolved, model, replicates: rule == nil ? resolved.run.replicates : budget, until: rule,
      folder: "results/" + scenario.name, session,
      keep: { folder in try RunKeeper.keep(model, in: folder, keepsReplicates: keep == .replicates) })
    let report = RunReport(
      resolved: resolved, model: model, study: study, recording: recording, language: options.language)
    try report.write()
    return report
  }

  /// Says when a table is going to be longer than a sheet: spreadsheets cut it without a word.
  private static func longTable(_ model: LinkageModel, _ recording: RunRecording) -> [Diagnostic] {
    let (layout, isInTables) = (model.layout, recording.isInTables)
    let cells = layout.cells.count {
      layout.isOfYear($0) && isInTables(layout.outcomes[$0.outcome], layout.places[$0.place])
    }
    let rows = cells * model.armNames.count
    guard rows >= OutcomeTables.sheetRows else { return [] }
    return [
      Diagnostic(
        .warning, code: "long-table", path: "outcomes.csv", key: "outcomes.levels",
        message:
          "found \(ReadableNumber.count(rows)) rows, expected fewer than the \(ReadableNumber.count(OutcomeTables.sheetRows)) "
          + "that a spreadsheet shows, which cuts the rest without a word; select fewer levels, or leave them out and give "
          + "--detail, which puts them into \(DetailDatabase.fileName)")
    ]
  }

  /// What is said of it.
  package func ending(_ report: RunReport) -> CommandReport {
    options.finish(report.study, json: report.summary.json, text: isVerbose ? report.text : report.brief)
  }
}
