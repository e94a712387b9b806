import Foundation
import KhorshooExperiments
import KhorshooReports
import KhorshooText

/// What `khorshoo run` says at the end, in both languages.
enum RunWords {
  static let ledgers = LocalizedText(en: "Ledgers close; largest relative residual", zh: "账目闭合，最大相对残差")
  static let ledgerNames = ["stock": "牲畜", "money": "资金", "requests": "诉求"]
  static let results = LocalizedText(en: "Results", zh: "结果")

  static func open(_ path: String) -> LocalizedText {
    let (page, table) = (HTMLReport.fileName, SummaryTable.definition.fileName)
    return LocalizedText(
      en: "Results: \(path) (open \(page) first; \(table) is for spreadsheets)",
      zh: "结果：\(path)（先打开 \(page)；\(table) 供电子表格使用）")
  }

  static func precision(_ found: SequentialPrecision.Assessment, after replicates: Int) -> LocalizedText {
    let half = String(format: "%.4g", found.halfWidth)
    let isReached = found.decision == .reached
    let need = isReached ? "" : found.projectedCount.map { "; some \($0) replicates would reach it" } ?? ""
    return LocalizedText(
      en: "\nPrecision: half width \(half) after \(replicates) replicates, "
        + (isReached ? "goal reached" : "budget spent") + need + "\n",
      zh: "\n精度：\(replicates) 次重复后 95% 区间半宽 \(half)，\(isReached ? "达到目标" : "预算用尽")\n")
  }
}
