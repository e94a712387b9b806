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

/// The same of sorted single-precision numbers.
public func quantileType7(sorted values: UnsafeBufferPointer<Float>, probability: Double) -> Double {
  precondition(probability >= 0 && probability <= 1, "quantile at probability \(probability)")
  return values.isEmpty
    ? .nan : typeSevenQuantile(count: values.count, probability: probability) { Double(values[$0]) }
}

/// Type 7 from a function that gives the order statistics 0 ..< count.
@inline(__always)
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

/// The value below which a further draw lies with a probability, from the order statistics of n exchangeable draws: linear
/// interpolation at (n + 1) times the probability (type 6). Not a number where that lies before the first or after the last.
///
/// - Source: Hyndman and Fan 1996, doi:10.2307/2684934; exchangeability gives the coverage (Weibull 1939).
public func quantileType6(sorted values: [Double], probability: Double) -> Double {
  let position = Double(values.count + 1) * probability
  guard position >= 1, position <= Double(values.count) else { return .nan }
  let below = Int(position)
  let (low, high) = (values[below - 1], values[min(below, values.count - 1)])
  return low == high ? low : low + (high - low) * (position - Double(below))
}
