import KhorshooNumerics

/// What a household looks at: the adopters of the period before, simultaneously for all.
public enum SpreadExposure: Sendable, Hashable {
  /// Share of adopters among those it hears from, by weight; 0 without ties.
  case share
  /// Sum of the weights of adopters it hears from.
  case sum
  /// Number of adopters it hears from, whatever the weights.
  case sources
  /// Share of adopters in its group, ties or not (mixed).
  case mixed(groups: [Int])
}

/// Thresholds of households.
public enum SpreadThresholds: Sendable, Hashable {
  /// One for each household, the same in all replicates.
  case fixed([Float])
  /// Drawn for each household and replicate, uniform between two values.
  case uniform(low: Float, high: Float)
  /// Drawn for each household and replicate, normal; who draws 0 or less adopts with the first adopter it sees.
  case normal(mean: Float, deviation: Float)
}

/// When a household that has not adopted does so, given its exposure E.
public enum AdoptionRule: Sendable, Hashable {
  /// P = logistic(intercept + weight E + covariate_h) in each period.
  case utility(intercept: Float, exposureWeight: Float, covariate: [Float])
  /// As soon as E reaches theta_h and there is an adopter to see, even where theta_h is 0; with noise s,
  /// P = logistic((E - theta_h) / s) in each period.
  case threshold(SpreadThresholds, noise: Float)
  /// Hazard p + q E, in each of a period's steps as if E rose during the step as Bass's curve does from E on: exact where
  /// everybody meets everybody, for any number of steps.
  case bass(innovation: Float, imitation: Float, steps: Int)
}

/// One rule in a form that works on lanes. A protocol, so that the loop over households is compiled for each.
protocol LaneRule {
  /// Lanes of a household that adopt, adopted or not; `uniform` is drawn only when asked for.
  func adopts(_ h: Int, _ exposure: Lanes, _ uniform: () -> Lanes) -> SIMDMask<Lanes.MaskStorage>
}

struct UtilityRule: LaneRule {
  let intercept, exposureWeight: Float
  let covariate: [Float]

  @inline(__always)
  func adopts(_ h: Int, _ exposure: Lanes, _ uniform: () -> Lanes) -> SIMDMask<Lanes.MaskStorage> {
    uniform() .< logisticLanes(exposure * exposureWeight + (intercept + covariate[h]))
  }
}

struct ThresholdRule: LaneRule {
  /// Shares of equal weights are sums of rounded fractions; half a millionth below the threshold has reached it.
  static let tolerance: Float = 5e-7
  let thresholds: [Lanes]
  let noise: Float

  @inline(__always)
  func adopts(_ h: Int, _ exposure: Lanes, _ uniform: () -> Lanes) -> SIMDMask<Lanes.MaskStorage> {
    guard noise > 0 else { return (exposure .>= thresholds[h] - Self.tolerance) .& (exposure .> 0) }
    return uniform() .< logisticLanes((exposure - thresholds[h]) / noise)
  }
}

/// Bass's hazard p + q E over a step of length h.
///
/// E moves within the step. With dE/dt = (p + q E)(1 - E), as for all who meet E, the odds (p + q E) / (1 - E) grow by
/// c = exp((p + q) h), and who has not adopted does so with probability (c - 1)(p + q E) / (q (1 - E) + c (p + q E)). A sum
/// of weights may exceed 1, where E has nowhere to go and the hazard stays.
///
/// - Source: Bass 1969, doi:10.1287/mnsc.15.5.215, equation 6; the step is own derivation from it.
struct BassRule: LaneRule {
  let innovation, imitation: Float
  /// Length of a step, periods; exp((p + q) h) - 1.
  private let length, growth: Float

  init(innovation: Float, imitation: Float, steps: Int) {
    (self.innovation, self.imitation) = (innovation, imitation)
    length = 1 / Float(steps)
    // The difference keeps its digits in double precision.
    growth = Float(stableExp(Double(innovation + imitation) / Double(steps)) - 1)
  }

  /// Probability to adopt in a step.
  @inline(__always)
  func probability(_ exposure: Lanes) -> Lanes {
    let hazard = exposure * imitation + innovation
    let rest = (1 - exposure) * imitation
    let rising = hazard * growth / (rest + hazard * (growth + 1)).atLeast(.leastNormalMagnitude)
    return choose(exposure .< 1, rising, 1 - expLanes(-(hazard * length)))
  }

  @inline(__always)
  func adopts(_ h: Int, _ exposure: Lanes, _ uniform: () -> Lanes) -> SIMDMask<Lanes.MaskStorage> {
    uniform() .< probability(exposure)
  }
}
