import KhorshooText

extension ScreenSummary {
  /// The summary as lines for a terminal, columns aligned also where names are Chinese.
  ///
  /// Values show four significant digits (all whole digits), differences three.
  public var text: String {
    let words = [
      ScreenWords.arm, ScreenWords.mean, ScreenWords.range, ScreenWords.difference, ScreenWords.ofMean,
      ScreenWords.relative,
    ]
    let header = words.map { $0[language] }
    let blocks = outcomes.map { (title: title($0), rows: rows($0)) }
    let lines = [header] + blocks.flatMap(\.rows)
    let widths = header.indices.map { column in lines.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
    var result = [heading, ""]
    guard !outcomes.isEmpty else { return result[0] + "\n" }
    result.append(Self.line(header, widths))
    for block in blocks {
      result += ["", block.title] + block.rows.map { Self.line($0, widths) }
    }
    return result.joined(separator: "\n") + "\n"
  }

  private var heading: String {
    ScreenWords.summary(of: place, replicates: ReadableNumber.count(replicates), reference: label(reference))[language]
  }

  /// `Household income (yuan), 2029`; a quarterly outcome says its quarter.
  private func title(_ outcome: Outcome) -> String {
    let time = outcome.isYearly ? String(outcome.year) : "\(outcome.year)Q\(outcome.quarter)"
    return ScreenWords.outcome(outcome.label, unit: outcome.unit, time)[language]
  }

  private func label(_ arm: String) -> String { armLabels[arm] ?? arm }

  /// One row an arm, ends of ranges under each other.
  private func rows(_ outcome: Outcome) -> [[String]] {
    let values = ReadableNumber(
      for: outcome.arms.flatMap { [$0.mean, $0.p05, $0.p95] }.compactMap { $0 }, digits: 4)
    let changes = ReadableNumber(
      for: outcome.arms.compactMap(\.difference).flatMap { [$0.difference, $0.ci95Low, $0.ci95High] }.compactMap { $0 },
      digits: 3)
    let ranges = self.ranges(outcome.arms.map { ($0.p05, $0.p95) }) { values.text($0) }
    let intervals = self.ranges(outcome.arms.map { ($0.difference?.ci95Low, $0.difference?.ci95High) }) {
      changes.text($0, signed: true)
    }
    return outcome.arms.enumerated().map { i, result in
      let start = [label(result.arm), values.text(result.mean ?? .nan), ranges[i]]
      guard let change = result.difference else { return start + [ScreenWords.reference[language], "", ""] }
      return start + [
        changes.text(change.difference ?? .nan, signed: true), intervals[i],
        ReadableNumber.percent(change.relative ?? .nan),
      ]
    }
  }

  /// `low to high`, each side padded to the longest of its kind; a dash where an end is undefined.
  private func ranges(_ ends: [(Double?, Double?)], _ text: (Double) -> String) -> [String] {
    let texts = ends.map { low, high in low.flatMap { low in high.map { (text(low), text($0)) } } }
    let lowWidth = texts.map { DisplayWidth.of($0?.0 ?? "") }.max() ?? 0
    let highWidth = texts.map { DisplayWidth.of($0?.1 ?? "") }.max() ?? 0
    return texts.map { pair in
      guard let pair else { return ReadableNumber.undefined }
      return DisplayWidth.padded(pair.0, to: lowWidth, rightAligned: true) + ScreenWords.to[language]
        + DisplayWidth.padded(pair.1, to: highWidth, rightAligned: true)
    }
  }

  /// Arms on the left, numbers on the right.
  static func line(_ cells: [String], _ widths: [Int]) -> String {
    let padded = cells.enumerated().map { i, cell in
      DisplayWidth.padded(cell, to: widths[i], rightAligned: i > 0)
    }
    let line = "  " + padded.joined(separator: "  ")
    return String(line.reversed().drop { $0 == " " }.reversed())
  }
}
