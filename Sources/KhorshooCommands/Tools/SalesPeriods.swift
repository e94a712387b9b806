import Foundation
import KhorshooText

/// Rows of a table of sales: one a period, in their order, none left out and none the sum of others.
///
/// - Proof: `FieldToolsCommandTests`.
enum SalesPeriods {
  /// Notes rows that are no period, and periods that are not where they belong.
  ///
  /// - Parameters:
  ///   - time: column of periods; nil when there is none.
  ///   - sales: column of sales.
  static func check(_ table: inout PlainTable, time: Int?, sales: Int, isCumulative: Bool) {
    var copy = table
    let numbers = copy.numbers(sales)
    table.tellSums(
      labels: time ?? table.names.indices.first { !table.isNumeric($0) && $0 != sales }, isCumulative ? [] : [numbers],
      key: table.names[sales], noun: "periods")
    guard let time, table.problems.isEmpty else { return }
    let texts = table.rows.indices.map { table.text(row: $0, time) }
    guard let periods = numbered(texts) else { return }
    let steps = zip(periods, periods.dropFirst()).map { $1 - $0 }
    guard steps.contains(where: { $0 != steps[0] || $0 <= 0 }) else { return }
    if steps.allSatisfy({ $0 < 0 }) {
      return table.problems.report(
        "period-order", table.place(row: 1, time), table.names[time],
        "the rows run from the last period to the first; sort them by period")
    }
    for (row, step) in steps.enumerated() where step <= 0 {
      let (before, found) = (quoted(texts[row]), quoted(texts[row + 1]))
      table.problems.report(
        "period-order", table.place(row: row + 1, time), table.names[time],
        step == 0
          ? "found \(found) twice; every period is one row" : "found \(found) below \(before); sort the rows by period")
    }
    guard table.problems.isEmpty, !isOfDays(texts), let usual = steps.min() else { return }
    for (row, step) in steps.enumerated() where step > usual {
      table.problems.report(
        "missing-row", table.place(row: row + 1, time), table.names[time],
        "found \(quoted(texts[row + 1])) after \(quoted(texts[row])), and elsewhere the step is \(usual); every period is a "
          + "row, with 0 where nothing was sold")
    }
  }

  /// Periods as whole numbers that rise by one: years, quarters, months or days; nil when one is none of them, or of another kind.
  static func numbered(_ texts: [String]) -> [Int]? {
    if isOfMonths(texts) { return texts.compactMap { Int($0) }.map { 12 * ($0 / 100) + $0 % 100 - 1 } }
    for read in [whole, quarter, month, day] {
      let found = texts.compactMap(read)
      if found.count == texts.count { return found }
    }
    return nil
  }

  /// Year and month in one number, from 190001 to 210012.
  private static func isOfMonths(_ texts: [String]) -> Bool {
    texts.allSatisfy { text in
      Int(text).map { (190_001...210_012).contains($0) && (1...12).contains($0 % 100) } ?? false
    }
  }

  /// Days are of months and years of unlike length: only their order counts.
  private static func isOfDays(_ texts: [String]) -> Bool {
    texts.allSatisfy { day($0) != nil || Double($0).map(DoubtfulNumbers.dateSerials.contains) ?? false }
  }

  private static func whole(_ text: String) -> Int? { Int(text.hasSuffix(".0") ? String(text.dropLast(2)) : text) }

  private static func quarter(_ text: String) -> Int? {
    guard let match = text.uppercased().wholeMatch(of: /(\d{4})[ \-年]?(?:Q|第)?([1-4一二三四])(?:季度?|)/) else { return nil }
    guard text.contains(where: { "Qq季".contains($0) }), let year = Int(match.output.1) else { return nil }
    let quarter = ["一": 1, "二": 2, "三": 3, "四": 4][match.output.2] ?? Int(match.output.2) ?? 0
    return 4 * year + quarter - 1
  }

  private static func month(_ text: String) -> Int? {
    guard let match = text.wholeMatch(of: /(\d{4})[\-\/.年](\d{1,2})月?/), let year = Int(match.output.1),
      let month = Int(match.output.2), (1...12).contains(month)
    else { return nil }
    return 12 * year + month - 1
  }

  /// Days since a day; years follow each other where all are of one day of the year.
  private static func day(_ text: String) -> Int? {
    guard let match = text.wholeMatch(of: /(\d{4})[\-\/](\d{1,2})[\-\/](\d{1,2})/), let year = Int(match.output.1),
      let month = Int(match.output.2), let day = Int(match.output.3), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    // Month and day in the order of the calendar are enough to say what comes first.
    return 372 * year + 31 * (month - 1) + day - 1
  }
}
