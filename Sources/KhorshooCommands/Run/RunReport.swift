import Foundation
import KhorshooModel
import KhorshooReports
import KhorshooScenarios
import KhorshooText

/// Everything a run leaves: tables, resolved scenario, manifest, summary.
package struct RunReport {
  let resolved: ResolvedScenario
  let model: LinkageModel
  package let study: PlannedRun
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

  var summary: ScreenSummary {
    ScreenSummary(
      study.statistics, headlines: RunReport.headlines, armLabels: armLabels, ratios: ratios, language: language)
  }

  private var armLabels: [String: String] {
    Dictionary(
      resolved.arms.map { ($0.name, language == .chinese ? $0.labelChinese : $0.label) }, uniquingKeysWith: { $1 })
  }

  private var world: WorldTables {
    WorldTables(resolved: resolved, banner: model.banner, layout: model.layout, language: language)
  }

  private var ratios: [RatioTable.Row] { RatioTable.rows(study.statistics, language: language) }

  /// Writes all files and puts them in place together.
  func write() throws {
    let folder = study.folder
    try OutcomeTables.write(study.statistics, language: language, threads: study.threads, to: folder)
    try RatioTable.write(ratios, to: folder)
    try world.write(to: folder)
    let coverage = coverageRows(study.statistics, model.banner)
    if !coverage.isEmpty { try CoverageTable.write(coverage, to: folder) }
    for file in resolved.filesOfResult { try folder.write(file.text, as: file.name) }
    try folder.commit(Manifest(resolved, study, model.banner, language))
  }

  /// The summary, the speed and where the files are.
  var text: String {
    let roster = resolved.roster.map { $0.summary(species: resolved.speciesNames, language) }
    return (roster.map { [$0] } ?? []).joined()
      + [
        summary.text, RatioTable.text(ratios, armLabels: armLabels, language: language),
        AssumptionTable.text(world.assumptions, of: resolved.ledger.parameters.count, language: language),
      ].joined(separator: "\n") + study.footer(language)
  }
}
