import KhorshooText

/// Units of the ledger in both languages, word by word: `CNY per household and year` is `元/户·年`.
enum UnitWords {
  /// Nothing for a pure number.
  static func text(_ unit: String) -> LocalizedText {
    guard unit != "1", !unit.isEmpty else { return LocalizedText(en: "", zh: "") }
    let parts = unit.components(separatedBy: " per ")
    let below = parts.dropFirst().flatMap { $0.components(separatedBy: " and ") }.map(chinese)
    let chinese = chinese(parts[0]) + (below.isEmpty ? "" : "/" + below.joined(separator: "·"))
    return LocalizedText(en: unit, zh: chinese)
  }

  private static func chinese(_ word: String) -> String {
    if word.hasPrefix("per ") { return "/" + chinese(String(word.dropFirst(4))) }
    return words[word] ?? word
  }

  private static let words = [
    "CNY": "元", "year": "年", "quarter": "季", "winter": "冬", "day": "日", "h": "小时", "household": "户", "person": "人",
    "member": "社员", "cooperative": "合作社", "central household": "中心户", "sheep unit": "羊单位", "head": "头",
    "head sold": "出栏头", "kg": "千克", "kg DM": "千克干物质", "kg live weight": "千克活重", "km": "千米", "km2": "平方千米",
    "ha": "公顷", "mu": "亩", "grid": "网格", "course": "次培训", "meeting": "次例会", "test": "次测试", "system": "套", "tie": "条联系",
    "log odds": "对数优势", "adult equivalent": "劳力当量", "young": "仔畜", "birth": "胎", "births": "胎",
    "breeding female": "能繁母畜", "unit": "单位",
  ]
}
