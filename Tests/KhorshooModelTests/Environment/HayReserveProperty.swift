import KhorshooModel
import KhorshooNumerics
import Testing

/// VT-9: where hay is at hand, a severe winter is a cost; where it is not, it is a death shock.
@Suite struct HayReserveProperty {
  /// First winter, a dzud of mean severity 0.5 in every sumu: (hay cost relative to a calm winter, winter mortality).
  private func winter(_ settings: Settings) throws -> (hayYuan: Double, mortality: Double) {
    let trace = Trace(try World.model([["dzud.severityShape": "1"], settings], arms: [World.none], years: 1))
    let deaths = trace.values("deathsHead", arm: 0, time: 3).reduce(0, +)
    let species = ["Sheep", "Goats", "Cattle", "Horses"].map {
      trace.values("herd\($0)Head", arm: 0, time: 3).reduce(0, +)
    }
    let hay = trace.values("hayCostPerHousehold", arm: 0, time: 3).reduce(0, +)
    return (hay, deaths / (species.reduce(0, +) + deaths))
  }

  @Test func costShockOrDeathShock() throws {
    let snow: Settings = ["dzud.probabilityPerWinter": "0.99"]
    let calm: Settings = ["dzud.probabilityPerWinter": "0.0001"]
    let noHay: Settings = ["forage.hayAreaShare": "0", "forage.hayBuyingShare": "0", "forage.initialHayShare": "0"]
    let usual = try winter(calm)
    let costly = try winter(snow)
    let deadly = try winter(snow.merging(noHay) { $1 })
    let usualWithoutHay = try winter(calm.merging(noHay) { $1 })
    #expect(costly.hayYuan > usual.hayYuan)
    // Excess over a calm winter, as targeted: below 0.5 % of the herd with hay (0.4 %), above 5 % without (9.4 %).
    #expect(costly.mortality - usual.mortality < 0.005, "\(costly) against \(usual)")
    #expect(deadly.mortality - usualWithoutHay.mortality > 0.05, "\(deadly) against \(usualWithoutHay)")
    #expect(deadly.mortality > 2 * costly.mortality)
  }
}
