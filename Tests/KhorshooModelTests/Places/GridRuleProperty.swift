import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios
import Testing

@Suite struct GridRuleProperty {
  /// Every household in exactly one grid, a central household in each; with a balanced rule, in one piece and in bounds.
  @Test(arguments: ["sized", "balanced", "ties"], [60, 109, 200, 500])
  func partition(rule: String, count: Int) throws {
    let banner = try reference(["places.gridRule=\(rule)", "places.gridCount=\(count)"])
    let places = banner.places
    #expect(places.grids.count == count)
    #expect(places.grids.flatMap(\.households) == Array(0..<4539))
    #expect(places.gacha.flatMap(\.grids) == Array(places.grids.indices))
    #expect(Set(places.grids.map(\.id)).count == count)
    #expect(banner.households.rosterNumber.sorted() == Array(0..<4539))
    #expect(banner.households.partyMembers.reduce(0, +) == 996)
    for (g, grid) in places.grids.enumerated() {
      #expect(grid.households.allSatisfy { places.gridOfHousehold[$0] == g })
      #expect(places.gacha[grid.gacha].grids.contains(g))
      #expect(grid.households.filter { banner.households.isCentral[$0] } == [grid.centralHousehold])
    }
    guard rule != "sized" else { return }
    let summary = PartitionSummary(places, banner.gridQuality)
    #expect(summary.contiguousShare == 1)
    for gacha in places.gacha {
      let mean = Double(gacha.households.count) / Double(gacha.grids.count)
      for g in gacha.grids {
        // The tolerance of a tenth, rounded outwards to whole households.
        #expect(abs(Double(places.grids[g].households.count) - mean) < 0.1 * mean + 1, "\(places.grids[g].id)")
      }
    }
  }

  /// Twenty grids need no more than twenty gacha; as many grids as households is one each.
  @Test func extremes() throws {
    for rule in ["sized", "balanced", "ties"] {
      let few = try reference(["places.gridRule=\(rule)", "places.gridCount=20", "places.gachaCount=20"])
      #expect(few.places.grids.map(\.households) == few.places.gacha.map { Array($0.households) })
      let settings: Settings = [
        "places.gridRule": rule, "places.gridCount": "60", "places.rosterGridCount": "4",
        "places.gridHouseholdsMin": "1",
        "places.partyMemberCount": "60",
      ]
      let many = try World.banner(World.values(World.small, settings))
      #expect(many.places.grids.allSatisfy { $0.households.count == 1 })
    }
    #expect(throws: (any Error).self) { try reference(["places.gridCount=20"]) }
  }

  /// The rule `ties` cuts fewer ties than place alone, at every number of grids.
  @Test(arguments: [60, 109, 200]) func tiesAreKept(count: Int) throws {
    func cut(_ rule: String, _ settings: [String] = []) throws -> Int {
      let banner = try reference(["places.gridRule=\(rule)", "places.gridCount=\(count)"] + settings)
      return banner.gridQuality.reduce(0) { $0 + $1.tiesCut.reduce(0, +) }
    }
    let place = try cut("balanced")
    #expect(try Double(cut("ties")) < 0.97 * Double(place))
    // Deliberate fault: ties without weight are no reason to keep anything together.
    let blind = try cut(
      "ties", ["network.weightNeighbour=0", "network.weightKin=0", "network.weightBusiness=0"])
    #expect(blind == place)
  }

  @Test func deterministic() throws {
    let settings = ["places.gridRule=ties", "places.gridCount=150"]
    let (a, b) = (try reference(settings), try freshReference(settings))
    #expect(a.places == b.places)
    #expect(a.households.rosterNumber == b.households.rosterNumber)
    #expect(a.gridQuality == b.gridQuality)
  }
}
