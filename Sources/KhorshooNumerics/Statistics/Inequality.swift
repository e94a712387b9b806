import CLanes

/// The Lorenz curve of sorted amounts: which share of the total the poorest hold.
///
/// Negative amounts are allowed: the curve then dips below zero. NaN everywhere when the total is not positive.
/// - Source: Lorenz 1905, doi:10.2307/2276207; Gini by ranks, Sen 1973; ratio of top tenth to bottom two fifths, Palma 2011,
///   doi:10.1111/j.1467-7660.2011.01694.x.
/// - Proof: `InequalityAnalytic`.
public struct LorenzCurve: Sendable {
  /// Share of the total that the poorest 10 %, 20 %, ... 90 % hold, straight between one amount and the next.
  public let decileShares: InlineArray<9, Double>
  /// 0 when all have the same, (n - 1) / n when one has everything; above 1 only with negative amounts.
  public let gini: Double

  /// Of amounts sorted upwards.
  public init(sorted amounts: UnsafeBufferPointer<Float>) {
    let count = amounts.count
    var (ranked, total) = (0.0, 0.0)
    var shares = InlineArray<9, Double>(repeating: 0)
    for tenth in 0..<10 {
      let end = count * (tenth + 1) / 10
      let part = rankedSums(amounts, count * tenth / 10..<end)
      ranked += part.ranked
      total += part.total
      guard tenth < 9 else { break }
      let fraction = Double(count * (tenth + 1) % 10) / 10
      shares[tenth] = total + (fraction > 0 ? fraction * Double(amounts[end]) : 0)
    }
    guard total > 0 else {
      decileShares = InlineArray(repeating: .nan)
      gini = .nan
      return
    }
    for tenth in 0..<9 { shares[tenth] /= total }
    decileShares = shares
    gini = 2 * ranked / (Double(count) * total) - Double(count + 1) / Double(count)
  }

  /// What the richest tenth holds over what the poorest two fifths hold; NaN when the latter hold nothing.
  public var palmaRatio: Double { decileShares[3] > 0 ? (1 - decileShares[8]) / decileShares[3] : .nan }
}

/// Sum of some amounts, and sum of each times its rank (from 1), eight at a time.
private func rankedSums(_ amounts: UnsafeBufferPointer<Float>, _ range: Range<Int>) -> (total: Double, ranked: Double) {
  guard let base = amounts.baseAddress else { return (0, 0) }
  var (totals, products) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
  var ranks = SIMD8<Double>(1, 2, 3, 4, 5, 6, 7, 8) + Double(range.lowerBound)
  var i = range.lowerBound
  while i + 8 <= range.upperBound {
    let values = SIMD8<Double>(UnsafeRawPointer(base + i).loadUnaligned(as: SIMD8<Float>.self))
    totals += values
    products += values * ranks
    ranks += 8
    i += 8
  }
  var (total, ranked) = (khorshoo_double8_sum(totals), khorshoo_double8_sum(products))
  while i < range.upperBound {
    total += Double(base[i])
    ranked += Double(i + 1) * Double(base[i])
    i += 1
  }
  return (total, ranked)
}

/// `x ln x` of each lane, 0 of amounts that are not positive: what Theil's index sums.
@inlinable @inline(__always)
public func entropyLanes(_ x: Lanes) -> Lanes { choose(x .> 0, x * logLanes(x), .zero) }

/// Theil's index T from sums over amounts: 0 when all have the same, ln n when one has everything.
///
/// Amounts that are not positive count as zero, here and in the sums. NaN when the total is zero.
/// - Source: Theil 1967, Economics and Information Theory; T = sum(x ln x) / sum(x) - ln(mean x).
/// - Proof: `InequalityAnalytic`.
public func theilIndex(count: Double, total: Double, entropy: Double) -> Double {
  total > 0 ? max(0, entropy / total - stableLog(total / count)) : .nan
}

/// How far each lane lies below the poverty line, as a share of the line: 0 at and above it, 1 without income.
///
/// Its mean is the poverty gap FGT(1), the mean of its square the severity FGT(2). Negative amounts count as zero, so
/// that no household is poorer than poor.
/// - Source: Foster, Greer and Thorbecke 1984, doi:10.2307/1913475.
/// - Proof: `InequalityAnalytic`.
@inlinable @inline(__always)
public func povertyGapLanes(_ x: Lanes, line: Lanes) -> Lanes {
  choose(x .< line, 1 - x.atLeast(0) / line.atLeast(.leastNormalMagnitude), .zero)
}
