/// The leading 128 bits of the powers of ten that printing a double needs.
///
/// Entry `k` is the least integer not below 10^k * 2^(127 - floor(log2 10^k)): between 2^127 and 2^128.
/// The 617 entries are computed exactly, with whole numbers, at first use (a few milliseconds) instead of being listed.
package enum PowersOfTen {
  /// Least and greatest power in the table.
  package static let range = -292...324

  /// Entry `power - range.lowerBound` belongs to `power`.
  package static let table: [UInt128] = {
    var table = [UInt128](repeating: 0, count: range.count)
    var five = WholeNumber(1)
    for power in 0...range.upperBound {
      table[power - range.lowerBound] = five.leadingBitsRoundedUp()
      if power > 0, -power >= range.lowerBound {
        table[-power - range.lowerBound] = five.reciprocalLeadingBitsRoundedUp()
      }
      five.multiply(by: 5)
    }
    return table
  }()

  /// floor(log2(10^power)), exact for |power| <= 1233.
  @inline(__always) package static func floorLog2(_ power: Int) -> Int { (power &* 1_741_647) >> 19 }
}

/// A positive whole number of any size, with the three operations that the table needs.
private struct WholeNumber {
  /// 64-bit digits, least first; the last one is not zero.
  private var words: [UInt64]

  init(_ value: UInt64) { words = [value] }

  private var bitCount: Int { words.count * 64 - words[words.count - 1].leadingZeroBitCount }

  mutating func multiply(by factor: UInt64) {
    var carry: UInt64 = 0
    for i in words.indices {
      let product = words[i].multipliedFullWidth(by: factor)
      let (low, overflow) = product.low.addingReportingOverflow(carry)
      words[i] = low
      carry = product.high + (overflow ? 1 : 0)
    }
    if carry > 0 { words.append(carry) }
  }

  /// The 128 leading bits, rounded up when a lower bit is set.
  func leadingBitsRoundedUp() -> UInt128 {
    let bits = bitCount
    var value: UInt128 = 0
    for i in 0..<128 where bits - 1 - i >= 0 {
      if bit(bits - 1 - i) { value |= UInt128(1) << UInt128(127 - i) }
    }
    let lowerBitIsSet = bits > 128 && (0..<(bits - 128)).contains { bit($0) }
    return lowerBitIsSet ? value + 1 : value
  }

  /// The 128 leading bits of 1 / self, rounded up: long division, bit by bit.
  /// - Precondition: self is no power of two, so that the division never ends even.
  func reciprocalLeadingBitsRoundedUp() -> UInt128 {
    var rest = WholeNumber(1)
    rest.words = [UInt64](repeating: 0, count: words.count + 1)
    rest.words[(bitCount - 1) / 64] = 1 << UInt64((bitCount - 1) % 64)  // the greatest power of two below self
    var quotient: UInt128 = 0
    for _ in 0..<128 {
      rest.double()
      quotient <<= 1
      if rest.subtractIfNotSmaller(self) { quotient |= 1 }
    }
    return quotient + 1
  }

  private func bit(_ index: Int) -> Bool { words[index / 64] >> UInt64(index % 64) & 1 == 1 }

  private mutating func double() {
    var carry: UInt64 = 0
    for i in words.indices {
      let top = words[i] >> 63
      words[i] = words[i] << 1 | carry
      carry = top
    }
  }

  private mutating func subtractIfNotSmaller(_ other: WholeNumber) -> Bool {
    for i in words.indices.reversed() {
      let digit = i < other.words.count ? other.words[i] : 0
      if words[i] != digit {
        if words[i] < digit { return false }
        break
      }
    }
    var borrow: UInt64 = 0
    for i in words.indices {
      let digit = i < other.words.count ? other.words[i] : 0
      let (partial, first) = words[i].subtractingReportingOverflow(digit)
      let (value, second) = partial.subtractingReportingOverflow(borrow)
      words[i] = value
      borrow = first || second ? 1 : 0
    }
    return true
  }
}
