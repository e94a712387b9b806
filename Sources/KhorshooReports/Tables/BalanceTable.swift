import KhorshooEngine
import KhorshooText

/// `benefits.csv`: benefits and costs of each arm from each perspective, item by item, with their sum.
public enum BalanceTable {
  /// One item of one arm from one perspective, or the sum of all.
  public struct Row: Sendable, Equatable {
    /// Arm, and the arm that it is compared with.
    public let arm, reference: String
    /// Name of the perspective, and of the item; `net` for the sum.
    public let perspective, item: String
    /// Words for both in the language of the report.
    public let perspectiveLabel, label: String
    /// Present value and its interval.
    public let estimate: BalanceEstimate
    /// Unit of the present value.
    public let unit: String
    /// The yearly amount a household that is worth as much.
    public let perHouseholdYear: Double
    /// A sentence in the language of the report.
    public let meaning: String

    /// Memberwise.
    package init(
      arm: String, reference: String, perspective: String, item: String, perspectiveLabel: String, label: String,
      estimate: BalanceEstimate, unit: String, perHouseholdYear: Double, meaning: String
    ) {
      (self.arm, self.reference, self.perspective, self.item) = (arm, reference, perspective, item)
      (self.perspectiveLabel, self.label, self.estimate) = (perspectiveLabel, label, estimate)
      (self.unit, self.perHouseholdYear, self.meaning) = (unit, perHouseholdYear, meaning)
    }

    /// The same numbers with other words.
    package func saying(perspective: String, label: String, meaning: String) -> Row {
      Row(
        arm: arm, reference: reference, perspective: self.perspective, item: item, perspectiveLabel: perspective,
        label: label, estimate: estimate, unit: unit, perHouseholdYear: perHouseholdYear, meaning: meaning)
    }
  }

  /// Name of the sum of all items.
  public static let net = "net"
  /// What it is called, and what it is.
  package static let netWords = (
    label: LocalizedText(en: "net benefit", zh: "净效益"),
    meaning: LocalizedText(en: "Sum of the items above.", zh: "以上各项之和。")
  )

  /// The columns.
  public static let benefits = TableDefinition(
    name: "benefits", title: "Benefits and costs by perspective", titleChinese: "分主体效益与费用",
    meaning:
      "Present values over the run of paired differences (arm minus reference in the same simulated world): one row an arm, "
      + "perspective and item; the item net is the sum of the others, in every replicate. Above zero is a benefit, below a cost. What "
      + "one pays and another receives is zero to society, but public funds have a cost of their own.",
    meaningChinese: "运行期配对差异的现值：每个方案、主体、项目一行，net 为各项之和（逐次重复成立）。正为效益，负为费用；"
      + "转移支付对社会为零，公共资金另计成本。",
    columns: [
      .arm, .reference,
      TableColumn(
        "perspective", .string, meaning: "Whose benefits and costs: households, society or publicPurse.",
        meaningChinese: "主体：households 牧户、society 社会、publicPurse 财政。"),
      TableColumn("perspectiveLabel", .string, meaning: "Perspective in words.", meaningChinese: "主体名称。"),
      TableColumn(
        "item", .string, meaning: "Name of the item; net for the sum of all.", meaningChinese: "项目；net 为各项之和。"),
      TableColumn("label", .string, meaning: "Item in words.", meaningChinese: "项目名称。"),
      .measured("mean", "Mean present value over replicates.", "现值的均值。"),
      .measured(
        "ci95Low", "Lower end of its 95 % interval, over worlds where these are drawn.", "95% 区间下端（抽取世界时为各世界的区间）。"),
      .measured("ci95High", "Upper end.", "95% 区间上端。"), .unit,
      TableColumn(
        "perHouseholdYear", .number, unit: "CNY per household and year",
        meaning: "The equal yearly amount a household of the banner that is worth the mean.",
        meaningChinese: "与均值等价的每户年金。", mayBeEmpty: true),
      TableColumn(
        "replicates", .integer, unit: "1", meaning: "Replicates, or worlds, that the interval rests on.",
        meaningChinese: "区间所依据的重复或世界数。"),
      TableColumn("meaning", .string, meaning: "What the item counts.", meaningChinese: "含义。"),
    ],
    primaryKey: ["arm", "perspective", "item"])

  /// The rows: by arm (the reference left out), then perspective, then item, the sum last.
  public static func rows(_ tables: some BalanceTables, language: Language) -> [Row] {
    tables.arms.indices.filter { $0 != tables.referenceArm }.flatMap { arm in
      tables.balances.enumerated().flatMap { number, balance -> [Row] in
        let whose = LocalizedText(en: balance.label, zh: balance.labelChinese)
        func row(_ item: Int?, _ name: String, _ label: LocalizedText, _ meaning: LocalizedText) -> Row {
          let estimate = tables.balance(arm: arm, balance: number, item: item)
          return Row(
            arm: tables.arms[arm], reference: tables.arms[tables.referenceArm], perspective: balance.name, item: name,
            perspectiveLabel: whose[language], label: label[language], estimate: estimate, unit: balance.unit,
            perHouseholdYear: estimate.mean * balance.perHouseholdYear, meaning: meaning[language])
        }
        return balance.items.enumerated().map { index, item in
          row(
            index, item.name, LocalizedText(en: item.label, zh: item.labelChinese),
            LocalizedText(en: item.meaning, zh: item.meaningChinese))
        } + [row(nil, net, netWords.label, netWords.meaning)]
      }
    }
  }

  /// Writes the table into a result folder.
  ///
  /// - Throws: `UserError` 73, 74.
  public static func write(_ rows: [Row], to folder: ResultFolder) throws(UserError) {
    let writer = try folder.table(benefits)
    for row in rows {
      writer.cell(CSVCells([row.arm, row.reference, row.perspective, row.perspectiveLabel, row.item, row.label]))
      for number in [row.estimate.mean, row.estimate.ci95Low, row.estimate.ci95High] { writer.cell(number) }
      writer.cell(CSVCells([row.unit]))
      writer.cell(row.perHouseholdYear)
      writer.cell(row.estimate.count)
      writer.cell(row.meaning)
      try writer.endRow()
    }
  }

  /// The rows of a result folder, with words in the language that it was written in.
  ///
  /// - Throws: `UserError` 65, 66: what is wrong with the table.
  package static func read(_ folder: StoredResult) throws(UserError) -> [Row] {
    var table = try folder.table(benefits.fileName, columns: benefits.columns.map(\.name))
    var rows: [Row] = []
    while try table.next() {
      func text(_ name: String) -> String { table.text(table.column(name)) }
      func number(_ name: String) throws(UserError) -> Double { try table.number(table.column(name)) }
      rows.append(
        Row(
          arm: text("arm"), reference: text("reference"), perspective: text("perspective"), item: text("item"),
          perspectiveLabel: text("perspectiveLabel"), label: text("label"),
          estimate: BalanceEstimate(
            count: try table.integer(table.column("replicates")), mean: try number("mean"),
            ci95Low: try number("ci95Low"), ci95High: try number("ci95High")),
          unit: text("unit"), perHouseholdYear: try number("perHouseholdYear"), meaning: text("meaning")))
    }
    return rows
  }

  /// Net benefit by perspective as lines for a terminal; empty when none is computed.
  ///
  /// - Parameter armLabels: what to call an arm, by name.
  public static func text(_ rows: [Row], armLabels: [String: String], language: Language) -> String {
    let sums = rows.filter { $0.item == net }
    guard !sums.isEmpty else { return "" }
    var lines = [ScreenWords.benefits[language]]
    let width = sums.map { DisplayWidth.of($0.perspectiveLabel) }.max() ?? 0
    var arm = ""
    for row in sums {
      if row.arm != arm { lines += ["", armLabels[row.arm] ?? row.arm] }
      arm = row.arm
      let scale = row.estimate.mean == 0 ? 0 : row.perHouseholdYear / row.estimate.mean
      let ends = [row.estimate.ci95Low * scale, row.estimate.ci95High * scale].filter(\.isFinite)
      let numbers = ReadableNumber(for: [row.perHouseholdYear] + ends, digits: 3)
      let interval =
        ends.count < 2 ? "" : ScreenWords.interval(numbers.text(ends[0]), numbers.text(ends[1]))[language]
      lines.append(
        "  " + DisplayWidth.padded(row.perspectiveLabel, to: width) + "  " + numbers.text(row.perHouseholdYear) + "  "
          + interval)
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
