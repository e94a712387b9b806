import KhorshooEngine
import KhorshooNumerics
import KhorshooScenarios
import KhorshooSweeps
import KhorshooText

/// What `khorshoo compare` says of two sweeps: each quantity of the last quarter over the points.
struct SweepCompareReport {
  private struct Line {
    let cell: RecordedCell
    let arm: String
    let reference: String?
    var differences: [Double] = []
    var beyondNoise = 0
  }

  private var lines: [Line] = []
  private var index: [String: Int] = [:]

  mutating func take(_ cell: SweepComparison.Cell) {
    guard cell.difference.isFinite else { return }
    let key = "\(cell.arm) \(cell.reference ?? "") \(cell.cell)"
    let line = index[key] ?? lines.count
    if line == lines.count {
      index[key] = line
      lines.append(Line(cell: cell.cell, arm: cell.arm, reference: cell.reference))
    }
    lines[line].differences.append(cell.difference)
    if cell.difference.magnitude > cell.halfWidth { lines[line].beyondNoise += 1 }
  }

  private var last: [Line] {
    let time = { (cell: RecordedCell) in cell.year * 4 + cell.quarter }
    let latest = lines.map { time($0.cell) }.max()
    return lines.filter { time($0.cell) == latest }
  }

  func text(
    _ comparison: SweepComparison, _ paths: [String], _ scenario: [ScenarioDifference], _ language: Language
  ) -> String {
    let (points, out) = (comparison.commonPoints, comparison.leftOut)
    let method = comparison.isPaired ? CompareWords.paired : CompareWords.twoSamples
    var rows = paths
    for difference in scenario.prefix(20) {
      rows.append("  \(difference.key)  \(difference.first ?? "–") → \(difference.second ?? "–")")
    }
    rows += [CompareWords.points(points, leftOut: out, method: method)[language], ""]
    let width = last.map { DisplayWidth.of(Self.label($0)) }.max() ?? 0
    for line in last {
      let sorted = line.differences.sorted()
      let numbers = ReadableNumber(for: sorted, digits: 3)
      let spread = [sorted[0], quantileType7(sorted: sorted, probability: 0.5), sorted[sorted.count - 1]]
        .map { numbers.text($0, signed: true) }
      let range =
        spread[0] == spread[2]
        ? spread[0] : CompareWords.range(spread[0], spread[1], spread[2])[language]
      let beyond = CompareWords.beyondNoise(line.beyondNoise, of: sorted.count)[language]
      rows.append("  " + DisplayWidth.padded(Self.label(line), to: width) + "  \(range)\(beyond)")
    }
    return rows.joined(separator: "\n") + "\n"
  }

  func json(_ comparison: SweepComparison, _ paths: [String]) -> String {
    let quantities = last.map { line in
      let sorted = line.differences.sorted()
      return OrderedJSON.object([
        ("arm", .text(line.arm)), ("reference", line.reference.map { .text($0) } ?? .null),
        ("outcome", .text(line.cell.outcome)), ("placeID", .text(line.cell.placeID)), ("unit", .text(line.cell.unit)),
        ("least", .number(sorted[0])), ("median", .number(quantileType7(sorted: sorted, probability: 0.5))),
        ("greatest", .number(sorted[sorted.count - 1])), ("points", .integer(sorted.count)),
        ("beyondNoise", .integer(line.beyondNoise)),
      ])
    }
    return OrderedJSON.object([
      ("first", .text(paths[0])), ("second", .text(paths[1])), ("commonPoints", .integer(comparison.commonPoints)),
      ("leftOut", .integer(comparison.leftOut)), ("paired", .boolean(comparison.isPaired)),
      ("quantities", .list(quantities)),
    ]).description
  }

  private static func label(_ line: Line) -> String {
    let place = line.cell.placeID == Place.bannerID ? "" : "@\(line.cell.placeID)"
    return (line.reference == nil ? line.arm : "uplift.\(line.arm)") + ".\(line.cell.outcome)\(place)"
  }
}
