import KhorshooEngine
import KhorshooNumerics

/// How the households of a gacha are divided into grids.
package enum GridRule: String, CaseIterable {
  /// Unequal sizes, cut along straight lines.
  case sized
  /// Sizes within a tolerance, each grid contiguous, the fewest neighbours cut.
  case balanced
  /// As `balanced`, then the fewest ties of place, kin and trade cut.
  case ties
}

/// Draws the grids of a scenario over the households of a roster, and puts households in the order of the new grids.
///
/// The roster is the same for any number and rule of grids: homestead, gacha, traits and ties of a household stay, only
/// its grid, its central household and what follows from them change.
///
/// - Source: model description 8, "contiguous, adjacent, easy to gather, easy to act" and ties of place, kin and trade
///   (Wang Meng 2020); the rules are an assumption, `places.gridRule`.
/// - Proof: `GridRuleProperty`, `GridRosterProperty`.
struct GridDrawing {
  let values: ParameterValues
  /// The banner as the roster has it; its households are numbered in its order.
  let roster: Places
  /// Homesteads in the order of the roster, kilometres.
  let xKm, yKm: [Double]
  let seed: UInt64
  /// What a survey says; nil when the households are drawn.
  var survey: RosterPopulation? = nil

  /// The grids, and the roster number of each household in the order of the places.
  /// - Parameter sheepUnits: herds in the order of the roster, for business ties.
  func grids(sheepUnits: () throws -> [Float]) rethrows -> (places: Places, order: [Int]) {
    if let parts = survey?.gridParts() {
      return (places(parts, names: survey?.gridNames), parts.joined().flatMap { $0 })
    }
    let rule = GridRule(rawValue: values.text("places.gridRule"))!
    let count = values.integer("places.gridCount")
    if rule == .sized, count == roster.grids.count { return (roster, Array(0..<roster.householdCount)) }
    let perGacha = gridsPerGacha(count)
    let ties = rule == .ties ? tieWeights(try sheepUnits()) : []
    var firstGrid = 0
    let parts = roster.gacha.indices.map { v in
      defer { firstGrid += perGacha[v] }
      return rule == .sized
        ? sizedParts(v, firstGrid..<firstGrid + perGacha[v]) : refinedParts(v, into: perGacha[v], ties)
    }
    return (places(parts), parts.joined().flatMap { $0 })
  }

  /// In proportion to households, at least one and at most one a household.
  private func gridsPerGacha(_ count: Int) -> [Int] {
    // Of what is left when each gacha has one grid, a gacha's share is below its households less one.
    apportion(count, weights: roster.gacha.map { max(Double($0.households.count - 1), 1e-9) }, least: 1)
  }

  /// Unequal parts by recursive coordinate bisection, sizes gamma distributed as those of the roster.
  private func sizedParts(_ v: Int, _ grids: Range<Int>) -> [[Int]] {
    let households = roster.gacha[v].households
    let random = ScalarRandom(seed: seed, stream: ModelStreams.all.placeSizes)
    let weights = grids.map {
      random.gamma(shape: values.number("places.gridSizeShape"), entity: $0, index: 1)
    }
    let least = min(values.integer("places.gridHouseholdsMin"), households.count / grids.count)
    let sizes = apportion(households.count, weights: weights, least: least)
    return GridPartition.bisect(points(households), into: sizes).map { $0.map { households.lowerBound + $0 } }
  }

  /// Equal parts by bisection, made contiguous and refined, first by neighbours and then by ties.
  private func refinedParts(_ v: Int, into count: Int, _ ties: [[Int: Double]]) -> [[Int]] {
    let households = roster.gacha[v].households
    let points = points(households)
    var refinement = GridRefinement(
      points, into: count,
      bounds: GridDrawing.bounds(
        households: points.count, grids: count, tolerance: values.number("places.gridSizeTolerance")))
    refinement.refine(
      refinement.graph.neighbours.map { row in Dictionary(uniqueKeysWithValues: row.map { ($0, 1.0) }) })
    if !ties.isEmpty {
      refinement.refine(
        households.map { h in
          Dictionary(uniqueKeysWithValues: ties[h].map { ($0.key - households.lowerBound, $0.value) })
        })
    }
    return refinement.parts.map { $0.map { households.lowerBound + $0 } }
  }

  /// Fewest and most households of a grid: the mean less and plus the tolerance, rounded outwards.
  static func bounds(households: Int, grids: Int, tolerance: Double) -> ClosedRange<Int> {
    let mean = Double(households) / Double(grids)
    return max(1, Int((mean * (1 - tolerance)).rounded(.down)))...Int((mean * (1 + tolerance)).rounded(.up))
  }

  private func points(_ households: Range<Int>) -> [GridPartition.Point] {
    households.map { GridPartition.Point(x: xKm[$0], y: yKm[$0]) }
  }

  /// Ties within a gacha, each layer as heavy as in the network, either way.
  private func tieWeights(_ sheepUnits: [Float]) -> [[Int: Double]] {
    var rows = [[Int: Double]](repeating: [:], count: roster.householdCount)
    for tie in socialWeights.strands(sheepUnits: sheepUnits)
    where roster.gachaOfHousehold[tie.from] == roster.gachaOfHousehold[tie.to] {
      rows[tie.from][tie.to, default: 0] += tie.weight
      rows[tie.to][tie.from, default: 0] += tie.weight
    }
    return rows
  }

  /// Ties that are there before grids are drawn.
  var socialWeights: SocialWeights {
    SocialWeights(values: values, roster: roster, xKm: xKm, yKm: yKm, seed: seed, survey: survey)
  }

  /// The roster's places with other grids; households stand grid by grid.
  private func places(_ parts: [[[Int]]], names: [String]? = nil) -> Places {
    var grids: [Grid] = []
    var gacha: [Gacha] = []
    for (v, unit) in roster.gacha.enumerated() {
      let firstGrid = grids.count
      var first = unit.households.lowerBound
      for (k, part) in parts[v].enumerated() {
        let name = names?[grids.count]
        grids.append(
          Grid(
            id: name ?? "\(unit.id)-g\(k + 1)", name: name, number: k + 1, gacha: v,
            households: Array(first..<first + part.count), centralHousehold: first))
        first += part.count
      }
      gacha.append(
        Gacha(
          id: unit.id, name: unit.name, nameChinese: unit.nameChinese, sumu: unit.sumu, xKm: unit.xKm, yKm: unit.yKm,
          grids: firstGrid..<grids.count, households: unit.households, cooperatives: unit.cooperatives))
    }
    return Places(
      sumu: roster.sumu, gacha: gacha, grids: grids, cooperatives: [], gachaOfHousehold: roster.gachaOfHousehold,
      gridOfHousehold: grids.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element.households.count) })
  }
}
