import KhorshooExperiments
import KhorshooModel
import KhorshooReports
import KhorshooScenarios
import KhorshooText

/// Everything a decision leaves: tables, briefs, resolved scenario, manifest, lines of the screen.
struct DecisionReport {
  let study: DecisionStudy
  let model: LinkageModel
  let run: PlannedRun

  private var request: DecideRequest { study.request }
  private var language: Language { request.options.language }
  private var sentences: DecisionSentences { DecisionSentences(study: study) }

  /// Writes all files and puts them in place together.
  func write() throws {
    let folder = run.folder
    try DecisionTables.write(study, to: folder)
    if !study.drawn.keys.isEmpty { try folder.write(study.drawn.csv, as: "draws.csv") }
    for file in study.scenario.filesOfResult { try folder.write(file.text, as: file.name) }
    var manifest = Manifest(study.scenario, run, model.banner, language)
    manifest.decision = Manifest.Decision(
      options: study.options.map(\.name), perspective: request.perspective.rawValue,
      criterion: request.criterion.rawValue, budget: request.budget, outcome: request.outcome, worth: request.worth,
      fifthWeights: request.equity == 0 ? nil : study.fifthWeights)
    for language in Language.allCases {
      let brief = DecisionBrief(study: study, sentences: sentences, manifest: manifest, language: language)
      try folder.write(brief.html, as: DecisionBrief.fileName(language))
    }
    try folder.commit(manifest)
  }

  var text: String {
    let lines = sentences.lines + [DecisionWords.results(run.path, DecisionBrief.fileName(language))]
    return lines.map { $0[language] }.joined(separator: "\n") + "\n"
  }

  var json: String {
    let found = study.analysis
    return OrderedJSON.object([
      ("chosen", .text(study.best.name)), ("perspective", .text(request.perspective.rawValue)),
      ("criterion", .text(request.criterion.rawValue)), ("worlds", .integer(study.worldCount)),
      (
        "options",
        .list(
          study.eligible.indices.map { place in
            let option = found.options[place]
            return .object([
              ("name", .text(study.option(place).name)), ("expected", .number(option.expected.value)),
              ("low90", .number(option.low90)), ("high90", .number(option.high90)),
              ("probabilityBest", .number(option.probabilityBest.value)),
              ("expectedRegret", .number(option.expectedRegret.value)),
              ("largestRegret", .number(option.largestRegret)), ("publicCost", .number(study.option(place).cost)),
            ])
          })
      ),
      ("overBudget", .list(study.options.filter { !$0.isAffordable }.map { .text($0.name) })),
      ("heldOutValue", .number(found.heldOut.value.value)), ("correctSelection", .number(found.correctSelection)),
      ("perfectInformation", .number(found.perfectInformation.value)),
      (
        "worthKnowing",
        .list(
          study.worthKnowing.map {
            .object([
              ("key", .text($0.name)), ("value", .number($0.value.value)), ("error", .number($0.value.standardError)),
            ])
          })
      ),
      ("path", .text(run.path)),
    ]).description.trimmed
  }
}

extension String {
  fileprivate var trimmed: String { hasSuffix("\n") ? String(dropLast()) : self }
}
