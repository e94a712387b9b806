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
    let isChinese = language == .chinese
    let (points, out) = (comparison.commonPoints, comparison.leftOut)
    let method =
      comparison.isPaired ? (isChinese ? "逐次配对" : "paired replicate by replicate") : isChinese ? "两独立样本" : "two samples"
    var rows = paths
    for difference in scenario.prefix(20) {
      rows.append("  \(difference.key)  \(difference.first ?? "–") → \(difference.second ?? "–")")
    }
    rows.append(
      isChinese
        ? "共有 \(points) 个设计点（未比较 \(out) 个），\(method)。第二次减第一次："
        : "\(points) points that both have (\(out) left out), \(method). Second minus first over the points:")
    rows.append("")
    let width = last.map { DisplayWidth.of(Self.label($0)) }.max() ?? 0
    for line in last {
      let sorted = line.differences.sorted()
      let numbers = ReadableNumber(for: sorted, digits: 3)
      let spread = [sorted[0], quantileType7(sorted: sorted, probability: 0.5), sorted[sorted.count - 1]]
        .map { numbers.text($0, signed: true) }
      let range =
        spread[0] == spread[2]
        ? spread[0]
        : isChinese
          ? "\(spread[0]) 至 \(spread[2])，中位 \(spread[1])" : "\(spread[0]) to \(spread[2]), median \(spread[1])"
      let beyond = isChinese ? "\(line.beyondNoise) 点超出噪声" : "beyond noise at \(line.beyondNoise) of \(sorted.count)"
      rows.append(
        "  " + DisplayWidth.padded(Self.label(line), to: width) + "  \(range)\(isChinese ? "；" : "; ")\(beyond)")
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
