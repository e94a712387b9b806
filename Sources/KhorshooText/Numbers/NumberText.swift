/// Numbers as text: the same in every locale, the shortest that reads back as the same value.
///
/// Same digits as Swift's `description`, at three times its speed and without a `String`; whole numbers are written
/// without `.0`, and minus zero is written `0`. Not-a-number is the caller's business.
///
/// Source: R. Giulietti, *The Schubfach way to render doubles* (2020), in the 128-bit form of A. Bolz (Drachennest).
package enum NumberText {
  /// Room that every number fits into.
  package static let maxBytes = 32

  /// Writes `value` at `out` and returns the count of bytes; infinities are `INF` and `-INF`, as Table Schema and pandas
  /// read them.
  /// - Precondition: `value` is a number; ``maxBytes`` bytes of room.
  @inline(__always)
  package static func write(_ value: Double, to out: UnsafeMutablePointer<UInt8>) -> Int {
    if value.magnitude <= 9_007_199_254_740_992, value == value.rounded(.towardZero) {
      return write(Int(value), to: out)
    }
    return writeFraction(value, to: out)
  }

  /// A number to so many significant digits, the nearest double to that decimal; whole numbers keep all of theirs, and what has
  /// another size than numbers of a table stays as it is.
  package static func rounded(_ value: Double, digits: Int) -> Double {
    let size = value.magnitude
    guard size > 1e-12, size < 1e15, value != value.rounded(.towardZero) else { return value }
    // The power of ten below the first digit, by comparison: the same on every machine.
    var (exponent, power) = (0, 1.0)
    if size >= 1 {
      while power * 10 <= size { (exponent, power) = (exponent + 1, power * 10) }
    } else {
      while size * power < 1 { (exponent, power) = (exponent - 1, power * 10) }
    }
    let decimals = digits - 1 - exponent
    guard decimals > 0 else { return value.rounded() }
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    return (value * scale).rounded() / scale
  }

  /// Writes a whole number at `out` and returns the count of bytes.
  @inline(__always)
  package static func write(_ value: Int, to out: UnsafeMutablePointer<UInt8>) -> Int {
    var start = 0
    if value < 0 {
      out[0] = UInt8(ascii: "-")
      start = 1
    }
    let magnitude = UInt64(value.magnitude)
    let count = digitCount(magnitude)
    writeDigits(magnitude, count: count, to: out + start)
    return start + count
  }

  private static func writeFraction(_ value: Double, to out: UnsafeMutablePointer<UInt8>) -> Int {
    var start = 0
    if value < 0 {
      out[0] = UInt8(ascii: "-")
      start = 1
    }
    guard value.isFinite else {
      precondition(!value.isNaN, "not-a-number has no text")
      out[start] = UInt8(ascii: "I")
      out[start + 1] = UInt8(ascii: "N")
      out[start + 2] = UInt8(ascii: "F")
      return start + 3
    }
    var (digits, exponent) = shortest(value)
    while true {  // shortest leaves trailing zeros
      let (quotient, remainder) = digits.quotientAndRemainder(dividingBy: 10)
      if remainder != 0 { break }
      digits = quotient
      exponent += 1
    }
    let count = digitCount(digits)
    let point = count + exponent  // place of the decimal point after the first digit
    if value.magnitude > 9_007_199_254_740_992 || point < -3 {
      return start + writeScientific(digits, count: count, point: point, to: out + start)
    }
    return start + writePlain(digits, count: count, point: point, to: out + start)
  }

  /// `1234.5`, `0.00012`: `point` is below `count`, since whole numbers go another way.
  private static func writePlain(
    _ digits: UInt64, count: Int, point: Int, to out: UnsafeMutablePointer<UInt8>
  ) -> Int {
    if point <= 0 {
      out.update(repeating: UInt8(ascii: "0"), count: 2 - point)
      out[1] = UInt8(ascii: ".")
      writeDigits(digits, count: count, to: out + (2 - point))
      return 2 - point + count
    }
    writeDigits(digits, count: count, to: out + 1)
    for i in 0..<point { out[i] = out[i + 1] }
    out[point] = UInt8(ascii: ".")
    return count + 1
  }

  /// `1.5e-07`, `1e+16`: the exponent has a sign and at least two digits.
  private static func writeScientific(
    _ digits: UInt64, count: Int, point: Int, to out: UnsafeMutablePointer<UInt8>
  ) -> Int {
    writeDigits(digits, count: count, to: out + 1)
    out[0] = out[1]
    out[1] = UInt8(ascii: ".")
    var length = count == 1 ? 1 : count + 1
    let power = point - 1
    out[length] = UInt8(ascii: "e")
    out[length + 1] = power < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+")
    length += 2
    let powerDigits = max(2, digitCount(UInt64(power.magnitude)))
    writeDigits(UInt64(power.magnitude), count: powerDigits, to: out + length)
    return length + powerDigits
  }

  /// The shortest decimal `digits * 10^exponent` that reads back as `value` (its sign aside); the nearest one of these.
  private static func shortest(_ value: Double) -> (digits: UInt64, exponent: Int) {
    let significand = value.significandBitPattern
    let biased = Int(value.exponentBitPattern)
    let c = biased == 0 ? significand : significand | 1 << 52
    let q = (biased == 0 ? 1 : biased) - 1075  // value = c * 2^q
    let oddness: UInt64 = c & 1  // an even significand owns the edges of its rounding interval
    let lowerIsCloser = significand == 0 && biased > 1
    let k = (q &* 1_262_611 &- (lowerIsCloser ? 524_031 : 0)) >> 22
    let shift = UInt64(q + PowersOfTen.floorLog2(-k) + 1)
    let power = PowersOfTen.table[-k - PowersOfTen.range.lowerBound]
    let middle = scaled(power, (4 * c) << shift)
    let lower = scaled(power, (4 * c - (lowerIsCloser ? 1 : 2)) << shift) + oddness
    let upper = scaled(power, (4 * c + 2) << shift) - oddness
    let s = middle / 4
    if s >= 10 {
      let short = s / 10
      let below = lower <= 40 * short
      let above = 40 * short + 40 <= upper
      if below != above { return (short + (above ? 1 : 0), k + 1) }
    }
    let below = lower <= 4 * s
    let above = 4 * s + 4 <= upper
    if below != above { return (s + (above ? 1 : 0), k) }
    let roundsUp = middle > 4 * s + 2 || (middle == 4 * s + 2 && s & 1 == 1)
    return (s + (roundsUp ? 1 : 0), k)
  }

  /// floor(power * factor / 2^128), its last bit set when anything was cut off ("round to odd").
  @inline(__always) private static func scaled(_ power: UInt128, _ factor: UInt64) -> UInt64 {
    let low = UInt64(truncatingIfNeeded: power).multipliedFullWidth(by: factor)
    let high = UInt64(truncatingIfNeeded: power >> 64).multipliedFullWidth(by: factor)
    let (middle, overflow) = high.low.addingReportingOverflow(low.high)
    return (high.high &+ (overflow ? 1 : 0)) | (middle > 1 ? 1 : 0)
  }

  @inline(__always) private static func digitCount(_ value: UInt64) -> Int {
    var count = 1
    var rest = value
    while rest >= 10_000 {
      rest /= 10_000
      count += 4
    }
    return count + (rest >= 10 ? 1 : 0) + (rest >= 100 ? 1 : 0) + (rest >= 1000 ? 1 : 0)
  }

  @inline(__always) private static func writeDigits(
    _ value: UInt64, count: Int, to out: UnsafeMutablePointer<UInt8>
  ) {
    var rest = value
    var end = count
    while end >= 2 {  // two digits a division
      let (quotient, pair) = rest.quotientAndRemainder(dividingBy: 100)
      let tens = (pair &* 103) >> 10  // pair / 10, exact below 100
      end &-= 2
      out[end] = UInt8(truncatingIfNeeded: tens &+ 48)
      out[end &+ 1] = UInt8(truncatingIfNeeded: pair &- tens &* 10 &+ 48)
      rest = quotient
    }
    if end == 1 { out[0] = UInt8(truncatingIfNeeded: rest &+ 48) }
  }
}
