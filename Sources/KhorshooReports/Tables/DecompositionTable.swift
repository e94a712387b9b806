import KhorshooEngine
import KhorshooNumerics
import KhorshooText

/// `decomposition.csv`: what each channel contributes to an effect of an arm.
///
/// The arms of the tables it is written from are the channels, then the whole; contributions of one cell sum to its whole.
public enum DecompositionTable {
  /// A channel (or the whole) as it is called in files and shown to people.
  public struct Part: Sendable {
    /// Name in files.
    public let name: String
    /// Label in the language of the report.
    public let label: String

    /// Memberwise.
    public init(name: String, label: String) {
      self.name = name
      self.label = label
    }
  }

  /// The columns.
  public static let decomposition = TableDefinition(
    name: "decomposition", title: "Uplift by channel (Shapley value)", titleChinese: "各渠道对增收的贡献（沙普利值）",
    meaning: "What each channel contributes to the difference between the arm with all channels open and the same arm "
      + "with all shut, in the same simulated world. Contributions of the channels sum to the row total. Groups are the "
      + "households that are members (or not) with all channels open.",
    meaningChinese: "同一模拟世界中，全部渠道开放与全部关闭之差按渠道分解；各渠道贡献之和等于 total 行。群体按全部渠道开放时的社员身份划分。",
    columns: [
      .arm,
      TableColumn(
        "channel", .string, meaning: "Channel, or total for all of them together.", meaningChinese: "渠道；total 为合计。"),
      TableColumn("label", .string, meaning: "Name of the channel in words.", meaningChinese: "渠道名称。"),
    ] + TableColumn.placeAndTime + [
      .measured("contribution", "Mean contribution over replicates.", "贡献均值。"),
      .measured(
        "mcse", "Monte Carlo standard error of that mean, the draw of orders included.", "均值的蒙特卡洛标准误（含渠道次序抽样）。"),
      .measured("ci95Low", "Lower end of the 95 % interval of the mean (Student's t).", "均值 95% 区间下限（t 分布）。"),
      .measured("ci95High", "Upper end of the 95 % interval of the mean.", "均值 95% 区间上限。"),
      TableColumn(
        "shareOfTotal", .number, unit: "1",
        meaning: "Contribution divided by that of the row total; empty when the total is zero. Beyond 0 to 1 when "
          + "channels work against each other.",
        meaningChinese: "贡献占合计的比例；合计为零时为空。渠道作用相反时可小于 0 或大于 1。", mayBeEmpty: true),
      TableColumn(
        "replicates", .integer, unit: "1", meaning: "Replicates in which the contribution is defined.",
        meaningChinese: "贡献有定义的重复次数。"),
    ],
    primaryKey: ["arm", "channel", "level", "placeID", "year", "quarter", "outcome"])

  /// Writes the table into a result folder: by channel, then cell.
  ///
  /// - Parameters:
  ///   - tables: arms are channels and the whole, which is the reference.
  ///   - arm: name of the arm that is decomposed.
  ///   - parts: names and labels, in the order of the arms.
  /// - Throws: `UserError` 73, 74.
  public static func write(
    _ tables: some RunTables, arm: String, parts: [Part], language: Language, to folder: ResultFolder
  ) throws(UserError) {
    precondition(parts.map(\.name) == tables.arms, "parts \(parts.map(\.name)) of arms \(tables.arms)")
    let writer = try folder.table(decomposition)
    let keys = CellKeys(tables.layout, language)
    for (index, part) in parts.enumerated() {
      let text = CSVCells([arm, part.name, part.label])
      for (cell, place) in tables.layout.cells.enumerated() {
        writer.cell(text)
        keys.write(place, to: writer)
        let share = PartOfWhole(tables, part: index, cell: cell)
        for number in [share.mean, share.mcse, share.low, share.high, share.ofWhole] { writer.cell(number) }
        writer.cell(share.replicates)
        try writer.endRow()
      }
    }
  }
}

extension DecompositionTable {
  /// One row of a result folder, in the last quarter of its table.
  package struct Row: Sendable {
    let channel, placeID, place, unit: String
    let year, replicates: Int
    let contribution, ci95Low, ci95High, shareOfTotal: Double
  }

  /// Rows of an outcome in the last year.
  ///
  /// - Throws: `UserError` 65, 66: what is wrong with the table.
  package static func read(_ folder: StoredResult, outcome: String) throws(UserError) -> [Row] {
    var table = try folder.table(decomposition.fileName, columns: decomposition.columns.map(\.name))
    var rows: [Row] = []
    while try table.next() {
      func text(_ name: String) -> String { table.text(table.column(name)) }
      func number(_ name: String) throws(UserError) -> Double { try table.number(table.column(name)) }
      guard text("outcome") == outcome else { continue }
      rows.append(
        Row(
          channel: text("channel"), placeID: text("placeID"), place: text("place"), unit: text("unit"),
          year: try table.integer(table.column("year")), replicates: try table.integer(table.column("replicates")),
          contribution: try number("contribution"), ci95Low: try number("ci95Low"), ci95High: try number("ci95High"),
          shareOfTotal: try number("shareOfTotal")))
    }
    let last = rows.map(\.year).max()
    return rows.filter { $0.year == last }
  }
}

/// One contribution to one cell; numbers that are undefined are NaN.
struct PartOfWhole {
  let mean, mcse, low, high, ofWhole: Double
  let replicates: Int

  /// The mean of a part over replicates, its t interval, and its share of the whole (the reference arm).
  init(_ tables: some RunTables, part: Int, cell: Int) {
    let summary = tables.summary(arm: part, cell: cell)
    let whole = tables.summary(arm: tables.referenceArm, cell: cell).mean
    replicates = summary.replicates
    mean = replicates > 0 ? summary.mean : .nan
    mcse = replicates > 1 ? summary.mcse : .nan
    let half = mcse == 0 ? 0 : studentQuantile975(degreesOfFreedom: Double(replicates - 1)) * mcse
    low = mean - half
    high = mean + half
    ofWhole = whole == 0 ? .nan : mean / whole
  }
}
