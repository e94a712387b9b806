import KhorshooNumerics

/// The chance that adoption passes along a tie, from one history: of the cascade and of the epidemic (SI, SIR and SIS).
///
///     P(h adopts in t | has not) = 1 - (1 - outside) (1 - passing)^x
///
/// x is the weight of ties from those who pass it on: in the cascade who adopted in the period before, in the epidemic all who
/// have adopted and not left. Who has left is at risk no more (SIR), or again from the period after, by the same chances (SIS):
/// a chain of Bernoulli trials of those who have not adopted at the time, whatever they were before. Likelihood is concave in
/// the logarithms of what does not pass, so its maximum is found by halving; intervals are those of the profile likelihood.
/// Leaving is seen, so it is a share of trials with its exact interval.
/// - Source: Reed and Frost, after Abbey 1952; likelihood of chains: Becker 1989, *Analysis of Infectious Disease Data*, chapter
///   2; cascades: Saito, Nakano and Kimura 2008, doi:10.1007/978-3-540-85567-5_9; profile: Venzon and Moolgavkar 1988,
///   doi:10.2307/2347496; leaving: Clopper and Pearson 1934.
/// - Proof: `TransmissionFitGolden` (statsmodels and SciPy), `TransmissionFitAnalytic`, `TransmissionFitStatistical`.
public struct TransmissionFit: Sendable {
  /// Which adopters pass it on.
  public enum Model: Sendable {
    /// Those of the period before, once.
    case cascade
    /// All who have adopted and not left; `left` is the last period in which each passed it on, nil for none.
    case epidemic(left: [Int32?])
    /// Those within a spell; who has left may adopt again. Spells of each household, the first one first, each from a period after
    /// the last of the one before.
    case returning([[Spell]])
  }

  /// Adoption of a household until it left.
  public struct Spell: Sendable, Hashable {
    /// Period of adoption.
    public let joined: Int32
    /// Last period in which it passed it on, after that of adoption; nil when it has not left.
    public let left: Int32?

    /// Memberwise.
    public init(joined: Int32, left: Int32?) { (self.joined, self.left) = (joined, left) }

    func holds(_ period: Int32) -> Bool { joined < period && left.map { period <= $0 } ?? true }
  }

  /// A parameter.
  public struct Estimate: Sendable, Equatable {
    /// `probability`, `outside` or `leaving`.
    public let name: String
    /// The estimate.
    public let value: Double
    /// Ends of the 95 % interval.
    public let low, high: Double
  }

  /// Estimates: of passing, of adopting without ties, and of leaving where it is known.
  public let estimates: [Estimate]
  /// Logarithm of the likelihood of adoption.
  public let logLikelihood: Double
  /// Households and periods at risk, and adoptions among them; those of households without a tie to who passes it on.
  public let rowCount, adoptionCount, unexplainedCount: Int
  /// Of these households and periods, and adoptions, those of who had left before.
  public let returningRowCount, returningAdoptionCount: Int

  /// Households and periods by weight of ties to who passes it on.
  private struct Risk {
    let weight: Double
    var stays = 0.0
    var adopts = 0.0

    mutating func count(_ hasAdopted: Bool) {
      if hasAdopted { adopts += 1 } else { stays += 1 }
    }
  }

  /// Half of chi-squared's 95 % quantile with one degree of freedom.
  private static let halfWidth = 3.841458820694124 / 2
  /// Hazard at which everybody adopts.
  private static let most = 36.0

  /// - Parameter adoption: periods, and first adoptions; of these only the periods count where there are spells.
  /// - Returns: nil when nobody at risk adopts, or nobody at risk is tied to who passes it on.
  public init?(_ adoption: AdoptionTimes, graph: TieGraph, _ model: Model) {
    let spells = Self.spells(adoption, model)
    var groups: [Double: Risk] = [:]
    var (active, ended, returningRows, returningAdoptions) = (0, 0, 0, 0)
    for period in adoption.periods.dropFirst() {
      let holding = spells.map { own in own.first { $0.holds(period) } }
      for spell in holding.compactMap({ $0 }) {
        active += 1
        if spell.left == period { ended += 1 }
      }
      for h in spells.indices where Self.isAtRisk(spells[h], in: period, model) {
        var weight = 0.0
        for k in graph.incoming.rowStarts[h]..<graph.incoming.rowStarts[h + 1]
        where holding[Int(graph.incoming.columns[k])] != nil { weight += Double(graph.incoming.weights[k]) }
        let (adopts, hasLeft) = (spells[h].contains { $0.joined == period }, spells[h].contains { $0.joined < period })
        groups[weight, default: Risk(weight: weight)].count(adopts)
        returningRows += hasLeft ? 1 : 0
        returningAdoptions += hasLeft && adopts ? 1 : 0
      }
    }
    (returningRowCount, returningAdoptionCount) = (returningRows, returningAdoptions)
    let risks = groups.values.sorted { $0.weight < $1.weight }
    let (adopts, stays) = (risks.reduce(0) { $0 + $1.adopts }, risks.reduce(0) { $0 + $1.stays })
    guard adopts > 0, risks.contains(where: { $0.weight > 0 }) else { return nil }
    rowCount = Int(adopts + stays)
    adoptionCount = Int(adopts)
    unexplainedCount = Int(risks.first { $0.weight == 0 }?.adopts ?? 0)
    let profile = Profile(risks: risks)
    let passing = profile.best(of: \.passing)
    let outside = profile.best(of: \.outside)
    logLikelihood = profile.value(passing, \.passing)
    var estimates: [Estimate] = []
    for (name, path, best) in [("probability", \Hazards.passing, passing), ("outside", \Hazards.outside, outside)] {
      let ends = profile.interval(of: path, about: best, drop: Self.halfWidth)
      estimates.append(
        Estimate(name: name, value: Self.share(best), low: Self.share(ends.low), high: Self.share(ends.high)))
    }
    if model.knowsLeaving, active > 0 {
      let (k, n) = (Double(ended), Double(active))
      estimates.append(
        Estimate(
          name: "leaving", value: k / n, low: ended == 0 ? 0 : betaQuantile(0.025, complement: 0.975, k, n - k + 1),
          high: ended == active ? 1 : betaQuantile(0.975, complement: 0.025, k + 1, n - k)))
    }
    self.estimates = estimates
  }

  private static func share(_ hazard: Double) -> Double { hazard >= most ? 1 : 1 - stableExp(-hazard) }

  /// When each household passes it on.
  private static func spells(_ adoption: AdoptionTimes, _ model: Model) -> [[Spell]] {
    switch model {
    case .cascade: adoption.times.map { $0.map { [Spell(joined: $0, left: $0 + 1)] } ?? [] }
    case .epidemic(let left):
      zip(adoption.times, left).map { time, left in time.map { [Spell(joined: $0, left: left)] } ?? [] }
    case .returning(let spells): spells
    }
  }

  /// Whether a household could adopt in a period.
  private static func isAtRisk(_ spells: [Spell], in period: Int32, _ model: Model) -> Bool {
    if case .returning = model { return !spells.contains { $0.holds(period) } }
    return spells.allSatisfy { $0.joined >= period }
  }

  /// -log of what does not pass: of a unit of weight, and from outside.
  private struct Hazards {
    var passing, outside: Double
  }

  /// The likelihood with one hazard given and the other at its best.
  private struct Profile {
    let risks: [Risk]

    private func other(_ path: WritableKeyPath<Hazards, Double>) -> WritableKeyPath<Hazards, Double> {
      path == \.passing ? \.outside : \.passing
    }

    private func factor(_ risk: Risk, _ path: WritableKeyPath<Hazards, Double>) -> Double {
      path == \.passing ? risk.weight : 1
    }

    /// Slope of the log likelihood along a hazard.
    private func slope(_ at: Hazards, _ path: WritableKeyPath<Hazards, Double>) -> Double {
      risks.reduce(0) { sum, risk in
        let hazard = at.outside + at.passing * risk.weight
        let up = risk.adopts == 0 ? 0 : hazard <= 0 ? .infinity : risk.adopts / expMinusOne(hazard)
        let part = factor(risk, path)
        return part == 0 ? sum : sum + part * (up - risk.stays)
      }
    }

    /// Where a falling slope is 0 between 0 and the most.
    private func root(_ slope: (Double) -> Double) -> Double {
      var (low, high) = (0.0, TransmissionFit.most)
      if slope(low) <= 0 { return 0 }
      if slope(high) > 0 { return high }
      for _ in 0..<70 {
        let middle = (low + high) / 2
        if slope(middle) > 0 { low = middle } else { high = middle }
      }
      return (low + high) / 2
    }

    /// Both hazards, the other at its best.
    private func hazards(_ value: Double, _ path: WritableKeyPath<Hazards, Double>) -> Hazards {
      var at = Hazards(passing: 0, outside: 0)
      at[keyPath: path] = value
      let second = other(path)
      at[keyPath: second] = root { x in
        var there = at
        there[keyPath: second] = x
        return slope(there, second)
      }
      return at
    }

    /// Its own slope, the other being at its best.
    func best(of path: WritableKeyPath<Hazards, Double>) -> Double {
      root { slope(hazards($0, path), path) }
    }

    /// Log likelihood.
    func value(_ hazard: Double, _ path: WritableKeyPath<Hazards, Double>) -> Double {
      let at = hazards(hazard, path)
      return risks.reduce(0) { sum, risk in
        let hazard = at.outside + at.passing * risk.weight
        let adopts = risk.adopts == 0 ? 0 : risk.adopts * stableLog(expMinusOne(hazard) * stableExp(-hazard))
        return sum + adopts - risk.stays * hazard
      }
    }

    /// Where the log likelihood has fallen by `drop`.
    func interval(
      of path: WritableKeyPath<Hazards, Double>, about best: Double, drop: Double
    ) -> (low: Double, high: Double) {
      let least = value(best, path) - drop
      func end(_ inside: Double, _ outside: Double) -> Double {
        if value(outside, path) >= least { return outside }
        var (inside, outside) = (inside, outside)
        for _ in 0..<60 {
          let middle = (inside + outside) / 2
          if value(middle, path) >= least { inside = middle } else { outside = middle }
        }
        return (inside + outside) / 2
      }
      return (end(best, 0), end(best, TransmissionFit.most))
    }

    /// e^x - 1 with its digits where x is small.
    private func expMinusOne(_ x: Double) -> Double {
      x < 1e-5 ? x * (1 + x / 2 + x * x / 6) : stableExp(x) - 1
    }
  }
}

extension TransmissionFit.Model {
  /// Whether anybody is known to have left.
  fileprivate var knowsLeaving: Bool {
    switch self {
    case .cascade: false
    case .epidemic(let left): left.contains { $0 != nil }
    case .returning(let spells): spells.contains { $0.contains { $0.left != nil } }
    }
  }
}
