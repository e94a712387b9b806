// Elementary functions of sixteen lanes: polynomials without fused arithmetic, so their bits depend on no processor.
//
// Every function saturates at the ends of its domain instead of overflowing, gives no denormal number, and passes NaN on.

/// 1.5 x 2^23: adding it rounds a float below 2^22 to a whole number held in the low bits of the sum.
@usableFromInline let roundingMagic: Float = 12_582_912

/// `e` to the power of each lane; arguments beyond -87 and 88 give the value there.
///
/// Shape: 16 lanes. Relative error below 2.0e-7 against glibc's double `exp` (proved in `LaneMathTests`).
/// Source: Cephes `expf` (Moshier 1989), reduced by multiples of ln 2.
@inlinable @inline(__always)
public func expLanes(_ x: Lanes) -> Lanes { exponentialInRange(x.atLeast(-87).atMost(88)) }

/// Whether no lane is farther from zero than 0.34, a little less than ln 2 / 2, from where on `expLanes` takes out a power of two.
@inlinable @inline(__always)
public func areNearZero(_ x: Lanes) -> Bool { !hasAny(x.atLeast(-x) .> Lanes(repeating: 0.34)) }

/// `expLanes` of lanes for which ``areNearZero(_:)`` holds, to the bit: the power of two is 1.
@inlinable @inline(__always)
public func expLanesNearZero(_ x: Lanes) -> Lanes { exponentialOfRest(x) }

/// `expLanes` of lanes known to lie between -87 and 88 (or NaN).
@inlinable @inline(__always)
func exponentialInRange(_ x: Lanes) -> Lanes {
  // The exponent, with its bias of 127, appears in the low bits of `shifted`.
  let magic = Lanes(repeating: roundingMagic + 127)
  let shifted = x * 1.442_695_04 + magic
  let n = shifted - magic
  let r = (x - n * 0.693_359_375) - n * -2.121_944_40e-4
  return exponentialOfRest(r) * fromIntegerBits(integerBits(shifted) &<< 23)
}

/// `e` to the power of what is left when the power of two is taken out.
@inlinable @inline(__always)
func exponentialOfRest(_ r: Lanes) -> Lanes {
  var p = r * 1.987_569_15e-4 + 1.398_199_950_7e-3
  p = p * r + 8.333_451_907_3e-3
  p = p * r + 4.166_579_589_4e-2
  p = p * r + 1.666_666_545_9e-1
  p = p * r + 5.000_000_120_1e-1
  return p * (r * r) + r + 1
}

/// Natural logarithm; lanes below the least normal number (1.18e-38), zero and negative ones too, give -87.34.
///
/// Shape: 16 lanes. Relative error below 1.5e-7 away from 1, absolute error below 1e-7 within 0.5 ... 2
/// (proved against glibc doubles). Source: Cephes `logf` (Moshier 1989).
@inlinable @inline(__always)
public func logLanes(_ x: Lanes) -> Lanes {
  logOfNormal(x.atLeast(.leastNormalMagnitude)).replacing(with: x, where: x .!= x)
}

/// `logLanes` of lanes known to be positive normal numbers.
@inlinable @inline(__always)
func logOfNormal(_ x: Lanes) -> Lanes {
  // x = 2^e (1 + f) with 1 + f between sqrt(1/2) and sqrt(2).
  let half = SIMD16<Int32>(repeating: 0x3f35_04f3)
  let bits = integerBits(x) &- half
  let e = fromIntegerBits((bits &>> 23) &+ SIMD16<Int32>(repeating: 0x4b40_0000)) - roundingMagic
  let f = fromIntegerBits((bits & SIMD16<Int32>(repeating: 0x7f_ffff)) &+ half) - 1
  let square = f * f
  var p = f * 7.037_683_629_2e-2 - 1.151_461_031_0e-1
  p = p * f + 1.167_699_874_0e-1
  p = p * f + -1.242_014_084_6e-1
  p = p * f + 1.424_932_278_7e-1
  p = p * f + -1.666_805_766_5e-1
  p = p * f + 2.000_071_476_5e-1
  p = p * f + -2.499_999_399_3e-1
  p = p * f + 3.333_333_117_4e-1
  p = p * f * square + e * -2.121_944_40e-4 - square * 0.5
  return f + p + e * 0.693_359_375
}

/// `1 / (1 + e^-x)`; arguments below -87 give the value there, above 88 exactly 1.
///
/// Shape: 16 lanes. Relative error below 3.0e-7 on both sides; monotone to within that error.
@inlinable @inline(__always)
public func logisticLanes(_ x: Lanes) -> Lanes {
  1 / (exponentialInRange((-x).atLeast(-87).atMost(87)) + 1)
}

/// Square root, correctly rounded; zero and negative lanes give zero.
///
/// Shape: 16 lanes.
@inlinable @inline(__always)
public func sqrtLanes(_ x: Lanes) -> Lanes { x.atLeast(0).squareRoot() }

/// The greatest whole number not above each lane, for magnitudes below 2^22 (4,194,304).
@inlinable @inline(__always)
public func floorLanes(_ x: Lanes) -> Lanes {
  let nearest = (x + roundingMagic) - roundingMagic
  return choose(nearest .> x, nearest - 1, nearest)
}

/// The standard normal value below which a fraction `u` of the distribution lies, for `u` in the open interval (0, 1).
///
/// Shape: 16 lanes. Monotone over all 2^23 uniforms of `LaneRandom` and symmetric about one half; error below 1e-6 of
/// the value (proved). `u` at or beyond the ends gives about -5.4 or 5.4, the extremes of a 23-bit uniform.
/// Source: M. Giles, Approximating the erfinv function, GPU Computing Gems 2 (2012) chapter 10, single precision.
@inlinable @inline(__always)
public func normalQuantileLanes(_ u: Lanes) -> Lanes {
  let inside = u.atLeast(5.960_464_5e-8).atMost(0.999_999_94)
  let x = inside + inside - 1
  let w = 0 - logOfNormal((inside * 4) * (1 - inside))
  let near = w - 2.5
  var p = near * 2.810_226_36e-08 + 3.432_739_39e-07
  p = p * near + -3.523_387_7e-06
  p = p * near + -4.391_506_54e-06
  p = p * near + 0.000_218_580_87
  p = p * near + -0.001_253_725_03
  p = p * near + -0.004_177_681_64
  p = p * near + 0.246_640_727
  p = p * near + 1.501_409_41
  let far = sqrtLanes(w) - 3
  var q = far * -0.000_200_214_257 + 0.000_100_950_558
  q = q * far + 0.001_349_343_22
  q = q * far + -0.003_673_428_44
  q = q * far + 0.005_739_507_73
  q = q * far + -0.007_622_461_3
  q = q * far + 0.009_438_870_47
  q = q * far + 1.001_674_06
  q = q * far + 2.832_976_82
  return (choose(w .< 5, p, q) * x * 1.414_213_56).replacing(with: u, where: u .!= u)
}
