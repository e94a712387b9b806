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
    case "outcome", "label": 30
    case "place", "process", "numerator", "denominator": 22
    case "year", "quarter", "level": 9
    default: 14
    }
  }

  /// Heading in a language: the column's name as in the CSV file, or Chinese words.
  static func heading(_ column: String, _ language: ReportLanguage) -> String {
    language == .chinese ? chinese[column] ?? column : column
  }

  private static let chinese = [
    "arm": "方案", "reference": "基準方案", "level": "層級", "placeID": "地點標識", "place": "地點", "year": "年", "quarter": "季度",
    "outcome": "指標", "label": "指標名稱", "unit": "單位", "mean": "均值", "mcse": "蒙特卡洛標準誤", "p05": "5%分位", "p25": "25%分位",
    "p50": "中位數", "p75": "75%分位", "p95": "95%分位", "difference": "差異", "ci95Low": "95%區間下限", "ci95High": "95%區間上限",
    "relative": "相對變化", "correlation": "相關係數", "replicates": "重複次數", "unpairedReplicates": "非配對等效次數", "ratio": "比率",
    "numerator": "分子", "denominator": "分母", "numeratorMean": "分子均值", "denominatorMean": "分母均值", "estimate": "估計值",
    "interval": "區間類型", "meaning": "含義", "key": "鍵", "value": "取值", "byArm": "方案取值", "low": "下限", "high": "上限",
    "uncertainty": "不確定性", "source": "來源", "trust": "可信度", "changed": "已修改", "channel": "渠道", "process": "過程",
    "meaningChinese": "中文含義", "parentID": "上級標識", "name": "名稱", "nameChinese": "中文名", "xKm": "東向公里", "yKm": "北向公里",
    "households": "戶數", "partyMembers": "黨員數", "cooperatives": "合作社數", "method": "方法", "contribution": "貢獻",
    "share": "佔比",
  ]
}
