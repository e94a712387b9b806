import KhorshooText

/// Rows of intervals, each row in a scale of its own: what was believed above what is known now, and what was observed.
///
/// - Proof: `SpanFigureUnit`.
package struct SpanFigure: Sendable {
  /// Two ends and the middle.
  package struct Span: Sendable {
    let low, middle, high: Double

    /// Memberwise.
    package init(low: Double, middle: Double, high: Double) {
      (self.low, self.middle, self.high) = (low, middle, high)
    }
  }

  /// One row; what is nil is not drawn.
  package struct Row: Sendable {
    let name, note: String
    let before, after: Span?
    let mark: Double?

    /// - Parameters:
    ///   - note: what is written at the right.
    ///   - before: drawn thin and grey above `after`.
    ///   - mark: an upright line, such as what was observed.
    package init(name: String, note: String, before: Span?, after: Span?, mark: Double? = nil) {
      (self.name, self.note, self.before, self.after, self.mark) = (name, note, before, after, mark)
    }

    fileprivate var ends: [Double] {
      [before, after].compactMap { $0 }.flatMap { [$0.low, $0.middle, $0.high] } + [mark].compactMap { $0 }
    }
  }

  private let title, subtitle: String
  private let rows: [Row]
  private static let (width, left, right) = (900.0, 330.0, 640.0)
  private static let row = 30.0

  /// A figure with the words around it; rows without numbers are left out.
  package init(title: String, subtitle: String, rows: [Row]) {
    (self.title, self.subtitle) = (title, subtitle)
    self.rows = rows.filter { !$0.ends.isEmpty && $0.ends.allSatisfy(\.isFinite) }
  }

  /// Whether there is nothing to draw.
  package var isEmpty: Bool { rows.isEmpty }

  /// The picture, the same bytes for the same numbers.
  package var svg: String {
    let body = rows.enumerated().flatMap { draw($1, 74 + Self.row * Double($0)) }
    return FigureFrame(
      title: title, subtitle: subtitle, width: Self.width, height: 74 + Self.row * Double(rows.count), fontSize: 13,
      titleSize: 16
    ).svg(body)
  }

  private func draw(_ row: Row, _ y: Double) -> [String] {
    let (least, greatest) = (row.ends.min() ?? 0, row.ends.max() ?? 1)
    let span = greatest > least ? greatest - least : 1
    func x(_ value: Double) -> Double { Self.left + (value - least) / span * (Self.right - Self.left) }
    func bar(_ range: Span, _ y: Double, _ height: Double, _ colour: String) -> [String] {
      let (from, to) = (x(range.low), x(range.high))
      return [
        "<rect x=\"\(FigureParts.at(from))\" y=\"\(FigureParts.at(y - height / 2))\" "
          + "width=\"\(FigureParts.at(max(1, to - from)))\" height=\"\(FigureParts.at(height))\" fill=\"\(colour)\"/>",
        "<circle cx=\"\(FigureParts.at(x(range.middle)))\" cy=\"\(FigureParts.at(y))\" r=\"3.5\" fill=\"#ffffff\" stroke=\"#000000\"/>",
      ]
    }
    var parts = [
      FigureParts.line([(Self.left, y + 12), (Self.right, y + 12)], colour: "#eeeeee"),
      FigureParts.label(row.name, x: Self.left - 12, y: y + 4, anchor: "end"),
      FigureParts.label(row.note, x: Self.right + 16, y: y + 4, size: 12),
    ]
    if let before = row.before { parts += bar(before, y - 6, 5, "#bbbbbb") }
    if let after = row.after { parts += bar(after, y + 3, 9, "#56b4e9") }
    if let mark = row.mark {
      parts.append(FigureParts.line([(x(mark), y - 10), (x(mark), y + 12)], colour: "#d55e00", width: 2.5))
    }
    return parts
  }
}
