import KhorshooEngine

/// The recorded cells of each quarter, sorted by where their values come from, each with how it is computed.
struct RecordPlan: Sendable {
  /// One cell and its rule.
  struct Entry<Rule: Sendable>: Sendable {
    let cell: Int
    let rule: Rule
  }

  /// The cells of one place in one quarter.
  struct PlaceCells<Rule: Sendable>: Sendable {
    let place: Int
    let level: PlaceLevel
    /// Index within the level.
    let unit: Int
    let cells: [Entry<Rule>]
  }

  /// The cells of one quarter.
  struct QuarterCells: Sendable {
    /// Of places and cooperatives, from the sums of one arm.
    let places: [PlaceCells<PlaceRule>]
    /// Of the banner, from an arm and the reference arm side by side.
    let comparisons: [Entry<Comparison>]
    /// Of groups of households.
    let groups: [PlaceCells<GroupRule>]
  }

  /// Shape: quarters.
  let quarters: [QuarterCells]

  init(_ layout: RecordLayout, outcomes: ModelOutcomes) {
    var firstOfLevel: [PlaceLevel: Int] = [:]
    for (p, place) in layout.places.enumerated() where firstOfLevel[place.level] == nil {
      firstOfLevel[place.level] = p
    }
    var cells = [[[Int]]](
      repeating: Array(repeating: [], count: layout.places.count), count: layout.quarters.count)
    for (index, cell) in layout.cells.enumerated() { cells[cell.time][cell.place].append(index) }

    func entries<Rule>(_ cells: [Int], _ rule: (Int) -> Rule?) -> [Entry<Rule>] {
      cells.compactMap { cell in rule(layout.cells[cell].outcome).map { Entry(cell: cell, rule: $0) } }
    }
    func places<Rule>(
      _ cells: [[Int]], _ isWanted: (PlaceLevel) -> Bool, _ rule: (Int) -> Rule?
    ) -> [PlaceCells<Rule>] {
      cells.enumerated().compactMap { p, cells in
        let level = layout.places[p].level
        let own = isWanted(level) ? entries(cells, rule) : []
        guard !own.isEmpty else { return nil }
        return PlaceCells(place: p, level: level, unit: p - firstOfLevel[level]!, cells: own)
      }
    }
    quarters = cells.map { cells in
      let banner = firstOfLevel[.banner].map { cells[$0] } ?? []
      return QuarterCells(
        places: places(cells, { $0 != .group }) { outcomes.placeRules[$0] },
        comparisons: entries(banner) { outcomes.all[$0].rule.comparison },
        groups: places(cells, { $0 == .group }) { outcomes.groupRules[$0] })
    }
  }
}
