import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Gacha of a roll-out begin one after another, in the order that is asked for.
@Suite struct RolloutOrderProperty {
  private static let lever = "policy.cooperatives.supportYuanPerYear"

  /// Support of cooperatives twice as high from the third quarter on, in groups of gacha a quarter apart.
  private static func plan(
    _ order: Intervention.Rollout.Order, waves: Int, in places: [String] = []
  ) -> Intervention {
    let step = World.change(lever, "4000", from: 2, in: places)
    return Intervention(
      id: step.id, from: step.from, to: nil, places: places, changes: step.changes,
      rollout: .init(order: order, waves: waves, quarters: 1))
  }

  /// The first quarter in which each gacha has twice the support, which it then keeps.
  private static func begins(_ plans: [Intervention], seed: UInt64 = 11) throws -> (
    starts: [[Int?]], model: LinkageModel
  ) {
    let trace = Trace(
      try World.model(
        [World.lively, TwoSumu.places], arms: Array(repeating: World.linkage, count: plans.count + 1),
        interventions: [[]] + plans.map { [$0] }, seed: seed))
    let starts = plans.indices.map { plan in
      trace.places(.gacha).map { place -> Int? in
        let doubled = (0..<12).map { time in
          let own = trace.values("cooperativeSupportYuan", arm: 0, place: place, time: time)
          let changed = trace.values("cooperativeSupportYuan", arm: plan + 1, place: place, time: time)
          #expect(own.allSatisfy { $0 > 0 }, "support is paid")
          return relativeDistance(own.map { 2 * $0 }, changed) < 1e-6
        }
        let first = doubled.firstIndex(of: true)
        if let first { #expect(doubled[first...].allSatisfy { $0 }, "it stays") }
        return first
      }
    }
    return (starts, trace.model)
  }

  @Test func gachaBeginInTheirOrder() throws {
    let plans = [Self.plan(.largest, waves: 4), Self.plan(.smallest, waves: 2), Self.plan(.farthest, waves: 4)]
    let (starts, model) = try Self.begins(plans)
    let places = model.banner.places
    let sizes = places.gacha.map(\.households.count)
    #expect(starts[0].compactMap { $0 }.sorted() == [2, 3, 4, 5], "one a quarter")
    for a in sizes.indices {
      for b in sizes.indices where sizes[a] > sizes[b] {
        #expect(starts[0][a]! < starts[0][b]! && starts[1][a]! >= starts[1][b]!, "\(sizes), \(starts)")
      }
    }
    #expect(starts[1].compactMap { $0 }.sorted() == [2, 2, 3, 3], "two groups of two")
    let km = places.gacha.map { gacha in
      let sumu = places.sumu[gacha.sumu]
      return ((gacha.xKm - sumu.xKm) * (gacha.xKm - sumu.xKm) + (gacha.yKm - sumu.yKm) * (gacha.yKm - sumu.yKm))
        .squareRoot()
    }
    let byDistance = km.indices.sorted { starts[2][$0]! < starts[2][$1]! }
    #expect(zip(byDistance, byDistance.dropFirst()).allSatisfy { km[$0] >= km[$1] }, "\(km), \(starts[2])")
  }

  /// Only those that are listed take part, a sumu with all its gacha; one group is a step in these places.
  @Test func asListed() throws {
    let listed = Self.plan(.listed, waves: 3, in: ["gacha-03", "sumu-01"])
    let (starts, model) = try Self.begins([listed, Self.plan(.listed, waves: 1, in: ["gacha-04"])])
    let inside = model.banner.places.gacha.indices.filter { model.banner.places.gacha[$0].sumu == 0 }
    try #require(inside == [0, 1])
    #expect(starts == [[3, 4, 2, nil], [nil, nil, nil, 2]])
  }

  /// A lot is the same for all arms of a banner, and another in another banner.
  @Test func byLot() throws {
    let lots = try (1...12).map { seed in
      let found = try Self.begins([Self.plan(.lot, waves: 4), Self.plan(.lot, waves: 4)], seed: UInt64(seed)).starts
      #expect(found[0] == found[1] && found[0].compactMap { $0 }.sorted() == [2, 3, 4, 5])
      return found[0]
    }
    #expect(Set(lots).count > 4, "\(lots)")
  }
}
