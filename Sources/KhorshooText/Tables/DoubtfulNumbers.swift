/// Looks in a column for numbers that are codes and not values: 99 for no answer, a date that a spreadsheet made of `4-5`.
///
/// A code stands far apart from the other numbers and repeats. Nothing is left out: what looks like a code is told, with its
/// count.
///
/// - Source: codes of missing answers as surveys write them (SPSS, Stata, census questionnaires): nines, eights and sevens that
///   fill the width of the field, 97 to 99, and below zero. Serial numbers of dates: days since 1899-12-30 in spreadsheets.
/// - Proof: `DoubtfulNumbersUnit`.
package struct DoubtfulNumbers: Sendable {
  /// Serial numbers of the days from 2000 to 2050.
  package static let dateSerials = 36_526.0...55_153.0
  /// Numbers that stand for no answer.
  private static let codes: Set<Double> = {
    var codes: Set<Double> = [97, 98, 99, 77, 88, -1, -7, -8, -9]
    for digits in 2...9 {
      let nines = (0..<digits).reduce(0.0) { sum, _ in 10 * sum + 9 }
      codes.formUnion([-nines, -nines / 9 * 8, -nines / 9 * 7])
      if digits > 2 { codes.formUnion([nines, nines - 1, nines - 2, nines / 9 * 8, nines / 9 * 7]) }
    }
    return codes
  }()

  /// `; leave the cell empty …` for a number that may be a code and is out of range, else nothing.
  package static func remedy(_ value: Double) -> String {
    codes.contains(value) ? "; if it is a code for no answer, leave the cell empty" : ""
  }

  /// The same within a range, where a share may be written in hundredths.
  package static func remedy(_ value: Double, in range: ClosedRange<Double>) -> String {
    let remedy = perCent(value, in: range)
    return remedy.isEmpty ? self.remedy(value) : remedy
  }

  /// `; write 0.85 if it is 85 %` for a share written in hundredths, else nothing.
  package static func perCent(_ value: Double, in range: ClosedRange<Double>) -> String {
    guard range.lowerBound == 0, range.upperBound == 1, value >= 2, value <= 100 else { return "" }
    return "; write \(plainNumber((value * 1e10).rounded() / 1e12)) if it is \(plainNumber(value)) %"
  }

  private struct Seen: Sendable {
    var count = 0
    let line: Int
  }

  private var coded: [Double: Seen] = [:]
  private var serials = Seen(line: 0)
  /// Range and count of the numbers that are neither.
  private var low = Double.infinity
  private var high = -Double.infinity
  private var count = 0
  private var zeros = Seen(line: 0)
  /// Numbers such as 202012, year and month, with the first and last of them.
  private var months = (count: 0, line: 0, low: Double.infinity, high: -Double.infinity)

  package init() {}

  /// Takes one number of the column; what is not a number is left out.
  package mutating func note(_ value: Double, line: Int) {
    guard !value.isNaN else { return }
    if value == 0 { zeros = Seen(count: zeros.count + 1, line: zeros.count == 0 ? line : zeros.line) }
    if value < 0 || value >= 77, value == value.rounded() {
      if Self.codes.contains(value) {
        coded[value, default: Seen(line: line)].count += 1
        return
      }
      if Self.dateSerials.contains(value) {
        serials = Seen(count: serials.count + 1, line: serials.count == 0 ? line : serials.line)
        return
      }
    }
    low = min(low, value)
    high = max(high, value)
    count += 1
    guard value >= 190_001, value <= 210_012, value == value.rounded(), (1...12).contains(Int(value) % 100) else {
      return
    }
    months = (
      months.count + 1, months.count == 0 ? line : months.line, min(months.low, value), max(months.high, value)
    )
  }

  /// Something that is to be told of a column.
  package struct Doubt: Sendable, Equatable {
    /// `missing-code`, `date-serial` or `malformed-period`.
    package let code: String
    /// Whether the column cannot be meant so: periods that are dates, or year and month.
    package var isError = false
    /// First line.
    package let line: Int
    /// What was found, and what to do.
    package let message: String
  }

  /// What looks like a code.
  ///
  /// - Parameter isPeriod: whether the column holds years or periods, where a 0 among years is a code too.
  package func doubts(isPeriod: Bool = false) -> [Doubt] {
    var found: [Doubt] = []
    if isPeriod, months.count > 0, months.count == count, Int(months.low) / 100 != Int(months.high) / 100 {
      found.append(
        Doubt(
          code: "malformed-period", isError: true, line: months.line,
          message:
            "found year and month from \(plainNumber(months.low)) to \(plainNumber(months.high)), which are no periods: "
            + "88 numbers lie between December and January; count months from 1, or write quarters such as 2014Q4"))
    }
    if count + serials.count > 0, let codes = codesApart(isPeriod: isPeriod) { found.append(codes) }
    let isMost = isPeriod && serials.count >= 2 && 2 * serials.count > count
    if serials.count > 0, isMost || count > 0 && high > 0 && high * 10 <= Self.dateSerials.lowerBound {
      let times = serials.count == 1 ? "a number" : "\(serials.count) numbers"
      found.append(
        Doubt(
          code: "date-serial", isError: isMost, line: serials.line,
          message: "\(times) from \(plainNumber(Self.dateSerials.lowerBound)) to "
            + "\(plainNumber(Self.dateSerials.upperBound)) \(serials.count == 1 ? "looks" : "look") like a date of a "
            + "spreadsheet (days since 1899-12-30)"
            + (isPeriod
              ? "; write the year or a quarter such as 2014Q4" : "; was it 4-5 or 4/5? Format the cells as text")))
    }
    return found
  }

  /// The range of the values: those that are no code, or serial numbers when there is nothing else.
  private var values: ClosedRange<Double> {
    let serials = self.serials.count > 0 ? Self.dateSerials : nil
    guard count > 0 else { return serials ?? 0...0 }
    guard let serials, high * 10 > serials.lowerBound else { return low...high }
    return min(low, serials.lowerBound)...max(high, serials.upperBound)
  }

  private func codesApart(isPeriod: Bool) -> Doubt? {
    let values = self.values
    let span = values.upperBound - values.lowerBound
    var apart = coded.filter { value, seen in
      if value < 0, values.lowerBound >= 0 { return seen.count > 1 || value <= -99 && isPeriod }
      let gap = max(value - values.upperBound, values.lowerBound - value)
      return gap > 0 && gap >= span / 4
    }
    let repeats = apart.values.reduce(0) { $0 + $1.count } > 1
    let isFar =
      apart.keys.contains { $0 >= 10 * max(values.upperBound, 10) || $0 >= max(100, 5 * values.upperBound) } || isPeriod
    guard repeats || isFar else { apart = [:]; return zeroYear(isPeriod, values, apart) }
    return zeroYear(isPeriod, values, apart)
  }

  private func zeroYear(_ isPeriod: Bool, _ values: ClosedRange<Double>, _ coded: [Double: Seen]) -> Doubt? {
    var all = coded
    if isPeriod, zeros.count > 0, count > zeros.count, high >= 1000 { all[0] = zeros }
    guard let first = all.values.map(\.line).min() else { return nil }
    let listed = all.sorted { $0.key < $1.key }.map {
      "\(plainNumber($0.key)) (\($0.value.count) time\($0.value.count == 1 ? "" : "s"))"
    }
    return Doubt(
      code: "missing-code", line: first,
      message: "\(listed.joined(separator: ", ")) stand apart from the other values and look like codes for no answer; "
        + "leave such cells empty")
  }
}
