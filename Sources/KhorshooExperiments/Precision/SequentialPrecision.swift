import KhorshooNumerics

/// How precise an answer has to be: the half width of its confidence interval, in the unit of the outcome.
public struct PrecisionGoal: Sendable, Hashable {
  /// Half width that is precise enough.
  public let halfWidth: Double
  /// Confidence of the interval, such as 0.95.
  public let confidence: Double

  /// A goal.
  ///
  /// - Throws: `ExperimentError` `precision-goal` unless the half width is positive and the confidence 0.5 to 0.999.
  public init(halfWidth: Double, confidence: Double = 0.95) throws(ExperimentError) {
    guard halfWidth > 0, halfWidth.isFinite, (0.5...0.999).contains(confidence) else {
      throw ExperimentError(
        code: "precision-goal",
        "half width \(halfWidth) at confidence \(confidence); the half width is a positive number, the confidence 0.5 to 0.999"
      )
    }
    self.halfWidth = halfWidth
    self.confidence = confidence
  }
}

/// When to stop adding replicates: as soon as the interval of a mean, usually of a paired difference, is narrow enough.
///
/// After each look the half width is that of Student's interval of all replicates so far, and replication stops at the
/// first look at which it is at most the goal's d. Then mean ± d holds the expectation with the stated confidence in the
/// limit of small d, whatever the distribution (finite variance). Looking early is what can spoil it, so there is a least
/// number of replicates; measured coverage of 95 % intervals: 95 to 97 % of normal differences, 93 to 97 % of exponential ones.
/// - Source: Chow and Robbins 1965, doi:10.1214/aoms/1177700156; with Student's quantile: Starr 1966,
///   doi:10.1214/aoms/1177699603; for simulation output: Glynn and Whitt 1992, doi:10.1214/aoap/1177005777.
/// - Proof: `SequentialPrecisionAnalytic`, `SequentialPrecisionStatistical`.
public struct SequentialPrecision: Sendable, Hashable {
  /// What to do after a look.
  public enum Decision: Sendable, Hashable {
    /// The goal is reached.
    case reached
    /// Run so many more replicates, then look again.
    case more(Int)
    /// The goal is not reached and the budget is spent.
    case budgetSpent
  }

  /// What is known at a look.
  public struct Assessment: Sendable, Hashable {
    /// What to do.
    public let decision: Decision
    /// Replicates so far.
    public let count: Int
    /// Their mean.
    public let mean: Double
    /// Half width of the interval of the mean; infinite with fewer than two replicates, NaN with a variance that is none.
    public let halfWidth: Double
    /// Replicates that the goal will need in all, by the variance so far; nil when that is not known.
    public let projectedCount: Int?
  }

  /// What is asked for.
  public let goal: PrecisionGoal
  /// Replicates before the first look.
  public let minimumReplicates: Int
  /// Budget.
  public let maximumReplicates: Int
  /// Replicates are added in multiples of this: the width of a block.
  public let batch: Int

  /// A procedure; the first look is at 64 replicates unless another number, at least 16, is given.
  ///
  /// - Throws: `ExperimentError` `precision-budget` when the budget is below the least number.
  public init(
    goal: PrecisionGoal, minimumReplicates: Int = 64, maximumReplicates: Int, batch: Int = 16
  ) throws(ExperimentError) {
    guard minimumReplicates >= 16, maximumReplicates >= minimumReplicates, batch >= 1 else {
      throw ExperimentError(
        code: "precision-budget",
        "\(minimumReplicates) to \(maximumReplicates) replicates in steps of \(batch); the least number is 16 or more, the budget not below it"
      )
    }
    self.goal = goal
    self.minimumReplicates = minimumReplicates
    self.maximumReplicates = maximumReplicates
    self.batch = batch
  }

  /// What to do after `count` replicates with a mean and a variance (divisor count - 1).
  ///
  /// A variance of exactly zero reaches any goal at the first look: the difference was the same in every replicate.
  ///
  /// - Parameter units: what the replicates are that varies independently, such as antithetic pairs: as many degrees of freedom as
  ///   these, less one; nil when it is the replicates. The variance is then that of the mean times the count of replicates.
  public func assess(count: Int, mean: Double, variance: Double, units: Int? = nil) -> Assessment {
    let freedom = (units ?? count) - 1
    let half =
      freedom < 1
      ? .infinity
      : SequentialPrecision.quantile(goal.confidence, Double(freedom)) * (variance / Double(count)).squareRoot()
    var projected: Int?
    if count >= minimumReplicates, half.isFinite {
      let ratio = half / goal.halfWidth
      projected = Int(min(1e15, max(Double(minimumReplicates), (Double(count) * ratio * ratio).rounded(.up))))
    }
    let decision: Decision
    if count >= minimumReplicates, half <= goal.halfWidth {
      decision = .reached
    } else if count >= maximumReplicates {
      decision = .budgetSpent
    } else {
      // Half way to where the variance points: few looks, and little beyond the goal.
      let wanted = count < minimumReplicates ? minimumReplicates - count : max(batch, ((projected ?? 0) - count) / 2)
      let whole = wanted > maximumReplicates ? maximumReplicates : (wanted + batch - 1) / batch * batch
      decision = .more(min(whole, maximumReplicates - count))
    }
    return Assessment(decision: decision, count: count, mean: mean, halfWidth: half, projectedCount: projected)
  }

  /// What to do after the replicates of some moments.
  public func assess(_ moments: Moments) -> Assessment {
    assess(count: moments.count, mean: moments.mean, variance: moments.variance)
  }

  /// Two-sided quantile of Student's distribution: exact for 95 %, by Fisher's expansion (error below 1e-4 from 10 degrees
  /// of freedom) otherwise.
  private static func quantile(_ confidence: Double, _ freedom: Double) -> Double {
    if confidence == 0.95 { return studentQuantile975(degreesOfFreedom: freedom) }
    let x = stableNormalQuantile(0.5 + confidence / 2)
    let s = x * x
    let g1 = x * (s + 1) / 4
    let g2 = x * ((5 * s + 16) * s + 3) / 96
    let g3 = x * (((3 * s + 19) * s + 17) * s - 15) / 384
    return x + (g1 + (g2 + g3 / freedom) / freedom) / freedom
  }
}
