import KhorshooEngine
import KhorshooText

/// The two long tables of a run: `outcomes.csv` and `differences.csv`, by year.
///
/// Rows stand by arm, then cell, the same cells in every arm. A cell that is undefined in every replicate of all arms (members
/// of a size that nobody has) has no row; one that an arm alone lacks has empty numbers there.
public enum OutcomeTables {
  /// `outcomes.csv`: distribution over replicates.
  public static let outcomes = TableDefinition(
    name: "outcomes", title: "Outcomes by arm, place and year", titleChinese: "各方案、地点、年份的结果",
    meaning:
      "Distribution over replicates. A stock is that of the end of the year, a flow the sum of its quarters, a share "
      + "that is taken anew in each quarter their mean: codebook.csv says which. Means have \(digits) digits, those of the "
      + "model, quantiles \(endDigits); they are empty when the outcome is undefined in every replicate of the arm.",
    meaningChinese: "各次重复模拟的分布。存量取年末值，流量为四个季度之和，逐季计算的比例取四季平均，见 codebook.csv。均值保留 \(digits) "
      + "位有效数字（模型精度），分位数 \(endDigits) 位；若某方案的所有重复中均无定义，则为空。",
    columns: [.arm] + TableColumn.placeAndYear + [
      .measured("mean", "Mean over replicates.", "各次重复的均值。"),
      .measured("mcse", "Monte Carlo standard error of the mean.", "均值的蒙特卡洛标准误。"),
      .measured("p05", "5 % quantile over replicates.", "5% 分位数。"),
      .measured("p25", "25 % quantile over replicates.", "25% 分位数。"),
      .measured("p50", "Median over replicates.", "中位数。"),
      .measured("p75", "75 % quantile over replicates.", "75% 分位数。"),
      .measured("p95", "95 % quantile over replicates.", "95% 分位数。"),
    ],
    primaryKey: ["arm", "level", "placeID", "year", "outcome"])

  /// `differences.csv`: arm minus reference, replicate by replicate.
  public static let differences = TableDefinition(
    name: "differences", title: "Paired differences from the reference arm", titleChinese: "与基准方案的配对差异",
    meaning:
      "Arm minus reference in the same replicate, that is in the same simulated world; by year, as in outcomes.csv. From low50 "
      + "on: how sure it is over worlds whose parameters and population are drawn, luck averaged out in each; empty when none are.",
    meaningChinese: "同一次重复（同一模拟世界）中，本方案减基准方案；逐年，口径同 outcomes.csv。自 low50 起：参数与人口逐一抽取的各个"
      + "世界（世界内的运气已取平均）中的把握；未抽取世界时为空。",
    columns: [.arm, .reference] + TableColumn.placeAndYear + [
      .measured("difference", "Mean of arm minus reference.", "本方案减基准方案的均值。"),
      .measured(
        "ci95Low",
        "Lower end of the interval in which 95 % of the worlds lie; with --uncertainty none, of the 95 % interval of that mean (Student's t).",
        "95% 的世界所在区间的下限；--uncertainty none 时为该均值 95% 区间下限（t 分布）。"),
      .measured("ci95High", "Upper end of that interval.", "该区间上限。"),
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
      .measured("low50", "Lower end of the interval in which half of the worlds lie.", "半数世界所在区间的下限。"),
      .measured("high50", "Upper end of that interval.", "该区间上限。"),
    ] + TableColumn.interval90 + [
      .positiveShare,
      .measured(
        "mcse", "Monte Carlo standard error of the mean over worlds, which more worlds would take away.",
        "世界均值的蒙特卡洛标准误，增加世界数可使其缩小。"),
      .parameterShare, .populationShare,
      .share("luckShare", "The same of luck.", "运气在单次重复方差中的份额。"),
      TableColumn(
        "worlds", .integer, unit: "1", meaning: "Worlds in which both sides are defined.",
        meaningChinese: "两方案均有定义的世界数。", mayBeEmpty: true),
    ],
    primaryKey: ["arm", "level", "placeID", "year", "outcome"])

  /// Digits of a mean, those of single precision in which households are computed; of a quantile, the end of an interval and a
  /// ratio, which are not known to so many; of what is told of worlds; and of a measure of noise.
  static let digits = 7
  static let endDigits = 5
  static let worldDigits = 4
  static let noiseDigits = 3

  /// Rows that a sheet of Excel and LibreOffice shows, the header among them.
  package static let sheetRows = Workbook.rowLimit

  /// Whether a cell may have rows.
  public typealias Rows = @Sendable (OutcomeDefinition, Place) -> Bool

  /// Writes both tables into a result folder, side by side.
  ///
  /// - Parameter cells: those that have rows; all of a year when left out (``cells(_:_:)``).
  /// - Throws: `UserError` 73, 74.
  public static func write(
    _ tables: some RunTables, cells chosen: [Int]? = nil, language: Language, threads: Int, to folder: ResultFolder
  ) throws(UserError) {
    let cells = chosen ?? cells(tables)
    // Each is written by one thread, and by nobody else before both are done.
    nonisolated(unsafe) let (first, second) = (try folder.table(outcomes), try folder.table(differences))
    var failures: [UserError?] = []
    ParallelBlocks.run(
      count: 2, threads: threads, into: &failures, makeMemory: {},
      compute: { table, _ in
        do throws(UserError) {
          if table == 0 {
            try writeOutcomes(tables, cells, language: language, to: first)
          } else {
            try writeDifferences(tables, cells, language: language, to: second)
          }
          return nil
        } catch {
          return error
        }
      }, add: { $0.append($1) })
    if let failure = failures.compactMap({ $0 }).first { throw failure }
  }

  /// The cells that have rows: of years, and defined in some arm.
  public static func cells(_ tables: some RunTables, _ rows: Rows = { _, _ in true }) -> [Int] {
    let layout = tables.layout
    return layout.cells.indices.filter { index in
      let cell = layout.cells[index]
      return layout.isOfYear(cell) && rows(layout.outcomes[cell.outcome], layout.places[cell.place])
        && tables.arms.indices.contains { tables.isDefined(arm: $0, cell: index) }
    }
  }

  /// Writes the rows of ``outcomes``: by arm, then cell. Does not finish the writer.
  ///
  /// - Throws: `UserError` 74.
  public static func writeOutcomes(_ tables: some RunTables, _ cells: [Int], language: Language, to writer: CSVWriter)
    throws(UserError)
  {
    let keys = CellKeys(tables.layout, language)
    for (arm, name) in tables.arms.enumerated() {
      let armText = CSVCells([name])
      for index in cells {
        writer.cell(armText)
        keys.writeYear(tables.layout.cells[index], to: writer)
        let summary = tables.summary(arm: arm, cell: index)
        if summary.replicates == 0 {
          writer.emptyCells(7)
        } else {
          writer.cell(summary.mean, digits: digits)
          writer.cell(summary.mcse, digits: noiseDigits)
          for quantile in [summary.p05, summary.p25, summary.p50, summary.p75, summary.p95] {
            writer.cell(quantile, digits: endDigits)
          }
        }
        try writer.endRow()
      }
    }
  }

  /// Writes the rows of ``differences``: by arm (the reference left out), then cell. Does not finish the writer.
  ///
  /// - Throws: `UserError` 74.
  public static func writeDifferences(
    _ tables: some RunTables, _ cells: [Int], language: Language, to writer: CSVWriter
  ) throws(UserError) {
    let keys = CellKeys(tables.layout, language)
    for (arm, name) in tables.arms.enumerated() where arm != tables.referenceArm {
      let armText = CSVCells([name, tables.arms[tables.referenceArm]])
      for index in cells {
        writer.cell(armText)
        keys.writeYear(tables.layout.cells[index], to: writer)
        let paired = tables.difference(arm: arm, cell: index)
        if paired.replicates == 0 {
          writer.emptyCells(5)
        } else {
          writer.cell(paired.difference, digits: digits)
          for number in [paired.ci95Low, paired.ci95High, paired.relative] { writer.cell(number, digits: endDigits) }
          writer.cell(paired.correlation, digits: worldDigits)
        }
        writer.cell(paired.replicates)
        writer.cell(paired.unpairedReplicates, digits: noiseDigits)
        writeSpread(paired.worlds, to: writer)
        try writer.endRow()
      }
    }
  }
}

extension OutcomeTables {
  /// The cells from `low50` on.
  private static func writeSpread(_ spread: WorldSpread?, to writer: CSVWriter) {
    guard let spread, spread.worlds > 0 else {
      writer.emptyCells(10)
      return
    }
    for interval in [spread.interval50, spread.interval90] {
      writer.cell(interval?.lowerBound ?? .nan, digits: worldDigits)
      writer.cell(interval?.upperBound ?? .nan, digits: worldDigits)
    }
    writer.cell(spread.positiveShare, digits: worldDigits)
    for number in [spread.mcse, spread.parameterShare, spread.populationShare, spread.luckShare] {
      writer.cell(number, digits: noiseDigits)
    }
    writer.cell(spread.worlds)
  }
}

/// The encoded cells of ``TableColumn/placeAndTime`` and ``TableColumn/placeAndYear``, each place, quarter and outcome encoded
/// once.
struct CellKeys {
  private let years: [CSVCells]
  private let places: [CSVCells]
  private let quarters: [CSVCells]
  private let outcomes: [CSVCells]

  init(_ layout: RecordLayout, _ language: Language) {
    places = layout.places.map { CSVCells([$0.level.rawValue, $0.id, $0.name(in: language)]) }
    quarters = layout.quarters.map { CSVCells([String($0.year), String($0.number)]) }
    outcomes = layout.outcomes.map { CSVCells([$0.name, $0.unit]) }
    years = layout.quarters.map { CSVCells([String($0.year)]) }
  }

  @inline(__always) func write(_ cell: RecordLayout.Cell, to writer: CSVWriter) {
    writer.cell(places[cell.place])
    writer.cell(quarters[cell.time])
    writer.cell(outcomes[cell.outcome])
  }

  @inline(__always) func writeYear(_ cell: RecordLayout.Cell, to writer: CSVWriter) {
    writer.cell(places[cell.place])
    writer.cell(years[cell.time])
    writer.cell(outcomes[cell.outcome])
  }
}

extension Place {
  /// The name in a language; the other one where it has none.
  func name(in language: Language) -> String {
    LocalizedText(en: name.isEmpty ? nameChinese : name, zh: nameChinese.isEmpty ? name : nameChinese)[language]
  }
}
