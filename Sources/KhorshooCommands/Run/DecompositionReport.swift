import KhorshooEngine
import KhorshooModel
import KhorshooReports
import KhorshooScenarios
import KhorshooText

/// Everything a decomposition leaves: table, picture, resolved scenario, manifest, summary.
struct DecompositionReport {
  let resolved: ResolvedScenario
  let model: ChannelDecomposition
  let arm: Arm
  let method: ChannelDecomposition.Method
  let study: PlannedRun
  let language: Language

  private var parts: [DecompositionTable.Part] {
    let isChinese = language == .chinese
    return Channel.allCases.map { .init(name: $0.rawValue, label: isChinese ? $0.labelChinese : $0.label) }
      + [.init(name: ChannelDecomposition.totalName, label: isChinese ? "合计" : "All channels")]
  }

  /// What the screen and the picture show.
  var summary: DecompositionSummary {
    let label = language == .chinese ? arm.labelChinese : arm.label
    return DecompositionSummary(
      study.statistics,
      of: .init(
        arm: arm.name, armLabel: label.isEmpty ? arm.name : label, method: method.rawValue,
        runsPerReplicate: model.runCount),
      outcome: "meanIncomePerHousehold", outcomeLabel: "Income a household and year, mean of the run", parts: parts,
      language: language)
  }

  /// Writes all files and puts them in place together.
  func write() throws {
    let folder = study.folder
    try DecompositionTable.write(study.statistics, arm: arm.name, parts: parts, language: language, to: folder)
    try folder.write(DecompositionFigure.svg(summary), as: "decomposition.svg")
    for file in resolved.filesOfResult { try folder.write(file.text, as: file.name) }
    var manifest = Manifest(resolved, study, model.banner, language)
    manifest.arms = [arm.name]
    manifest.reference = nil
    manifest.decomposition = Manifest.Decomposition(
      method: method.rawValue, channels: model.players.map(\.rawValue), runsPerReplicate: model.runCount)
    try folder.commit(manifest)
  }
}
