import KhorshooEngine
import KhorshooText

/// `replicates.csv`: every replicate of every arm at banner level, one column an outcome; written while the run goes on.
///
/// Replicates are numbered from 1 in the file, as a reader of a table counts; the engine's index starts at 0.
public final class ReplicateTable {
  /// Name of the file.
  public static let fileName = "replicates.csv"
  /// The table of a layout: key columns, then the outcomes recorded at banner level.
  public let definition: TableDefinition
  private let writer: CSVWriter
  private let quarters: [(time: Int, number: Int, text: CSVCells)]
  private let columns: [(outcome: Int, isYearly: Bool)]

  /// Creates the table in a result folder.
  ///
  /// - Throws: `UserError` 73.
  public init(_ layout: RecordLayout, in folder: ResultFolder) throws(UserError) {
    definition = Self.definition(of: layout)
    columns = Self.bannerOutcomes(layout).map { ($0, layout.outcomes[$0].frequency == .yearly) }
    let years = columns.allSatisfy(\.isYearly)  // then only the fourth quarters have something to say
    quarters = layout.quarters.enumerated().filter { !years || $0.element.number == 4 }.map {
      ($0.offset, $0.element.number, CSVCells([String($0.element.year), String($0.element.number)]))
    }
    writer = try folder.table(definition)
  }

  /// Adds the rows of one replicate of an arm.
  ///
  /// - Parameters:
  ///   - arm: name of the arm.
  ///   - replicate: the engine's index, from 0; the file says one more.
  ///   - values: value of an outcome at the end of a quarter (indices into the layout); not-a-number when undefined.
  ///     Asked for a yearly outcome in fourth quarters only.
  /// - Throws: `UserError` 74.
  public func append(arm: String, replicate: Int, values: (_ time: Int, _ outcome: Int) -> Double) throws(UserError) {
    let armText = CSVCells([arm])
    for quarter in quarters {
      writer.cell(armText)
      writer.cell(replicate + 1)
      writer.cell(quarter.text)
      for column in columns {
        if column.isYearly && quarter.number != 4 {
          writer.emptyCells(1)
        } else {
          writer.cell(values(quarter.time, column.outcome))
        }
      }
      try writer.endRow()
    }
  }

  /// The columns of a layout's table.
  public static func definition(of layout: RecordLayout) -> TableDefinition {
    let outcomes = bannerOutcomes(layout).map { index in
      let outcome = layout.outcomes[index]
      return TableColumn(
        outcome.name, .number, unit: outcome.unit, meaning: outcome.meaning, meaningChinese: outcome.labelChinese,
        mayBeEmpty: true)
    }
    return TableDefinition(
      name: "replicates", title: "Every replicate, banner level", titleChinese: "逐次重复结果（旗级）",
      meaning: "One row a replicate and quarter of an arm. Yearly outcomes are empty outside quarter 4; a run that "
        + "records only yearly ones has rows for quarter 4 alone.",
      meaningChinese: "每个方案、每次重复、每个季度一行。年度指标在第 4 季度以外为空；若只记录年度指标，则只有第 4 季度的行。",
      columns: [
        .arm,
        TableColumn(
          "replicate", .integer,
          meaning: "Number of the replicate, from 1; equal numbers are equal worlds in all arms.",
          meaningChinese: "重复编号，从 1 开始；各方案中编号相同即同一模拟世界。"),
        .year, .quarter,
      ] + outcomes,
      primaryKey: ["arm", "replicate", "year", "quarter"])
  }

  private static func bannerOutcomes(_ layout: RecordLayout) -> [Int] {
    layout.outcomes.indices.filter { layout.outcomes[$0].levels.contains(.banner) }
  }
}
