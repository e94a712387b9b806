import KhorshooExperiments
import KhorshooText

/// What `khorshoo sensitivity` says.
struct SensitivityReport {
  private let outcome: String
  private let method: Design.Method
  private let shares: VarianceShares
  private let regression: RegressionIndices?
  private let sobol: SobolIndices?
  private let effects: ElementaryEffects?
  private let second: SecondOrderIndices?
  /// Whether outcomes have no Monte Carlo noise that could be told apart.
  private let isExact: Bool
  /// Why a method has no answer.
  private var notes: [String] = []
  /// What can be said where points are few for the factors.
  private var screening: ScreeningReport?
  private let factors: [String]
  /// How evenly the points fill their ranges; nil of designs whose points are not meant to.
  private let discrepancy: Double?

  /// - Parameters:
  ///   - blocks: what analyses by blocks take; nil for the same.
  ///   - isExact: whether outcomes have no replicates.
  ///   - secondOrder: makes the second-order indices; nil where the design has none.
  /// - Throws: `UserError` 65 when nothing varies or too little has been computed.
  init(
    _ outcome: String, _ responses: PointResponses, of design: Design, resamples: Int, path: String,
    blocks: (responses: PointResponses, design: Design)? = nil, isExact: Bool = false,
    secondOrder: () throws(ExperimentError) -> SecondOrderIndices? = { nil }
  ) throws(UserError) {
    self.outcome = outcome
    self.isExact = isExact
    let blocks = blocks ?? (responses, design)
    method = blocks.design.method
    factors = design.factors.map(\.name)
    discrepancy = design.discrepancy
    do { shares = try VarianceShares(responses, resamples: resamples) } catch {
      throw UserError(.invalidData, [error.diagnostic(path: path)])
    }
    var notes: [String] = []
    func attempt<Result>(_ isWanted: Bool, _ make: () throws(ExperimentError) -> Result) -> Result? {
      guard isWanted else { return nil }
      do { return try make() } catch {
        notes.append(Messages.said(error.description))
        return nil
      }
    }
    regression = attempt(true) { () throws(ExperimentError) in try RegressionIndices(responses, of: design) }
    sobol = attempt(method == .saltelli) { () throws(ExperimentError) in
      try SobolIndices(blocks.responses, of: blocks.design, resamples: resamples)
    }
    effects = attempt(method == .morris) { () throws(ExperimentError) in
      try ElementaryEffects(blocks.responses, of: blocks.design, resamples: resamples)
    }
    second = attempt(true, secondOrder) ?? nil
    let isFew = FewPoints.isTooFew(points: shares.basis.used, factors: design.factors.count)
    // Blocks of the other designs share values, so that dealing outcomes out anew would not be fair.
    if isFew, [.latinHypercube, .sobol, .halton, .table].contains(method),
      shares.basis.used >= FactorScreening.leastPoints
    {
      let names = design.factors.map(\.name)
      let scores = design.factors.indices.map { design.scores(factor: $0) }
      let columns = zip(names, scores).compactMap { name, scores in
        scores.map { FactorScreening.Column(name, group: String(name.prefix { $0 != "." }), $0) }
      }
      screening = attempt(true) { () throws(ExperimentError) in try FactorScreening(responses.means, columns) }.map {
        ScreeningReport(
          outcome: outcome, screening: $0, unordered: zip(names, scores).filter { $0.1 == nil }.map(\.0))
      }
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
      add("pcc", "PCC", "偏相关", regression.partialCorrelations)
      add("srrc", "SRRC", "标准化秩回归系数", regression.standardisedRankCoefficients)
      add("prcc", "PRCC", "偏秩相关", regression.partialRankCorrelations)
    }
    return ResultTable(columns: columns, rows: rows)
  }

  /// One row two factors; nil where the design has no second order.
  private var pairTable: ResultTable? {
    guard let second else { return nil }
    return ResultTable(
      columns: [
        .init("factor", "factor", "因素"), .init("other", "other factor", "另一因素"),
        .init("secondOrder", "second order", "二阶"), .init("secondOrderLow", "low", "下限"),
        .init("secondOrderHigh", "high", "上限"),
      ],
      rows: second.pairs.map { pair in
        [.text(factors[pair.first]), .text(factors[pair.second])]
          + [pair.index.value, pair.index.low, pair.index.high].map { .number($0.isFinite ? $0 : nil) }
      })
  }

  /// The factors, and below them the pairs as `a x b`, in one table for spreadsheets.
  var csv: String {
    let table = table
    guard let pairTable else { return table.csv }
    let none = ResultTable.Cell.number(nil)
    return ResultTable(
      columns: table.columns + pairTable.columns.dropFirst(2),
      rows: table.rows.map { $0 + [none, none, none] }
        + pairTable.rows.map { row in
          guard case .text(let one) = row[0], case .text(let other) = row[1] else { return row }
          return [.text("\(one) x \(other)")] + table.columns.dropFirst().map { _ in none } + row.dropFirst(2)
        }
    ).csv
  }

  private static func strength(_ row: [ResultTable.Cell]) -> Double {
    if case .number(let value?) = row[2] { value } else { -.infinity }
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
    let table = table
    let hidden = ["pccLow", "pccHigh", "srrcLow", "srrcHigh"]
    let shown = ResultTable(columns: table.columns, rows: ranked.prefix(top).map { table.rows[$0] })
      .selecting(table.columns.map(\.name).filter { !hidden.contains($0) })
    let share = shares.parameterShareOfMeans
    func percent(_ x: Double) -> String { x.isFinite ? ReadableShare.text(x) : "-" }
    let range = "\(percent(share.value)) (\(percent(share.low)) … \(percent(share.high)))"
    var lines = [
      SweepWords.basis(
        outcome, used: shares.basis.used, method: method.rawValue, leftOut: shares.basis.leftOut)[language]
    ]
    if let discrepancy {
      lines.append(SweepWords.discrepancy(plainNumber((discrepancy * 1e6).rounded() / 1e6))[language])
    }
    if !isExact { lines.append(SweepWords.parameterShare(range)[language]) }
    if let regression {
      let explained = SweepWords.explained(
        lines: (
          percent(regression.rSquared), percent(regression.adjustedRSquared), percent(regression.predictedRSquared)
        ),
        ranks: (
          percent(regression.rSquaredOfRanks), percent(regression.adjustedRSquaredOfRanks),
          percent(regression.predictedRSquaredOfRanks)
        ))
      lines.append(explained[language])
      if !(regression.predictedRSquared > 0), !(regression.predictedRSquaredOfRanks > 0) {
        lines.append(SweepWords.linesDoNotPredict[language])
      }
    }
    if let warning = FewPoints.warning(points: shares.basis.used, factors: factors.count, language) {
      lines.append(warning)
    }
    lines.append("")
    lines.append(shown.aligned(language))
    if table.rows.count > top {
      lines.append(SweepWords.moreFactors(table.rows.count - top)[language])
    }
    if let pairTable {
      let strongest = pairTable.rows.sorted { Self.strength($0) > Self.strength($1) }.prefix(top)
      lines += [
        SweepWords.secondOrder[language],
        ResultTable(columns: pairTable.columns, rows: Array(strongest)).aligned(language),
      ]
    }
    if let screening { lines.append(screening.text(language, top: top)) }
    return (lines + notes).joined(separator: "\n") + "\n"
  }

  var json: String {
    let share = shares.parameterShareOfMeans
    func finite(_ x: Double?) -> OrderedJSON { .optional(x.flatMap { $0.isFinite ? $0 : nil }) }
    return OrderedJSON.object([
      ("of", .text(outcome)), ("method", .text(method.rawValue)), ("pointsUsed", .integer(shares.basis.used)),
      ("pointsLeftOut", .integer(shares.basis.leftOut)),
      ("parameterShare", .list([share.value, share.low, share.high].map { .optional($0.isFinite ? $0 : nil) })),
      ("discrepancy", .optional(discrepancy)),
      ("rSquared", .optional(regression?.rSquared)), ("adjustedRSquared", finite(regression?.adjustedRSquared)),
      ("predictedRSquared", finite(regression?.predictedRSquared)),
      ("rSquaredOfRanks", .optional(regression?.rSquaredOfRanks)),
      ("adjustedRSquaredOfRanks", finite(regression?.adjustedRSquaredOfRanks)),
      ("predictedRSquaredOfRanks", finite(regression?.predictedRSquaredOfRanks)),
      ("isTooFewPoints", .boolean(FewPoints.isTooFew(points: shares.basis.used, factors: factors.count))),
      ("factors", table.json), ("pairs", pairTable?.json ?? .list([])), ("notes", .list(notes.map { .text($0) })),
      ("screening", screening?.json ?? .null),
    ]).description
  }
}
