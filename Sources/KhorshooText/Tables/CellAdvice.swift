/// What to do with a cell that is no number, by how it is written: a formula, a mark of a footnote, brackets, about, more than,
/// from and to, ten thousands.
///
/// - Proof: `CellAdviceUnit`.
package enum CellAdvice {
  private static let about = [
    "大约", "约", "近", "~", "～", "≈", "ca. ", "ca.", "ca ", "c. ", "about ", "approx. ", "some ",
  ]
  private static let bounds = ["≥", "≤", ">=", "<=", ">", "<", "＞", "＜"]
  private static let marks: Set<Character> = ["*", "†", "‡", "#", "¹", "²", "³", "※", "①", "②", "③"]

  /// `; write 150 …`, or nothing where no number can be meant.
  package static func remedy(_ text: String) -> String {
    if let formula = formula(text) { return "; " + formula }
    if NoValue.isNobody(text) { return NoValue.remedy }
    if let first = text.first, let last = text.last, "(（".contains(first), ")）".contains(last),
      let value = number(text.dropFirst().dropLast()), value > 0
    {
      return "; write \(plainNumber(-value)) if brackets mean below 0"
    }
    if let value = number(text.reversed().drop { marks.contains($0) }.reversed()) {
      return "; write \(plainNumber(value)), without a mark"
    }
    for word in about where text.hasPrefix(word) {
      if let value = number(text.dropFirst(word.count)) { return "; write \(plainNumber(value))" }
    }
    let isBound = bounds.contains { text.hasPrefix($0) && number(text.dropFirst($0.count)) != nil }
    if isBound || isRange(text) { return "; write one number, or leave the cell empty when it is not known" }
    for (unit, factor) in [("万", 1e4), ("亿", 1e8)] where text.hasSuffix(unit) {
      if let value = number(text.dropLast()) { return "; write \(plainNumber((value * factor).rounded()))" }
    }
    return ""
  }

  /// What to do with a cell that holds a formula, or what a failed one leaves; nil of any other cell.
  package static func formula(_ text: String) -> String? {
    if text.hasPrefix("#"), text.hasSuffix("!") || text.hasSuffix("?") {
      return "a formula of the spreadsheet has failed, correct it there"
    }
    guard text.hasPrefix("="), text.count > 1 else { return nil }
    return "a formula stands in the cell, put its value there"
  }

  private static func isRange(_ text: String) -> Bool {
    let parts = text.split { "-–~～—至到".contains($0) }
    guard parts.count == 2, let first = text.first, first.isNumber else { return false }
    return parts.allSatisfy { number($0) != nil }
  }

  /// A number in plain digits.
  private static func number(_ text: some StringProtocol) -> Double? {
    guard let first = text.utf8.first, (48...57).contains(first),
      text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 })
    else { return nil }
    return Double(String(text))
  }

  private static func number(_ characters: [Character]) -> Double? { number(String(characters)) }
}
