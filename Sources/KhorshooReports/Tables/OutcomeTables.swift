import KhorshooEngine
import KhorshooText

/// The two long tables of a run: `outcomes.csv` and `differences.csv`.
///
/// Every arm has a row for every cell of the layout, so that tables of two runs of one layout match row by row. An
/// outcome that is undefined in every replicate (no member yet, no herd left) has its row with empty numbers: its
/// absence is said, not silent.
public enum OutcomeTables {
  /// `outcomes.csv`: distribution over replicates.
  public static let outcomes = TableDefinition(
    name: "outcomes", title: "Outcomes by arm, place and quarter", titleChinese: "各方案、地点、季度的结果",
    meaning: "Distribution over replicates. All numbers are empty when the outcome is undefined in every replicate.",
    meaningChinese: "各次重复模拟的分布。若某指标在所有重复中均无定义，则数值为空。",
    columns: [.arm] + TableColumn.placeAndTime + [
      .measured("mean", "Mean over replicates.", "各次重复的均值。"),
      .measured("mcse", "Monte Carlo standard error of the mean.", "均值的蒙特卡洛标准误。"),
      .measured("p05", "5 % quantile over replicates.", "5% 分位数。"),
      .measured("p25", "25 % quantile over replicates.", "25% 分位数。"),
      .measured("p50", "Median over replicates.", "中位数。"),
      .measured("p75", "75 % quantile over replicates.", "75% 分位数。"),
      .measured("p95", "95 % quantile over replicates.", "95% 分位数。"),
    ],
    primaryKey: ["arm", "level", "placeID", "year", "quarter", "outcome"])

  /// `differences.csv`: arm minus reference, replicate by replicate.
  public static let differences = TableDefinition(
    name: "differences", title: "Paired differences from the reference arm", titleChinese: "与基准方案的配对差异",
    meaning: "Arm minus reference in the same replicate, that is in the same simulated world.",
    meaningChinese: "同一次重复（同一模拟世界）中，本方案减基准方案。",
    columns: [.arm, .reference] + TableColumn.placeAndTime + [
      .measured("difference", "Mean of arm minus reference.", "本方案减基准方案的均值。"),
      .measured("ci95Low", "Lower end of the 95 % interval of that mean (Student's t).", "该均值 95% 区间下限（t 分布）。"),
      .measured("ci95High", "Upper end of the 95 % interval of that mean.", "该均值 95% 区间上限。"),
      TableColumn(
        "relative", .number, unit: "1",
        meaning: "Difference divided by the mean of the reference; empty when that mean is zero.",
        meaningChinese: "差异除以基准均值；基准均值为零时为空。", mayBeEmpty: true),
      TableColumn(
        "correlation", .number, unit: "1",
        meaning: "Correlation of the two arms over replicates; empty when one of them is constant.",
        meaningChinese: "两方案跨重复的相关系数；一方为常数时为空。", mayBeEmpty: true),
      TableColumn(
        "replicates", .integer, unit: "1", meaning: "Replicates in which both sides are defined.",
        meaningChinese: "两方案均有定义的重复次数。"),
      TableColumn(
        "unpairedReplicates", .number, unit: "1",
        meaning:
          "Replicates of each arm that arms without shared luck would need for an interval as narrow; empty when "
          + "the difference does not vary.",
        meaningChinese: "若各方案随机数不配对，达到同样区间宽度每个方案所需的重复次数；差异无变化时为空。", mayBeEmpty: true),
    ],
    primaryKey: ["arm", "level", "placeID", "year", "quarter", "outcome"])

  /// Writes both tables into a result folder, side by side.
  ///
  /// - Throws: `UserError` 73, 74.
  public static func write(_ tables: some RunTables, language: Language, threads: Int, to folder: ResultFolder)
    throws(UserError)
  {
    // Each is written by one thread, and by nobody else before both are done.
    nonisolated(unsafe) let (first, second) = (try folder.table(outcomes), try folder.table(differences))
    var failures: [UserError?] = []
    ParallelBlocks.run(
      count: 2, threads: threads, into: &failures, makeMemory: {},
      compute: { table, _ in
        do throws(UserError) {
          if table == 0 {
            try writeOutcomes(tables, language: language, to: first)
          } else {
            try writeDifferences(tables, language: language, to: second)
          }
          return nil
        } catch {
          return error
        }
      }, add: { $0.append($1) })
    if let failure = failures.compactMap({ $0 }).first { throw failure }
  }

  /// Writes the rows of ``outcomes``: by arm, then cell. Does not finish the writer.
  ///
  /// - Throws: `UserError` 74.
  public static func writeOutcomes(_ tables: some RunTables, language: Language, to writer: CSVWriter)
    throws(UserError)
  {
    let keys = CellKeys(tables.layout, language)
    for (arm, name) in tables.arms.enumerated() {
      let armText = CSVCells([name])
      for (index, cell) in tables.layout.cells.enumerated() {
        writer.cell(armText)
        keys.write(cell, to: writer)
        let summary = tables.summary(arm: arm, cell: index)
        if summary.replicates == 0 {
          writer.emptyCells(7)
        } else {
          writer.cell(summary.mean)
          writer.cell(summary.mcse)
          writer.cell(summary.p05)
          writer.cell(summary.p25)
          writer.cell(summary.p50)
          writer.cell(summary.p75)
          writer.cell(summary.p95)
        }
        try writer.endRow()
      }
    }
  }

  /// Writes the rows of ``differences``: by arm (the reference left out), then cell. Does not finish the writer.
  ///
  /// - Throws: `UserError` 74.
  public static func writeDifferences(_ tables: some RunTables, language: Language, to writer: CSVWriter)
    throws(UserError)
  {
    let keys = CellKeys(tables.layout, language)
    for (arm, name) in tables.arms.enumerated() where arm != tables.referenceArm {
      let armText = CSVCells([name, tables.arms[tables.referenceArm]])
      for (index, cell) in tables.layout.cells.enumerated() {
        writer.cell(armText)
        keys.write(cell, to: writer)
        let paired = tables.difference(arm: arm, cell: index)
        if paired.replicates == 0 {
          writer.emptyCells(5)
        } else {
          writer.cell(paired.difference)
          writer.cell(paired.ci95Low)
          writer.cell(paired.ci95High)
          writer.cell(paired.relative)
          writer.cell(paired.correlation)
        }
        writer.cell(paired.replicates)
        writer.cell(paired.unpairedReplicates)
        try writer.endRow()
      }
    }
  }
}

/// The encoded cells of ``TableColumn/placeAndTime``, each place, quarter and outcome encoded once.
struct CellKeys {
  private let places: [CSVCells]
  private let quarters: [CSVCells]
  private let outcomes: [CSVCells]

  init(_ layout: RecordLayout, _ language: Language) {
    places = layout.places.map { CSVCells([$0.level.rawValue, $0.id, $0.name(in: language)]) }
    quarters = layout.quarters.map { CSVCells([String($0.year), String($0.number)]) }
    outcomes = layout.outcomes.map { CSVCells([$0.name, $0.unit]) }
  }

  @inline(__always) func write(_ cell: RecordLayout.Cell, to writer: CSVWriter) {
    writer.cell(places[cell.place])
    writer.cell(quarters[cell.time])
    writer.cell(outcomes[cell.outcome])
  }
}

extension Place {
  /// The name in a language; the other one where it has none.
  func name(in language: Language) -> String {
    switch language {
    case .english: name.isEmpty ? nameChinese : name
    case .chinese: nameChinese.isEmpty ? name : nameChinese
    }
  }
}
