/// Units that a header states in brackets behind a name in Chinese, such as 草场面积（公顷）: numbers in another unit than the column's would be
/// wrong by a factor.
///
/// - Source: units of Chinese statistics: 15 mu are a hectare, 100 mu a qing, 2 jin a kg.
/// - Proof: `ColumnNamesUnit`, `FieldToolsCommandTests`.
package enum ColumnUnits {
  /// A unit that numbers are often in, and what one of it is in the unit of the column.
  private typealias Other = (words: [String], equals: String)

  private static let areas: [Other] = [
    (["公顷", "ha", "hectare", "hectares", "hm2", "hm²"], "15 mu"), (["顷"], "100 mu"), (["万亩"], "10,000 mu"),
    (["千亩"], "1,000 mu"), (["百亩"], "100 mu"), (["平方公里", "平方千米", "km2", "km²"], "1,500 mu"),
    (["平方米", "m2", "m²", "㎡"], "0.0015 mu"), (["英亩", "acre", "acres"], "6.07 mu"),
  ]
  private static let money: [Other] = [
    (["亿元"], "100,000,000 yuan"), (["万元", "万"], "10,000 yuan"), (["千元", "千"], "1,000 yuan"), (["百元"], "100 yuan"),
    (["美元", "usd", "$"], "another currency"), (["图格里克", "mnt", "₮"], "another currency"),
  ]
  private static let lengths: [Other] = [(["米", "m"], "0.001 km"), (["里", "华里"], "0.5 km")]
  private static let prices: [Other] = [
    (["元/斤", "元/市斤", "yuan/jin"], "2 yuan a kg"), (["元/吨", "元/t", "yuan/t"], "0.001 yuan a kg"),
    (["万元/吨"], "10 yuan a kg"), (["元/100公斤", "元/百公斤"], "0.01 yuan a kg"), (["元/头", "元/只"], "a price a head"),
    (["美元/公斤", "usd/kg"], "another currency"),
  ]
  private static let counts: [Other] = [
    (["万", "万人", "万户", "万头", "万只", "万头只", "万羊单位", "万口", "万匹", "万峰"], "10,000"),
    (["千", "千人", "千户", "千头", "千只", "千头只", "千羊单位"], "1,000"),
    (["百", "百人", "百户", "百头", "百只", "百羊单位"], "100"),
  ]

  private static func others(of name: String) -> [Other] {
    switch name {
    case "pastureMu": areas
    case "cashYuan": money
    case "xKm", "yKm", "distanceKm": lengths
    case "hay", "wage", "sheep", "goats", "cattle", "horses", "camel": prices + money + counts
    case "persons", "labour", "households", "sheepUnits", "partyMembers": counts
    default: name.hasSuffix("Head") ? counts : []
    }
  }

  /// Headers that state another unit than the column has, with what to do.
  ///
  /// - Parameters:
  ///   - header: cells as they stand in the table.
  ///   - names: the columns that they are.
  package static func faults(_ header: [String], as names: [String]) -> [(column: Int, message: String)] {
    zip(header, names).enumerated().compactMap { column, pair in
      let (cell, name) = pair
      guard cell != name, let unit = unit(of: cell),
        let other = others(of: name).first(where: { $0.words.contains(unit) })
      else { return nil }
      let factor =
        other.equals.first?.isNumber ?? false ? "1 of it is \(other.equals)" : "which is \(other.equals)"
      return (
        column,
        "found numbers in \(quoted(unit)), and the column \(name) has another unit (\(factor)); convert them, and leave the unit out"
      )
    }
  }

  /// What stands in brackets, or behind a stroke, without blanks and in lower case; nil when nothing does.
  private static func unit(of cell: String) -> String? {
    guard let start = cell.firstIndex(where: { "（(〔[【/".contains($0) }) else { return nil }
    let inner = cell[cell.index(after: start)...].prefix { !"）)〕]】".contains($0) }
    let plain = inner.lowercased().filter { !$0.isWhitespace }.replacing("／", with: "/")
    return plain.isEmpty ? nil : plain.replacing("单位：", with: "").replacing("单位:", with: "")
  }
}
