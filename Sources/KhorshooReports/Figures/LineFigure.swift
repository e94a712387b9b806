import KhorshooText

/// Lines over a number, with bands: an adoption curve, a distribution of degrees.
public struct LineFigure: Sendable {
  /// One line; a band about it, when it has one.
  public struct Line: Sendable {
    /// Its name in the key.
    public let name: String
    /// Points from left to right.
    public let points: [(x: Double, y: Double)]
    /// Lower and upper ends at the points.
    public let band: [(low: Double, high: Double)]?

    /// Memberwise.
    public init(name: String, points: [(x: Double, y: Double)], band: [(low: Double, high: Double)]? = nil) {
      precondition(band.map { $0.count == points.count } ?? true)
      self.name = name
      self.points = points
      self.band = band
    }
  }

  private let title, subtitle, xLabel, yLabel: String
  private let lines: [Line]
  // Two of them side by side fill a page, and their letters can still be read.
  private static let width = 620.0
  private static let (left, right, top, bottom) = (76.0, 604.0, 84.0, 330.0)
  // Below the axis the key begins: one line of it.
  private static let (key, keyRow) = (386.0, 19.0)
  /// Okabe and Ito's colours, told apart by all eyes.

  /// A figure with the words around it.
  public init(title: String, subtitle: String, xLabel: String, yLabel: String, lines: [Line]) {
    self.title = title
    self.subtitle = subtitle
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.lines = lines
  }

  /// The picture, the same bytes for the same numbers.
  public var svg: String {
    let xs = lines.flatMap { $0.points.map(\.x) }
    let ys = lines.flatMap { $0.points.map(\.y) + ($0.band ?? []).flatMap { [$0.low, $0.high] } }
    let x = RoundAxis(xs, from: Self.left, to: Self.right)
    let y = RoundAxis(ys + [0], from: Self.bottom, to: Self.top)
    let body = grid(x, y) + lines.enumerated().flatMap { draw($1, $0, x, y) }
    return FigureFrame(
      title: title, subtitle: subtitle, width: Self.width, height: Self.key + Self.keyRow * Double(lines.count)
    ).svg(body)
  }

  private func grid(_ x: RoundAxis, _ y: RoundAxis) -> [String] {
    let middle = ((Self.left + Self.right) / 2).coordinate
    var parts = [
      "<text x=\"\(middle)\" y=\"\((Self.bottom + 40).coordinate)\" text-anchor=\"middle\">\(Markup.escaped(xLabel))</text>",
      "<text x=\"16\" y=\"\((Self.top - 12).coordinate)\">\(Markup.escaped(yLabel))</text>",
    ]
    let (xText, yText) = (
      ReadableNumber(for: x.ticks, digits: x.digits), ReadableNumber(for: y.ticks, digits: y.digits)
    )
    // Between two years there is no third.
    let areYears = lines.allSatisfy { $0.points.allSatisfy { $0.x == $0.x.rounded() } }
    for tick in x.ticks where !areYears || tick == tick.rounded() {
      let at = x.place(tick).coordinate
      // Years have no comma.
      let label = tick == tick.rounded() && tick.magnitude < 10_000 ? "\(Int(tick))" : xText.text(tick)
      parts.append(
        "<path d=\"M\(at) \(Self.bottom.coordinate)v5\" stroke=\"#555555\"/><text x=\"\(at)\" "
          + "y=\"\((Self.bottom + 20).coordinate)\" text-anchor=\"middle\" fill=\"#555555\">\(label)</text>")
    }
    for tick in y.ticks {
      let at = y.place(tick)
      parts.append(
        "<path d=\"M\(Self.left.coordinate) \(at.coordinate)H\(Self.right.coordinate)\" stroke=\"#dddddd\"/>"
          + "<text x=\"\((Self.left - 8).coordinate)\" y=\"\((at + 4).coordinate)\" text-anchor=\"end\" fill=\"#555555\">"
          + "\(yText.text(tick))</text>")
    }
    return parts
  }

  private func draw(_ line: Line, _ index: Int, _ x: RoundAxis, _ y: RoundAxis) -> [String] {
    let colour = FigureParts.colours[index % FigureParts.colours.count]
    func path(_ points: [(Double, Double)]) -> String {
      points.map { "\(x.place($0.0).coordinate) \(y.place($0.1).coordinate)" }.joined(separator: "L")
    }
    var parts: [String] = []
    if let band = line.band, !line.points.isEmpty {
      let upper = zip(line.points, band).map { ($0.x, $1.high) }
      let lower = zip(line.points, band).map { ($0.x, $1.low) }.reversed()
      parts.append("<path d=\"M\(path(upper + lower))Z\" fill=\"\(colour)\" fill-opacity=\"0.2\"/>")
    }
    let points = line.points.map { ($0.x, $0.y) }
    if !points.isEmpty {
      parts.append("<path d=\"M\(path(points))\" stroke=\"\(colour)\" stroke-width=\"2\" fill=\"none\"/>")
    }
    if points.count <= 60 {
      parts += points.map {
        "<circle cx=\"\(x.place($0.0).coordinate)\" cy=\"\(y.place($0.1).coordinate)\" r=\"3\" fill=\"\(colour)\"/>"
      }
    }
    let row = Self.key + Self.keyRow * Double(index)
    parts.append(
      "<path d=\"M\(Self.left.coordinate) \(row.coordinate)h24\" stroke=\"\(colour)\" stroke-width=\"2\"/>"
        + "<text x=\"\((Self.left + 32).coordinate)\" y=\"\((row + 4).coordinate)\">\(Markup.escaped(line.name))</text>"
    )
    return parts
  }
}
