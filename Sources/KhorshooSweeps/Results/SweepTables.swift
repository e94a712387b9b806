import KhorshooExperiments
import KhorshooReports
import KhorshooText

/// The tables of a sweep: rows by point, then arm, then what is recorded. The same bytes whoever computed what and when.
///
/// - Proof: `SweepCommandTests`, `ShardCommandTests`.
enum SweepTables {
  private static let arm = TableColumn(
    "arm", .string, meaning: "Policy variant of the scenario.", meaningChinese: "情景中的政策方案。")
  private static let cell = [
    TableColumn(
      "placeID", .string, meaning: "Identifier of the place or group.", meaningChinese: "地点或群体标识。"),
    TableColumn("year", .integer, meaning: "Calendar year.", meaningChinese: "公历年份。"),
    TableColumn(
      "quarter", .integer, meaning: "Quarter: 1 spring to 4 winter; a yearly outcome stands in quarter 4.",
      meaningChinese: "季度：1 春至 4 冬；年度指标记在第 4 季度。"),
    TableColumn("outcome", .string, meaning: "Name of the outcome.", meaningChinese: "指标名称。"),
    TableColumn(
      "unit", .string, meaning: "Unit of the outcome; 1 for a share or an index.", meaningChinese: "指标单位；比例或指数为 1。"),
    TableColumn(
      "replicates", .integer, unit: "1", meaning: "Replicates in which the outcome is defined.",
      meaningChinese: "该指标有定义的重复次数。"),
  ]
  /// Arm, place, quarter and outcome, as in a comparison of two sweeps.
  static var cellColumns: [TableColumn] { [arm] + cell.dropLast() }
  private static let key = ["point", "arm", "placeID", "year", "quarter", "outcome"]

  static func measured(_ name: String, _ meaning: String, _ chinese: String) -> TableColumn {
    TableColumn(name, .number, unit: "as column unit", meaning: meaning, meaningChinese: chinese, mayBeEmpty: true)
  }

  static func points(_ design: Design) -> TableDefinition {
    TableDefinition(
      name: "points", title: "Outcomes by point and arm", titleChinese: "各设计点、各方案的结果",
      meaning:
        "Distribution over replicates at each point of the design. Numbers are empty when the outcome is undefined.",
      meaningChinese: "各设计点多次重复的分布；指标无定义时为空。",
      columns: [.point] + PointTable.factorColumns(design) + [arm] + cell + [
        measured("mean", "Mean over replicates.", "各次重复的均值。"),
        measured("mcse", "Monte Carlo standard error of the mean.", "均值的蒙特卡洛标准误。"),
        measured("p05", "5 % quantile over replicates.", "5% 分位数。"),
        measured("p50", "Median over replicates.", "中位数。"),
        measured("p95", "95 % quantile over replicates.", "95% 分位数。"),
      ], primaryKey: key)
  }

  static func effects(_ design: Design) -> TableDefinition {
    let reference = TableColumn(
      "reference", .string, meaning: "Arm that this arm is compared with.", meaningChinese: "作为比较基准的方案。")
    return TableDefinition(
      name: "effects", title: "Paired differences by point", titleChinese: "各设计点与基准方案的配对差异",
      meaning:
        "Arm minus reference in the same simulated world, at each point of the design; of a group, for the same households.",
      meaningChinese: "各设计点在同一模拟世界中本方案减基准方案；群体为同一批牧户的比较。",
      columns: [.point] + PointTable.factorColumns(design) + [arm, reference] + cell + [
        measured("difference", "Mean of arm minus reference.", "本方案减基准方案的均值。"),
        measured("ci95Low", "Lower end of the 95 % interval of that mean (Student's t).", "该均值 95% 区间下限（t 分布）。"),
        measured("ci95High", "Upper end of the 95 % interval of that mean.", "该均值 95% 区间上限。"),
        TableColumn(
          "relative", .number, unit: "1",
          meaning: "Difference divided by the mean of the reference; empty when that mean is zero.",
          meaningChinese: "差异除以基准均值；基准均值为零时为空。", mayBeEmpty: true),
      ], primaryKey: key)
  }

  static func failures(_ design: Design) -> TableDefinition {
    TableDefinition(
      name: "failures", title: "Points that failed", titleChinese: "失败的设计点",
      meaning: "One row a point without results, and why.", meaningChinese: "无结果的设计点及其原因。",
      columns: [.point] + PointTable.factorColumns(design) + [
        TableColumn("code", .string, meaning: "Stable code of the reason.", meaningChinese: "原因代码。"),
        TableColumn("message", .string, meaning: "The reason.", meaningChinese: "原因。"),
      ], primaryKey: ["point"])
  }

  /// Writes the rows of a complete point.
  static func write(
    _ result: PointResult, _ layout: RecordedLayout, factors: [FactorValue], points: CSVWriter, effects: CSVWriter
  ) throws(UserError) {
    for (arm, name) in layout.arms.enumerated() {
      for (index, cell) in layout.cells.enumerated() {
        begin(points, result.point, factors, [name], cell)
        let summary = result.summary(arm: arm, cell: index)
        points.cell(summary.replicates)
        for number in [summary.mean, summary.mcse, summary.p05, summary.p50, summary.p95] { points.cell(number) }
        try points.endRow()
      }
    }
    for (arm, name) in layout.arms.enumerated() where arm != layout.referenceArm {
      for (index, cell) in layout.cells.enumerated() {
        begin(effects, result.point, factors, [name, layout.arms[layout.referenceArm]], cell)
        let paired = result.difference(arm: arm, cell: index)
        effects.cell(paired.replicates)
        for number in [paired.difference, paired.ci95Low, paired.ci95High, paired.relative] { effects.cell(number) }
        try effects.endRow()
      }
    }
  }

  private static func begin(
    _ writer: CSVWriter, _ point: Int, _ factors: [FactorValue], _ arms: [String], _ cell: RecordedCell
  ) {
    writer.cell(point)
    PointTable.write(factors, to: writer)
    for arm in arms { writer.cell(arm) }
    writer.cell(cell.placeID)
    writer.cell(cell.year)
    writer.cell(cell.quarter)
    writer.cell(cell.outcome)
    writer.cell(cell.unit)
  }

  /// Writes the row of a point that failed.
  static func write(
    failure code: String, _ message: String, point: Int, factors: [FactorValue], to writer: CSVWriter
  ) throws(UserError) {
    writer.cell(point)
    PointTable.write(factors, to: writer)
    writer.cell(code)
    writer.cell(message)
    try writer.endRow()
  }
}
