/// Where the ratio of two means lies with 95 % confidence.
///
/// When the denominator cannot be told from zero, no bounded interval has the right coverage; it is said so instead.
public enum RatioInterval: Sendable, Equatable {
  /// Between two ends.
  case bounded(low: Double, high: Double)
  /// Everything but what lies between two numbers: the denominator may be zero, the numerator may not.
  case outside(low: Double, high: Double)
  /// Any number: both means may be zero.
  case unbounded
  /// No interval: fewer than two replicates, or a denominator that is zero in all.
  case undefined
}

/// Means of a numerator and a denominator over the same replicates, with the variances and covariance of these means.
public struct RatioMoments: Sendable, Equatable {
  /// Replicates.
  public let count: Double
  /// Means.
  public let numerator, denominator: Double
  /// Variances of the two means, and their covariance.
  public let numeratorVariance, denominatorVariance, covariance: Double
  // An interval that is known otherwise, as by the ratios of many worlds.
  private let known: RatioInterval?

  /// Memberwise.
  ///
  /// - Parameter interval: 95 % interval where more is known than the moments say; nil for Fieller's.
  public init(
    count: Double, numerator: Double, denominator: Double, numeratorVariance: Double, denominatorVariance: Double,
    covariance: Double, interval: RatioInterval? = nil
  ) {
    known = interval
    self.count = count
    self.numerator = numerator
    self.denominator = denominator
    self.numeratorVariance = numeratorVariance
    self.denominatorVariance = denominatorVariance
    self.covariance = covariance
  }

  /// Ratio of the means; NaN of none, or of a denominator that is zero but for rounding: replicates that cancel leave a mean of
  /// some 1e-17 of their standard deviation, which is no number to divide by.
  public var estimate: Double {
    let rounding = 1e-12 * (count * denominatorVariance).squareRoot()
    return denominator == 0 || denominator.magnitude <= rounding ? .nan : numerator / denominator
  }

  /// What is known otherwise, or Fieller's 95 % confidence set: every r for which numerator - r x denominator is within t standard errors of zero.
  ///
  ///     A r^2 - 2 B r + C <= 0,   A = d^2 - t^2 v_d,   B = n d - t^2 c,   C = n^2 - t^2 v_n
  ///
  /// - Source: Fieller 1954, "Some problems in interval estimation", JRSS B 16, 175-185; t with count - 1 degrees of freedom.
  /// - Proof: `FiellerIntervalAnalytic`, `FiellerIntervalStatistical`.
  public var interval95: RatioInterval {
    if let known { return known }
    guard count >= 2, denominator != 0 || denominatorVariance > 0 else { return .undefined }
    let t = studentQuantile975(degreesOfFreedom: count - 1)
    let a = denominator * denominator - t * t * denominatorVariance
    let b = numerator * denominator - t * t * covariance
    let c = numerator * numerator - t * t * numeratorVariance
    let root = max(0, b * b - a * c).squareRoot()
    if a > 0 {
      // The end away from zero has no cancellation; the other one is C / A over it.
      let far = b >= 0 ? (b + root) / a : (b - root) / a
      let near = far == 0 ? 0 : c / a / far
      return .bounded(low: min(far, near), high: max(far, near))
    }
    guard b * b - a * c > 0, a < 0 else { return .unbounded }
    let ends = ((b - root) / a, (b + root) / a)
    return .outside(low: min(ends.0, ends.1), high: max(ends.0, ends.1))
  }
}
