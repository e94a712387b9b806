import KhorshooNumerics

/// Scenario discovery: boxes of the factors in which results of interest are frequent, found by peeling and pasting (PRIM).
///
/// From a box with all points, the slice is peeled off that raises the density most for each point it costs: an end of a
/// number's range (a twentieth of the points inside), or one word. Peeling ends when the box holds a twentieth of all
/// points or no peel helps; then slices are pasted back while the density does not fall. Every box on the way is kept: density is
/// bought with coverage, and the reader chooses.
/// - Source: Friedman and Fisher 1999, doi:10.1023/A:1008894516817; for scenarios, with coverage, density and quasi-p values:
///   Bryant and Lempert 2010, doi:10.1016/j.techfore.2009.08.002; peels by gain a point: Kwakkel and Jaxa-Rozen 2016,
///   doi:10.1016/j.envsoft.2015.11.020.
/// - Proof: `PatientRuleInductionAnalytic`, `PatientRuleInductionGolden`.
public struct PatientRuleInduction: Sendable {
  /// Share of the points inside that a peel takes from one end, and a paste gives back.
  public let peelShare: Double
  /// Share of all points below which a box is too small to be believed.
  public let minimumMass: Double
  /// Points used, and left out since nothing is known of them.
  public let basis: AnalysisBasis

  private let columns: [SearchColumn]
  private var isOfInterest: [Bool]
  /// Points with a result.
  private let points: [Int]
  private let totalOfInterest: Int

  /// A search over points of which some are of interest; nil for those without a result.
  ///
  /// - Throws: `ExperimentError` `too-few-points` below 20 results; `nothing-of-interest` when none or all are of interest;
  ///   `discovery-settings`; `non-finite` of a number that is none.
  public init(
    _ columns: [DiscoveryColumn], ofInterest: [Bool?], peelShare: Double = 0.05, minimumMass: Double = 0.05
  ) throws(ExperimentError) {
    precondition(columns.allSatisfy { $0.count == ofInterest.count }, "columns of \(columns.map(\.count)) points")
    guard peelShare > 0, peelShare <= 0.5, minimumMass > 0, minimumMass < 1 else {
      throw ExperimentError(
        code: "discovery-settings",
        "a peel of \(peelShare) and a least mass of \(minimumMass); both are shares, a peel at most 0.5")
    }
    let points = ofInterest.indices.filter { ofInterest[$0] != nil }
    for column in columns {
      guard case .numbers(let x) = column.values, let point = points.first(where: { !x[$0].isFinite }) else { continue }
      throw ExperimentError(
        code: "non-finite", key: column.name, "point \(point) has \(x[point]); leave the column out")
    }
    basis = AnalysisBasis(used: points.count, leftOut: ofInterest.count - points.count)
    guard points.count >= 20 else {
      throw ExperimentError(
        code: "too-few-points",
        "\(points.count) points have a result; at least 20 are needed, some hundreds are usual; draw more worlds or points"
      )
    }
    isOfInterest = ofInterest.map { $0 == true }
    totalOfInterest = points.count { ofInterest[$0] == true }
    guard totalOfInterest > 0, totalOfInterest < points.count else {
      throw ExperimentError(
        code: "nothing-of-interest",
        "\(totalOfInterest) of \(points.count) points are of interest; move the threshold so that some are and some are not"
      )
    }
    self.points = points
    self.columns = columns.map(SearchColumn.init)
    self.peelShare = peelShare
    self.minimumMass = minimumMass
  }

  /// The boxes met on the way from all points to the densest box, the widest first.
  public func trajectory() -> [FactorBox] { search(points).map(\.box) }

  /// Boxes one after another, each sought among the points that the earlier ones left.
  ///
  /// Of each search, the widest box that is dense enough is taken, else the densest; a search that finds no dense box is the last.
  /// - Parameters:
  ///   - count: at most so many boxes.
  ///   - density: share of interest that a box should have.
  public func boxes(atMost count: Int, density: Double) -> [FactorBox] {
    var left = points
    var found: [FactorBox] = []
    while found.count < count, left.contains(where: { isOfInterest[$0] }) {
      let steps = search(left)
      let dense = steps.filter { $0.box.density >= density }
      guard let chosen = dense.max(by: { $0.box.coverage < $1.box.coverage }) ?? (found.isEmpty ? steps.last : nil),
        !chosen.box.limits.isEmpty
      else { break }
      found.append(chosen.box)
      if dense.isEmpty { break }
      left = left.filter { !chosen.bounds.holds($0, columns) }
    }
    return found
  }
}

// MARK: Chance

extension PatientRuleInduction {
  /// The chance of each limit where interest has nothing to do with the factors: the share of searches among points over
  /// which interest is dealt out anew whose first box has a limit with as small a quasi-p value.
  ///
  /// A quasi-p value looks at one limit as if it had been named beforehand; the search has looked at every cut of every
  /// factor. This counts the search in, all limits of a box taken together.
  /// - Parameters:
  ///   - boxes: what ``boxes(atMost:density:)`` found with the same density.
  ///   - permutations: searches; the least value is 1 / (permutations + 1).
  ///   - seed: of the dealing.
  /// - Returns: for each box, one number for each of its limits.
  /// - Random: stream `permutations`, replicate = permutation, entity = place among the points.
  /// - Source: minimum-p adjustment by permutation, Westfall and Young 1993, Resampling-Based Multiple Testing, 2.3.
  /// - Proof: `DiscoveryChanceStatistical`.
  public func chances(
    of boxes: [FactorBox], density: Double, permutations: Int, seed: UInt64
  ) -> [[Double]] {
    let least = (0..<permutations).map { permutation -> Double in
      let random = ScalarRandom(seed: seed, stream: ExperimentStreams.permutations, replicate: permutation)
      var dealt = self
      // Fisher and Yates' shuffle over the points that have a result.
      for i in stride(from: points.count - 1, to: 0, by: -1) {
        let other = Int(random.uniform(entity: i, index: 0) * Double(i + 1))
        dealt.isOfInterest.swapAt(points[i], points[other])
      }
      return dealt.boxes(atMost: 1, density: density).first?.limits.map(\.quasiP).min() ?? 1
    }
    return boxes.map { box in
      box.limits.map { limit in
        // Sums in another order differ in the last places: such ties count as equal.
        Double(1 + least.count { $0 <= limit.quasiP * (1 + 1e-9) }) / Double(permutations + 1)
      }
    }
  }
}

extension PatientRuleInduction {
  /// Boxes without the limits that may be chance, counted anew; a box of which no limit is left is none.
  ///
  /// - Parameters:
  ///   - chances: of ``chances(of:density:permutations:seed:)``.
  ///   - level: greatest chance of a limit that is kept.
  /// - Returns: what is left, with the chances of its limits, and the limits that were dropped.
  /// - Proof: `DiscoveryChanceStatistical`.
  public func withoutChance(
    _ boxes: [FactorBox], chances: [[Double]], level: Double
  ) -> (boxes: [FactorBox], chances: [[Double]], dropped: [FactorBox.Limit]) {
    var (kept, keptChances, dropped): ([FactorBox], [[Double]], [FactorBox.Limit]) = ([], [], [])
    var left = points
    for (box, own) in zip(boxes, chances) {
      let isKept = own.map { $0 <= level }
      dropped += zip(box.limits, isKept).filter { !$0.1 }.map(\.0)
      let limits = zip(box.limits, isKept).filter(\.1).map(\.0)
      guard !limits.isEmpty else { continue }
      let bounds = bounds(limits)
      let inside = left.filter { bounds.holds($0, columns) }
      let hits = inside.count { isOfInterest[$0] }
      kept.append(
        FactorBox(
          limits: limits, count: inside.count, countOfInterest: hits,
          coverage: Double(hits) / Double(totalOfInterest), density: Double(hits) / Double(inside.count),
          mass: Double(inside.count) / Double(points.count)))
      keptChances.append(own.filter { $0 <= level })
      left = left.filter { !bounds.holds($0, columns) }
    }
    return (kept, keptChances, dropped)
  }

  private func bounds(_ limits: [FactorBox.Limit]) -> BoxBounds {
    var bounds = free
    for limit in limits {
      guard let j = columns.firstIndex(where: { $0.name == limit.factor }) else { continue }
      switch limit.demand {
      case .atLeast(let low): bounds.low[j] = low
      case .atMost(let high): bounds.high[j] = high
      case .among(let words): bounds.words[j] = Set(words.compactMap { columns[j].words.firstIndex(of: $0) })
      }
    }
    return bounds
  }

  /// Bounds that demand nothing.
  private var free: BoxBounds {
    BoxBounds(
      low: columns.map { _ in -.infinity }, high: columns.map { _ in .infinity },
      words: columns.map { $0.isNumeric ? nil : Set(0..<$0.words.count) })
  }
}

// MARK: Search

extension PatientRuleInduction {
  private struct Candidate {
    let bounds: BoxBounds
    let inside: [Int]
  }

  private func search(_ left: [Int]) -> [(box: FactorBox, bounds: BoxBounds)] {
    var current = Candidate(bounds: free, inside: left)
    var steps = [(describe(current, left), free)]
    let least = minimumMass * Double(points.count)
    while let next = best(columns.indices.flatMap { peels(current, $0) }, than: current),
      Double(next.inside.count) >= least
    {
      current = next
      steps.append((describe(current, left), current.bounds))
    }
    while let next = best(columns.indices.flatMap { pastes(current, $0, left) }, than: current, orEqual: true) {
      current = next
      steps.append((describe(current, left), current.bounds))
    }
    return steps
  }

  private func density(_ inside: [Int]) -> Double {
    Double(inside.count { isOfInterest[$0] }) / Double(inside.count)
  }

  /// The candidate that gains most density for each point that comes or goes, if any gains; of equals the one that leaves
  /// more factors free, then the first. With `orEqual`, one that loses none will do.
  private func best(_ candidates: [Candidate], than current: Candidate, orEqual: Bool = false) -> Candidate? {
    let now = density(current.inside)
    var found: (candidate: Candidate, gain: Double, restricted: Int)?
    for candidate in candidates where !candidate.inside.isEmpty {
      let change = abs(candidate.inside.count - current.inside.count)
      guard change > 0 else { continue }
      let gain = (density(candidate.inside) - now) / Double(change)
      let restricted = candidate.bounds.restrictedCount(columns)
      guard gain > 0 || (orEqual && gain == 0) else { continue }
      if let found, gain < found.gain || (gain == found.gain && restricted >= found.restricted) { continue }
      found = (candidate, gain, restricted)
    }
    return found?.candidate
  }

  /// The box without its upper or lower end in one column, or without one word.
  private func peels(_ current: Candidate, _ j: Int) -> [Candidate] {
    let column = columns[j]
    if let allowed = current.bounds.words[j] {
      guard allowed.count > 1 else { return [] }
      return allowed.sorted().map { word in
        var bounds = current.bounds
        bounds.words[j]?.remove(word)
        return Candidate(bounds: bounds, inside: current.inside.filter { Int(column.numbers[$0]) != word })
      }
    }
    let sorted = current.inside.map { column.numbers[$0] }.sorted()
    guard let first = sorted.first, let last = sorted.last, first < last else { return [] }
    var (upper, lower) = (current.bounds, current.bounds)
    upper.high[j] = PatientRuleInduction.cut(sorted, 1 - peelShare)
    lower.low[j] = PatientRuleInduction.cut(sorted, peelShare)
    return [
      Candidate(bounds: upper, inside: current.inside.filter { column.numbers[$0] <= upper.high[j] }),
      Candidate(bounds: lower, inside: current.inside.filter { column.numbers[$0] >= lower.low[j] }),
    ]
  }

  /// A number between two different neighbours near a quantile, so that a bound never divides equal numbers.
  private static func cut(_ sorted: [Double], _ quantile: Double) -> Double {
    let position = Double(sorted.count - 1) * quantile
    var below = Int(position.rounded(.down))
    var above = Int(position.rounded(.up))
    if quantile > 0.5 {
      while sorted[below] == sorted[above], below > 0 { below -= 1 }
    } else {
      while sorted[below] == sorted[above], above < sorted.count - 1 { above += 1 }
    }
    return (sorted[below] + sorted[above]) / 2
  }

  /// The box with a slice more at a bound of one column, or with one word more.
  private func pastes(_ current: Candidate, _ j: Int, _ left: [Int]) -> [Candidate] {
    let column = columns[j]
    var loose = current.bounds
    if let allowed = current.bounds.words[j] {
      loose.words[j] = Set(0..<column.words.count)
      return (0..<column.words.count).filter { !allowed.contains($0) }.map { word in
        var bounds = current.bounds
        bounds.words[j]?.insert(word)
        return Candidate(bounds: bounds, inside: left.filter { bounds.holds($0, columns) })
      }
    }
    (loose.low[j], loose.high[j]) = (-.infinity, .infinity)
    let around = left.filter { loose.holds($0, columns) }.map { column.numbers[$0] }.sorted()
    let slice = max(1, Int((peelShare * Double(current.inside.count)).rounded()))
    let above = around.filter { $0 > current.bounds.high[j] }
    let below = Array(around.filter { $0 < current.bounds.low[j] }.reversed())
    var found: [BoxBounds] = []
    for (beyond, isUpper) in [(above, true), (below, false)] where !beyond.isEmpty {
      var bounds = current.bounds
      let edge = beyond[min(slice, beyond.count) - 1]
      // Half way to the next number that stays out; no bound when none does.
      let next = beyond.first { isUpper ? $0 > edge : $0 < edge }
      if isUpper { bounds.high[j] = next.map { (edge + $0) / 2 } ?? .infinity }
      if !isUpper { bounds.low[j] = next.map { (edge + $0) / 2 } ?? -.infinity }
      found.append(bounds)
    }
    return found.map { bounds in Candidate(bounds: bounds, inside: left.filter { bounds.holds($0, columns) }) }
  }
}

// MARK: Description

extension PatientRuleInduction {
  private func describe(_ current: Candidate, _ left: [Int]) -> FactorBox {
    let hits = current.inside.count { isOfInterest[$0] }
    var limits: [FactorBox.Limit] = []
    for (j, column) in columns.enumerated() {
      if let allowed = current.bounds.words[j] {
        guard allowed.count < column.words.count else { continue }
        let demand = FactorBox.Demand.among(allowed.sorted().map { column.words[$0] })
        limits.append(limit(column, demand, current, left, hits) { $0.words[j] = Set(0..<column.words.count) })
        continue
      }
      let (low, high) = (current.bounds.low[j], current.bounds.high[j])
      if low > -.infinity {
        limits.append(limit(column, .atLeast(low), current, left, hits) { $0.low[j] = -.infinity })
      }
      if high < .infinity {
        limits.append(limit(column, .atMost(high), current, left, hits) { $0.high[j] = .infinity })
      }
    }
    return FactorBox(
      limits: limits, count: current.inside.count, countOfInterest: hits,
      coverage: Double(hits) / Double(totalOfInterest), density: Double(hits) / Double(current.inside.count),
      mass: Double(current.inside.count) / Double(points.count))
  }

  /// A limit with its quasi-p value: of the box with this limit lifted, by what is of interest there.
  private func limit(
    _ column: SearchColumn, _ demand: FactorBox.Demand, _ current: Candidate, _ left: [Int], _ hits: Int,
    lifted: (inout BoxBounds) -> Void
  ) -> FactorBox.Limit {
    var bounds = current.bounds
    lifted(&bounds)
    let wider = left.filter { bounds.holds($0, columns) }
    return FactorBox.Limit(
      factor: column.name, demand: demand,
      quasiP: binomialTail(hits, of: current.inside.count, probability: density(wider)))
  }
}
