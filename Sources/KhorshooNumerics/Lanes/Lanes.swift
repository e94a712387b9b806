import CLanes

/// One value of each of the sixteen replicates of a block: a row of every state matrix.
///
/// Arithmetic is multiplication and addition, never fused, so a lane has the same bits at every processor level.
public typealias Lanes = SIMD16<Float>

/// Replicates in a block. Results do not depend on it; 16 floats fill one cache line (measured best).
public let laneCount = 16

// The comparisons of a concrete vector are single instructions; in a generic extension they stay loops over lanes.
extension SIMD16 where Scalar == Float {
  /// The smaller of each pair. (The standard library's `pointwiseMin` stays a loop of calls.)
  @inlinable @inline(__always)
  public func atMost(_ bound: Self) -> Self { replacing(with: bound, where: bound .< self) }

  /// The greater of each pair.
  @inlinable @inline(__always)
  public func atLeast(_ bound: Self) -> Self { replacing(with: bound, where: bound .> self) }

  /// The smaller of each lane and a number.
  @inlinable @inline(__always)
  public func atMost(_ bound: Scalar) -> Self { atMost(Self(repeating: bound)) }

  /// The greater of each lane and a number.
  @inlinable @inline(__always)
  public func atLeast(_ bound: Scalar) -> Self { atLeast(Self(repeating: bound)) }

  /// `self` where the mask is set, zero elsewhere.
  @inlinable @inline(__always)
  public func masked(by mask: SIMDMask<MaskStorage>) -> Self { Self.zero.replacing(with: self, where: mask) }
}

/// Where the mask is set `yes`, elsewhere `no`.
@inlinable @inline(__always)
public func choose<V: SIMD>(_ mask: SIMDMask<V.MaskStorage>, _ yes: V, _ no: V) -> V {
  no.replacing(with: yes, where: mask)
}

/// Asks for a row that is read later: it comes into the cache while something else is computed. Any address is harmless.
@inlinable @inline(__always)
public func prefetch(_ row: UnsafePointer<Lanes>) { khorshoo_prefetch(row) }

/// The bits of each lane, as whole numbers.
@inlinable @inline(__always)
public func integerBits(_ x: Lanes) -> SIMD16<Int32> { unsafeBitCast(x, to: SIMD16<Int32>.self) }

/// The lanes with given bits.
@inlinable @inline(__always)
public func fromIntegerBits(_ x: SIMD16<Int32>) -> Lanes { unsafeBitCast(x, to: Lanes.self) }

/// Sixteen single-precision values as doubles.
@inlinable @inline(__always)
public func widened(_ lanes: Lanes) -> SIMD16<Double> {
  SIMD16<Double>(lowHalf: SIMD8<Double>(lanes.lowHalf), highHalf: SIMD8<Double>(lanes.highHalf))
}

/// Sixteen doubles rounded to single precision.
@inlinable @inline(__always)
public func narrowed(_ x: SIMD16<Double>) -> Lanes {
  Lanes(lowHalf: SIMD8<Float>(x.lowHalf), highHalf: SIMD8<Float>(x.highHalf))
}
