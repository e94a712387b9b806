import KhorshooSweeps
import KhorshooText

/// What `khorshoo calibrate` says, in both languages.
enum CalibrationWords {
  static let targets = LocalizedText(en: "Targets:", zh: "目标：")
  static let draws = LocalizedText(en: "draws", zh: "抽样")
  static let narrowedMost = LocalizedText(en: "Parameters narrowed most:", zh: "收窄最多的参数：")
  static let fewDraws = LocalizedText(
    en: "Few draws carry the weight: add --waves, --points or --draws", zh: "抽样的有效数目少：增加 --waves、--points 或 --draws")

  static func calibrated(
    _ fitted: Int, heldOut: Int, arm: String, waves: Int, draws: Int, worth effective: Int
  ) -> LocalizedText {
    LocalizedText(
      en: "Calibrated to \(fitted) targets in arm \(arm), \(heldOut) held out: \(waves) waves, \(draws) draws worth "
        + "\(effective)",
      zh: "校准（方案 \(arm)）：\(fitted) 个目标，留出 \(heldOut) 个；\(waves) 轮，\(draws) 次抽样（相当于 \(effective) 次）")
  }

  static func left(_ share: String, active: Int, factors: Int) -> LocalizedText {
    LocalizedText(
      en: "\(share) of the space is left; \(active) of \(factors) factors matter",
      zh: "剩余空间 \(share)；\(factors) 个因素中 \(active) 个有影响")
  }

  static func use(_ command: String) -> LocalizedText { LocalizedText(en: "Use: \(command)", zh: "用法：\(command)") }

  static func verdict(_ verdict: CalibrationOutcome.Verdict) -> LocalizedText {
    switch verdict {
    case .met: LocalizedText(en: "met", zh: "满足")
    case .nearlyMet: LocalizedText(en: "nearly met", zh: "基本满足")
    case .notMet: LocalizedText(en: "not met", zh: "未满足")
    case .outOfReach: LocalizedText(en: "out of reach", zh: "任何参数均不能满足")
    case .predicted: LocalizedText(en: "held out: as predicted", zh: "留出：在预测区间内")
    case .missed: LocalizedText(en: "held out: missed", zh: "留出：在预测区间外")
    }
  }

  static func notTogether(_ one: String, _ other: String) -> LocalizedText {
    LocalizedText(en: "Cannot be met together: \(one) and \(other)", zh: "不能同时满足：\(one) 与 \(other)")
  }

  static func withoutAnswer(_ count: Int) -> LocalizedText {
    LocalizedText(en: "\(count) places have no answer and are left out", zh: "\(count) 个点无结果，未用")
  }

  static func notToldApart(_ count: Int, _ names: String) -> LocalizedText {
    LocalizedText(
      en: "\(count) factors of words without order are not told apart: \(names)",
      zh: "\(count) 个取词的因素未被模拟器区分：\(names)")
  }

  static func waveName(_ number: Int, of count: Int) -> LocalizedText {
    LocalizedText(en: "wave \(number) of \(count)", zh: "第 \(number) 轮（共 \(count) 轮）")
  }

  static func wave(_ number: Int, active: Int, factors: Int, left share: String) -> LocalizedText {
    LocalizedText(
      en: "khorshoo: wave \(number): \(active) of \(factors) factors matter, \(share) of the space is left",
      zh: "khorshoo：第 \(number) 轮：\(factors) 个因素中 \(active) 个有影响，剩余空间 \(share)")
  }

  static func notAllMet(_ least: String) -> LocalizedText {
    LocalizedText(
      en:
        "khorshoo: not all targets can be met together: the worst of them comes to an implausibility of \(least) at best",
      zh: "khorshoo：各目标不能同时满足：其中最差者的不合理度至少为 \(least)")
  }

  /// - Parameters:
  ///   - left: points that this wave and all after it have.
  ///   - seconds: what they will take; nil when it is not known yet.
  static func points(
    _ name: LocalizedText, count: Int, replicates: Int, left: Int, seconds: Double?
  ) -> LocalizedText {
    let time = seconds.map { seconds in
      let minutes = max(1, Int((seconds / 60).rounded(.up)))
      return LocalizedText(en: ", about \(minutes) min", zh: "，约 \(minutes) 分钟")
    }
    return LocalizedText(
      en:
        "khorshoo: \(name.en): \(count) points of \(replicates) replicates (to the end: \(left) points\(time?.en ?? ""))",
      zh: "khorshoo：\(name.zh)：\(count) 个点，各 \(replicates) 次重复（至结束共 \(left) 个点\(time?.zh ?? "")）")
  }

  // What a reader has to know of the targets.

  static let implausibility = LocalizedText(
    en:
      "Implausibility: distance from the target over all standard deviations (luck, observation, discrepancy); met up to 2, "
      + "ruled out beyond 3",
    zh: "不合理度：与目标的距离除以各标准差（运气、观测、模型偏差）之合；不超过 2 为满足，超过 3 即排除")

  static func outOfReach(_ name: String, least: String) -> LocalizedText {
    LocalizedText(
      en:
        "Out of reach at any parameters that were varied: \(name) (implausibility \(least) at best); look at its outcome, place and "
        + "year, vary more, or give it a larger discrepancy",
      zh: "所变动的参数均不能满足：\(name)（不合理度至少 \(least)）；请核对指标、地点与年份，变动更多参数，或加大其模型偏差")
  }

  static func notTogetherWithTheOthers(_ name: String, least: String) -> LocalizedText {
    LocalizedText(
      en: "Not met beside the others: \(name) (alone it comes to \(least))",
      zh: "与其他目标不能兼顾：\(name)（单独可达 \(least)）")
  }

  static func taughtNothing(_ names: String) -> LocalizedText {
    LocalizedText(
      en: "No parameter was found that moves \(names): these targets taught nothing; more --points may tell",
      zh: "未发现影响以下目标的参数：\(names)；它们未提供信息，增加 --points 或可判断")
  }
}
