/// What to write for a period that stands there as a date, or as a quarter in another form.
///
/// - Proof: `PeriodHintUnit`.
package enum PeriodHint {
  /// `; write 2014Q3`, `; write the year 2014, or a quarter such as 2014Q2`; nothing where no year is seen.
  package static func remedy(_ text: String) -> String {
    if let quarter = quarter(text) { return "; write \(quarter)" }
    if let match = text.wholeMatch(of: /([12][0-9]{3})\s*年/) { return "; write \(match.1)" }
    guard let year = year(text) else { return "" }
    return "; write the year \(year), or a quarter such as \(year)Q2"
  }

  /// A quarter as `2014Q3`, from `2014q3`, `2014-Q3`, `Q3 2014`, `2014年第3季度`.
  private static func quarter(_ text: String) -> String? {
    if let match = text.wholeMatch(of: /([12][0-9]{3})\s*[-\/. ]?\s*[qQ]([1-4])/) { return "\(match.1)Q\(match.2)" }
    if let match = text.wholeMatch(of: /[qQ]([1-4])\s*[-\/. ]?\s*([12][0-9]{3})/) { return "\(match.2)Q\(match.1)" }
    if let match = text.wholeMatch(of: /([12][0-9]{3})\s*年?\s*第?([1-4])\s*季度?/) { return "\(match.1)Q\(match.2)" }
    return nil
  }

  /// The year of a date: `2014-03-01`, `2014/3`, `2014年3月`, `01.05.2014`, `3/1/2014`, `20140301`.
  private static func year(_ text: String) -> Substring? {
    if let match = text.wholeMatch(of: /([12][0-9]{3})\s*[-\/.年]\s*[01]?[0-9](?:[-\/.月].*)?/) { return match.1 }
    if let match = text.wholeMatch(of: /[0-3]?[0-9][-\/.][0-3]?[0-9][-\/.]([12][0-9]{3})(?:\s.*)?/) { return match.1 }
    if let match = text.wholeMatch(of: /((?:19|20)[0-9]{2})[01][0-9][0-3][0-9]/) { return match.1 }
    return nil
  }
}
