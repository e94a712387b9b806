import Foundation
import KhorshooText

/// What figures are drawn with: colours, texts and lines.
enum FigureParts {
  /// Okabe and Ito's colours, told apart by all eyes.
  static let colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"]
  /// Dashes, so that lines are told apart without colours too.
  static let dashes = ["", "7 3", "2 3", "9 3 2 3", "12 4", "4 2", "1 2"]

  /// A number of a place, two digits after the point.
  static func at(_ number: Double) -> String { number.coordinate }

  /// A text.
  ///
  /// - Parameter anchor: `start`, `middle` or `end`.
  static func label(
    _ text: String, x: Double, y: Double, anchor: String = "start", colour: String = "#000000", size: Int? = nil,
    isStrong: Bool = false
  ) -> String {
    let size = size.map { " font-size=\"\($0)\"" } ?? ""
    let weight = isStrong ? " font-weight=\"bold\"" : ""
    return
      "<text x=\"\(at(x))\" y=\"\(at(y))\" text-anchor=\"\(anchor)\" fill=\"\(colour)\"\(size)\(weight)>\(Markup.escaped(text))</text>"
  }

  /// A line from point to point.
  static func line(
    _ points: [(x: Double, y: Double)], colour: String, width: Double = 1, dash: String = ""
  ) -> String {
    let path = points.map { "\(at($0.x)) \(at($0.y))" }.joined(separator: "L")
    let dashes = dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\""
    return "<path d=\"M\(path)\" stroke=\"\(colour)\" stroke-width=\"\(at(width))\" fill=\"none\"\(dashes)/>"
  }
}

/// An axis with a few round ticks.
struct RoundAxis {
  let ticks: [Double]
  /// Digits that tell the ticks apart.
  let digits: Int
  private let low, high, from, to: Double

  /// - Parameter steps: about as many as there are to be.
  init(_ values: [Double], from: Double, to: Double, steps: Double = 5) {
    let known = values.filter(\.isFinite)
    let (least, greatest) = (known.min() ?? 0, known.max() ?? 1)
    let span = greatest > least ? greatest - least : max(1, greatest.magnitude)
    let power = pow(10, floor(log10(span / steps)))
    let step = [1.0, 2, 5, 10].first { $0 * power >= span / steps }! * power
    let (first, last) = ((least / step).rounded(.down), ((least + span) / step).rounded(.up))
    ticks = stride(from: first, through: last, by: 1).map { $0 * step }
    (low, high) = (first * step, last * step)
    (self.from, self.to) = (from, to)
    let largest = max(low.magnitude, high.magnitude)
    digits = max(1, 1 + Int(floor(log10(largest)) - floor(log10(step))))
  }

  func place(_ value: Double) -> Double { from + (value - low) / (high - low) * (to - from) }

  /// Texts of the ticks.
  var texts: [String] {
    let numbers = ReadableNumber(for: ticks, digits: digits)
    return ticks.map { numbers.text($0) }
  }
}
