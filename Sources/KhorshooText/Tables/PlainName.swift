import Foundation

/// Names as they are compared: what only a keyboard, a spreadsheet or a font makes different is the same.
///
/// - Proof: `PlainNameUnit`.
package enum PlainName {
  /// A text in one form: accents composed (NFC), no-break and ideographic blanks as blanks, nothing without width, no blanks at
  /// its ends.
  package static func canonical(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 >= 0x80 || $0 <= 0x20 }) else { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text.precomposedStringWithCanonicalMapping.unicodeScalars {
      switch scalar.value {
      case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: scalars.append(" ")
      case 0x200B...0x200D, 0x2060, 0xFEFF: continue
      default: scalars.append(scalar)
      }
    }
    let isBlank: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" }
    return String(
      String.UnicodeScalarView(scalars.drop(while: isBlank).reversed().drop(while: isBlank).reversed()))
  }

  /// Without case, width, blanks and signs of joining: the same for two spellings of one name. What joins digits stays: 1-12 is
  /// not 11-2.
  package static func folded(_ text: String) -> String {
    if text.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) }) { return text }
    let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
    let letters = Array((isASCII ? text : text.precomposedStringWithCompatibilityMapping).lowercased())
    var plain = ""
    for (k, letter) in letters.enumerated() {
      if isJoint(letter), !(plain.last?.isNumber ?? false && k + 1 < letters.count && letters[k + 1].isNumber) {
        continue
      }
      plain.append(letter)
    }
    return plain
  }

  private static func isJoint(_ character: Character) -> Bool {
    character.isWhitespace || "-_.'’·‐".contains(character)
  }

  /// Names of a list that are spelt like another: the rarer with what was probably meant.
  ///
  /// Spellings that fold to the same text; and a long name that stands at most twice, one letter from one that stands five
  /// times as often. Names that differ in a digit are two.
  ///
  /// - Parameter isPlace: whether the names are those of places; identifiers may differ in one letter.
  package static func spellings(_ names: [String], counts: [Int], isPlace: Bool = true) -> [(rare: Int, meant: Int)] {
    var byFold: [String: [Int]] = [:]
    for (index, name) in names.enumerated() { byFold[folded(name), default: []].append(index) }
    var found: [(rare: Int, meant: Int)] = []
    for alike in byFold.values where alike.count > 1 {
      let sorted = alike.sorted { (-counts[$0], $0) < (-counts[$1], $1) }
      found += sorted.dropFirst().map { ($0, sorted[0]) }
    }
    let told = Set(found.map(\.rare))
    // Distances between thousands of names would take long, and lists of that length are no places.
    guard isPlace, names.count <= 2000 else { return found.sorted { $0.rare < $1.rare } }
    for rare in names.indices where counts[rare] <= 2 && !told.contains(rare) && isLong(names[rare]) {
      let meant = names.indices.filter { counts[$0] >= 5 * counts[rare] && isOneLetterApart(names[rare], names[$0]) }
      if let first = meant.max(by: { (counts[$0], -$0) < (counts[$1], -$1) }) { found.append((rare, first)) }
    }
    return found.sorted { $0.rare < $1.rare }
  }

  private static func isLong(_ name: String) -> Bool { name.count >= 5 && name.utf8.count == name.count }

  /// Whether two texts differ in one letter, left out, put in, changed or changed with its neighbour.
  private static func isOneLetterApart(_ one: String, _ other: String) -> Bool {
    let (a, b) = (Array(folded(one)), Array(folded(other)))
    guard a != b, abs(a.count - b.count) <= 1 else { return false }
    var start = 0
    while start < min(a.count, b.count), a[start] == b[start] { start += 1 }
    var end = 0
    while end < min(a.count, b.count) - start, a[a.count - 1 - end] == b[b.count - 1 - end] { end += 1 }
    let (left, right) = (a[start..<(a.count - end)], b[start..<(b.count - end)])
    guard !(left + right).contains(where: \.isNumber) else { return false }
    if left.count + right.count <= 2, left.count <= 1 { return true }
    return left.count == 2 && right.count == 2 && left.elementsEqual(right.reversed())
  }
}

/// Identifiers that a spreadsheet took for numbers: in scientific notation, or with its 16th and later digits lost.
///
/// - Source: spreadsheets hold numbers with 15 digits; an identity number has 18.
/// - Proof: `PlainNameUnit`.
package struct CutIdentifiers: Sendable {
  /// Identifiers such as `1.23E+11`, and such as `152104198001010000`, and where each was met first.
  private var scientific: (count: Int, line: Int, text: String) = (0, 0, "")
  private var cut: (count: Int, line: Int, text: String) = (0, 0, "")
  private var whole = 0

  package init() {}

  /// Takes one identifier.
  package mutating func note(_ text: String, line: Int) {
    guard let first = text.utf8.first, (48...57).contains(first) else { return }
    if text.utf8.count >= 16, text.utf8.allSatisfy({ (48...57).contains($0) }) {
      if text.utf8.dropFirst(15).allSatisfy({ $0 == 48 }) {
        cut = (cut.count + 1, cut.count == 0 ? line : cut.line, cut.count == 0 ? text : cut.text)
      } else {
        whole += 1
      }
    } else if Self.isScientific(text) {
      scientific = (
        scientific.count + 1, scientific.count == 0 ? line : scientific.line,
        scientific.count == 0 ? text : scientific.text
      )
    }
  }

  private static func isScientific(_ text: String) -> Bool {
    let parts = text.split(whereSeparator: { $0 == "E" || $0 == "e" })
    guard parts.count == 2, parts[1].hasPrefix("+"), parts[1].count >= 3, parts[1].dropFirst().allSatisfy(\.isNumber)
    else { return false }
    return parts[0].allSatisfy { $0.isNumber || $0 == "." || $0 == "," }
  }

  /// What is to be told: line, message, and whether households cannot be told apart any more.
  package var doubts: [(line: Int, message: String, isLost: Bool)] {
    var found: [(line: Int, message: String, isLost: Bool)] = []
    let remedy = "; format the column as text in the spreadsheet and enter the identifiers again"
    if scientific.count > 0 {
      found.append(
        (
          scientific.line,
          "\(scientific.count) identifier\(scientific.count == 1 ? "" : "s") such as \(quoted(scientific.text)) "
            + "\(scientific.count == 1 ? "was" : "were") made a number by a spreadsheet, which cut its digits\(remedy)",
          true
        ))
    }
    if cut.count > 0, cut.count >= whole {
      found.append(
        (
          cut.line,
          "\(cut.count) identifier\(cut.count == 1 ? "" : "s") such as \(quoted(cut.text)) "
            + "end\(cut.count == 1 ? "s" : "") in zeros after 15 digits, as if cut by a spreadsheet\(remedy)", false
        ))
    }
    return found
  }
}
