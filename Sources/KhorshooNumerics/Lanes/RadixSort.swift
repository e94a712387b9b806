/// Sorts floats upwards in place, in time proportional to their number (4,539 of them in about 30 microseconds).
///
/// Least significant digit first, of a key that orders as the float does: three digits of 11 bits, or four of 8 for short
/// lists, whose counters would cost more than the values. Digits that all values share are skipped. -0 comes before 0.
/// NaN is not allowed: it would sort beyond the infinities.
/// - Parameter scratch: as many floats as `buffer`, overwritten.
public func radixSort(_ buffer: UnsafeMutableBufferPointer<Float>, scratch: UnsafeMutableBufferPointer<Float>) {
  let count = buffer.count
  precondition(scratch.count >= count, "scratch of \(scratch.count) for \(count) floats")
  guard count > 1, let values = buffer.baseAddress, let other = scratch.baseAddress else { return }
  values.withMemoryRebound(to: UInt32.self, capacity: count) { keys in
    other.withMemoryRebound(to: UInt32.self, capacity: count) { spare in
      for i in 0..<count { keys[i] = orderedKey(keys[i]) }
      if count < 1024 {
        sort(keys, spare, count, digits: 4, bits: 8)
      } else {
        sort(keys, spare, count, digits: 3, bits: 11)
      }
      for i in 0..<count { keys[i] = floatBits(keys[i]) }
    }
  }
}

/// A float with a number that it takes along when it is sorted.
public struct NumberedFloat {
  @usableFromInline var bits: UInt64

  /// -0 comes before 0; NaN is not allowed.
  @inlinable @inline(__always)
  public init(_ value: Float, number: UInt32) { bits = UInt64(orderedKey(value.bitPattern)) << 32 | UInt64(number) }

  /// What it is sorted by.
  @inlinable @inline(__always)
  public var value: Float { Float(bitPattern: floatBits(UInt32(truncatingIfNeeded: bits >> 32))) }

  /// What it takes along.
  @inlinable @inline(__always)
  public var number: UInt32 { UInt32(truncatingIfNeeded: bits) }

  /// Sorts upwards in place; equal floats keep their order.
  ///
  /// - Parameter scratch: as many as `values`, overwritten.
  public static func sort(
    _ values: UnsafeMutableBufferPointer<NumberedFloat>, scratch: UnsafeMutablePointer<NumberedFloat>
  ) {
    guard values.count > 1, let base = values.baseAddress else { return }
    base.withMemoryRebound(to: UInt64.self, capacity: values.count) { keys in
      scratch.withMemoryRebound(to: UInt64.self, capacity: values.count) { spare in
        if values.count < 1024 {
          KhorshooNumerics.sort(keys, spare, values.count, digits: 4, bits: 8, lowest: 32)
        } else {
          KhorshooNumerics.sort(keys, spare, values.count, digits: 3, bits: 11, lowest: 32)
        }
      }
    }
  }
}

/// Negative floats order backwards: all their bits turn; of the others the sign alone.
@inlinable @inline(__always)
func orderedKey(_ bits: UInt32) -> UInt32 {
  bits ^ (UInt32(bitPattern: Int32(bitPattern: bits) &>> 31) | 0x8000_0000)
}

/// The inverse of ``orderedKey(_:)``.
@inlinable @inline(__always)
func floatBits(_ key: UInt32) -> UInt32 {
  key ^ (UInt32(bitPattern: Int32(bitPattern: ~key) &>> 31) | 0x8000_0000)
}

/// Sorts by `digits` digits of `bits` bits, the first of them at bit `lowest`.
@inline(__always)
private func sort<Key: FixedWidthInteger & UnsignedInteger>(
  _ keys: UnsafeMutablePointer<Key>, _ spare: UnsafeMutablePointer<Key>, _ count: Int, digits: Int, bits: Int,
  lowest: Int = 0
) {
  let radix = 1 << bits
  let mask = Key(truncatingIfNeeded: radix - 1)
  withUnsafeTemporaryAllocation(of: UInt32.self, capacity: digits * radix) { buffer in
    buffer.initialize(repeating: 0)
    guard let counts = buffer.baseAddress else { return }
    for i in 0..<count {
      let key = keys[i]
      for digit in 0..<digits {
        counts[
          digit &* radix &+ Int(truncatingIfNeeded: (key &>> Key(truncatingIfNeeded: lowest &+ bits &* digit)) & mask)] &+=
          1
      }
    }
    var (from, to) = (keys, spare)
    for digit in 0..<digits {
      let shift = Key(truncatingIfNeeded: lowest &+ bits &* digit)
      let digitCounts = counts + digit * radix
      if digitCounts[Int(truncatingIfNeeded: (from[0] &>> shift) & mask)] == UInt32(count) { continue }
      var start: UInt32 = 0
      for d in 0..<radix {
        let size = digitCounts[d]
        digitCounts[d] = start
        start &+= size
      }
      for i in 0..<count {
        let key = from[i]
        let d = Int(truncatingIfNeeded: (key &>> shift) & mask)
        to[Int(digitCounts[d])] = key
        digitCounts[d] &+= 1
      }
      swap(&from, &to)
    }
    if from != keys { keys.update(from: from, count: count) }
  }
}
