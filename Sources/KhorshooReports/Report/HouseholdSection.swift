import KhorshooText

/// Three typical households of the first simulated world, each with what became of it under every arm.
///
/// - Proof: `HouseholdSectionUnit`.
package struct HouseholdSection: Sendable {
  private let stories: [HouseholdStory]
  private let language: Language

  /// - Parameter stories: from the smallest to the largest herd.
  package init(_ stories: [HouseholdStory], language: Language) { (self.stories, self.language) = (stories, language) }

  private func word(_ english: String, _ chinese: String) -> String {
    LocalizedText(en: english, zh: chinese)[language]
  }

  /// The section of the report.
  package var section: ReportPage.Section {
    let sizes = [word("Small herd", "小畜群"), word("Middling herd", "中等畜群"), word("Large herd", "大畜群")]
    let parts = stories.enumerated().flatMap { index, story -> [ReportPage.Part] in
      let size = stories.count == sizes.count ? sizes[index] + word(". ", "。") : ""
      return [
        .heading(size + story.title(language)), .wide(HouseholdFigure(story, language: language).svg),
        .table(table(story)),
      ]
    }
    return ReportPage.Section(
      word("Three households, followed through one world", "三户牧户：同一模拟世界中的经历"), [.text(opening)] + parts)
  }

  private var opening: String {
    word(
      "A quarter, half and three quarters of the households that may join a cooperative begin with a smaller herd than these. Each meets the same weather, prices and luck under every policy; other households and other worlds fare otherwise: this is an illustration, the tables are the result.",
      "在可入社的牧户中，分别有四分之一、一半、四分之三的期初畜群小于这三户。各方案下每户遇到的天气、价格与运气相同；其他牧户、其他世界的经历不同：此处仅为示例，结果以各表为准。")
  }

  private func table(_ story: HouseholdStory) -> ReportTable {
    let columns = [
      word("Policy", "方案"), word("What happened", "经历"), word("Herd at the end, sheep units", "期末畜群（羊单位）"),
      word("Income a year, CNY", "年均收入（元）"),
    ]
    let rows = story.paths.indices.map { index -> [ReportTable.Cell] in
      let ends = story.ends(index)
      let isReference = index == story.reference
      func change(_ value: Double) -> String {
        isReference ? "" : "(" + HouseholdStory.change(value) + ")"
      }
      return [
        ReportTable.Cell(story.paths[index].arm[language]), ReportTable.Cell(story.told(index, language)),
        ReportTable.Cell(HouseholdStory.amount(ends.herd), small: change(ends.herdChange)),
        ReportTable.Cell(HouseholdStory.amount(ends.income), small: change(ends.incomeChange)),
      ]
    }
    return ReportTable(columns: columns, rows: rows)
  }
}
