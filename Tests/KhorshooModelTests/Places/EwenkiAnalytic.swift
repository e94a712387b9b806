import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios
import Testing

/// VT-1: the reference scenario has the counts of the report of 17 August 2020.
@Suite struct EwenkiAnalytic {
  private func banner() throws -> Banner {
    let scenario = try Scenario.resolve(path: World.ewenki)
    return try Banner(
      values: scenario.values, speciesNames: scenario.speciesNames, namedSumu: scenario.namedSumu,
      namedGacha: scenario.namedGacha, seed: scenario.run.seed)
  }

  @Test func totals() throws {
    let banner = try banner()
    let places = banner.places
    #expect(places.sumu.count == 10)
    #expect(places.sumu.count { $0.isPastoral } == 8)
    #expect(places.gacha.count == 44)
    #expect(places.grids.count == 109)
    #expect(places.householdCount == 4539)
    #expect(places.registeredCooperatives.count == 75)
    #expect(banner.households.partyMembers.reduce(0, +) == 996)
    #expect(banner.households.isCentral.count { $0 } == 109)
    // 41.64 households a central household, 2.48 central households and 1.70 cooperatives a gacha: as printed.
    #expect(abs(4539.0 / 109 - 41.64) < 0.005)
    #expect(abs(109.0 / 44 - 2.48) < 0.005)
    #expect(abs(75.0 / 44 - 1.70) < 0.005)
    #expect(Set(places.cooperatives.map(\.id)).count == places.cooperatives.count)
    // What central households may found in a run is no registered cooperative, and stands where none is active.
    for cooperative in places.cooperatives where !cooperative.isRegistered {
      #expect(cooperative.mode == .found && !cooperative.isShell)
      let others = places.gacha[cooperative.gacha].cooperatives.map { places.cooperatives[$0] }
      #expect(others.allSatisfy { $0.isShell || $0 == cooperative })
    }
    #expect(Set(places.grids.map(\.id)).count == 109)
  }

  @Test func eachHouseholdIsOnOnePath() throws {
    let banner = try banner()
    let places = banner.places
    #expect(places.sumu.flatMap(\.gacha) == Array(places.gacha.indices))
    #expect(places.gacha.flatMap(\.grids) == Array(places.grids.indices))
    #expect(places.grids.flatMap(\.households) == Array(0..<4539))
    #expect(places.gacha.flatMap(\.households) == Array(0..<4539))
    #expect(places.gacha.flatMap(\.cooperatives) == Array(places.cooperatives.indices))
    for (v, gacha) in places.gacha.enumerated() {
      #expect(places.sumu[gacha.sumu].gacha.contains(v))
      #expect(places.sumu[gacha.sumu].isPastoral)
      #expect(gacha.households.allSatisfy { places.gachaOfHousehold[$0] == v })
      #expect(gacha.cooperatives.allSatisfy { places.cooperatives[$0].gacha == v })
    }
    for (g, grid) in places.grids.enumerated() {
      #expect(grid.households.allSatisfy { places.gridOfHousehold[$0] == g })
      #expect(grid.households.contains(grid.centralHousehold))
      #expect(grid.households.count { banner.households.isCentral[$0] } == 1)
      #expect(banner.households.isCentral[grid.centralHousehold])
      #expect(banner.households.partyMembers[grid.centralHousehold] >= 1)
      #expect(banner.households.distanceKm[grid.centralHousehold] == 0)
    }
    for (c, cooperative) in places.cooperatives.enumerated() {
      #expect(places.gacha[cooperative.gacha].cooperatives.contains(c))
      #expect(places.grids[cooperative.grid].gacha == cooperative.gacha)
    }
  }

  /// A household can only join a cooperative of its own gacha, and no shell has members.
  @Test func reach() throws {
    let banner = try banner()
    let households = banner.households
    for h in 0..<4539 {
      let c = households.cooperative[h]
      guard c >= 0 else { continue }
      #expect(banner.places.cooperatives[c].gacha == banner.places.gachaOfHousehold[h])
      #expect(!households.isMemberAtStart[h] || !banner.places.cooperatives[c].isShell)
      #expect(!households.isMemberAtStart[h] || households.isAwareAtStart[h])
    }
    let products = banner.places.gacha.filter { ["yilan", "yimin-gacha"].contains($0.id) }.map { gacha in
      Set(gacha.cooperatives.map { banner.places.cooperatives[$0].product })
    }
    #expect(products.count == 2)
    #expect(products.allSatisfy { $0.isSuperset(of: ["beef", "mutton"]) })
  }
}
