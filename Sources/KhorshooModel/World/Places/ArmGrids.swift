import KhorshooEngine

/// The parameters that divide a population into grids, which an arm may have for itself: arms share their households, and each
/// has its own grids, central households and what hangs on them.
package struct GridChoice: Hashable, Sendable {
  /// Keys of the ledger.
  package static let keys = ["places.gridCount", "places.gridRule", "places.gridSizeTolerance"]

  private let values: [ParameterValue?]
  /// Grids of the banner.
  let count: Int

  init(_ values: ParameterValues) {
    self.values = Self.keys.map { values[$0] }
    count = values.integer("places.gridCount")
  }

  /// What the identifiers of grids of this choice end in: nothing where they are those of another choice, else their number and
  /// what else differs.
  func tag(of other: GridChoice) -> String {
    guard self != other else { return "" }
    return "of"
      + zip(values, other.values).dropFirst().reduce("\(count)") { tag, pair in
        pair.0 == pair.1 ? tag : tag + "-" + (pair.0.map { "\($0)" } ?? "")
      }
  }
}

/// The parameters that say how the holder of an office is chosen, which an arm may have for itself too. What households are
/// (how criteria hang together, who volunteers) is of the population.
package struct SelectionChoice: Hashable, Sendable {
  /// Keys of the ledger.
  package static let keys =
    ["rule", "pool", "noiseSd", "committeeBonus", "respectedBonus", "doubleLeadBonus"].map(key)
    + CandidateSelection.criteria.map { key($0 + "Weight") }
    + ["passingRounds", "passingRatio", "cascades"].map(key)

  private let values: [ParameterValue?]

  init(_ values: ParameterValues) { self.values = Self.keys.map { values[$0] } }

  private static func key(_ name: String) -> String { "institution.selection.\(name)" }
}

/// What an arm may have for itself beside its levers: grids over the households that all arms share, and who holds the office of
/// each.
///
/// - Proof: `ArmGridsProperty`, `ArmSelectionProperty`.
package struct OfficeChoice: Hashable, Sendable {
  /// Keys of the ledger.
  package static let keys = GridChoice.keys + SelectionChoice.keys

  let grids: GridChoice
  let selection: SelectionChoice

  init(_ values: ParameterValues) {
    grids = GridChoice(values)
    selection = SelectionChoice(values)
  }
}

extension Places {
  /// The same households and cooperatives in other grids.
  ///
  /// A cooperative stays where it was: it is linked to the central household of the grid in which lives who was central in its
  /// grid before.
  ///
  /// - Parameters:
  ///   - other: places with the other grids, in which households have other numbers.
  ///   - household: the household here of each number there.
  ///   - tag: what the identifiers of the grids end in.
  func regrouped(like other: Places, household: [Int], tag: String) -> Places {
    let grids = other.grids.map { grid in
      let own = grid.households.map { household[$0] }.sorted()
      return Grid(
        id: grid.id + tag, name: grid.name, number: grid.number, gacha: grid.gacha, households: own,
        centralHousehold: own[0])
    }
    var gridOfHousehold = [Int](repeating: 0, count: householdCount)
    for (g, grid) in grids.enumerated() { for h in grid.households { gridOfHousehold[h] = g } }
    let gacha = zip(gacha, other.gacha).map { own, other in
      Gacha(
        id: own.id, name: own.name, nameChinese: own.nameChinese, sumu: own.sumu, xKm: own.xKm, yKm: own.yKm,
        grids: other.grids, households: own.households, cooperatives: own.cooperatives)
    }
    let cooperatives = cooperatives.map { own in
      Cooperative(
        id: own.id, gacha: own.gacha, grid: gridOfHousehold[self.grids[own.grid].centralHousehold], mode: own.mode,
        product: own.product, isShell: own.isShell, isRegistered: own.isRegistered)
    }
    return Places(
      sumu: sumu, gacha: gacha, grids: grids, cooperatives: cooperatives, gachaOfHousehold: gachaOfHousehold,
      gridOfHousehold: gridOfHousehold)
  }
}

extension [Int] {
  /// Numbers in rising order as runs of neighbours.
  var runs: [Range<Int>] {
    var runs: [Range<Int>] = []
    for number in self {
      if let last = runs.last, last.upperBound == number {
        runs[runs.count - 1] = last.lowerBound..<number + 1
      } else {
        runs.append(number..<number + 1)
      }
    }
    return runs
  }
}
