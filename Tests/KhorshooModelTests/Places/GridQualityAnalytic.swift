import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios
import Testing

@Suite struct GridQualityAnalytic {
  /// Ties, radius and contiguity of each grid against sums written out, layer by layer.
  @Test(arguments: [("Neighbour", 0), ("Kin", 1), ("Business", 2)], ["sized", "ties"])
  func measures(layer: (key: String, index: Int), rule: String) throws {
    var settings: Settings = ["places.gridRule": rule, "places.gridCount": "9"]
    for other in ["Neighbour", "Kin", "Business", "Organisation", "Hub"] {
      settings["network.weight" + other] = other == layer.key ? "1" : "0"
    }
    let banner = try World.banner(World.values(World.small, settings))
    let (places, households) = (banner.places, banner.households)
    var (allCut, all) = (0, 0)
    for (g, grid) in places.grids.enumerated() {
      let quality = banner.gridQuality[g]
      var (inside, cut) = (0, 0)
      for h in grid.households {
        for other in row(banner.network.weights, h) where places.gachaOfHousehold[other] == grid.gacha {
          if places.gridOfHousehold[other] == g { inside += 1 } else { cut += 1 }
        }
      }
      #expect(quality.tiesInside[layer.index] == inside / 2)
      #expect(quality.tiesCut[layer.index] == cut)
      allCut += cut
      all += inside + cut
      let central = grid.centralHousehold
      let distances = grid.households.map { h in
        let (dx, dy) = (households.xKm[h] - households.xKm[central], households.yKm[h] - households.yKm[central])
        return (dx * dx + dy * dy).squareRoot()
      }
      #expect(abs(quality.largestKm - distances.max()!) < 1e-5)
      #expect(abs(quality.meanKm - distances.reduce(0, +) / Double(distances.count)) < 1e-5)
      if rule == "ties" { #expect(quality.isContiguous) }
    }
    let summary = PartitionSummary(places, banner.gridQuality)
    #expect(all > 0 && abs(summary.cutShares[layer.index] - Double(allCut) / Double(all)) < 1e-12)
    let largest = places.grids.map(\.households.count).max()!
    #expect(abs(summary.largestOverMean - Double(largest) * 9 / 60) < 1e-12)
    #expect(summary.largestOverGachaMean >= 1)
    #expect(summary.meanKm <= summary.largestKm)
  }
}
