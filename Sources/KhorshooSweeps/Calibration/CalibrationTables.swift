import KhorshooExperiments
import KhorshooInputs
import KhorshooReports
import KhorshooText

/// The tables of a calibration. The same bytes however often it was interrupted.
///
/// - Proof: `CalibrateCommandTests`.
public enum CalibrationTables {
  /// Weight of a draw: what `--uncertainty` reads beside the keys.
  public static let weight = "weight"

  /// The draws.
  package static let posteriorName = "posterior.csv"

  static func posterior(_ keys: [(key: String, isNumber: Bool)]) -> TableDefinition {
    TableDefinition(
      name: "posterior", title: "Draws that agree with the targets", titleChinese: "与目标相符的参数抽样",
      meaning:
        "One row a draw: what it sets, under the keys of the parameter ledger, and its weight. A parameter without a column is "
        + "as it was believed.",
      meaningChinese: "每次抽样一行：各参数的取值（列名为参数键）及其权重。未列出的参数维持校准前的判断。",
      columns: keys.map { key, isNumber in
        TableColumn(
          key, isNumber ? .number : .string, unit: isNumber ? "as the parameter" : nil,
          meaning: "Value of the parameter in the draw.", meaningChinese: "该次抽样的参数取值。")
      } + [
        TableColumn(
          weight, .number, unit: "1", meaning: "Share of the draw; all shares add up to 1.",
          meaningChinese: "该次抽样所占份额，合计为 1。")
      ], primaryKey: [])
  }

  static let ranges = TableDefinition(
    name: "ranges", title: "Parameters before and after", titleChinese: "校准前后的参数范围",
    meaning: "One row a parameter: where it lies with 90 % by what was believed, and by what agrees with the targets.",
    meaningChinese: "每个参数一行：校准前与校准后的 90% 范围。",
    columns: [
      TableColumn("key", .string, meaning: "Key of the parameter.", meaningChinese: "参数键。"),
      number("before05", unit: "as the parameter", "5 % quantile before; empty of a word.", "校准前 5% 分位数；取词的参数为空。"),
      number("before50", unit: "as the parameter", "Median before.", "校准前中位数。"),
      number("before95", unit: "as the parameter", "95 % quantile before.", "校准前 95% 分位数。"),
      number("after05", unit: "as the parameter", "5 % quantile after.", "校准后 5% 分位数。"),
      number("after50", unit: "as the parameter", "Median after.", "校准后中位数。"),
      number("after95", unit: "as the parameter", "95 % quantile after.", "校准后 95% 分位数。"),
      TableColumn(
        "narrowed", .number, unit: "1",
        meaning:
          "1 - standard deviation after over before, in the scale of what was believed; about 0 when nothing was learnt.",
        meaningChinese: "1 减去校准后与校准前标准差之比；约为 0 表示未学到什么。", mayBeEmpty: true),
      TableColumn(
        "matters", .string, meaning: "yes when a target that is fitted depends on it beyond chance, otherwise no.",
        meaningChinese: "所拟合的目标明显依赖该参数为 yes，否则为 no。"),
    ], primaryKey: ["key"])

  static let targets = TableDefinition(
    name: "targets", title: "Targets", titleChinese: "校准目标",
    meaning: "One row a target: what was observed, what the model gives before and after, and what came of it.",
    meaningChinese: "每个目标一行：观测值、校准前后的模型结果与结论。",
    columns: targetColumns, primaryKey: ["name"])

  private static let targetColumns =
    [
      ("name", "Name of the target.", "目标名称。"), ("outcome", "Outcome.", "指标。"),
      ("ratio", "Outcome that it is divided by; empty for none.", "作为除数的指标；无则为空。"),
      ("place", "Identifier of the place or group.", "地点或群体标识。"),
      ("arm", "Arm that it is looked at in.", "所对照的方案。"),
      ("use", "fit, or heldOut when it was kept out of the fit.", "fit 为拟合；heldOut 为留出检验。"),
    ].map { TableColumn($0.0, .string, meaning: $0.1, meaningChinese: $0.2, mayBeEmpty: $0.0 == "ratio") } + [
      number("observed", "What was observed.", "观测值。"),
      number("error", "Standard deviation of the observation.", "观测误差的标准差。"),
      number("discrepancy", "Standard deviation of what the model cannot get right.", "模型偏差的标准差。"),
      number("before", "Mean over the places of the first wave.", "第一轮各点的均值。"),
      number("after", "Weighted mean over the draws.", "校准后抽样的加权均值。"),
      number(
        "low", "5 % quantile of what the calibrated model predicts: draws, luck, observation and discrepancy together.",
        "校准后模型预测（含参数、运气、观测误差与模型偏差）的 5% 分位数。"),
      number("high", "95 % quantile of the same.", "同上，95% 分位数。"),
      number(
        "implausibilityBefore", unit: "1",
        "Distance over the root of the variances of luck, observation and discrepancy: median over the first wave.",
        "不合理度（距离除以各方差之和的平方根）：第一轮各点的中位数。"),
      number("implausibilityAfter", unit: "1", "The same: weighted median over the draws.", "同上：校准后抽样的加权中位数。"),
      number(
        "ruledOut", unit: "1", "Share of the space that it alone makes implausible; empty when held out.",
        "仅凭该目标即可排除的参数空间份额；留出者为空。"),
      number(
        "least", unit: "1",
        "Least implausibility that was found at any parameters, looked for where it is beyond 3; empty when held out.",
        "在任何参数下所能达到的最小不合理度（超过 3 时专门搜索）；留出者为空。"),
      number(
        "predictedRSquared", unit: "1", "Share of variance that its emulator predicts of places left out.",
        "模拟器对留一点的预测解释度。"),
    ]
    + [
      (
        "verdict",
        "met (at most 2), nearlyMet (at most 3), notMet, outOfReach (at any parameters); held out: predicted or missed.",
        "met（不超过 2）、nearlyMet（不超过 3）、notMet、outOfReach（任何参数均不能满足）；留出者为 predicted 或 missed。"
      ), ("factors", "Factors that it depends on most, joined by semicolons.", "最依赖的因素，以分号分隔。"),
      ("conflicts", "Targets that cannot be met together with it, joined by semicolons.", "不能与其同时满足的目标，以分号分隔。"),
      ("source", "Where it was published.", "出处。"),
    ].map { TableColumn($0.0, .string, meaning: $0.1, meaningChinese: $0.2, mayBeEmpty: $0.0 != "verdict") }

  static let waves = TableDefinition(
    name: "waves", title: "Waves", titleChinese: "校准轮次",
    meaning: "One row a wave of runs.", meaningChinese: "每轮模拟一行。",
    columns: [
      TableColumn("wave", .integer, unit: "1", meaning: "Wave, from 1.", meaningChinese: "轮次，从 1 起。"),
      TableColumn("places", .integer, unit: "1", meaning: "Places with a result.", meaningChinese: "有结果的点数。"),
      TableColumn("failed", .integer, unit: "1", meaning: "Places without an answer.", meaningChinese: "无结果的点数。"),
      TableColumn("factors", .integer, unit: "1", meaning: "Factors that matter.", meaningChinese: "有影响的因素数。"),
      number("spaceLeft", unit: "1", "Share of the space that is left after the wave.", "该轮之后剩余的参数空间份额。"),
      number(
        "reached", unit: "1",
        "Least worst implausibility that was found; at most 3 when all targets can be met together.",
        "所能达到的最小的最大不合理度；不超过 3 表示各目标可同时满足。"),
    ], primaryKey: ["wave"])

  private static func number(
    _ name: String, unit: String = "as the target", _ meaning: String, _ chinese: String
  ) -> TableColumn {
    TableColumn(name, .number, unit: unit, meaning: meaning, meaningChinese: chinese, mayBeEmpty: true)
  }

  /// Writes all tables and puts them in place together.
  ///
  /// - Throws: `UserError` 73, 74.
  public static func write(
    _ outcome: CalibrationOutcome, _ problem: CalibrationProblem, plan: String, to folder: ResultFolder,
    _ manifest: Manifest
  ) throws(UserError) {
    try write(draws: outcome.posterior, of: outcome, problem, to: folder)
    let table = try folder.table(ranges)
    for range in outcome.ranges {
      table.cell(range.key)
      for value in range.before + range.after { table.cell(value ?? .nan) }
      table.cell(range.narrowed)
      table.cell(range.isActive ? "yes" : "no")
      try table.endRow()
    }
    try write(targets: outcome.targets, arm: problem.arm, to: folder.table(targets))
    let rows = try folder.table(waves)
    for (index, wave) in outcome.waves.enumerated() {
      for count in [index + 1, wave.done, wave.failed, wave.active] { rows.cell(count) }
      rows.cell(wave.shareLeft)
      rows.cell(wave.reached)
      try rows.endRow()
    }
    try folder.write(plan, as: SweepPlan.fileName)
    for file in problem.scenario.filesOfResult { try folder.write(file.text, as: file.name) }
    try problem.scenario.writeCodebook(to: folder)
    try folder.commit(manifest)
  }

  /// Only what the calibration may have moved: everything else is drawn beside the table as it was believed.
  private static func write(
    draws: PosteriorSample, of outcome: CalibrationOutcome, _ problem: CalibrationProblem, to folder: ResultFolder
  ) throws(UserError) {
    let active = Set(outcome.ranges.filter(\.isActive).map(\.key))
    let factors = problem.space.factors
    let moved = factors.indices.filter { j in
      factors[j].parts.contains { active.contains($0.key) } || !problem.isDrawnAnyway(factors[j])
    }
    // A table has a column at least.
    let written = moved.isEmpty ? Array(factors.indices) : moved
    let parts = written.flatMap { factors[$0].parts }
    let table = try folder.table(posterior(parts.map { ($0.key, $0.domain.isNumeric) }))
    for draw in draws.weights.indices where draws.weights[draw] > 0 {
      for j in written {
        for value in factors[j].values(at: draws.coordinates[draw, j]) {
          if let number = value.number { table.cell(number, digits: digits) } else { table.cell(value.description) }
        }
      }
      table.cell(draws.weights[draw])
      try table.endRow()
    }
  }

  /// Digits of a parameter's value in a draw: no target tells finer.
  private static let digits = 6

  private static func write(
    targets: [CalibrationOutcome.Target], arm: String, to table: CSVWriter
  ) throws(UserError) {
    for found in targets {
      let target = found.target
      for text in [
        target.name, target.outcome, target.ratio ?? "", target.place, target.arm ?? arm,
        target.isHeldOut ? "heldOut" : "fit",
      ] { table.cell(text) }
      for number in [
        target.value, target.error, target.discrepancy, found.before, found.after, found.low, found.high,
        found.implausibilityBefore, found.implausibilityAfter, found.ruledOut ?? .nan,
        found.least ?? .nan, found.check.predictedRSquared,
      ] { table.cell(number) }
      for text in [
        found.verdict.rawValue, found.factors.joined(separator: "; "), found.conflicts.joined(separator: "; "),
        target.source,
      ] { table.cell(text) }
      try table.endRow()
    }
  }
}
