import KhorshooNumerics
import Testing

/// Fieller's set by hand and by its definition.
@Suite struct FiellerIntervalAnalytic {
  private func moments(
    _ n: Double, _ d: Double, _ vn: Double, _ vd: Double, _ c: Double = 0, count: Double = 1e9
  ) -> RatioMoments {
    RatioMoments(
      count: count, numerator: n, denominator: d, numeratorVariance: vn, denominatorVariance: vd, covariance: c)
  }

  /// With t = 1.96: A = 100 - 3.8415, B = 200, C = 400 - 4 x 3.8415; ends (200 +- sqrt(B^2 - A C)) / A.
  @Test func byHand() throws {
    let interval = moments(20, 10, 4, 1).interval95
    guard case .bounded(let low, let high) = interval else { return #expect(Bool(false), "\(interval)") }
    let (a, c) = (100 - 3.841_458_8, 400 - 4 * 3.841_458_8)
    let root = (40_000 - a * c).squareRoot()
    #expect(abs(low - (200 - root) / a) < 1e-6 && abs(high - (200 + root) / a) < 1e-6)
    #expect(low < 2 && 2 < high && high - 2 > 2 - low, "skewed to where the denominator is small")
  }

  /// A denominator without error: the numerator's t interval, divided.
  @Test func fixedDenominator() {
    #expect(moments(3, -2, 0, 0).interval95 == .bounded(low: -1.5, high: -1.5))
    guard case .bounded(let low, let high) = moments(6, 3, 0.09, 0, count: 2).interval95 else {
      return #expect(Bool(false))
    }
    // One degree of freedom: t = 12.706.
    #expect(abs(high - (2 + 12.7062 * 0.1)) < 1e-4 && abs(low - (2 - 12.7062 * 0.1)) < 1e-4)
  }

  /// Ends are where numerator - r x denominator is t standard errors from zero, whatever the shape of the set.
  @Test(arguments: [(20.0, 10.0, 4.0, 1.0, 0.5), (-7, 3, 1, 0.5, -0.2), (9, 0.5, 1, 1, 0.3), (-5, -0.1, 1, 2, 0.9)])
  func endsAreAtTheCriticalDistance(_ n: Double, _ d: Double, _ vn: Double, _ vd: Double, _ c: Double) {
    let found = moments(n, d, vn, vd, c)
    let ends: [Double]
    switch found.interval95 {
    case .bounded(let low, let high): ends = [low, high]
    case .outside(let low, let high): ends = [low, high]
    case .unbounded, .undefined: return #expect(Bool(false), "\(found.interval95)")
    }
    for r in ends {
      let statistic = (n - r * d) * (n - r * d) / (vn - 2 * r * c + r * r * vd)
      #expect(abs(statistic - 3.841_458_8) < 1e-5)
    }
    // The estimate is in the set: between the ends, or outside them.
    let isBetween = ends[0] < found.estimate && found.estimate < ends[1]
    if case .bounded = found.interval95 { #expect(isBetween) } else { #expect(!isBetween) }
  }

  @Test func whatHasNoBoundsIsSaid() {
    #expect(moments(0.5, 0.2, 1, 1).interval95 == .unbounded)
    guard case .outside = moments(9, 0.5, 1, 1).interval95 else { return #expect(Bool(false)) }
    #expect(moments(5, 0, 1, 0).interval95 == .undefined)
    #expect(moments(5, 0, 1, 0).estimate.isNaN)
    // Replicates of +-3 that cancel but for rounding; a small mean that is one is divided by.
    #expect(moments(5, 4e-16, 1, 9 / 100, count: 100).estimate.isNaN)
    #expect(moments(5, 4e-10, 1, 9 / 100, count: 100).estimate == 5 / 4e-10)
    #expect(moments(5, 1, 1, 1, count: 1).interval95 == .undefined)
    #expect(moments(.nan, .nan, .nan, .nan, count: .nan).interval95 == .undefined)
  }
}
