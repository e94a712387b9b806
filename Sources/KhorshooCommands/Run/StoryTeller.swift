import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooReports
import KhorshooText

/// Follows single households through one world under every arm: replicate 1 of the first world.
///
/// - Proof: `ExplorerSiteUnit`, `StoryWatchUnit`.
package struct StoryTeller {
  /// Which households are told of.
  package enum Choice: Equatable {
    /// Three typical ones: at a quarter, half and three quarters of the herds of the start, of those that may join.
    case typical
    /// Any one, by the system's chance.
    case random
    /// That of a number in the roster, from 1.
    case number(Int)
  }

  private struct Stopped: Error {}

  /// - Parameters:
  ///   - labels: of the arms, in their order.
  ///   - isStopped: asked between quarters.
  /// - Returns: nil when it was stopped, or there is no such household.
  package static func stories(
    _ choice: Choice, in world: LinkageModel, labels: [LocalizedText], isStopped: () -> Bool
  ) -> [HouseholdStory]? {
    guard let watch = StoryWatch(choice, in: world, labels: labels) else { return nil }
    let record = BlockRecord(
      layout: world.layout, armCount: world.armNames.count, ledgerCount: world.ledgers.count,
      span: world.recordSpan)
    do {
      try world.simulate(ReplicateBlock.all(replicates: 1)[0], in: world.makeWorkspace(), into: record) {
        arm, time, context throws(Stopped) in
        if isStopped() { throw Stopped() }
        watch.look(arm, time, context)
      }
    } catch { return nil }
    return watch.stories
  }
}
