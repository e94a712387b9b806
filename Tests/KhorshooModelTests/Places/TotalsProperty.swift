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
