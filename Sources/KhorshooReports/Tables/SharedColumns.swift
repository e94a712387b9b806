extension TableColumn {
  static let arm = TableColumn(
    "arm", .string, meaning: "Policy variant of the scenario.", meaningChinese: "情景中的政策方案。")
  static let reference = TableColumn(
    "reference", .string, meaning: "Arm that this arm is compared with.", meaningChinese: "作为比较基准的方案。")
  static let level = TableColumn(
    "level", .string, meaning: "Level of the place: banner, sumu, gacha, grid, group or cooperative.",
    meaningChinese: "地点层级：旗、苏木、嘎查、网格、群体或合作社。")
  static let placeID = TableColumn(
    "placeID", .string, meaning: "Identifier of the place, the same in every language.",
    meaningChinese: "地点标识，各语言相同。")
  static let place = TableColumn(
    "place", .string, meaning: "Name of the place, in Chinese when the run was asked for Chinese.",
    meaningChinese: "地点名称；以中文运行时为中文名。", mayBeEmpty: true)
  static let year = TableColumn("year", .integer, meaning: "Calendar year.", meaningChinese: "公历年份。")
  static let quarter = TableColumn(
    "quarter", .integer,
    meaning: "Quarter of the year: 1 spring, 2 summer, 3 autumn, 4 winter. A yearly outcome stands in quarter 4.",
    meaningChinese: "季度：1 春，2 夏，3 秋，4 冬。年度指标记在第 4 季度。")
  static let outcome = TableColumn(
    "outcome", .string, meaning: "Name of the outcome.", meaningChinese: "指标名称。")
  static let unit = TableColumn(
    "unit", .string, meaning: "Unit of the outcome; 1 for a share or an index.",
    meaningChinese: "指标单位；比例或指数为 1。")

  /// Who, where, when and what: the columns that every long table shares, but for the arms.
  static let placeAndTime = [level, placeID, place, year, quarter, outcome, unit]

  /// A number in the unit that column `unit` names, empty when it is undefined.
  static func measured(_ name: String, _ meaning: String, _ meaningChinese: String) -> TableColumn {
    TableColumn(
      name, .number, unit: "as column unit", meaning: meaning, meaningChinese: meaningChinese, mayBeEmpty: true)
  }
}
