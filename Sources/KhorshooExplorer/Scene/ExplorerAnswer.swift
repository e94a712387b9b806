import KhorshooCommands
import KhorshooEngine
import KhorshooReports
import KhorshooScenarios
import KhorshooText

/// What is known after some worlds, to be said in either language.
package struct ExplorerAnswer: Sendable {
  private let scenario: ResolvedScenario
  private let rows: [SummaryTable.Row]
  private let ratios: [Language: [RatioTable.Row]]
  private let households: Int
  private let reference: String
  /// Replicates of each arm so far.
  package let replicates: Int
  /// Worlds so far; 0 where nothing is drawn but luck.
  private let worlds: Int

  /// Blocks of sixteen replicates so far, each in a world where worlds are drawn.
  var blocks: Int { ReplicateBlock.count(replicates: replicates) }

  init(_ statistics: RunStatistics, of scenario: ResolvedScenario, households: Int) {
    worlds = statistics.worldCount
    self.scenario = scenario
    self.households = households
    replicates = statistics.replicates
    reference = statistics.arms[statistics.referenceArm]
    rows = SummaryTable.rows(
      statistics, headlines: RunReport.summarised,
      labels: statistics.arms.map { name in
        let arm = scenario.arms.first { $0.name == name }
        return LocalizedText(en: arm?.label ?? name, zh: arm?.labelChinese ?? name)
      })
    ratios = Dictionary(
      uniqueKeysWithValues: Language.allCases.map { ($0, RatioTable.rows(statistics, language: $0)) })
  }

  /// In sentences.
  ///
  /// - Parameter assumptions: what is assumed, which the report has and the page has not.
  package func findings(_ language: Language, assumptions: [AssumptionTable.Row] = []) -> Findings {
    Findings(
      title: scenario.title[language], question: scenario.question[language], rows: rows,
      ratios: ratios[language] ?? [], assumptions: assumptions,
      parameterCount: scenario.ledger.parameters.count, replicates: replicates, years: scenario.run.years,
      households: households, worlds: worlds, reference: reference, language: language)
  }

  /// The report, with what it can be repeated from.
  package func report(_ language: Language, origin: [(name: String, value: String)]) -> HTMLReport {
    HTMLReport(findings(language, assumptions: RunReport.assumptionRows(scenario, language)), origin: origin)
  }
}
