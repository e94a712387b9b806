import KhorshooEngine
import KhorshooExperiments
import KhorshooModel
import KhorshooNumerics
import KhorshooReports
import KhorshooScenarios
import KhorshooSweeps
import KhorshooText

/// The best option with a stated probability, or one less than the indifferent amount below it.
package struct SelectionGoal: Sendable, Equatable {
  /// With which the best is to be selected.
  let probability: Double
  /// Difference of net benefits that does not matter, yuan over the run.
  let indifference: Double
}

/// A selection as far as it went: which options were drawn in which worlds, and which of them is left.
struct DecisionSelection {
  /// Worlds one after another in which the same options were computed.
  struct Part {
    let firstWorld: Int
    /// Places among all options.
    let options: [Int]
    let outcomes: OptionOutcomes
  }

  let goal: SelectionGoal
  /// Places among all options of those within the budget, by their mean cost at the first look: the options of ``procedure``.
  let eligible: [Int]
  /// What a yuan of each fifth of the households counts for, by their incomes at the first look.
  let fifthWeights: [Double]
  let procedure: SequentialSelection
  let parts: [Part]
  /// Net benefit in each world that an option was computed in, by place in ``eligible``.
  let values: [[Double]]
  /// Worlds at most.
  let limit: Int

  /// Place in ``eligible``; nil when several still compete.
  var selected: Int? { procedure.selected }
  /// That place, or that of the highest mean among those that compete.
  var leader: Int {
    procedure.competing.reduce(procedure.competing[0]) { procedure.mean($1) > procedure.mean($0) ? $1 : $0 }
  }
  /// Worlds that were drawn.
  var worldCount: Int { parts.reduce(0) { $0 + $1.outcomes.sets.count } }
  /// Worlds times options that were computed, and what they would have been with all options in all worlds.
  var computed: (spent: Int, whole: Int) {
    let spent = parts.reduce(0) { $0 + $1.outcomes.sets.count * $1.options.count }
    return (spent, worldCount * (parts.first?.options.count ?? 0))
  }
  /// Worlds after which it would end at the latest; nil when it has ended.
  var worldsNeeded: Int? {
    selected == nil ? procedure.mostRounds.map { $0 * WorldMoments.worldsPerSet } : nil
  }

  /// Mean over all worlds of an option, with its error from sets.
  func mean(_ place: Int) -> Measured { Self.measured(values[place]) }

  /// How far an option is above another in the worlds that both met.
  func difference(_ place: Int, from other: Int) -> Measured {
    Self.measured(zip(values[place], values[other]).map { $0 - $1 })
  }

  /// When an option fell, in worlds, and by which it was beaten.
  func fall(_ place: Int) -> (worlds: Int, by: Int)? {
    procedure.eliminations.first { $0.option == place }.map { ($0.rounds * WorldMoments.worldsPerSet, $0.by) }
  }

  /// Mean of worlds; worlds of one set are no two draws of parameters.
  private static func measured(_ worlds: [Double]) -> Measured {
    let size = WorldMoments.worldsPerSet
    let sets = stride(from: 0, to: worlds.count, by: size).map { first in
      let own = worlds[first..<min(worlds.count, first + size)]
      return own.reduce(0, +) / Double(own.count)
    }
    return Measured(
      Moments(worlds).mean, standardError: (Moments(sets).variance / Double(sets.count)).squareRoot())
  }
}

/// Computes worlds for the options that compete, part by part, until one is selected or the worlds are used up.
///
/// Worlds, and the luck in them, are those of the whole decision: an option has the same values as without a selection, and options
/// meet in the same worlds. A round is a set of parameters with its populations. Which options go on is decided by results alone.
struct DecisionRounds {
  /// Worlds before the first look: as many as a decision needs.
  static let firstWorlds = DecisionDraws.leastWorlds
  /// Worlds between two looks.
  static let worldsPerLook = 16

  let request: DecideRequest
  let scenario: ResolvedScenario
  /// As many worlds as the scenario has replicates for, or more.
  let draws: WorldDraws
  let model: LinkageModel
  let chosen: DecisionOptions
  /// Where it is open already.
  let folder: ResultFolder?
  let session: Session
  /// What shards computed of all worlds; nil to compute them here.
  var played: PlayedBlocks<LinkageModel>?

  /// The run, what all options brought while all were computed, and the selection: none where none is asked for, where fewer than two
  /// options are within the budget, or where the run was interrupted before the first look.
  ///
  /// - Parameters:
  ///   - goal: of the selection; nil to compute all options in all worlds.
  ///   - opened: told of the folder as soon as it is there.
  func run(
    until goal: SelectionGoal?, opening opened: (ResultFolder) -> Void
  ) throws -> (run: PlannedRun, recorder: DecisionRecorder, selection: DecisionSelection?) {
    let limit = scenario.run.replicates / laneCount
    if goal != nil { try DecisionDraws.require(worlds: limit) }
    let all = DecisionRecorder(model, outcome: request.outcome, arms: chosen.arms)
    func compute(_ worlds: some BlockModel) throws -> PlannedRun {
      try request.options.run(
        worlds, replicates: goal == nil ? scenario.run.replicates : Self.firstWorlds * laneCount,
        folder: request.folder, in: folder, session, keep: { _ in { record, block in all.add(record, block) } })
    }
    var run =
      if let played { try compute(played) } else {
        try compute(DrawnWorlds(like: model) { [draws, model] in try draws.model($0, like: model) })
      }
    run.worlds = draws
    opened(run.folder)
    guard let goal, run.replicates == run.requested else { return (run, all, nil) }
    let weights = DecisionStudy.weights(all.referenceIncomes, aversion: request.equity)
    let costs = all.outcomes.mean(quantity: DecisionQuantities.Quantity.publicCost.rawValue)
    let eligible = costs.indices.filter { costs[$0] <= request.budget ?? .infinity }
    guard eligible.count > 1 else { return (run, all, nil) }
    var state = try SelectionState(goal, request.weights(request.perspective, weights), eligible)
    try state.add(all.outcomes, of: Array(costs.indices))
    run.requested = limit * laneCount
    try goOn(&state, &run, all)
    if state.procedure.selected != nil { run.requested = run.replicates }
    let selection = DecisionSelection(
      goal: goal, eligible: eligible, fifthWeights: weights, procedure: state.procedure, parts: state.parts,
      values: state.values, limit: limit)
    return (run, all, selection)
  }

  private func goOn(
    _ state: inout SelectionState, _ run: inout PlannedRun, _ all: DecisionRecorder
  ) throws {
    let limit = run.requested / laneCount
    let everything = Array(chosen.arms.indices)
    var part = (places: everything, model: model, draws: draws)
    while state.procedure.selected == nil, state.worldCount < limit, !session.isCancelled() {
      if state.competing != part.places { part = try among(state.competing) }
      let (base, worlds) = (part.model, part.draws)
      let arms = part.places.map { place in
        base.armNames.firstIndex(of: model.armNames[chosen.arms[place]])!
      }
      let recorder = DecisionRecorder(base, outcome: request.outcome, arms: arms)
      let isWhole = part.places == everything
      try request.options.add(
        DrawnWorlds(like: base) { try worlds.model($0, like: base) },
        replicates: min(Self.worldsPerLook, limit - state.worldCount) * laneCount, to: &run, total: limit * laneCount,
        session,
        keep: { record, block in
          recorder.add(record, block)
          if isWhole { all.add(record, block) }
        })
      try state.add(recorder.outcomes, of: part.places)
    }
  }

  /// The same scenario with some of the options alone, beside the reference.
  private func among(
    _ places: [Int]
  ) throws -> (places: [Int], model: LinkageModel, draws: WorldDraws) {
    let kept = Set(places.map { chosen.arms[$0] } + [scenario.referenceArm])
    let fewer = try scenario.among(kept.sorted().map { scenario.arms[$0].name })
    return (places, try fewer.decisionModel(request.outcome), draws.among(fewer))
  }
}

/// A selection that goes on.
private struct SelectionState {
  private(set) var procedure: SequentialSelection
  private(set) var parts: [DecisionSelection.Part] = []
  /// Of each option within the budget, world by world.
  private(set) var values: [[Double]]
  private(set) var worldCount = 0
  private let eligible: [Int]
  private let weights: [Double]

  /// Places of the options that compete.
  var competing: [Int] { procedure.competing.map { eligible[$0] } }

  /// - Throws: `ExperimentError` `selection-goal`.
  init(_ goal: SelectionGoal, _ weights: [Double], _ eligible: [Int]) throws(ExperimentError) {
    (self.weights, self.eligible) = (weights, eligible)
    values = eligible.map { _ in [] }
    procedure = try SequentialSelection(
      options: eligible.count, probability: goal.probability, indifference: goal.indifference,
      firstRounds: DecisionRounds.firstWorlds / WorldMoments.worldsPerSet)
  }

  /// Takes in worlds of some options, those that compete among them; sets that are whole are rounds.
  mutating func add(_ outcomes: OptionOutcomes, of places: [Int]) throws(ExperimentError) {
    let inside = places.indices.filter { competing.contains(places[$0]) }
    let found = try outcomes.values(weights, options: inside)
    let rows = (0..<found.rowCount).map { found.row($0) }
    for (column, option) in procedure.competing.enumerated() { values[option] += rows.map { $0[column] } }
    let size = WorldMoments.worldsPerSet
    procedure.add(
      rounds: (0..<rows.count / size).map { round in
        inside.indices.map { column in
          rows[round * size..<(round + 1) * size].reduce(0) { $0 + $1[column] } / Double(size)
        }
      })
    parts.append(.init(firstWorld: worldCount, options: places, outcomes: outcomes))
    worldCount += rows.count
  }
}
