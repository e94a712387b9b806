import KhorshooExperiments
import KhorshooModel
import KhorshooReports
import KhorshooScenarios
import KhorshooSweeps
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
    manifest.decision?.selectionProbability = request.untilSelected
    manifest.decision?.indifference = request.indifference
    manifest.decision?.vary = study.levers?.factors.map(\.text)
    manifest.decision?.points = study.levers?.points.count
    for language in Language.allCases {
      let brief = DecisionBrief(study: study, sentences: sentences, manifest: manifest, language: language)
      try folder.write(brief.html, as: DecisionBrief.fileName(language))
    }
    try study.scenario.writeCodebook(drawn: study.drawn.keys, to: folder)
    try folder.commit(manifest)
  }

  var text: String {
    let lines = sentences.lines + [DecisionWords.results(run.path, DecisionBrief.fileName(language))]
    return lines.map { $0[language] }.joined(separator: "\n") + "\n"
  }

  var json: String {
    let found = study.analysis
    var fields: [(String, OrderedJSON)] = [
      ("chosen", .text(study.best.name)), ("perspective", .text(request.perspective.rawValue)),
      ("criterion", .text(request.criterion.rawValue)), ("worlds", .integer(study.worldCount)),
      ("options", options), ("overBudget", .list(study.options.filter { !$0.isAffordable }.map { .text($0.name) })),
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
    ]
    if let selection = study.selection { fields.append(("selection", selected(selection))) }
    if let levers = study.levers { fields.append(("levers", proposed(levers))) }
    fields.append(("path", .text(run.path)))
    return OrderedJSON.object(fields).description.trimmed
  }

  private var options: OrderedJSON {
    .list(
      study.eligible.indices.map { place in
        let option = study.analysis.options[place]
        return .object([
          ("name", .text(study.option(place).name)), ("expected", .number(option.expected.value)),
          ("low90", .number(option.low90)), ("high90", .number(option.high90)),
          ("probabilityBest", .number(option.probabilityBest.value)),
          ("expectedRegret", .number(option.expectedRegret.value)),
          ("largestRegret", .number(option.largestRegret)), ("publicCost", .number(study.option(place).cost)),
        ])
      })
  }

  /// How options were found among combinations of levers.
  private func proposed(_ levers: DecisionLevers) -> OrderedJSON {
    .object([
      ("points", .integer(levers.points.count)), ("worlds", .integer(levers.worlds.count)),
      ("predictedRSquared", .number(levers.search.score.check.predictedRSquared)),
      ("costPredictedRSquared", .number(levers.search.cost.check.predictedRSquared)),
      (
        "proposals",
        .list(
          levers.proposals.map { proposal in
            .object([
              ("name", .text(proposal.name)),
              (
                "values",
                .object(
                  zip(levers.keys, proposal.values).map { ($0, $1.number.map { .number($0) } ?? .text($1.description)) }
                )
              ),
              ("predicted", .number(proposal.place.score.value)),
              ("predictedError", .number(proposal.place.score.standardError)),
              ("predictedCost", .number(proposal.place.cost.value)),
            ])
          })
      ),
    ])
  }

  /// How far a selection went, option by option.
  private func selected(_ selection: DecisionSelection) -> OrderedJSON {
    .object([
      ("probability", .number(selection.goal.probability)), ("indifference", .number(selection.goal.indifference)),
      ("isSelected", .boolean(selection.selected != nil)), ("worlds", .integer(selection.worldCount)),
      ("limit", .integer(selection.limit)),
      ("worldsNeeded", .optional(selection.worldsNeeded.map(Double.init))),
      (
        "options",
        .list(
          study.eligible.indices.map { place in
            let (mean, fall) = (selection.mean(place), selection.fall(place))
            let difference = selection.difference(place, from: selection.leader)
            return .object([
              ("name", .text(study.option(place).name)), ("worlds", .integer(selection.values[place].count)),
              ("mean", .number(mean.value)), ("meanError", .number(mean.standardError)),
              ("difference", .number(difference.value)), ("differenceError", .number(difference.standardError)),
              ("outAfter", .optional(fall.map { Double($0.worlds) })),
              ("outBy", fall.map { .text(study.option($0.by).name) } ?? .null),
            ])
          })
      ),
    ])
  }
}

extension String {
  fileprivate var trimmed: String { hasSuffix("\n") ? String(dropLast()) : self }
}
