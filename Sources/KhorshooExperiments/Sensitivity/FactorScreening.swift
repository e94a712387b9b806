import KhorshooNumerics

/// What can be said of many factors from few points: which go along with the outcome beyond chance, and what knowing them would
/// remove of its variance.
///
/// A factor is seen by the place of its value among the points, from 0 to 1, whatever its distribution. Of many factors some go
/// along with any outcome by chance: what is found is held against the strongest of as many factors without effect, by dealing the
/// outcome out anew. Shares are those of points that were left out of the fit, so that they do not grow with the number of factors.
/// - Source: minimum-p adjustment by permutation: Westfall and Young 1993, Resampling-Based Multiple Testing, 2.3; false discovery
///   rate: Benjamini and Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x; error of a rank correlation: Fieller, Hartley and
///   Pearson 1957, doi:10.1093/biomet/44.3-4.470; variance that knowing a factor removes: Saltelli et al. 2008, Global Sensitivity
///   Analysis: The Primer, 1.2.
/// - Proof: `FactorScreeningAnalytic`, `FactorScreeningStatistical`.
public struct FactorScreening: Sendable {
  /// A factor as it was at the points.
  public struct Column: Sendable {
    /// Name of the factor, and of the group that it belongs to.
    public let name, group: String
    /// Its value at each point.
    public let values: [Double]

    /// Memberwise.
    public init(_ name: String, group: String, _ values: [Double]) {
      (self.name, self.group, self.values) = (name, group, values)
    }
  }

  /// What is found of one factor.
  public struct Finding: Sendable {
    /// Name of the factor.
    public let factor: String
    /// Spearman's rank correlation with the outcome.
    public let rankCorrelation: Estimate
    /// Chance that a factor without effect goes along as closely.
    public let chance: Double
    /// Chance that the closest of as many factors without effect does.
    public let adjustedChance: Double
    /// Share of chance among all factors that go along as closely or more.
    public let falseDiscoveryRate: Double
    /// Share of the variance of the points that knowing the factor would remove.
    public let removed: Estimate
    /// The outcome where the factor has its 5 and its 95 % quantile, the others as they come.
    public let low, high: Double
  }

  /// What is found of factors together.
  public struct GroupShare: Sendable {
    /// Name of the group; empty for all factors.
    public let name: String
    /// Factors that vary.
    public let factorCount: Int
    /// Share of the variance of the points that they predict of one that is left out.
    public let share: Estimate
    /// Chance of as good a fit where no factor of the group matters.
    public let chance: Double
  }

  /// Highest false discovery rate at which a factor counts as found.
  public static let discoveryRate = 0.1
  /// Fewest points.
  public static let leastPoints = 8
  /// Most points by which groups are judged: time grows with their cube.
  static let groupPoints = 400

  /// One a factor that varies, in the order of the columns.
  public let findings: [Finding]
  /// All factors together, then each group that has some, the largest share first.
  public let groups: [GroupShare]
  /// Rank correlation beyond which the closest of as many factors without effect comes in 5 of 100 studies.
  public let chanceCorrelation: Double
  /// Mean of the outcome.
  public let mean: Double
  /// Factors that are the same at all points.
  public let constant: [String]
  /// Points used, and left out.
  public let basis: AnalysisBasis

  /// Looks at an outcome.
  ///
  /// - Parameters:
  ///   - outcomes: one a point; NaN where there is none.
  ///   - permutations: dealings; the least adjusted chance is 1 / (permutations + 1).
  ///   - seed: of the dealing.
  /// - Random: stream `permutations`.
  /// - Throws: `ExperimentError` `too-few-points` below ``leastPoints``, `no-variance`, `no-factors`.
  public init(
    _ outcomes: [Double], _ columns: [Column], permutations: Int = 1999, seed: UInt64 = 1
  ) throws(ExperimentError) {
    precondition(columns.allSatisfy { $0.values.count == outcomes.count }, "columns of another number of points")
    let points = outcomes.indices.filter { i in
      outcomes[i].isFinite && columns.allSatisfy { $0.values[i].isFinite }
    }
    basis = AnalysisBasis(used: points.count, leftOut: outcomes.count - points.count)
    guard points.count >= Self.leastPoints else {
      throw ExperimentError(
        code: "too-few-points",
        "\(points.count) points have a result; at least \(Self.leastPoints) are needed, some hundreds are usual; draw more worlds or points"
      )
    }
    let y = points.map { outcomes[$0] }
    mean = Moments(y).mean
    guard Moments(y).variance > 0 else {
      throw ExperimentError(code: "no-variance", "the outcome is \(y[0]) at every point: no factor changes it")
    }
    var varied: [(column: Column, place: [Double])] = []
    var constant: [String] = []
    for column in columns {
      let values = points.map { column.values[$0] }
      if values.allSatisfy({ $0 == values[0] }) {
        constant.append(column.name)
      } else {
        varied.append((column, averageRanks(values).map { ($0 - 0.5) / Double(points.count) }))
      }
    }
    self.constant = constant
    guard !varied.isEmpty else {
      throw ExperimentError(code: "no-factors", "no factor differs between the points")
    }
    let ranks = RankCorrelations(varied.map(\.place), y, permutations: permutations, seed: seed)
    chanceCorrelation = ranks.chanceCorrelation
    findings = zip(varied, ranks.all).map { factor, found in
      let curve = LeftOutCurve(factor.place, y)
      return Finding(
        factor: factor.column.name, rankCorrelation: found.estimate, chance: found.chance,
        adjustedChance: found.adjustedChance, falseDiscoveryRate: found.falseDiscoveryRate, removed: curve.share,
        low: curve.low, high: curve.high)
    }
    let all = RidgeShare(varied.map(\.place), y)
    var members: [String: [[Double]]] = [:]
    for factor in varied { members[factor.column.group, default: []].append(factor.place) }
    let parts = members.sorted { $0.key < $1.key }.map { name, places -> GroupShare in
      let share = RidgeShare(places, y)
      return GroupShare(name: name, factorCount: places.count, share: share.share, chance: share.chance)
    }
    groups =
      [GroupShare(name: "", factorCount: varied.count, share: all.share, chance: all.chance)]
      + parts.sorted { $0.share.value > $1.share.value }
  }

  /// Those that are beyond chance, the closest first.
  public var found: [Finding] {
    findings.filter { $0.falseDiscoveryRate <= Self.discoveryRate }.sorted { $0.chance < $1.chance }
  }

  /// Points at which a factor with a share of the variance would stand out from as many: that whose rank correlation is its root.
  ///
  /// The chance correlation z / sqrt(n - 3) in Fisher's scale keeps its z.
  public func points(toTell share: Double) -> Int {
    func fisher(_ r: Double) -> Double { 0.5 * stableLog((1 + r) / (1 - r)) }
    let z = fisher(min(chanceCorrelation, 0.999)) * Double(max(1, basis.used - 3)).squareRoot()
    let step = z / fisher(share.squareRoot())
    return 3 + Int((step * step).rounded(.up))
  }
}

/// Rank correlations of many factors with one outcome, held against chance.
private struct RankCorrelations {
  struct One {
    let estimate: Estimate
    let chance, adjustedChance: Double
    var falseDiscoveryRate: Double
  }

  private(set) var all: [One] = []
  let chanceCorrelation: Double

  init(_ places: [[Double]], _ y: [Double], permutations: Int, seed: UInt64) {
    let n = y.count
    let z = Matrix(rows: places.count, columns: n, values: places.flatMap(Self.scaled))
    let outcome = Self.scaled(averageRanks(y))
    func correlations(_ dealt: Matrix<Double>) -> Matrix<Double> {
      guard let product = try? gemm(z, dealt) else { preconditionFailure("\(z.shape) times \(dealt.shape)") }
      return product
    }
    let found = correlations(Matrix(rows: n, columns: 1, values: outcome)).values
    var greatest: [Double] = []
    for start in stride(from: 0, to: permutations, by: 250) {
      let count = min(250, permutations - start)
      var dealt = Matrix<Double>(rows: n, columns: count)
      for k in 0..<count {
        let random = ScalarRandom(seed: seed, stream: ExperimentStreams.permutations, replicate: start + k)
        var order = outcome
        for i in stride(from: n - 1, to: 0, by: -1) {
          order.swapAt(i, Int(random.uniform(entity: i, index: 0) * Double(i + 1)))
        }
        for i in 0..<n { dealt[i, k] = order[i] }
      }
      let chance = correlations(dealt)
      for k in 0..<count { greatest.append((0..<places.count).reduce(0) { max($0, chance[$1, k].magnitude) }) }
    }
    greatest.sort()
    chanceCorrelation = quantileType7(sorted: greatest, probability: 0.95)
    all = found.map { r in
      let bounded = max(-1 + 1e-12, min(1 - 1e-12, r))
      let fisher = 0.5 * stableLog((1 + bounded) / (1 - bounded))
      let error = (1.06 / Double(n - 3)).squareRoot()
      func back(_ z: Double) -> Double { 1 - 2 / (stableExp(2 * z) + 1) }
      let half = 1.959_963_984_540_054 * error
      // Sums in another order differ in the last places: such ties count as equal.
      let asClose = greatest.count { $0 >= r.magnitude - 1e-9 }
      return One(
        estimate: Estimate(r, low: back(fisher - half), high: back(fisher + half)),
        chance: 2 * stableNormalDistribution(-fisher.magnitude / error),
        adjustedChance: Double(1 + asClose) / Double(permutations + 1), falseDiscoveryRate: 1)
    }
    let order = all.indices.sorted { all[$0].chance < all[$1].chance }
    var least = 1.0
    for (rank, index) in order.enumerated().reversed() {
      least = min(least, all[index].chance * Double(all.count) / Double(rank + 1))
      all[index].falseDiscoveryRate = least
    }
  }

  /// Less their mean, of length one.
  private static func scaled(_ values: [Double]) -> [Double] {
    let mean = values.reduce(0, +) / Double(values.count)
    let length = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }.squareRoot()
    return values.map { ($0 - mean) / length }
  }
}

/// A parabola of one factor's places (a line where it has two values): what it predicts of points left out.
private struct LeftOutCurve {
  let share: Estimate
  let low, high: Double

  init(_ places: [Double], _ y: [Double]) {
    let n = y.count
    let isTwofold = Set(places).count < 3
    func terms(_ place: Double) -> [Double] {
      let t = 2 * place - 1
      return isTwofold ? [1, t] : [1, t, 1.5 * t * t - 0.5]
    }
    let rows = places.map(terms)
    let p = rows[0].count
    var gram = Matrix<Double>(rows: p, columns: p)
    var right = [Double](repeating: 0, count: p)
    for (row, value) in zip(rows, y) {
      for a in 0..<p {
        right[a] += row[a] * value
        for b in 0..<p { gram[a, b] += row[a] * row[b] }
      }
    }
    guard let inverse = try? LUFactorization(gram).inverse() else {
      (share, low, high) = (.undefined, .nan, .nan)
      return
    }
    let coefficients = (0..<p).map { a in (0..<p).reduce(0) { $0 + inverse[a, $1] * right[$1] } }
    func value(_ row: [Double]) -> Double { dot(row, coefficients) }
    var errors: [Double] = []
    for (row, value) in zip(rows, y) {
      var leverage = 0.0
      for a in 0..<p { for b in 0..<p { leverage += row[a] * inverse[a, b] * row[b] } }
      errors.append((value - dot(row, coefficients)) / max(1e-12, 1 - leverage))
    }
    share = leftOutShare(errors, y)
    let sorted = places.sorted()
    let ends = isTwofold ? (sorted[0], sorted[n - 1]) : (0.05, 0.95)
    (low, high) = (value(terms(ends.0)), value(terms(ends.1)))
  }
}

/// Of many factors at once: a regression whose slopes are alike in size, which takes as much of the variance as fits the points
/// best, and what it predicts of points left out.
///
/// - Source: variance components by restricted likelihood: Harville 1977, doi:10.1080/01621459.1977.10480998.
private struct RidgeShare {
  let share: Estimate
  let chance: Double

  init(_ places: [[Double]], _ outcomes: [Double]) {
    let n = min(outcomes.count, FactorScreening.groupPoints)
    let y = Array(outcomes[..<n])
    let columns = places.map { place -> [Double] in
      let moments = Moments(place[..<n])
      let deviation = moments.standardDeviation
      return place[..<n].map { deviation > 0 ? ($0 - moments.mean) / deviation : 0 }
    }
    let x = Matrix(rows: columns.count, columns: n, values: columns.flatMap { $0 })
    let moments = Moments(y)
    guard moments.variance > 0, let likeness = try? gemm(x, x, transposeA: true, alpha: 1 / Double(columns.count))
    else {
      (share, chance) = (.undefined, .nan)
      return
    }
    let scaled = y.map { ($0 - moments.mean) / moments.standardDeviation }
    let constant = Matrix<Double>(rows: n, columns: 1, repeating: 1)
    func system(_ part: Double, isWhole: Bool) -> KrigingSystem? {
      var correlations = likeness
      for k in correlations.values.indices { correlations.values[k] *= part }
      for i in 0..<n { correlations[i, i] += 1 - part }
      return try? KrigingSystem(correlations, constant, scaled, isWhole: isWhole)
    }
    let parts = [0, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97]
    let deviances = parts.map { system($0, isWhole: false)?.deviance ?? .infinity }
    let best = deviances.indices.min { deviances[$0] < deviances[$1] } ?? 0
    guard let whole = system(parts[best], isWhole: true) else {
      (share, chance) = (.undefined, .nan)
      return
    }
    share = leftOutShare((0..<n).map { whole.weights[$0] / whole.inverse[$0, $0] }, scaled)
    // A share on the edge of what is possible: half of the time it is none.
    chance = best == 0 ? 1 : stableNormalDistribution(-(deviances[0] - deviances[best]).squareRoot())
  }
}

/// 1 - squared errors of points left out over those of the mean, with the interval over points.
private func leftOutShare(_ errors: [Double], _ y: [Double]) -> Estimate {
  let n = Double(y.count)
  let mean = y.reduce(0, +) / n
  let alone = y.map { ($0 - mean) * n / (n - 1) }
  let total = alone.reduce(0) { $0 + $1 * $1 }
  let share = 1 - errors.reduce(0) { $0 + $1 * $1 } / total
  let spread = zip(errors, alone).reduce(0) { sum, pair in
    let part = pair.0 * pair.0 - (1 - share) * pair.1 * pair.1
    return sum + part * part
  }
  let half = 1.959_963_984_540_054 * spread.squareRoot() / total
  return Estimate(share, low: share - half, high: min(1, share + half))
}
