import KhorshooEngine
import KhorshooNumerics

/// Simulated moments: the rates at which participants and others pass information on, and the share of the informed that
/// takes part, such that simulated adoption has the moments of the observed one.
///
/// Moments (adopters are those who take part): their share after each quarter of the periods, the covariance of adoption with
/// the share of adopters among ties, and the share of adopters among households without an adopting tie. Draws are the same
/// at all parameters. Weights are the inverse of the moments' covariance over replicates, at estimates with equal weights on
/// standardised moments. Search: Nelder and Mead, from a grid.
///
///     covariance of the estimates = (G' V^-1 G)^-1 (1 + 1 / replicates),     G = derivative of the moments, V their covariance
///
/// V is over replicates of diffusion on the given network from the given seeds, so an interval speaks of another history on the
/// same network.
/// - Source: Banerjee et al. 2013, doi:10.1126/science.1236498 (moments 1, 5 and 6 of its supplement); simulated moments
///   McFadden 1989, doi:10.2307/1913621; Nelder and Mead 1965, doi:10.1093/comjnl/7.4.308.
/// - Proof: `PassingFitStatistical` (parameters of simulated histories).
public struct PassingFit: Sendable, Hashable {
  /// Names of the parameters, in the order of ``Estimate``s.
  public static let names = ["nonParticipants", "participants", "participation"]

  /// A parameter.
  public struct Estimate: Sendable, Hashable {
    /// Name, one of ``PassingFit/names``.
    public let name: String
    /// Estimate and standard error.
    public let value, error: Double
    /// 95 % interval, normal on the log odds, so within 0 and 1.
    public let interval: ClosedRange<Double>
  }

  /// Passing of non-participants and participants a period and tie, and the share that takes part.
  public let estimates: [Estimate]
  /// Observed and simulated moments.
  public let observed, simulated: [Double]
  /// Distance of the moments: chi-squared with moments - parameters degrees of freedom when the model is right.
  public let distance: Double
  /// Replicates at each set of parameters.
  public let replicates: Int

  /// Names of the moments, of a history of some periods.
  public static func momentNames(periods: Int) -> [String] {
    dates(periods).map { "share after period \($0)" } + ["covariance with ties", "share without adopting ties"]
  }

  static func dates(_ periods: Int) -> [Int] {
    var dates: [Int] = []
    for quarter in 1...4 {
      let date = max(1, (periods * quarter + 2) / 4)
      if dates.last != date { dates.append(date) }
    }
    return dates
  }

  /// Fits.
  ///
  /// - Parameters:
  ///   - adoption: when each household took part; those of the first period were informed from outside.
  ///   - seeds: households that were informed at the start, adopters of the first period among them.
  /// - Returns: nil when the moments say too little of the parameters (G'V^-1 G is singular).
  public init?(
    _ adoption: AdoptionTimes, graph: TieGraph, seeds: [Int], replicates: Int, seed: UInt64, threads: Int = 1
  ) {
    let periods = adoption.periods.count - 1
    let moments = PassingMoments(graph, dates: Self.dates(periods))
    observed = moments.observed(adoption)
    let spread = SimulatedSpread(
      graph: graph, moments: moments, seeds: seeds, periods: periods, replicates: replicates, seed: seed,
      threads: threads)
    let target = observed
    var best = spread.start(target)
    var weights = spread.weights(at: best, isDiagonal: true)
    for isDiagonal in [true, false] {
      guard let w = weights else { return nil }
      best = nelderMead(from: best, step: isDiagonal ? 0.5 : 0.2) { spread.distance(at: $0, target, w) }
      if isDiagonal { weights = spread.weights(at: best, isDiagonal: false) }
    }
    guard let inverse = weights, let (errors, fitted) = spread.errors(at: best, inverse) else { return nil }
    simulated = fitted
    distance = spread.distance(at: best, target, inverse) / (1 + 1 / Double(replicates))
    self.replicates = replicates
    estimates = Self.names.indices.map { k in
      let value = logistic(best[k])
      // The error on the log odds, carried over by the slope v (1 - v).
      let half = 1.959964 * errors[k]
      return Estimate(
        name: Self.names[k], value: value, error: errors[k] * value * (1 - value),
        interval: logistic(best[k] - half)...logistic(best[k] + half))
    }
  }
}

private func logistic(_ x: Double) -> Double { 1 / (1 + stableExp(-x)) }

/// Histories at parameters given as log odds, always with the same draws.
private struct SimulatedSpread: Sendable {
  let graph: TieGraph
  let moments: PassingMoments
  let seeds: [Int]
  let periods, replicates: Int
  let seed: UInt64
  let threads: Int

  /// Moments of each replicate.
  func simulate(at logOdds: [Double]) -> [[Double]] {
    let share = Float(logistic(logOdds[2]))
    let passing = InformationPassing(
      graph, nonParticipants: min(0.999999, logistic(logOdds[0])), participants: min(0.999999, logistic(logOdds[1])),
      participation: Array(repeating: share, count: graph.householdCount))
    var all: [[Double]] = []
    ParallelBlocks.run(
      count: ReplicateBlock.count(replicates: replicates), threads: threads, into: &all, makeMemory: {},
      compute: { block, _ in
        let count = min(laneCount, replicates - block * laneCount)
        let states = passing.simulate(
          seed: seed, firstReplicate: block * laneCount, count: count, seeds: .households(seeds), periods: periods)
        return moments.simulated(states, count: count)
      }, add: { $0 += $1 })
    return all
  }

  func mean(_ replicates: [[Double]]) -> [Double] {
    replicates[0].indices.map { k in replicates.reduce(0) { $0 + $1[k] } / Double(replicates.count) }
  }

  /// The best of a grid, by the squared differences of the moments.
  func start(_ target: [Double]) -> [Double] {
    var best: (distance: Double, point: [Double]) = (.infinity, [])
    for n in [0.02, 0.08, 0.3] {
      for p in [0.04, 0.15, 0.5] {
        for share in [0.2, 0.5, 0.8] {
          let point = [n, p, share].map { stableLog($0 / (1 - $0)) }
          let distance = zip(mean(simulate(at: point)), target).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
          if distance < best.distance { best = (distance, point) }
        }
      }
    }
    return best.point
  }

  /// Inverse of the covariance of the moments of one history, or of its diagonal.
  func weights(at point: [Double], isDiagonal: Bool) -> Matrix<Double>? {
    let all = simulate(at: point)
    let centre = mean(all)
    let width = centre.count
    var v = Matrix<Double>(rows: width, columns: width)
    for a in 0..<width {
      for b in 0..<width where a == b || !isDiagonal {
        v[a, b] = all.reduce(0) { $0 + ($1[a] - centre[a]) * ($1[b] - centre[b]) } / Double(all.count - 1)
      }
      // A moment that does not vary here would get all the weight.
      v[a, a] = v[a, a] * (1 + 1e-6) + 1e-8
    }
    return try? LUFactorization(v).inverse()
  }

  func distance(at point: [Double], _ target: [Double], _ weights: Matrix<Double>) -> Double {
    // Rates beyond these are no different from never and always.
    guard point.allSatisfy({ $0.magnitude < 9 }) else { return .infinity }
    let gap = zip(mean(simulate(at: point)), target).map { $0 - $1 }
    return gap.indices.reduce(0) { sum, a in
      sum + gap.indices.reduce(0) { $0 + gap[a] * weights[a, $1] * gap[$1] }
    }
  }

  /// Standard errors on the log odds, and the moments at the estimate.
  func errors(at point: [Double], _ weights: Matrix<Double>) -> (errors: [Double], fitted: [Double])? {
    let step = 0.1
    let slopes = point.indices.map { k -> [Double] in
      var (up, down) = (point, point)
      up[k] += step
      down[k] -= step
      return zip(mean(simulate(at: up)), mean(simulate(at: down))).map { ($0 - $1) / (2 * step) }
    }
    var information = Matrix<Double>(rows: point.count, columns: point.count)
    for i in point.indices {
      for j in point.indices {
        for a in slopes[i].indices {
          for b in slopes[j].indices { information[i, j] += slopes[i][a] * weights[a, b] * slopes[j][b] }
        }
      }
    }
    guard let factor = try? LUFactorization(information), factor.reciprocalCondition > 1e-12,
      let covariance = try? factor.inverse(), point.indices.allSatisfy({ covariance[$0, $0] > 0 })
    else { return nil }
    let inflation = 1 + 1 / Double(replicates)
    return (point.indices.map { (covariance[$0, $0] * inflation).squareRoot() }, mean(simulate(at: point)))
  }
}
