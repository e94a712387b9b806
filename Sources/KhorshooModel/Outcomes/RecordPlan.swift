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
    /// Index within the level; of a grid, within its division.
    let unit: Int
    /// Of a grid, which of the banner's divisions into grids it belongs to; else 0.
    let division: Int
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
    /// Those of the year's end that this quarter adds to, the same in all quarters of a year.
    let yearPlaces: [PlaceCells<PlaceRule>]
    let yearGroups: [PlaceCells<GroupRule>]
  }

  /// Shape: quarters.
  let quarters: [QuarterCells]
  /// Cells that are the mean of their four quarters, not the sum.
  let means: Set<Int>
  /// Most cells of places and of groups that are gathered over one year.
  let yearPlaceCount, yearGroupCount: Int

  /// - Parameter gridCounts: grids of each division of the banner, which follow one another among the places.
  init(_ layout: RecordLayout, outcomes: ModelOutcomes, gridCounts: [Int]) {
    func grid(_ unit: Int) -> (division: Int, unit: Int) {
      var rest = unit
      for (division, count) in gridCounts.enumerated() {
        if rest < count { return (division, rest) }
        rest -= count
      }
      preconditionFailure("grid \(unit) of \(gridCounts)")
    }
    var firstOfLevel: [PlaceLevel: Int] = [:]
    for (p, place) in layout.places.enumerated() where firstOfLevel[place.level] == nil {
      firstOfLevel[place.level] = p
    }
    let none = [[[Int]]](
      repeating: Array(repeating: [], count: layout.places.count), count: layout.quarters.count)
    var (cells, gathered) = (none, none)
    for (index, cell) in layout.cells.enumerated() {
      if cell.isGathered {
        for time in cell.time - 3...cell.time { gathered[time][cell.place].append(index) }
      } else {
        cells[cell.time][cell.place].append(index)
      }
    }
    means = Set(
      layout.cells.indices.filter {
        layout.cells[$0].isGathered && layout.outcomes[layout.cells[$0].outcome].ofYear == .mean
      })

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
        let unit = p - firstOfLevel[level]!
        let found = level == .grid ? grid(unit) : (0, unit)
        return PlaceCells(place: p, level: level, unit: found.1, division: found.0, cells: own)
      }
    }
    quarters = zip(cells, gathered).map { cells, gathered in
      let banner = firstOfLevel[.banner].map { cells[$0] } ?? []
      return QuarterCells(
        places: places(cells, { $0 != .group }) { outcomes.placeRules[$0] },
        comparisons: entries(banner) { outcomes.all[$0].rule.comparison },
        groups: places(cells, { $0 == .group }) { outcomes.groupRules[$0] },
        yearPlaces: places(gathered, { $0 != .group }) { outcomes.placeRules[$0] },
        yearGroups: places(gathered, { $0 == .group }) { outcomes.groupRules[$0] })
    }
    yearPlaceCount = quarters.map { $0.yearPlaces.reduce(0) { $0 + $1.cells.count } }.max() ?? 0
    yearGroupCount = quarters.map { $0.yearGroups.reduce(0) { $0 + $1.cells.count } }.max() ?? 0
  }
}
