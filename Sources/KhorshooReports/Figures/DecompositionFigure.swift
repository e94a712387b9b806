import Foundation
import KhorshooText

/// `decomposition.svg`: a waterfall for each place or group. Each bar starts where the one above it ends, so that the eye
/// adds them up; the last one is the whole. Whiskers are 95 % intervals of the bar's own contribution.
public enum DecompositionFigure {
  private static let width = 900.0
  private static let labelWidth = 170.0
  private static let numberWidth = 250.0
  private static let rowHeight = 24.0
  private static let panelHead = 34.0
  private static let panelFoot = 40.0
  private static let top = 64.0

  /// The picture, the same bytes for the same numbers.
  public static func svg(_ summary: DecompositionSummary) -> String {
    var body: [String] = []
    var y = top
    for panel in summary.panels where panel.parts.contains(where: { $0.contribution != nil }) {
      body += draw(panel, from: y, summary.language)
      y += panelHead + Double(panel.parts.count) * rowHeight + panelFoot
    }
    let isChinese = summary.language == .chinese
    let title = isChinese ? "“\(summary.armLabel)”：增收来自哪些渠道" : "\(summary.armLabel): uplift by channel"
    let subtitle =
      "\(summary.outcomeLabel), \(summary.unit), \(summary.year); "
      + (isChinese
        ? "沙普利值，须线为 95% 区间，\(summary.replicates) 次重复"
        : "Shapley value, whiskers are 95 % intervals, \(summary.replicates) replicates")
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(text(width)) \(text(y))" font-size="13" \
      font-family="Helvetica, Arial, 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif">
      <rect width="100%" height="100%" fill="#ffffff"/>
      <text x="16" y="28" font-size="18" font-weight="bold">\(escaped(title))</text>
      <text x="16" y="48" fill="#555555">\(escaped(subtitle))</text>
      \(body.joined(separator: "\n"))
      </svg>

      """
  }

  private static func draw(_ panel: DecompositionSummary.Panel, from y: Double, _ language: Language) -> [String] {
    let bars = waterfall(panel.parts)
    let scale = Scale(
      bars.flatMap { [$0.start, $0.end, $0.low, $0.high] } + [0], from: labelWidth + 16,
      to: width - numberWidth - 16)
    let first = y + panelHead
    let last = first + Double(bars.count) * rowHeight
    var lines = [
      "<text x=\"16\" y=\"\(text(y + 18))\" font-size=\"15\" font-weight=\"bold\">\(escaped(panel.place))</text>"
    ]
    let ticks = ReadableNumber(for: scale.ticks, digits: scale.tickDigits)
    for tick in scale.ticks {
      let x = text(scale.x(tick))
      let colour = tick == 0 ? "#555555" : "#dddddd"
      lines.append("<path d=\"M\(x) \(text(first))V\(text(last))\" stroke=\"\(colour)\"/>")
      lines.append(
        "<text x=\"\(x)\" y=\"\(text(last + 16))\" text-anchor=\"middle\" fill=\"#555555\" font-size=\"11\">"
          + "\(ticks.text(tick))</text>")
    }
    let numbers = ReadableNumber(
      for: bars.flatMap { [$0.end - $0.start, $0.low - $0.start, $0.high - $0.start] }, digits: 3)
    for (index, bar) in bars.enumerated() {
      lines += draw(bar, at: first + Double(index) * rowHeight, scale, numbers, language)
    }
    return lines
  }

  private static func draw(
    _ bar: Bar, at y: Double, _ scale: Scale, _ numbers: ReadableNumber, _ language: Language
  ) -> [String] {
    let (left, right) = (scale.x(min(bar.start, bar.end)), scale.x(max(bar.start, bar.end)))
    let colour = bar.isWhole ? "#444444" : bar.end < bar.start ? "#d55e00" : "#0072b2"
    let middle = y + rowHeight / 2
    let weight = bar.isWhole ? " font-weight=\"bold\"" : ""
    let to = language == .chinese ? " 至 " : " to "
    let value = { (number: Double) in numbers.text(number - bar.start, signed: true) }
    let (low, high) = (scale.x(bar.low), scale.x(bar.high))
    return [
      "<text x=\"\(text(labelWidth))\" y=\"\(text(middle + 4))\" text-anchor=\"end\"\(weight)>\(escaped(bar.label))</text>",
      "<rect x=\"\(text(left))\" y=\"\(text(y + 4))\" width=\"\(text(max(1, right - left)))\" "
        + "height=\"\(text(rowHeight - 8))\" fill=\"\(colour)\"/>",
      "<path d=\"M\(text(low)) \(text(middle))H\(text(high))M\(text(low)) \(text(middle - 4))v8M\(text(high)) "
        + "\(text(middle - 4))v8\" stroke=\"#000000\" fill=\"none\"/>",
      "<text x=\"\(text(width - numberWidth))\" y=\"\(text(middle + 4))\"\(weight)>\(value(bar.end))"
        + "<tspan dx=\"8\" fill=\"#555555\" font-weight=\"normal\">(\(value(bar.low))\(to)\(value(bar.high)))</tspan></text>",
    ]
  }

  /// One bar on the axis; the ends of its interval are about its own end.
  private struct Bar {
    let label: String
    let start, end, low, high: Double
    let isWhole: Bool
  }

  private static func waterfall(_ parts: [DecompositionSummary.Part]) -> [Bar] {
    var reached = 0.0
    return parts.enumerated().map { index, part in
      let isWhole = index == parts.count - 1
      let start = isWhole ? 0 : reached
      let value = part.contribution ?? 0
      reached += value
      return Bar(
        label: part.label, start: start, end: start + value, low: start + (part.ci95Low ?? value),
        high: start + (part.ci95High ?? value), isWhole: isWhole)
    }
  }

  /// An axis with four to eight round ticks.
  private struct Scale {
    let ticks: [Double]
    let tickDigits: Int
    private let low, high, left, right: Double

    init(_ values: [Double], from left: Double, to right: Double) {
      let (least, greatest) = (values.min() ?? 0, values.max() ?? 0)
      let span = greatest > least ? greatest - least : 1
      let raw = span / 5
      let power = pow(10, floor(log10(raw)))
      let step = [1.0, 2, 5, 10].first { $0 * power >= raw }! * power
      let (from, to) = ((least / step).rounded(.down), ((least + span) / step).rounded(.up))
      ticks = stride(from: from, through: to, by: 1).map { $0 * step }
      (low, high) = (from * step, to * step)
      (self.left, self.right) = (left, right)
      let largest = max(low.magnitude, high.magnitude)
      tickDigits = max(1, 1 + Int(floor(log10(largest)) - floor(log10(step))))
    }

    func x(_ value: Double) -> Double { left + (value - low) / (high - low) * (right - left) }
  }

  /// Two digits after the point.
  private static func text(_ number: Double) -> String { String(format: "%.2f", number) }

  private static func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
      .replacingOccurrences(of: ">", with: "&gt;")
  }
}
