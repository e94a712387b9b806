import KhorshooExperiments
import KhorshooNumerics
import KhorshooSweeps
import KhorshooText

/// `khorshoo discover`: under which values of the factors results of interest are frequent.
package struct DiscoveryRequest: Request {
  package var folder: String
  package var `where`: String
  package var boxes: Int
  package var density: Double
  /// Searches among points over which interest is dealt out anew.
  package var permutations: Int
  package var seed: UInt64
  package var output: TableOutput

  package init(
    folder: String, `where`: String, boxes: Int = 1, density: Double = 0.8, permutations: Int = 99, seed: UInt64 = 1,
    output: TableOutput
  ) {
    self.folder = folder
    self.where = `where`
    self.boxes = boxes
    self.density = density
    self.permutations = permutations
    self.seed = seed
    self.output = output
  }

  package func check() throws(InvalidArgument) {
    guard (19...100_000).contains(permutations) else {
      throw InvalidArgument("--permutations: found \(permutations), expected 19 to 100000.")
    }
    guard (1...20).contains(boxes) else { throw InvalidArgument("--boxes: found \(boxes), expected 1 to 20.") }
    guard density > 0, density <= 1 else {
      throw InvalidArgument("--density: found \(density), expected a share above 0, at most 1.")
    }
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    let interest = try PointInterest(parsing: `where`)
    let results = try SweepResults(folder: folder)
    let means = try results.responses(interest.target).means
    let found: [FactorBox]
    let chances: [[Double]]
    let dropped: [FactorBox.Limit]
    let basis: AnalysisBasis
    do {
      let search = try PatientRuleInduction(
        results.sweep.design.discoveryColumns, ofInterest: interest.holds(means))
      let all = search.boxes(atMost: boxes, density: density)
      (found, chances, dropped) = search.withoutChance(
        all, chances: search.chances(of: all, density: density, permutations: permutations, seed: seed),
        level: DiscoveryReport.chanceLevel)
      basis = search.basis
    } catch {
      throw UserError(.invalidData, [error.diagnostic(path: folder)])
    }
    let report = DiscoveryReport(
      interest: interest, boxes: found, chances: chances, dropped: dropped, permutations: permutations, basis: basis,
      factorCount: results.sweep.design.factors.count)
    let text =
      switch output.chosenFormat {
      case .table: report.text(output.language)
      case .csv: report.table.csv
      case .json: report.json
      }
    return try output.write(text, computedFrom: nil)
  }
}

/// `uplift.incomePerHousehold < 0`: what makes a point interesting.
struct PointInterest {
  let target: OutcomeTarget
  private let comparison: String
  private let threshold: Threshold

  private enum Threshold {
    case number(Double)
    /// Quantile over the points, percent.
    case percentile(Int)
  }

  /// - Throws: `UserError` 64 `where-syntax`, `target-syntax`.
  init(parsing written: String) throws(UserError) {
    let text = String(written.filter { !$0.isWhitespace })
    let match = text.wholeMatch(of: #/([^<>=]+)(<=|>=|<|>)(?:p([0-9]{1,2})|([0-9.eE+-]+))/#)
    let percent = match?.3.flatMap { Int($0) }
    let number = match?.4.flatMap { Double($0) }
    guard let match, percent != nil || number?.isFinite == true else {
      throw UserError(
        .usage,
        [
          Diagnostic(
            code: "where-syntax", path: "--where",
            message:
              "found \(quoted(written)), expected an outcome, <, <=, > or >=, and a number or a quantile, such as "
              + "'uplift.incomePerHousehold < 0' or 'uplift.incomePerHousehold > p75'")
        ])
    }
    target = try OutcomeTarget(parsing: String(match.1), option: "--where")
    comparison = String(match.2)
    threshold = percent.map { .percentile($0) } ?? .number(number ?? .nan)
  }

  /// As it is written, in full.
  var text: String {
    switch threshold {
    case .number(let number): "\(target.text) \(comparison) \(plainNumber(number))"
    case .percentile(let percent): "\(target.text) \(comparison) p\(percent)"
    }
  }

  /// Which points are of interest; nil of those without a result.
  func holds(_ means: [Double]) -> [Bool?] {
    let bound =
      switch threshold {
      case .number(let number): number
      case .percentile(let percent):
        quantileType7(sorted: means.filter { !$0.isNaN }.sorted(), probability: Double(percent) / 100)
      }
    return means.map { $0.isNaN ? nil : holds($0, bound) }
  }

  private func holds(_ value: Double, _ bound: Double) -> Bool {
    switch comparison {
    case "<": value < bound
    case "<=": value <= bound
    case ">": value > bound
    default: value >= bound
    }
  }
}

/// What `khorshoo discover` says.
struct DiscoveryReport {
  let interest: PointInterest
  let boxes: [FactorBox]
  /// Of each limit of each box, found by as many permutations.
  let chances: [[Double]]
  /// Limits that searches among points without a pattern find as often as ``chanceLevel``, or more often.
  let dropped: [FactorBox.Limit]
  let permutations: Int
  let basis: AnalysisBasis
  let factorCount: Int

  /// Chance beyond which a limit is dropped.
  static let chanceLevel = 0.05

  /// One row a limit of a box.
  var table: ResultTable {
    let columns: [ResultTable.Column] = [
      .init("box", "box", "箱"), .init("factor", "factor", "因素"), .init("demand", "demand", "条件"),
      .init("quasiP", "quasi-p", "准 p 值"), .init("chance", "chance", "偶然概率"),
      .init("coverage", "coverage", "覆盖率"), .init("density", "density", "密度"),
      .init("mass", "mass", "质量"), .init("points", "points", "点数"),
    ]
    let rows = boxes.enumerated().flatMap { index, box in
      zip(box.limits, chances[index]).map { limit, chance -> [ResultTable.Cell] in
        [
          .text("\(index + 1)"), .text(limit.factor), .text(Self.words(limit.demand)), .number(limit.quasiP),
          .number(chance), .number(box.coverage), .number(box.density), .number(box.mass), .number(Double(box.count)),
        ]
      }
    }
    return ResultTable(columns: columns, rows: rows)
  }

  private static func words(_ demand: FactorBox.Demand) -> String {
    switch demand {
    case .atLeast(let bound): ">= \(plainNumber(bound))"
    case .atMost(let bound): "<= \(plainNumber(bound))"
    case .among(let words): words.joined(separator: " | ")
    }
  }

  func text(_ language: Language) -> String {
    var lines = [SweepWords.interest(interest.text, used: basis.used, leftOut: basis.leftOut)[language]]
    if boxes.isEmpty { lines.append(SweepWords.noBox[language]) }
    for (index, box) in boxes.enumerated() {
      let numbers = [box.coverage, box.density, box.mass].map(ReadableShare.text)
      let words = SweepWords.box(
        index + 1, coverage: numbers[0], density: numbers[1], mass: numbers[2], points: box.count)
      lines.append(words[language])
      for (limit, chance) in zip(box.limits, chances[index]) {
        let p = ReadableNumber(for: [limit.quasiP], digits: 3).text(limit.quasiP)
        let often = plainNumber((chance * 1e4).rounded() / 1e4)
        lines.append(
          "  \(limit.factor) \(Self.words(limit.demand))   "
            + SweepWords.limit(quasiP: p, chance: often)[language])
      }
    }
    if !dropped.isEmpty {
      let limits = dropped.map { "\($0.factor) \(Self.words($0.demand))" }.joined(separator: ", ")
      lines.append(SweepWords.dropped(limits)[language])
    }
    if !(boxes.isEmpty && dropped.isEmpty) { lines.append(SweepWords.chance(permutations: permutations)[language]) }
    if let warning = FewPoints.warning(points: basis.used, factors: factorCount, language) { lines.append(warning) }
    return lines.joined(separator: "\n") + "\n"
  }

  var json: String {
    OrderedJSON.object([
      ("where", .text(interest.text)), ("pointsUsed", .integer(basis.used)), ("pointsLeftOut", .integer(basis.leftOut)),
      ("permutations", .integer(permutations)), ("limits", table.json),
      ("dropped", .list(dropped.map { .text("\($0.factor) \(Self.words($0.demand))") })),
    ]).description
  }
}
