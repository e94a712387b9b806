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

  /// Shape: quarters, then places with cells.
  let quarters: [[PlaceCells]]

  init(_ layout: RecordLayout) {
    var firstOfLevel: [String: Int] = [:]
    for (p, place) in layout.places.enumerated() where firstOfLevel[place.level] == nil {
      firstOfLevel[place.level] = p
    }
    var cells = [[[Entry]]](
      repeating: Array(repeating: [], count: layout.places.count), count: layout.quarters.count)
    for (index, cell) in layout.cells.enumerated() {
      cells[cell.time][cell.place].append(Entry(cell: index, outcome: cell.outcome))
    }
    quarters = cells.map { places in
      places.enumerated().compactMap { p, entries in
        guard !entries.isEmpty else { return nil }
        let level = layout.places[p].level
        return PlaceCells(place: p, level: level, unit: p - firstOfLevel[level]!, cells: entries)
      }
    }
  }
}
