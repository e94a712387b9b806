import KhorshooCommands
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooReports
import KhorshooText
import TestSupport
import Testing

/// Households that are followed while a run computes its first world are those that following the world alone would find.
@Suite struct StoryWatchUnit {
  @Test func storiesOfARunAreThoseOfItsFirstWorldAlone() throws {
    let scene = try SmallScene.scene(Scratch(), budget: 2)
    var world = try scene.scenario.model()
    let labels = scene.scenario.arms.map { LocalizedText(en: $0.label, zh: $0.labelChinese) }
    let alone = try #require(StoryTeller.stories(.typical, in: world, labels: labels, isStopped: { false }))
    let watch = try #require(StoryWatch(.typical, in: world, labels: labels))
    world.watch = { watch.look($0, $1, $2) }
    let runner = MonteCarloRunner(replicates: 3 * laneCount, threads: 2)
    #expect(try runner.run(world).replicates == 3 * laneCount)
    #expect(HouseholdStoryFile.json(watch.stories) == HouseholdStoryFile.json(alone))
    // Each quarter once, and only of the first block.
    let quarters = world.layout.quarters.count
    #expect(watch.stories.count == 3)
    for story in watch.stories {
      #expect(story.paths.count == labels.count && story.paths.allSatisfy { $0.herd.count == quarters })
    }
  }
}
