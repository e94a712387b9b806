import Foundation
import KhorshooText

/// `assumptions.csv`: the values that a result rests on without a source that was read, and the lines about them.
public enum AssumptionTable {
  /// One value in force.
  public struct Row: Sendable, Equatable {
    /// Key, value as written, what arms set instead, and unit.
    public let key, value, byArm, unit: String
    /// Least and greatest admissible value; nil for what is no number.
    public let low, high: Double?
    /// Distribution of the belief about the value; empty when none is stated.
    public let uncertainty: String
    /// Who says so, and how well it is known: `assumed` or `recalled`.
    public let source, trust: String
    /// Whether the scenario or an arm has another value than the ledger.
    public let isChanged: Bool
    /// Name and label of the channel it belongs to; empty when to none.
    public let channel, channelLabel: String
    /// Place among the few that set the size of a channel, in the order of channels; nil when it is none of them.
    public let mainRank: Int?
    /// The part of the model that reads it.
    public let process: String
    /// One sentence in English and in Chinese.
    public let meaning, meaningChinese: String

    /// Memberwise.
    public init(
      key: String, value: String, byArm: String, unit: String, range: ClosedRange<Double>?, uncertainty: String,
      source: String, trust: String, isChanged: Bool, channel: String, channelLabel: String, mainRank: Int?,
      process: String, meaning: String, meaningChinese: String
    ) {
      self.key = key
      self.value = value
      self.byArm = byArm
      self.unit = unit
      (low, high) = (range?.lowerBound, range?.upperBound)
      self.uncertainty = uncertainty
      self.source = source
      self.trust = trust
      self.isChanged = isChanged
      self.channel = channel
      self.channelLabel = channelLabel
      self.mainRank = mainRank
      self.process = process
      self.meaning = meaning
      self.meaningChinese = meaningChinese
    }

    /// `key 0.1 (0 to 0.5)`: the belief where one is stated, else the admissible range.
    fileprivate func text(_ language: Language) -> String {
      let number = { (value: Double) in value == value.rounded() ? String(format: "%.0f", value) : "\(value)" }
      let range = low.flatMap { low in high.map { number(low) + ScreenWords.to[language] + number($0) } } ?? ""
      let belief = uncertainty.isEmpty ? range : uncertainty
      let quantity = value + ReportUnits.suffix(unit, language)
      return key + " = " + quantity + (belief.isEmpty ? "" : ScreenWords.belief(belief)[language])
    }
  }

  /// The columns.
  public static let assumptions = TableDefinition(
    name: "assumptions", title: "Assumptions in force", titleChinese: "起作用的假设",
    meaning:
      "One row a value that is assumed or recalled from memory and acts in an arm of the scenario, in the order of "
      + "the parameter ledger.",
    meaningChinese: "每行一个在情景中起作用的假设值或凭记忆的值，按参数表次序。",
    columns: [
      TableColumn("key", .string, meaning: "Key in the parameter ledger.", meaningChinese: "参数键。"),
      TableColumn(
        "value", .string, meaning: "Value in the scenario where no arm says otherwise.", meaningChinese: "情景取值。"),
      TableColumn(
        "byArm", .string, meaning: "What arms set instead, arm: value; empty when none does.",
        meaningChinese: "各方案的不同取值；无则为空。", mayBeEmpty: true),
      TableColumn("unit", .string, meaning: "Unit; 1 for a pure number.", meaningChinese: "单位。"),
      TableColumn(
        "low", .number, unit: "as column unit", meaning: "Least admissible value.", meaningChinese: "允许下限。",
        mayBeEmpty: true),
      TableColumn(
        "high", .number, unit: "as column unit", meaning: "Greatest admissible value.", meaningChinese: "允许上限。",
        mayBeEmpty: true),
      TableColumn(
        "uncertainty", .string, meaning: "Distribution of the belief about the value; empty when none is stated.",
        meaningChinese: "对该值的信念分布；未给出则为空。", mayBeEmpty: true),
      TableColumn("source", .string, meaning: "Who says so.", meaningChinese: "来源。", mayBeEmpty: true),
      TableColumn(
        "trust", .string, meaning: "assumed: without a source; recalled: from memory, to be checked.",
        meaningChinese: "assumed 为假设；recalled 为凭记忆、待核实。"),
      TableColumn(
        "changed", .string, meaning: "yes when the scenario or an arm has another value than the ledger, else no.",
        meaningChinese: "情景或方案改变了参数表的值则为 yes，否则为 no。"),
      TableColumn(
        "channel", .string, meaning: "Channel of uplift that it belongs to; empty when to none.",
        meaningChinese: "所属渠道；无则为空。",
        mayBeEmpty: true),
      TableColumn("process", .string, meaning: "Part of the model that reads it.", meaningChinese: "所属过程。"),
      TableColumn("meaning", .string, meaning: "What it is, in English.", meaningChinese: "英文含义。"),
      TableColumn("meaningChinese", .string, meaning: "What it is, in Chinese.", meaningChinese: "中文含义。"),
    ],
    primaryKey: ["key"])

  /// Writes the table into a result folder.
  ///
  /// - Throws: `UserError` 73, 74.
  public static func write(_ rows: [Row], to folder: ResultFolder) throws(UserError) {
    let writer = try folder.table(assumptions)
    for row in rows {
      writer.cell(CSVCells([row.key, row.value, row.byArm, row.unit]))
      writer.cell(row.low ?? .nan)
      writer.cell(row.high ?? .nan)
      writer.cell(
        CSVCells([
          row.uncertainty, row.source, row.trust, row.isChanged ? "yes" : "no", row.channel, row.process, row.meaning,
          row.meaningChinese,
        ]))
      try writer.endRow()
    }
  }

  /// How many values are not known, and the few that set the size of each open channel.
  ///
  /// - Parameter all: parameters of the scenario.
  public static func text(_ rows: [Row], of all: Int, language: Language) -> String {
    let (assumed, changed) = (rows.count { $0.trust == "assumed" }, rows.count(where: \.isChanged))
    let heading = ScreenWords.assumptions(rows.count, of: all, assumed: assumed, changed: changed)
    let main = rows.filter { $0.mainRank != nil }.sorted { $0.mainRank! < $1.mainRank! }
    let width = main.map { DisplayWidth.of($0.channelLabel) }.max() ?? 0
    var lines = [heading[language]]
    var channel = ""
    for row in main {
      let label = row.channel == channel ? "" : row.channelLabel
      channel = row.channel
      lines.append("  " + DisplayWidth.padded(label, to: width) + "  " + row.text(language))
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
