import KhorshooNumerics

/// What services in an arm take from the places: how far households live, and the work of a request there.
///
/// Distance enters the expected share of each ring of households that is served, not single draws of households, so that
/// services cost a run little: requests of one kind in a grid are one Poisson number, exact since households ask alike.
/// - Proof: `ServicesByHandAnalytic`, `LastMileProperty`.
final class ServicePlan: Sendable {
  /// Quarters of the banner's households by distance to the central household, then the most distant tenth.
  static let ringCount = 5

  let parameters: ServiceParameters
  /// Mean distance of a grid's households to the central household, km.
  let meanDistanceKm: [Float]
  /// Work of a request with its journey, hours. Shape: grids x kinds.
  let hours: [Float]
  /// Households of each ring in a grid, and households of the grid that live nearer than the ring. Shape: grids x rings.
  let ringHouseholds, nearerHouseholds: [Float]
  /// Grids of each sumu, contiguous.
  let gridsOfSumu: [Range<Int>]

  init(_ parameters: ServiceParameters, banner: Banner) {
    self.parameters = parameters
    let (places, distance) = (banner.places, banner.households.distanceKm)
    let means = places.grids.map { grid in
      grid.households.reduce(Float(0)) { $0 + distance[$1] } / Float(grid.households.count)
    }
    meanDistanceKm = means
    hours = means.flatMap { km in
      let journey = 2 * km / parameters.travelKmPerHour * (1 - parameters.remoteShare)
      return parameters.kinds.map { $0.hours + journey }
    }
    gridsOfSumu = places.sumu.map { sumu in
      guard let first = sumu.gacha.first, let last = sumu.gacha.last else { return 0..<0 }
      return places.gacha[first].grids.lowerBound..<places.gacha[last].grids.upperBound
    }
    let quarters = HouseholdGroups.Ranking(distance, parts: 4)
    let rings = (0..<4).map { quarters.members($0) }
    let farthest = HouseholdGroups.Ranking(distance, parts: 10).members(9)
    var inside = [Float](repeating: 0, count: places.grids.count * ServicePlan.ringCount)
    for (ring, members) in (rings + [farthest]).enumerated() {
      for h in members { inside[places.gridOfHousehold[h] * ServicePlan.ringCount + ring] += 1 }
    }
    ringHouseholds = inside
    nearerHouseholds = inside.indices.map { index in
      let (grid, ring) = index.quotientAndRemainder(dividingBy: ServicePlan.ringCount)
      // The most distant tenth are the last of their grid, the rings follow one another.
      guard ring < 4 else { return Float(places.grids[grid].households.count) - inside[index] }
      return inside[grid * ServicePlan.ringCount..<index].reduce(0, +)
    }
  }

  /// Households of a ring in a grid that are served within the quarter, of a grid that serves a share of its requests.
  ///
  /// A part of the work goes to the nearest first, the rest to all alike; both serve the same share of the grid.
  @inline(__always)
  func served(_ share: Lanes, ring: Int, grid: Int, households: Int) -> Lanes {
    let index = grid * ServicePlan.ringCount + ring
    let count = ringHouseholds[index]
    let nearFirst = parameters.nearFirstShare * (1 - parameters.lastMile)
    let inOrder = (share * Float(households) - nearerHouseholds[index]).atLeast(0).atMost(count)
    return share * (count * (1 - nearFirst)) + inOrder * nearFirst
  }
}
