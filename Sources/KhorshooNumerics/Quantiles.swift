/// The quantile of sorted numbers by linear interpolation of order statistics (type 7); NaN of none.
///
/// Source: Hyndman and Fan 1996, doi:10.2307/2684934; the default of R and NumPy.
public func quantileType7(sorted values: some RandomAccessCollection<Double>, probability: Double) -> Double {
  precondition(probability >= 0 && probability <= 1, "quantile at probability \(probability)")
  guard !values.isEmpty else { return .nan }
  return typeSevenQuantile(count: values.count, probability: probability) {
    values[values.index(values.startIndex, offsetBy: $0)]
  }
}

/// Type 7 from a function that gives the order statistics 0 ..< count.
func typeSevenQuantile(count: Int, probability: Double, _ orderStatistic: (Int) -> Double) -> Double {
  let position = Double(count - 1) * probability
  let below = min(count - 1, Int(position))
  let low = orderStatistic(below)
  let fraction = position - Double(below)
  guard fraction > 0, below + 1 < count else { return low }
  let high = orderStatistic(below + 1)
  // Equal neighbours stay exact.
  return low == high ? low : low + (high - low) * fraction
}

/// The Gini coefficient of sorted amounts: 0 when all have the same, (n - 1) / n when one has everything.
///
/// Negative amounts are allowed and can lift it above 1; NaN when the total is not positive.
/// Source: Sen 1973, in the form of ranks: 2 sum(i x_i) / (n sum(x)) - (n + 1) / n.
public func gini(sorted amounts: some Collection<Double>) -> Double {
  var ranked = 0.0
  var total = 0.0
  var rank = 0.0
  for amount in amounts {
    rank += 1
    ranked += rank * amount
    total += amount
  }
  guard total > 0 else { return .nan }
  return 2 * ranked / (rank * total) - (rank + 1) / rank
}

/// The Gini coefficient of floats in any order; sorts them in place.
///
/// - Parameter scratch: as many floats as `amounts`, overwritten.
public func gini(
  sorting amounts: UnsafeMutableBufferPointer<Float>, scratch: UnsafeMutableBufferPointer<Float>
) -> Double {
  radixSort(amounts, scratch: scratch)
  return gini(sorted: amounts.lazy.map(Double.init))
}
