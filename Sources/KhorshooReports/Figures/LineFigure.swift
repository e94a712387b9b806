import Foundation
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
  private static let (width, height) = (900.0, 520.0)
  private static let (left, right, top, bottom) = (90.0, 870.0, 90.0, 450.0)
  /// Okabe and Ito's colours, told apart by all eyes.
  private static let colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"]

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
    let ys = lines.flatMap { $0.points.map(\.y) + ($0.band ?? []).map(\.high) }
    let x = Axis(xs, from: Self.left, to: Self.right)
    let y = Axis(ys + [0], from: Self.bottom, to: Self.top)
    let body = grid(x, y) + lines.enumerated().flatMap { draw($1, $0, x, y) }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.text(Self.width)) \(Self.text(Self.height))" \
      font-size="13" font-family="Helvetica, Arial, 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif">
      <rect width="100%" height="100%" fill="#ffffff"/>
      <text x="16" y="28" font-size="18" font-weight="bold">\(Self.escaped(title))</text>
      <text x="16" y="48" fill="#555555">\(Self.escaped(subtitle))</text>
      \(body.joined(separator: "\n"))
      </svg>

      """
  }

  private func grid(_ x: Axis, _ y: Axis) -> [String] {
    let middle = Self.text((Self.left + Self.right) / 2)
    var parts = [
      "<text x=\"\(middle)\" y=\"\(Self.text(Self.bottom + 40))\" text-anchor=\"middle\">\(Self.escaped(xLabel))</text>",
      "<text x=\"16\" y=\"\(Self.text(Self.top - 14))\">\(Self.escaped(yLabel))</text>",
    ]
    let (xText, yText) = (
      ReadableNumber(for: x.ticks, digits: x.digits), ReadableNumber(for: y.ticks, digits: y.digits)
    )
    for tick in x.ticks {
      let at = Self.text(x.place(tick))
      // Years have no comma.
      let label = tick == tick.rounded() && tick.magnitude < 10_000 ? "\(Int(tick))" : xText.text(tick)
      parts.append(
        "<path d=\"M\(at) \(Self.text(Self.bottom))v5\" stroke=\"#555555\"/><text x=\"\(at)\" "
          + "y=\"\(Self.text(Self.bottom + 20))\" text-anchor=\"middle\" fill=\"#555555\">\(label)</text>")
    }
    for tick in y.ticks {
      let at = y.place(tick)
      parts.append(
        "<path d=\"M\(Self.text(Self.left)) \(Self.text(at))H\(Self.text(Self.right))\" stroke=\"#dddddd\"/>"
          + "<text x=\"\(Self.text(Self.left - 8))\" y=\"\(Self.text(at + 4))\" text-anchor=\"end\" fill=\"#555555\">"
          + "\(yText.text(tick))</text>")
    }
    return parts
  }

  private func draw(_ line: Line, _ index: Int, _ x: Axis, _ y: Axis) -> [String] {
    let colour = Self.colours[index % Self.colours.count]
    func path(_ points: [(Double, Double)]) -> String {
      points.map { "\(Self.text(x.place($0.0))) \(Self.text(y.place($0.1)))" }.joined(separator: "L")
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
        "<circle cx=\"\(Self.text(x.place($0.0)))\" cy=\"\(Self.text(y.place($0.1)))\" r=\"3\" fill=\"\(colour)\"/>"
      }
    }
    let row = Self.top + 8 + 20 * Double(index)
    parts.append(
      "<path d=\"M\(Self.text(Self.right - 190)) \(Self.text(row))h24\" stroke=\"\(colour)\" stroke-width=\"2\"/>"
        + "<text x=\"\(Self.text(Self.right - 160))\" y=\"\(Self.text(row + 4))\">\(Self.escaped(line.name))</text>")
    return parts
  }

  /// Four to eight round ticks from one end to the other.
  private struct Axis {
    let ticks: [Double]
    /// Digits that tell the ticks apart.
    let digits: Int
    private let low, high, from, to: Double

    init(_ values: [Double], from: Double, to: Double) {
      let (least, greatest) = (values.min() ?? 0, values.max() ?? 0)
      let span = greatest > least ? greatest - least : 1
      let power = pow(10, floor(log10(span / 5)))
      let step = [1.0, 2, 5, 10].first { $0 * power >= span / 5 }! * power
      let (first, last) = ((least / step).rounded(.down), ((least + span) / step).rounded(.up))
      ticks = stride(from: first, through: last, by: 1).map { $0 * step }
      (low, high) = (first * step, last * step)
      (self.from, self.to) = (from, to)
      let largest = max(low.magnitude, high.magnitude)
      digits = max(1, 1 + Int(floor(log10(largest)) - floor(log10(step))))
    }

    func place(_ value: Double) -> Double { from + (value - low) / (high - low) * (to - from) }
  }

  private static func text(_ number: Double) -> String { String(format: "%.2f", number) }

  private static func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
      .replacingOccurrences(of: ">", with: "&gt;")
  }
}
