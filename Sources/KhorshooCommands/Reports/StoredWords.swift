import KhorshooEngine
import KhorshooModel
import KhorshooReports
import KhorshooText

/// Words of tables that were written in one language, for whoever reads them in the other.
enum StoredWords {
  /// The words of an item of a perspective; nil where the program knows none of the name.
  static func item(_ name: String) -> (label: LocalizedText, meaning: LocalizedText)? {
    if name == BalanceTable.net { return BalanceTable.netWords }
    return BenefitWords.items[name].map { (LocalizedText($0.label), LocalizedText($0.meaning)) }
  }

  /// The words of a perspective; nil where the program knows none of the name.
  static func perspective(_ name: String) -> LocalizedText? {
    BenefitWords.perspectives[name].map { LocalizedText($0) }
  }

  /// Rows of `benefits.csv` with words in a language.
  static func rows(_ rows: [BalanceTable.Row], _ language: Language) -> [BalanceTable.Row] {
    rows.map { row in
      let words = item(row.item)
      return row.saying(
        perspective: perspective(row.perspective)?[language] ?? row.perspectiveLabel,
        label: words?.label[language] ?? row.label, meaning: words?.meaning[language] ?? row.meaning)
    }
  }

  /// Label and meaning of every perspective and item, by name.
  static func benefits(_ language: Language) -> [String: (label: String, meaning: String)] {
    let items = (Array(BenefitWords.items.keys) + [BalanceTable.net]).compactMap { name in
      item(name).map { (name, (label: $0.label[language], meaning: $0.meaning[language])) }
    }
    let perspectives = BenefitWords.perspectives.keys.compactMap { name in
      perspective(name).map { (name, (label: $0[language], meaning: "")) }
    }
    return Dictionary(items + perspectives, uniquingKeysWith: { first, _ in first })
  }

  /// The banner and the groups that a decomposition shows, by identifier.
  static func places(_ language: Language) -> [String: String] {
    [
      Place.bannerID: LocalizedText(en: "Banner", zh: "全旗"), "member": LocalizedText(en: "Members", zh: "社员户"),
      "nonMember": LocalizedText(en: "Non-members", zh: "非社员户"),
    ].mapValues { $0[language] }
  }
}
