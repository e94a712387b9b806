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
}

/// When a household that has not adopted does so, given its exposure E.
public enum AdoptionRule: Sendable, Hashable {
  /// P = logistic(intercept + weight E + covariate_h) in each period.
  case utility(intercept: Float, exposureWeight: Float, covariate: [Float])
  /// As soon as E reaches theta_h; with noise s, P = logistic((E - theta_h) / s) in each period.
  case threshold(SpreadThresholds, noise: Float)
  /// P = 1 - exp(-(p + q E) / steps) in each of a period's steps.
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
    guard noise > 0 else { return exposure .>= thresholds[h] - Self.tolerance }
    return uniform() .< logisticLanes((exposure - thresholds[h]) / noise)
  }
}

struct BassRule: LaneRule {
  let innovation, imitation: Float

  @inline(__always)
  func adopts(_ h: Int, _ exposure: Lanes, _ uniform: () -> Lanes) -> SIMDMask<Lanes.MaskStorage> {
    uniform() .< (1 - expLanes(-(exposure * imitation + innovation)))
  }
}
