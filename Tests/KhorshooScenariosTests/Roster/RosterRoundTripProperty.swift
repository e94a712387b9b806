import KhorshooInputs
import KhorshooModel
import KhorshooScenarios
import KhorshooText
import Testing

/// The population of a scenario, written as tables and read back, is the same population.
@Suite struct RosterRoundTripProperty {
  /// A scenario and its banner, and those of its exported roster.
  private func there(andBack resolved: ResolvedScenario) throws -> (Banner, Banner) {
    let banner = try resolved.banner()
    let roster = banner.roster(values: resolved.values, seed: resolved.run.seed, survey: resolved.roster?.roster)
    var files = Dictionary(uniqueKeysWithValues: RosterWriter(roster).tables.map { ($0.name, $0.text) })
    files["base.yaml"] = resolved.resolvedYAML()
    for table in resolved.tableOfWorlds { files[table.name] = table.text }
    files["scenario.yaml"] = resolved.scenario(on: roster, base: "base.yaml", partyMembers: 0)
    let again = try ScenarioReading(
      path: "scenario.yaml", contents: files, overrides: ScenarioOverrides(),
      knownOutcomes: ResolvedScenario.outcomeNames(), knownLevels: ModelOutcomes.levels
    ).resolved()
    return (banner, try again.banner())
  }

  private func drawn() throws -> ResolvedScenario {
    let settings = [
      "places.gridCount=9", "places.gachaCount=4", "places.sumuCount=3", "places.pastoralSumuCount=2",
      // Grids as they were drawn: others would put the households of a gacha in another order.
      "places.rosterGridCount=0", "places.householdCount=300", "places.partyMemberCount=70",
      "places.cooperativeCount=6",
    ]
    return try Scenario.resolve(
      text: "schema: 1\nbase: ewenki.yaml\nplaces: {sumu: [], gacha: []}\n", path: OwnDataUnit.folder + "/small.yaml",
      overrides: ScenarioOverrides(settings: settings), knownOutcomes: ResolvedScenario.outcomeNames(),
      knownLevels: ModelOutcomes.levels)
  }

  @Test(arguments: [true, false]) func traitsPlacesAndTiesAreTheSame(isDrawn: Bool) throws {
    let (first, second) = try there(andBack: isDrawn ? drawn() : OwnDataUnit.resolve())
    let (a, b) = (first.households, second.households)
    #expect(a.rosterNumber == b.rosterNumber && first.places.gridOfHousehold == second.places.gridOfHousehold)
    #expect(first.places.gacha.map(\.id) == second.places.gacha.map(\.id))
    #expect(first.places.grids.map(\.id) == second.places.grids.map(\.id))
    #expect(first.places.grids.map(\.centralHousehold) == second.places.grids.map(\.centralHousehold))
    #expect(a.xKm == b.xKm && a.yKm == b.yKm && a.distanceKm == b.distanceKm)
    #expect(a.persons == b.persons && a.labour == b.labour && a.pastureMu == b.pastureMu && a.cashYuan == b.cashYuan)
    #expect(a.knowledge == b.knowledge && a.trust == b.trust && a.riskAversion == b.riskAversion)
    #expect(a.offFarmShare == b.offFarmShare && a.usesServices == b.usesServices && a.sellsThrough == b.sellsThrough)
    #expect(a.partyMembers == b.partyMembers && a.isMemberAtStart == b.isMemberAtStart)
    #expect(a.isAwareAtStart == b.isAwareAtStart && a.isFarmer == b.isFarmer && a.isCentral == b.isCentral)
    // Head by species are dealt over the classes again: single precision.
    for (x, y) in zip(a.herdAtStart, b.herdAtStart) { #expect(abs(x - y) <= 1e-5 * max(1, x)) }
    for (x, y) in zip(a.sheepUnitsAtStart, b.sheepUnitsAtStart) { #expect(abs(x - y) <= 1e-5 * max(1, x)) }
    #expect(first.network.weights == second.network.weights)
    let key = { (c: Cooperative) in "\(c.id) \(c.grid) \(c.mode) \(c.product) \(c.isShell) \(c.isRegistered)" }
    #expect(first.places.cooperatives.map(key) == second.places.cooperatives.map(key))
    #expect(a.cooperative == b.cooperative && a.ability == b.ability)
  }

  @Test func aTraitThatChangesIsNoticed() throws {
    let resolved = try drawn()
    let banner = try resolved.banner()
    var roster = banner.roster(values: resolved.values, seed: resolved.run.seed)
    roster.numbers[.trust]?[7] += 0.01
    #expect(
      Double(banner.households.trust[banner.households.rosterNumber.firstIndex(of: 7)!]) != roster.numbers[.trust]![7])
  }

  @Test func tablesKeepDatesWeightsAndOwnColumns() throws {
    let roster = try RosterFixtures.read().roster
    let tables = Dictionary(uniqueKeysWithValues: RosterWriter(roster).tables.map { ($0.name, $0.text) })
    let again = try RosterFixtures.read(tables).roster
    var expected = roster
    // Grids that two gacha have are written by their full name.
    #expect(again.grid == expected.grid && again.joined == expected.joined && again.extra == expected.extra)
    #expect(again.ties == expected.ties && again.cooperatives == expected.cooperatives && again.grids == expected.grids)
    expected.numbers = [:]
    #expect(
      again.numbers[.persons]?.count == 4 && again.numbers[.persons]?[2].isNaN == true && expected.numbers.isEmpty)
  }
}
