import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios
import Testing

/// Case 8: a total is the same at every level.
@Suite struct TotalsProperty {
  private let totals = ["sheepUnits", "deathsHead", "salesHead", "entries", "exits", "dividendsYuan"]
  private let villageTotals = [
    "birthsHead", "purchasesHead", "homeUseHead", "herdSheepHead", "herdHorsesHead", "premiumYuan", "publicCostYuan",
  ]

  @Test func everyLevelAgrees() throws {
    let wide: Settings = [
      "places.sumuCount": "3", "places.pastoralSumuCount": "2", "places.gachaCount": "4", "places.gridCount": "9",
    ]
    let trace = Trace(try World.model([World.lively, wide], years: 2))
    var compared = 0
    for arm in 0..<2 {
      for time in 0..<8 {
        for (names, levels) in [(totals, [PlaceLevel.grid, .gacha, .sumu]), (villageTotals, [.gacha, .sumu])] {
          for name in names {
            let banner = trace.values(name, arm: arm, time: time)
            for level in levels {
              var sum = [Double](repeating: 0, count: laneCount)
              for place in trace.places(level) {
                for (r, value) in trace.values(name, arm: arm, place: place, time: time).enumerated() {
                  sum[r] += value
                }
              }
              // Double precision, at most nine summands in another order.
              #expect(relativeDistance(sum, banner) < 1e-12, "\(name) at \(level)")
              compared += sum.contains { $0 > 0 } ? 1 : 0
            }
          }
        }
      }
    }
    #expect(compared > 280)
    // Deliberate fault: a total without one of its grids is seen.
    let grids = trace.places(.grid).dropLast().map { trace.values("sheepUnits", arm: 0, place: $0, time: 3)[0] }
    #expect(relativeDistance([grids.reduce(0, +)], [trace.values("sheepUnits", arm: 0, time: 3)[0]]) > 1e-3)
  }

  /// Means a household are the total over the households of each place.
  @Test func meansBelongToTheirPlace() throws {
    let trace = Trace(try World.model([World.lively], years: 1))
    let places = trace.model.banner.places
    for (level, sizes) in [
      (PlaceLevel.grid, places.grids.map(\.households.count)), (.gacha, places.gacha.map(\.households.count)),
    ] {
      for (place, size) in zip(trace.places(level), sizes) {
        let total = trace.values("sheepUnits", arm: 1, place: place, time: 2)
        let mean = trace.values("sheepUnitsPerHousehold", arm: 1, place: place, time: 2)
        #expect(relativeDistance(total, mean.map { $0 * Double(size) }) < 1e-12)
      }
    }
  }

  /// Members and non-members are all households; each group's mean is over itself.
  @Test func groupsPartitionTheBanner() throws {
    let trace = Trace(try World.model([World.lively], years: 2))
    let groups = Array(trace.places(.group).prefix(3))
    for time in [0, 7] {
      let share = groups.map { trace.values("groupShare", arm: 1, place: $0, time: time) }
      let units = groups.map { trace.values("sheepUnitsPerHousehold", arm: 1, place: $0, time: time) }
      let banner = trace.values("sheepUnitsPerHousehold", arm: 1, time: time)
      for r in 0..<laneCount {
        #expect(abs(share[0][r] + share[1][r] - 1) < 1e-12)
        // Groups and grids sum the same single-precision herds in another order.
        #expect(abs(share[0][r] * units[0][r] + share[1][r] * units[1][r] - banner[r]) < 1e-5 * banner[r])
      }
      #expect(share[2].allSatisfy { abs($0 - 4.0 / 60) < 1e-12 })
    }
  }
}

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
