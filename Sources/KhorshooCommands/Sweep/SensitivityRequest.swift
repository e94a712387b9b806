import KhorshooExperiments
import KhorshooSweeps
import KhorshooText

/// `khorshoo sensitivity`: which factors of a sweep move an outcome, and how much of its spread is noise.
package struct SensitivityRequest: Request {
  package var folder: String
  package var of: String
  package var resamples: Int
  package var top: Int
  package var output: TableOutput

  package init(
    folder: String, of: String = "uplift.meanIncomePerHousehold", resamples: Int = 1000, top: Int = 20,
    output: TableOutput
  ) {
    self.folder = folder
    self.of = of
    self.resamples = resamples
    self.top = top
    self.output = output
  }

  package func check() throws(InvalidArgument) {
    guard (100...100_000).contains(resamples) else {
      throw InvalidArgument("--resamples: found \(resamples), expected 100 to 100000.")
    }
    guard top >= 1 else { throw InvalidArgument("--top: found \(top), expected 1 or more.") }
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    let target = try OutcomeTarget(parsing: of, option: "--of")
    let results = try SweepResults(folder: folder)
    let report = try SensitivityReport(
      target, results.responses(target), of: results.study.design, resamples: resamples, path: folder)
    let text =
      switch output.chosenFormat {
      case .table: report.text(output.language, top: top)
      case .csv: report.table.csv
      case .json: report.json
      }
    return try output.write(text, computedFrom: nil)
  }
}

/// What `khorshoo sensitivity` says.
struct SensitivityReport {
  private let target: OutcomeTarget
  private let method: Design.Method
  private let shares: VarianceShares
  private let regression: RegressionIndices?
  private let sobol: SobolIndices?
  private let effects: ElementaryEffects?
  /// Why a method has no answer.
  private var notes: [String] = []
  private let factors: [String]

  /// - Throws: `UserError` 65 when nothing varies or too little has been computed.
  init(
    _ target: OutcomeTarget, _ responses: PointResponses, of design: Design, resamples: Int, path: String
  ) throws(UserError) {
    self.target = target
    method = design.method
    factors = design.factors.map(\.name)
    do { shares = try VarianceShares(responses, resamples: resamples) } catch {
      throw UserError(.invalidData, [error.diagnostic(path: path)])
    }
    var notes: [String] = []
    func attempt<Result>(_ isWanted: Bool, _ make: () throws(ExperimentError) -> Result) -> Result? {
      guard isWanted else { return nil }
      do { return try make() } catch {
        notes.append(error.description)
        return nil
      }
    }
    regression = attempt(true) { () throws(ExperimentError) in try RegressionIndices(responses, of: design) }
    sobol = attempt(design.method == .saltelli) { () throws(ExperimentError) in
      try SobolIndices(responses, of: design, resamples: resamples)
    }
    effects = attempt(design.method == .morris) { () throws(ExperimentError) in
      try ElementaryEffects(responses, of: design, resamples: resamples)
    }
    self.notes = notes
  }

  /// One row a factor.
  var table: ResultTable {
    var columns: [ResultTable.Column] = [.init("factor", "factor", "因素")]
    var rows: [[ResultTable.Cell]] = factors.map { [.text($0)] }
    func add(_ name: String, _ heading: String, _ chinese: String, _ estimates: [Estimate]) {
      columns += [
        .init(name, heading, chinese), .init(name + "Low", "low", "下限"), .init(name + "High", "high", "上限"),
      ]
      for (j, estimate) in estimates.enumerated() {
        rows[j] += [estimate.value, estimate.low, estimate.high].map { .number($0.isFinite ? $0 : nil) }
      }
    }
    if let sobol {
      add("firstOrder", "first order", "一阶", sobol.firstOrder)
      add("total", "total", "总效应", sobol.total)
    }
    if let effects {
      add("muStar", "mu*", "mu*", effects.effects.map(\.muStar))
      add("mu", "mu", "mu", effects.effects.map(\.mu))
      add("sigma", "sigma", "sigma", effects.effects.map(\.sigma))
      columns.append(.init("muStarOfNoise", "mu* of noise", "噪声 mu*"))
      for (j, effect) in effects.effects.enumerated() { rows[j].append(.number(effect.muStarOfNoise)) }
    }
    if let regression {
      add("src", "SRC", "标准化回归系数", regression.standardisedCoefficients)
      add("prcc", "PRCC", "偏秩相关", regression.partialRankCorrelations)
    }
    return ResultTable(columns: columns, rows: rows)
  }

  /// Factors from the strongest to the weakest, by total index, mu* or rank correlation.
  private var ranked: [Int] {
    let strength: [Double] =
      if let sobol { sobol.total.map(\.value) } else if let effects {
        effects.effects.map(\.muStar.value)
      } else if let regression { regression.partialRankCorrelations.map { abs($0.value) } } else {
        factors.map { _ in 0 }
      }
    return strength.indices.sorted { one, other in
      let (a, b) = (strength[one].isNaN ? -1 : strength[one], strength[other].isNaN ? -1 : strength[other])
      return a == b ? one < other : a > b
    }
  }

  func text(_ language: Language, top: Int) -> String {
    let isChinese = language == .chinese
    let table = table
    let shown = ResultTable(columns: table.columns, rows: ranked.prefix(top).map { table.rows[$0] })
    let share = shares.parameterShareOfMeans
    func percent(_ x: Double) -> String { x.isFinite ? ReadableShare.text(x) : "-" }
    let range = "\(percent(share.value)) (\(percent(share.low)) … \(percent(share.high)))"
    var lines = [
      isChinese
        ? "\(target.text)：\(shares.basis.used) 个试验点（\(method.rawValue)），缺 \(shares.basis.leftOut)"
        : "\(target.text) over \(shares.basis.used) points (\(method.rawValue)), \(shares.basis.leftOut) left out",
      isChinese
        ? "各点均值的方差中，参数占 \(range)，其余为蒙特卡洛噪声"
        : "Of the variance of the points' means, parameters cause \(range); the rest is Monte Carlo noise",
    ]
    if let regression {
      lines.append(
        isChinese
          ? "线性解释 R² = \(percent(regression.rSquared))（调整后 \(percent(regression.adjustedRSquared))，留一预测 \(percent(regression.predictedRSquared))）；"
            + "秩 R² = \(percent(regression.rSquaredOfRanks))（调整后 \(percent(regression.adjustedRSquaredOfRanks))，留一预测 \(percent(regression.predictedRSquaredOfRanks))）"
          : "Straight lines explain \(percent(regression.rSquared)) (adjusted \(percent(regression.adjustedRSquared)), of a point "
            + "left out \(percent(regression.predictedRSquared))); lines in ranks \(percent(regression.rSquaredOfRanks)) "
            + "(\(percent(regression.adjustedRSquaredOfRanks)), \(percent(regression.predictedRSquaredOfRanks)))")
      if !(regression.predictedRSquared > 0), !(regression.predictedRSquaredOfRanks > 0) {
        lines.append(
          isChinese
            ? "这些直线不能预测未用于拟合的点：其解释可能出于偶然"
            : "These lines do not predict a point that they were not fitted to: what they explain may be chance")
      }
    }
    if let warning = FewPoints.warning(points: shares.basis.used, factors: factors.count, language) {
      lines.append(warning)
    }
    lines.append("")
    lines.append(shown.aligned(language))
    if table.rows.count > top {
      lines.append(
        isChinese
          ? "另有 \(table.rows.count - top) 个因素" : "\(table.rows.count - top) more factors: --top, or --format csv")
    }
    return (lines + notes).joined(separator: "\n") + "\n"
  }

  var json: String {
    let share = shares.parameterShareOfMeans
    func finite(_ x: Double?) -> OrderedJSON { .optional(x.flatMap { $0.isFinite ? $0 : nil }) }
    return OrderedJSON.object([
      ("of", .text(target.text)), ("method", .text(method.rawValue)), ("pointsUsed", .integer(shares.basis.used)),
      ("pointsLeftOut", .integer(shares.basis.leftOut)),
      ("parameterShare", .list([share.value, share.low, share.high].map { .optional($0.isFinite ? $0 : nil) })),
      ("rSquared", .optional(regression?.rSquared)), ("adjustedRSquared", finite(regression?.adjustedRSquared)),
      ("predictedRSquared", finite(regression?.predictedRSquared)),
      ("rSquaredOfRanks", .optional(regression?.rSquaredOfRanks)),
      ("adjustedRSquaredOfRanks", finite(regression?.adjustedRSquaredOfRanks)),
      ("predictedRSquaredOfRanks", finite(regression?.predictedRSquaredOfRanks)),
      ("isTooFewPoints", .boolean(FewPoints.isTooFew(points: shares.basis.used, factors: factors.count))),
      ("factors", table.json), ("notes", .list(notes.map { .text($0) })),
    ]).description
  }
}

/// Too few points to tell factors apart.
enum FewPoints {
  /// Points a factor below which what is found may be chance.
  private static let pointsAFactor = 5

  static func isTooFew(points: Int, factors: Int) -> Bool { points < pointsAFactor * factors }

  /// Nil where there are enough.
  static func warning(points: Int, factors: Int, _ language: Language) -> String? {
    guard isTooFew(points: points, factors: factors) else { return nil }
    let least = pointsAFactor * factors
    return language == .chinese
      ? "警告：\(factors) 个因素只有 \(points) 个试验点，每个因素不足 \(pointsAFactor) 点，结果可能出于偶然；请至少计算 \(least) 点"
      : "Warning: \(points) points for \(factors) factors, below \(pointsAFactor) a factor: what is found may be chance; run \(least) "
        + "points or more"
  }
}

/// A share as people read it.
enum ReadableShare {
  static func text(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
}
