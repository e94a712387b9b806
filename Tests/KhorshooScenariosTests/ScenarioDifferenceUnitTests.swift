import KhorshooEngine
import KhorshooScenarios
import Testing

/// What differs between two scenarios is named; nothing is when their hash is the same.
@Suite struct ScenarioDifferenceUnitTests {
  private static let base = """
    schema: 1
    title: t
    question: q
    places: {sumuCount: 2, pastoralSumuCount: 2, gachaCount: 3, gridCount: 6, householdCount: 120, partyMemberCount: 40, cooperativeCount: 4}
    arms: {none: {policy: {cooperatives: {enabled: false}}}, linkage: {}}
    reference: none
    run: {years: 2, start: 2020Q1, replicates: 4, seed: 1}
    """

  private func resolve(_ settings: String..., text: String = base) throws -> ResolvedScenario {
    try Scenario.resolve(text: text, path: "memory.yaml", overrides: ScenarioOverrides(settings: settings))
  }

  @Test func sameScenariosDifferInNothing() throws {
    let (one, other) = (try resolve(), try resolve(text: Self.base.replacing("title: t", with: "title: another")))
    #expect(one.hash == other.hash && one.differences(to: other).isEmpty)
  }

  @Test(
    "each change changes the hash and is named with both values",
    arguments: [
      ("run.seed=2", ["run.seed"]), ("run.replicates=5", ["run.replicates"]),
      ("market.wageYuanPerDay=100", ["market.wageYuanPerDay"]),
      ("arms.linkage.policy.centralHouseholds.outreach=3", ["arms.linkage.policy.centralHouseholds.outreach"]),
      ("places.householdCount=130", ["places.householdCount"]),
    ])
  func changes(setting: String, keys: [String]) throws {
    let (one, other) = (try resolve(), try resolve(setting))
    #expect(one.hash != other.hash)
    let found = one.differences(to: other)
    #expect(found.map(\.key) == keys)
    #expect(found.allSatisfy { $0.second == String(setting.split(separator: "=")[1]) && $0.first != $0.second })
    #expect(other.differences(to: one).map(\.key) == keys)
  }

  @Test func armsAndTheReferenceAreNamed() throws {
    let more = Self.base.replacing("linkage: {}}", with: "linkage: {}, more: {}}").replacing(
      "reference: none", with: "reference: linkage")
    let found = try resolve().differences(to: resolve(text: more))
    #expect(found.map(\.key) == ["arms", "reference"])
    #expect(found.first?.second == "none, linkage, more")
  }
}
