import KhorshooEngine
import KhorshooReports
import KhorshooText
import TestSupport
import Testing

/// Benefit and cost from each view: the sentence and the table say what `benefits.csv` has.
@Suite struct BenefitSectionUnit {
  /// Present values over 4,539 households and 10 years: a yuan a household and year is 10,000 of them here.
  private static let scale = 1e-4

  private static func row(
    _ perspective: String, _ item: String, _ mean: Double, _ half: Double, arm: String = "both"
  ) -> BalanceTable.Row {
    BalanceTable.Row(
      arm: arm, reference: "none", perspective: perspective, item: item, perspectiveLabel: "view of \(perspective)",
      label: "label of <\(item)>",
      estimate: BalanceEstimate(count: 1000, mean: mean, ci95Low: mean - half, ci95High: mean + half), unit: "CNY",
      perHouseholdYear: mean * scale, meaning: "Meaning.")
  }

  static let rows = [
    row("households", "sales", 12_000_000, 1_000_000), row("households", "meritPay", 3_000_000, 0),
    row("households", "rents", 0, 0), row("households", BalanceTable.net, 15_000_000, 1_000_000),
    row("society", "sales", 12_000_000, 1_000_000), row("society", "meritPay", 0, 0), row("society", "rents", 0, 0),
    row("society", BalanceTable.net, 500_000, 2_000_000), row("publicPurse", "meritPay", -3_000_000, 0),
    row("publicPurse", BalanceTable.net, -3_000_000, 0),
  ]

  private func page(_ language: Language, worlds: Int = 0) -> String {
    var findings = FindingsUnit.findings(language)
    findings.worlds = worlds
    return HTMLReport(findings, origin: [], benefits: Self.rows).html
  }

  @Test func theSentenceSaysEachViewWithItsInterval() {
    let section = BenefitSection(FindingsUnit.findings(.english), Self.rows)
    #expect(
      section.sentence
        == "Both against No <linkage>, all benefits and costs of the run counted, per household of the banner and year: "
        + "view of households +1,500 CNY (+1,400 to +1,600); view of society +50 CNY (-150 to +250; not clear of zero); "
        + "view of publicPurse -300 CNY (-300 to -300).")
    let chinese = BenefitSection(FindingsUnit.findings(.chinese), Self.rows).sentence
    #expect(chinese.contains("+1,500 元（+1,400 至 +1,600）") && chinese.contains("区间含零") && chinese.hasSuffix("。"))
  }

  /// A transfer is 0 to society and empty where it is of no account; what is zero to all has no row.
  @Test func theTableSetsTheViewsSideBySide() throws {
    let page = page(.english)
    #expect(page.contains("<h2>Benefit and cost, from whose view?</h2>"))
    let pattern = #/<tr><td>label of &lt;(\w+)&gt;<\/td><td>(.*?)<\/td><td>(.*?)<\/td><td>(.*?)<\/td><\/tr>/#
    let found = page.matches(of: pattern).map { [$0.1, $0.2, $0.3, $0.4].map { String($0) } }
    #expect(
      found == [
        ["sales", "+1,200<br><small>(+1,100 to +1,300)</small>", "+1,200<br><small>(+1,100 to +1,300)</small>", ""],
        ["meritPay", "+300<br><small>(+300 to +300)</small>", "0", "-300<br><small>(-300 to -300)</small>"],
      ])
    #expect(page.contains("<b>label of &lt;net&gt;</b>") && page.contains("<b>+50</b>"))
    #expect(page.contains("95 % interval of the mean") && !page.contains("one further world"))
    #expect(self.page(.english, worlds: 63).contains("one further world"))
    let chinese = self.page(.chinese)
    #expect(chinese.contains("效益与费用：从谁的角度看？") && chinese.contains("元/户·年"))
    #expect(!chinese.contains("from whose view"))
    #expect(!HTMLReport(FindingsUnit.findings(.english), origin: []).html.contains("from whose view"))
  }

  /// Too few worlds for an interval: none is said, in no place.
  @Test func withoutEndsThereIsNoInterval() {
    let rows = [Self.row("households", "sales", 10_000, .nan), Self.row("households", BalanceTable.net, 10_000, .nan)]
    let section = BenefitSection(FindingsUnit.findings(.english), rows)
    #expect(section.sentence.hasSuffix("view of households +1.00 CNY."))
    let page = HTMLReport(FindingsUnit.findings(.english), origin: [], benefits: rows).html
    #expect(!page.contains("NaN") && !page.contains("nan"))
  }

  /// Rows come back from the file as they went.
  @Test func theTableReadsBack() throws {
    let scratch = Scratch()
    let folder = try ResultFolder(path: scratch.path("r"))
    try BalanceTable.write(Self.rows, to: folder)
    try folder.commit(Manifest(version: "0.1.0"))
    #expect(try BalanceTable.read(StoredResult(scratch.path("r"))) == Self.rows)
  }
}
