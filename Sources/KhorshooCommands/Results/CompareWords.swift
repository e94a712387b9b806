import KhorshooEngine
import KhorshooReports
import KhorshooText

extension [Arm] {
  /// The name of an arm in English, as options take it; its label in Chinese, where it has one.
  func label(of name: String) -> LocalizedText {
    let chinese = first { $0.name == name }?.labelChinese ?? ""
    return LocalizedText(en: name, zh: chinese.isEmpty ? name : chinese)
  }
}

/// What `khorshoo compare` says, in both languages.
enum CompareWords {
  static let first = LocalizedText(en: "first", zh: "第一个")
  static let second = LocalizedText(en: "second", zh: "第二个")
  static let none = LocalizedText(en: "(none)", zh: "（无）")
  static let to = LocalizedText(en: "to", zh: "至")
  static let sameScenarios = LocalizedText(en: "The scenarios are the same.", zh: "情景相同。")
  static let firstWithoutReplicates = LocalizedText(
    en: "the first folder has no \(PairTable.fileName)", zh: "第一个目录没有 \(PairTable.fileName)")
  static let secondWithoutReplicates = LocalizedText(
    en: "the second folder has no \(PairTable.fileName)", zh: "第二个目录没有 \(PairTable.fileName)")
  static let otherSeeds = LocalizedText(en: "the seeds differ", zh: "随机种子不同")
  static let arms = LocalizedText(en: "arms", zh: "方案")
  static let outcomes = LocalizedText(en: "outcomes", zh: "指标")
  static let places = LocalizedText(en: "places", zh: "地点")
  static let paired = LocalizedText(en: "paired replicate by replicate", zh: "逐次配对")
  static let twoSamples = LocalizedText(en: "two samples", zh: "两独立样本")

  static func folder(_ name: LocalizedText, _ path: String, replicates: String, seed: String) -> LocalizedText {
    LocalizedText(
      en: "\(name.en): \(path) (\(replicates) replicates, seed \(seed))",
      zh: "\(name.zh)：\(path)（重复 \(replicates) 次，随机种子 \(seed)）")
  }

  static func differences(_ count: Int) -> LocalizedText {
    LocalizedText(en: "The scenarios differ in \(count) statements:", zh: "情景中不同的 \(count) 项：")
  }

  static func moreDifferences(_ count: Int) -> LocalizedText {
    LocalizedText(en: "  and \(count) more, see --json", zh: "  另有 \(count) 项，见 --json")
  }

  static func pairs(_ count: String) -> LocalizedText {
    LocalizedText(
      en: "Headlines of the last year, groups too, are paired over \(count) replicates; all others are two-sample "
        + "intervals, wider than paired ones. Second minus first, 95 % interval:",
      zh: "末年主要指标（全旗与各组）按 \(count) 次重复逐次配对；其余为两样本区间（配对后会更窄）。第二个减第一个，95% 区间：")
  }

  static func notPaired(_ reasons: [LocalizedText]) -> LocalizedText {
    LocalizedText(
      en: "Not paired (\(reasons.map(\.en).joined(separator: "; "))): two-sample intervals. Second minus first, 95 % "
        + "interval:",
      zh: "未配对（\(reasons.map(\.zh).joined(separator: "；"))），两样本区间。第二个减第一个，95% 区间：")
  }

  static func notCompared(_ cells: Int, _ path: String) -> LocalizedText {
    LocalizedText(en: "Not compared: \(cells) cells that only \(path) has", zh: "未比较：\(cells) 个单元仅见于 \(path)")
  }

  static func points(_ count: Int, leftOut: Int, method: LocalizedText) -> LocalizedText {
    LocalizedText(
      en: "\(count) points that both have (\(leftOut) left out), \(method.en). Second minus first over the points:",
      zh: "共有 \(count) 个设计点（未比较 \(leftOut) 个），\(method.zh)。第二次减第一次：")
  }

  static func range(_ low: String, _ median: String, _ high: String) -> LocalizedText {
    LocalizedText(en: "\(low) to \(high), median \(median)", zh: "\(low) 至 \(high)，中位 \(median)")
  }

  /// Behind the range of an outcome.
  static func beyondNoise(_ count: Int, of points: Int) -> LocalizedText {
    LocalizedText(en: "; beyond noise at \(count) of \(points)", zh: "；\(count) 点超出噪声")
  }
}
