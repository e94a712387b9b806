import CLanes

/// Sixteen doubles, one to a replicate: a row of recorded outcomes, with the lanes that count.
@usableFromInline
struct DoubleLanes {
  var low: SIMD8<Double>
  var high: SIMD8<Double>

  @inline(__always)
  init(low: SIMD8<Double>, high: SIMD8<Double>) {
    self.low = low
    self.high = high
  }

  @inline(__always)
  init(repeating value: Double) { self.init(low: .init(repeating: value), high: .init(repeating: value)) }

  /// Sixteen doubles from memory; -0 becomes 0, so that least and greatest have one answer.
  @inline(__always)
  init(_ values: UnsafePointer<Double>) {
    let raw = UnsafeRawPointer(values)
    low = raw.loadUnaligned(as: SIMD8<Double>.self) + 0
    high = raw.loadUnaligned(fromByteOffset: 64, as: SIMD8<Double>.self) + 0
  }

  /// NaN in the lanes from `count` upwards.
  @inline(__always)
  func keeping(_ keep: LaneMaskPair) -> DoubleLanes { keep.choose(self, DoubleLanes(repeating: .nan)) }

  /// Lanes that hold numbers.
  @inline(__always)
  var numbers: LaneMaskPair { LaneMaskPair(low: low .== low, high: high .== high) }

  /// Rounded to single precision.
  @inline(__always)
  var narrowed: Lanes { Lanes(lowHalf: SIMD8<Float>(low), highHalf: SIMD8<Float>(high)) }

  /// Sum in a fixed order.
  @inline(__always)
  var sum: Double { khorshoo_double8_sum(low + high) }

  @inline(__always)
  var least: Double { khorshoo_double8_least(low.replacing(with: high, where: high .< low)) }

  @inline(__always)
  var greatest: Double { khorshoo_double8_greatest(low.replacing(with: high, where: high .> low)) }

  @inline(__always)
  static func - (x: DoubleLanes, y: DoubleLanes) -> DoubleLanes {
    DoubleLanes(low: x.low - y.low, high: x.high - y.high)
  }

  @inline(__always)
  static func - (x: DoubleLanes, y: Double) -> DoubleLanes { DoubleLanes(low: x.low - y, high: x.high - y) }

  @inline(__always)
  static func * (x: DoubleLanes, y: DoubleLanes) -> DoubleLanes {
    DoubleLanes(low: x.low * y.low, high: x.high * y.high)
  }
}

/// A mask of sixteen lanes.
@usableFromInline
struct LaneMaskPair {
  var low: SIMDMask<SIMD8<Int64>>
  var high: SIMDMask<SIMD8<Int64>>

  @inline(__always)
  init(low: SIMDMask<SIMD8<Int64>>, high: SIMDMask<SIMD8<Int64>>) {
    self.low = low
    self.high = high
  }

  /// The first `count` lanes.
  init(first count: Int) {
    let lanes = SIMD8<Int64>(0, 1, 2, 3, 4, 5, 6, 7)
    low = lanes .< SIMD8<Int64>(repeating: Int64(count))
    high = (lanes &+ 8) .< SIMD8<Int64>(repeating: Int64(count))
  }

  @inline(__always)
  func choose(_ yes: DoubleLanes, _ no: DoubleLanes) -> DoubleLanes {
    DoubleLanes(low: no.low.replacing(with: yes.low, where: low), high: no.high.replacing(with: yes.high, where: high))
  }

  /// Lanes set.
  @inline(__always)
  var count: Int {
    Int(khorshoo_double8_count(unsafeBitCast(low, to: SIMD8<Int64>.self) &+ unsafeBitCast(high, to: SIMD8<Int64>.self)))
  }
}
