import KhorshooEngine
import KhorshooExperiments
import KhorshooInputs
import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios
import KhorshooText

/// A decision that was computed: what each option brings by each perspective, and what is worth finding out.
struct DecisionStudy {
  /// An option, with its means over worlds against the reference.
  struct Option {
    let name: String
    let label: LocalizedText
    /// Present value of public cost, and what the public buys: households' net benefit in CNY, or the outcome.
    let cost, effect: Double
    /// Whether it is within the budget.
    let isAffordable: Bool
  }

  let request: DecideRequest
  let scenario: ResolvedScenario
  let outcomes: OptionOutcomes
  let householdCount: Int
  /// What a yuan of each fifth of the households counts for; 1 without an aversion to inequality.
  let fifthWeights: [Double]
  let options: [Option]
  /// Places of the options within the budget: analyses are of these, in this order.
  let eligible: [Int]
  /// In the order of the perspectives.
  let views: [(perspective: DecisionPerspective, analysis: DecisionAnalysis)]
  let frontier: CostEffectiveness
  let acceptability: [Acceptability]
  /// By the perspective that was asked for.
  let information: InformationValue
  let drawn: WorldDraws
  /// How the answer was selected world by world; nil where all options were computed in all worlds.
  let selection: DecisionSelection?
  /// How options were found among combinations of levers; nil where they are arms of the scenario.
  let levers: DecisionLevers?

  init(
    _ request: DecideRequest, _ scenario: ResolvedScenario, _ chosen: DecisionOptions, _ recorder: DecisionRecorder,
    _ run: PlannedRun, _ selection: DecisionSelection?, _ levers: DecisionLevers?
  ) throws {
    (self.selection, self.levers) = (selection, levers)
    let outcomes = recorder.outcomes
    let fifths = selection?.fifthWeights ?? Self.weights(recorder.referenceIncomes, aversion: request.equity)
    (fifthWeights, householdCount) = (fifths, recorder.householdCount)
    (self.request, self.scenario, self.outcomes) = (request, scenario, outcomes)
    guard let drawn = run.worlds else { preconditionFailure("a decision without worlds") }
    self.drawn = drawn
    let costs = outcomes.mean(quantity: DecisionQuantities.Quantity.publicCost.rawValue)
    let effects = outcomes.mean(
      quantity: (request.outcome == nil ? DecisionQuantities.Quantity.households : .outcome).rawValue)
    let options = chosen.arms.enumerated().map { place, arm in
      let arm = scenario.arms[arm]
      return Option(
        name: arm.name,
        label: LocalizedText(
          en: arm.label.isEmpty ? arm.name : arm.label, zh: arm.labelChinese.isEmpty ? arm.name : arm.labelChinese),
        cost: costs[place], effect: effects[place],
        isAffordable: selection?.eligible.contains(place) ?? (costs[place] <= request.budget ?? .infinity))
    }
    self.options = options
    let eligible = options.indices.filter { options[$0].isAffordable }
    self.eligible = eligible
    guard !eligible.isEmpty else { throw Self.overBudget(options, request) }
    views = try DecisionPerspective.allCases.map { perspective in
      let draws = try outcomes.draws(request.weights(perspective, fifths), options: eligible)
      let selected = perspective == request.perspective ? selection?.leader : nil
      return (perspective, DecisionAnalysis(draws, by: request.criterion, selected: selected))
    }
    let direction = request.effectDirection
    let frontier = CostEffectiveness(
      costs: eligible.map { options[$0].cost }, effects: eligible.map { direction * options[$0].effect })
    self.frontier = frontier
    acceptability = try Acceptability.curve(
      outcomes, effect: request.effectWeights, cost: DecideRequest.weight(.publicCost, 1), options: eligible,
      worths: Self.worths(frontier, asked: (request.worth ?? 1).magnitude))
    let groups = Self.groups(drawn.keys)
    information = InformationValue(
      try outcomes.draws(request.weights(request.perspective, fifths), options: eligible), keys: drawn.keys,
      sets: drawn.sets,
      groups: groups, seed: scenario.run.seed)
  }

  /// The view that was asked for.
  var analysis: DecisionAnalysis { views.first { $0.perspective == request.perspective }!.analysis }
  /// An option of an analysis.
  func option(_ place: Int) -> Option { options[eligible[place]] }
  /// The answer.
  var best: Option { option(analysis.best) }
  /// Worlds in which all options were computed.
  var worldCount: Int { outcomes.sets.count }
  /// All worlds.
  var allWorlds: Int { selection?.worldCount ?? worldCount }
  var reference: LocalizedText {
    let arm = scenario.arms[scenario.referenceArm]
    return LocalizedText(
      en: arm.label.isEmpty ? arm.name : arm.label, zh: arm.labelChinese.isEmpty ? arm.name : arm.labelChinese)
  }

  /// Whether doing as the reference does is an option.
  var hasReference: Bool { options.contains { $0.name == scenario.arms[scenario.referenceArm].name } }

  /// A unit of what the public buys.
  var unit: LocalizedText {
    guard let outcome = request.outcome else {
      return LocalizedText(en: "yuan of households' net benefit", zh: "1 元居民净效益")
    }
    return LocalizedText(en: "unit of \(outcome)", zh: "一单位 \(outcome) ")
  }

  /// What is known of a parameter is told where it is beyond chance.
  var worthKnowing: [InformationValue.Part] {
    information.parameters.filter { $0.value.value > information.chance && $0.value.value > 0 }
  }

  /// What a yuan of each fifth counts for: (mean income / its income) to the power of the aversion, incomes below a tenth of the
  /// mean taken for that tenth.
  ///
  /// - Source: Atkinson 1970, doi:10.1016/0022-0531(70)90039-6.
  static func weights(_ incomes: [Double], aversion: Double) -> [Double] {
    guard aversion > 0 else { return incomes.map { _ in 1 } }
    let mean = incomes.reduce(0, +) / Double(incomes.count)
    return incomes.map { stableExp(aversion * stableLog(mean / max($0, mean / 10))) }
  }

  /// What each fifth gains by the answer, CNY a household over the run.
  var gains: [Double] {
    DecisionQuantities.fifths.map {
      outcomes.mean(quantity: $0.rawValue)[eligible[analysis.best]] / (Double(householdCount) / 5)
    }
  }

  private static func overBudget(_ options: [Option], _ request: DecideRequest) -> UserError {
    let costs = options.map { "\($0.name) \(ReadableNumber(for: [$0.cost], digits: 3).text($0.cost))" }
    return UserError(
      .invalidData,
      [
        Diagnostic(
          code: "over-budget", path: "--budget",
          message: "found \(FactorValue.number(request.budget ?? 0)) yuan, which no option costs as little as: "
            + "\(costs.joined(separator: ", ")) over the run; raise it to the cost of one of them")
      ])
  }

  /// Worths from nothing to twice what is asked or what the dearest option on the frontier needs.
  private static func worths(_ frontier: CostEffectiveness, asked: Double) -> [Double] {
    let needed = frontier.standings.compactMap { standing -> Double? in
      if case .onFrontier(let price?) = standing { price } else { nil }
    }
    let scale = asked > 0 ? asked : 1
    let top = 2 * max(scale, min(5 * scale, needed.max() ?? 0))
    return (0...40).map { top * Double($0) / 40 }
  }

  /// All parameters, and those of each area of the ledger of which two or more are drawn.
  private static func groups(_ keys: [String]) -> [(name: String, members: [Int])] {
    let areas = Dictionary(grouping: keys.indices) { String(keys[$0].prefix { $0 != "." }) }
    let parts = areas.sorted { $0.key < $1.key }.filter { $0.value.count > 1 }.map { ($0.key + ".*", $0.value) }
    return [("*", Array(keys.indices))] + parts
  }
}

extension DecideRequest {
  /// A weight of one quantity alone.
  static func weight(_ quantity: DecisionQuantities.Quantity, _ weight: Double) -> [Double] {
    DecisionQuantities.Quantity.allCases.map { $0 == quantity ? weight : 0 }
  }

  /// 1 where more of the outcome is better, -1 where less is.
  var effectDirection: Double { worth ?? 1 < 0 ? -1 : 1 }

  /// What the public buys: a unit more of it is better.
  var effectWeights: [Double] { Self.weight(outcome == nil ? .households : .outcome, effectDirection) }

  /// What a perspective sums of the quantities, yuan.
  ///
  /// - Parameter fifths: what a yuan of each fifth of the households counts for.
  func weights(_ perspective: DecisionPerspective, _ fifths: [Double]) -> [Double] {
    // Of a yuan that households gain.
    let gain: Double =
      switch perspective {
      case .households, .society: 1
      case .publicPurse: outcome == nil ? worth ?? 1 : 0
      }
    return DecisionQuantities.Quantity.allCases.map { quantity in
      switch quantity {
      case .households: perspective == .society ? 0 : gain
      case .society: perspective == .society ? 1 : 0
      case .publicCost: perspective == .publicPurse ? -1 : 0
      case .outcome: perspective == .publicPurse && outcome != nil ? worth ?? 0 : 0
      // A yuan that a fifth earns is in these sums once already.
      case .poorest, .second, .third, .fourth, .richest:
        gain * (fifths[quantity.rawValue - DecisionQuantities.Quantity.poorest.rawValue] - 1)
      }
    }
  }
}
