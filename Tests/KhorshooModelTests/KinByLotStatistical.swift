import KhorshooModel
import KhorshooNumerics
import Testing

/// Kin in a gacha of thousands are drawn by lot: with the same law as where all are listed.
@Suite struct KinByLotStatistical {
  @Test func distancesHaveTheirLaw() throws {
    let decayKm = 3.0
    var settings = World.small.merging([
      "places.householdCount": "12000", "network.kinAcrossGachaShare": "1", "network.kinTies": "3",
      "network.tieDecayKm": "\(decayKm)",
    ]) { $1 }
    for other in ["Neighbour", "Business", "Organisation", "Hub"] { settings["network.weight" + other] = "0" }
    let banner = try World.banner(World.values(settings))
    let (places, households, ties) = (banner.places, banner.households, banner.network.ties)
    let sizes = places.gacha.map(\.households.count)
    #expect(sizes.count == 2 && sizes.allSatisfy { $0 > 4096 }, "\(sizes)")
    let kin = try #require(ties.layers.firstIndex(of: "kin"))
    func km(_ a: Int, _ b: Int) -> Double {
      let (dx, dy) = (households.xKm[a] - households.xKm[b], households.yKm[a] - households.yKm[b])
      return (dx * dx + dy * dy).squareRoot()
    }
    var found: [Double] = []
    for k in 0..<ties.count where Int(ties.layer[k]) == kin {
      let (a, b) = (Int(ties.source[k]), Int(ties.target[k]))
      #expect(places.gachaOfHousehold[a] != places.gachaOfHousehold[b])
      found.append(km(a, b))
    }
    // Two ties that a household names, less the few that are named twice.
    #expect(found.count > 23_300 && found.count <= 24_000, "\(found.count)")
    var expected = 0.0
    for h in 0..<places.householdCount {
      let others = places.gacha[1 - places.gachaOfHousehold[h]].households
      var (weights, sum) = (0.0, 0.0)
      for other in others {
        let weight = stableExp(-km(h, other) / decayKm)
        weights += weight
        sum += weight * km(h, other)
      }
      expected += sum / weights / Double(places.householdCount)
    }
    let moments = Moments(found)
    let error = (moments.variance / Double(found.count)).squareRoot()
    #expect((moments.mean - expected).magnitude < 4.5 * error, "\(moments.mean), expected \(expected) ± \(error)")
  }
}
