import KhorshooNumerics

/// What is not known of a paired difference when parameters and populations are drawn: a spread over worlds.
///
/// The difference of a world is its mean over luck. Of the mean over 16 replicates the luck that is left is taken out by drawing
/// deviations in by the root of their reliability, so that the intervals are those of what a researcher does not know and would
/// not shrink with more replicates a world. Ends are order statistics that a further world lies beyond with the stated
/// probability; with fewer than 39 worlds those of Student's t for one more world.
///
/// - Proof: `WorldSpreadStatistical`.
public struct WorldSpread: Sendable, Equatable {
  /// Worlds in which both sides are defined.
  public let worlds: Int
  /// Ends of the intervals in which a world lies with a probability of 50, 90 and 95 %.
  public let interval50, interval90, interval95: ClosedRange<Double>?
  /// Share of worlds with a difference above zero.
  public let positiveShare: Double
  /// Standard error of the mean over worlds: what more worlds would take away.
  public let mcse: Double
  /// Shares of the variance of one replicate that parameters, population and luck have; not numbers when nothing varies.
  public let parameterShare, populationShare, luckShare: Double

  /// Of the means of the worlds, in any order, those in which it is undefined left out.
  public init(_ means: [Double], _ variance: WorldVariance) {
    worlds = means.count
    let factor = variance.shrinkage
    let center = variance.mean
    let values = (factor == factor ? means.map { center + factor * ($0 - center) } : means).sorted()
    positiveShare = values.isEmpty ? .nan : Double(values.count { $0 > 0 }) / Double(values.count)
    mcse = variance.standardError
    parameterShare = variance.share(variance.parameters)
    populationShare = variance.share(variance.population)
    luckShare = variance.share(variance.luck)
    let own = variance.parameters + variance.population
    let spread = (own + variance.standardError * variance.standardError).squareRoot()
    func interval(_ probability: Double) -> ClosedRange<Double>? {
      if values.count >= Self.leastWorlds { return Self.orderInterval(sorted: values, probability) }
      // As many degrees of freedom as there are sets of parameters, less the mean.
      guard values.count > 3, spread == spread else { return nil }
      let half =
        spread * studentQuantile(upperTail: (1 - probability) / 2, degreesOfFreedom: Double(values.count / 2 - 1))
      return center - half...center + half
    }
    (interval50, interval90, interval95) = (interval(0.5), interval(0.9), interval(0.95))
  }

  /// Worlds from which every end is an order statistic.
  static let leastWorlds = 39

  /// Ends between which a further world lies with a probability: order statistics of at least ``leastWorlds``.
  static func orderInterval(sorted values: [Double], _ probability: Double) -> ClosedRange<Double> {
    let tail = (1 - probability) / 2
    return quantileType6(sorted: values, probability: tail)...quantileType6(sorted: values, probability: 1 - tail)
  }
}
