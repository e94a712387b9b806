import ArgumentParser
import KhorshooExperiments
import KhorshooSweeps
import KhorshooText

/// `khorshoo sensitivity`: which factors of a sweep move an outcome, and how much of its spread is noise.
struct SensitivityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sensitivity", abstract: "Which factors of a sweep move an outcome, with intervals.",
    discussion: """
      Reads the study of khorshoo sweep, complete or not; points that failed are left out, with their whole block where the \
      method needs blocks. Every design gives standardised regression coefficients (SRC) and partial rank correlations \
      (PRCC); a saltelli design first-order and total Sobol' indices, a morris design elementary effects in units of the \
      outcome. Monte Carlo noise is taken out where the method allows it, and said otherwise.

      Examples:
        khorshoo sweep scenarios/ewenki.yaml --vary run.years=1:8:1 --out y
        khorshoo sensitivity y
        khorshoo sensitivity y --of none.sheepUnitsPerHousehold --format csv
      """)

  @Argument(help: "Folder of a sweep.", completion: .directory)
  var folder: String

  @Option(
    help: ArgumentHelp(
      "uplift.OUTCOME, uplift.ARM.OUTCOME or ARM.OUTCOME, of the banner or of the place after @.", valueName: "outcome")
  )
  var of = "uplift.incomePerHousehold"

  @Option(help: "Resamples of the bootstrap.")
  var resamples = 1000

  @Option(help: "Factors on the screen, the strongest first; all in CSV and JSON.")
  var top = 20

  @OptionGroup var output: TableOutput

  func validate() throws {
    guard (100...100_000).contains(resamples) else {
      throw ValidationError("--resamples: found \(resamples), expected 100 to 100000.")
    }
    guard top >= 1 else { throw ValidationError("--top: found \(top), expected 1 or more.") }
  }

  func run() throws {
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
    try output.write(text, computedFrom: nil)
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
          ? "线性解释 R² = \(percent(regression.rSquared))，秩 R² = \(percent(regression.rSquaredOfRanks))"
          : "Straight lines explain \(percent(regression.rSquared)), lines in ranks \(percent(regression.rSquaredOfRanks))"
      )
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
    return OrderedJSON.object([
      ("of", .text(target.text)), ("method", .text(method.rawValue)), ("pointsUsed", .integer(shares.basis.used)),
      ("pointsLeftOut", .integer(shares.basis.leftOut)),
      ("parameterShare", .list([share.value, share.low, share.high].map { .optional($0.isFinite ? $0 : nil) })),
      ("rSquared", .optional(regression?.rSquared)), ("rSquaredOfRanks", .optional(regression?.rSquaredOfRanks)),
      ("factors", table.json), ("notes", .list(notes.map { .text($0) })),
    ]).description
  }
}

/// A share as people read it.
enum ReadableShare {
  static func text(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
}
