import CLanes

// Vector operators of the lane types, each one instruction (CLanes.h says why the standard library's are not). They are
// chosen over the generic ones wherever this module is imported, and give the same bits at every processor level.

extension SIMD16 where Scalar == Float {
  /// Each lane with its sign changed.
  @inlinable @inline(__always)
  public static prefix func - (x: Self) -> Self { khorshoo_float16_negate(x) }

  /// Square roots, correctly rounded; NaN of negative lanes.
  @inlinable @inline(__always)
  public func squareRoot() -> Self { khorshoo_float16_root(self) }

  /// Lanes of `other` where the mask is set, of `self` elsewhere.
  @inlinable @inline(__always)
  public func replacing(with other: Self, where mask: SIMDMask<MaskStorage>) -> Self {
    khorshoo_float16_select(unsafeBitCast(mask, to: MaskStorage.self), other, self)
  }

  /// A number where the mask is set, lanes of `self` elsewhere.
  @inlinable @inline(__always)
  public func replacing(with other: Float, where mask: SIMDMask<MaskStorage>) -> Self {
    replacing(with: Self(repeating: other), where: mask)
  }

  /// Sums of lanes.
  @inlinable @inline(__always)
  public static func + (x: Self, y: Self) -> Self { khorshoo_float16_add(x, y) }

  /// Each lane plus a number.
  @inlinable @inline(__always)
  public static func + (x: Self, number: Float) -> Self { x + Self(repeating: number) }

  /// A number plus each lane.
  @inlinable @inline(__always)
  public static func + (number: Float, x: Self) -> Self { Self(repeating: number) + x }

  /// Adds lane by lane.
  @inlinable @inline(__always)
  public static func += (x: inout Self, y: Self) { x = x + y }

  /// Adds a number to each lane.
  @inlinable @inline(__always)
  public static func += (x: inout Self, number: Float) { x = x + Self(repeating: number) }

  /// Differences of lanes.
  @inlinable @inline(__always)
  public static func - (x: Self, y: Self) -> Self { khorshoo_float16_subtract(x, y) }

  /// Each lane minus a number.
  @inlinable @inline(__always)
  public static func - (x: Self, number: Float) -> Self { x - Self(repeating: number) }

  /// A number minus each lane.
  @inlinable @inline(__always)
  public static func - (number: Float, x: Self) -> Self { Self(repeating: number) - x }

  /// Subtracts lane by lane.
  @inlinable @inline(__always)
  public static func -= (x: inout Self, y: Self) { x = x - y }

  /// Subtracts a number from each lane.
  @inlinable @inline(__always)
  public static func -= (x: inout Self, number: Float) { x = x - Self(repeating: number) }

  /// Products of lanes.
  @inlinable @inline(__always)
  public static func * (x: Self, y: Self) -> Self { khorshoo_float16_multiply(x, y) }

  /// Each lane times a number.
  @inlinable @inline(__always)
  public static func * (x: Self, number: Float) -> Self { x * Self(repeating: number) }

  /// A number times each lane.
  @inlinable @inline(__always)
  public static func * (number: Float, x: Self) -> Self { Self(repeating: number) * x }

  /// Multiplies lane by lane.
  @inlinable @inline(__always)
  public static func *= (x: inout Self, y: Self) { x = x * y }

  /// Multiplies each lane by a number.
  @inlinable @inline(__always)
  public static func *= (x: inout Self, number: Float) { x = x * Self(repeating: number) }

  /// Quotients of lanes.
  @inlinable @inline(__always)
  public static func / (x: Self, y: Self) -> Self { khorshoo_float16_divide(x, y) }

  /// Each lane over a number.
  @inlinable @inline(__always)
  public static func / (x: Self, number: Float) -> Self { x / Self(repeating: number) }

  /// A number over each lane.
  @inlinable @inline(__always)
  public static func / (number: Float, x: Self) -> Self { Self(repeating: number) / x }

  /// Divides lane by lane.
  @inlinable @inline(__always)
  public static func /= (x: inout Self, y: Self) { x = x / y }

  /// Divides each lane by a number.
  @inlinable @inline(__always)
  public static func /= (x: inout Self, number: Float) { x = x / Self(repeating: number) }
}

extension SIMD8 where Scalar == Double {
  /// Each lane with its sign changed.
  @inlinable @inline(__always)
  public static prefix func - (x: Self) -> Self { khorshoo_double8_negate(x) }

  /// Square roots, correctly rounded; NaN of negative lanes.
  @inlinable @inline(__always)
  public func squareRoot() -> Self { khorshoo_double8_root(self) }

  /// Lanes of `other` where the mask is set, of `self` elsewhere.
  @inlinable @inline(__always)
  public func replacing(with other: Self, where mask: SIMDMask<MaskStorage>) -> Self {
    khorshoo_double8_select(unsafeBitCast(mask, to: MaskStorage.self), other, self)
  }

  /// A number where the mask is set, lanes of `self` elsewhere.
  @inlinable @inline(__always)
  public func replacing(with other: Double, where mask: SIMDMask<MaskStorage>) -> Self {
    replacing(with: Self(repeating: other), where: mask)
  }

  /// Sums of lanes.
  @inlinable @inline(__always)
  public static func + (x: Self, y: Self) -> Self { khorshoo_double8_add(x, y) }

  /// Each lane plus a number.
  @inlinable @inline(__always)
  public static func + (x: Self, number: Double) -> Self { x + Self(repeating: number) }

  /// A number plus each lane.
  @inlinable @inline(__always)
  public static func + (number: Double, x: Self) -> Self { Self(repeating: number) + x }

  /// Adds lane by lane.
  @inlinable @inline(__always)
  public static func += (x: inout Self, y: Self) { x = x + y }

  /// Adds a number to each lane.
  @inlinable @inline(__always)
  public static func += (x: inout Self, number: Double) { x = x + Self(repeating: number) }

  /// Differences of lanes.
  @inlinable @inline(__always)
  public static func - (x: Self, y: Self) -> Self { khorshoo_double8_subtract(x, y) }

  /// Each lane minus a number.
  @inlinable @inline(__always)
  public static func - (x: Self, number: Double) -> Self { x - Self(repeating: number) }

  /// A number minus each lane.
  @inlinable @inline(__always)
  public static func - (number: Double, x: Self) -> Self { Self(repeating: number) - x }

  /// Subtracts lane by lane.
  @inlinable @inline(__always)
  public static func -= (x: inout Self, y: Self) { x = x - y }

  /// Subtracts a number from each lane.
  @inlinable @inline(__always)
  public static func -= (x: inout Self, number: Double) { x = x - Self(repeating: number) }

  /// Products of lanes.
  @inlinable @inline(__always)
  public static func * (x: Self, y: Self) -> Self { khorshoo_double8_multiply(x, y) }

  /// Each lane times a number.
  @inlinable @inline(__always)
  public static func * (x: Self, number: Double) -> Self { x * Self(repeating: number) }

  /// A number times each lane.
  @inlinable @inline(__always)
  public static func * (number: Double, x: Self) -> Self { Self(repeating: number) * x }

  /// Multiplies lane by lane.
  @inlinable @inline(__always)
  public static func *= (x: inout Self, y: Self) { x = x * y }

  /// Multiplies each lane by a number.
  @inlinable @inline(__always)
  public static func *= (x: inout Self, number: Double) { x = x * Self(repeating: number) }

  /// Quotients of lanes.
  @inlinable @inline(__always)
  public static func / (x: Self, y: Self) -> Self { khorshoo_double8_divide(x, y) }

  /// Each lane over a number.
  @inlinable @inline(__always)
  public static func / (x: Self, number: Double) -> Self { x / Self(repeating: number) }

  /// A number over each lane.
  @inlinable @inline(__always)
  public static func / (number: Double, x: Self) -> Self { Self(repeating: number) / x }

  /// Divides lane by lane.
  @inlinable @inline(__always)
  public static func /= (x: inout Self, y: Self) { x = x / y }

  /// Divides each lane by a number.
  @inlinable @inline(__always)
  public static func /= (x: inout Self, number: Double) { x = x / Self(repeating: number) }
}

extension SIMD16 where Scalar == Int32 {
  /// Bits set in both.
  @inlinable @inline(__always)
  public static func & (x: Self, y: Self) -> Self { khorshoo_int16_and(x, y) }

  /// Bits set in either.
  @inlinable @inline(__always)
  public static func | (x: Self, y: Self) -> Self { khorshoo_int16_or(x, y) }

  /// Bits set in one of the two.
  @inlinable @inline(__always)
  public static func ^ (x: Self, y: Self) -> Self { khorshoo_int16_exclusive_or(x, y) }

  /// Bits moved up by a constant below the width.
  @inlinable @inline(__always)
  public static func &<< (x: Self, places: Int32) -> Self {
    khorshoo_int16_shift_left(x, Int32(truncatingIfNeeded: places))
  }

  /// Bits moved down by a constant below the width, with the sign.
  @inlinable @inline(__always)
  public static func &>> (x: Self, places: Int32) -> Self {
    khorshoo_int16_shift_right(x, Int32(truncatingIfNeeded: places))
  }
}

extension SIMD8 where Scalar == UInt64 {
  /// Bits set in both.
  @inlinable @inline(__always)
  public static func & (x: Self, y: Self) -> Self { khorshoo_word8_and(x, y) }

  /// Bits set in either.
  @inlinable @inline(__always)
  public static func | (x: Self, y: Self) -> Self { khorshoo_word8_or(x, y) }

  /// Bits set in one of the two.
  @inlinable @inline(__always)
  public static func ^ (x: Self, y: Self) -> Self { khorshoo_word8_exclusive_or(x, y) }

  /// Bits moved up by a constant below the width.
  @inlinable @inline(__always)
  public static func &<< (x: Self, places: UInt64) -> Self {
    khorshoo_word8_shift_left(x, Int32(truncatingIfNeeded: places))
  }

  /// Bits moved down by a constant below the width.
  @inlinable @inline(__always)
  public static func &>> (x: Self, places: UInt64) -> Self {
    khorshoo_word8_shift_right(x, Int32(truncatingIfNeeded: places))
  }
}

extension SIMDMask where Storage == SIMD16<Int32> {
  /// Set where both are.
  @inlinable @inline(__always)
  public static func .& (x: Self, y: Self) -> Self {
    unsafeBitCast(
      khorshoo_int16_and(unsafeBitCast(x, to: Storage.self), unsafeBitCast(y, to: Storage.self)), to: Self.self)
  }

  /// Set where either is.
  @inlinable @inline(__always)
  public static func .| (x: Self, y: Self) -> Self {
    unsafeBitCast(
      khorshoo_int16_or(unsafeBitCast(x, to: Storage.self), unsafeBitCast(y, to: Storage.self)), to: Self.self)
  }

  /// Set where not set.
  @inlinable @inline(__always)
  public static prefix func .! (x: Self) -> Self {
    unsafeBitCast(
      khorshoo_int16_exclusive_or(unsafeBitCast(x, to: Storage.self), Storage(repeating: -1)), to: Self.self)
  }
}

/// Whether any lane of a mask is set.
@inlinable @inline(__always)
public func hasAny(_ mask: SIMDMask<SIMD16<Int32>>) -> Bool {
  khorshoo_float16_any(unsafeBitCast(mask, to: SIMD16<Int32>.self))
}

/// How many lanes of a mask are set.
@inlinable @inline(__always)
public func countOfSet(_ mask: SIMDMask<SIMD16<Int32>>) -> Int {
  Int(khorshoo_float16_count(unsafeBitCast(mask, to: SIMD16<Int32>.self)))
}
