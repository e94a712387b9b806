/// Count, mean and sum of squared deviations, one number after another or merged from parts.
///
/// Source: Welford 1962; Chan, Golub and LeVeque 1983, doi:10.1080/00031305.1983.10483115.
public struct Moments: Sendable, Hashable {
  /// How many numbers.
  public private(set) var count = 0
  /// Their mean; NaN of none.
  public var mean: Double { count == 0 ? .nan : average }
  /// Sum of squared deviations from the mean.
  public private(set) var squaredDeviations = 0.0
  private var average = 0.0

  /// Of no numbers.
  public init() {}

  /// Of some numbers.
  public init(_ values: some Sequence<Double>) {
    for value in values { add(value) }
  }

  /// Takes in one number.
  public mutating func add(_ value: Double) {
    count += 1
    let delta = value - average
    average += delta / Double(count)
    squaredDeviations += delta * (value - average)
  }

  /// Takes in all the numbers of another.
  public mutating func merge(_ other: Moments) {
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    let total = Double(count + other.count)
    let delta = other.average - average
    average += delta * Double(other.count) / total
    squaredDeviations += other.squaredDeviations + delta * delta * Double(count) * Double(other.count) / total
    count += other.count
  }

  /// Variance of the population they are a sample of (divisor count - 1); NaN of fewer than two.
  public var variance: Double { count < 2 ? .nan : squaredDeviations / Double(count - 1) }

  /// Square root of the variance.
  public var standardDeviation: Double { variance.squareRoot() }

  /// Standard deviation of the mean; NaN of fewer than two.
  public var standardError: Double { (variance / Double(count)).squareRoot() }

  /// Half the width of the 95 % t interval of the mean; NaN of fewer than two.
  public var halfWidth95: Double {
    count < 2 ? .nan : standardError == 0 ? 0 : studentQuantile975(degreesOfFreedom: Double(count - 1)) * standardError
  }

  /// Student's t of the mean against zero.
  public var tStatistic: Double { mean / standardError }
}

/// Moments of `after - before`, pair by pair: the mean difference of two arms over the same replicates.
///
/// Identical sides give exactly zero with an interval of width zero.
public func pairedDifference(_ before: [Double], _ after: [Double]) -> Moments {
  precondition(before.count == after.count, "\(before.count) values paired with \(after.count)")
  return Moments(zip(before, after).map { $1 - $0 })
}
