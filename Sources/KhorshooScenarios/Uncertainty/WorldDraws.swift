import KhorshooEngine
import KhorshooExperiments
import KhorshooInputs
import KhorshooModel
import KhorshooNumerics
import KhorshooText

/// The worlds of a run: sets of parameters drawn from what is believed, and a population for each world.
///
/// Worlds 2k and 2k + 1 have the parameters of set k and a population each (`DrawnWorlds`); world 0 has the population of the
/// run's own seed. Sets are a Latin hypercube over the probabilities of all drawn parameters; a set that contradicts itself is
/// drawn anew at random. With a table, sets have its rows, dealt in turn or by their weights, and beside them the parameters that
/// it has not, drawn as without it.
///
/// - Source: McKay, Beckman and Conover 1979, doi:10.1080/00401706.1979.10489755.
/// - Proof: `WorldDrawsUnit`, `WorldSpreadStatistical`.
public struct WorldDraws: Sendable {
  /// The scenario at its own values.
  public let scenario: ResolvedScenario
  /// What the sets give, in the order of their columns.
  public let keys: [String]
  /// Sets of parameters. Shape: sets x keys.
  public let sets: [[FactorValue]]
  /// Sets that contradicted themselves and were drawn anew.
  public let redrawn: Int

  /// Every set with what it gives the worlds, as a table that `--uncertainty` takes.
  public var csv: String { WorldTable.csv(keys, sets) }

  /// Tries to draw a set that does not contradict itself.
  private static let attempts = 50

  /// - Parameters:
  ///   - replicates: of the run; sixteen meet one world.
  ///   - world: the only one that is asked for; the other sets are then empty. Nil for all.
  /// - Returns: nil when the run draws nothing but luck.
  /// - Throws: `UserError` 65 when a table or a set has no answer.
  public init?(_ scenario: ResolvedScenario, replicates: Int, ofWorld world: Int? = nil) throws(UserError) {
    guard scenario.run.uncertainty != .none else { return nil }
    self.scenario = scenario
    let replicatesOfSet = WorldMoments.worldsPerSet * laneCount
    let count = (replicates + replicatesOfSet - 1) / replicatesOfSet
    let wanted = world.map { $0 / WorldMoments.worldsPerSet..<$0 / WorldMoments.worldsPerSet + 1 } ?? 0..<count
    var rows = [[FactorValue]](repeating: [], count: count)
    if let table = scenario.worldTable {
      let chosen = table.rows(count, seed: scenario.run.seed)
      try table.check(Set(chosen[wanted])) { drawing throws(UserError) in
        _ = try scenario.reading.resolved(drawing: drawing)
      }
      rows = chosen.map { table.sets[$0] }
    }
    let drawn = scenario.drawn
    keys = (scenario.worldTable?.keys ?? []) + drawn.map(\.key)
    let design = try Self.design(drawn, count: count, scenario)
    var sets: [[FactorValue]] = []
    var redrawn = 0
    for set in 0..<count {
      guard wanted.contains(set) else {
        sets.append([])
        continue
      }
      var values = rows[set] + (design?.values(point: set) ?? [])
      var attempt = 0
      while !keys.isEmpty {
        do throws(UserError) {
          _ = try scenario.reading.resolved(drawing: Array(zip(keys, values)))
          break
        } catch {
          attempt += 1
          guard let design, attempt < Self.attempts else { throw Self.contradiction(error, scenario, attempt) }
          redrawn += attempt == 1 ? 1 : 0
          let random = ScalarRandom(
            seed: scenario.run.seed, stream: ExperimentStreams.redrawnSets, replicate: set * Self.attempts + attempt)
          values =
            rows[set]
            + design.factors.indices.flatMap {
              design.factors[$0].values(at: random.uniform(entity: $0, index: 0), ofGrid: false)
            }
        }
      }
      sets.append(values)
    }
    (self.sets, self.redrawn) = (sets, redrawn)
  }

  /// What is said when no set can be drawn, at the scenario.
  private static func contradiction(_ error: UserError, _ scenario: ResolvedScenario, _ attempts: Int) -> UserError {
    UserError(
      .invalidData,
      error.diagnostics.map {
        Diagnostic(
          code: $0.code, path: scenario.path, key: $0.key,
          message:
            "\(attempts) sets drawn from what is believed contradict themselves, the last one so: \($0.message); "
            + "narrow what is believed of these parameters, or say --uncertainty none")
      })
  }

  /// A Latin hypercube of what is drawn; nil of nothing.
  private static func design(
    _ drawn: [DrawnParameter], count: Int, _ scenario: ResolvedScenario
  ) throws(UserError) -> Design? {
    guard !drawn.isEmpty else { return nil }
    do {
      return try .latinHypercube(
        drawn.map { parameter throws(ExperimentError) in try Factor(parameter.key, FactorDomain(parameter.belief)) },
        count: count, seed: scenario.run.seed)
    } catch { throw UserError(.invalidData, [error.diagnostic(path: scenario.path)]) }
  }

  /// The scenario with the parameters of a world.
  ///
  /// - Throws: `UserError` 65 when its values contradict each other.
  public func scenario(world: Int) throws(UserError) -> ResolvedScenario {
    try scenario(set: world / WorldMoments.worldsPerSet % sets.count)
  }

  private func scenario(set: Int) throws(UserError) -> ResolvedScenario {
    keys.isEmpty ? scenario : try scenario.reading.resolved(drawing: Array(zip(keys, sets[set])))
  }

  /// The same draws for a scenario with some of the arms alone.
  public func among(_ scenario: ResolvedScenario) -> WorldDraws {
    WorldDraws(scenario: scenario, keys: keys, sets: sets, redrawn: redrawn)
  }

  private init(scenario: ResolvedScenario, keys: [String], sets: [[FactorValue]], redrawn: Int) {
    (self.scenario, self.keys, self.sets, self.redrawn) = (scenario, keys, sets, redrawn)
  }

  /// The model of a world.
  ///
  /// - Parameter base: of the scenario at its own values, which says what is recorded.
  /// - Throws: `UserError` 65 when the world has no answer.
  public func model(_ world: Int, like base: LinkageModel) throws(UserError) -> LinkageModel {
    let scenario = try scenario(world: world)
    return try scenario.model(on: scenario.banner(population: world, isDescribed: false), like: base)
  }

  /// The decomposition of an arm in a world.
  ///
  /// - Throws: `UserError` 65 when the world has no answer.
  public func decomposition(_ world: Int, arm: String, like base: ChannelDecomposition) throws(UserError)
    -> ChannelDecomposition
  {
    let scenario = try scenario(world: world)
    guard let index = scenario.arms.firstIndex(where: { $0.name == arm }) else {
      preconditionFailure("world \(world) has no arm \(arm)")
    }
    return try scenario.decomposition(
      arm: index, effect: base.effect, method: base.method,
      on: scenario.banner(population: world, isDescribed: false), like: base)
  }
}

extension ResolvedScenario {
  /// The model that computed a block of a run of so many replicates.
  ///
  /// - Throws: `UserError` 65 when a set of parameters has no answer.
  public func model(of block: ReplicateBlock, _ model: LinkageModel, replicates: Int) throws(UserError) -> LinkageModel
  {
    guard let draws = try WorldDraws(self, replicates: replicates) else { return model }
    return try draws.model(DrawnWorlds<LinkageModel>.number(of: block), like: model)
  }
}
