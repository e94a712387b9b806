import KhorshooEngine
import KhorshooScenarios
import KhorshooText
import Testing

/// Grids that an arm has for itself, in files, in `--set` and in a design; what all arms share is refused.
@Suite struct ArmGridsUnit {
  private static let key = "arms.linkage.places.gridCount"
  private static let text = Fixtures.scenario("  linkage:\n", "  linkage:\n    places: {gridCount: 60}\n")

  private static let differences =
    "all arms share it: they differ in levers (policy.…), in places.gridCount, places.gridRule, places.gridSizeTolerance and in "
    + "how office holders are chosen (institution.selection.rule, …)"

  private static func message(_ setting: String) -> String? {
    Fixtures.problems(Fixtures.scenarioText, ScenarioOverrides(settings: [setting]))?.description
  }

  @Test func theFileAndTheCommandLineSayIt() throws {
    for resolved in [
      try Fixtures.resolve(Self.text),
      try Fixtures.resolve(Fixtures.scenarioText, ScenarioOverrides(settings: ["\(Self.key)=60"])),
      try Fixtures.resolve(
        Self.text.replacing("gridCount: 60", with: "gridCount: 80"), ScenarioOverrides(settings: ["\(Self.key)=60"])),
    ] {
      #expect(resolved.arms.map { $0.values["places.gridCount"] } == [.integer(109), .integer(109), .integer(60)])
      #expect(resolved.values["places.gridCount"] == .integer(109))
    }
  }

  @Test func resolvedFileHashAndDifferenceKnowIt() throws {
    let (plain, own) = (try Fixtures.resolve(Fixtures.scenarioText), try Fixtures.resolve(Self.text))
    let again = try Fixtures.resolve(own.resolvedYAML())
    #expect(own.hash != plain.hash && again.hash == own.hash)
    #expect(again.arms.map { $0.values["places.gridCount"] } == own.arms.map { $0.values["places.gridCount"] })
    #expect(again.resolvedYAML() == own.resolvedYAML())
    let differences = plain.differences(to: own)
    #expect(differences.map(\.key) == [Self.key], "\(differences)")
  }

  @Test func aDesignVariesIt() throws {
    let design = DesignOverrides(vary: ["\(Self.key)=60,109,150"])
    let resolved = try Fixtures.resolve(Fixtures.scenarioText, ScenarioOverrides(design: design))
    #expect(resolved.design?.factors.map(\.text) == ["\(Self.key)=60,109,150"])
  }

  @Test func theSameNumberChangesNothing() throws {
    let resolved = try Fixtures.resolve(Self.text.replacing("gridCount: 60", with: "gridCount: 109"))
    #expect(resolved.warnings.map(\.code) == ["lever-without-effect"], "\(resolved.warnings)")
  }

  @Test(arguments: [
    (
      "arms.linkage.places.householdCount=10",
      "--set: arms.linkage.places.householdCount: \(differences); give it once for all arms, as places.householdCount "
        + "[not-by-arm]"
    ),
    (
      "arms.linkage.market.hayPriceYuanPerKg=1",
      "--set: arms.linkage.market.hayPriceYuanPerKg: \(differences); give it once for all arms, as "
        + "market.hayPriceYuanPerKg [not-by-arm]"
    ),
    (
      "arms.linkage.places.gridCount=43",
      "--set: arms.linkage.places.gridCount: found 43, expected at least places.gachaCount = 44: every gacha has at "
        + "least one grid [impossible-counts]"
    ),
    (
      "arms.linkage.places.gridCount=997",
      "--set: arms.linkage.places.gridCount: found 997, expected at most places.partyMemberCount = 996: every grid "
        + "has a central household [impossible-counts]"
    ),
    (
      "arms.linkge.places.gridCount=60",
      "--set: arms.linkge.places.gridCount: there is no arm 'linkge'; did you mean 'linkage'? [unknown-arm]"
    ),
  ])
  func whatCannotBeByArmIsRefused(setting: String, message: String) {
    #expect(Self.message(setting) == message)
  }

  @Test func aFactorThatAllArmsShareIsRefused() {
    let design = DesignOverrides(vary: ["arms.linkage.places.householdCount=10,20"])
    let problems = Fixtures.problems(Fixtures.scenarioText, ScenarioOverrides(design: design))?.diagnostics ?? []
    #expect(problems.map(\.code).first == "not-by-arm", "\(problems)")
  }
}
