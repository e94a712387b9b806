import KhorshooNumerics

/// What each observation teaches alone, and which cannot be met together.
///
/// - Proof: `HistoryMatchingAnalytic`.
public struct TargetLessons: Sendable {
  /// Of one judged observation.
  public struct Lesson: Sendable, Hashable {
    /// Share of what was believed before that it alone makes implausible.
    public let ruledOut: Double
    /// Least implausibility that was found anywhere; at most 3 where it was found to be met and not looked for more.
    public let least: Double
  }

  /// In the order of the judged observations.
  public let lessons: [Lesson]
  /// Pairs of judged observations, by their places among these, of which each can be met and both together cannot, with the
  /// least that the worse of the two comes to.
  public let conflicts: [(first: Int, second: Int, least: Double)]

  /// Looks at particles spread over the space, and searches for what a wave did not meet: where it met everything, nothing
  /// contradicts anything.
  public init(_ left: HistoryMatching, particles: Int, seed: UInt64) {
    let fit = left.fit
    let random = ScalarRandom(seed: seed, stream: ExperimentStreams.resampling, replicate: 1 << 20)
    var places = Matrix<Double>(rows: particles, columns: fit.active.count)
    for i in 0..<particles {
      for j in 0..<fit.active.count { places[i, j] = random.uniform(entity: i, index: j) }
    }
    let spread = fit.judged.map { fit.worst(places, of: [$0]) }
    let near = fit.judged.map { fit.worst(left.cloud.coordinates, of: [$0]) }
    func least(_ chosen: [Int]) -> Double {
      func least(_ tables: [[Double]]) -> Double {
        tables[0].indices.map { i in chosen.reduce(0) { max($0, tables[$1][i]) } }.min() ?? .infinity
      }
      let seen = min(least(spread), least(near))
      guard seen > HistoryMatching.limit else { return seen }
      let observations = chosen.map { fit.judged[$0] }
      let sampler = ParticleSampler(dimension: fit.active.count, count: 256, seed: seed)
      let cloud = sampler.below(HistoryMatching.limit) { fit.worst($0, of: observations) }
      return min(seen, cloud.energies.min() ?? seen)
    }
    let count = fit.judged.count
    lessons = (0..<count).map { k in
      let out = spread[k].count { $0 > HistoryMatching.limit }
      return Lesson(ruledOut: Double(out) / Double(particles), least: least([k]))
    }
    var conflicts: [(Int, Int, Double)] = []
    if !left.isMet {
      // A pair in conflict has one that is not met where all are met best.
      let isUnmet = near.map { quantileType7(sorted: $0.sorted(), probability: 0.5) > HistoryMatching.limit }
      for a in 0..<count where lessons[a].least <= HistoryMatching.limit {
        for b in (a + 1)..<max(a + 1, count)
        where lessons[b].least <= HistoryMatching.limit && (isUnmet[a] || isUnmet[b]) {
          let both = least([a, b])
          if both > HistoryMatching.limit { conflicts.append((a, b, both)) }
        }
      }
    }
    self.conflicts = conflicts
  }
}
