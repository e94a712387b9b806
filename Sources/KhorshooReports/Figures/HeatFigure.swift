import KhorshooText

/// A number over two things that are varied: a field of squares, each with its number; darker is more, in grey too.
///
/// - Proof: `HeatFigureUnit`.
package struct HeatFigure: Sendable {
  private let title, subtitle, xLabel, yLabel: String
  private let columns, rows: [String]
  private let values: [[Double]]
  private static let (width, left, top) = (900.0, 190.0, 82.0)
  private static let cellHeight = 30.0

  /// - Parameters:
  ///   - columns: values of what is varied from left to right.
  ///   - rows: values of what is varied from below upwards.
  ///   - values: a row for each of `rows`, a number for each of `columns`; not a number where there is none.
  package init(
    title: String, subtitle: String, xLabel: String, yLabel: String, columns: [String], rows: [String],
    values: [[Double]]
  ) {
    precondition(values.count == rows.count && values.allSatisfy { $0.count == columns.count })
    (self.title, self.subtitle, self.xLabel, self.yLabel) = (title, subtitle, xLabel, yLabel)
    (self.columns, self.rows, self.values) = (columns, rows, values)
  }

  /// The picture, the same bytes for the same numbers.
  package var svg: String {
    let known = values.flatMap { $0 }.filter(\.isFinite)
    let (least, greatest) = (known.min() ?? 0, known.max() ?? 0)
    let numbers = ReadableNumber(for: known, digits: 3)
    let cellWidth = (Self.width - Self.left - 16) / Double(max(1, columns.count))
    let bottom = Self.top + Self.cellHeight * Double(rows.count)
    var parts: [String] = []
    for (row, name) in rows.enumerated() {
      let y = bottom - Self.cellHeight * Double(row + 1)
      parts.append(FigureParts.label(name, x: Self.left - 8, y: y + Self.cellHeight / 2 + 4, anchor: "end"))
      for (column, value) in values[row].enumerated() {
        let x = Self.left + cellWidth * Double(column)
        guard value.isFinite else {
          parts.append(
            FigureParts.label(ReadableNumber.undefined, x: x + cellWidth / 2, y: y + 19, anchor: "middle"))
          continue
        }
        let share = greatest > least ? (value - least) / (greatest - least) : 0.5
        parts.append(
          "<rect x=\"\(FigureParts.at(x))\" y=\"\(FigureParts.at(y))\" width=\"\(FigureParts.at(cellWidth))\" "
            + "height=\"\(FigureParts.at(Self.cellHeight))\" fill=\"\(Self.shade(share))\" stroke=\"#ffffff\"/>")
        parts.append(
          FigureParts.label(
            numbers.text(value, signed: true), x: x + cellWidth / 2, y: y + Self.cellHeight / 2 + 4, anchor: "middle",
            colour: share > 0.55 ? "#ffffff" : "#000000", size: cellWidth < 60 ? 10 : 13))
      }
    }
    for (column, name) in columns.enumerated() {
      parts.append(
        FigureParts.label(
          name, x: Self.left + cellWidth * (Double(column) + 0.5), y: bottom + 18, anchor: "middle"))
    }
    parts.append(
      FigureParts.label(xLabel, x: (Self.left + Self.width - 16) / 2, y: bottom + 40, anchor: "middle", isStrong: true))
    parts.append(FigureParts.label(yLabel, x: 16, y: Self.top - 6, isStrong: true))
    return FigureFrame(
      title: title, subtitle: subtitle, width: Self.width, height: bottom + 54, fontSize: 13, titleSize: 16
    ).svg(parts)
  }

  /// From nearly white to dark blue: lightness falls all the way, so that it reads in grey.
  private static func shade(_ share: Double) -> String {
    func mix(_ light: Double, _ dark: Double) -> Int { Int((light + (dark - light) * share).rounded()) }
    let parts = [mix(232, 0), mix(241, 58), mix(250, 112)].map { part in
      let text = String(part, radix: 16)
      return text.count < 2 ? "0" + text : text
    }
    return "#" + parts.joined()
  }
}
