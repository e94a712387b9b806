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
}

@Suite struct QuarterUnit {
  @Test func text() {
    #expect(Quarter("2020Q1") == Quarter(year: 2020, number: 1))
    #expect(Quarter("0001Q4")?.description == "1Q4")
    for wrong in [
      "", "2020", "2020Q", "2020Q0", "2020Q5", "2020Q01", "2020q1", "020Q1", "0000Q1", "-020Q1", "+020Q1", "2020Q1 ",
      "2020Q1Q2",
    ] {
      #expect(Quarter(wrong) == nil, "\(wrong)")
    }
  }

  @Test func arithmetic() {
    let start = Quarter(year: 2020, number: 3)
    #expect(start.advanced(by: 0) == start)
    #expect(start.advanced(by: 2) == Quarter(year: 2021, number: 1))
    #expect(start.advanced(by: -3) == Quarter(year: 2019, number: 4))
    #expect(start.advanced(by: 40).year == 2030)
    for step in -20...20 { #expect(start.advanced(by: step).advanced(by: -step) == start) }
    #expect(Quarter(year: 2020, number: 4) < Quarter(year: 2021, number: 1))
    #expect(!(start < start))
  }
}
