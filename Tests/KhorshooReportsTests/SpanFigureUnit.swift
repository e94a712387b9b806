import KhorshooReports
import Testing

/// Intervals before and after, each row in its own scale.
@Suite struct SpanFigureUnit {
  @Test func barsAreAsLongAsTheIntervalsOfTheirRow() throws {
    let figure = SpanFigure(
      title: "t", subtitle: "s",
      rows: [
        .init(
          name: "a<b", note: "5 … 7", before: .init(low: 0, middle: 4, high: 10),
          after: .init(low: 5, middle: 6, high: 7),
          mark: 8),
        .init(name: "word", note: "", before: .init(low: .nan, middle: .nan, high: .nan), after: nil),
        .init(name: "none", note: "", before: nil, after: nil),
      ])
    let svg = figure.svg
    let bars = svg.matches(of: #/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/#).map {
      (Double($0.1)!, Double($0.2)!)
    }
    try #require(bars.count == 2, "rows without numbers are left out")
    // A tenth of the row's width for each unit: 31.
    #expect(abs(bars[0].1 - 310) < 0.02 && abs(bars[1].1 - 62) < 0.02 && abs(bars[1].0 - bars[0].0 - 155) < 0.02)
    let mark = try #require(svg.firstMatch(of: #/M([\d.]+) [\d.]+L[\d.]+ [\d.]+" stroke="#d55e00"/#))
    #expect(abs(Double(mark.1)! - bars[0].0 - 248) < 0.02)
    #expect(svg.contains("a&lt;b") && svg.contains("5 … 7") && !svg.contains("word") && !figure.isEmpty)
    #expect(SpanFigure(title: "t", subtitle: "s", rows: []).isEmpty)
  }
}
