/// What stands in a cell where there is no value: one list for every table and column, identifiers, places, ends of ties,
/// counts, numbers and dates.
///
/// - Source: what is written by spreadsheets (nothing, `#N/A`), R (`NA`), pandas (`NaN`, `<NA>`, `NaT`, `None`), SQL (`NULL`),
///   Stata and SAS (`.`), and by hand in reports (`n/a`, `n.a.`, 缺失, 不详). Spelt as these programs spell it: *Na* and *Nan*
///   are names of people and places. A dash, stroke, ellipsis or question mark is not in the list: in published tables it is nil
///   as often as not known, so it is refused with both readings.
/// - Proof: `NoValueUnit`.
package enum NoValue {
  /// Spellings of no value.
  package static let words: Set<String> = [
    "", "NA", "N/A", "n/a", "N.A.", "n.a.", "#N/A", "<NA>", "NULL", "null", "None", "none", "NaN", "nan", "NAN", "NaT",
    ".",
    "..", "missing", "Missing", "MISSING", "缺失", "缺", "不详", "无数据",
  ]

  /// What is written where somebody is asked for and there is nobody: in numbers it is 0, in a switch no.
  private static let nobody: Set<String> = [
    "无", "没有", "无人", "没有人", "否", "未入社", "未加入", "从未", "未", "nobody", "no one", "never", "not yet", "no",
  ]

  /// Whether a cell says that there is nobody, or that it never was.
  package static func isNobody(_ text: String) -> Bool { nobody.contains(text.lowercased()) }

  /// Marks that are nil to some and not known to others.
  private static let unclear: Set<String> = [
    "-", "--", "---", "–", "—", "——", "―", "−", "/", "//", "\\", "?", "??", "？", "…", "……", "...", ":", "*",
  ]

  /// Whether a cell has no value.
  package static func holds(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return true }
    return !isOfNumber(first) && words.contains(text)
  }

  /// Whether a cell may mean nothing or not known.
  package static func isUnclear(_ text: String) -> Bool { unclear.contains(text) }

  /// Whether a cell has no value, judged by its bytes.
  package static func holds(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first else { return true }
    guard bytes.count <= 9, !isOfNumber(first) else { return false }
    return words.contains(String(decoding: bytes, as: UTF8.self))
  }

  /// A digit or a minus, with which no word begins.
  private static func isOfNumber(_ byte: UInt8) -> Bool { byte == 45 || (byte >= 48 && byte <= 57) }

  /// What an unclear mark is answered with: ` write 0 for none …`.
  package static let remedy = "; write 0 for none, or leave the cell empty when it is not known"
}

/// Yes and no as programs and people write them.
///
/// - Proof: `NoValueUnit`.
package enum SwitchWord {
  private static let yes: Set<String> = ["true", "t", "yes", "y", "1", "1.0", "是", "有", "对", "√", "да", "тийм"]
  private static let no: Set<String> = ["false", "f", "no", "n", "0", "0.0", "否", "无", "没有", "×", "нет", "үгүй"]

  /// True or false; nil for another text.
  package static func value(_ text: String) -> Bool? {
    let word = text.lowercased()
    return yes.contains(word) ? true : no.contains(word) ? false : nil
  }

  /// In messages.
  package static let expectation = "true or false (also 1 or 0, yes or no, 是 or 否)"
}
