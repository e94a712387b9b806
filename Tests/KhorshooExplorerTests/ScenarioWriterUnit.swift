import Foundation
import KhorshooExplorer
import KhorshooScenarios
import TestSupport
import Testing

/// What a page has set, as a scenario file.
@Suite struct ScenarioWriterUnit {
  private let scratch = Scratch()

  @Test func theFileSaysWhatThePageShowed() throws {
    let scene = try SmallScene.scene(scratch)
    let wish = Wish(
      values: [
        "policy.centralHouseholds.outreach": 2.5, "policy.centralHouseholds.payYuanPerYear": 300,
        "cooperatives.premiumShare": 0.5, "cooperatives.labourSaving": 0.1,
      ], arms: ["none", "linkage"])
    #expect(scene.allows(wish))
    let name = try ScenarioWriter(folder: scratch.root).write(wish, scene, .english)
    #expect(name == "small-explored-1.yaml")
    let written = try SmallScene.resolved(scratch.path(name))
    let shown = try scene.scenario(wish)
    #expect(written.hash == shown.hash)
    #expect(written.drawn == shown.drawn && !written.drawn.contains { $0.key == "cooperatives.premiumShare" })
  }

  @Test func noFileIsWrittenOver() throws {
    let scene = try SmallScene.scene(scratch)
    scratch.write("mine", "small-explored-1.yaml")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path("small-explored-2.yaml"), withDestinationPath: scratch.path("elsewhere"))
    #expect(try ScenarioWriter(folder: scratch.root).write(scene.firstWish, scene, .chinese) == "small-explored-3.yaml")
    #expect(content(scratch.path("small-explored-1.yaml")) == "mine")
    #expect(!FileManager.default.fileExists(atPath: scratch.path("elsewhere")))
  }
}
