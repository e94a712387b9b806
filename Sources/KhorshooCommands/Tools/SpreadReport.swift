import KhorshooNetworks
import KhorshooNumerics
import KhorshooReports
import KhorshooText

/// What `khorshoo diffusion simulate` says.
struct SpreadReport {
  let input: NetworkInput
  let mechanism: String
  let summary: SpreadSummary
  /// What eight times as many steps of a period would change, a share of households; nil where there are no steps.
  let stepError: Double?
  /// Other seeds: as they were named, mean of adopters, and the difference to them.
  let against: (named: String, mean: Double, paired: PairedSpread)?
  let seconds: Double

  /// One row a period: mean, its error, deviation and quantiles of adopters over replicates.
  private var table: ResultTable {
    let n = Double(summary.replicateCount)
    let rows = summary.adopters.enumerated().map { period, row -> [ResultTable.Cell] in
      let sorted = row.map(Double.init).sorted()
      let mean = sorted.reduce(0, +) / n
      let deviation =
        n > 1 ? (sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)).squareRoot() : Double?.none
      let quantiles = [0.05, 0.5, 0.95].map { quantileType7(sorted: sorted, probability: $0) }
      return [
        .number(Double(period)), .number(mean), .number(deviation.map { $0 / n.squareRoot() }), .number(deviation),
      ]
        + quantiles.map { .number($0) }
    }
    return ResultTable(
      columns: [
        .init("period", "period", "时期"), .init("mean", "mean adopters", "平均采用户"),
        .init("mcse", "Monte Carlo error", "蒙特卡洛误差"), .init("deviation", "deviation", "标准差"),
        .init("p05", "5 %", "5%"), .init("p50", "median", "中位数"), .init("p95", "95 %", "95%"),
      ], rows: rows)
  }

  var tables: [FolderOutput.Table] {
    let n = Double(summary.replicateCount)
    return [
      .init(definition: DiffusionTables.spread, rows: table.rows),
      .init(
        definition: DiffusionTables.reached,
        rows: input.ids.indices.map { [.text(input.ids[$0]), .number(Double(summary.adopted[$0]) / n)] }),
      .init(
        definition: DiffusionTables.replicates,
        rows: summary.final.enumerated().map { [.number(Double($0.offset)), .number(Double($0.element))] }),
    ]
  }

  func text(_ language: Language) -> String {
    let heading = NetworkWords.spread(
      input.title, households: input.ids.count, mechanism: mechanism, replicates: summary.replicateCount)
    let steps = stepError.map { NetworkWords.stepError(plainNumber(($0 * 1e6).rounded() / 1e6))[language] }
    let paired = against.map { other in
      NetworkWords.against(
        other.named, mean: ReadableNumber(for: [other.mean], digits: 5).text(other.mean), other.paired)[language]
    }
    return [heading[language], "", table.aligned(language)].joined(separator: "\n") + (steps ?? "") + (paired ?? "")
  }

  var json: OrderedJSON {
    .object([
      ("network", .text(input.title)), ("households", .integer(input.ids.count)), ("mechanism", .text(mechanism)),
      ("replicates", .integer(summary.replicateCount)), ("mean", .number(summary.mean)),
      ("variance", .optional(summary.variance.isNaN ? nil : summary.variance)), ("seconds", .number(seconds)),
      ("stepError", .optional(stepError)), ("against", against.map { $0.paired.json } ?? .null),
      ("periods", table.json),
    ])
  }

  func picture(_ language: Language) -> String {
    func number(_ cell: ResultTable.Cell) -> Double {
      if case .number(let value) = cell { value ?? .nan } else { .nan }
    }
    let rows = table.rows.map { $0.map(number) }
    return LineFigure(
      title: NetworkWords.spreadTitle("\(mechanism)")[language],
      subtitle: NetworkWords.spreadRange(replicates: summary.replicateCount)[language],
      xLabel: NetworkWords.period[language], yLabel: NetworkWords.adopters[language],
      lines: [
        .init(
          name: NetworkWords.adopters[language], points: rows.map { ($0[0], $0[1]) },
          band: rows.map { ($0[4], $0[6]) })
      ]
    ).svg
  }
}
