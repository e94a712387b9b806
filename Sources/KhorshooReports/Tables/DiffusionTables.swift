/// Tables of `khorshoo diffusion`.
public enum DiffusionTables {
  private static let period = TableColumn("period", .integer, unit: "period", meaning: "Period.", meaningChinese: "时期。")
  private static let id = TableColumn("id", .string, meaning: "Household.", meaningChinese: "户。")

  private static func number(
    _ name: String, _ meaning: String, _ meaningChinese: String, mayBeEmpty: Bool = true
  ) -> TableColumn {
    TableColumn(name, .number, unit: "1", meaning: meaning, meaningChinese: meaningChinese, mayBeEmpty: mayBeEmpty)
  }

  private static func households(_ name: String, _ meaning: String, _ meaningChinese: String) -> TableColumn {
    TableColumn(name, .integer, unit: "household", meaning: meaning, meaningChinese: meaningChinese)
  }

  /// One row a seed.
  public static let seeds = TableDefinition(
    name: "seeds", title: "Seeds", titleChinese: "种子户", meaning: "One row a seed, the best first.",
    meaningChinese: "每个种子户一行，最优在前。",
    columns: [
      TableColumn("rank", .integer, unit: "1", meaning: "Place in the choice.", meaningChinese: "选择次序。"), id,
      number("spread", "Expected adopters of the seeds so far, by the method's own estimate.", "按该方法估计的累计期望采用户数。"),
      number("gain", "What it adds.", "其增量。"),
      TableColumn(
        "group", .string, meaning: "Its group of the column that --one-a names; empty without.",
        meaningChinese: "其在 --one-a 所给列中的组；未设则为空。", mayBeEmpty: true),
    ], primaryKey: ["rank"])

  /// One row a period.
  public static let curve = TableDefinition(
    name: "curve", title: "Adoption curve", titleChinese: "采用曲线", meaning: "One row a period.",
    meaningChinese: "每个时期一行。",
    columns: [
      period, households("new", "Households that adopted in it.", "本期采用户数。"),
      households("adopters", "Households that had adopted at its end.", "期末累计采用户数。"),
      number("share", "The same as a share.", "累计采用比例。", mayBeEmpty: false),
      number("hazard", "New adopters over those who had not adopted before.", "本期采用户数与此前未采用户数之比。"),
    ], primaryKey: ["period"])

  /// One row a household.
  public static let adopters = TableDefinition(
    name: "adopters", title: "Adopters", titleChinese: "采用者",
    meaning:
      "One row a household: when it adopted, its category (Rogers) and threshold (Valente). Who adopted in the first "
      + "period has no threshold.",
    meaningChinese: "每户一行：采用时期、类别（Rogers）和门槛（Valente）。首期采用者没有门槛。",
    columns: [
      id,
      TableColumn(
        "joined", .integer, unit: "period", meaning: "Period of adoption.", meaningChinese: "采用时期。", mayBeEmpty: true),
      TableColumn(
        "category", .string,
        meaning: "innovator, earlyAdopter, earlyMajority, lateMajority, laggard; empty if not adopted.",
        meaningChinese: "创新者、早期采用者、早期大众、晚期大众、落后者；未采用为空。", mayBeEmpty: true),
      number("threshold", "Exposure when it adopted.", "采用时的暴露度。"),
      number("exposureAtEnd", "Exposure in the last period.", "末期暴露度。", mayBeEmpty: false),
    ], primaryKey: ["id"])

  /// One row a household and period.
  public static let exposure = TableDefinition(
    name: "exposure", title: "Exposure matrix", titleChinese: "暴露矩阵", meaning: "One row a household and period.",
    meaningChinese: "每户每期一行。",
    columns: [
      id, period, number("exposure", "Exposure by the chosen definition.", "按所选定义的暴露度。", mayBeEmpty: false),
      TableColumn(
        "state", .string, meaning: "atRisk, adopts (in this period) or adopted.",
        meaningChinese: "atRisk 未采用、adopts 本期采用、adopted 已采用。"),
    ], primaryKey: ["id", "period"])

  /// One row a class of exposure.
  public static let hazard = TableDefinition(
    name: "hazard", title: "Hazard by exposure", titleChinese: "按暴露度的风险率",
    meaning: "One row a class of exposure that occurs, of households and periods at risk from the second period on.",
    meaningChinese: "每个出现的暴露度区间一行，自第二期起处于风险中的户期。",
    columns: [
      number(
        "exposureAbove", "Exposure above this; 0 in the first class, which is 0 alone.", "暴露度高于此值；首行仅为 0。",
        mayBeEmpty: false),
      number("exposureUpTo", "Up to this.", "至此值。", mayBeEmpty: false),
      TableColumn(
        "atRisk", .integer, unit: "1", meaning: "Households and periods at risk.", meaningChinese: "处于风险中的户期数。"),
      TableColumn("adoptions", .integer, unit: "1", meaning: "Adoptions among them.", meaningChinese: "其中的采用次数。"),
      number("hazard", "Adoptions over those at risk.", "采用次数与户期数之比。"),
      number("ci95Low", "Lower end of the 95 % interval (Wilson).", "95% 区间下限（Wilson）。"),
      number("ci95High", "Upper end.", "95% 区间上限。"),
    ], primaryKey: ["exposureUpTo"])

  /// One row a household.
  public static let opinions = TableDefinition(
    name: "opinions", title: "Opinions", titleChinese: "意见", meaning: "One row a household.", meaningChinese: "每户一行。",
    columns: [
      id, number("first", "Opinion at the start.", "初始意见。", mayBeEmpty: false),
      number("last", "Opinion at the end.", "最终意见。", mayBeEmpty: false),
      number("influence", "Share of its first opinion in the mean at the end.", "其初始意见在最终均值中的权重。", mayBeEmpty: false),
    ], primaryKey: ["id"])

  /// One row a measure.
  public static let dependence = TableDefinition(
    name: "dependence", title: "Permutation test of network dependence", titleChinese: "网络相依的置换检验",
    meaning: "One row a measure: as observed and when adoption times are dealt out anew over households.",
    meaningChinese: "每项指标一行：观察值与在户间重新分配采用时期后的分布。",
    columns: [
      TableColumn(
        "measure", .string, meaning: "exposureAtAdoption: mean exposure of adopters; moranI: of having adopted.",
        meaningChinese: "exposureAtAdoption 采用时平均暴露度；moranI 是否采用的莫兰指数。"),
      number("observed", "Observed.", "观察值。", mayBeEmpty: false),
      number("mean", "Mean over permutations.", "置换均值。", mayBeEmpty: false),
      number("deviation", "Standard deviation over permutations.", "置换标准差。", mayBeEmpty: false),
      number("pValue", "Share of permutations at least as great.", "不小于观察值的比例。", mayBeEmpty: false),
    ], primaryKey: ["measure"])

  /// One row a coefficient.
  public static let coefficients = TableDefinition(
    name: "coefficients", title: "Estimates", titleChinese: "估计值",
    meaning:
      "One row a parameter: of a hazard model on the scale of its link, of information passing as a probability.",
    meaningChinese: "每个参数一行：风险模型以连接函数尺度，信息传递以概率表示。",
    columns: [
      TableColumn("parameter", .string, meaning: "Parameter.", meaningChinese: "参数。"),
      number("estimate", "Estimate.", "估计值。", mayBeEmpty: false),
      number("error", "Standard error.", "标准误。", mayBeEmpty: false),
      number("clusteredError", "Standard error that allows for dependence within clusters.", "聚类稳健标准误。"),
      number("ci95Low", "Lower end of the 95 % interval.", "95% 区间下限。", mayBeEmpty: false),
      number("ci95High", "Upper end.", "95% 区间上限。", mayBeEmpty: false),
    ], primaryKey: ["parameter"])

  /// One row a moment.
  public static let moments = TableDefinition(
    name: "moments", title: "Moments", titleChinese: "矩",
    meaning: "One row a moment: observed, and simulated at the estimate.",
    meaningChinese: "每个矩一行：观察值与估计值处的模拟值。",
    columns: [
      TableColumn("moment", .string, meaning: "Moment.", meaningChinese: "矩。"),
      number("observed", "Observed.", "观察值。", mayBeEmpty: false),
      number("simulated", "Mean over replicates at the estimate.", "估计值处各重复的均值。", mayBeEmpty: false),
    ], primaryKey: ["moment"])

  /// One row a period of a simulation.
  public static let spread = TableDefinition(
    name: "spread", title: "Simulated spread", titleChinese: "模拟扩散",
    meaning: "One row a period, 0 the start: adopters over replicates.",
    meaningChinese: "每期一行，0 为起点：各重复的采用户数。",
    columns: [
      period, number("mean", "Mean adopters.", "平均采用户数。", mayBeEmpty: false),
      number("mcse", "Monte Carlo error of the mean.", "均值的蒙特卡洛误差。"),
      number("deviation", "Standard deviation over replicates.", "重复间标准差。"),
      number("p05", "5 % quantile over replicates.", "5% 分位数。", mayBeEmpty: false),
      number("p50", "Median.", "中位数。", mayBeEmpty: false),
      number("p95", "95 % quantile.", "95% 分位数。", mayBeEmpty: false),
    ], primaryKey: ["period"])

  /// One row a household of a simulation.
  public static let reached = TableDefinition(
    name: "reached", title: "Households reached", titleChinese: "各户被扩散到的概率", meaning: "One row a household.",
    meaningChinese: "每户一行。",
    columns: [
      id, number("share", "Share of replicates in which it has adopted at the end.", "期末已采用的重复比例。", mayBeEmpty: false),
    ],
    primaryKey: ["id"])

  /// One row a replicate of a simulation.
  public static let replicates = TableDefinition(
    name: "replicates", title: "Replicates", titleChinese: "各次重复", meaning: "One row a replicate.",
    meaningChinese: "每次重复一行。",
    columns: [
      TableColumn("replicate", .integer, unit: "1", meaning: "Replicate.", meaningChinese: "重复。"),
      households("adopters", "Adopters at the end.", "期末采用户数。"),
    ], primaryKey: ["replicate"])
}
