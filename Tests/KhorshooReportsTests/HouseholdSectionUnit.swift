import KhorshooEngine
import KhorshooReports
import KhorshooText
import TestSupport
import Testing

/// Three households in a report: words, numbers, a picture each; and the file that they are kept in.
@Suite struct HouseholdSectionUnit {
  static func story(_ number: Int) -> HouseholdStory {
    var none = HouseholdStory.Path(arm: LocalizedText(en: "No <linkage>", zh: "无联结"))
    (none.herd, none.income) = ([100, 98, 96, 94, 93, 92, 91, 90], [40_000, 41_000])
    var linkage = HouseholdStory.Path(arm: LocalizedText(en: "Linkage", zh: "联结"))
    (linkage.herd, linkage.income) = ([100, 101, 102, 104, 105, 106, 107, 108], [41_500, 42_500])
    linkage.heard = Quarter(year: 2020, number: 1)
    linkage.joined = Quarter(year: 2020, number: 3)
    linkage.left = Quarter(year: 2021, number: 2)
    return HouseholdStory(
      number: number, place: LocalizedText(en: "Spring Gacha", zh: "泉嘎查"), persons: 3,
      start: Quarter(year: 2020, number: 1), paths: [none, linkage], reference: 0)
  }

  private func page(_ language: Language, _ stories: [HouseholdStory] = [1, 2, 3].map(story)) -> String {
    HTMLReport(FindingsUnit.findings(language), origin: [], stories: stories).html
  }

  @Test func eachHasItsPathUnderEachPolicy() {
    let page = page(.english)
    #expect(page.contains("<h3>Small herd. Household 1, Spring Gacha: 3 persons, 100 sheep units at first</h3>"))
    #expect(page.contains("<h3>Large herd. Household 3"))
    #expect(
      page.contains(
        "<tr><td>Linkage</td><td>It heard of the cooperative from the start, joined in autumn 2020, left it in summer 2021</td>"
          + "<td>108<br><small>(+18.0)</small></td><td>42,000<br><small>(+1,500)</small></td></tr>"))
    #expect(page.contains("<tr><td>No &lt;linkage&gt;</td><td>–</td><td>90.0</td><td>40,500</td></tr>"))
    let chinese = self.page(.chinese)
    #expect(chinese.contains("小畜群。第 1 户，泉嘎查：3 人") && chinese.contains("2020 年秋入社") && !chinese.contains("Small herd"))
  }

  /// A ring where it joined and a cross where it left, on the line of the arm; the line goes up as the herd does.
  @Test func thePictureShowsWhenItJoinedAndLeft() throws {
    let page = page(.english, [Self.story(1)])
    let svg = try #require(page.firstMatch(of: #/<svg [^>]*>(?:(?!<\/svg>)[\s\S])*ring: joined[\s\S]*?<\/svg>/#)).output
    #expect(
      svg.components(separatedBy: "<circle ").count == 2 && svg.components(separatedBy: "l8 8m0 -8l-8 8").count == 2)
    let ring = try #require(svg.firstMatch(of: #/<circle cx="([\d.]+)" cy="([\d.]+)"/#))
    let lines = svg.matches(of: #/<path d="M([^"]+)" stroke="#d55e00" stroke-width="1.80"/#).map {
      $0.1.split(separator: "L")
    }
    let herd = try #require(lines.first)
    #expect(lines.count == 2 && herd.count == 8)
    // The third quarter of the herd's line.
    #expect(herd[2] == "\(ring.1) \(ring.2)")
    let heights = herd.compactMap { Double($0.split(separator: " ")[1]) }
    #expect(heights == heights.sorted(by: >), "the herd grows, so the line rises: \(heights)")
  }

  /// Of a survey, nobody is named.
  @Test func whoIsNotToBeNamedIsNot() {
    let page = page(.english, [Self.story(1234).unnamed])
    #expect(page.contains("<h3>3 persons, 100 sheep units at first</h3>"))
    for words in ["1,234", "1234", "Spring Gacha", "Household 0"] { #expect(!page.contains(words), "\(words)") }
    #expect(!HouseholdStoryFile.json([Self.story(1234).unnamed]).contains("1234"))
  }

  @Test func theFileReadsBack() throws {
    let scratch = Scratch()
    let folder = try ResultFolder(path: scratch.path("r"))
    let stories = [1, 2, 3].map(Self.story)
    try folder.write(HouseholdStoryFile.json(stories), as: HouseholdStoryFile.name)
    try folder.commit(Manifest(version: "0.1.0"))
    let read = HouseholdStoryFile.read(try StoredResult(scratch.path("r")))
    #expect(page(.chinese, read) == page(.chinese, stories) && page(.english, read) == page(.english, stories))
    #expect(read.count == 3 && read[2].number == 3 && read[0].paths[1].left == Quarter(year: 2021, number: 2))
  }
}
