import KhorshooInputs
import KhorshooText

/// What `khorshoo multiplier` says.
struct MultiplierReport: HerdReport {
  let path: String
  let analysis: InputOutputAnalysis
  /// How the table was balanced; empty when it was not.
  let balance: [TableReport.Fact]

  /// One row an account that answers.
  var table: ResultTable {
    let columns: [ResultTable.Column] = [
      .init("account", "account", "账户"), .init("kind", "kind", "类别"), .init("outputI", "output I", "产出 I"),
      .init("outputII", "output II", "产出 II"), .init("incomeDirect", "income direct", "收入 直接"),
      .init("incomeI", "income I", "收入 I"), .init("incomeII", "income II", "收入 II"),
      .init("incomeRatioI", "income I", "收入 I"), .init("incomeRatioII", "income II", "收入 II"),
      .init("valueAddedDirect", "value added direct", "增加值 直接"),
      .init("valueAddedI", "value added I", "增加值 I"), .init("valueAddedII", "value added II", "增加值 II"),
      .init("valueAddedRatioI", "value added I", "增加值 I"), .init("valueAddedRatioII", "value added II", "增加值 II"),
      .init("backward", "backward", "后向"), .init("forward", "forward", "前向"),
      .init("forwardGhosh", "forward (Ghosh)", "前向 (Ghosh)"),
    ]
    return ResultTable(columns: columns, rows: analysis.rows.map(cells))
  }

  private func cells(_ row: InputOutputAnalysis.Row) -> [ResultTable.Cell] {
    let account = analysis.table.accounts[row.account]
    let (direct, one, two) = (row.direct, row.typeOne, row.typeTwo)
    /// Over what the first round pays; undefined where it pays nothing.
    func ratio(_ effect: Double?, _ first: Double?) -> Double? {
      guard let effect, let first, first > 0 else { return nil }
      return effect / first
    }
    let numbers: [Double?] = [
      one?.output, two?.output, direct?.income, one?.income, two?.income, ratio(one?.income, direct?.income),
      ratio(two?.income, direct?.income), direct?.valueAdded, one?.valueAdded, two?.valueAdded,
      ratio(one?.valueAdded, direct?.valueAdded), ratio(two?.valueAdded, direct?.valueAdded), row.backward, row.forward,
      row.forwardGhosh,
    ]
    return [.text(account.name), .text(account.kind.rawValue)] + numbers.map { .number($0) }
  }

  /// Three tables for the screen, those without a number left out.
  func text(_ language: Language) -> String {
    var lines = [heading[language]] + balance.map { $0.words[language] }.filter { !$0.isEmpty } + [""]
    let has = { (value: (InputOutputAnalysis.Row) -> Double?) in analysis.rows.contains { value($0) != nil } }
    let (isTwo, isIncome, isValue) = (
      analysis.typeTwo != nil, has { ($0.typeTwo ?? $0.typeOne)?.income },
      has { ($0.typeTwo ?? $0.typeOne)?.valueAdded }
    )
    func kept(_ names: [String]) -> [String] {
      names.filter {
        (isTwo || !$0.hasSuffix("II")) && (isIncome || !$0.hasPrefix("income"))
          && (isValue || !$0.hasPrefix("valueAdded"))
      }
    }
    let effects = kept([
      "outputI", "outputII", "incomeDirect", "incomeI", "incomeII", "valueAddedDirect", "valueAddedI", "valueAddedII",
    ])
    lines += [
      MultiplierWords.effects[language], table.selecting(["account"] + effects).aligned(language),
    ]
    let ratios = kept(["incomeRatioI", "incomeRatioII", "valueAddedRatioI", "valueAddedRatioII"])
    if !ratios.isEmpty {
      lines += [
        MultiplierWords.ratios[language], productionTable.selecting(["account"] + ratios).aligned(language),
      ]
    }
    lines += [
      MultiplierWords.linkages[language],
      productionTable.selecting(["account", "backward", "forward", "forwardGhosh"]).aligned(language),
    ]
    return lines.joined(separator: "\n")
  }

  private var productionTable: ResultTable {
    ResultTable(columns: table.columns, rows: analysis.rows.filter { $0.typeOne != nil }.map(cells))
  }

  private var heading: LocalizedText {
    let count = analysis.typeOne.accounts.count
    let others = (analysis.typeTwo?.accounts.count ?? count) - count
    let radius = { (inverse: InputOutputAnalysis.Inverse) in
      plainNumber((inverse.spectralRadius * 1e4).rounded() / 1e4)
    }
    let one = radius(analysis.typeOne)
    guard let two = analysis.typeTwo.map(radius) else {
      return MultiplierWords.heading(path, accounts: count, radius: one)
    }
    return MultiplierWords.heading(path, accounts: count, others: others, radius: one, two)
  }

  var json: String {
    OrderedJSON.object(
      [
        ("table", .text(path)), ("spectralRadiusI", .number(analysis.typeOne.spectralRadius)),
        ("spectralRadiusII", .optional(analysis.typeTwo?.spectralRadius)),
      ] + balance.map { ($0.name, $0.value) } + [("accounts", table.json)]
    ).description
  }
}
