import KhorshooEngine
import KhorshooModel
import KhorshooReports
import KhorshooScenarios
import KhorshooText

/// Everything a decomposition leaves: table, picture, report, resolved scenario, manifest, summary.
struct DecompositionReport {
  let resolved: ResolvedScenario
  let model: ChannelDecomposition
  let arm: Arm
  let method: ChannelDecomposition.Method
  let study: PlannedRun
  let language: Language

  /// What is decomposed on the screen and in the report.
  static let outcome = Findings.income
  static let outcomeLabel = "Income a household and year, mean of the run"

  /// Channels, then the whole, in words of a language.
  static func parts(_ language: Language) -> [DecompositionTable.Part] {
    Channel.allCases.map { channel in
      .init(name: channel.rawValue, label: LocalizedText(en: channel.label, zh: channel.labelChinese)[language])
    } + [
      .init(name: ChannelDecomposition.totalName, label: LocalizedText(en: "All channels", zh: "合计")[language])
    ]
  }

  private var parts: [DecompositionTable.Part] { Self.parts(language) }

  /// What an arm is called, and how it is decomposed.
  static func subject(
    _ arm: Arm, method: String, runsPerReplicate: Int, _ language: Language
  ) -> DecompositionSummary.Subject {
    let label = LocalizedText(en: arm.label, zh: arm.labelChinese)[language]
    return DecompositionSummary.Subject(
      arm: arm.name, armLabel: label.isEmpty ? arm.name : label, method: method, runsPerReplicate: runsPerReplicate)
  }

  /// What the screen and the picture show.
  var summary: DecompositionSummary {
    DecompositionSummary(
      study.statistics, of: Self.subject(arm, method: method.rawValue, runsPerReplicate: model.runCount, language),
      outcome: Self.outcome, outcomeLabel: Self.outcomeLabel, parts: parts, language: language)
  }

  /// Writes all files and puts them in place together.
  func write() throws {
    let folder = study.folder
    try DecompositionTable.write(study.statistics, arm: arm.name, parts: parts, language: language, to: folder)
    let summary = summary
    try folder.write(DecompositionFigure.svg(summary), as: "decomposition.svg")
    let page = DecompositionPage(scenario: resolved, summary: summary, version: Program.version, language: language)
    try folder.write(page.html, as: HTMLReport.fileName)
    for file in resolved.filesOfResult { try folder.write(file.text, as: file.name) }
    var manifest = Manifest(resolved, study, model.banner, language)
    manifest.arms = [arm.name]
    manifest.reference = nil
    manifest.decomposition = Manifest.Decomposition(
      method: method.rawValue, channels: model.players.map(\.rawValue), runsPerReplicate: model.runCount)
    try folder.commit(manifest)
  }
}
