/// The eight pairs of a block: lanes i and i + 8.
struct PairLanes {
  private var low, high: SIMD8<Double>

  /// - Parameters:
  ///   - values: sixteen lanes; not a number where a replicate has none.
  ///   - base: what is taken away from them; nil for nothing.
  init(_ values: UnsafePointer<Double>, less base: UnsafePointer<Double>? = nil) {
    let raw = UnsafeRawPointer(values)
    low = raw.loadUnaligned(as: SIMD8<Double>.self)
    high = raw.loadUnaligned(fromByteOffset: laneCount / 2 * MemoryLayout<Double>.stride, as: SIMD8<Double>.self)
    guard let base else { return }
    let other = PairLanes(base)
    low -= other.low
    high -= other.high
  }

  /// Makes not a number what is none in another.
  mutating func leaveOut(_ other: PairLanes) {
    low.replace(with: .nan, where: other.low .!= other.low)
    high.replace(with: .nan, where: other.high .!= other.high)
  }

  /// Numbers in each pair.
  var counts: SIMD8<Double> {
    let none = SIMD8<Double>.zero
    return none.replacing(with: 1, where: low .== low) + none.replacing(with: 1, where: high .== high)
  }

  /// A number to take sums about: that of the first replicate that has one.
  var firstNumber: Double? {
    for half in [low, high] {
      for lane in half.indices where half[lane] == half[lane] { return half[lane] }
    }
    return nil
  }

  /// Variance of the mean of the block's numbers, of which there are `count`; nil of fewer than two pairs.
  func varianceOfMean(_ mean: Double, count: Double) -> Double? {
    let pairs = SIMD8<Double>.zero.replacing(with: 1, where: counts .> 0).fixedSum
    let sums = sums(about: mean)
    return pairs > 1 ? pairs / (pairs - 1) * (sums * sums).fixedSum / (count * count) : nil
  }

  /// Sum of each pair about a number.
  func sums(about center: Double) -> SIMD8<Double> {
    (low - center).replacing(with: 0, where: low .!= low) + (high - center).replacing(with: 0, where: high .!= high)
  }
}

extension SIMD8 where Scalar == Double {
  /// Sum in a fixed order.
  var fixedSum: Double {
    let four = lowHalf + highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
  }
}
