import KhorshooText

/// What `khorshoo herd` says of a projection matrix, in both languages.
enum MatrixWords {
  static let elasticities = LocalizedText(
    en: "Elasticities of the growth factor (what a column contributes to a row)", zh: "增长系数的弹性（列对行的贡献）")
  static let projection = LocalizedText(en: "Projection of the herd", zh: "畜群推算")
  static let lastAnimalDies = LocalizedText(
    en: "Variable years: in some runs the last animal dies", zh: "变动年份：有的模拟中畜群全部死亡")

  static func meanYear(_ title: String) -> LocalizedText {
    LocalizedText(en: "\(title) (mean year)", zh: "\(title)（平均年份）")
  }

  static func waves(steps: String) -> LocalizedText {
    LocalizedText(en: ", waves of \(steps) steps", zh: "，波动周期 \(steps) 步")
  }

  static func growth(
    _ title: LocalizedText, factor: String, rate: String, damping: String, waves: LocalizedText?
  ) -> LocalizedText {
    LocalizedText(
      en: "\(title.en): growth factor \(factor) a step (\(rate)), damping ratio \(damping)\(waves?.en ?? ""); ",
      zh: "\(title.zh)：每步增长系数 \(factor)（\(rate)），阻尼比 \(damping)\(waves?.zh ?? "")；")
  }

  static func growthError(_ error: String) -> LocalizedText {
    LocalizedText(
      en: "; standard error of the growth factor \(error) (delta method)", zh: "；增长系数的标准误 \(error)（delta 法）")
  }

  static func generations(reproduction: String, time: String, parents: String) -> LocalizedText {
    LocalizedText(
      en: "R0 \(reproduction), generation time \(time) steps, mean age of parents \(parents) steps",
      zh: "R0 \(reproduction)，世代时间 \(time) 步，亲代平均年龄 \(parents) 步")
  }

  static func variableYears(growth: String, error: String, variance: String, fixed: String) -> LocalizedText {
    LocalizedText(
      en:
        "Variable years: log growth rate \(growth) a step (standard error \(error)), variance \(variance); of the mean "
        + "year \(fixed)",
      zh: "变动年份：对数增长率每步 \(growth)（标准误 \(error)），方差 \(variance)；平均年份为 \(fixed)")
  }

  static func smallNoise(growth: String, variance: String) -> LocalizedText {
    LocalizedText(
      en: "Approximation for small differences (Tuljapurkar): \(growth), variance \(variance)",
      zh: "小波动近似 (Tuljapurkar)：\(growth)，方差 \(variance)")
  }

  static func loss(head: String, steps: Int, share: String, walk: String) -> LocalizedText {
    LocalizedText(
      en: "Below \(head) head within \(steps) steps: \(share); as a random walk \(walk)",
      zh: "\(steps) 步内低于 \(head) 头的概率：\(share)；随机游走近似 \(walk)")
  }
}
