import KhorshooReports
import Testing

/// Dots with their intervals.
@Suite struct DotFigureUnit {
  private func svg(_ count: Int) -> String {
    DotFigure(
      title: "t", subtitle: "s", xLabel: "x < y", yLabel: "CNY",
      dots: (0..<count).map { DotFigure.Dot(x: Double($0), y: Double($0) * 10, low: Double($0) * 10 - 5, high: .nan) }
        + [DotFigure.Dot(x: 1, y: .nan, low: 0, high: 1), DotFigure.Dot(x: 2, y: 15, low: 5, high: 25)]
    ).svg
  }

  @Test func dotsRiseWithTheirNumbersAndHaveIntervals() throws {
    let svg = svg(4)
    let dots = svg.matches(of: #/<circle cx="([\d.]+)" cy="([\d.]+)"/#).map { (Double($0.1)!, Double($0.2)!) }
    try #require(dots.count == 5, "a dot without a number is left out")
    #expect(dots[3].0 > dots[0].0 && dots[3].1 < dots[0].1)
    let intervals = svg.matches(of: #/<path d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)" stroke="#56b4e9"/#)
    try #require(intervals.count == 1, "only where both ends are known")
    #expect(
      Double(intervals[0].1) == dots[4].0 && Double(intervals[0].2)! > dots[4].1 && Double(intervals[0].4)! < dots[4].1)
    #expect(svg.contains("x &lt; y"))
    #expect(!self.svg(100).contains("#56b4e9"), "many intervals would hide one another")
  }
}
