import KhorshooNetworks
import KhorshooReports
import KhorshooText

/// `khorshoo diffusion simulate --mechanism opinions`: opinions that are averaged over ties until they rest.
extension SpreadRequest {
  /// - Throws: `UserError` as for columns, `covariate-not-a-number` where an opinion is missing.
  func opinions(_ input: NetworkInput) throws -> CommandReport {
    let column = mechanism.column ?? ""
    let first = try input.columns([column], option: "--column")[0].values
    if let h = first.firstIndex(where: \.isNaN) {
      throw UserError.fault(
        "covariate-not-a-number", .invalidData, input.inputFiles.first?.path ?? input.title,
        "the column \(column) of household \(input.ids[h]): found nothing, expected a number, since every household has an opinion"
      )
    }
    let report = OpinionReport(
      input: input, column: column, first: first,
      found: OpinionAveraging(
        input.graph, first: first, own: mechanism.own, stubborn: mechanism.stubborn,
        most: periods ?? OpinionAveraging.roundLimit))
    return try output.write(
      text: report.text(output.language), json: report.json,
      tables: [.init(definition: DiffusionTables.opinions, rows: report.households.rows)],
      pictures: [("opinions.svg", report.picture(output.language))], inputs: input.inputFiles,
      title: "khorshoo diffusion simulate \(input.title)")
  }
}

/// What it says.
struct OpinionReport {
  let input: NetworkInput
  let column: String
  let first: [Double]
  let found: OpinionAveraging

  /// One row a household.
  var households: ResultTable {
    ResultTable(
      columns: [
        .init("id", "household", "户"), .init("first", "first", "初始"), .init("last", "last", "最终"),
        .init("influence", "influence", "影响力"),
      ],
      rows: input.ids.indices.map {
        [.text(input.ids[$0]), .number(first[$0]), .number(found.opinions[$0]), .number(found.influence[$0])]
      })
  }

  /// Rounds of which the numbers still change: the first ten, then fewer and fewer.
  private var rounds: ResultTable {
    let last = found.rounds.count - 1
    let shown = Set(Array(0...min(10, last)) + [20, 30, 50, 100, 200, 500, 1000, 10_000, last])
    return ResultTable(
      columns: [
        .init("period", "period", "时期"), .init("mean", "mean", "均值"), .init("deviation", "deviation", "标准差"),
        .init("least", "least", "最小"), .init("greatest", "greatest", "最大"),
      ],
      rows: shown.filter { $0 <= last }.sorted().map {
        let round = found.rounds[$0]
        return [.number(Double($0))] + [round.mean, round.deviation, round.least, round.greatest].map { .number($0) }
      })
  }

  private var leaders: ResultTable {
    let order = input.ids.indices.sorted { (-found.influence[$0], $0) < (-found.influence[$1], $1) }.prefix(10)
    return ResultTable(columns: households.columns, rows: order.map { households.rows[$0] })
  }

  func text(_ language: Language) -> String {
    [
      OpinionWords.heading(
        input.title, households: input.ids.count, column: column, rounds: found.rounds.count - 1,
        isSettled: found.isSettled)[language],
      "", OpinionWords.rounds[language], rounds.namingRows.aligned(language), OpinionWords.influence[language],
      leaders.aligned(language),
    ].joined(separator: "\n")
  }

  var json: OrderedJSON {
    .object([
      ("network", .text(input.title)), ("column", .text(column)), ("isSettled", .boolean(found.isSettled)),
      ("periods", .integer(found.rounds.count - 1)), ("mean", .number(found.rounds.last?.mean ?? .nan)),
      ("deviation", .number(found.rounds.last?.deviation ?? .nan)), ("rounds", rounds.json),
      ("households", households.json),
    ])
  }

  func picture(_ language: Language) -> String {
    let shown = found.rounds.prefix(101)
    return LineFigure(
      title: OpinionWords.title[language], subtitle: input.title, xLabel: NetworkWords.period[language], yLabel: column,
      lines: [
        .init(
          name: OpinionWords.mean[language], points: shown.enumerated().map { (Double($0.offset), $0.element.mean) },
          band: shown.map { ($0.least, $0.greatest) })
      ]
    ).svg
  }
}

/// The words of it, in both languages.
enum OpinionWords {
  static let title = LocalizedText(en: "Opinions that are averaged", zh: "意见平均")
  static let mean = LocalizedText(en: "mean, from least to greatest", zh: "均值，最小至最大")
  static let rounds = LocalizedText(en: "Opinions by period", zh: "各期意见")
  static let influence = LocalizedText(en: "Greatest influence on the mean at the end", zh: "对最终均值影响最大的户")

  static func heading(
    _ title: String, households: Int, column: String, rounds: Int, isSettled: Bool
  ) -> LocalizedText {
    let settled =
      isSettled
      ? LocalizedText(en: "at rest after \(rounds) periods", zh: "\(rounds) 期后静止")
      : LocalizedText(
        en: "still moving after \(rounds) periods; an --own above 0 lets them rest",
        zh: "\(rounds) 期后仍在变动；--own 大于 0 可使其静止")
    return LocalizedText(
      en: "\(title): \(households) households, opinions \(column), \(settled.en)",
      zh: "\(title)：\(households) 户，意见为 \(column)，\(settled.zh)")
  }
}
