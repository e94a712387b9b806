/// Running statistics of many pairs of quantities over the same replicates: two arms of a comparison.
///
/// A replicate counts where both sides are numbers. The difference, second less first, is summed on its own, so two
/// sides that agree in every replicate differ by exactly zero, with an interval of width zero.
/// Memory: 64 bytes a pair.
public final class PairStatistics: @unchecked Sendable {
  /// Pairs.
  public let cellCount: Int
  private let storage: UnsafeMutablePointer<PairRecord>

  /// Of no replicates yet.
  public init(cellCount: Int) {
    precondition(cellCount >= 0, "\(cellCount) pairs")
    self.cellCount = cellCount
    storage = .allocate(capacity: max(1, cellCount))
    storage.initialize(repeating: PairRecord(), count: cellCount)
  }

  deinit { storage.deallocate() }

  /// Takes in one block for all pairs.
  ///
  /// - Parameter first: first sides, pairs x 16; NaN where a replicate has no outcome.
  /// - Parameter second: second sides, in the same shape.
  /// - Parameter validLanes: replicates in the block; lanes beyond are padding.
  public func add(_ first: UnsafePointer<Double>, _ second: UnsafePointer<Double>, validLanes: Int) {
    add(first, second, validLanes: validLanes, cells: 0..<cellCount)
  }

  /// Takes in one block for some pairs; different pairs may be served from different threads.
  ///
  /// - Parameter first: first sides, those pairs x 16; `second` alike.
  public func add(
    _ first: UnsafePointer<Double>, _ second: UnsafePointer<Double>, validLanes: Int, cells: Range<Int>
  ) {
    precondition((0...laneCount).contains(validLanes), "\(validLanes) lanes of a block")
    precondition(cells.lowerBound >= 0 && cells.upperBound <= cellCount, "pairs \(cells) of \(cellCount)")
    let keep = LaneMaskPair(first: validLanes)
    for (row, cell) in cells.enumerated() {
      storage[cell].add(
        DoubleLanes(first + row * laneCount).keeping(keep), DoubleLanes(second + row * laneCount).keeping(keep))
    }
  }

  /// Replicates in which both sides are numbers.
  public func count(pair: Int) -> Int { Int(record(pair).count) }

  /// Mean of the first side; NaN of none.
  public func firstMean(pair: Int) -> Double { record(pair, from: 1).meanFirst }

  /// Mean of the second side; NaN of none.
  public func secondMean(pair: Int) -> Double { record(pair, from: 1).meanSecond }

  /// Mean of second less first; NaN of none.
  public func meanDifference(pair: Int) -> Double { record(pair, from: 1).meanDifference }

  /// Standard deviation of the mean difference; NaN of fewer than two.
  public func standardError(pair: Int) -> Double {
    let r = record(pair, from: 2)
    return (r.squaredDifference / (r.count - 1) / r.count).squareRoot()
  }

  /// Half the width of the 95 % t interval of the mean difference; NaN of fewer than two.
  public func halfWidth95(pair: Int) -> Double {
    let error = standardError(pair: pair)
    return error == 0 ? 0 : studentQuantile975(degreesOfFreedom: record(pair).count - 1) * error
  }

  /// Correlation of the two sides; NaN when either does not vary.
  public func correlation(pair: Int) -> Double {
    let r = record(pair, from: 2)
    guard r.squaredFirst > 0, r.squaredSecond > 0 else { return .nan }
    return r.product / (r.squaredFirst * r.squaredSecond).squareRoot()
  }

  /// Moments of the ratio of the first side's mean to the second side's; NaN of fewer than two replicates.
  public func ratioMoments(pair: Int) -> RatioMoments {
    let r = record(pair, from: 2)
    let scale = (r.count - 1) * r.count
    return RatioMoments(
      count: r.count, numerator: r.meanFirst, denominator: r.meanSecond, numeratorVariance: r.squaredFirst / scale,
      denominatorVariance: r.squaredSecond / scale, covariance: r.product / scale)
  }

  /// Variance of the difference over that of unpaired arms, which is what the common draws save; NaN without variance.
  public func varianceRatio(pair: Int) -> Double {
    let r = record(pair, from: 2)
    let unpaired = r.squaredFirst + r.squaredSecond
    return unpaired > 0 ? r.squaredDifference / unpaired : .nan
  }

  /// Replicates that each arm of an unpaired design would need for the standard error that was reached, rounded up.
  ///
  /// Unpaired arms have variance (v1 + v2) / n of the difference of means, paired ones v / n, with v that of the differences.
  /// NaN when the difference does not vary: no number of unpaired replicates would do.
  public func unpairedReplicates(pair: Int) -> Double {
    let ratio = varianceRatio(pair: pair)
    return ratio > 0 ? (record(pair).count / ratio).rounded(.up) : .nan
  }

  private func record(_ pair: Int, from least: Double = 0) -> PairRecord {
    precondition(pair >= 0 && pair < cellCount, "pair \(pair) of \(cellCount)")
    return storage[pair].count < least ? .undefined : storage[pair]
  }
}

/// Moments of one pair.
struct PairRecord {
  var count = 0.0
  var meanFirst = 0.0
  var meanSecond = 0.0
  var meanDifference = 0.0
  var squaredFirst = 0.0
  var squaredSecond = 0.0
  var product = 0.0
  var squaredDifference = 0.0

  static let undefined = PairRecord(
    count: .nan, meanFirst: .nan, meanSecond: .nan, meanDifference: .nan, squaredFirst: .nan, squaredSecond: .nan,
    product: .nan, squaredDifference: .nan)

  /// Takes in sixteen lanes of both sides: sums about the means so far, in the first block about the least numbers.
  @inline(__always)
  mutating func add(_ x: DoubleLanes, _ y: DoubleLanes) {
    let difference = y - x
    let numbers = difference.numbers
    let added = numbers.count
    guard added > 0 else { return }
    if count == 0 {
      let infinity = DoubleLanes(repeating: .infinity)
      meanFirst = numbers.choose(x, infinity).least
      meanSecond = numbers.choose(y, infinity).least
      meanDifference = numbers.choose(difference, infinity).least
    }
    let zero = DoubleLanes(repeating: 0)
    let a = numbers.choose(x - meanFirst, zero)
    let b = numbers.choose(y - meanSecond, zero)
    let d = numbers.choose(difference - meanDifference, zero)
    count += Double(added)
    let sumA = a.sum
    let sumB = b.sum
    let sumD = d.sum
    let shiftA = sumA / count
    let shiftB = sumB / count
    let shiftD = sumD / count
    squaredFirst += max(0, (a * a).sum - sumA * shiftA)
    squaredSecond += max(0, (b * b).sum - sumB * shiftB)
    squaredDifference += max(0, (d * d).sum - sumD * shiftD)
    product += (a * b).sum - sumA * shiftB
    meanFirst += shiftA
    meanSecond += shiftB
    meanDifference += shiftD
  }
}
