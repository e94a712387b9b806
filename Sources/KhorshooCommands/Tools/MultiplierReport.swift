import KhorshooInputs
import KhorshooText

/// What `khorshoo multiplier` says.
struct MultiplierReport {
  let path: String
  let analysis: InputOutputAnalysis

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
    let isChinese = language == .chinese
    var lines = [heading(isChinese), ""]
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
      isChinese
        ? "一个单位最终需求（住户账户：一个单位外来收入）带来的" : "Brought about by one unit of final demand (household: of outside income)",
      table.selecting(["account"] + effects).aligned(language),
    ]
    let ratios = kept(["incomeRatioI", "incomeRatioII", "valueAddedRatioI", "valueAddedRatioII"])
    if !ratios.isEmpty {
      lines += [
        isChinese ? "与直接效应之比" : "As a multiple of the direct effect",
        productionTable.selecting(["account"] + ratios).aligned(language),
      ]
    }
    lines += [
      isChinese ? "关联（平均为 1）" : "Linkages (1 is the average)",
      productionTable.selecting(["account", "backward", "forward", "forwardGhosh"]).aligned(language),
    ]
    return lines.joined(separator: "\n")
  }

  private var productionTable: ResultTable {
    ResultTable(columns: table.columns, rows: analysis.rows.filter { $0.typeOne != nil }.map(cells))
  }

  private func heading(_ isChinese: Bool) -> String {
    let count = analysis.typeOne.accounts.count
    let others = (analysis.typeTwo?.accounts.count ?? count) - count
    let radius = { (inverse: InputOutputAnalysis.Inverse) in
      plainNumber((inverse.spectralRadius * 1e4).rounded() / 1e4)
    }
    let one = radius(analysis.typeOne)
    guard let two = analysis.typeTwo.map(radius) else {
      return isChinese
        ? "\(path)：生产账户 \(count) 个；谱半径 \(one)；没有同时具备行和列的住户账户，因此没有 II 型乘数"
        : "\(path): accounts of production: \(count); spectral radius \(one); no household with row and column, so no type II"
    }
    return isChinese
      ? "\(path)：生产账户 \(count) 个，另有 \(others) 个账户在 II 型中作出反应；谱半径 \(one)（I 型）、\(two)（II 型）"
      : "\(path): accounts of production: \(count); that answer too in type II: \(others); spectral radius \(one) (type I), "
        + "\(two) (type II)"
  }

  var json: String {
    OrderedJSON.object([
      ("table", .text(path)), ("spectralRadiusI", .number(analysis.typeOne.spectralRadius)),
      ("spectralRadiusII", .optional(analysis.typeTwo?.spectralRadius)), ("accounts", table.json),
    ]).description
  }
}
