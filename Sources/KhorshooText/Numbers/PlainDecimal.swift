import Foundation

/// Numbers as nearly all cells have them, read by their bytes: a sign of minus or none, digits without a zero before them, digits behind
/// one sign of fractions, an exponent.
///
/// Up to 15 digits are exact by one division, both sides of which a double holds; more of them, and exponents, are read by the
/// standard library. Everything else, with separators, blanks, other digits or out of range, is left to the general reader, whose
/// answer is the same where there is one here.
///
/// - Proof: `PlainDecimalProperty`.
package enum PlainDecimal {
  private static let (minus, plus, point, zero, nine) = (UInt8(45), UInt8(43), UInt8(46), UInt8(48), UInt8(57))
  private static let longest = 64

  /// The number that bytes are; nil for what the general reader has to judge.
  ///
  /// - Parameter mark: what stands before the fraction.
  package static func value(_ bytes: UnsafeBufferPointer<UInt8>, _ mark: DecimalMark = .point) -> Double? {
    guard let first = bytes.first, bytes.count <= longest else { return nil }
    let sign: UInt8 = mark == .comma ? 44 : point
    let start = first == minus ? 1 : 0
    var (position, mantissa, digits, fraction) = (start, 0, 0, -1)
    while position < bytes.count {
      let byte = bytes[position]
      if byte >= zero, byte <= nine {
        if digits < 15 { mantissa = 10 &* mantissa &+ Int(byte &- zero) }
        digits &+= 1
        if fraction >= 0 { fraction &+= 1 }
      } else if byte == sign, fraction < 0, digits > 0 {
        fraction = 0
      } else {
        break
      }
      position &+= 1
    }
    // Leading zeros and a bare sign are judged by the general reader.
    guard digits > 0, fraction != 0, !(bytes[start] == zero && digits - max(0, fraction) > 1) else { return nil }
    guard position == bytes.count, digits <= 15 else { return long(bytes, from: position, sign) }
    let value = fraction > 0 ? Double(mantissa) / powersOfTen[fraction] : Double(mantissa)
    return start == 1 && value != 0 ? -value : value
  }

  /// The same for a text.
  package static func value(_ text: String, _ mark: DecimalMark = .point) -> Double? {
    text.utf8.withContiguousStorageIfAvailable { value($0, mark) } ?? nil
  }

  /// What has many digits or an exponent, which begins at a place.
  private static func long(_ bytes: UnsafeBufferPointer<UInt8>, from place: Int, _ sign: UInt8) -> Double? {
    var position = place
    if position < bytes.count {
      guard bytes[position] == 101 || bytes[position] == 69 else { return nil }
      position += 1
      if position < bytes.count, bytes[position] == minus || bytes[position] == plus { position += 1 }
      guard position < bytes.count, bytes[position...].allSatisfy({ $0 >= zero && $0 <= nine }) else { return nil }
    }
    let value = withUnsafeTemporaryAllocation(of: CChar.self, capacity: longest + 1) { text in
      for (k, byte) in bytes.enumerated() { text[k] = CChar(bitPattern: byte == sign ? point : byte) }
      text[bytes.count] = 0
      return text.baseAddress.map { strtod($0, nil) } ?? .nan
    }
    // What cannot be held has its own words.
    return value.isNormal ? value : nil
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]
}
