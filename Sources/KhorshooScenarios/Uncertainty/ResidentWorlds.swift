import KhorshooEngine
import KhorshooExperiments
import KhorshooInputs
import KhorshooModel
import KhorshooNumerics
import KhorshooText
import Synchronization

/// The worlds of a scenario, kept while single values of it move: what was drawn stays drawn, and a population is made anew only
/// when a value moves that it is made from (`ModelSchedule.bannerReads`).
///
/// World k has the same draws of all other parameters whatever moves, so that answers at two settings differ by what moved alone.
/// A parameter that is set is not drawn.
/// - Proof: `ResidentWorldsProperty`.
package final class ResidentWorlds: Sendable {
  /// A value over those of the scenario: `key` as of `--set`, the value as it is written.
  package struct Setting: Sendable, Hashable {
    package let key, value: String

    package init(_ key: String, _ value: String) { (self.key, self.value) = (key, value) }
  }

  /// The scenario as its file and the command line have it.
  package let scenario: ResolvedScenario
  private let draws: WorldDraws?
  private let banners: LastUsed<Key, Banner>
  private let pasts: LastUsed<Key, LivedPast>
  /// Pasts are kept of the first worlds, with which every answer begins.
  private let pastCount: Int
  private let references: LastUsed<Key, KeptReference>
  /// Reference arms are kept of the worlds of the first round.
  private let referenceCount: Int

  /// A world, and what is set of all that something in it is made from.
  private struct Key: Hashable {
    let world: Int
    let settings: Set<Setting>
  }

  /// - Parameter count: of worlds at most.
  /// - Throws: `UserError` 65 when a set of parameters has no answer.
  package init(_ scenario: ResolvedScenario, count: Int) throws(UserError) {
    self.scenario = scenario
    draws = try WorldDraws(scenario, replicates: count * laneCount)
    // Some hundred megabytes at most of either; a past holds sixteen replicates of every household's state.
    let households = max(1, scenario.values.integer("places.householdCount"))
    banners = LastUsed(limit: max(4, 300_000 / households))
    pastCount = 40_000 / households
    pasts = LastUsed(limit: pastCount)
    // One is as large as the states of five arms.
    referenceCount = 10_000 / households
    references = LastUsed(limit: referenceCount)
  }

  /// Whether parameters or populations differ between the worlds.
  package var areDrawn: Bool { draws != nil }
  /// Keys that the worlds draw.
  package var drawnKeys: [String] { draws?.keys ?? [] }

  /// The scenario with some of its arms and other values.
  ///
  /// - Parameters:
  ///   - settings: each key once.
  ///   - arms: by name, in any order; the reference among them.
  /// - Throws: `UserError` 65 with everything that is wrong.
  package func scenario(setting settings: [Setting], arms: [String]) throws(UserError) -> ResolvedScenario {
    try scenario.reading.setting(settings.map { ($0.key, $0.value) }, arms: arms).resolved()
  }

  /// The model of a changed scenario in which nothing is drawn: it says what is recorded.
  ///
  /// - Parameters:
  ///   - last: an earlier answer of this function to the same choice of what is recorded: where population, arms and quarters
  ///     are the same, every cell need not be asked for again.
  ///   - isRecorded, isGathered: as of the model.
  /// - Throws: `UserError` 65 when its parameters have no answer.
  package func base(
    of changed: ResolvedScenario, setting settings: [Setting], like last: LinkageModel? = nil,
    recording isRecorded: (OutcomeDefinition, Place, Quarter) -> Bool,
    gathering isGathered: (OutcomeDefinition, Place, Quarter) -> Bool
  ) throws(UserError) -> LinkageModel {
    let banner = try banner(of: changed, population: 0, world: -1, settings)
    if let last, last.banner === banner, last.armNames == changed.arms.map(\.name),
      last.layout.quarters.first == changed.run.start, last.layout.quarters.count == 4 * changed.run.years
    {
      return try changed.model(on: banner, like: last)
    }
    return try changed.model(on: banner, recording: isRecorded, gathering: isGathered)
  }

  /// The model of a world of a changed scenario.
  ///
  /// - Parameter base: of the changed scenario.
  /// - Throws: `UserError` 65 when the world has no answer.
  package func model(
    _ world: Int, of changed: ResolvedScenario, setting settings: [Setting], like base: LinkageModel
  ) throws(UserError) -> LinkageModel {
    guard let draws else { return base }
    let set = world / WorldMoments.worldsPerSet % draws.sets.count
    let held = Set(settings.map(\.key))
    let drawn = zip(draws.keys, draws.sets[set]).filter { !held.contains($0.0) }
    let scenario = drawn.isEmpty ? changed : try changed.reading.resolved(drawing: drawn.map { ($0, $1) })
    return try scenario.model(on: banner(of: scenario, population: world, world: world, settings), like: base)
  }

  /// The past of a world's block, where it was kept with the same settings beside those of single arms, which have no part in it.
  package func past(_ world: Int, setting settings: [Setting]) -> LivedPast? { pasts[pastKey(world, settings)] }

  /// Keeps the past of a world's block, if the world is among the first.
  package func keep(_ past: () -> LivedPast?, of world: Int, setting settings: [Setting]) {
    guard world < pastCount, let past = past() else { return }
    pasts[pastKey(world, settings)] = past
  }

  /// The reference arm of a world's block, where it was kept with the same settings beside those of the other arms.
  package func reference(_ world: Int, of arm: String, setting settings: [Setting]) -> KeptReference? {
    references[referenceKey(world, arm, settings)]
  }

  /// Whether the reference arm of a world's block is kept: of the first ones.
  package func keepsReference(of world: Int) -> Bool { world < referenceCount }

  /// Keeps the reference arm of a world's block.
  package func keep(_ kept: KeptReference, of world: Int, reference arm: String, setting settings: [Setting]) {
    references[referenceKey(world, arm, settings)] = kept
  }

  private func referenceKey(_ world: Int, _ arm: String, _ settings: [Setting]) -> Key {
    Key(world: world, settings: Set(settings.filter { !$0.key.hasPrefix("arms.") || $0.key.hasPrefix("arms.\(arm).") }))
  }

  private func pastKey(_ world: Int, _ settings: [Setting]) -> Key {
    Key(world: world, settings: Set(settings.filter { !$0.key.hasPrefix("arms.") }))
  }

  private func banner(of scenario: ResolvedScenario, population: Int, world: Int, _ settings: [Setting])
    throws(UserError) -> Banner
  {
    let read = settings.filter { ModelSchedule.bannerReads(LedgerKeys.ofArm($0.key) ?? $0.key) }
    let key = Key(world: world, settings: Set(read))
    if let known = banners[key] { return known }
    let made = try scenario.banner(population: population, isDescribed: false)
    banners[key] = made
    return made
  }
}

/// What was used last, so much of it as there is memory for.
private final class LastUsed<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let limit: Int
  private let entries = Mutex<(clock: Int, values: [Key: (used: Int, value: Value)])>((0, [:]))

  init(limit: Int) { self.limit = limit }

  subscript(key: Key) -> Value? {
    get {
      entries.withLock { entries in
        guard let found = entries.values[key] else { return nil }
        entries.clock += 1
        entries.values[key]?.used = entries.clock
        return found.value
      }
    }
    set {
      guard let newValue else { return }
      entries.withLock { entries in
        entries.clock += 1
        entries.values[key] = (entries.clock, newValue)
        guard entries.values.count > limit, let oldest = entries.values.min(by: { $0.value.used < $1.value.used })
        else { return }
        entries.values[oldest.key] = nil
      }
    }
  }
}
