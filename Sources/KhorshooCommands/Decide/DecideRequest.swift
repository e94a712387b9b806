import KhorshooEngine
import KhorshooExperiments
import KhorshooModel
import KhorshooReports
import KhorshooScenarios
import KhorshooSweeps
import KhorshooText

/// Whose gain and loss counts.
package enum DecisionPerspective: String, CaseIterable, Sendable {
  /// Net benefit of households, as in `benefits.csv`.
  case households
  /// What the public buys, at what it is worth, less what it pays.
  case publicPurse = "public"
  /// Net benefit of society, as in `benefits.csv`.
  case society
}

/// `khorshoo decide`: which arm to choose when parameters and populations are not known.
package struct DecideRequest: Request {
  /// By what is chosen.
  package typealias Criterion = DecisionCriterion

  package var scenario: ScenarioRequest
  package var options: RunOptions
  /// Names of arms, separated by commas.
  package var among: String?
  package var perspective: DecisionPerspective
  package var criterion: DecisionCriterion
  /// Public cost over the run that an option may have in expectation, present value, CNY.
  package var budget: Double?
  package var outcome: String?
  /// What a unit of the outcome is worth to the public, CNY; of a yuan of households' net benefit without an outcome.
  package var worth: Double?
  /// Aversion to inequality: a yuan of a fifth with half the mean income counts 2 to this power times; 0 counts all alike.
  package var equity: Double
  /// Probability with which the best option is to be selected, world by world; nil to compute all options in all worlds.
  package var untilSelected: Double?
  /// Difference of net benefits over the run that does not matter to a selection, CNY.
  package var indifference: Double?
  /// Levers whose values are to be chosen, `KEY=lo:hi`; empty where arms are the options.
  package var vary: [String]
  /// Combinations of them that are run first; nil for ten a lever.
  package var points: Int?

  package init(
    scenario: ScenarioRequest, options: RunOptions, among: String? = nil, perspective: DecisionPerspective = .society,
    criterion: DecisionCriterion = .expected, budget: Double? = nil, outcome: String? = nil, worth: Double? = nil,
    equity: Double = 0, untilSelected: Double? = nil, indifference: Double? = nil, vary: [String] = [],
    points: Int? = nil
  ) {
    (self.scenario, self.options, self.among) = (scenario, options, among)
    (self.perspective, self.criterion, self.budget) = (perspective, criterion, budget)
    (self.outcome, self.worth, self.equity) = (outcome, worth, equity)
    (self.untilSelected, self.indifference) = (untilSelected, indifference)
    (self.vary, self.points) = (vary, points)
  }

  package func check() throws(InvalidArgument) {
    try options.checkDraws(atLeast: DecisionDraws.leastWorlds)
    try options.check(beside: scenario)
    try check(beside: scenario)
    if let budget, !(budget >= 0 && budget.isFinite) {
      throw InvalidArgument("--budget: found \(budget), expected yuan over the run, such as 5e6.")
    }
    if let worth, !worth.isFinite { throw InvalidArgument("--worth: found \(worth), expected yuan, such as 20000.") }
    if !(0...5).contains(equity) { throw InvalidArgument("--equity: found \(equity), expected 0 to 5, such as 1.") }
    _ = try goal()
    if options.shards != nil, untilSelected != nil || !vary.isEmpty {
      let other = untilSelected != nil ? "--until-selected" : "--vary"
      throw InvalidArgument(
        "--shards: found beside \(other), which computes what its first results ask for; leave \(other) out to compute "
          + "all options in all worlds, or leave --shards out.")
    }
    if let points, vary.isEmpty || !(LeverDesign.leastPoints...1000).contains(points) {
      throw InvalidArgument(
        "--points: found \(points), expected \(LeverDesign.leastPoints) to 1000 combinations of what --vary names.")
    }
  }

  /// What a selection is to reach; nil without one.
  func goal() throws(InvalidArgument) -> SelectionGoal? {
    guard let untilSelected else {
      if indifference == nil { return nil }
      throw InvalidArgument("--indifference goes with --until-selected, such as 0.95; give both or neither.")
    }
    guard (0.5...0.999).contains(untilSelected) else {
      throw InvalidArgument("--until-selected: found \(untilSelected), expected a probability of 0.5 to 0.999.")
    }
    guard let indifference else {
      throw InvalidArgument(
        "--until-selected needs --indifference: yuan of net benefit over the run that do not matter, such as 1e6.")
    }
    guard indifference > 0, indifference.isFinite else {
      throw InvalidArgument("--indifference: found \(indifference), expected yuan above 0, such as 1e6.")
    }
    guard criterion == .expected else {
      throw InvalidArgument("--until-selected selects the highest mean; leave --criterion \(criterion.rawValue) out.")
    }
    return SelectionGoal(probability: untilSelected, indifference: indifference)
  }

  /// What contradicts, here or in what is asked of the scenario.
  private func check(beside scenario: ScenarioRequest) throws(InvalidArgument) {
    if outcome != nil, worth == nil {
      throw InvalidArgument(
        "--outcome needs --worth: yuan that a unit more of it is worth, below zero when less is better.")
    }
    if scenario.arms != nil {
      throw InvalidArgument("--arms: a decision computes its options and the reference; name them with --options.")
    }
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    var opened: ResultFolder?
    do {
      guard options.shards == nil else { return try plan(session) }
      let found = try vary.isEmpty ? nil : LeverDesign(request: self, session: session).prepare { opened = $0 }
      let resolved = try found?.scenario ?? resolve()
      options.warn(resolved.warnings, session)
      try DecisionDraws.require(worlds: ReplicateBlock.count(replicates: resolved.run.replicates))
      let chosen = try DecisionOptions(resolved, among: found == nil ? names : resolved.arms.map(\.name))
      let model = try resolved.decisionModel(outcome)
      guard let draws = try found?.draws ?? WorldDraws(resolved, replicates: resolved.run.replicates) else {
        preconditionFailure("a decision without worlds")
      }
      let rounds = DecisionRounds(
        request: self, scenario: resolved, draws: draws, model: model, chosen: chosen, folder: found?.folder,
        session: session)
      return try report(rounds, found?.levers) { opened = $0 }
    } catch { throw abandoned(opened, error) }
  }

  /// Writes the results of worlds that shards computed.
  func report(
    _ resolved: ResolvedScenario, _ model: LinkageModel, _ draws: WorldDraws, _ played: PlayedBlocks<LinkageModel>,
    _ session: Session
  ) throws -> CommandReport {
    var opened: ResultFolder?
    do {
      let rounds = DecisionRounds(
        request: self, scenario: resolved, draws: draws, model: model, chosen: try .init(resolved, among: names),
        folder: nil, session: session, played: played)
      return try report(rounds, nil) { opened = $0 }
    } catch { throw abandoned(opened, error) }
  }

  private func report(
    _ rounds: DecisionRounds, _ levers: DecisionLevers?, opening opened: (ResultFolder) -> Void
  ) throws -> CommandReport {
    let (run, recorder, selection) = try rounds.run(until: goal(), opening: opened)
    guard run.replicates == run.requested || run.worldCount >= DecisionDraws.leastWorlds else {
      throw UserError(
        .interrupted,
        [
          Diagnostic(
            code: "interrupted", path: run.path,
            message: "interrupted before the first \(DecisionDraws.leastWorlds) worlds; nothing is written")
        ])
    }
    let study = try DecisionStudy(self, rounds.scenario, rounds.chosen, recorder, run, selection, levers)
    let report = DecisionReport(study: study, model: rounds.model, run: run)
    try report.write()
    return options.finish(run, json: report.json, text: report.text)
  }

  /// What is thrown after the folder was given up.
  private func abandoned(_ opened: ResultFolder?, _ error: any Error) -> any Error {
    opened?.abandon()
    guard let error = error as? ExperimentError else { return error }
    return UserError(.invalidData, [error.diagnostic(path: scenario.scenario)])
  }

  /// Where results go unless another folder is named.
  var folder: String { "results/\(scenario.name)-decision" }

  /// Names of the arms that were asked for.
  var names: [String]? {
    among.map { $0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } }
  }

  /// The scenario with its options and its reference alone.
  func resolve() throws(UserError) -> ResolvedScenario {
    let all = try options.resolve(scenario)
    try check(all)
    let options = try DecisionOptions(all, among: names)
    guard options.arms.count + 1 < all.arms.count || names != nil else { return all }
    return try all.among((options.arms + [all.referenceArm]).map { all.arms[$0].name })
  }

  /// What a decision needs of a scenario.
  func check(_ all: ResolvedScenario) throws(UserError) {
    guard all.run.uncertainty != .none else {
      throw UserError(
        .invalidData,
        [
          Diagnostic(
            code: "one-world", path: all.path, key: "run.uncertainty",
            message:
              "found none, expected worlds: a decision is judged by what is not known; give --uncertainty ledger")
        ])
    }
    try all.requireIndependentReplicates("khorshoo decide")
    if let outcome, DecisionQuantities.counts[outcome] == nil {
      let known = ModelOutcomes(speciesNames: all.speciesNames).definitions.filter { $0.levels.contains(.banner) }
        .map(\.name)
      guard known.contains(outcome) else {
        throw UserError(
          .invalidData,
          [
            Diagnostic(
              code: "unknown-outcome", path: "--outcome",
              message: "found \(quoted(outcome)), expected an outcome of the banner, such as personsOutOfPoverty"
                + Nearest.hint(outcome, among: known + DecisionQuantities.counts.keys.sorted()))
          ])
      }
    }
  }
}

/// Which arms are options.
struct DecisionOptions {
  /// Places among the arms of the scenario.
  let arms: [Int]

  /// - Parameter names: those that were asked for; when nil all arms but bounds, which do without cooperatives that exist and
  ///   central households.
  /// - Throws: `UserError` 65 `unknown-arm`, `too-few-options`.
  init(_ scenario: ResolvedScenario, among names: [String]?, least: Int = 2) throws(UserError) {
    let known = scenario.arms.map(\.name)
    if let unknown = names?.first(where: { !known.contains($0) }) {
      throw UserError(
        .invalidData,
        [
          Diagnostic(
            code: "unknown-arm", path: "--options",
            message: "there is no arm \(quoted(unknown)); expected some of \(known.joined(separator: ", "))"
              + Nearest.hint(unknown, among: known, listed: 0))
        ])
    }
    arms = scenario.arms.indices.filter { arm in
      if let names { return names.contains(known[arm]) }
      let values = scenario.arms[arm].values
      return values.boolean("policy.cooperatives.enabled") || values.boolean("policy.centralHouseholds.enabled")
    }
    guard arms.count >= least else {
      throw UserError(
        .invalidData,
        [
          Diagnostic(
            code: "too-few-options", path: scenario.path, key: "arms",
            message: "found \(arms.isEmpty ? "no option" : "the option \(known[arms[0]]) alone"), expected two at "
              + "least; add arms, or name some of \(known.joined(separator: ", ")) with --options")
        ])
    }
  }
}
