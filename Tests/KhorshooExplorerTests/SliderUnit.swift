import KhorshooEngine
import KhorshooExplorer
import KhorshooScenarios
import TestSupport
import Testing

/// Which values the page can move, and how far.
@Suite struct SliderUnit {
  private let scene: ExplorerScene
  private let scratch = Scratch()

  init() throws { scene = try SmallScene.scene(scratch) }

  @Test func leversOfTheMainArmStandFirstThenTenAssumptions() {
    let sliders = scene.sliders
    #expect(sliders.first?.key == "policy.centralHouseholds.outreach")
    #expect(sliders.count { $0.kind == .assumption } == 10)
    #expect(sliders.count { $0.kind == .lever && $0.isFirst } == 8)
    #expect(sliders.filter { $0.kind == .lever }.allSatisfy { $0.key.hasPrefix("policy.") })
    #expect(Set(sliders.map(\.key)).count == sliders.count)
  }

  @Test func everyValueOfASliderIsAdmissible() {
    for slider in scene.sliders {
      #expect(slider.low < slider.high && slider.step > 0 && slider.allows(slider.low) && slider.allows(slider.high))
      #expect(!slider.allows(slider.high + 2 * slider.step) && !slider.allows(.nan) && !slider.allows(.infinity))
      let range = scene.scenario.ledger[slider.key]?.range
      #expect(range.map { $0.contains(slider.low) && $0.contains(slider.high) } == true, "\(slider.key)")
      let steps = (slider.high - slider.low) / slider.step
      #expect((2...60).contains(steps), "\(slider.key) has \(steps) steps")
    }
  }

  /// Both ends of every slider can be asked for: the model takes them.
  @Test func endsOfSlidersResolve() throws {
    for slider in scene.sliders {
      for value in [slider.low, slider.high] {
        let wish = Wish(values: [slider.key: value], arms: ["none", "linkage"])
        let scenario = try scene.scenario(wish)
        let arm = try #require(scenario.arms.first { $0.name == "linkage" })
        let text = "\(arm.values[slider.key].map { "\($0)" } ?? "")"
        #expect(Double(text).map { ($0 - value).magnitude < 1e-9 } == true, "\(slider.key): \(text) for \(value)")
        #expect(!scenario.drawn.contains { $0.key == slider.key })
      }
    }
  }

  /// What a scenario says of its beliefs comes before what the ledger says.
  @Test func ownBeliefsComeFirst() throws {
    let other = Scratch()
    let path = try SmallScene.file(other)
    other.write(
      "schema: 1\nbase: small.yaml\nparameters: {forage: {yieldKgPerHectare: \"1000 ~ U(900,1200)\"}}\n", "own.yaml")
    _ = path
    let scene = try ExplorerScene(SmallScene.resolved(other.path("own.yaml")), name: "own", budget: 2, threads: 1)
    let first = try #require(scene.sliders.first { $0.kind == .assumption })
    #expect(first.key == "forage.yieldKgPerHectare" && first.low == 900 && first.high == 1200 && first.isDrawn)
  }
}
