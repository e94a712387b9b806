import KhorshooText

/// Where an answer goes when one parameter after the other is at its low and at its high end: a tornado.
///
/// - Proof: `HTMLReportUnit`.
package struct TornadoFigure: Sendable {
  /// One parameter: the answer at its low and at its high end.
  package struct Bar: Sendable {
    let name: String
    let low, high: Double

    /// Memberwise.
    package init(name: String, low: Double, high: Double) {
      (self.name, self.low, self.high) = (name, low, high)
    }
  }

  private let title, subtitle: String
  private let center: Double
  private let bars: [Bar]
  private static let (width, left, right) = (900.0, 390.0, 800.0)
  private static let row = 24.0

  /// A figure with the words around it.
  ///
  /// - Parameter center: the answer as it is.
  package init(title: String, subtitle: String, center: Double, bars: [Bar]) {
    (self.title, self.subtitle, self.center) = (title, subtitle, center)
    self.bars = bars.filter { $0.low.isFinite && $0.high.isFinite }
  }

  /// The picture, the same bytes for the same numbers.
  package var svg: String {
    let ends = bars.flatMap { [$0.low, $0.high] } + [center]
    let (least, greatest) = (ends.min() ?? 0, ends.max() ?? 0)
    let span = greatest > least ? greatest - least : 1
    func x(_ value: Double) -> Double { Self.left + (value - least) / span * (Self.right - Self.left) }
    let numbers = ReadableNumber(for: ends, digits: 3)
    let body = bars.enumerated().map { index, bar -> String in
      let middle = 80 + Self.row * Double(index)
      func half(_ end: Double, _ colour: String) -> String {
        let (from, to) = (min(x(center), x(end)), max(x(center), x(end)))
        return
          "<rect x=\"\(from.coordinate)\" y=\"\((middle - 8).coordinate)\" width=\"\(max(0.5, to - from).coordinate)\" "
          + "height=\"16\" fill=\"\(colour)\"/>"
      }
      let end = max(x(center), x(bar.low), x(bar.high))
      return
        "<text x=\"\((Self.left - 12).coordinate)\" y=\"\((middle + 4).coordinate)\" text-anchor=\"end\">\(Markup.escaped(bar.name))</text>"
        + half(bar.low, "#e69f00") + half(bar.high, "#0072b2")
        + "<text x=\"\((end + 8).coordinate)\" y=\"\((middle + 4).coordinate)\">\(numbers.text(bar.low, signed: true)) … "
        + "\(numbers.text(bar.high, signed: true))</text>"
    }
    let height = 80 + Self.row * Double(bars.count)
    return FigureFrame(title: title, subtitle: subtitle, width: Self.width, height: height, fontSize: 13).svg([
      "<path d=\"M\(x(center).coordinate) 62V\((height - 8).coordinate)\" stroke=\"#555555\"/>",
      body.joined(separator: "\n"),
    ])
  }
}
