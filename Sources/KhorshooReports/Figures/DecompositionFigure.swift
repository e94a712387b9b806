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
    let methods = LocalizedText(
      en: "Shapley value, whiskers are 95 % intervals, \(summary.replicates) replicates",
      zh: "沙普利值，须线为 95% 区间，\(summary.replicates) 次重复")
    let title = summary.effect.title(summary.armLabel)[summary.language]
    let unit = ReportUnits.words(summary.unit, summary.language)
    let subject = LocalizedText(
      en: "\(summary.outcomeLabel), \(unit), \(summary.year); ", zh: "\(summary.outcomeLabel)，\(unit)，\(summary.year)；")
    let subtitle = subject[summary.language] + methods[summary.language]
    return FigureFrame(title: title, subtitle: subtitle, width: width, height: y, fontSize: 13).svg(body)
  }

  private static func draw(_ panel: DecompositionSummary.Panel, from y: Double, _ language: Language) -> [String] {
    let bars = waterfall(panel.parts)
    let scale = RoundAxis(
      bars.flatMap { [$0.start, $0.end, $0.low, $0.high] } + [0], from: labelWidth + 16,
      to: width - numberWidth - 16)
    let first = y + panelHead
    let last = first + Double(bars.count) * rowHeight
    var lines = [
      "<text x=\"16\" y=\"\((y + 18).coordinate)\" font-size=\"15\" font-weight=\"bold\">\(Markup.escaped(panel.place))</text>"
    ]
    let ticks = ReadableNumber(for: scale.ticks, digits: scale.digits)
    for tick in scale.ticks {
      let x = scale.place(tick).coordinate
      let colour = tick == 0 ? "#555555" : "#dddddd"
      lines.append("<path d=\"M\(x) \(first.coordinate)V\(last.coordinate)\" stroke=\"\(colour)\"/>")
      lines.append(
        "<text x=\"\(x)\" y=\"\((last + 16).coordinate)\" text-anchor=\"middle\" fill=\"#555555\" font-size=\"11\">"
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
    _ bar: Bar, at y: Double, _ scale: RoundAxis, _ numbers: ReadableNumber, _ language: Language
  ) -> [String] {
    let (left, right) = (scale.place(min(bar.start, bar.end)), scale.place(max(bar.start, bar.end)))
    let colour = bar.isWhole ? "#444444" : bar.end < bar.start ? "#d55e00" : "#0072b2"
    let middle = y + rowHeight / 2
    let weight = bar.isWhole ? " font-weight=\"bold\"" : ""
    let to = LocalizedText(en: " to ", zh: " 至 ")[language]
    let value = { (number: Double) in numbers.text(number - bar.start, signed: true) }
    let (low, high) = (scale.place(bar.low), scale.place(bar.high))
    return [
      "<text x=\"\(labelWidth.coordinate)\" y=\"\((middle + 4).coordinate)\" text-anchor=\"end\"\(weight)>\(Markup.escaped(bar.label))</text>",
      "<rect x=\"\(left.coordinate)\" y=\"\((y + 4).coordinate)\" width=\"\(max(1, right - left).coordinate)\" "
        + "height=\"\((rowHeight - 8).coordinate)\" fill=\"\(colour)\"/>",
      "<path d=\"M\(low.coordinate) \(middle.coordinate)H\(high.coordinate)M\(low.coordinate) \((middle - 4).coordinate)v8M\(high.coordinate) "
        + "\((middle - 4).coordinate)v8\" stroke=\"#000000\" fill=\"none\"/>",
      "<text x=\"\((width - numberWidth).coordinate)\" y=\"\((middle + 4).coordinate)\"\(weight)>\(value(bar.end))"
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
}
