import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Who is chosen.
@Suite struct CandidateSelectionStatistical {
  private func banner(_ settings: Settings, seed: UInt64 = 11) throws -> Banner {
    let many: Settings = [
      "places.gachaCount": "20", "places.gridCount": "100", "places.householdCount": "4000",
      "places.partyMemberCount": "900",
    ]
    return try World.banner(World.values([World.small, many, settings]), seed: seed)
  }

  private func meanAbility(_ banner: Banner) -> Double {
    banner.places.grids.reduce(0) { $0 + Double(banner.households.ability[$1.centralHousehold]) } / 100
  }

  /// Candidates are party members' households; the appointed are more suitable; mean ability of all is 1.
  @Test func candidates() throws {
    let banner = try banner([:])
    let households = banner.households
    for grid in banner.places.grids {
      #expect(grid.candidates.count > 1 && grid.candidates.contains(grid.centralHousehold))
      #expect(grid.candidates.allSatisfy { grid.households.contains($0) && households.isCandidate[$0] })
    }
    // But for grids that have hardly any.
    let listed = households.isCandidate.indices.filter { households.isCandidate[$0] }
    #expect(Double(listed.count { households.partyMembers[$0] > 0 }) > 0.9 * Double(listed.count))
    #expect(Double(listed.count) < 0.25 * 4000)
    #expect(banner.households.partyMembers.reduce(0, +) == 900)
    let mean = households.ability.reduce(0) { $0 + Double($1) } / 4000
    // Spread 0.2 over 4,000 households, correlated within none: five standard errors.
    #expect(abs(mean - 1) < 5 * 0.2 / 4000.0.squareRoot())
    let others = households.isCandidate.indices.filter { households.isCandidate[$0] && !households.isCentral[$0] }
    let usual = others.reduce(0) { $0 + Double(households.candidacy[$1]) } / Double(others.count)
    let chosen = banner.places.grids.reduce(0) { $0 + Double(households.candidacy[$1.centralHousehold]) } / 100
    #expect(chosen > usual + 0.5)
  }

  /// Weights decide who is chosen: criteria of ability bring ability, chance does not.
  @Test func weights() throws {
    func only(_ keys: [String], noise: String = "0") -> Settings {
      var settings: Settings = [
        "institution.selection.noiseSd": noise, "institution.selection.commonFactor": "0",
      ]
      for name in ["committee", "respected", "doubleLead"] { settings["institution.selection.\(name)Bonus"] = "0" }
      for name in ["political", "leading", "service", "working", "standing", "neighbour"] {
        settings["institution.selection.\(name)Weight"] = keys.contains(name) ? "1" : "0"
      }
      return settings
    }
    let able = meanAbility(try banner(only(["leading", "service", "working"])))
    let loyal = meanAbility(try banner(only(["political"])))
    let chance = meanAbility(try banner(only([], noise: "1")))
    // Spread 0.2 over 100 offices: a standard error of 0.02.
    #expect(able > 1.15 && abs(loyal - 1) < 0.1 && abs(chance - 1) < 0.1)
  }
}
