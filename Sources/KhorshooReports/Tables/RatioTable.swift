import KhorshooEngine
import KhorshooNumerics
import KhorshooText

/// `ratios.csv`: what linkage brings beside what it costs, as ratios of paired differences with Fieller's interval.
public enum RatioTable {
  /// What the two ends of an interval bound, by its word in the table.
  package enum IntervalKind: String {
    case bounded, outside, unbounded, undefined
  }

  /// One ratio of one arm. What is undefined is nil.
  public struct Row: Sendable, Equatable, Encodable {
    /// Arm, and the arm that it is compared with.
    public let arm, reference: String
    /// Name of the ratio, and its label in the language of the report.
    public let ratio, label: String
    /// Words for both sides.
    public let numerator, denominator: String
    /// Mean difference of both sides over replicates.
    public let numeratorMean, denominatorMean: Double?
    /// Ratio of the two means.
    public let estimate: Double?
    /// Ends of the 95 % interval; what they bound is said by ``interval``.
    public let ci95Low, ci95High: Double?
    /// `bounded`, `outside`, `unbounded` or `undefined`: ``RatioTable/IntervalKind``.
    public let interval: String
    /// Unit; `1` for a pure number.
    public let unit: String
    /// Replicates in which both sides are defined.
    public let replicates: Int
    /// A sentence in the language of the report.
    public let meaning: String
  }

  /// The columns.
  public static let ratios = TableDefinition(
    name: "ratios", title: "Benefit and public cost", titleChinese: "效益与公共支出",
    meaning: "Ratios of paired differences (arm minus reference in the same simulated world) over the whole run. The "
      + "interval is Fieller's (1954) for a ratio of means. Its kind is bounded (between the ends), outside (at or below "
      + "the lower end or at or above the upper one: the denominator may be zero), unbounded (any number) or undefined "
      + "(the denominator is zero in all replicates, or there are fewer than two).",
    meaningChinese: "全运行期配对差异之比，区间为均值之比的 Fieller 区间。bounded 两端之间；outside 两端之外（分母可能为零）；"
      + "unbounded 任意值；undefined 无定义。",
    columns: [
      .arm, .reference,
      TableColumn("ratio", .string, meaning: "Name of the ratio.", meaningChinese: "比率名称。"),
      TableColumn("label", .string, meaning: "Name in words.", meaningChinese: "比率标签。"),
      TableColumn("numerator", .string, meaning: "What is divided.", meaningChinese: "分子。"),
      TableColumn("denominator", .string, meaning: "What it is divided by.", meaningChinese: "分母。"),
      TableColumn(
        "numeratorMean", .number, meaning: "Mean difference of the numerator.", meaningChinese: "分子差异均值。",
        mayBeEmpty: true),
      TableColumn(
        "denominatorMean", .number, meaning: "Mean difference of the denominator.", meaningChinese: "分母差异均值。",
        mayBeEmpty: true),
      .measured("estimate", "Ratio of the two means; empty when the denominator is zero.", "均值之比；分母为零时为空。"),
      .measured("ci95Low", "Lower end of the 95 % interval.", "95% 区间下端。"),
      .measured("ci95High", "Upper end of the 95 % interval.", "95% 区间上端。"),
      TableColumn(
        "interval", .string, meaning: "Kind of interval: bounded, outside, unbounded or undefined.",
        meaningChinese: "区间类型：bounded、outside、unbounded 或 undefined。"),
      .unit,
      TableColumn(
        "replicates", .integer, unit: "1", meaning: "Replicates in which both sides are defined.",
        meaningChinese: "分子分母均有定义的重复次数。"),
      TableColumn("meaning", .string, meaning: "What the ratio says.", meaningChinese: "含义。"),
    ],
    primaryKey: ["arm", "ratio"])

  /// The rows: by arm (the reference left out), then ratio.
  public static func rows(_ tables: some RatioTables, language: Language) -> [Row] {
    tables.arms.indices.filter { $0 != tables.referenceArm }.flatMap { arm in
      tables.ratios.enumerated().map { index, ratio in
        let moments = tables.ratio(arm: arm, ratio: index)
        let (kind, low, high) = words(moments.interval95)
        let number = { (value: Double) in value.isNaN ? nil : value }
        return Row(
          arm: tables.arms[arm], reference: tables.arms[tables.referenceArm], ratio: ratio.name,
          label: LocalizedText(en: ratio.label, zh: ratio.labelChinese)[language],
          numerator: LocalizedText(en: ratio.numerator.label, zh: ratio.numerator.labelChinese)[language],
          denominator: LocalizedText(en: ratio.denominator.label, zh: ratio.denominator.labelChinese)[language],
          numeratorMean: number(moments.numerator), denominatorMean: number(moments.denominator),
          estimate: number(moments.estimate), ci95Low: low, ci95High: high, interval: kind.rawValue, unit: ratio.unit,
          replicates: moments.count.isNaN ? 0 : Int(moments.count),
          meaning: LocalizedText(en: ratio.meaning, zh: ratio.meaningChinese)[language])
      }
    }
  }

  private static func words(_ interval: RatioInterval) -> (kind: IntervalKind, low: Double?, high: Double?) {
    switch interval {
    case .bounded(let low, let high): (.bounded, low, high)
    case .outside(let low, let high): (.outside, low, high)
    case .unbounded: (.unbounded, nil, nil)
    case .undefined: (.undefined, nil, nil)
    }
  }

  /// Writes the table into a result folder.
  ///
  /// - Throws: `UserError` 73, 74.
  public static func write(_ rows: [Row], to folder: ResultFolder) throws(UserError) {
    let writer = try folder.table(ratios)
    for row in rows {
      writer.cell(CSVCells([row.arm, row.reference, row.ratio, row.label, row.numerator, row.denominator]))
      for number in [row.numeratorMean, row.denominatorMean, row.estimate, row.ci95Low, row.ci95High] {
        writer.cell(number ?? .nan)
      }
      writer.cell(CSVCells([row.interval, row.unit]))
      writer.cell(row.replicates)
      writer.cell(row.meaning)
      try writer.endRow()
    }
  }

  /// The rows of a result folder.
  ///
  /// - Throws: `UserError` 65, 66: what is wrong with the table.
  package static func read(_ folder: StoredResult) throws(UserError) -> [Row] {
    var table = try folder.table(ratios.fileName, columns: ratios.columns.map(\.name))
    var rows: [Row] = []
    while try table.next() {
      func text(_ name: String) -> String { table.text(table.column(name)) }
      func number(_ name: String) throws(UserError) -> Double? {
        let value = try table.number(table.column(name))
        return value.isNaN ? nil : value
      }
      rows.append(
        Row(
          arm: text("arm"), reference: text("reference"), ratio: text("ratio"), label: text("label"),
          numerator: text("numerator"), denominator: text("denominator"), numeratorMean: try number("numeratorMean"),
          denominatorMean: try number("denominatorMean"), estimate: try number("estimate"),
          ci95Low: try number("ci95Low"), ci95High: try number("ci95High"), interval: text("interval"),
          unit: text("unit"), replicates: try table.integer(table.column("replicates")), meaning: text("meaning")))
    }
    return rows
  }

  /// The ratios as lines for a terminal; when there are none, which outcomes they lack.
  ///
  /// - Parameter armLabels: what to call an arm, by name.
  public static func text(_ rows: [Row], armLabels: [String: String], language: Language) -> String {
    guard !rows.isEmpty else { return ScreenWords.noRatios[language] }
    var lines = [ScreenWords.ratios[language]]
    let width = rows.map { DisplayWidth.of($0.label) }.max() ?? 0
    var arm = ""
    for row in rows {
      if row.arm != arm { lines += ["", armLabels[row.arm] ?? row.arm] }
      arm = row.arm
      let numbers = ReadableNumber(for: [row.estimate ?? 0], digits: 3)
      let unit = ReportUnits.suffix(row.unit, language)
      lines.append(
        "  " + DisplayWidth.padded(row.label, to: width) + "  " + numbers.text(row.estimate ?? .nan) + unit + "  "
          + interval(row)[language])
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func interval(_ row: Row) -> LocalizedText {
    let ends = ReadableNumber(for: [row.ci95Low, row.ci95High].compactMap { $0 }, digits: 3)
    let (low, high) = (ends.text(row.ci95Low ?? .nan), ends.text(row.ci95High ?? .nan))
    return switch IntervalKind(rawValue: row.interval) ?? .undefined {
    case .bounded: ScreenWords.interval(low, high)
    case .outside: ScreenWords.outside(low, high)
    case .unbounded: ScreenWords.unbounded
    case .undefined: ScreenWords.undefined(row.denominator)
    }
  }
}
