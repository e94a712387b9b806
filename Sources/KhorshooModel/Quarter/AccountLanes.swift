import KhorshooNumerics

/// One amount of each replicate in double precision: accounts and recorded sums.
package typealias AccountLanes = SIMD16<Double>

extension SIMD16 where Scalar == Float {
  /// 1 where the amount is above zero.
  var isPositive: Self { choose(self .> .zero, Self(repeating: 1), .zero) }
}

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
