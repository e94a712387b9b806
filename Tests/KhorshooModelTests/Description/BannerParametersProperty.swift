import KhorshooEngine
import KhorshooModel
import KhorshooScenarios
import Testing

/// The banner depends on the parameters said to make it, and on no other: a sweep makes it anew for these alone.
@Suite struct BannerParametersProperty {
  private static let worlds: [Settings] = [
    World.lively, ["cooperatives.leadShare": "0.4", "cooperatives.foundShare": "0.3"],
  ]

  /// Whether a run differs on a banner that was made before the values were moved.
  private func isStale(_ world: Settings, moving isMoved: (String) -> Bool) throws -> Bool {
    let base = World.values(World.small, world, World.paid)
    var values = base
    for parameter in World.ledger.parameters where isMoved(parameter.key) && parameter.key != "husbandry.demography" {
      values[parameter.key] = parameter.moved(from: values[parameter.key]!)
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
    // Named for safety: they act where cooperatives have no names, or where grass and livestock are balanced.
    let unseen = [
      "husbandry.demography", "places.*", "cooperatives.foundShare", "cooperatives.shellShare",
      "forage.intakeKgPerSheepUnitDay", "forage.properUseShare",
    ]
    for pattern in banner.parameters where !unseen.contains(pattern) {
      let matters = try Self.worlds.contains { world in
        try World.ledger.parameters.map(\.key).contains { key in
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
