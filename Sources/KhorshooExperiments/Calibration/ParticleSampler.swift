import KhorshooNumerics

/// Samples places by many particles that move together from what was believed before to what is believed after.
///
/// A particle is a row of coordinates from 0 to 1, at first uniform. Within, it is a row of standard normal scores, so that
/// steps never leave the space. In each stage the demand rises as far as about half of the particles can bear, particles are
/// drawn anew in proportion, and each walks by random steps in the shape of the cloud that leave the distribution of the stage
/// as it is (Metropolis).
/// - Source: Del Moral, Doucet and Jasra 2006, doi:10.1111/j.1467-9868.2006.00553.x; stages chosen by effective number: Jasra et
///   al. 2011, doi:10.1111/j.1467-9469.2010.00723.x; rare regions by falling limits: Au and Beck 2001,
///   doi:10.1016/S0266-8920(01)00019-4.
/// - Proof: `ParticleSamplerAnalytic`.
public struct ParticleSampler: Sendable {
  /// What came of it.
  public struct Cloud: Sendable {
    /// Equally weighted places. Shape: particles x coordinates.
    public let coordinates: Matrix<Double>
    /// Of each, what was asked of it: minus log likelihood, or the measure.
    public let energies: [Double]
    /// Stages that were needed.
    public let stages: Int
    /// Logarithm of the mean likelihood, or of the share of the space that is left.
    public let logShare: Double
    /// Demand that was reached: 1 of a likelihood, the limit of a measure, or less far where no particle got on.
    public let reached: Double
  }

  /// Coordinates.
  public let dimension: Int
  /// Particles.
  public let count: Int
  /// Seed of every draw.
  public let seed: UInt64
  static let stageLimit = 60
  /// Most sweeps of a stage, and of the last one.
  fileprivate static let sweepLimit = 12, lastSweepLimit = 40

  /// - Precondition: at least 16 particles.
  public init(dimension: Int, count: Int, seed: UInt64) {
    precondition(count >= 16, "\(count) particles")
    (self.dimension, self.count, self.seed) = (dimension, count, seed)
  }

  /// Places as likely as uniform places weighted by a likelihood.
  ///
  /// - Parameter energy: minus the log likelihood of each row of coordinates; infinity where it is none.
  public func posterior(_ energy: @escaping (Matrix<Double>) -> [Double]) -> Cloud {
    var walk = ParticleWalk(self, energy)
    var (power, logShare, stage) = (0.0, 0.0, 0)
    while power < 1, stage < Self.stageLimit {
      stage += 1
      let step = walk.step(from: power)
      let least = walk.energies.min() ?? 0
      let weights = walk.energies.map { stableExp(-step * ($0 - least)) }
      logShare += stableLog(weights.reduce(0, +) / Double(count)) - step * least
      power = stage == Self.stageLimit ? 1 : min(1, power + step)
      walk.resample(weights, stage)
      walk.move(stage, isLast: power >= 1) { -power * $0 }
    }
    return Cloud(
      coordinates: walk.coordinates, energies: walk.energies, stages: stage, logShare: logShare, reached: power)
  }

  /// Uniform places at which a measure is at most a limit, where there are any that can be found.
  ///
  /// - Parameter measure: of each row of coordinates.
  public func below(_ limit: Double, _ measure: @escaping (Matrix<Double>) -> [Double]) -> Cloud {
    var walk = ParticleWalk(self, measure)
    var (reached, logShare, stage) = (Double.infinity, 0.0, 0)
    while reached > limit, stage < Self.stageLimit {
      let half = quantileType7(sorted: walk.energies.sorted(), probability: 0.5)
      let next = max(limit, half)
      guard next < reached * (1 - 1e-3) else { break }
      stage += 1
      reached = next
      let weights = walk.energies.map { $0 <= next ? 1.0 : 0 }
      logShare += stableLog(weights.reduce(0, +) / Double(count))
      walk.resample(weights, stage)
      walk.move(stage, isLast: reached <= limit) { $0 <= next ? 0 : -.infinity }
    }
    return Cloud(
      coordinates: walk.coordinates, energies: walk.energies, stages: stage, logShare: logShare, reached: reached)
  }

  /// As many of some places as are wanted, in proportion to weights: systematic, so that counts are off by less than one.
  ///
  /// - Precondition: the weights are not negative and not all zero.
  package static func systematic(_ weights: [Double], count: Int, offset: Double) -> [Int] {
    let total = weights.reduce(0, +)
    precondition(total > 0, "all weights are zero")
    var chosen: [Int] = []
    chosen.reserveCapacity(count)
    var (sum, index) = (weights[0], 0)
    for k in 0..<count {
      let mark = (Double(k) + offset) / Double(count) * total
      while sum <= mark, index + 1 < weights.count {
        index += 1
        sum += weights[index]
      }
      chosen.append(index)
    }
    return chosen
  }
}

/// The particles under way.
private struct ParticleWalk {
  private let sampler: ParticleSampler
  private let energy: (Matrix<Double>) -> [Double]
  /// Standard normal scores. Shape: particles x coordinates.
  private var scores: Matrix<Double>
  private(set) var energies: [Double]
  /// Length of a step, over the shape of the cloud.
  private var stride: Double

  init(_ sampler: ParticleSampler, _ energy: @escaping (Matrix<Double>) -> [Double]) {
    self.sampler = sampler
    self.energy = energy
    let random = ScalarRandom(seed: sampler.seed, stream: ExperimentStreams.particles)
    var scores = Matrix<Double>(rows: sampler.count, columns: sampler.dimension)
    for i in 0..<sampler.count {
      for j in 0..<sampler.dimension { scores[i, j] = random.normal(entity: i, index: j) }
    }
    self.scores = scores
    stride = 2.38 / Double(max(1, sampler.dimension)).squareRoot()
    energies = energy(Self.coordinates(scores))
  }

  var coordinates: Matrix<Double> { Self.coordinates(scores) }

  private static func coordinates(_ scores: Matrix<Double>) -> Matrix<Double> {
    Matrix(
      rows: scores.rowCount, columns: scores.columnCount,
      values: scores.values.map { min(1 - 1e-12, max(1e-12, stableNormalDistribution($0))) })
  }

  /// How much the power of a likelihood may rise for half of the particles to stay effective.
  func step(from power: Double) -> Double {
    let least = energies.min() ?? 0
    func effective(_ step: Double) -> Double {
      let weights = energies.map { stableExp(-step * ($0 - least)) }
      let sum = weights.reduce(0, +)
      return sum * sum / weights.reduce(0) { $0 + $1 * $1 }
    }
    let half = 0.5 * Double(sampler.count)
    if effective(1 - power) >= half { return 1 - power }
    var (low, high) = (0.0, 1 - power)
    for _ in 0..<60 {
      let middle = 0.5 * (low + high)
      if effective(middle) >= half { low = middle } else { high = middle }
    }
    return max(low, 1e-12)
  }

  mutating func resample(_ weights: [Double], _ stage: Int) {
    let random = ScalarRandom(seed: sampler.seed, stream: ExperimentStreams.resampling, replicate: stage)
    let chosen = ParticleSampler.systematic(
      weights, count: sampler.count, offset: random.uniform(entity: 0, index: 0))
    let (old, d) = (scores, sampler.dimension)
    let before = energies
    for (i, k) in chosen.enumerated() {
      energies[i] = before[k]
      for j in 0..<d { scores[i, j] = old[k, j] }
    }
  }

  /// Random steps until each particle has moved about twice; in the last stage, six times.
  mutating func move(_ stage: Int, isLast: Bool, _ logLikelihood: (Double) -> Double) {
    let d = sampler.dimension
    guard d > 0 else { return }
    var moved = 0.0
    for sweep in 0..<(isLast ? ParticleSampler.lastSweepLimit : ParticleSampler.sweepLimit)
    where moved < (isLast ? 6 : 2) {
      let shape = Self.shape(scores)
      let random = ScalarRandom(
        seed: sampler.seed, stream: ExperimentStreams.particles, replicate: stage, quarter: sweep + 1)
      var proposal = scores
      for i in 0..<sampler.count {
        let normals = (0..<d).map { random.normal(entity: i, index: $0) }
        for r in 0..<d {
          var step = 0.0
          for c in 0...r { step += shape[r, c] * normals[c] }
          proposal[i, r] += stride * step
        }
      }
      let found = energy(Self.coordinates(proposal))
      var accepted = 0
      for i in 0..<sampler.count {
        var change = logLikelihood(found[i]) - logLikelihood(energies[i])
        for j in 0..<d { change += 0.5 * (scores[i, j] * scores[i, j] - proposal[i, j] * proposal[i, j]) }
        guard change >= 0 || stableLog(random.uniform(entity: i, index: d)) < change else { continue }
        accepted += 1
        energies[i] = found[i]
        for j in 0..<d { scores[i, j] = proposal[i, j] }
      }
      let rate = Double(accepted) / Double(sampler.count)
      moved += rate
      if rate < 0.15 { stride *= 0.7 } else if rate > 0.4 { stride = min(3, stride * 1.3) }
    }
  }

  /// Cholesky factor of the covariance of the cloud, never narrower than a thousandth of what was believed before.
  private static func shape(_ scores: Matrix<Double>) -> Matrix<Double> {
    let (n, d) = (scores.rowCount, scores.columnCount)
    var centred = scores.transposed
    for j in 0..<d {
      let mean = (0..<n).reduce(0) { $0 + scores[$1, j] } / Double(n)
      for i in 0..<n { centred[j, i] -= mean }
    }
    var covariance = syrk(centred, alpha: 1 / Double(n - 1))
    for j in 0..<d { covariance[j, j] = covariance[j, j] * 1.000_001 + 1e-6 }
    return (try? cholesky(covariance)) ?? .identity(d)
  }
}
