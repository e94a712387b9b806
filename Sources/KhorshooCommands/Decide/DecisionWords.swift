import Foundation
import KhorshooExperiments
import KhorshooReports
import KhorshooText

/// What `khorshoo decide` says, in both languages.
enum DecisionWords {
  /// `36.1 million CNY`, `3,610 万元`.
  static func money(_ yuan: Double, signed: Bool = false) -> LocalizedText {
    // Three digits are more than any of these numbers is known to.
    func text(_ value: Double) -> String {
      let size = [100_000.0, 10_000, 1000].first { value.magnitude >= $0 }.map { $0 / 100 } ?? 1
      let rounded = value.magnitude >= 1000 ? (value / size).rounded() * size : value
      return ReadableNumber(for: [value], digits: 3).text(rounded, signed: signed)
    }
    let size = yuan.magnitude
    return LocalizedText(
      en: size >= 1e6 ? text(yuan / 1e6) + " million CNY" : text(yuan) + " CNY",
      zh: size >= 1e8 ? text(yuan / 1e8) + " 亿元" : size >= 1e4 ? text(yuan / 1e4) + " 万元" : text(yuan) + " 元")
  }

  /// Of 100 worlds.
  static func worlds(_ share: Double) -> String { ReadableNumber(for: [100], digits: 3).text((share * 100).rounded()) }

  static func perspective(_ perspective: DecisionPerspective) -> LocalizedText {
    switch perspective {
    case .households: LocalizedText(en: "households", zh: "居民")
    case .publicPurse: LocalizedText(en: "the public purse", zh: "公共财政")
    case .society: LocalizedText(en: "society", zh: "社会")
    }
  }

  static func criterion(_ criterion: DecisionCriterion) -> LocalizedText {
    switch criterion {
    case .expected: LocalizedText(en: "highest expected net benefit", zh: "期望净效益最高")
    case .quantile:
      LocalizedText(en: "highest net benefit in a bad world (one in ten is worse)", zh: "较差世界（十分位）中净效益最高")
    case .minimaxRegret: LocalizedText(en: "smallest largest regret", zh: "最大后悔最小")
    }
  }

  static func answer(
    _ label: LocalizedText, best share: Double, expected: Double, low: Double, high: Double,
    for perspective: LocalizedText, years: Int
  ) -> LocalizedText {
    let (mean, first, last) = (money(expected, signed: true), money(low, signed: true), money(high, signed: true))
    return LocalizedText(
      en:
        "Choose “\(label.en)”: the best in \(worlds(share)) of 100 worlds; for \(perspective.en) it brings \(mean.en) over "
        + "\(years == 1 ? "one year" : "\(years) years") (90 % interval \(first.en) to \(last.en)).",
      zh: "选择“\(label.zh)”：100 个世界中有 \(worlds(share)) 个以它为最优；\(years) 年内为\(perspective.zh)带来 \(mean.zh)"
        + "（90% 区间 \(first.zh) 至 \(last.zh)）。")
  }

  /// Said of a choice that brings less than the reference, which is no option.
  static func belowReference(_ reference: LocalizedText) -> LocalizedText {
    LocalizedText(
      en: " Even so it brings less than “\(reference.en)”, which is not among the options.",
      zh: "但仍不如“\(reference.zh)”（未列入方案）。")
  }

  /// What a world is, for whoever meets the word here first.
  static let world = LocalizedText(
    en:
      "A world is one way in which things that are not known could be: every uncertain parameter and all households drawn anew. In each of them all "
      + "options are tried with the same weather, prices and luck.",
    zh: "一个“世界”是未知情况的一种可能：不确定的参数和全部牧户都重新抽取；在每个世界中，各方案遇到相同的天气、价格和运气。")

  static func compared(
    _ labels: [LocalizedText], worlds: Int, areAll: Bool, reference: LocalizedText, by criterion: LocalizedText
  ) -> LocalizedText {
    LocalizedText(
      en:
        "Compared in \(areAll ? "" : "the ")\(worlds) worlds \(areAll ? "" : "that all of them met ")by \(criterion.en), as present values against “\(reference.en)”: "
        + labels.map(\.en).joined(separator: "; ") + ".",
      zh: "在\(areAll ? "" : "各方案都经历的") \(worlds) 个世界中比较（准则：\(criterion.zh)；现值，相对“\(reference.zh)”）："
        + labels.map(\.zh).joined(separator: "；") + "。")
  }

  static func overBudget(_ options: [(label: LocalizedText, cost: Double)], _ budget: Double) -> LocalizedText {
    let costs = options.map { ($0.label, money($0.cost)) }
    return LocalizedText(
      en: " Over the budget of \(money(budget).en): " + costs.map { "\($0.en) (\($1.en))" }.joined(separator: "; ")
        + ".",
      zh: "超出预算 \(money(budget).zh)：" + costs.map { "\($0.zh)（\($1.zh)）" }.joined(separator: "；") + "。")
  }

  static func regret(
    expected: Double, largest: Double, next: (label: LocalizedText, share: Double, regret: Double)?
  ) -> LocalizedText {
    let (mean, most) = (money(expected), money(largest))
    let rival = next.map { next in
      let regret = money(next.regret)
      return LocalizedText(
        en: "; “\(next.label.en)” is the best in \(worlds(next.share)) of 100 and loses \(regret.en)",
        zh: "；“\(next.label.zh)”在 100 个世界中有 \(worlds(next.share)) 个最优，平均损失 \(regret.zh)")
    }
    return LocalizedText(
      en: "Regret: where another option is better it loses \(mean.en) on average over all worlds, \(most.en) at most"
        + (rival?.en ?? "") + ".",
      zh: "后悔值：因另有更优方案，平均损失 \(mean.zh)，最多 \(most.zh)" + (rival?.zh ?? "") + "。")
  }

  static func heldOut(
    _ value: Measured, agrees: Bool, others: [LocalizedText], correct: Double?
  ) -> LocalizedText {
    let (mean, error) = (money(value.value, signed: true), money(value.standardError))
    let second =
      agrees
      ? LocalizedText(en: "both halves choose the same", zh: "两半选择相同")
      : LocalizedText(
        en: "the halves choose “\(others.map(\.en).joined(separator: "” and “"))”",
        zh: "两半分别选择“\(others.map(\.zh).joined(separator: "”与“"))”")
    let sure = correct.map { share in
      // A bound is not rounded up.
      let percent = worlds((share * 100).rounded(.down) / 100)
      return LocalizedText(
        en: "; more worlds would not change the choice with a probability of \(percent) % at least",
        zh: "；再多抽世界而选择不变的概率至少为 \(percent)%")
    }
    return LocalizedText(
      en: "Chosen on one half of the worlds and valued on the other, the choice brings \(mean.en) (error \(error.en)); "
        + second.en + (sure?.en ?? "") + ".",
      zh: "一半世界选择、另一半估值：\(mean.zh)（标准误 \(error.zh)）；" + second.zh + (sure?.zh ?? "") + "。")
  }

  static func cost(
    _ frontier: [(label: LocalizedText, cost: Double, price: String?)],
    dominated: [(label: LocalizedText, by: LocalizedText)], unit: LocalizedText
  ) -> LocalizedText {
    let first = frontier.map { option -> LocalizedText in
      let cost = money(option.cost)
      return LocalizedText(
        en: "\(option.label.en) (costs \(cost.en)"
          + (option.price.map { ", \($0) CNY for each further \(unit.en))" } ?? ")"),
        zh: "\(option.label.zh)（支出 \(cost.zh)" + (option.price.map { "，每增 \(unit.zh) \($0) 元）" } ?? "）"))
    }
    let second = dominated.map {
      LocalizedText(
        en: "\($0.label.en) (\($0.by.en) brings as much for less)", zh: "\($0.label.zh)（\($0.by.zh)花费更少而效果不差）")
    }
    let none = LocalizedText(en: "no option is left out.", zh: "无一被排除。")
    return LocalizedText(
      en: "Worth buying at some worth: " + first.map(\.en).joined(separator: "; ") + "; "
        + (second.isEmpty ? none.en : "never: " + second.map(\.en).joined(separator: "; ") + "."),
      zh: "在某一支付意愿下值得选：" + first.map(\.zh).joined(separator: "；") + "；"
        + (second.isEmpty ? none.zh : "任何情况下都不值得：" + second.map(\.zh).joined(separator: "；") + "。"))
  }

  /// Who gains, a household and year.
  static func whom(_ gains: [Double], years: Int) -> LocalizedText {
    let yearly = gains.map { $0 / Double(years) }
    func text(_ value: Double) -> String { ReadableNumber(for: yearly, digits: 3).text(value, signed: true) }
    return LocalizedText(
      en:
        "For whom: yearly income of a household of the poorest fifth \(text(yearly[0])) CNY, of the middle one "
        + "\(text(yearly[2])), of the richest \(text(yearly[4])).",
      zh: "谁受益：户均年收入变化，最低五分之一户 \(text(yearly[0])) 元，中间 \(text(yearly[2])) 元，最高 \(text(yearly[4])) 元。")
  }

  static func others(_ found: [(perspective: LocalizedText, label: LocalizedText, share: Double)]) -> LocalizedText {
    LocalizedText(
      en: "Others would choose: "
        + found.map { "for \($0.0.en) “\($0.1.en)” (best in \(worlds($0.2)) of 100)" }
        .joined(separator: ", ") + ".",
      zh: "其他视角：" + found.map { "\($0.0.zh)选“\($0.1.zh)”（100 个中 \(worlds($0.2)) 个最优）" }.joined(separator: "，") + "。")
  }

  static func information(
    _ all: Measured, parameters: Measured?, best: [(meaning: LocalizedText, value: Double)], among count: Int
  ) -> LocalizedText {
    let whole = money(all.value)
    let together = parameters.map { money($0.value) }
    let parts = best.map { found in
      let worth = money(found.value)
      return LocalizedText(en: "\(found.meaning.en) (\(worth.en))", zh: "\(found.meaning.zh)（\(worth.zh)）")
    }
    let first =
      parts.isEmpty
      ? LocalizedText(
        en: "no single one of \(count) parameters beyond chance", zh: "\(count) 个参数中无单个超出偶然")
      : LocalizedText(
        en: "first: " + parts.map(\.en).joined(separator: "; "), zh: "首先：" + parts.map(\.zh).joined(separator: "；"))
    return LocalizedText(
      en: "To know the world first would be worth \(whole.en), the most that any survey or trial can be worth"
        + (together.map { "; all parameters together \($0.en)" } ?? "") + "; " + first.en + ".",
      zh: "若事先知道实情是哪个世界，平均可多得 \(whole.zh)：任何调查或试点的价值都不会更高"
        + (together.map { "；全部参数合计 \($0.zh)" } ?? "") + "；" + first.zh + "。")
  }

  static func turn(
    _ meaning: LocalizedText, at value: String, below: LocalizedText, above: LocalizedText
  ) -> LocalizedText {
    LocalizedText(
      en: "“\(below.en)” would be the best where this is below \(value), “\(above.en)” from there on: \(meaning.en).",
      zh: "下项低于 \(value) 时以“\(below.zh)”为最优，达到后以“\(above.zh)”为最优：\(meaning.zh)。")
  }

  static func results(_ path: String, _ brief: String) -> LocalizedText {
    LocalizedText(en: "Results: \(path) (open \(brief) first)", zh: "结果：\(path)（先打开 \(brief)）")
  }
}
