import KhorshooEngine
import Testing

@Suite struct RecordLayoutUnit {
  private let layout = RecordLayout(
    outcomes: [
      toyOutcome("x", .quarterly, [.banner, .grid]), toyOutcome("y", .yearly, [.banner]),
      toyOutcome("z", .quarterly, [.grid]),
    ],
    places: [toyPlace(.banner, "b"), toyPlace(.grid, "g1"), toyPlace(.grid, "g2")],
    quarters: (0..<5).map { Quarter(year: 2020, number: 3).advanced(by: $0) })

  /// By place, then time, then outcome; yearly outcomes in the fourth quarters only.
  @Test func order() {
    let banner = [[0, 0, 0], [0, 0, 1], [1, 0, 1], [0, 0, 2], [0, 0, 3], [0, 0, 4]]
    let grids = (1...2).flatMap { place in
      (0..<5).flatMap { time in [0, 2].map { [$0, place, time] } }
    }
    #expect(layout.cells.map { [$0.outcome, $0.place, $0.time] } == banner + grids)
  }

  @Test func lookup() {
    for (index, cell) in layout.cells.enumerated() {
      #expect(layout.cell(outcome: cell.outcome, place: cell.place, time: cell.time) == index)
    }
    let found = (0..<3).flatMap { o in
      (0..<3).flatMap { p in (0..<5).map { layout.cell(outcome: o, place: p, time: $0) } }
    }
    #expect(found.compactMap { $0 }.count == layout.cells.count)
    #expect(layout.cell(outcome: 1, place: 0, time: 0) == nil)
    #expect(layout.cell(outcome: 2, place: 0, time: 1) == nil)
  }

  /// A flow has a cell for its year before that of the last quarter, a stock none of its own.
  @Test func years() {
    let flow = OutcomeDefinition(
      name: "f", unit: "1", label: "", labelChinese: "", meaning: "", meaningChinese: "", frequency: .quarterly,
      levels: [.banner], ofYear: .sum)
    let layout = RecordLayout(
      outcomes: [toyOutcome("x", .quarterly, [.banner]), flow], places: [toyPlace(.banner, "b")],
      quarters: (0..<8).map { Quarter(year: 2020, number: 1).advanced(by: $0) }, isGathered: { _, _, _ in true })
    #expect(layout.cells.count == 2 * 8 + 2)
    #expect(layout.cells.filter(\.isGathered).map(\.time) == [3, 7])
    #expect(
      layout.cells.filter(layout.isOfYear).map { [$0.outcome, $0.time] } == [[0, 3], [1, 3], [0, 7], [1, 7]])
    for time in [3, 7] {
      let year = layout.yearCell(outcome: 1, place: 0, time: time)
      #expect(year != nil && year != layout.cell(outcome: 1, place: 0, time: time))
      #expect(layout.yearCell(outcome: 0, place: 0, time: time) == layout.cell(outcome: 0, place: 0, time: time))
    }
    #expect(layout.yearCell(outcome: 0, place: 0, time: 2) == nil)
    let quarters = RecordLayout(outcomes: [flow], places: layout.places, quarters: layout.quarters)
    #expect(quarters.cells.count == 8 && !quarters.cells.contains(where: quarters.isOfYear))
  }
}
