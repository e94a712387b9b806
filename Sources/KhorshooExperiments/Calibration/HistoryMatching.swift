import KhorshooNumerics

/// What a wave leaves of the space of parameters, and the places to run next.
///
/// - Source: Craig et al. 1997; Vernon, Goldstein and Bower 2010, doi:10.1214/10-BA524; three deviations: Pukelsheim 1994,
///   doi:10.1080/00031305.1994.10476030.
/// - Proof: `HistoryMatchingAnalytic`.
public struct HistoryMatching: Sendable {
  /// Deviations beyond which a place is implausible.
  public static let limit = 3.0

  /// Emulators of the wave.
  public let fit: CalibrationFit
  /// Places that are left, by active factors.
  public let cloud: ParticleSampler.Cloud

  /// Looks for what a wave leaves: where no judged observation is implausible; if there is no such place, where the worst is
  /// least implausible.
  public init(_ fit: CalibrationFit, particles: Int, seed: UInt64) {
    self.fit = fit
    let sampler = ParticleSampler(dimension: fit.active.count, count: particles, seed: seed)
    cloud = sampler.below(Self.limit) { fit.worst($0, of: fit.judged) }
  }

  /// Share of the space that is left.
  public var shareLeft: Double { stableExp(cloud.logShare) }

  /// Whether places are left at which nothing is implausible.
  public var isMet: Bool { cloud.reached <= Self.limit }

  /// Places to run next: active factors from what is left, the others as spread as a Latin hypercube. Shape: places x factors.
  public func nextPlaces(_ count: Int, seed: UInt64) throws(ExperimentError) -> Matrix<Double> {
    try fit.wholePlaces(cloud.coordinates, count: count, seed: seed)
  }
}

extension CalibrationFit {
  /// Some of a cloud of active factors, with the other factors as they were believed. Shape: places x factors.
  package func wholePlaces(
    _ cloud: Matrix<Double>, count: Int, seed: UInt64
  ) throws(ExperimentError) -> Matrix<Double> {
    var places = try space.places(count, seed: seed)
    let random = ScalarRandom(seed: seed, stream: ExperimentStreams.resampling)
    let chosen = ParticleSampler.systematic(
      [Double](repeating: 1, count: cloud.rowCount), count: count, offset: random.uniform(entity: 1, index: 0))
    for i in 0..<count {
      for (k, j) in active.enumerated() { places[i, j] = cloud[chosen[i], k] }
    }
    return places
  }
}
