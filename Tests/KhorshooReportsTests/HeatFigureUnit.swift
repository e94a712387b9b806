import KhorshooReports
import Testing

/// A field of numbers: each in its square, the greatest darkest.
@Suite struct HeatFigureUnit {
  @Test func eachNumberIsInItsSquareAndMoreIsDarker() throws {
    let svg = HeatFigure(
      title: "a<b", subtitle: "s", xLabel: "x", yLabel: "y", columns: ["1", "2"], rows: ["low", "high"],
      values: [[-10, 0], [.nan, 40]]
    ).svg
    let squares = svg.matches(of: #/<rect x="([\d.]+)" y="([\d.]+)"[^>]*fill="#(\w{6})" stroke/#).map {
      (x: Double($0.1)!, y: Double($0.2)!, shade: Int($0.3.prefix(2), radix: 16)!)
    }
    try #require(squares.count == 3, "what is not known has no square")
    #expect(squares[0].shade > squares[1].shade && squares[1].shade > squares[2].shade && squares[2].shade == 0)
    // The second row stands above the first, the second column to the right.
    #expect(squares[2].y < squares[0].y && squares[1].x > squares[0].x && squares[1].x == squares[2].x)
    let texts = svg.matches(of: #/>([^<]+)<\/text>/#).map { String($0.1) }
    for text in ["-10.0", "0", "+40.0", "–", "low", "high", "a&lt;b"] {
      #expect(texts.contains(text), "\(text): \(texts)")
    }
  }
}
