import KhorshooCommands
import KhorshooEngine
import KhorshooModel
import KhorshooReports
import KhorshooScenarios
import KhorshooText
import Synchronization

/// What one page asks for: values of sliders that were moved, by key, and the arms to compare.
package struct Wish: Sendable, Equatable {
  package var values: [String: Double]
  package var arms: [String]

  package init(values: [String: Double] = [:], arms: [String]) {
    self.values = values
    self.arms = arms
  }
}

/// A scenario with its sliders and its resident worlds: what all pages share.
package final class ExplorerScene: Sendable {
  package let scenario: ResolvedScenario
  /// Name of the scenario's file without folder and extension.
  package let name: String
  package let sliders: [Slider]
  /// The arm whose levers move: the last that is not the reference.
  package let mainArm: String
  /// Worlds, or blocks of sixteen replicates in the one world, that an answer ends with.
  package let budget: Int
  package let threads: Int
  let worlds: ResidentWorlds
  /// Pages take turns of one round of blocks.
  let turns = Turns()
  private let spare: SpareMemory
  // What is recorded of a wish is recorded of the next one, while population and arms are the same.
  private let lastBase = Mutex<LinkageModel?>(nil)

  /// - Parameters:
  ///   - budget: worlds at most, of sixteen replicates.
  ///   - threads: blocks that are computed side by side.
  /// - Throws: `UserError` 65 when there is no arm beside the reference, or a set of parameters has no answer.
  package init(_ scenario: ResolvedScenario, name: String, budget: Int, threads: Int) throws(UserError) {
    guard let main = scenario.arms.indices.last(where: { $0 != scenario.referenceArm }) else {
      throw UserError(
        .invalidData,
        [
          Diagnostic(
            code: "one-arm", path: scenario.path, key: "arms",
            message:
              "found one arm, expected two at least, of which the page shows the difference; add one below arms:, or leave --arms out"
          )
        ])
    }
    (self.scenario, self.name, self.budget, self.threads) = (scenario, name, budget, threads)
    mainArm = scenario.arms[main].name
    spare = SpareMemory(limit: threads)
    worlds = try ResidentWorlds(scenario, count: budget)
    sliders = Slider.all(of: scenario, arm: scenario.arms[main], drawn: Set(worlds.drawnKeys))
  }

  /// What the command line says over the scenario's file, as keys and values.
  var commandLine: [(String, String)] {
    let said = worlds.scenario.overrides
    let run: [(String, String?)] = [
      ("run.seed", said.seed.map { "\($0)" }), ("run.years", said.years.map { "\($0)" }),
      ("run.replicates", said.replicates.map { "\($0)" }),
      ("run.randomNumbers", said.independent ? scenario.run.randomNumbers.rawValue : nil),
    ]
    let set = said.settings.compactMap { setting -> (String, String)? in
      let sides = setting.split(separator: "=", maxSplits: 1).map(String.init)
      return sides.count == 2 ? (sides[0], sides[1]) : nil
    }
    return run.compactMap { key, value in value.map { (key, $0) } } + set
  }

  /// The arm that others are compared with.
  package var reference: String { scenario.arms[scenario.referenceArm].name }

  /// What a page asks for that has just been opened.
  package var firstWish: Wish { Wish(arms: [reference, mainArm]) }

  /// Whether a page may ask for it: known sliders and arms, values within their ends, reference and main arm among the arms.
  package func allows(_ wish: Wish) -> Bool {
    let known = Set(scenario.arms.map(\.name))
    return wish.values.allSatisfy { key, value in sliders.contains { $0.key == key && $0.allows(value) } }
      && Set(wish.arms).count == wish.arms.count && Set(wish.arms).isSubset(of: known)
      && wish.arms.contains(reference) && wish.arms.contains(mainArm)
  }

  /// What `--set` would be given for a wish, in the order of the sliders.
  package func settings(_ wish: Wish) -> [ResidentWorlds.Setting] {
    sliders.compactMap { slider in wish.values[slider.key].map { slider.setting($0, arm: mainArm) } }
  }

  /// The scenario of a wish.
  ///
  /// - Throws: `UserError` 65 when its values contradict each other.
  package func scenario(_ wish: Wish) throws(UserError) -> ResolvedScenario {
    try worlds.scenario(setting: settings(wish), arms: wish.arms)
  }

  /// The worlds of a wish.
  ///
  /// - Parameter isStopped: asked between quarters.
  /// - Throws: `UserError` 65 when they have no answer.
  func stoppableWorlds(
    _ wish: Wish, of changed: ResolvedScenario, isStopped: @escaping @Sendable () -> Bool
  ) throws(UserError) -> StoppableWorlds {
    let settings = settings(wish)
    let base = try base(settings, of: changed)
    return StoppableWorlds(
      base: base, drawsWorlds: worlds.areDrawn,
      world: { [worlds] number in try worlds.model(number, of: changed, setting: settings, like: base) },
      past: { [worlds] number in worlds.past(number, setting: settings) },
      keep: { [worlds] number, past in worlds.keep(past, of: number, setting: settings) },
      reference: { [worlds, reference] number in worlds.reference(number, of: reference, setting: settings) },
      keepReference: { [worlds, reference] number in
        worlds.keepsReference(of: number)
          ? { worlds.keep($0, of: number, reference: reference, setting: settings) } : nil
      }, isStopped: isStopped, spare: spare)
  }

  /// Says what is recorded of a changed scenario.
  private func base(
    _ settings: [ResidentWorlds.Setting], of changed: ResolvedScenario
  ) throws(UserError) -> LinkageModel {
    let base = try worlds.base(
      of: changed, setting: settings, like: lastBase.withLock { $0 }, recording: Self.isRecorded,
      gathering: Self.isGathered)
    lastBase.withLock { $0 = base }
    return base
  }

  /// The first world of a wish.
  ///
  /// - Throws: `UserError` 65 when it has no answer.
  func firstWorld(_ wish: Wish, of changed: ResolvedScenario) throws(UserError) -> LinkageModel {
    let settings = settings(wish)
    let base = try base(settings, of: changed)
    return try worlds.model(0, of: changed, setting: settings, like: base)
  }

  /// Headlines of the banner, and which groups each has.
  private static let headlines = Set(RunReport.summarised.filter { $0.placeID == nil }.map(\.outcome))
  private static let ofGroups = Set(
    RunReport.summarised.compactMap { row in row.placeID.map { row.outcome + "@" + $0 } })

  private static func isRecorded(_ outcome: OutcomeDefinition, _ place: Place, _ quarter: Quarter) -> Bool {
    switch place.level {
    case .banner:
      PublicValue.outcomes.contains(outcome.name)
        || quarter.number == 4 && !outcome.isGathered && headlines.contains(outcome.name)
    case .group: quarter.number == 4 && !outcome.isGathered && ofGroups.contains(outcome.name + "@" + place.id)
    case .sumu, .gacha, .grid, .cooperative: false
    }
  }

  private static func isGathered(_ outcome: OutcomeDefinition, _ place: Place, _ quarter: Quarter) -> Bool {
    place.level == .banner && headlines.contains(outcome.name)
  }
}
