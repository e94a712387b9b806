import KhorshooEngine
import KhorshooNetworks
import KhorshooNumerics

/// Generates the layers of the household network and their weighted sum.
///
/// - Source: model description 2; ties of place, kin and trade (Wang Meng 2020), numbers assumed (`network.*`).
/// - Random: that of ``SocialTies``; ties of a grid need none.
/// - Proof: `NetworkSynthesisProperty`.
struct NetworkSynthesis {
  let values: ParameterValues
  let places: Places
  let households: Households
  let seed: UInt64
  /// Which of several networks of the same households.
  var draw = 0
  /// Herds below it count as it: a survey has households without animals, whose logarithm there is not.
  var leastSheepUnits: Float = 0
  /// Ties of a survey; nil when all are generated.
  var surveyed: RosterTies?

  /// One of several networks: other kin and business ties, or another completion of those of a survey.
  func drawn(_ draw: Int, of survey: RosterPopulation?, missingTieShare: Double) -> NetworkSynthesis {
    var copy = self
    copy.draw = draw
    guard let survey, let table = survey.roster.ties else { return copy }
    var household = [Int](repeating: 0, count: places.householdCount)
    for (h, number) in households.rosterNumber.enumerated() { household[survey.rows[number]] = h }
    let complete = TieCompletion(share: missingTieShare, seed: seed, draw: draw)
      .completed(table, gacha: household.map { places.gachaOfHousehold[$0] })
    copy.surveyed = RosterTies(complete, household: household)
    return copy
  }

  /// Ties of each layer, in the order of ``TieLayer``, then of the other layers of a survey.
  ///
  /// - Parameter base: layers of the same households in other grids: ties of place, kin and trade are those; nil to draw them.
  func layers(like base: [Set<Tie>]? = nil) -> [Set<Tie>] {
    if let surveyed {
      return TieLayer.allCases.map { layer in
        if let ties = surveyed.known[layer.rawValue] { return RosterTies.pairs(ties) }
        return layer == .organisation ? organisationTies() : hubTies()
      } + surveyed.others.map { RosterTies.pairs($0.ties) }
    }
    if let base { return base.prefix(TieLayer.organisation.rawValue) + [organisationTies(), hubTies()] }
    // Where each household of the roster stands in the order of the places.
    var position = [Int](repeating: 0, count: places.householdCount)
    for (h, number) in households.rosterNumber.enumerated() { position[number] = h }
    let social = SocialTies(
      values: values, places: places, xKm: position.map { households.xKm[$0] },
      yKm: position.map { households.yKm[$0] },
      sheepUnits: position.map { max(households.sheepUnitsAtStart[$0], leastSheepUnits) },
      seed: seed, draw: draw)
    let known = [social.neighbourTies(), social.kinTies(), social.businessTies()].map { ties in
      Set(ties.map { Tie(position[$0.a], position[$0.b]) })
    }
    return known + [organisationTies(), hubTies()]
  }

  /// W, and its ties and measures where they are asked for.
  func network(_ layers: [Set<Tie>], isDescribed: Bool = true) throws -> HouseholdNetwork {
    // What each tie adds to W, layer after layer.
    var rows = [[(column: Int, weight: Double)]](repeating: [], count: places.householdCount)
    for (ties, layer) in zip(layers, TieLayer.allCases) {
      let weight = values.number(layer.weightKey)
      guard weight > 0 else { continue }
      if let strands = surveyed?.known[layer.rawValue] {
        add(strands, weight, to: &rows)
        continue
      }
      for tie in ties {
        rows[tie.a].append((tie.b, weight))
        rows[tie.b].append((tie.a, weight))
      }
    }
    for other in surveyed?.others ?? [] { add(other.ties, 1, to: &rows) }
    let isNormalised = values.boolean("network.isRowNormalised")
    let sparse = rows.map { row -> [(column: Int, weight: Float)] in
      let sums = Self.summed(row)
      let sum = isNormalised ? sums.reduce(0) { $0 + $1.weight } : 1
      return sums.map { ($0.column, Float($0.weight / sum)) }
    }
    let weights = try SparseRows(columnCount: places.householdCount, rows: sparse)
    return HouseholdNetwork(
      weights: weights, exposure: try ExposureOperator(weights, blocks: places.gacha.map(\.households)),
      description: isDescribed ? description(layers) : nil)
  }

  private func description(_ layers: [Set<Tie>]) -> (ties: TieTable, summary: NetworkSummary) {
    let others = surveyed?.others.map(\.name) ?? []
    return (
      HouseholdNetwork.table(
        layers, names: TieLayer.allCases.map { "\($0)" } + others, householdCount: places.householdCount),
      NetworkSummary(
        ties: layers, otherLayers: others, gachaOfHousehold: places.gachaOfHousehold,
        logHerd: households.sheepUnitsAtStart.map { stableLog(Double(max($0, 1))) })
    )
  }

  /// Weights of each column, added in the order in which they come; columns in rising order.
  private static func summed(_ row: [(column: Int, weight: Double)]) -> [(column: Int, weight: Double)] {
    var sums: [(column: Int, weight: Double)] = []
    for place in row.indices.sorted(by: { (row[$0].column, $0) < (row[$1].column, $1) }) {
      if let last = sums.last, last.column == row[place].column {
        sums[sums.count - 1].weight += row[place].weight
      } else {
        sums.append(row[place])
      }
    }
    return sums
  }

  /// A household hears those from whom a tie leads to it.
  private func add(
    _ strands: [RosterTies.Strand], _ weight: Double, to rows: inout [[(column: Int, weight: Double)]]
  ) {
    for tie in strands {
      rows[tie.to].append((tie.from, weight * tie.weight))
      if surveyed?.isDirected == false { rows[tie.from].append((tie.to, weight * tie.weight)) }
    }
  }

  /// Households with party members, all with all within a grid.
  private func organisationTies() -> Set<Tie> {
    var ties: Set<Tie> = []
    for grid in places.grids {
      let members = grid.households.filter { households.partyMembers[$0] > 0 }
      for (k, a) in members.enumerated() { for b in members[(k + 1)...] { ties.insert(Tie(a, b)) } }
    }
    return ties
  }

  /// Every household with its central household.
  private func hubTies() -> Set<Tie> {
    Set(
      places.grids.flatMap { grid in
        grid.households.filter { $0 != grid.centralHousehold }.map { Tie($0, grid.centralHousehold) }
      })
  }
}
