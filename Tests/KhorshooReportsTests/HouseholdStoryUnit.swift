import KhorshooEngine
import KhorshooReports
import KhorshooText
import Testing

/// What is told of one household.
@Suite struct HouseholdStoryUnit {
  private var story: HouseholdStory {
    var none = HouseholdStory.Path(arm: LocalizedText(en: "No linkage", zh: "无联结"))
    (none.herd, none.income) = ([100, 98, 96, 94], [40_000])
    var linkage = HouseholdStory.Path(arm: LocalizedText(en: "Linkage", zh: "联结"))
    (linkage.herd, linkage.income) = ([100, 101, 102, 104], [41_500])
    linkage.heard = Quarter(year: 2020, number: 1)
    linkage.joined = Quarter(year: 2020, number: 3)
    return HouseholdStory(
      number: 1234, place: LocalizedText(en: "Spring Gacha", zh: "泉嘎查"), persons: 3,
      start: Quarter(year: 2020, number: 1), paths: [none, linkage], reference: 0)
  }

  @Test func itSaysWhatHappenedAndWhatChanged() {
    #expect(story.title(.english) == "Household 1,234, Spring Gacha: 3 persons, 100 sheep units at first")
    #expect(
      story.sentences(.english) == [
        "“No linkage”: its herd ends at 94.0 sheep units; income 40,000 CNY a year on average.",
        "“Linkage”: it heard of the cooperative from the start, joined in autumn 2020; its herd ends at 104 sheep units; "
          + "income 41,500 CNY a year on average (+10.0 sheep units and +1,500 CNY against “No linkage”).",
      ])
    #expect(
      story.sentences(.chinese) == [
        "“无联结”：期末畜群 94.0 羊单位；年均收入 40,000 元。",
        "“联结”：期初即得知合作社，2020 年秋入社；期末畜群 104 羊单位；年均收入 41,500 元（与“无联结”相比 +10.0 羊单位、+1,500 元）。",
      ])
  }

  @Test func whoNeverHeardOrJoinedIsSaidSo() {
    var told = story
    (told.paths[1].heard, told.paths[1].joined) = (nil, nil)
    #expect(told.sentences(.english)[1].contains("it never heard of the cooperative;"))
    #expect(told.sentences(.chinese)[1].contains("始终不知合作社；"))
    told.paths[1].heard = Quarter(year: 2020, number: 4)
    #expect(told.sentences(.english)[1].contains("it heard of the cooperative in winter 2020, never joined;"))
    #expect(told.sentences(.chinese)[1].contains("2020 年冬得知合作社，始终未入社；"))
  }

  @Test func herdAndIncomeAreDrawnForEachArm() {
    let pictures = story.pictures(.chinese)
    #expect(pictures.count == 2 && pictures.allSatisfy { $0.contains("联结") && $0.contains("无联结") })
    #expect(pictures[0].components(separatedBy: "<circle").count == 9 && pictures[1].contains("元/年"))
  }
}
