import KhorshooNumerics

/// One amount of each replicate in double precision: accounts and recorded sums.
package typealias AccountLanes = SIMD16<Double>

extension SIMD16 where Scalar == Double {
  /// The greater of each lane and a number.
  func atLeast(_ bound: Double) -> Self {
    replacing(with: Self(repeating: bound), where: self .< Self(repeating: bound))
  }

  /// Amounts without their sign.
  var magnitude: Self { replacing(with: Self(repeating: 0) - self, where: self .< Self(repeating: 0)) }

  /// 1 where the amount is negative.
  var isNegative: Lanes {
    var lanes = Lanes.zero
    for lane in 0..<laneCount where self[lane] < 0 { lanes[lane] = 1 }
    return lanes
  }
}

/// Sixteen single-precision values as doubles.
@inline(__always)
func widened(_ lanes: Lanes) -> AccountLanes {
  AccountLanes(lowHalf: SIMD8<Double>(lanes.lowHalf), highHalf: SIMD8<Double>(lanes.highHalf))
}

/// Sixteen doubles rounded to single precision.
@inline(__always)
func narrowed(_ x: AccountLanes) -> Lanes {
  Lanes(lowHalf: SIMD8<Float>(x.lowHalf), highHalf: SIMD8<Float>(x.highHalf))
}
