import ArgumentParser
import KhorshooExperiments
import KhorshooNumerics
import KhorshooSweeps
import KhorshooText

/// `khorshoo discover`: under which values of the factors results of interest are frequent.
struct DiscoverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "discover",
    abstract: "Under which values of a sweep's factors results of interest are frequent (PRIM).",
    discussion: """
      A box is a few limits on factors. Coverage: share of all points of interest that lie in it; density: share of its \
      points that are of interest; mass: share of all points in it. A limit with a quasi-p value above 0.05 may be chance. \
      Interest is a threshold: a number, or a quantile over the points such as p75.

      Examples:
        khorshoo sweep scenarios/ewenki.yaml --vary run.years=1:24:1 --out long
        khorshoo discover long --where 'uplift.incomePerHousehold > p75'
        khorshoo discover long --where 'linkage.awareShare >= p50' --boxes 2
      """)

  @Argument(help: "Folder of a sweep.", completion: .directory)
  var folder: String

  @Option(help: ArgumentHelp("Which points are of interest.", valueName: "'outcome < number'"))
  var `where`: String

  @Option(help: "Boxes at most.")
  var boxes = 1

  @Option(help: "Density that a box should have.")
  var density = 0.8

  @OptionGroup var output: TableOutput

  func validate() throws {
    guard (1...20).contains(boxes) else { throw ValidationError("--boxes: found \(boxes), expected 1 to 20.") }
    guard density > 0, density <= 1 else {
      throw ValidationError("--density: found \(density), expected a share above 0, at most 1.")
    }
  }

  func run() throws {
    let interest = try PointInterest(parsing: `where`)
    let results = try SweepResults(folder: folder)
    let means = try results.responses(interest.target).means
    let found: [FactorBox]
    let basis: AnalysisBasis
    do {
      let search = try PatientRuleInduction(
        results.study.design.discoveryColumns, ofInterest: interest.holds(means))
      found = search.boxes(atMost: boxes, density: density)
      basis = search.basis
    } catch {
      throw UserError(.invalidData, [error.diagnostic(path: folder)])
    }
    let report = DiscoveryReport(interest: interest, boxes: found, basis: basis)
    let text =
      switch output.chosenFormat {
      case .table: report.text(output.language)
      case .csv: report.table.csv
      case .json: report.json
      }
    try output.write(text, computedFrom: nil)
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
  let basis: AnalysisBasis

  /// One row a limit of a box.
  var table: ResultTable {
    let columns: [ResultTable.Column] = [
      .init("box", "box", "箱"), .init("factor", "factor", "因素"), .init("demand", "demand", "条件"),
      .init("quasiP", "quasi-p", "准 p 值"), .init("coverage", "coverage", "覆盖率"), .init("density", "density", "密度"),
      .init("mass", "mass", "质量"), .init("points", "points", "点数"),
    ]
    let rows = boxes.enumerated().flatMap { index, box in
      box.limits.map { limit -> [ResultTable.Cell] in
        [
          .text("\(index + 1)"), .text(limit.factor), .text(Self.words(limit.demand)), .number(limit.quasiP),
          .number(box.coverage), .number(box.density), .number(box.mass), .number(Double(box.count)),
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
    let isChinese = language == .chinese
    var lines = [
      isChinese
        ? "\(interest.text)：\(basis.used) 个试验点，缺 \(basis.leftOut)"
        : "\(interest.text): \(basis.used) points, \(basis.leftOut) left out"
    ]
    if boxes.isEmpty { lines.append(isChinese ? "没有找到箱" : "No box was found.") }
    for (index, box) in boxes.enumerated() {
      let numbers = [box.coverage, box.density, box.mass].map(ReadableShare.text)
      lines.append(
        isChinese
          ? "箱 \(index + 1)：覆盖率 \(numbers[0])，密度 \(numbers[1])，质量 \(numbers[2])（\(box.count) 点）"
          : "Box \(index + 1): coverage \(numbers[0]), density \(numbers[1]), mass \(numbers[2]) (\(box.count) points)")
      for limit in box.limits {
        let p = ReadableNumber(for: [limit.quasiP], digits: 3).text(limit.quasiP)
        lines.append("  \(limit.factor) \(Self.words(limit.demand))   " + (isChinese ? "准 p 值 \(p)" : "quasi-p \(p)"))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  var json: String {
    OrderedJSON.object([
      ("where", .text(interest.text)), ("pointsUsed", .integer(basis.used)), ("pointsLeftOut", .integer(basis.leftOut)),
      ("limits", table.json),
    ]).description
  }
}
