import KhorshooInputs
import KhorshooModel
import KhorshooScenarios
import KhorshooText
import Testing

/// Published counts in the place of a roster.
@Suite struct MarginsUnit {
  private static let margins = """
    gacha,sumu,sheepUnits,persons,households
    Bayan,North,,,120
    Hudag,North,,,80
    ,,0-100,,60
    ,,100-300,,100
    ,,300-,,40
    ,,,1-2,90
    ,,,3-,110
    Hudag,,300-,,0

    """

  static func resolve(_ margins: String = margins) throws(UserError) -> ResolvedScenario {
    func shipped(_ name: String) -> String {
      (try? String(contentsOfFile: OwnDataUnit.folder + "/" + name, encoding: .utf8)) ?? ""
    }
    let (base, posterior) = ("ewenki.yaml", "calibration/ewenki-posterior.csv")
    let text =
      "schema: 1\nbase: ewenki.yaml\nplaces:\n  margins: margins.csv\n  gridCount: 5\n  partyMemberCount: 40\n  cooperativeCount: 2\n"
    return try ScenarioReading(
      path: "m.yaml",
      contents: ["m.yaml": text, base: shipped(base), posterior: shipped(posterior), "margins.csv": margins],
      overrides: ScenarioOverrides(), knownOutcomes: ResolvedScenario.outcomeNames(), knownLevels: ModelOutcomes.levels
    ).resolved()
  }

  @Test func thePopulationHasTheMargins() throws {
    let resolved = try Self.resolve()
    let own = try #require(resolved.roster)
    let roster = own.roster
    let fit = try #require(own.fit)
    #expect(fit.largestMiss < 1e-8 && fit.rounds > 1 && fit.largestRounding <= 3)
    #expect(roster.count == 200 && roster.gacha?.index.count { $0 == 0 } == 120)
    let (units, persons) = (roster.numbers[.sheepUnits]!, roster.numbers[.persons]!)
    #expect(abs(units.count { $0 < 100 } - 60) <= 3 && abs(persons.count { $0 <= 2 } - 90) <= 3)
    // What can be none is none.
    #expect(!zip(units, roster.gacha!.index).contains { $0 >= 300 && $1 == 1 })
    let banner = try resolved.banner()
    #expect(banner.places.householdCount == 200 && banner.places.gacha.map(\.households.count) == [120, 80])
    for (h, row) in try #require(banner.rosterRows).enumerated() where !banner.households.isCentral[h] {
      #expect(banner.households.sheepUnitsAtStart[h] == Float(units[row]))
    }
  }

  @Test func theResolvedScenarioReadsBackTheSame() throws {
    let resolved = try Self.resolve()
    let files = Dictionary(uniqueKeysWithValues: resolved.filesOfResult.map { ($0.name, $0.text) })
    let again = try ScenarioReading(
      path: "scenario.resolved.yaml", contents: files, overrides: ScenarioOverrides(),
      knownOutcomes: ResolvedScenario.outcomeNames(), knownLevels: ModelOutcomes.levels
    ).resolved()
    #expect(
      again.hash == resolved.hash && again.roster?.roster.numbers[.persons] == resolved.roster?.roster.numbers[.persons]
    )
  }

  @Test(arguments: [
    ("gacha,households\nA,5\n,7\n", "missing-value"), ("gacha,households\nA,5\nA,6\n", "duplicate-id"),
    ("gacha,sheepUnits,households\nA,,5\n,10-5,5\n", "malformed-class"),
    ("gacha,sheepUnits,households\nA,,5\n,0-10,2\n,5-,3\n", "malformed-class"),
    ("gacha,persons,households\nA,,5\n,2.5,5\n", "malformed-class"),
    ("gacha,sheepUnits,households\n,0-,5\n", "no-rows"), ("gacha,sheepUnits,households\nA,0-,5\n", ""),
    ("gacha,sheepUnits,households\nA,,5\n,0-100,2\n,100-,4\n", "contradicting-margins"),
    ("gacha,sheepUnits,households\nA,,5\nB,,5\n,0-100,2\n,100-,8\nA,100-,0\n", "impossible-margins"),
    ("gacha,sumu,households\nA,N,5\nA,S,5\n", "two-sumu"), ("gacha,count\nA,5\n", "missing-column"),
    ("gacha,sheepUnits,households\nA,,5\n,0-100,-1\n", "out-of-range"),
  ]) func faultsAreTold(margins: String, code: String) {
    do throws(UserError) {
      _ = try Self.resolve(margins)
      #expect(code.isEmpty || code == "counts")
    } catch {
      #expect(
        error.diagnostics.contains { $0.code == code }
          || (code.isEmpty && error.diagnostics[0].code == "impossible-counts"), "\(error)")
    }
  }
}
