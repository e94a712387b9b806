import KhorshooEngine
import KhorshooModel
import KhorshooReports
import KhorshooScenarios
import KhorshooSweeps
import KhorshooText

/// Everything a decomposition leaves: table, picture, report, resolved scenario, manifest, summary.
struct DecompositionReport {
  let resolved: ResolvedScenario
  let model: ChannelDecomposition
  let arm: Arm
  let study: PlannedRun
  let language: Language

  /// Channels, then the whole, in words of a language.
  static func parts(_ effect: ChannelDecomposition.Effect, _ language: Language) -> [DecompositionTable.Part] {
    effect.channels.map { channel in
      .init(name: channel.rawValue, label: LocalizedText(en: channel.label, zh: channel.labelChinese)[language])
    } + [
      .init(name: ChannelDecomposition.totalName, label: LocalizedText(en: "All channels", zh: "合计")[language])
    ]
  }

  private var parts: [DecompositionTable.Part] { Self.parts(model.effect, language) }

  /// What an arm is called, and how it is decomposed.
  static func subject(
    _ arm: Arm, _ effect: ChannelDecomposition.Effect, method: String, runsPerReplicate: Int, _ language: Language
  ) -> DecompositionSummary.Subject {
    let label = LocalizedText(en: arm.label, zh: arm.labelChinese)[language]
    return DecompositionSummary.Subject(
      arm: arm.name, armLabel: label.isEmpty ? arm.name : label, effect: effect.shown, method: method,
      runsPerReplicate: runsPerReplicate)
  }

  /// What the screen and the picture show.
  var summary: DecompositionSummary {
    DecompositionSummary(
      study.statistics,
      of: Self.subject(arm, model.effect, method: model.method.rawValue, runsPerReplicate: model.runCount, language),
      outcome: model.effect.outcome, outcomeLabel: model.effect.outcomeLabel, parts: parts, language: language)
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
      effect: model.effect.rawValue, method: model.method.rawValue, channels: model.players.map(\.rawValue),
      runsPerReplicate: model.runCount)
    try resolved.writeCodebook(to: folder)
    try folder.commit(manifest)
  }
}

extension ChannelDecomposition.Effect {
  /// Of a manifest; folders of before there was a choice are of the uplift.
  init?(_ manifest: Manifest.Decomposition) {
    guard let name = manifest.effect else {
      self = .income
      return
    }
    self.init(rawValue: name)
  }

  /// What is decomposed on the screen and in the report.
  var outcome: String { outcomes[0] }

  /// English label of it.
  var outcomeLabel: String {
    switch self {
    case .income: "Income a household and year, mean of the run"
    case .institution: "Share of households that are members"
    }
  }

  /// As reports know it.
  var shown: DecompositionSummary.Effect {
    switch self {
    case .income: .income
    case .institution: .institution
    }
  }
}
