import KhorshooEngine
import KhorshooText

/// What became of one household under each arm in the same world: herd, income, when it heard of the cooperative, joined and left.
///
/// - Proof: `HouseholdStoryUnit`.
package struct HouseholdStory: Sendable {
  /// Its way under one arm.
  package struct Path: Sendable {
    package var arm: LocalizedText
    /// Herd at the end of each quarter, sheep units.
    package var herd: [Double] = []
    /// Income of each year with own consumption and the change of the herd, CNY.
    package var income: [Double] = []
    /// First quarter at whose end it had heard of the cooperative; was a member; was one no longer; held the office.
    package var heard, joined, left, office: Quarter?

    package init(arm: LocalizedText) { self.arm = arm }
  }

  /// Its number in the roster, from 1, its gacha and its persons; number 0 for one that is not to be named.
  package var number: Int
  package var place: LocalizedText
  package var persons: Int
  /// First quarter of the paths.
  package var start: Quarter
  /// Arms in the order of the scenario, and which of them the others are compared with.
  package var paths: [Path]
  package var reference: Int

  /// Memberwise.
  package init(
    number: Int, place: LocalizedText, persons: Int, start: Quarter, paths: [Path], reference: Int
  ) {
    (self.number, self.place, self.persons) = (number, place, persons)
    (self.start, self.paths, self.reference) = (start, paths, reference)
  }

  /// The same household without its number and place, for a report of a survey of real people.
  package var unnamed: HouseholdStory {
    var story = self
    (story.number, story.place) = (0, LocalizedText(en: "", zh: ""))
    return story
  }

  /// `Household 1,234, Hui Gacha: 4 persons, 152 sheep units at first`.
  package func title(_ language: Language) -> String {
    let herd = Self.amount(paths.first?.herd.first ?? .nan)
    let count = ReadableNumber.count(number)
    let name = LocalizedText(en: "Household \(count), \(place.en): ", zh: "第 \(count) 户，\(place.zh)：")
    return (number > 0 ? name[language] : "")
      + LocalizedText(
        en: "\(persons) \(persons == 1 ? "person" : "persons"), \(herd) sheep units at first",
        zh: "\(persons) 人，期初 \(herd) 羊单位")[language]
  }

  /// A sentence of each arm.
  package func sentences(_ language: Language) -> [String] {
    let other = paths[reference]
    return paths.indices.map { index in
      let path = paths[index]
      let ends = ends(index)
      let events = happened(index)[language]
      var text = LocalizedText(
        en:
          "“\(path.arm.en)”:\(events.isEmpty ? "" : " \(events);") its herd ends at \(Self.amount(ends.herd)) sheep units; "
          + "income \(Self.amount(ends.income)) CNY a year on average",
        zh:
          "“\(path.arm.zh)”：\(events.isEmpty ? "" : "\(events)；")期末畜群 \(Self.amount(ends.herd)) 羊单位；年均收入 \(Self.amount(ends.income)) 元"
      )
      if index != reference {
        text = LocalizedText(
          en: text.en
            + " (\(Self.change(ends.herdChange)) sheep units and \(Self.change(ends.incomeChange)) CNY against “\(other.arm.en)”)",
          zh: text.zh
            + "（与“\(other.arm.zh)”相比 \(Self.change(ends.herdChange)) 羊单位、\(Self.change(ends.incomeChange)) 元）")
      }
      return text[language] + LocalizedText(en: ".", zh: "。")[language]
    }
  }

  /// Herd at the end and mean income of a year under an arm, and what both are more than under the reference.
  func ends(_ arm: Int) -> (herd: Double, herdChange: Double, income: Double, incomeChange: Double) {
    let (path, other) = (paths[arm], paths[reference])
    let (herd, income) = (path.herd.last ?? .nan, Self.mean(path.income))
    return (herd, herd - (other.herd.last ?? .nan), income, income - Self.mean(other.income))
  }

  /// What happened under an arm, as a sentence that begins with it; a dash where nothing is to be told.
  func told(_ arm: Int, _ language: Language) -> String {
    let words = happened(arm)[language]
    return words.isEmpty ? ReadableNumber.undefined : words.prefix(1).uppercased() + words.dropFirst()
  }

  /// Nothing under the reference, where there may be no cooperative to hear of.
  private func happened(_ arm: Int) -> LocalizedText {
    arm == reference && paths[arm].heard == nil ? LocalizedText(en: "", zh: "") : events(paths[arm])
  }

  private func events(_ path: Path) -> LocalizedText {
    let parts: [(Quarter?, LocalizedText)] = [
      (path.heard, LocalizedText(en: "heard of the cooperative", zh: "得知合作社")),
      (path.joined, LocalizedText(en: "joined", zh: "入社")), (path.left, LocalizedText(en: "left it", zh: "退社")),
      (path.office, LocalizedText(en: "became central household", zh: "成为中心户")),
    ]
    let told = parts.compactMap { quarter, words in quarter.map { ($0, words) } }.sorted { $0.0 < $1.0 }
    guard !told.isEmpty else {
      return LocalizedText(en: "it never heard of the cooperative", zh: "始终不知合作社")
    }
    let en = told.map { "\($1.en) \($0 == start ? "from the start" : "in \(Self.season($0).en)")" }
    let zh = told.map { "\($0 == start ? "期初即" : Self.season($0).zh)\($1.zh)" }
    let never = path.joined == nil ? LocalizedText(en: ", never joined", zh: "，始终未入社") : LocalizedText(en: "", zh: "")
    return LocalizedText(
      en: "it \(en.joined(separator: ", "))\(never.en)", zh: "\(zh.joined(separator: "，"))\(never.zh)")
  }

  private static func season(_ quarter: Quarter) -> LocalizedText {
    let english = ["spring", "summer", "autumn", "winter"][quarter.number - 1]
    let chinese = ["春", "夏", "秋", "冬"][quarter.number - 1]
    return LocalizedText(en: "\(english) \(quarter.year)", zh: "\(quarter.year) 年\(chinese)")
  }

  /// Herd by quarter and income by year, one line an arm.
  package func pictures(_ language: Language) -> [String] {
    func word(_ en: String, _ zh: String) -> String { LocalizedText(en: en, zh: zh)[language] }
    let title = word("Household \(ReadableNumber.count(number))", "第 \(ReadableNumber.count(number)) 户")
    let first = Double(start.year) + Double(start.number - 1) / 4
    let herds = paths.map { path in
      LineFigure.Line(
        name: path.arm[language], points: path.herd.enumerated().map { (first + Double($0 + 1) / 4, $1) })
    }
    let incomes = paths.map { path in
      LineFigure.Line(
        name: path.arm[language], points: path.income.enumerated().map { (Double(start.year + $0), $1) })
    }
    return [
      LineFigure(
        title: title + word(": herd", "：畜群"), subtitle: word("at the end of each quarter", "季末"),
        xLabel: word("year", "年份"), yLabel: word("sheep units", "羊单位"), lines: herds
      ).svg,
      LineFigure(
        title: title + word(": income", "：收入"),
        subtitle: word("with own consumption and the change of the herd", "含自用与畜群变化"), xLabel: word("year", "年份"),
        yLabel: word("CNY a year", "元/年"), lines: incomes
      ).svg,
    ]
  }

  private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(1, values.count)) }
  static func amount(_ value: Double) -> String { ReadableNumber(for: [value], digits: 3).text(value) }
  static func change(_ value: Double) -> String {
    ReadableNumber(for: [value], digits: 3).text(value, signed: true)
  }
}
