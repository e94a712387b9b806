import KhorshooText

/// Bars from zero with whiskers, one a row: what groups of households gain, what an arm costs.
package struct BarFigure: Sendable {
  /// One bar; its interval, when it has one.
  package struct Bar: Sendable {
    let name: String
    let value, low, high: Double

    /// Memberwise.
    package init(name: String, value: Double, low: Double, high: Double) {
      self.name = name
      self.value = value
      self.low = low
      self.high = high
    }
  }

  private let title, subtitle: String
  private let bars: [Bar]
  private static let (width, left, right) = (620.0, 316.0, 545.0)
  private static let row = 24.0

  /// A figure with the words around it.
  package init(title: String, subtitle: String, bars: [Bar]) {
    self.title = title
    self.subtitle = subtitle
    self.bars = bars.filter { $0.value.isFinite }
  }

  /// A smaller size of letters for a name that is wider than the room left of the bars.
  private static func size(of name: String) -> String {
    let (letters, room) = (14.0, left - 16)
    let wide = Double(DisplayWidth.of(name)) * letters / 2
    return wide > room ? " font-size=\"\(max(8, letters * room / wide).coordinate)\"" : ""
  }

  /// The picture, the same bytes for the same numbers.
  package var svg: String {
    let ends = bars.flatMap { [$0.value, $0.low, $0.high] }.filter(\.isFinite) + [0]
    let (least, greatest) = (ends.min() ?? 0, ends.max() ?? 0)
    let span = greatest > least ? greatest - least : 1
    func x(_ value: Double) -> Double { Self.left + (value - least) / span * (Self.right - Self.left) }
    let numbers = ReadableNumber(for: bars.map(\.value), digits: 3)
    let body = bars.enumerated().map { index, bar -> String in
      let middle = 80 + Self.row * Double(index)
      let (from, to) = (min(x(0), x(bar.value)), max(x(0), x(bar.value)))
      var parts = [
        "<text x=\"\((Self.left - 12).coordinate)\" y=\"\((middle + 4).coordinate)\" text-anchor=\"end\"\(Self.size(of: bar.name))>"
          + "\(Markup.escaped(bar.name))</text>",
        "<rect x=\"\(from.coordinate)\" y=\"\((middle - 8).coordinate)\" width=\"\(max(0.5, to - from).coordinate)\" height=\"16\" "
          + "fill=\"#56b4e9\" stroke=\"#0072b2\"/>",
      ]
      if bar.low.isFinite, bar.high.isFinite {
        parts.append(
          "<path d=\"M\(x(bar.low).coordinate) \(middle.coordinate)H\(x(bar.high).coordinate)M\(x(bar.low).coordinate) "
            + "\((middle - 5).coordinate)v10M\(x(bar.high).coordinate) \((middle - 5).coordinate)v10\" stroke=\"#000000\" stroke-width=\"1.5\"/>"
        )
      }
      let end = max(to, bar.high.isFinite ? x(bar.high) : to)
      parts.append(
        "<text x=\"\((end + 8).coordinate)\" y=\"\((middle + 4).coordinate)\">\(numbers.text(bar.value, signed: true))</text>"
      )
      return parts.joined()
    }
    let height = 80 + Self.row * Double(bars.count)
    return FigureFrame(title: title, subtitle: subtitle, width: Self.width, height: height).svg([
      "<path d=\"M\(x(0).coordinate) 62V\((height - 8).coordinate)\" stroke=\"#555555\"/>",
      body.joined(separator: "\n"),
    ])
  }
}
