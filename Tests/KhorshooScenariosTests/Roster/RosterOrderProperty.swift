import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios
import KhorshooText
import Testing

/// Rows of a spreadsheet have no meaning by their order: any order of households gives the same world.
@Suite struct RosterOrderProperty {
  private static let scenario = """
    schema: 1
    title: t
    question: q
    places:
      partyMemberCount: 40
      cooperativeCount: 2
      roster: {households: h.csv, ties: t.csv}
    arms: {none: {policy: {cooperatives: {enabled: false}}}, linkage: {}}
    run: {years: 1, start: 2020Q1, replicates: 16, seed: 5}
    """

  private static let households = (1...60).map { n in
    "h\(n),\(n % 3 == 0 ? "b" : "a"),\(n % 7 == 0 ? "" : "\(900 + n)"),g\(n % 3 == 0 ? 3 : n % 2)"
  }

  private static func resolve(_ rows: [String]) throws -> ResolvedScenario {
    let files = [
      "main.yaml": scenario, "h.csv": "id,gacha,pastureMu,grid\n" + rows.joined(separator: "\n") + "\n",
      "t.csv": "source,target\n" + (1..<60).map { "h\($0),h\($0 + 1)" }.joined(separator: "\n") + "\n",
    ]
    return try Scenario.resolve(
      path: "main.yaml", files: .memory(files.mapValues { Array($0.utf8) }), overrides: ScenarioOverrides(),
      ledger: .standard(), knownOutcomes: ResolvedScenario.outcomeNames(), knownLevels: ["banner"])
  }

  /// Everything that a banner draws for its households, as text.
  private static func world(_ scenario: ResolvedScenario) throws -> [String] {
    let (banner, roster) = (try scenario.banner(), try #require(scenario.roster?.roster))
    let all = banner.households
    return try #require(banner.rosterRows).enumerated().map { h, row in
      "\(roster.ids[row]) \(all.persons[h]) \(all.pastureMu[h]) \(all.sheepUnitsAtStart[h]) \(all.cashYuan[h]) "
        + "\(all.knowledge[h]) \(all.isCentral[h]) \(all.cooperative[h]) \(banner.places.gridOfHousehold[h])"
    }
  }

  @Test func fourShufflesGiveTheSameWorld() throws {
    let whole = try Self.world(Self.resolve(Self.households))
    #expect(whole.count == 60 && Set(whole).count == 60)
    for shuffle in 0..<4 {
      let random = ScalarRandom(
        seed: 9, stream: RandomStream(root: .dynamics, number: 916, name: "shuffles"), replicate: shuffle)
      let rows = Self.households.indices.sorted {
        random.uniform(entity: $0, index: 0) < random.uniform(entity: $1, index: 0)
      }
      #expect(rows != Array(Self.households.indices))
      #expect(try Self.world(Self.resolve(rows.map { Self.households[$0] })) == whole)
    }
  }

  @Test func numbersInIdentifiersCountBySize() throws {
    let roster = try #require(try Self.resolve(Self.households.reversed()).roster?.roster)
    #expect(roster.ids == (1...60).map { "h\($0)" })
    #expect(roster.gacha?.names == ["a", "b"] && roster.grid?.names == ["g1", "g0", "g3"])
  }
}
