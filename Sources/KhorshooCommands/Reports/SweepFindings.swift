import Foundation
import KhorshooEngine
import KhorshooExperiments
import KhorshooNumerics
import KhorshooReports
import KhorshooSweeps
import KhorshooText

/// What a sweep found of one outcome: what each arm changes of it at each point, with its 95 % interval; the level where
/// there is but one arm.
///
/// - Proof: `SweepReportCommandTests`.
struct SweepFindings {
  /// An arm against the reference at a point, or the level of the only arm.
  struct Effect {
    let difference, low, high: Double
  }

  /// A point that is complete.
  struct Point {
    let number: Int
    let values: [FactorValue]
    /// In the order of ``arms``.
    let effects: [Effect]
  }

  /// Name and unit of the outcome; income where it is recorded.
  private(set) var outcome = ""
  private(set) var unit = ""
  /// Whether there is but one arm, and what is told is its level.
  private(set) var isLevel = false
  /// Names of the arms but the reference, or of the only arm, and of the reference.
  private(set) var arms: [String] = []
  private(set) var reference = ""
  /// All complete points; of a large design every ``stride``-th point, so that memory and page have a limit.
  private(set) var points: [Point] = []
  /// How many are complete, and of these with an effect of the main arm, with one that is surely above zero, surely below.
  private(set) var complete = 0, answered = 0, above = 0, below = 0
  /// The least and the greatest effects of the main arm over all points, from the least to the greatest.
  private(set) var least: [Point] = [], greatest: [Point] = []
  /// Every so many points of the design are in ``points``.
  let stride: Int
  private(set) var failed = 0
  private(set) var replicates = 0
  /// Keys that differ between points, and where they stand among the design's.
  private(set) var varied: [(key: String, place: Int)] = []
  /// Whether all values of a key are numbers.
  private var isNumber: [Bool]

  /// Points that pictures show and rank correlations are taken over at most, and points that are told of at either end.
  private static let limit = 2_000
  static let ends = 6

  /// Reads what is there.
  ///
  /// - Throws: `UserError` 65 `damaged-sweep`.
  init(_ results: SweepResults) throws {
    let design = results.sweep.design
    stride = max(1, (design.pointCount + Self.limit - 1) / Self.limit)
    isNumber = design.keys.map { _ in true }
    var first: [FactorValue]?
    var differs = design.keys.map { _ in false }
    try results.forEachPoint { result in
      if case .failed = result.status { failed += 1 }
      guard result.status == .done, let layout = result.layout else { return }
      if outcome.isEmpty { choose(layout) }
      let cell = layout.cells.lastIndex { $0.outcome == outcome && $0.placeID == Place.bannerID }
      guard let cell else { return }
      complete += 1
      replicates += result.replicates
      let effects = isLevel ? [Self.level(result, cell)] : Self.differences(result, layout, cell)
      let point = Point(number: result.point, values: design.values(point: result.point), effects: effects)
      let start = first ?? point.values
      first = start
      for place in start.indices {
        if point.values[place] != start[place] { differs[place] = true }
        if point.values[place].number == nil { isNumber[place] = false }
      }
      if result.point % stride == 0 { points.append(point) }
      note(point)
    }
    varied = design.keys.enumerated().compactMap { place, key in differs[place] ? (key, place) : nil }
  }

  /// Counts a point's effect, and keeps it when it is among the least or the greatest.
  private mutating func note(_ point: Point) {
    let found = effect(point)
    guard found.difference.isFinite else { return }
    answered += 1
    above += found.low > 0 ? 1 : 0
    below += found.high < 0 ? 1 : 0
    func isBefore(_ a: Point, _ b: Point) -> Bool {
      (effect(a).difference, a.number) < (effect(b).difference, b.number)
    }
    if least.count < Self.ends || isBefore(point, least[least.count - 1]) {
      least.insert(point, at: least.firstIndex { isBefore(point, $0) } ?? least.count)
      if least.count > Self.ends { least.removeLast() }
    }
    if greatest.count < Self.ends || isBefore(greatest[0], point) {
      greatest.insert(point, at: greatest.firstIndex { isBefore(point, $0) } ?? greatest.count)
      if greatest.count > Self.ends { greatest.removeFirst() }
    }
  }

  private static func differences(_ result: PointResult, _ layout: RecordedLayout, _ cell: Int) -> [Effect] {
    layout.arms.indices.filter { $0 != layout.referenceArm }.map { arm in
      let found = result.difference(arm: arm, cell: cell)
      return Effect(difference: found.difference, low: found.ci95Low, high: found.ci95High)
    }
  }

  private static func level(_ result: PointResult, _ cell: Int) -> Effect {
    let found = result.summary(arm: 0, cell: cell)
    let half =
      found.replicates > 1
      ? studentQuantile975(degreesOfFreedom: Double(found.replicates - 1)) * found.mcse : Double.nan
    return Effect(difference: found.mean, low: found.mean - half, high: found.mean + half)
  }

  private mutating func choose(_ layout: RecordedLayout) {
    let known = layout.cells.filter { $0.placeID == Place.bannerID }
    let cell = known.last { $0.outcome == Findings.income } ?? known.last
    (outcome, unit) = (cell?.outcome ?? "", cell?.unit ?? "1")
    isLevel = layout.arms.count == 1
    arms = layout.arms.indices.filter { isLevel || $0 != layout.referenceArm }.map { layout.arms[$0] }
    reference = layout.arms[layout.referenceArm]
  }

  /// Place of the arm that the answer is about: the last one; nil when there is only the reference.
  var main: Int? { arms.indices.last }

  /// What the main arm changes at a point.
  func effect(_ point: Point) -> Effect {
    main.map { point.effects[$0] } ?? Effect(difference: .nan, low: .nan, high: .nan)
  }

  /// The points that are kept with an effect of the main arm, from the least to the greatest.
  var ordered: [Point] {
    points.filter { effect($0).difference.isFinite }.sorted {
      (effect($0).difference, $0.number) < (effect($1).difference, $1.number)
    }
  }

  /// The values that a key takes, in order: numbers by size, words as they come.
  func levels(_ place: Int) -> [FactorValue] {
    var seen: Set<FactorValue> = []
    let levels = points.map { $0.values[place] }.filter { seen.insert($0).inserted }
    return isNumeric(place) ? levels.sorted { ($0.number ?? 0) < ($1.number ?? 0) } : levels
  }

  /// Whether all values of a key are numbers.
  func isNumeric(_ place: Int) -> Bool { isNumber[place] }

  /// The point of each pair of values of two keys; nil where it is not there, or there are several.
  func grid(_ x: Int, _ y: Int) -> [[Point?]]? {
    let (columns, rows) = (levels(x), levels(y))
    guard stride == 1, columns.count * rows.count == points.count else { return nil }
    let byPair = Dictionary(grouping: points) { [$0.values[x], $0.values[y]] }
    guard byPair.count == points.count else { return nil }
    return rows.map { row in columns.map { byPair[[$0, row]]?.first } }
  }

  /// Rank correlation of a key with the effect of the main arm; nil where one of the two does not vary.
  func rankCorrelation(_ place: Int) -> Double? {
    let known = points.filter { effect($0).difference.isFinite && $0.values[place].number != nil }
    let x = Self.ranks(known.map { $0.values[place].number ?? 0 })
    let y = Self.ranks(known.map { effect($0).difference })
    let middle = Double(known.count + 1) / 2
    func product(_ a: [Double], _ b: [Double]) -> Double {
      zip(a, b).reduce(0) { $0 + ($1.0 - middle) * ($1.1 - middle) }
    }
    let scale = (product(x, x) * product(y, y)).squareRoot()
    return scale > 0 ? product(x, y) / scale : nil
  }

  /// Ranks from 1; equal values share the mean of theirs.
  private static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
      for index in start...end { ranks[order[index]] = Double(start + end) / 2 + 1 }
      start = end + 1
    }
    return ranks
  }
}
