import KhorshooText

/// A table of a report: a heading over each column, and cells that may have a small second line.
package struct ReportTable: Sendable {
  /// One cell.
  package struct Cell: Sendable {
    fileprivate let text, small: String
    fileprivate let isStrong, isCode: Bool

    /// - Parameters:
    ///   - small: a second line, such as an interval.
    ///   - isCode: whether it is a name of a key or a command.
    package init(_ text: String, small: String = "", isStrong: Bool = false, isCode: Bool = false) {
      (self.text, self.small, self.isStrong, self.isCode) = (text, small, isStrong, isCode)
    }

    /// A number with its interval: `+1,329` over `(+1,259 to +1,398)`; without one where it has no ends.
    package init(
      _ value: Double, low: Double, high: Double, digits: Int = 3, language: Language, signed: Bool = true,
      isStrong: Bool = false
    ) {
      let numbers = ReadableNumber(for: [value, low, high], digits: digits)
      let to = LocalizedText(en: "to", zh: "至")[language]
      let interval =
        low.isFinite && high.isFinite
        ? "(\(numbers.text(low, signed: signed)) \(to) \(numbers.text(high, signed: signed)))" : ""
      self.init(numbers.text(value, signed: signed), small: interval, isStrong: isStrong)
    }

    fileprivate var html: String {
      var inner = Markup.escaped(text)
      if isCode { inner = "<code>\(inner)</code>" }
      if isStrong { inner = "<b>\(inner)</b>" }
      return small.isEmpty ? inner : "\(inner)<br><small>\(Markup.escaped(small))</small>"
    }
  }

  private let columns: [String]
  private let rows: [[Cell]]

  /// - Parameter columns: headings; none for a table without them.
  package init(columns: [String] = [], rows: [[Cell]]) {
    (self.columns, self.rows) = (columns, rows)
  }

  /// The table as HTML.
  package var html: String {
    let head = columns.map { "<th>\(Markup.escaped($0))</th>" }.joined()
    let body = rows.map { row in "<tr>\(row.map { "<td>\($0.html)</td>" }.joined())</tr>" }.joined(separator: "\n")
    return columns.isEmpty
      ? "<table><tbody>\(body)</tbody></table>"
      : "<table><thead><tr>\(head)</tr></thead><tbody>\(body)</tbody></table>"
  }
}
