import KhorshooText

/// What `khorshoo sensitivity` says of few draws of many parameters, in both languages.
enum ScreeningWords {
  static let all = LocalizedText(en: "all together", zh: "全部")

  static let meaning = LocalizedText(
    en: "removes: the share of the variance of what is not known that knowing the parameter would remove, by draws "
      + "left out; of few draws the strongest look stronger than they are",
    zh: "可消除：若确知该参数，未知部分的方差可减少的份额（按留一抽样估计）；抽样少时，最强者往往被高估")

  static let groups = LocalizedText(
    en: "Shares of the variance by groups of parameters, by draws left out; 0 where they are not told from chance:",
    zh: "各组参数的方差份额（按留一抽样估计；无法与偶然区分者为 0）：")

  static func basis(_ outcome: String, draws: Int, factors: Int, worlds: Int) -> LocalizedText {
    LocalizedText(
      en: "\(outcome) over \(draws) draws of \(factors) parameters (\(worlds) worlds)",
      zh: "\(outcome)：\(factors) 个参数的 \(draws) 次抽样（\(worlds) 个世界）")
  }

  static func variance(_ shares: [String]) -> LocalizedText {
    LocalizedText(
      en: "Of the variance of worlds' means, parameters have \(shares[0]), population \(shares[1]), luck that is left "
        + shares[2],
      zh: "各世界均值的方差中：参数 \(shares[0])，人口 \(shares[1])，剩余运气 \(shares[2])")
  }

  static func chance(_ limit: String, factors: Int) -> LocalizedText {
    LocalizedText(
      en: "Of \(factors) parameters without any effect, the closest would reach a rank correlation of \(limit) in 5 of "
        + "100 such runs",
      zh: "若 \(factors) 个参数均无作用，100 次同样的运行中也会有 5 次出现不低于 \(limit) 的秩相关")
  }

  static func found(_ count: Int) -> LocalizedText {
    LocalizedText(
      en: count == 0
        ? "No parameter stands out from chance"
        : "\(count) stand out from chance (one in ten of them may still be chance):",
      zh: count == 0 ? "没有参数能与偶然区分" : "能与偶然区分的有 \(count) 个（其中约十分之一仍可能出于偶然）：")
  }

  static func notFound(_ count: Int, needed: Int, isRun: Bool) -> LocalizedText {
    let (en, zh) =
      isRun
      ? ("about --draws \(2 * needed)", "约 --draws \(2 * needed)") : ("about \(needed) points", "约 \(needed) 个设计点")
    return LocalizedText(
      en:
        "Nothing can be said of the other \(count): they may matter all the same. To tell one that has a tenth of the "
        + "variance from chance takes \(en)",
      zh: "其余 \(count) 个无法判断，并非没有影响。要识别占方差十分之一的参数，需要\(zh)")
  }

  static func unordered(_ names: [String]) -> LocalizedText {
    let list = names.prefix(3).joined(separator: ", ")
    return LocalizedText(
      en: "\(names.count) parameters of words without order are not looked at: \(list)",
      zh: "\(names.count) 个取词的参数无次序，未分析：\(list)")
  }
}
