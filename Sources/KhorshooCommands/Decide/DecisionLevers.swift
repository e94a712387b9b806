import KhorshooEngine
import KhorshooExperiments
import KhorshooInputs
import KhorshooModel
import KhorshooNumerics
import KhorshooReports
import KhorshooScenarios
import KhorshooText

/// Levers whose values are to be chosen: what was run of them, and what is proposed.
struct DecisionLevers {
  /// A combination that was run first, and what it came to.
  struct Point {
    let values: [FactorValue]
    /// By the criterion, and mean public cost.
    let score, cost: Double
  }

  /// A combination that is an option of the decision.
  struct Proposal {
    let name: String
    let values: [FactorValue]
    /// What the surface has there.
    let place: LeverSearch.Place
  }

  /// Keys of levers, as an arm sets them.
  let keys: [String]
  let factors: [Factor]
  let points: [Point]
  let proposals: [Proposal]
  let search: LeverSearch
  /// Worlds in which the points were run: after those of the decision.
  let worlds: Range<Int>
}

/// Runs combinations of levers in worlds of their own, and proposes the best within the budget by a response surface.
///
/// The proposals are then options beside the reference, computed in other worlds, so that they are not judged by the luck that made
/// them look good.
struct LeverDesign {
  /// Worlds in which combinations are run.
  static let worldCount = DecisionDraws.leastWorlds
  /// Combinations for each lever, and at least.
  static let pointsPerLever = 10
  static let leastPoints = 16
  /// Combinations side by side: memory grows with them.
  private static let sideBySide = 8
  /// Proposals of the surface; the best combination that was run stands beside them.
  private static let proposed = 3

  let request: DecideRequest
  let session: Session

  /// The options with their worlds.
  struct Prepared {
    let scenario: ResolvedScenario
    let draws: WorldDraws
    let levers: DecisionLevers
    let folder: ResultFolder
  }

  /// - Parameter opened: told of the folder as soon as it is there.
  func prepare(opening opened: (ResultFolder) -> Void) throws -> Prepared {
    var asked = request.scenario
    asked.design = DesignOverrides(vary: request.vary, method: Design.Method.latinHypercube.rawValue, samples: 1)
    let all = try request.options.resolve(asked)
    try request.check(all)
    let factors = all.design?.factors ?? []
    let (base, keys) = try armAndKeys(all, factors)
    let first = (ReplicateBlock.count(replicates: all.run.replicates) + 1) / 2 * 2
    let worlds = first..<first + Self.worldCount
    guard let draws = try WorldDraws(all, replicates: worlds.upperBound * laneCount) else {
      preconditionFailure("a decision without worlds")
    }
    let folder = try request.options.open(request.folder, session)
    opened(folder)
    let space = InputSpace(factors)
    let count = request.points ?? max(Self.leastPoints, Self.pointsPerLever * factors.count)
    let coordinates = try space.places(count, seed: all.run.seed)
    let variants = (0..<count).map { point in
      ArmVariant(
        "point\(point)", of: base, label: .init(en: "", zh: ""), Array(zip(keys, space.values(coordinates, point))))
    }
    let outcomes = try compute(variants, of: all, draws, worlds)
    let eligible = outcomes.costs.map { $0 <= request.budget ?? .infinity }
    let scores = LeverSearch.scores(outcomes.values, by: request.criterion, eligible: eligible)
    let search = try LeverSearch(space, coordinates, scores: scores, costs: outcomes.costs)
    let places = try proposals(search, coordinates, scores, outcomes, eligible, seed: all.run.seed)
    guard !places.isEmpty else { throw overBudget(outcomes.costs) }
    let proposals = places.enumerated().map { number, place in
      let row = Matrix(rows: 1, columns: factors.count, values: place.coordinates)
      return DecisionLevers.Proposal(name: "levers\(number + 1)", values: space.values(row, 0), place: place)
    }
    let levers = DecisionLevers(
      keys: keys, factors: factors,
      points: (0..<count).map {
        .init(values: space.values(coordinates, $0), score: scores[$0], cost: outcomes.costs[$0])
      }, proposals: proposals, search: search, worlds: worlds)
    let scenario = try options(proposals, keys, base, all)
    return Prepared(scenario: scenario, draws: draws.among(scenario), levers: levers, folder: folder)
  }

  /// The arm that combinations are made from, and the keys that they set in it.
  private func armAndKeys(
    _ scenario: ResolvedScenario, _ factors: [Factor]
  ) throws(UserError) -> (arm: String, keys: [String]) {
    var arm = scenario.arms[scenario.referenceArm].name
    var keys: [String] = []
    for key in factors.flatMap({ $0.parts.map(\.key) }) {
      guard let own = LedgerKeys.setByArm(key) else {
        throw UserError(
          .invalidData,
          [
            Diagnostic(
              code: "not-by-arm", path: "--vary", key: key,
              message:
                "a decision is among levers: expected a key of policy.…, or of how offices are divided and given, such as "
                + "policy.centralHouseholds.outreach=1:3")
          ])
      }
      if key.hasPrefix("arms.") { arm = key.split(separator: ".").map(String.init)[1] }
      keys.append(own)
    }
    return (arm, keys)
  }

  /// What combinations bring in each world, and cost on average.
  private struct Outcomes {
    /// Shape: worlds x points.
    var values: Matrix<Double>
    var costs: [Double] = []
    /// Standard error of mean costs over sets, as a share of them.
    var costError = 0.0
  }

  private func compute(
    _ variants: [ArmVariant], of scenario: ResolvedScenario, _ draws: WorldDraws, _ worlds: Range<Int>
  ) throws -> Outcomes {
    var found = Outcomes(values: Matrix(rows: worlds.count, columns: variants.count))
    var errors: [Double] = []
    let reference = scenario.arms[scenario.referenceArm].name
    for start in stride(from: 0, to: variants.count, by: Self.sideBySide) {
      let own = Array(variants[start..<min(variants.count, start + Self.sideBySide)])
      let part = try scenario.adding(own, arms: [reference] + own.map(\.name))
      let model = try part.decisionModel(request.outcome)
      let worldsOfPart = draws.among(part)
      let arms = own.map { variant in model.armNames.firstIndex(of: variant.name)! }
      let recorder = DecisionRecorder(model, outcome: request.outcome, arms: arms)
      let total = worlds.count * laneCount
      let parts = (variants.count + Self.sideBySide - 1) / Self.sideBySide
      let statistics = try request.options.compute(
        DrawnWorlds(like: model) { try worldsOfPart.model($0, like: model) }, replicates: total,
        after: worlds.lowerBound * laneCount, counting: start / Self.sideBySide * total, total: parts * total,
        session
      ) { record, block in recorder.add(record, block) }
      guard statistics.replicates == total else {
        throw UserError(
          .interrupted,
          [
            Diagnostic(
              code: "interrupted", path: request.folder,
              message: "interrupted before all combinations of levers were run; nothing is written")
          ])
      }
      let fifths = DecisionStudy.weights(recorder.referenceIncomes, aversion: request.equity)
      let values = try recorder.outcomes.values(
        request.weights(request.perspective, fifths), options: Array(own.indices))
      let costs = try recorder.outcomes.values(
        DecideRequest.weight(.publicCost, 1), options: Array(own.indices))
      for k in own.indices {
        let column = (0..<worlds.count).map { costs[$0, k] }
        for world in 0..<worlds.count { found.values[world, start + k] = values[world, k] }
        found.costs.append(Moments(column).mean)
        errors.append(Self.relativeError(column))
      }
    }
    found.costError = errors.reduce(0, +) / Double(errors.count)
    return found
  }

  /// Standard error of a mean over sets of worlds, as a share of the mean.
  private static func relativeError(_ worlds: [Double]) -> Double {
    let size = WorldMoments.worldsPerSet
    let sets = stride(from: 0, to: worlds.count, by: size).map { start in
      worlds[start..<min(worlds.count, start + size)].reduce(0, +) / Double(size)
    }
    let moments = Moments(sets)
    guard moments.mean != 0 else { return 0 }
    return (moments.variance / Double(sets.count)).squareRoot() / moments.mean.magnitude
  }

  /// Places of the surface, and the best combination that was run, where it is none of them.
  ///
  /// The cost in other worlds is another: a budget is filled but for the error of the difference of two means.
  private func proposals(
    _ search: LeverSearch, _ coordinates: Matrix<Double>, _ scores: [Double], _ outcomes: Outcomes, _ eligible: [Bool],
    seed: UInt64
  ) throws(ExperimentError) -> [LeverSearch.Place] {
    let limit = (request.budget ?? .infinity) / (1 + 2.0.squareRoot() * outcomes.costError)
    var places = try search.best(Self.proposed, budget: limit, seed: seed)
    let inside = scores.indices.filter { eligible[$0] && outcomes.costs[$0] <= limit }
    if let best = inside.max(by: { scores[$0] < scores[$1] }) {
      let own = search.place(coordinates.row(best))
      if !places.contains(where: { $0.coordinates == own.coordinates }) { places.append(own) }
    }
    return places
  }

  /// The scenario with the proposals, the reference and whatever else was named.
  private func options(
    _ proposals: [DecisionLevers.Proposal], _ keys: [String], _ base: String, _ all: ResolvedScenario
  ) throws(UserError) -> ResolvedScenario {
    let variants = proposals.map { proposal in
      ArmVariant(
        proposal.name, of: base, label: LeverWords.label(keys, proposal.values, all.ledger),
        Array(zip(keys, proposal.values)))
    }
    let named = request.names ?? []
    _ = try named.isEmpty ? nil : DecisionOptions(all, among: named, least: 1)
    let reference = all.arms[all.referenceArm].name
    return try all.adding(variants, arms: [reference] + named + variants.map(\.name))
  }

  private func overBudget(_ costs: [Double]) -> UserError {
    let least = costs.min() ?? 0
    return UserError(
      .invalidData,
      [
        Diagnostic(
          code: "over-budget", path: "--budget",
          message:
            "found \(FactorValue.number(request.budget ?? 0)) yuan, which no combination of levers is sure to cost as little "
            + "as: the cheapest of \(costs.count) costs \(ReadableNumber(for: [least], digits: 3).text(least)) over the run; raise "
            + "it, or begin the ranges of --vary lower")
      ])
  }
}
