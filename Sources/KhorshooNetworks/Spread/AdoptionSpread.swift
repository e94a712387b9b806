import KhorshooNumerics

/// Adoption period by period, sixteen replicates at once: every household that has not adopted looks at the adopters of the
/// period before and follows its rule. Update is simultaneous, and adoption is for good.
///
/// A draw belongs to household, period and replicate; with one seed a tie more, a seed more or a lower threshold never
/// lowers spread in any replicate, as long as exposure rises with it (`sum`, `sources`; a share falls when a tie to a
/// non-adopter is added).
///
/// - Random: ``SpreadStreams/adoption``, entity = household, index = period; ``SpreadStreams/traits``, index 0, for drawn
///   thresholds.
/// - Source: thresholds Granovetter 1978, doi:10.1086/226707; noise as logit response, Blume 1993,
///   doi:10.1006/game.1993.1023; k sources Centola and Macy 2007, doi:10.1086/521848; Bass 1969, doi:10.1287/mnsc.15.5.215.
/// - Proof: `ThresholdAnalytic`, `BassAnalytic`, `SpreadProperty`.
public struct AdoptionSpread: Sendable {
  let householdCount: Int
  let exposure: Looking
  let rule: AdoptionRule

  /// What exposure is computed from.
  enum Looking {
    case ties(SparseRows)
    case groups([Int], sizes: [Float])
  }

  /// - Precondition: values of households are as many as households.
  public init(_ graph: TieGraph, exposure: SpreadExposure, rule: AdoptionRule) {
    householdCount = graph.householdCount
    self.rule = rule
    switch exposure {
    case .share: self.exposure = .ties(graph.normalisedIncoming)
    case .sum: self.exposure = .ties(graph.incoming)
    case .sources:
      self.exposure = .ties(checked(graph.incoming, Array(repeating: 1, count: graph.incoming.weights.count)))
    case .mixed(let groups):
      precondition(groups.count == householdCount)
      var sizes = [Float](repeating: 0, count: (groups.max() ?? 0) + 1)
      for group in groups { sizes[group] += 1 }
      self.exposure = .groups(groups, sizes: sizes)
    }
    switch rule {
    case .utility(_, _, let covariate): precondition(covariate.count == householdCount)
    case .threshold(.fixed(let values), _): precondition(values.count == householdCount)
    case .threshold, .bass: break
    }
  }

  /// Replicates `firstReplicate ..< firstReplicate + 16`, of which `count` are kept.
  public func simulate(seed: UInt64, firstReplicate: Int, count: Int, seeds: SpreadSeeds, periods: Int) -> SpreadBlock {
    let states = states(seed: seed, firstReplicate: firstReplicate, count: count, seeds: seeds, periods: periods)
    return SpreadBlock(states.adopters, states.adopted, firstReplicate: firstReplicate, count: count)
  }

  private func states(
    seed: UInt64, firstReplicate: Int, count: Int, seeds: SpreadSeeds, periods: Int
  ) -> (adopters: [Lanes], adopted: [Lanes]) {
    precondition(firstReplicate % laneCount == 0 && (1...laneCount).contains(count) && periods >= 0)
    var adopted = startLanes(
      seeds, seed: seed, firstReplicate: firstReplicate, count: count, householdCount: householdCount)
    let random = LaneRandom(seed: seed, firstReplicate: firstReplicate)
    let adopters: [Lanes]
    switch rule {
    case .utility(let intercept, let weight, let covariate):
      let own = UtilityRule(intercept: intercept, exposureWeight: weight, covariate: covariate)
      adopters = spread(&adopted, own, random, periods: periods, steps: 1, isDeterministic: false)
    case .threshold(let thresholds, let noise):
      let own = ThresholdRule(thresholds: lanes(thresholds, random), noise: noise)
      adopters = spread(&adopted, own, random, periods: periods, steps: 1, isDeterministic: noise == 0)
    case .bass(let innovation, let imitation, let steps):
      let own = BassRule(innovation: innovation, imitation: imitation, steps: steps)
      adopters = spread(&adopted, own, random, periods: periods, steps: steps, isDeterministic: false)
    }
    return (adopters, adopted)
  }

  /// Period in which each household adopted in one replicate, 0 for a seed; nil for who did not.
  ///
  /// One run of every number of periods: for making a history, not for many.
  public func times(seed: UInt64, replicate: Int, seeds: SpreadSeeds, periods: Int) -> [Int?] {
    SpreadBlock.times(householdCount: householdCount, periods: periods) { until in
      states(
        seed: seed, firstReplicate: replicate / laneCount * laneCount, count: laneCount, seeds: seeds, periods: until
      ).adopted.map { $0[replicate % laneCount] == 1 }
    }
  }

  private func lanes(_ thresholds: SpreadThresholds, _ random: LaneRandom) -> [Lanes] {
    switch thresholds {
    case .fixed(let values): values.map { Lanes(repeating: $0) }
    case .uniform(let low, let high):
      (0..<householdCount).map { h in
        random.uniform(SpreadStreams.traits, entity: h, quarter: 0, index: 0) * (high - low) + low
      }
    case .normal(let mean, let deviation):
      (0..<householdCount).map { h in
        let u = random.uniform(SpreadStreams.traits, entity: h, quarter: 0, index: 0)
        var threshold = Lanes.zero
        for lane in 0..<laneCount { threshold[lane] = mean + deviation * Float(stableNormalQuantile(Double(u[lane]))) }
        return threshold
      }
    }
  }

  /// Adopters after each period, the start first.
  private func spread<Rule: LaneRule>(
    _ adopted: inout [Lanes], _ rule: Rule, _ random: LaneRandom, periods: Int, steps: Int, isDeterministic: Bool
  ) -> [Lanes] {
    var seen = [Lanes](repeating: .zero, count: householdCount)
    var counts = [adopted.reduce(Lanes.zero, +)]
    for step in 0..<(periods * steps) {
      look(adopted, into: &seen)
      var total = Lanes.zero
      for h in 0..<householdCount {
        let before = adopted[h]
        if hasAny(before .< Lanes(repeating: 1)) {
          let joins = rule.adopts(h, seen[h]) {
            random.uniform(
              SpreadStreams.adoption, entity: h, quarter: step &>> 18, index: step & 0x3_ffff)
          }
          adopted[h] = before.replacing(with: 1, where: joins)
        }
        total += adopted[h]
      }
      if (step + 1) % steps == 0 {
        let isAtRest = isDeterministic && !hasAny(total .!= counts[counts.count - 1])
        if isAtRest { break }
        counts.append(total)
      }
    }
    return counts
  }

  private func look(_ adopted: [Lanes], into seen: inout [Lanes]) {
    switch exposure {
    case .ties(let rows):
      adopted.withUnsafeBufferPointer { x in
        seen.withUnsafeMutableBufferPointer { y in
          guard let x = x.baseAddress, let y = y.baseAddress else { return }
          rows.multiply(x, into: y, rows: 0..<householdCount)
        }
      }
    case .groups(let groups, let sizes):
      var sums = [Lanes](repeating: .zero, count: sizes.count)
      for h in 0..<householdCount { sums[groups[h]] += adopted[h] }
      for group in sizes.indices where sizes[group] > 0 { sums[group] = sums[group] / sizes[group] }
      for h in 0..<householdCount { seen[h] = sums[groups[h]] }
    }
  }
}

/// 1 where a household is a seed. Shape: households x 16; lanes beyond `count` stay 0.
func startLanes(
  _ seeds: SpreadSeeds, seed: UInt64, firstReplicate: Int, count: Int, householdCount: Int
) -> [Lanes] {
  var adopted = [Lanes](repeating: .zero, count: householdCount)
  for lane in 0..<count {
    for h in seeds.households(seed: seed, replicate: firstReplicate + lane, of: householdCount) {
      adopted[h][lane] = 1
    }
  }
  return adopted
}

extension SpreadBlock {
  /// First period after which each household has adopted, from who has adopted after so many periods.
  static func times(householdCount: Int, periods: Int, _ adopted: (Int) -> [Bool]) -> [Int?] {
    var times = [Int?](repeating: nil, count: householdCount)
    for period in (0...periods).reversed() {
      for (h, has) in adopted(period).enumerated() where has { times[h] = period }
    }
    return times
  }

  /// From counts after each period and states at the end, 0 or 1.
  init(_ adopters: [Lanes], _ state: [Lanes], firstReplicate: Int, count: Int) {
    self.init(
      firstReplicate: firstReplicate, replicateCount: count,
      adopters: adopters.map { lanes in (0..<count).map { Int(lanes[$0]) } },
      adopted: state.map { lanes in (0..<count).reduce(UInt32(0)) { $0 + UInt32(lanes[$1]) } })
  }
}
