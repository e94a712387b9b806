import KhorshooText

/// Units in the words of a reader.
///
/// - Proof: `ReportUnitsUnit`.
package enum ReportUnits {
  /// A blank and the unit; nothing of a pure number.
  package static func suffix(_ unit: String, _ language: Language) -> String {
    unit == "1" || unit.isEmpty ? "" : " " + words(unit, language)
  }

  /// The unit: `CNY per sheep unit and year` is 元/羊单位·年. What has no Chinese words stays as it is.
  package static func words(_ unit: String, _ language: Language) -> String {
    LocalizedText(en: unit, zh: inChinese(unit))[language]
  }

  private static func inChinese(_ unit: String) -> String {
    guard unit != "1" else { return unit }
    if let whole = chinese[unit] { return whole }
    let sides = " \(unit)".split(separator: "per ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let upper = sides[0].filter { $0 != " " }.isEmpty ? "" : term(sides[0])
    guard sides.count == 2 else { return upper ?? unit }
    let lower = sides[1].split(separator: " and ").map { $0 == "cooperative" ? "合作社" : term(String($0)) }
    guard let upper, !lower.contains(nil) else { return unit }
    return upper + "/" + lower.compactMap { $0 }.joined(separator: "·")
  }

  private static func term(_ text: String) -> String? {
    let words = text.drop { $0 == " " }
    return chinese[String(words.last == " " ? words.dropLast() : words)]
  }

  private static let chinese = [
    "CNY": "元", "yuan": "元", "sheep unit": "羊单位", "sheep units": "羊单位", "head": "头", "head sold": "出栏头数",
    "household": "户",
    "households": "户", "cooperative": "个", "person": "人", "persons": "人", "member": "社员", "central household": "中心户",
    "gacha": "个嘎查",
    "grid": "个网格", "sumu": "个苏木", "year": "年", "quarter": "季", "winter": "冬", "day": "日", "h": "小时", "kg": "公斤",
    "kg DM": "公斤干物质",
    "kg live weight": "公斤活重", "ha": "公顷", "mu": "亩", "km": "公里", "km2": "平方公里", "km/h": "公里/小时", "CNY/h": "元/小时",
    "CNY/km": "元/公里", "course": "次培训", "meeting": "次会议", "test": "次测试", "system": "套", "adult equivalent": "成人当量",
    "births": "产仔",
    "breeding female": "繁殖母畜", "young": "仔畜", "birth": "次产仔", "request": "件", "tie": "条联系", "round": "轮",
    "cascade": "次级联",
    "log odds": "对数优势", "10 km": "10 公里",
  ]
}
