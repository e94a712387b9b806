/// Which sign stands before the fraction of a number.
public enum DecimalMark: String, Sendable, Hashable, CaseIterable {
  /// `1.5`; columns are separated by commas.
  case point
  /// `1,5`; columns are separated by semicolons or tabs, or numbers stand in quotes.
  case comma
}

/// What a text is as a number, once with a decimal point and once with a decimal comma.
///
/// The other of the two signs, blanks, apostrophes and underscores group digits by threes. Digits of full width and the sign
/// of minus are taken for plain ones.
///
/// - Proof: `NumberColumnUnit`.
package struct NumberReadings: Sendable, Equatable {
  /// With a decimal point; nil when the text is none.
  package let point: Double?
  /// With a decimal comma.
  package let comma: Double?
  /// Whether the two differ.
  package var isDoubtful: Bool { point != nil && comma != nil && point != comma }

  /// Reads a text both ways.
  package init(_ text: String) {
    guard text.utf8.count <= 64 else {
      (point, comma) = (nil, nil)
      return
    }
    if let usual = Self.usual(text) {
      (point, comma) = usual
      return
    }
    let plain = Self.plain(text)
    point = Self.value(plain, fraction: ".", group: ",")
    comma = Self.value(plain, fraction: ",", group: ".")
  }

  /// Both readings of what most cells are: digits, with at most one point between them that cannot stand between thousands. Tables
  /// have tens of thousands of them.
  private static func usual(_ text: String) -> (point: Double?, comma: Double?)? {
    var (whole, decimals) = (0, -1)
    for byte in text.utf8 {
      switch byte {
      case 48...57: if decimals < 0 { whole += 1 } else { decimals += 1 }
      case 46 where decimals < 0: decimals = 0
      case 45 where whole == 0 && decimals < 0 && text.utf8.first == 45: continue
      default: return nil
      }
    }
    guard whole > 0, decimals != 0, decimals != 3, let value = Double(text), value.isFinite else { return nil }
    let number = value == 0 ? 0 : value
    return (number, decimals < 0 ? number : nil)
  }

  /// With digits and signs of ASCII, no-break and thin blanks as blanks.
  static func plain(_ text: String) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0xFF10...0xFF19, 0xFF0B...0xFF0F, 0xFF25, 0xFF45: plain.append(Unicode.Scalar(scalar.value - 0xFEE0)!)
      case 0x2212: plain.append("-")
      case 0xA0, 0x2007, 0x2009, 0x202F, 0x3000: plain.append(" ")
      case 0x2019: plain.append("'")
      default: plain.append(scalar)
      }
    }
    return String(plain)
  }

  /// The number with one sign for the fraction and another for groups; nil when it is none.
  private static func value(_ text: String, fraction mark: Character, group: Character) -> Double? {
    var rest = Substring(text)
    var sign = ""
    if let first = rest.first, first == "-" || first == "+" {
      rest.removeFirst()
      if first == "-" { sign = "-" }
    }
    var exponent = ""
    if let position = rest.firstIndex(where: { $0 == "e" || $0 == "E" }) {
      exponent = String(rest[rest.index(after: position)...])
      let digits = exponent.drop { $0 == "+" || $0 == "-" }
      guard exponent.count - digits.count <= 1, !digits.isEmpty, digits.allSatisfy(\.isDigit) else { return nil }
      rest = rest[..<position]
    }
    let parts = rest.split(separator: mark, omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = ungrouped(parts[0], group) else { return nil }
    let decimals = parts.count == 2 ? parts[1] : ""
    guard decimals.allSatisfy(\.isDigit), !(whole.isEmpty && decimals.isEmpty) else { return nil }
    let value = Double(
      sign + (whole.isEmpty ? "0" : whole) + "." + (decimals.isEmpty ? "0" : decimals)
        + (exponent.isEmpty ? "" : "e" + exponent))
    guard let value, value.isFinite else { return nil }
    return value == 0 ? 0 : value
  }

  /// Digits without the signs between groups of three; nil when groups are of another size or of two kinds.
  private static func ungrouped(_ text: Substring, _ group: Character) -> String? {
    if text.allSatisfy(\.isDigit) { return String(text) }
    guard let sign = text.first(where: { !$0.isDigit }), sign == group || " '_".contains(sign) else { return nil }
    let groups = text.split(separator: sign, omittingEmptySubsequences: false)
    guard groups.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isDigit) }), groups[0].count <= 3, groups[0].first != "0",
      groups.dropFirst().allSatisfy({ $0.count == 3 })
    else { return nil }
    return groups.joined()
  }
}

extension Character {
  /// One of `0` to `9`.
  fileprivate var isDigit: Bool { "0" <= self && self <= "9" }
}
