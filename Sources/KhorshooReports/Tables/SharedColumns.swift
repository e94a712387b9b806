extension TableColumn {
  static let arm = TableColumn(
    "arm", .string, meaning: "Policy variant of the scenario.", meaningChinese: "情景中的政策方案。")
  static let reference = TableColumn(
    "reference", .string, meaning: "Arm that this arm is compared with.", meaningChinese: "作为比较基准的方案。")
  static let armsOfGrid = TableColumn(
    "arms", .string, meaning: "Of a grid, the arms that have it, separated by spaces; empty when all have it.",
    meaningChinese: "采用该网格划分的方案，以空格分隔；各方案都采用时为空。", mayBeEmpty: true)
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
    "outcome", .string, meaning: "Name of the outcome, whose label and definition are in codebook.csv.",
    meaningChinese: "指标代码，名称与定义见 codebook.csv。")
  static let outcomeLabel = TableColumn(
    "label", .string, meaning: "Name of the outcome in words, in English.", meaningChinese: "指标的英文名称。",
    mayBeEmpty: true)
  static let outcomeLabelChinese = TableColumn(
    "labelChinese", .string, meaning: "The same in Chinese.", meaningChinese: "指标的中文名称。", mayBeEmpty: true)
  static let unit = TableColumn(
    "unit", .string, meaning: "Unit of the outcome; 1 for a share or an index.",
    meaningChinese: "指标单位；比例或指数为 1。")

  /// Who, where, when and what: the columns that every long table shares, but for the arms.
  static let placeAndTime = [level, placeID, place, year, quarter, outcome, unit]

  /// The same for tables by year.
  static let placeAndYear = [level, placeID, place, year, outcome, unit]

  /// Ends of the interval in which nine in ten worlds lie.
  static let interval90: [TableColumn] = [
    .measured(
      "low90", "Lower end of the interval in which 90 % of the worlds lie; empty when none are drawn.",
      "90% 的世界所在区间的下限；未抽取世界时为空。"),
    .measured("high90", "Upper end of that interval.", "该区间上限。"),
  ]
  static let positiveShare = share(
    "positiveShare", "Share of worlds with a difference above zero.", "差异大于零的世界所占比例。")
  static let parameterShare = share(
    "parameterShare", "Share of the variance of one replicate that parameters have.", "参数在单次重复方差中的份额。")
  static let populationShare = share(
    "populationShare", "The same of the population.", "人口在单次重复方差中的份额。")

  /// A share between 0 and 1, empty when it is undefined.
  static func share(_ name: String, _ meaning: String, _ meaningChinese: String) -> TableColumn {
    TableColumn(name, .number, unit: "1", meaning: meaning, meaningChinese: meaningChinese, mayBeEmpty: true)
  }

  /// A number in the unit that column `unit` names, empty when it is undefined.
  static func measured(_ name: String, _ meaning: String, _ meaningChinese: String) -> TableColumn {
    TableColumn(
      name, .number, unit: "as column unit", meaning: meaning, meaningChinese: meaningChinese, mayBeEmpty: true)
  }
}
