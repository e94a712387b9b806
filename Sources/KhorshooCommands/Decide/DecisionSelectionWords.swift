import KhorshooExperiments
import KhorshooReports
import KhorshooText

// What is said of a selection world by world.
extension DecisionWords {
  /// `95 %` of a probability; three digits at most.
  private static func percent(_ share: Double) -> String {
    plainNumber((share * 1000).rounded() / 10)
  }

  static func selected(
    _ label: LocalizedText, isSelected: Bool, _ goal: SelectionGoal, worlds: Int, mean: Measured,
    for perspective: LocalizedText, years: Int
  ) -> LocalizedText {
    let (value, error) = (money(mean.value, signed: true), money(mean.standardError))
    let (sure, small) = (percent(goal.probability), money(goal.indifference))
    let brings = LocalizedText(
      en: " For \(perspective.en) it brings \(value.en) over \(years == 1 ? "one year" : "\(years) years") "
        + "(standard error \(error.en)).",
      zh: "\(years) 年内为\(perspective.zh)带来 \(value.zh)（标准误 \(error.zh)）。")
    let first =
      isSelected
      ? LocalizedText(
        en: "Choose “\(label.en)”, selected after \(worlds) worlds: with a probability of \(sure) % at least it is the "
          + "best, or less than \(small.en) below it.",
        zh: "选择“\(label.zh)”（\(worlds) 个世界后选定）：它为最优、或与最优相差不到 \(small.zh) 的概率至少为 \(sure)%。")
      : LocalizedText(
        en: "Not decided after \(worlds) worlds: “\(label.en)” leads, but cannot yet be told with a probability of "
          + "\(sure) % from whatever else competes.",
        zh: "\(worlds) 个世界后尚未定论：“\(label.zh)”领先，但还不能以 \(sure)% 的概率与其他竞争方案区分。")
    return LocalizedText(en: first.en + brings.en, zh: first.zh + brings.zh)
  }

  static func drawn(
    falls: [(label: LocalizedText, worlds: Int, by: LocalizedText)], competing: [LocalizedText], needed: Int?,
    computed: (spent: Int, whole: Int)
  ) -> LocalizedText {
    let out = falls.map {
      LocalizedText(
        en: "“\($0.label.en)” after \($0.worlds) (too far below “\($0.by.en)”)",
        zh: "“\($0.label.zh)”于 \($0.worlds) 个世界后（明显低于“\($0.by.zh)”）")
    }
    var text = LocalizedText(
      en: "Worlds went to the options that compete: \(computed.spent) were computed in the place of \(computed.whole).",
      zh: "只为仍在竞争的方案抽取世界：共计算 \(computed.spent) 次，而非 \(computed.whole) 次。")
    func add(_ en: String, _ zh: String) { text = LocalizedText(en: text.en + en, zh: text.zh + zh) }
    if !out.isEmpty {
      add(" Out: " + out.map(\.en).joined(separator: "; ") + ".", "淘汰：" + out.map(\.zh).joined(separator: "；") + "。")
    }
    if !competing.isEmpty {
      let most = needed.map {
        LocalizedText(
          en: "; \($0) worlds would end it at the latest, a larger --indifference sooner",
          zh: "；最多 \($0) 个世界可定论，放宽 --indifference 则更早")
      }
      add(
        " Still competing: " + competing.map { "“\($0.en)”" }.joined(separator: ", ") + (most?.en ?? "") + ".",
        "仍在竞争：" + competing.map { "“\($0.zh)”" }.joined(separator: "、") + (most?.zh ?? "") + "。")
    }
    return text
  }
}
