import KhorshooNetworks
import KhorshooReports
import KhorshooText

/// `khorshoo diffusion bass`: Bass's curve fitted to sales, with errors and a forecast.
package struct BassRequest: Request {
  package var table: String
  /// Column of sales; nil for the only one beside that of periods.
  package var column: String?
  /// Whether sales are given as sums from the start.
  package var cumulative: Bool
  /// Periods beyond the last.
  package var ahead: Int
  package var dialect: TableDialect
  package var output: TableOutput

  package init(
    table: String, column: String? = nil, cumulative: Bool = false, ahead: Int = 0,
    dialect: TableDialect = TableDialect(), output: TableOutput
  ) {
    self.table = table
    self.column = column
    self.cumulative = cumulative
    self.ahead = ahead
    self.dialect = dialect
    self.output = output
  }

  /// What the command says of itself, with examples.
  package static let explanation = """
    The table has one row a period, from the first in which something was sold, and a column of sales; a column named period, \
    year, quarter or month is not one. Sales of period t = m (F(t) - F(t - 1)), F being Bass's curve with innovation p and \
    imitation q, by nonlinear least squares (Srinivasan and Mason 1986); intervals are Student's with periods - 3 degrees of \
    freedom. The peak should have passed, otherwise the market is a guess.

    Examples:
      khorshoo diffusion bass scenarios/tables/air-conditioners.csv
      khorshoo diffusion bass scenarios/tables/air-conditioners.csv --ahead 5
    """

  package func check() throws(InvalidArgument) {
    guard (0...1000).contains(ahead) else { throw InvalidArgument("--ahead: found \(ahead), expected 0 to 1000.") }
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    var table = try PlainTable(path: self.table, mark: dialect.mark)
    let times = ["period", "year", "quarter", "month", "date", "时期", "年", "年份", "季度", "月"]
    let time = table.names.firstIndex { times.contains($0.lowercased()) }
    let chosen = try salesColumn(&table, besides: time)
    SalesPeriods.check(&table, time: time, sales: chosen, isCumulative: cumulative)
    guard table.problems.isEmpty else { throw table.problems.error }
    let numbers = table.allNumbers(chosen, codes: "every period has its sales")
    guard table.problems.isEmpty else { throw table.problems.error }
    session.warn(try table.warnings(isStrict: dialect.strict))
    var sales = numbers
    if cumulative {
      for row in numbers.indices.dropFirst() {
        sales[row] = numbers[row] - numbers[row - 1]
        if sales[row] < 0 {
          table.problems.report(
            "out-of-range", table.place(row: row, chosen), table.names[chosen],
            "found \(plainNumber(numbers[row])), expected at least \(plainNumber(numbers[row - 1])): sums never fall")
        }
      }
    }
    for (row, value) in sales.enumerated() where value < 0 && !cumulative {
      table.problems.report(
        "out-of-range", table.place(row: row, chosen), table.names[chosen],
        "found \(plainNumber(value)), expected sales of 0 or more")
    }
    guard table.problems.isEmpty else { throw table.problems.error }
    let fit: BassFit
    do throws(BassFit.Fault) { fit = try BassFit(sales) } catch {
      throw UserError(.invalidData, [Diagnostic(code: error.code, path: self.table, message: error.message)])
    }
    let labels = time.map { column in table.rows.indices.map { table.text(row: $0, column) } }
    let report = BassReport(path: self.table, fit: fit, sales: sales, labels: labels, ahead: ahead)
    let text =
      switch output.chosenFormat {
      case .table: report.text(output.language)
      case .csv: report.table.csv
      case .json: report.json
      }
    return try output.write(text, computedFrom: self.table)
  }

  private func salesColumn(_ table: inout PlainTable, besides time: Int?) throws(UserError) -> Int {
    if let column {
      guard let found = table.column(column) else { throw table.problems.error }
      return found
    }
    let candidates = table.names.indices.filter { $0 != time && !table.names[$0].isEmpty }
    guard candidates.count == 1 else {
      table.problems.report(
        "missing-column", table.place(0), "",
        "found \(candidates.count) columns beside that of periods; name that of sales with --column: "
          + table.names.filter { !$0.isEmpty }.joined(separator: ", "))
      throw table.problems.error
    }
    return candidates[0]
  }
}

/// What `khorshoo diffusion bass` says.
struct BassReport {
  let path: String
  let fit: BassFit
  let sales: [Double]
  let labels: [String]?
  let ahead: Int

  /// One row a parameter.
  private var parameters: ResultTable {
    ResultTable(
      columns: [
        .init("parameter", "parameter", "参数"), .init("value", "value", "估计值"), .init("error", "standard error", "标准误"),
        .init("low", "low", "下限"), .init("high", "high", "上限"),
      ],
      rows: [("innovation", fit.innovation), ("imitation", fit.imitation), ("market", fit.market)].map { name, found in
        [.text(name)] + [found.value, found.error, found.low, found.high].map { .number($0) }
      })
  }

  /// One row a period, the forecast below what was seen; what belongs to the whole curve stands in every row.
  var table: ResultTable {
    let names = ["innovation", "imitation", "market"]
    let columns: [ResultTable.Column] =
      [
        .init("period", "period", "时期"), .init("label", "label", "标签"), .init("sales", "sales", "销量"),
        .init("fitted", "by the curve", "曲线值"), .init("share", "share of the market", "市场份额"),
      ] + names.flatMap { [.init($0, $0, $0), .init($0 + "Error", $0 + " error", $0 + " 标准误")] }
    let whole = [fit.innovation, fit.imitation, fit.market].flatMap { [$0.value, $0.error] }
    return ResultTable(
      columns: columns,
      rows: (1...sales.count + ahead).map { t in
        let seen = t <= sales.count
        let label = seen ? labels?[t - 1] ?? "" : ""
        let numbers: [Double?] = [
          seen ? sales[t - 1] : nil, fit.sales(period: t),
          BassFit.share(fit.innovation.value, fit.imitation.value, at: Double(t)),
        ]
        return [.number(Double(t)), .text(label)] + (numbers + whole).map { .number($0) }
      })
  }

  func text(_ language: Language) -> String {
    func text(_ x: Double) -> String { ReadableNumber(for: [x], digits: 4).text(x) }
    let peak = fit.peak.map { text($0) } ?? "–"
    let share = ReadableShare.text(fit.rSquared)
    let shown = (labels == nil ? ["period"] : ["period", "label"]) + ["sales", "fitted", "share"]
    return [
      NetworkWords.bass(path, periods: sales.count, share: share, error: text(fit.deviation))[language],
      ([("p", fit.innovation), ("q", fit.imitation), ("m", fit.market)] as [(String, BassFit.Parameter)])
        .map { "  \($0) = \(text($1.value)) (\(text($1.low)) … \(text($1.high)), ± \(text($1.error)))" }
        .joined(separator: "\n"),
      NetworkWords.peak(after: peak, sales: text(fit.peakSales))[language],
      "",
      table.selecting(shown).aligned(language),
    ].joined(separator: "\n")
  }

  var json: String {
    OrderedJSON.object([
      ("table", .text(path)), ("periods", .integer(sales.count)), ("parameters", parameters.json),
      ("rSquared", .number(fit.rSquared)), ("deviation", .number(fit.deviation)), ("peak", .optional(fit.peak)),
      ("peakSales", .number(fit.peakSales)),
      ("series", table.selecting(["period", "label", "sales", "fitted", "share"]).json),
    ]).description
  }
}
