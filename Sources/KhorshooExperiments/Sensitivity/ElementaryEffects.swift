import KhorshooNumerics

/// How much an outcome changes when one factor moves, over the whole range of the others: a screening with few runs.
///
/// The effect of factor i on a trajectory is the change of the outcome over the share of its range that it moved. Its mean
/// mu says in which direction it acts, the mean of magnitudes mu* how strongly, the standard deviation sigma how much
/// that depends on the rest.
/// - Source: Morris 1991, doi:10.1080/00401706.1991.10484804; mu*: Campolongo, Cariboni and Saltelli 2007,
///   doi:10.1016/j.envsoft.2006.10.004; noise: own derivation.
/// - Proof: `ElementaryEffectsAnalytic`, `ElementaryEffectsGolden`.
public struct ElementaryEffects: Sendable {
  /// The effects of one factor, in units of the outcome over the whole range of the factor.
  public struct Effect: Sendable, Equatable {
    /// Name of the factor.
    public let factor: String
    /// Mean effect.
    public let mu: Estimate
    /// Mean magnitude of the effect.
    public let muStar: Estimate
    /// Standard deviation of the effect, Monte Carlo noise included.
    public let sigma: Estimate
    /// What mu* and sigma would be of a factor without effect, by Monte Carlo noise alone: compare before you believe a small one.
    public let muStarOfNoise, sigmaOfNoise: Double
  }

  /// One for each factor, in the order of the design.
  public let effects: [Effect]
  /// Trajectories used, and left out.
  public let basis: AnalysisBasis

  /// Effects on an outcome over a ``Design/morris(_:trajectories:levels:seed:)`` design, complete or not.
  ///
  /// - Parameters:
  ///   - responses: one for each point of the design, NaN where there is none.
  ///   - resamples: of the bootstrap of trajectories.
  ///   - seed: of the bootstrap.
  /// - Throws: `ExperimentError` `wrong-design`, `too-few-points` below 4 complete trajectories.
  public init(
    _ responses: PointResponses, of design: Design, resamples: Int = 1000, seed: UInt64 = 1
  ) throws(ExperimentError) {
    guard design.method == .morris else {
      throw ExperimentError(
        code: "wrong-design",
        "elementary effects need a morris design, this one is \(design.method.rawValue); make one, or ask for regression"
      )
    }
    PointResponses.requireFit(responses, design)
    let d = design.factors.count
    let firsts = responses.completeBlocks(d + 1)
    basis = AnalysisBasis(used: firsts.count, leftOut: design.pointCount / (d + 1) - firsts.count)
    guard firsts.count >= 4 else {
      throw ExperimentError(
        code: "too-few-points",
        "\(firsts.count) trajectories of \(d + 1) points are complete; 4 are needed, 10 to 50 are usual")
    }
    // Effects, their magnitudes and their squares. Shape: trajectories x 3 d.
    var sums = Matrix<Double>(rows: firsts.count, columns: 3 * d)
    var noise = [Double](repeating: 0, count: d)
    for (row, first) in firsts.enumerated() {
      for point in first..<first + d {
        let step = Step(design, from: point)
        let effect = (responses.means[point + 1] - responses.means[point]) / step.length
        sums[row, step.factor] = effect
        sums[row, d + step.factor] = effect.magnitude
        sums[row, 2 * d + step.factor] = effect * effect
        noise[step.factor] += responses.changeVariance(point, point + 1) / (step.length * step.length)
      }
    }
    let count = Double(firsts.count)
    let statistics: ([Double]) -> [Double] = { sums in
      (0..<d).flatMap { j in
        let mean = sums[j] / count
        return [mean, sums[d + j] / count, (max(0, sums[2 * d + j] - count * mean * mean) / (count - 1)).squareRoot()]
      }
    }
    let found = statistics(columnSums(sums))
    let ends = Bootstrap(resamples: resamples, seed: seed).intervals(sums, statistics)
    let estimates = found.indices.map { Estimate(found[$0], low: ends[$0].low, high: ends[$0].high) }
    effects = (0..<d).map { j in
      let deviation = (noise[j] / count).squareRoot()
      return Effect(
        factor: design.factors[j].name, mu: estimates[3 * j], muStar: estimates[3 * j + 1], sigma: estimates[3 * j + 2],
        // Mean magnitude of a normal number: sqrt(2 / pi).
        muStarOfNoise: deviation * 0.797_884_560_802_865_4, sigmaOfNoise: deviation)
    }
  }

  /// The move from one point of a trajectory to the next.
  private struct Step {
    /// Which factor moves.
    let factor: Int
    /// How far, in shares of its range, with its sign.
    let length: Double

    init(_ design: Design, from point: Int) {
      let lengths = (0..<design.factors.count).map {
        design.coordinate(point: point + 1, factor: $0) - design.coordinate(point: point, factor: $0)
      }
      factor = lengths.firstIndex { $0 != 0 } ?? 0
      length = lengths[factor]
    }
  }
}

extension PointResponses {
  /// Monte Carlo variance of the difference between two points' means; replicates are paired when they are given.
  func changeVariance(_ first: Int, _ second: Int) -> Double {
    guard let replicates else { return meanVariances[first] + meanVariances[second] }
    let count = replicates.columnCount
    return Moments((0..<count).map { replicates[second, $0] - replicates[first, $0] }).variance / Double(count)
  }
}
