import KhorshooReports
import Testing

/// Bars with their names.
@Suite struct BarFigureUnit {
  @Test func aNameThatIsTooWideIsWrittenSmaller() throws {
    let wide = "期初人均预期收入五等分第 1 组（不超过 8220 元），以及更多的字"
    let svg = BarFigure(
      title: "T", subtitle: "", bars: ["short", wide].map { BarFigure.Bar(name: $0, value: 1, low: 0, high: 2) }
    ).svg
    #expect(svg.contains("text-anchor=\"end\">short<"))
    let size = try #require(svg.firstMatch(of: #/font-size="([\d.]+)">期初/#))
    let letters = try #require(Double(size.1))
    // Two places of a terminal are as wide as one Chinese letter: all of them within the 304 left of the bars.
    let places = wide.reduce(0) { $0 + ($1.isASCII ? 1 : 2) }
    #expect(letters < 14 && letters * Double(places) / 2 <= 304)
  }
}
