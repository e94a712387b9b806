import KhorshooExperiments
import KhorshooNumerics
import KhorshooReports
import KhorshooText

/// The differences between two sweeps, point by point: second minus first where both set the same values.
///
/// With one seed and common random numbers the two replicates of one number are equal worlds, and are compared pair by pair;
/// otherwise the two are independent samples (Welch).
/// - Proof: `SweepRecheckCommandTests`.
public struct SweepComparison {
  /// One recorded quantity at one point in both sweeps.
  public struct Cell: Sendable {
    /// Point of the second sweep, and what it sets.
    public let point: Int
    /// What it sets.
    public let factors: [FactorValue]
    /// Arm, and the arm that it is compared with when the quantity is an uplift; nil for a level.
    public let arm: String
    /// The arm that an uplift is measured from; nil for a level.
    public let reference: String?
    /// Outcome, place and quarter.
    public let cell: RecordedCell
    /// Means in the two sweeps, and half the width of the 95 % interval of the difference.
    public let first, second, halfWidth: Double
    /// Replicates that were paired; nil for two samples.
    public let pairs: Int?

    /// Second minus first.
    public var difference: Double { second - first }
  }

  /// Points that both have, and points of each that the other has not or that failed in either.
  public private(set) var commonPoints = 0, leftOut = 0
  /// Whether replicates were paired.
  public let isPaired: Bool

  /// Compares two sweeps.
  ///
  /// - Parameter visit: receives every common cell, by point of the second.
  /// - Throws: `UserError` 65 `nothing-in-common`, `damaged-sweep`; what `visit` throws.
  public init(_ first: SweepResults, _ second: SweepResults, visit: (Cell) throws -> Void) throws {
    let (one, two) = (first.sweep, second.sweep)
    isPaired =
      one.scenario.run.seed == two.scenario.run.seed && one.scenario.run.randomNumbers == .common
      && two.scenario.run.randomNumbers == .common
    func settings(_ context: SweepContext, _ point: Int) -> [String: FactorValue] {
      Dictionary(context.settings(point: point).map { ($0.key, $0.value) }) { $1 }
    }
    var points: [[String: FactorValue]: Int] = [:]
    for point in 0..<one.design.pointCount { points[settings(one, point)] = point }
    try second.forEachPoint { after in
      guard let point = points[settings(two, after.point)], after.status == .done,
        let before = try first.result(point: point),
        before.status == .done, let layout = before.layout, let layoutAfter = after.layout
      else { return }
      commonPoints += 1
      let pair = PointPair(
        before: before, after: after, layout: layout, layoutAfter: layoutAfter, isPaired: isPaired,
        factors: two.design.values(point: after.point))
      try pair.forEachCell(visit)
    }
    leftOut = one.design.pointCount + two.design.pointCount - 2 * commonPoints
    guard commonPoints > 0 else {
      throw UserError(
        .invalidData,
        [
          Diagnostic(
            code: "nothing-in-common", path: second.store.path,
            message:
              "no point of it sets the same values as a point of \(first.store.path); compare sweeps of one design")
        ])
    }
  }
}

/// One point of two sweeps.
private struct PointPair {
  let before, after: PointResult
  let layout, layoutAfter: RecordedLayout
  let isPaired: Bool
  let factors: [FactorValue]

  func forEachCell(_ visit: (SweepComparison.Cell) throws -> Void) throws {
    let index = Dictionary(layout.cells.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let common = layoutAfter.cells.enumerated().compactMap { cell, what in index[what].map { (what, $0, cell) } }
    for (arm, name) in layoutAfter.arms.enumerated() {
      guard let earlier = layout.arms.firstIndex(of: name) else { continue }
      for (what, old, new) in common {
        try visit(
          cell(name, nil, what, before.values(arm: earlier, cell: old), after.values(arm: arm, cell: new)))
      }
      let (reference, reference2) = (layout.arms[layout.referenceArm], layoutAfter.arms[layoutAfter.referenceArm])
      guard reference == reference2, name != reference else { continue }
      for (what, old, new) in common {
        try visit(
          cell(
            name, reference, what, before.differences(arm: earlier, cell: old), after.differences(arm: arm, cell: new)))
      }
    }
  }

  private func cell(
    _ arm: String, _ reference: String?, _ what: RecordedCell, _ old: [Double], _ new: [Double]
  ) -> SweepComparison.Cell {
    var (x, y) = (old, new)
    if isPaired {
      let both = zip(old, new).filter { $0.isFinite && $1.isFinite }
      (x, y) = (both.map(\.0), both.map(\.1))
    }
    let (a, b) = (Moments(x.filter(\.isFinite)), Moments(y.filter(\.isFinite)))
    let halfWidth: Double
    if isPaired {
      let difference = Moments(zip(x, y).map { $1 - $0 })
      halfWidth =
        difference.count < 2
        ? .nan
        : studentQuantile975(degreesOfFreedom: Double(difference.count - 1))
          * (difference.variance / Double(difference.count)).squareRoot()
    } else {
      halfWidth = Sample(b).halfWidth(against: Sample(a))
    }
    return SweepComparison.Cell(
      point: after.point, factors: factors, arm: arm, reference: reference, cell: what, first: a.mean, second: b.mean,
      halfWidth: halfWidth, pairs: isPaired ? x.count : nil)
  }
}

extension Sample {
  fileprivate init(_ moments: Moments) {
    self.init(
      mean: moments.mean, error: moments.count < 2 ? .nan : (moments.variance / Double(moments.count)).squareRoot(),
      replicates: moments.count)
  }
}

/// The table of `khorshoo compare --out` for two sweeps.
public enum SweepComparisonTable {
  /// The columns.
  public static func definition(_ design: Design) -> TableDefinition {
    TableDefinition(
      name: "comparison", title: "Differences between two sweeps", titleChinese: "两次批量试验的差异",
      meaning: "Second sweep minus first, at every point that both have.", meaningChinese: "第二次减第一次，仅含两者共有的设计点。",
      columns: [.point] + PointTable.factorColumns(design) + SweepTables.cellColumns + [
        TableColumn(
          "measure", .string,
          meaning: "level: the outcome in the arm; uplift: its paired difference from the reference.",
          meaningChinese: "level 为该方案的水平；uplift 为与基准方案的配对差异。"),
        SweepTables.measured("first", "Mean in the first sweep.", "第一次的均值。"),
        SweepTables.measured("second", "Mean in the second sweep.", "第二次的均值。"),
        SweepTables.measured("difference", "Second minus first.", "第二次减第一次。"),
        SweepTables.measured("ci95Low", "Lower end of the 95 % interval of the difference.", "差异 95% 区间下限。"),
        SweepTables.measured("ci95High", "Upper end of that interval.", "差异 95% 区间上限。"),
        TableColumn(
          "pairs", .integer, unit: "1", meaning: "Pairs of replicates; empty for two samples.",
          meaningChinese: "配对的重复次数；两样本时为空。", mayBeEmpty: true),
      ], primaryKey: ["point", "arm", "placeID", "year", "quarter", "outcome", "measure"])
  }

  /// Adds the row of a cell.
  ///
  /// - Throws: `UserError` 74.
  public static func append(_ cell: SweepComparison.Cell, to writer: CSVWriter) throws(UserError) {
    writer.cell(cell.point)
    PointTable.write(cell.factors, to: writer)
    for text in [cell.arm, cell.cell.placeID] { writer.cell(text) }
    writer.cell(cell.cell.year)
    writer.cell(cell.cell.quarter)
    for text in [cell.cell.outcome, cell.cell.unit, cell.reference == nil ? "level" : "uplift"] { writer.cell(text) }
    for number in [
      cell.first, cell.second, cell.difference, cell.difference - cell.halfWidth, cell.difference + cell.halfWidth,
    ] { writer.cell(number) }
    if let pairs = cell.pairs { writer.cell(pairs) } else { writer.emptyCells(1) }
    try writer.endRow()
  }
}
