import KhorshooEngine
import KhorshooModel
import KhorshooScenarios
import Testing

/// The banner depends on the parameters said to make it, and on no other: a sweep makes it anew for these alone.
@Suite struct BannerParametersProperty {
  private static let worlds: [Settings] = [
    World.lively, ["cooperatives.leadShare": "0.4", "cooperatives.foundShare": "0.3"],
    // Cooperatives of every kind, and herds beyond what the pasture carries.
    [
      "places.gridCount": "30", "places.partyMemberCount": "40", "places.cooperativeCount": "30",
      "cooperatives.leadShare": "0.05", "cooperatives.foundShare": "0.3", "cooperatives.shellShare": "0.3",
      "policy.grassland.balanceEnforced": "true", "policy.grassland.capRatio": "0.2",
      "policy.grassland.compliance": "1",
    ],
    // Herds of whole animals.
    ["husbandry.demography": "stochastic"],
  ]

  /// Whether a run differs on a banner that was made before the values were moved.
  private func isStale(_ world: Settings, moving isMoved: (String) -> Bool) throws -> Bool {
    let base = World.values(World.small, world, World.paid)
    var values = base
    // Grids and office holders of an arm are made with the banner, which must know of them.
    for parameter in World.ledger.parameters
    where isMoved(parameter.key) && !OfficeChoice.keys.contains(parameter.key) {
      let moved = parameter.moved(from: values[parameter.key]!)
      // Herds of a banner made for means are no whole animals, which the model refuses.
      if moved != .text("stochastic") { values[parameter.key] = moved }
    }
    func bits(_ banner: Banner) throws -> [UInt64] {
      let model = try LinkageModel(
        banner: banner, values: values, arms: [Arm(name: "a", label: "", labelChinese: "", values: values)],
        referenceArm: 0, start: Quarter(year: 2020, number: 1), years: 1, seed: 11)
      return Trace(model).bits(arm: 0)
    }
    let fresh: Banner
    do { fresh = try World.banner(values) } catch { return true }
    return try bits(World.banner(base)) != bits(fresh)
  }

  @Test(arguments: worlds) func noOtherParameterMatters(_ world: Settings) throws {
    guard try isStale(world, moving: { !ModelSchedule.bannerReads($0) }) else { return }
    let guilty = try World.ledger.parameters.map(\.key).filter { key in
      try !ModelSchedule.bannerReads(key) && isStale(world, moving: { $0 == key })
    }
    Issue.record("the banner also depends on \(guilty); add them to its description")
  }

  @Test func everyNamedParameterMatters() throws {
    let banner = try #require(ModelSchedule.descriptions.first { $0.name == "Banner" })
    for pattern in banner.parameters {
      let matters = try Self.worlds.contains { world in
        // A count of places alone would contradict the others.
        try World.ledger.parameters.map(\.key).filter { !$0.hasPrefix("places.") || !$0.hasSuffix("Count") }.contains {
          key in
          try key.fits(pattern) && isStale(world, moving: { $0 == key })
        }
      }
      #expect(matters, "the banner does not depend on \(pattern)")
    }
  }

  /// Deliberate fault: a banner that is kept though what makes it was moved is noticed.
  @Test func aStaleBannerIsNoticed() throws {
    #expect(try isStale(World.lively, moving: { $0 == "households.personsMean" }))
    #expect(try !isStale(World.lively, moving: { $0 == "cooperatives.commissionShare" }))
  }
}
