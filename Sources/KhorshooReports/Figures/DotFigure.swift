import KhorshooText

/// A dot for each point over one thing that is varied, with the 95 % interval of each as a thin upright line.
///
/// - Proof: `DotFigureUnit`.
package struct DotFigure: Sendable {
  /// One point.
  package struct Dot: Sendable {
    let x, y, low, high: Double

    /// Memberwise.
    package init(x: Double, y: Double, low: Double, high: Double) {
      (self.x, self.y, self.low, self.high) = (x, y, low, high)
    }
  }

  private let title, subtitle, xLabel, yLabel: String
  private let dots: [Dot]
  private static let (width, left, right, top, bottom) = (620.0, 76.0, 604.0, 84.0, 330.0)
  /// More points than this have no intervals: they would hide one another.
  private static let intervalLimit = 60

  /// A figure with the words around it; dots without a number are left out.
  package init(title: String, subtitle: String, xLabel: String, yLabel: String, dots: [Dot]) {
    (self.title, self.subtitle, self.xLabel, self.yLabel) = (title, subtitle, xLabel, yLabel)
    self.dots = dots.filter { $0.x.isFinite && $0.y.isFinite }
  }

  /// The picture, the same bytes for the same numbers.
  package var svg: String {
    let showsIntervals = dots.count <= Self.intervalLimit
    let heights = dots.flatMap { showsIntervals ? [$0.y, $0.low, $0.high] : [$0.y] }
    let x = RoundAxis(dots.map(\.x), from: Self.left, to: Self.right)
    let y = RoundAxis(heights + [0], from: Self.bottom, to: Self.top)
    var parts = [
      FigureParts.label(xLabel, x: (Self.left + Self.right) / 2, y: Self.bottom + 40, anchor: "middle"),
      FigureParts.label(yLabel, x: 16, y: Self.top - 12),
    ]
    for (tick, text) in zip(x.ticks, x.texts) {
      let at = x.place(tick)
      parts.append(FigureParts.line([(at, Self.bottom), (at, Self.bottom + 5)], colour: "#555555"))
      parts.append(FigureParts.label(text, x: at, y: Self.bottom + 20, anchor: "middle", colour: "#555555"))
    }
    for (tick, text) in zip(y.ticks, y.texts) {
      let at = y.place(tick)
      parts.append(
        FigureParts.line([(Self.left, at), (Self.right, at)], colour: tick == 0 ? "#555555" : "#dddddd"))
      parts.append(FigureParts.label(text, x: Self.left - 8, y: at + 4, anchor: "end", colour: "#555555"))
    }
    for dot in dots {
      let at = (x: x.place(dot.x), y: y.place(dot.y))
      if showsIntervals, dot.low.isFinite, dot.high.isFinite {
        parts.append(
          FigureParts.line([(at.x, y.place(dot.low)), (at.x, y.place(dot.high))], colour: "#56b4e9", width: 1.5))
      }
      parts.append(
        "<circle cx=\"\(FigureParts.at(at.x))\" cy=\"\(FigureParts.at(at.y))\" r=\"3\" fill=\"#0072b2\" fill-opacity=\"0.8\"/>"
      )
    }
    return FigureFrame(
      title: title, subtitle: subtitle, width: Self.width, height: Self.bottom + 54, fontSize: 13, titleSize: 16
    ).svg(parts)
  }
}
