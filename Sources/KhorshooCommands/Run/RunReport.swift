import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooReports
import KhorshooScenarios
import KhorshooSweeps
import KhorshooText

/// Everything a run leaves: tables, resolved scenario, manifest, summary.
package struct RunReport {
  let resolved: ResolvedScenario
  let model: LinkageModel
  package let study: PlannedRun
  let recording: RunRecording
  let language: Language

  /// What the screen shows, in this order.
  static let headlines: [ScreenSummary.Headline] = [
    .init("sheepUnitsPerHousehold", label: "Herd, sheep units a household"),
    .init("meanIncomePerHousehold", label: "Income a household and year, mean of the run"),
    .init("cashIncomePerHousehold", label: "Cash income a household, last year"),
    .init("incomePerHead", label: "Disposable income a head, last year"),
    .init("incomeGini", label: "Gini of income a head"),
    .init("povertyShare", label: "Share of persons below the poverty line"),
    .init("membershipShare", label: "Share of households in a cooperative"),
    .init("awareShare", label: "Share of households that heard of it"),
    .init(
      "meanIncomePerHousehold", label: "Income of members (uplift: effect of the policy on them)", placeID: "member"),
    .init(
      "meanIncomePerHousehold", label: "Income of non-members (uplift: training and spillover)", placeID: "nonMember"),
    .init("meanIncomePerHousehold", label: "Income of central households", placeID: "central"),
    .init("loserShare", label: "Share of households that lose, against the reference"),
    .init("memberGapNaiveRelative", label: "What a survey would find: members over non-members"),
    .init("memberGapMatchedRelative", label: "What a survey would find after propensity-score matching"),
    .init("memberEffectRelative", label: "What membership and policy did to members"),
  ]

  /// What `pairs.csv` holds.
  static let paired: [SummaryTable.Headline] = summarised.filter { headline in
    headline.placeID.map { id in !["herd", "ring", "farthest"].contains { id.hasPrefix($0) } } ?? true
  }

  /// What `summary.csv` and the report hold.
  package static let summarised: [SummaryTable.Headline] = {
    let quarters = ["herd", "ring"].flatMap { stem in (1...4).map { "\(stem)\($0)" } }
    let groups = (1...5).map { "quintile\($0)" } + quarters + ["farthestTenth"]
    return headlines.map { ($0.outcome, $0.placeID) }
      + ["accrualIncomePerHousehold", "incomePerHousehold", "publicCostYuan", "debtPerHousehold", "leftShare"].map {
        ($0, nil)
      }
      + groups.map { ("meanIncomePerHousehold", $0) }
  }()

  /// The headlines of this run, by arm and year.
  private var summaryRows: [SummaryTable.Row] {
    SummaryTable.rows(
      study.statistics, headlines: Self.summarised, labels: armTexts)
  }

  private func findings(_ rows: [SummaryTable.Row]) -> Findings {
    Findings(
      title: resolved.title[language], question: resolved.question[language], rows: rows, ratios: ratios,
      assumptions: world.assumptions, parameterCount: resolved.ledger.parameters.count,
      replicates: study.statistics.replicates, years: resolved.run.years,
      households: model.banner.places.householdCount, worlds: study.statistics.worldCount,
      reference: study.statistics.arms[study.statistics.referenceArm],
      language: language)
  }

  /// What the answer depends on, by the draws of the run; nil where it drew none, or too few.
  private func drivers(_ rows: [SummaryTable.Row]) -> HTMLReport.Drivers? {
    let statistics = study.statistics
    guard let worlds = study.worlds, let main = findings(rows).main,
      let arm = statistics.arms.firstIndex(of: main), let cell = answerCell(statistics)
    else { return nil }
    let cells = worlds.keys.indices.map { key in worlds.sets.map { $0[key].description } }
    let outcomes = RunDraws.ofSets(statistics.worldDifferences(arm: arm, cell: cell), count: worlds.sets.count)
    return AnswerDrivers(outcomes, RunDraws.columns(worlds.keys, cells).0, language)?.section
  }

  /// Income of the banner in the last year.
  private func answerCell(_ statistics: RunStatistics) -> Int? {
    let layout = statistics.layout
    guard let place = layout.places.firstIndex(where: { $0.level == .banner }),
      let outcome = layout.outcomes.firstIndex(where: { $0.name == Findings.income })
    else { return nil }
    return layout.yearCell(outcome: outcome, place: place, time: layout.quarters.count - 1)
  }

  /// What a run can be repeated from.
  static func origin(_ scenario: ResolvedScenario, _ manifest: Manifest, _ language: Language) -> [(
    name: String, value: String
  )] {
    ReportOrigin(scenario, version: manifest.version, language: language)
      .rows("khorshoo run \(StoredRun.scenarioName) --replicates \(manifest.replicates ?? 0)")
  }

  /// Three typical households in replicate 1 of the first world; without name where they are those of a survey. What other
  /// machines computed was followed by nobody and is gone through once more.
  ///
  /// - Throws: `UserError` 65 when the world has no answer.
  private func stories() throws(UserError) -> [HouseholdStory] {
    let found: [HouseholdStory]
    if let households = study.households {
      found = households.stories
    } else {
      let world = try study.worlds?.model(0, like: model) ?? model
      found = StoryTeller.stories(.typical, in: world, labels: armTexts, isStopped: { false }) ?? []
    }
    return resolved.roster == nil ? found : found.map(\.unnamed)
  }

  var summary: ScreenSummary {
    ScreenSummary(
      study.statistics, headlines: RunReport.headlines, armLabels: armLabels, ratios: ratios, language: language)
  }

  private var armTexts: [LocalizedText] { resolved.arms.map { LocalizedText(en: $0.label, zh: $0.labelChinese) } }

  private var armLabels: [String: String] {
    Dictionary(zip(resolved.arms.map(\.name), armTexts.map { $0[language] }), uniquingKeysWith: { $1 })
  }

  /// The assumptions of a scenario as rows of their table.
  package static func assumptionRows(_ scenario: ResolvedScenario, _ language: Language) -> [AssumptionTable.Row] {
    WorldTables.assumptions(scenario, language)
  }

  private var world: WorldTables {
    WorldTables(resolved: resolved, model: model, language: language)
  }

  private var ratios: [RatioTable.Row] { RatioTable.rows(study.statistics, language: language) }

  private var benefits: [BalanceTable.Row] { BalanceTable.rows(study.statistics, language: language) }

  /// Writes all files and puts them in place together.
  func write() throws {
    let folder = study.folder
    let summary = summaryRows
    try SummaryTable.write(summary, to: folder)
    let cells = OutcomeTables.cells(study.statistics, recording.isInTables)
    try OutcomeTables.write(study.statistics, cells: cells, language: language, threads: study.threads, to: folder)
    if !recording.detail.isEmpty { try DetailDatabase.write(study.statistics, to: folder) }
    if let worlds = study.worlds, !worlds.keys.isEmpty { try folder.write(worlds.csv, as: "draws.csv") }
    try RatioTable.write(ratios, to: folder)
    try BalanceTable.write(benefits, to: folder)
    try world.write(to: folder)
    let coverage = coverageRows(study.statistics, model)
    if !coverage.isEmpty { try CoverageTable.write(coverage, to: folder) }
    for file in resolved.filesOfResult { try folder.write(file.text, as: file.name) }
    var manifest = Manifest(resolved, study, model.banner, divisions: model.placeDivisions, language)
    let stories = try stories()
    try folder.write(HouseholdStoryFile.json(stories), as: HouseholdStoryFile.name)
    let page = HTMLReport(
      findings(summary), origin: Self.origin(resolved, manifest, language), drivers: drivers(summary),
      benefits: benefits, stories: stories)
    try folder.write(page.html, as: HTMLReport.fileName)
    let drawn = study.worlds?.keys ?? []
    try resolved.writeCodebook(outcomes: (model.layout, cells), drawn: drawn, to: folder)
    if !recording.detail.isEmpty { manifest.detail = recording.detail.map(\.rawValue).sorted() }
    try folder.commit(manifest)
  }

  /// The answer first, in a few lines.
  var brief: String {
    let roster = resolved.roster.map { $0.summary(language) } ?? ""
    return (findings(summaryRows).lines + [RunWords.open(study.path)[language]]).joined(separator: "\n") + "\n" + roster
      + study.precision(language)
  }

  /// The summary, the speed and where the files are: for `--verbose`.
  var text: String {
    let roster = resolved.roster.map { $0.summary(language) }
    return (roster.map { [$0] } ?? []).joined()
      + [
        summary.text, RatioTable.text(ratios, armLabels: armLabels, language: language),
        BalanceTable.text(benefits, armLabels: armLabels, language: language),
        AssumptionTable.text(world.assumptions, of: resolved.ledger.parameters.count, language: language),
      ].filter { !$0.isEmpty }.joined(separator: "\n") + study.footer(language)
  }
}
