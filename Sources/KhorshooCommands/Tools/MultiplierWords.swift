import KhorshooText

/// What `khorshoo multiplier` says, in both languages.
enum MultiplierWords {
  static let effects = LocalizedText(
    en: "Brought about by one unit of final demand (household: of outside income)", zh: "一个单位最终需求（住户账户：一个单位外来收入）带来的")
  static let ratios = LocalizedText(en: "As a multiple of the direct effect", zh: "与直接效应之比")
  static let linkages = LocalizedText(en: "Linkages (1 is the average)", zh: "关联（平均为 1）")

  static let nothing = LocalizedText(en: "", zh: "")
  static let inverse = LocalizedText(
    en: "Leontief inverse: what the row produces for a unit of demand for the column",
    zh: "Leontief 逆矩阵：列账户一单位需求所需的行账户产出")
  static let ghosh = LocalizedText(
    en: "Ghosh inverse: what a unit of value added in the row is worth in the column",
    zh: "Ghosh 逆矩阵：行账户一单位初始投入带来的列账户产出")
  static let satellites = LocalizedText(en: "satellites", zh: "卫星账户")
  static let perUnit = LocalizedText(en: "By one unit of final demand", zh: "每单位最终需求")
  static let footprints = LocalizedText(
    en: "Footprints: what each category of demand needs in all", zh: "足迹：各类需求的全部需要")
  static let demand = LocalizedText(en: "output for the given demand", zh: "给定需求下的产出")
  static let demandAndOutput = LocalizedText(
    en: "Demand that is met, and output (I: production answers; II: households too)", zh: "可满足的需求与产出（I：生产；II：含住户）")
  static let greatest = LocalizedText(en: "Paths from the greatest total influence", zh: "按总影响排列的路径")
  static let cut = LocalizedText(
    en: "There are more paths than can be followed: those of small influence are left out", zh: "路径过多：略去影响小者")
  static let pyattRound = LocalizedText(
    en: "Effect of a unit from outside: within its group, on other groups, and by what comes back",
    zh: "外来一单位的影响：组内、跨组与循环")
  static let regions = LocalizedText(en: "regions", zh: "地区")
  static let tableAsUsed = LocalizedText(en: "table as it is used", zh: "所用表")
  static let payers = LocalizedText(en: "Who pays (columns) whom (rows)", zh: "列账户支付，行账户收入")

  static func of(_ path: String, _ what: LocalizedText) -> LocalizedText {
    LocalizedText(en: "\(path): \(what.en)", zh: "\(path)：\(what.zh)")
  }

  static func paths(from: String, to: String) -> LocalizedText {
    LocalizedText(en: "paths from \(from) to \(to)", zh: "从 \(from) 到 \(to) 的路径")
  }

  static func pathCoverage(multiplier: String, share: String) -> LocalizedText {
    LocalizedText(
      en: "Multiplier \(multiplier), of which the paths explain \(share)", zh: "乘数 \(multiplier)，所列路径解释 \(share)")
  }

  static func decomposition(groups: Int) -> LocalizedText {
    LocalizedText(en: "\(groups) groups of accounts (Pyatt and Round)", zh: "\(groups) 组账户（Pyatt–Round 分解）")
  }

  static func balanced(share: String, from: String, to: String, row: String, column: String) -> LocalizedText {
    LocalizedText(
      en:
        "Balanced (GRAS): \(share) of all amounts moved; most of all what \(column) pays to \(row), from \(from) to \(to)",
      zh: "已平衡（GRAS）：变动占全部数额的 \(share)；变动最大者为 \(column) 付给 \(row)，由 \(from) 变为 \(to)")
  }

  /// Without type II where no household has a row and a column.
  static func heading(_ path: String, accounts count: Int, radius one: String) -> LocalizedText {
    LocalizedText(
      en: "\(path): accounts of production: \(count); spectral radius \(one); no household with row and column, "
        + "so no type II",
      zh: "\(path)：生产账户 \(count) 个；谱半径 \(one)；没有同时具备行和列的住户账户，因此没有 II 型乘数")
  }

  static func heading(
    _ path: String, accounts count: Int, others: Int, radius one: String, _ two: String
  ) -> LocalizedText {
    LocalizedText(
      en: "\(path): accounts of production: \(count); that answer too in type II: \(others); spectral radius \(one) "
        + "(type I), \(two) (type II)",
      zh: "\(path)：生产账户 \(count) 个，另有 \(others) 个账户在 II 型中作出反应；谱半径 \(one)（I 型）、\(two)（II 型）")
  }
}
