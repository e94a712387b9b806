/// How good a grid is: near, in one piece, and with those inside who know each other.
///
/// - Proof: `GridQualityAnalytic`.
public struct GridQuality: Sendable, Equatable {
  /// Layers whose ties can be cut: those of place, kin and trade.
  public static let layers: [TieLayer] = [.neighbour, .kin, .business]

  /// Mean and largest distance of its households to the central household, km.
  public let meanKm, largestKm: Double
  /// Whether its homesteads are connected in the gacha's ``NeighbourGraph``.
  public let isContiguous: Bool
  /// Ties between its households, by layer in the order of ``layers``.
  public let tiesInside: [Int]
  /// Ties to other grids of its gacha, by layer.
  public let tiesCut: [Int]

  /// Measures every grid.
  /// - Parameter ties: by layer, in the order of ``TieLayer``.
  static func measure(_ places: Places, _ households: Households, _ ties: [Set<Tie>]) -> [GridQuality] {
    var inside = [[Int]](repeating: layers.map { _ in 0 }, count: places.grids.count)
    var cut = inside
    for (k, layer) in layers.enumerated() {
      for tie in ties[layer.rawValue] where places.gachaOfHousehold[tie.a] == places.gachaOfHousehold[tie.b] {
        let (a, b) = (places.gridOfHousehold[tie.a], places.gridOfHousehold[tie.b])
        if a == b {
          inside[a][k] += 1
        } else {
          cut[a][k] += 1
          cut[b][k] += 1
        }
      }
    }
    return places.gacha.flatMap { gacha in
      let first = gacha.households.lowerBound
      let graph = NeighbourGraph(
        gacha.households.map { GridPartition.Point(x: households.xKm[$0], y: households.yKm[$0]) })
      return gacha.grids.map { g in
        let members = places.grids[g].households
        let distances = members.map { Double(households.distanceKm[$0]) }
        return GridQuality(
          meanKm: distances.reduce(0, +) / Double(members.count), largestKm: distances.max() ?? 0,
          isContiguous: graph.isConnected(members.map { $0 - first }),
          tiesInside: inside[g], tiesCut: cut[g])
      }
    }
  }
}

/// How good the partition of a banner into grids is.
public struct PartitionSummary: Sendable, Equatable {
  /// Share of grids whose homesteads are connected.
  public let contiguousShare: Double
  /// Households of the largest grid over the mean of the banner.
  public let largestOverMean: Double
  /// The same against the mean of the grid's own gacha, the worst of all gacha: what a rule can keep.
  public let largestOverGachaMean: Double
  /// Mean distance of a household to its central household, and the largest of all, km.
  public let meanKm, largestKm: Double
  /// Of ties within a gacha, the share that grids cut, by layer in the order of ``GridQuality/layers``.
  public let cutShares: [Double]

  /// Sums up the grids of a banner.
  public init(_ places: Places, _ grids: [GridQuality]) {
    let sizes = places.grids.map { Double($0.households.count) }
    contiguousShare = Double(grids.count { $0.isContiguous }) / Double(grids.count)
    largestOverMean = sizes.max()! * Double(sizes.count) / Double(places.householdCount)
    largestOverGachaMean =
      places.gacha.map { sizes[$0.grids].max()! * Double($0.grids.count) / Double($0.households.count) }.max()!
    meanKm = zip(grids, sizes).reduce(0) { $0 + $1.0.meanKm * $1.1 } / Double(places.householdCount)
    largestKm = grids.map(\.largestKm).max()!
    cutShares = GridQuality.layers.indices.map { k in
      // Both grids of a tie that is cut count it.
      let cut = Double(grids.reduce(0) { $0 + $1.tiesCut[k] }) / 2
      let all = cut + Double(grids.reduce(0) { $0 + $1.tiesInside[k] })
      return all == 0 ? 0 : cut / all
    }
  }
}
