import KhorshooModel
import KhorshooNumerics
import Testing

@Suite struct NetworkSynthesisProperty {
  private func row(_ rows: SparseRows, _ r: Int) -> [(column: Int, weight: Float)] {
    (rows.rowStarts[r]..<rows.rowStarts[r + 1]).map { (Int(rows.columns[$0]), rows.weights[$0]) }
  }

  @Test(arguments: [1, 2, 3] as [UInt64], ["true", "false"])
  func pattern(seed: UInt64, normalised: String) throws {
    let settings = World.small.merging(["network.isRowNormalised": normalised]) { $1 }
    let banner = try World.banner(World.values(settings), seed: seed)
    let weights = banner.network.weights
    let rows = (0..<60).map { row(weights, $0) }
    let pattern = Set(rows.enumerated().flatMap { r, ties in ties.map { [r, $0.column] } })
    #expect(pattern.count == weights.columns.count, "no tie twice, seed \(seed)")
    for (r, ties) in rows.enumerated() {
      #expect(ties.allSatisfy { $0.column != r && $0.weight > 0 })
      #expect(ties.allSatisfy { pattern.contains([$0.column, r]) }, "seed \(seed), row \(r)")
      let sum = ties.reduce(0.0) { $0 + Double($1.weight) }
      // A rounding of single precision for each tie.
      if normalised == "true" { #expect(abs(sum - 1) < 1e-6) }
    }
    guard normalised == "false" else { return }
    // Without normalisation the weights themselves are symmetric.
    let weight = Dictionary(
      uniqueKeysWithValues: rows.enumerated().flatMap { r, ties in ties.map { ([r, $0.column], $0.weight) } })
    #expect(weight.allSatisfy { weight[[$0.key[1], $0.key[0]]] == $0.value })
  }

  /// With one layer at a time: neighbours and business partners are of one gacha, hub ties lead to the central household.
  @Test(arguments: ["Neighbour", "Business", "Organisation", "Hub"])
  func layers(layer: String) throws {
    var settings = World.small
    for other in ["Neighbour", "Kin", "Business", "Organisation", "Hub"] {
      settings["network.weight" + other] = other == layer ? "1" : "0"
    }
    let banner = try World.banner(World.values(settings))
    let (places, households) = (banner.places, banner.households)
    for h in 0..<60 {
      let ties = row(banner.network.weights, h).map(\.column)
      #expect(ties.allSatisfy { places.gachaOfHousehold[$0] == places.gachaOfHousehold[h] })
      let grid = places.grids[places.gridOfHousehold[h]]
      switch layer {
      case "Neighbour": #expect(ties.count >= 3)
      case "Organisation":
        #expect(
          Set(ties)
            == Set(
              grid.households.filter { $0 != h && households.partyMembers[$0] > 0 && households.partyMembers[h] > 0 }))
      case "Hub":
        #expect(ties == (h == grid.centralHousehold ? grid.households.filter { $0 != h } : [grid.centralHousehold]))
      default: break
      }
    }
  }

  /// The three nearest households of the gacha are among the neighbours.
  @Test func neighboursAreNear() throws {
    var settings = World.small
    for other in ["Kin", "Business", "Organisation", "Hub"] { settings["network.weight" + other] = "0" }
    let banner = try World.banner(World.values(settings))
    let households = banner.households
    for h in 0..<60 {
      let gacha = banner.places.gacha[banner.places.gachaOfHousehold[h]]
      func squaredKm(_ other: Int) -> Double {
        let (dx, dy) = (households.xKm[h] - households.xKm[other], households.yKm[h] - households.yKm[other])
        return dx * dx + dy * dy
      }
      let nearest = gacha.households.filter { $0 != h }.sorted { squaredKm($0) < squaredKm($1) }.prefix(3)
      #expect(Set(row(banner.network.weights, h).map(\.column)).isSuperset(of: nearest))
    }
  }

  /// Exposure of a quarter against the sum written out, in double precision.
  @Test func exposureIsTheProduct() throws {
    let model = try World.model([World.lively])
    let stepper = Stepper(model, arm: 1)
    for time in 0..<6 {
      let state = stepper.context.state
      let before = (0..<60).map {
        [numbers(state.isAware[$0]), numbers(state.isMember[$0]), numbers(state.experiencedGain[$0])]
      }
      stepper.quarter(time)
      for h in 0..<60 {
        var sums = [[Double]](repeating: Array(repeating: 0, count: laneCount), count: 3)
        for (other, weight) in row(model.banner.network.weights, h) {
          for kind in 0..<3 { for r in 0..<laneCount { sums[kind][r] += Double(weight) * before[other][kind][r] } }
        }
        let own = [state.exposureAware[h], state.exposureMembers[h], state.exposureGain[h]].map(numbers)
        for r in 0..<laneCount {
          // Some tens of products in single precision.
          #expect(abs(own[1][r] - sums[1][r]) < 1e-5)
          #expect(abs(own[0][r] - max(0, sums[0][r] - sums[1][r])) < 1e-5)
          #expect(abs(own[2][r] - sums[2][r]) < 1e-5)
        }
      }
    }
  }

  @Test func summary() throws {
    let banner = try World.banner(World.values(World.small))
    let weights = banner.network.weights
    let summary = banner.network.summary
    #expect(summary.tieCount * 2 == weights.columns.count)
    #expect(abs(summary.meanDegree - weights.meanDegree) < 1e-12)
    let across = (0..<60).reduce(0) { sum, r in
      sum + row(weights, r).count { banner.places.gachaOfHousehold[$0.column] != banner.places.gachaOfHousehold[r] }
    }
    #expect(abs(summary.acrossGachaShare - Double(across) / Double(weights.columns.count)) < 1e-12)
    #expect((0...1).contains(summary.transitivity))
  }
}
