import KhorshooReports
import KhorshooText

/// What the commands on a network say, in both languages.
enum NetworkWords {
  static let size = LocalizedText(en: "Size", zh: "规模")
  static let clustering = LocalizedText(en: "Clustering in the whole network", zh: "全网聚类")
  static let paths = LocalizedText(en: "Paths in the largest part", zh: "最大部分的路径")
  static let mixing = LocalizedText(
    en: "Who is tied to whom: correlation at the two ends; modularity Q and share of ties inside",
    zh: "谁与谁相连：两端相关系数；模块度 Q 与内部联系比例")
  static let structure = LocalizedText(
    en: "Directions, spectrum, cores and communities (Louvain)", zh: "方向、谱、核与社群 (Louvain)")
  static let central = LocalizedText(en: "Highest diffusion centrality", zh: "扩散中心性最高的户")
  static let alike = LocalizedText(
    en: "Are the like tied? By column of households (1 the like alone, 0 by chance)", zh: "同类相连？按住户表的列（1 为只与同类相连，0 为随机）"
  )
  static let triads = LocalizedText(
    en: "Threes of households by mutual, one-sided and untied pairs", zh: "三元组：按互惠、单向、无联系的户对数")
  static let random = LocalizedText(
    en: "Beside random networks in which every household has as many ties", zh: "与各户联系数相同的随机网络比较")
  static let tiesOfAHousehold = LocalizedText(en: "Ties of a household", zh: "联系数的分布")
  static let ties = LocalizedText(en: "ties", zh: "联系数")
  static let shareOfHouseholds = LocalizedText(en: "share of households", zh: "户的比例")
  static let sampledPaths = LocalizedText(en: "Paths are measured from a sample of households.", zh: "路径为抽样计算。")
  static let curve = LocalizedText(en: "Adoption curve", zh: "采用曲线")
  static let categories = LocalizedText(
    en: "Adopters (Rogers) and their exposure when they adopted", zh: "采用者类别（Rogers）与采用时的暴露度")
  static let hazardByExposure = LocalizedText(
    en: "Hazard by exposure of those at risk (95 % interval)", zh: "按暴露度的风险率（95% 区间）")
  static let curveAndHazard = LocalizedText(en: "Adoption curve and hazard", zh: "采用曲线与风险率")
  static let period = LocalizedText(en: "period", zh: "时期")
  static let share = LocalizedText(en: "share", zh: "比例")
  static let adopted = LocalizedText(en: "adopted", zh: "累计采用")
  static let hazard = LocalizedText(en: "hazard", zh: "风险率")
  static let adopters = LocalizedText(en: "adopters", zh: "采用户")

  static func map(community: Int) -> LocalizedText {
    LocalizedText(en: "community \(community)", zh: "社群 \(community)")
  }

  static func mapSubtitle(households: Int, ties: Int) -> LocalizedText {
    LocalizedText(
      en: "\(households) households, \(ties) ties; colours are communities", zh: "\(households) 户，\(ties) 个联系；颜色为社群")
  }

  static func households(_ title: String, _ count: Int) -> LocalizedText {
    LocalizedText(en: "\(title): \(count) households", zh: "\(title)：\(count) 户")
  }

  static func centrality(passing q: String, rounds: Int) -> LocalizedText {
    LocalizedText(
      en: "Diffusion centrality: passed on with probability \(q) a unit of weight for \(rounds) rounds. ",
      zh: "扩散中心性：以概率 \(q)（每单位权重）传 \(rounds) 轮。")
  }

  static func history(_ title: String, households: Int, adopted: Int) -> LocalizedText {
    LocalizedText(
      en: "\(title): \(households) households, \(adopted) adopted", zh: "\(title)：\(households) 户，\(adopted) 户采用")
  }

  static func dependence(permutations: Int) -> LocalizedText {
    LocalizedText(
      en: "Network dependence (\(permutations) permutations; that it is there, not why)",
      zh: "网络相依检验（\(permutations) 次置换；说明相依而非原因）")
  }

  static func spread(_ title: String, households: Int, mechanism: String, replicates: Int) -> LocalizedText {
    LocalizedText(
      en: "\(title): \(households) households, \(mechanism), \(replicates) replicates",
      zh: "\(title)：\(households) 户，机制 \(mechanism)，\(replicates) 次重复")
  }

  static func stepError(_ error: String) -> LocalizedText {
    LocalizedText(
      en: "Error of the steps: eight times as many change the share of adopters by at most \(error).\n",
      zh: "步长误差：步数增至八倍，采用户比例至多相差 \(error)。\n")
  }

  /// The difference to other seeds, replicate by replicate.
  static func against(_ named: String, mean: String, _ paired: PairedSpread) -> LocalizedText {
    let difference = ReadableNumber(for: [paired.difference], digits: 4).text(paired.difference)
    let error = ReadableNumber(for: [paired.error], digits: 2).text(paired.error)
    let share = ReadableShare.text(paired.shareMore)
    return LocalizedText(
      en:
        "Against \(named), which reaches \(mean): \(difference) ± \(error) more, with the same draws; more in \(share) of "
        + "replicates\n",
      zh: "与 \(named)（\(mean) 户）相比，同一组随机数下相差 \(difference) ± \(error) 户；\(share) 的重复中更多\n")
  }

  static func spreadTitle(_ mechanism: String) -> LocalizedText {
    LocalizedText(en: "Simulated spread (\(mechanism))", zh: "模拟扩散（\(mechanism)）")
  }

  static func spreadRange(replicates: Int) -> LocalizedText {
    LocalizedText(en: "mean and 5 to 95 % of \(replicates) replicates", zh: "均值与 5% 至 95% 的重复，\(replicates) 次")
  }

  // Seeds.

  static func seeds(_ title: String, households: Int, chance: String, method: String) -> LocalizedText {
    LocalizedText(
      en: "\(title): \(households) households, chance \(chance), by \(method)",
      zh: "\(title)：\(households) 户，传播概率 \(chance)，方法 \(method)")
  }

  /// What the choice reaches, and as many households chosen otherwise.
  static func judged(replicates: Int, chosen: String, byDegree: String, byLot: String) -> LocalizedText {
    LocalizedText(
      en: "Judged by \(replicates) cascades of their own: the choice reaches \(chosen) households, as many by degree "
        + "\(byDegree), by lot \(byLot)",
      zh: "另行模拟 \(replicates) 次：所选 \(chosen) 户；按度 \(byDegree)；抽签 \(byLot)")
  }

  static func contagion(_ title: String, households: Int, sources: Int) -> LocalizedText {
    LocalizedText(
      en: "\(title): \(households) households, adopting when they hear from \(sources)",
      zh: "\(title)：\(households) 户，听到 \(sources) 户采用即采用")
  }

  static func contagionJudged(chosen: String, byDegree: String, byLot: String) -> LocalizedText {
    LocalizedText(
      en: "The choice reaches \(chosen) households, as many by degree \(byDegree), by lot \(byLot)",
      zh: "所选达到 \(chosen) 户；按度 \(byDegree)；抽签 \(byLot)")
  }

  /// What it costs that each group has a seed.
  static func oneOfEach(_ column: String, groups: Int, free: String, _ cost: PairedSpread?) -> LocalizedText {
    let more = cost.map { ReadableNumber(for: [$0.difference], digits: 4).text($0.difference) } ?? ""
    let error = cost.map { ReadableNumber(for: [$0.error], digits: 2).text($0.error) } ?? ""
    let isSure = cost?.error.isFinite == true
    return LocalizedText(
      en: "Each of \(groups) groups of \(column) has a seed; without this rule the same method reaches \(free), \(more)"
        + (isSure ? " ± \(error) more with the same draws" : " more"),
      zh: "\(column) 的 \(groups) 个组各有至少一个种子户；不设此约束时同一方法达到 \(free) 户，"
        + (isSure ? "同一组随机数下多 \(more) ± \(error) 户" : "多 \(more) 户"))
  }

  static func guarantee(share: String) -> LocalizedText {
    LocalizedText(
      en: "At least \(share) of the best spread, with probability 0.99", zh: "以 0.99 的概率，至少达到最优扩散的 \(share)")
  }

  // Bass' curve.

  static func bass(_ path: String, periods: Int, share: String, error: String) -> LocalizedText {
    LocalizedText(
      en: "\(path): \(periods) periods, R² \(share), error of a period \(error)",
      zh: "\(path)：\(periods) 期，R² \(share)，每期误差 \(error)")
  }

  static func peak(after periods: String, sales: String) -> LocalizedText {
    LocalizedText(en: "Peak after \(periods) periods, \(sales) a period", zh: "高峰在第 \(periods) 期，每期 \(sales)")
  }

  static func folder(_ path: String) -> LocalizedText {
    LocalizedText(en: "\nTables and pictures: \(path)\n", zh: "\n结果文件夹：\(path)\n")
  }
}
