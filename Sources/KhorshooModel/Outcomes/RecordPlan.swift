import KhorshooEngine

/// The recorded cells of each quarter, sorted by where their values come from.
struct RecordPlan: Sendable {
  /// One cell and its outcome.
  struct Entry: Sendable {
    let cell: Int
    let outcome: Int
  }

  /// The cells of one place in one quarter.
  struct PlaceCells: Sendable {
    let place: Int
    let level: String
    /// Index within the level.
    let unit: Int
    let cells: [Entry]
  }

  /// The cells of one quarter.
  struct QuarterCells: Sendable {
    /// Of places and cooperatives, from the sums of one arm.
    let places: [PlaceCells]
    /// Of the banner, from an arm and the reference arm side by side.
    let comparisons: [Entry]
    /// Of groups of households.
    let groups: [PlaceCells]
  }

  /// Shape: quarters.
  let quarters: [QuarterCells]

  init(_ layout: RecordLayout, outcomes: ModelOutcomes) {
    var firstOfLevel: [String: Int] = [:]
    for (p, place) in layout.places.enumerated() where firstOfLevel[place.level] == nil {
      firstOfLevel[place.level] = p
    }
    var cells = [[[Entry]]](
      repeating: Array(repeating: [], count: layout.places.count), count: layout.quarters.count)
    for (index, cell) in layout.cells.enumerated() {
      cells[cell.time][cell.place].append(Entry(cell: index, outcome: cell.outcome))
    }
    func isComparison(_ entry: Entry) -> Bool {
      if case .comparison = outcomes.rules[entry.outcome] { true } else { false }
    }
    quarters = cells.map { places in
      let all = places.enumerated().compactMap { p, entries -> PlaceCells? in
        let level = layout.places[p].level
        let own = level == "group" ? entries : entries.filter { !isComparison($0) }
        guard !own.isEmpty else { return nil }
        return PlaceCells(place: p, level: level, unit: p - firstOfLevel[level]!, cells: own)
      }
      let banner = firstOfLevel["banner"].map { places[$0] } ?? []
      return QuarterCells(
        places: all.filter { $0.level != "group" }, comparisons: banner.filter(isComparison),
        groups: all.filter { $0.level == "group" })
    }
  }
}
