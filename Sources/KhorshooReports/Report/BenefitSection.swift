import KhorshooText

/// Benefit and cost as households, society and the public purse see them: a sentence, the items of the main arm side by side,
/// and the sums of the other arms.
///
/// - Proof: `BenefitSectionUnit`.
package struct BenefitSection: Sendable {
  private let findings: Findings
  private let rows: [BalanceTable.Row]
  /// Names of the perspectives in the order of the table.
  private let perspectives: [String]
  /// What a present value is multiplied by to be the yearly amount a household; the same for all rows.
  private let scale: Double

  /// - Parameter rows: of `benefits.csv`, in the language of the findings.
  package init(_ findings: Findings, _ rows: [BalanceTable.Row]) {
    (self.findings, self.rows) = (findings, rows)
    var seen: Set<String> = []
    perspectives = rows.map(\.perspective).filter { seen.insert($0).inserted }
    // Read off the largest, where digits are surest.
    let largest = rows.max { $0.estimate.mean.magnitude < $1.estimate.mean.magnitude }
    scale = largest.map { $0.estimate.mean == 0 ? 0 : $0.perHouseholdYear / $0.estimate.mean } ?? 0
  }

  private var language: Language { findings.language }
  private func word(_ english: String, _ chinese: String) -> String { findings.word(english, chinese) }

  private func row(_ arm: String, _ perspective: String, _ item: String) -> BalanceTable.Row? {
    rows.first { $0.arm == arm && $0.perspective == perspective && $0.item == item }
  }

  private func label(_ perspective: String) -> String {
    rows.first { $0.perspective == perspective }?.perspectiveLabel ?? perspective
  }

  /// The arm that the answer is about, or the last one of the table.
  private var main: String? {
    let arms = Set(rows.map(\.arm))
    return findings.main.flatMap { arms.contains($0) ? $0 : nil } ?? rows.last?.arm
  }

  /// What the main arm is worth to each, and whether that is clear of zero.
  package var sentence: String {
    guard let main else { return "" }
    let parts = perspectives.compactMap { perspective -> String? in
      guard let sum = row(main, perspective, BalanceTable.net) else { return nil }
      let (low, high) = (sum.estimate.ci95Low * scale, sum.estimate.ci95High * scale)
      let numbers = ReadableNumber(for: [sum.perHouseholdYear, low, high], digits: 3)
      let amount = numbers.text(sum.perHouseholdYear, signed: true)
      guard low.isFinite, high.isFinite else {
        return word("\(label(perspective)) \(amount) CNY", "\(label(perspective)) \(amount) 元")
      }
      let isClear = low > 0 || high < 0 || low == 0 && high == 0
      let doubt = isClear ? "" : word("; not clear of zero", "；区间含零")
      let interval = "\(numbers.text(low, signed: true)) \(word("to", "至")) \(numbers.text(high, signed: true))"
      return word(
        "\(label(perspective)) \(amount) CNY (\(interval)\(doubt))",
        "\(label(perspective)) \(amount) 元（\(interval)\(doubt)）")
    }
    return word(
      "\(findings.label(main)) against \(findings.label(findings.reference)), all benefits and costs of the run counted, per household of the banner and year: ",
      "与“\(findings.label(findings.reference))”相比，“\(findings.label(main))”在运行期内的全部效益与费用，折合全旗每户每年：")
      + parts.joined(separator: word("; ", "；")) + word(".", "。")
  }

  /// The section of the report.
  package var section: ReportPage.Section {
    let others = findings.others.filter { arm in arm != main && rows.contains { $0.arm == arm } }
    let sums: [ReportPage.Part] =
      others.isEmpty
      ? []
      : [
        .heading(word("Net benefit of the other policies", "其他方案的净效益")),
        .table(
          ReportTable(
            columns: [""] + perspectives.map(label),
            rows: others.map { arm in
              [.init(findings.label(arm))] + perspectives.map { cell(row(arm, $0, BalanceTable.net), isStrong: false) }
            })),
      ]
    return ReportPage.Section(
      word("Benefit and cost, from whose view?", "效益与费用：从谁的角度看？"),
      [.text(sentence), .table(itemTable), .text(notes)] + sums)
  }

  /// Items of the main arm by perspective, the sums last; what is zero to all is left out.
  private var itemTable: ReportTable {
    guard let main else { return ReportTable(rows: []) }
    var seen: Set<String> = []
    let own = rows.filter { $0.arm == main && $0.item != BalanceTable.net }
    let items = own.filter { seen.insert($0.item).inserted }.filter { item in
      own.contains { $0.item == item.item && !isZero($0) }
    }
    let body = items.map { item in
      [ReportTable.Cell(item.label)] + perspectives.map { cell(row(main, $0, item.item), isStrong: false) }
    }
    let sum = perspectives.compactMap { row(main, $0, BalanceTable.net) }.first
    let net =
      [ReportTable.Cell(sum?.label ?? "", isStrong: true)]
      + perspectives.map { cell(row(main, $0, BalanceTable.net), isStrong: true) }
    return ReportTable(
      columns: [word("CNY per household and year", "元/户·年")] + perspectives.map(label), rows: body + [net])
  }

  /// Whether number and interval are below half a fen a household and year: what sums of single precision leave of zero.
  private func isZero(_ row: BalanceTable.Row) -> Bool {
    let ends = [row.estimate.ci95Low, row.estimate.ci95High].map { $0 * scale }.filter(\.isFinite)
    return ([row.perHouseholdYear] + ends).allSatisfy { $0.magnitude < 0.005 }
  }

  private func cell(_ row: BalanceTable.Row?, isStrong: Bool) -> ReportTable.Cell {
    guard let row else { return ReportTable.Cell("") }
    guard !isZero(row) else { return ReportTable.Cell("0", isStrong: isStrong) }
    return ReportTable.Cell(
      row.perHouseholdYear, low: row.estimate.ci95Low * scale, high: row.estimate.ci95High * scale, language: language,
      isStrong: isStrong)
  }

  private var notes: String {
    let interval =
      findings.worlds > 0
      ? word(
        "In brackets: the 95 % interval of one further world, parameters and population drawn.",
        "括号内：参数与人口均抽取时，再抽一个世界的 95% 区间。")
      : word(
        "In brackets: the 95 % interval of the mean over the simulated worlds; assumptions that are wrong come on top.",
        "括号内：各次模拟均值的 95% 区间；假设本身的偏差不在其内。")
    return word(
      "Above zero a benefit, below a cost; empty where it is not of that view. What one pays and another receives is 0 to society, which pays the cost of raising public funds instead. \(interval) Present values of each item, with its meaning, are in \(BalanceTable.benefits.fileName).",
      "正为效益，负为费用；不属该角度者为空。一方支付、另一方收到的款项对社会为 0，社会另计筹措公共资金的成本。\(interval)各项现值与含义见 \(BalanceTable.benefits.fileName)。")
  }
}
