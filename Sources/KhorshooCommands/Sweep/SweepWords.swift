import KhorshooExperiments
import KhorshooText

/// What sweeps and the commands that read them say, in both languages.
enum SweepWords {
  static let noBox = LocalizedText(en: "No box was found that is more than chance", zh: "没有找到可排除偶然的箱")
  static let linesDoNotPredict = LocalizedText(
    en: "These lines do not predict a point that they were not fitted to: what they explain may be chance",
    zh: "这些直线不能预测未用于拟合的点：其解释可能出于偶然")

  static let secondOrder = LocalizedText(
    en: "Second order: shares of two factors only together", zh: "二阶：两个因素共同作用所占的份额")

  static func failed(_ count: Int) -> LocalizedText { LocalizedText(en: "\(count) failed", zh: "失败 \(count)") }

  static func points(_ count: Int, _ method: Design.Method, keys: String) -> LocalizedText {
    LocalizedText(
      en: "\(count) points (\(method.rawValue)) of \(keys)", zh: "\(count) 个设计点（\(chinese(method))）：\(keys)")
  }

  /// How points are chosen.
  static func chinese(_ method: Design.Method) -> String {
    switch method {
    case .factorial: "全因子"
    case .latinHypercube: "拉丁超立方"
    case .sobol: "Sobol 序列"
    case .halton: "Halton 序列"
    case .saltelli: "Saltelli 交叉抽样"
    case .morris: "Morris 轨迹"
    case .table: "给定的点表"
    }
  }

  static func computed(done: Int, failed: Int, replicates: Int) -> LocalizedText {
    LocalizedText(
      en: "\(done) complete, \(failed) failed; \(replicates) replicates in all",
      zh: "完成 \(done)，失败 \(failed)；共 \(replicates) 次重复")
  }

  static func goal(_ text: String, reached: Int, spent: Int) -> LocalizedText {
    LocalizedText(
      en: "Goal \(text): reached at \(reached) points, budget spent at \(spent)",
      zh: "目标 \(text)：\(reached) 个点达到，\(spent) 个点用尽预算")
  }

  static func uplift(_ arm: String, _ range: String) -> LocalizedText {
    LocalizedText(en: "Uplift of income a household (\(arm)): \(range)", zh: "户均增收（\(arm)）：\(range)")
  }

  static func time(seconds: String) -> LocalizedText {
    LocalizedText(en: "Computed in \(seconds) s", zh: "用时 \(seconds) 秒")
  }

  static func results(_ path: String) -> LocalizedText { LocalizedText(en: "Results: \(path)", zh: "结果：\(path)") }

  // Discovery.

  static func interest(_ text: String, used: Int, leftOut: Int) -> LocalizedText {
    LocalizedText(en: "\(text): \(used) points, \(leftOut) left out", zh: "\(text)：\(used) 个设计点，缺 \(leftOut)")
  }

  static func box(_ number: Int, coverage: String, density: String, mass: String, points: Int) -> LocalizedText {
    LocalizedText(
      en: "Box \(number): coverage \(coverage), density \(density), mass \(mass) (\(points) points)",
      zh: "箱 \(number)：覆盖率 \(coverage)，密度 \(density)，质量 \(mass)（\(points) 点）")
  }

  static func limit(quasiP: String, chance: String) -> LocalizedText {
    LocalizedText(en: "quasi-p \(quasiP), chance \(chance)", zh: "准 p 值 \(quasiP)，偶然概率 \(chance)")
  }

  static func dropped(_ limits: String) -> LocalizedText {
    LocalizedText(en: "Dropped, since they may be chance: \(limits)", zh: "可能出于偶然，已略去：\(limits)")
  }

  static func chance(permutations: Int) -> LocalizedText {
    LocalizedText(
      en: "Chance: how often a search finds as strong a limit when interest is dealt out anew (\(permutations) times)",
      zh: "偶然概率：把关注点随机重分 \(permutations) 次再搜索，首箱中出现同样强条件的比例")
  }

  // Sensitivity.

  static func basis(_ target: String, used: Int, method: String, leftOut: Int) -> LocalizedText {
    LocalizedText(
      en: "\(target) over \(used) points (\(method)), \(leftOut) left out",
      zh: "\(target)：\(used) 个设计点（\(method)），缺 \(leftOut)")
  }

  static func discrepancy(_ number: String) -> LocalizedText {
    LocalizedText(
      en: "Centred discrepancy of the points: \(number) (0 is perfectly even)", zh: "设计点的中心化偏差：\(number)（0 为完全均匀）")
  }

  static func parameterShare(_ range: String) -> LocalizedText {
    LocalizedText(
      en: "Of the variance of the points' means, parameters cause \(range); the rest is Monte Carlo noise",
      zh: "各点均值的方差中，参数占 \(range)，其余为蒙特卡洛噪声")
  }

  /// R2 as it is, adjusted, and of points left out: of straight lines, then of lines in ranks.
  static func explained(
    lines: (String, adjusted: String, predicted: String), ranks: (String, adjusted: String, predicted: String)
  ) -> LocalizedText {
    LocalizedText(
      en: "Straight lines explain \(lines.0) (adjusted \(lines.adjusted), of a point left out \(lines.predicted)); "
        + "lines in ranks \(ranks.0) (\(ranks.adjusted), \(ranks.predicted))",
      zh: "线性解释 R² = \(lines.0)（调整后 \(lines.adjusted)，留一预测 \(lines.predicted)）；"
        + "秩 R² = \(ranks.0)（调整后 \(ranks.adjusted)，留一预测 \(ranks.predicted)）")
  }

  static func moreFactors(_ count: Int) -> LocalizedText {
    LocalizedText(en: "\(count) more factors: --top, or --format csv", zh: "另有 \(count) 个因素")
  }

  static func fewPoints(_ points: Int, factors: Int, aFactor: Int, least: Int) -> LocalizedText {
    LocalizedText(
      en: "Warning: \(points) points for \(factors) factors, below \(aFactor) a factor: what is found may be chance; "
        + "run \(least) points or more",
      zh: "警告：\(factors) 个因素只有 \(points) 个设计点，每个因素不足 \(aFactor) 点，结果可能出于偶然；请至少计算 \(least) 点")
  }
}
