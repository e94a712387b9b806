import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooReports
import KhorshooText

/// A league of banners: the points of a sweep with luck and households of their own, summed replicate by replicate.
///
/// Replicate r of the league is replicate r of each banner. Sums are made in the order of the points, so they have the same bytes
/// however the sweep was shared out; memory is that of one point.
///
/// - Proof: `LeagueCommandTests`.
struct LeagueTotals {
  private struct Cell {
    let recorded: RecordedCell
    /// Place in the layout of the points.
    let index: Int
    let rule: LeagueRule
  }

  private let rules: [String: LeagueRule]
  private var layout: RecordedLayout?
  private var cells: [Cell] = []
  /// Sums over the points, weighted by households where the rule says so. Shape: arms, cells, replicates.
  private var sums: [[[Double]]] = []
  private var points = 0
  private var households = 0.0

  /// Of no point yet; nil where the points of a sweep are not places of their own, or have different numbers of replicates.
  init?(_ sweep: SweepContext) {
    guard sweep.scenario.run.randomNumbers == .perPoint, sweep.rule == nil else { return nil }
    rules = ModelOutcomes(speciesNames: sweep.scenario.speciesNames).leagueRules
  }

  /// Takes in a point. What it does not record, other than the points before, is not a number from then on.
  mutating func add(_ result: PointResult, _ found: RecordedLayout, households count: Int) {
    if layout == nil { begin(found, replicates: result.replicates) }
    points += 1
    households += Double(count)
    for arm in sums.indices {
      for (place, cell) in cells.enumerated() {
        guard let index = Self.index(of: cell, in: found), found.arms == layout?.arms else {
          sums[arm][place] = sums[arm][place].map { _ in .nan }
          continue
        }
        let weight = cell.rule == .sum ? 1 : Double(count)
        for (replicate, value) in result.values(arm: arm, cell: index).enumerated() {
          sums[arm][place][replicate] += weight * value
        }
      }
    }
  }

  private static func index(of cell: Cell, in layout: RecordedLayout) -> Int? {
    let isThere = layout.cells.indices.contains(cell.index) && layout.cells[cell.index] == cell.recorded
    return isThere ? cell.index : layout.cells.firstIndex(of: cell.recorded)
  }

  private mutating func begin(_ found: RecordedLayout, replicates: Int) {
    layout = found
    cells = found.cells.enumerated().compactMap { index, cell in
      guard cell.level == .banner, let rule = rules[cell.outcome] else { return nil }
      return Cell(recorded: cell, index: index, rule: rule)
    }
    sums = found.arms.map { _ in cells.map { _ in [Double](repeating: 0, count: replicates) } }
  }

  /// `league.csv`
  static let definition = TableDefinition(
    name: "league", title: "All banners together", titleChinese: "各旗合计",
    meaning:
      "Outcomes of all points as one league: sums of amounts, means and shares by households, replicate by replicate; and "
      + "arm minus reference. Empty where the points do not all record it.",
    meaningChinese: "全部设计点合为一体的结果：金额与数量为合计，户均值与户数比例按户加权，逐次重复计算；并列出与基准方案之差。各设计点未全部记录者为空。",
    columns: SweepTables.cellColumns.filter { $0.name != "placeID" } + [
      TableColumn("points", .integer, unit: "1", meaning: "Banners that are summed.", meaningChinese: "合计的旗数。"),
      TableColumn(
        "households", .integer, unit: "1", meaning: "Their households.", meaningChinese: "其牧户数。"),
      TableColumn("replicates", .integer, unit: "1", meaning: "Replicates.", meaningChinese: "重复次数。"),
      SweepTables.measured("mean", "Mean over replicates.", "各次重复的均值。"),
      SweepTables.measured("mcse", "Monte Carlo standard error of the mean.", "均值的蒙特卡洛标准误。"),
      SweepTables.measured("difference", "Mean of arm minus reference; empty in the reference.", "本方案减基准方案的均值；基准方案为空。"),
      SweepTables.measured(
        "ci95Low", "Lower end of the 95 % interval of that mean (Student's t).", "该均值 95% 区间下限（t 分布）。"),
      SweepTables.measured("ci95High", "Upper end of the 95 % interval of that mean.", "该均值 95% 区间上限。"),
    ], primaryKey: ["arm", "year", "quarter", "outcome"])

  /// Writes the table.
  func write(to writer: CSVWriter) throws(UserError) {
    guard let layout else { return }
    for (arm, name) in layout.arms.enumerated() {
      for (place, cell) in cells.enumerated() {
        let divisor = cell.rule == .sum ? 1 : households
        let values = sums[arm][place].map { $0 / divisor }
        let reference = sums[layout.referenceArm][place].map { $0 / divisor }
        let level = Moments(values)
        writer.cell(name)
        writer.cell(cell.recorded.year)
        writer.cell(cell.recorded.quarter)
        writer.cell(cell.recorded.outcome)
        writer.cell(cell.recorded.unit)
        writer.cell(points)
        writer.cell(Int(households))
        writer.cell(level.count)
        writer.cell(level.mean)
        writer.cell((level.variance / Double(level.count)).squareRoot())
        let paired = Moments(zip(values, reference).map { $0 - $1 })
        let half =
          paired.count > 1
          ? studentQuantile975(degreesOfFreedom: Double(paired.count - 1))
            * (paired.variance / Double(paired.count)).squareRoot() : Double.nan
        let isReference = arm == layout.referenceArm
        for number in [paired.mean, paired.mean - half, paired.mean + half] {
          writer.cell(isReference ? .nan : number)
        }
        try writer.endRow()
      }
    }
  }
}
