import KhorshooText

/// Headings and number formats of the columns of result tables in a spreadsheet.
enum WorkbookColumns {
  /// How a number of a column is shown.
  ///
  /// - Parameter unit: what the row's column `unit` says; `1` for shares and indices.
  static func pattern(_ column: String, unit: String) -> String {
    switch column {
    case "year", "quarter", "replicates", "pairs", "households", "partyMembers", "cooperatives": return "0"
    case "relative": return "0.00%"
    case "correlation": return "0.000"
    case "unpairedReplicates": return "#,##0"
    case "xKm", "yKm": return "0.0"
    case "low", "high": return "General"
    case "perHouseholdYear": return "#,##0.00"
    default: break
    }
    switch unit {
    case "1": return "0.0000"
    case "CNY" where ["mean", "p05", "p25", "p50", "p75", "p95"].contains(column): return "#,##0"
    default: return "#,##0.00"
    }
  }

  /// Width in characters.
  static func width(_ column: String) -> Double {
    switch column {
    case "meaning", "meaningChinese": 60
    case "source", "byArm", "uncertainty": 34
    case "key": 44
    case "outcome", "label", "labelChinese": 30
    case "perspectiveLabel": 28
    case "place", "process", "numerator", "denominator": 22
    case "year", "quarter", "level": 9
    default: 14
    }
  }

  /// Heading in a language: the column's name as in the CSV file, or Chinese words.
  static func heading(_ column: String, _ language: Language) -> String {
    LocalizedText(en: column, zh: chinese[column] ?? column)[language]
  }

  /// Whether the workbook has a column of a table: of a text in two languages, that of its own.
  static func isShown(_ column: String, beside header: [String], _ language: Language) -> Bool {
    let others = [Language.chinese: ["meaning": "meaningChinese", "place": "chinese"]][language] ?? [:]
    return !(others[column].map(header.contains) ?? false)
  }

  private static let chinese = [
    "arm": "方案", "reference": "基准方案", "level": "层级", "placeID": "地点标识", "place": "地点", "year": "年", "quarter": "季度",
    "outcome": "指标", "label": "指标名称", "labelChinese": "指标名称", "unit": "单位", "mean": "均值", "mcse": "蒙特卡洛标准误",
    "p05": "5%分位", "p25": "25%分位",
    "p50": "中位数", "p75": "75%分位", "p95": "95%分位", "difference": "差异", "ci95Low": "95%区间下限", "ci95High": "95%区间上限",
    "relative": "相对变化", "correlation": "相关系数", "replicates": "重复次数", "unpairedReplicates": "非配对等效次数", "ratio": "比率",
    "numerator": "分子", "denominator": "分母", "numeratorMean": "分子均值", "denominatorMean": "分母均值", "estimate": "估计值",
    "interval": "区间类型", "meaning": "含义", "key": "键", "value": "取值", "byArm": "方案取值", "low": "下限", "high": "上限",
    "uncertainty": "不确定性", "source": "来源", "trust": "可信度", "changed": "已修改", "channel": "渠道", "process": "过程",
    "meaningChinese": "含义", "parentID": "上级标识", "name": "名称", "nameChinese": "中文名", "xKm": "东向公里", "yKm": "北向公里",
    "households": "户数", "partyMembers": "党员数", "cooperatives": "合作社数", "method": "方法", "contribution": "贡献",
    "share": "占比", "perspective": "主体代码", "perspectiveLabel": "主体", "item": "项目代码", "perHouseholdYear": "折合每户每年",
    "chinese": "地点", "low50": "50%区间下限", "high50": "50%区间上限", "low90": "90%区间下限", "high90": "90%区间上限",
    "positiveShare": "大于零的世界占比", "parameterShare": "参数占方差", "populationShare": "人口占方差", "luckShare": "运气占方差",
    "worlds": "世界数", "arms": "方案", "point": "设计点", "wave": "轮次",
  ]
}
