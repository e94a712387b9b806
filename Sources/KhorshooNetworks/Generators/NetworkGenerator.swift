import KhorshooNumerics

/// A random network of a known kind: what an observed one is compared with, and what methods are tried on.
///
/// - Source: Erdős and Rényi 1959; Watts and Strogatz 1998, doi:10.1038/30918; Barabási and Albert 1999,
///   doi:10.1126/science.286.5439.509; blocks: Holland, Laskey and Leinhardt 1983, doi:10.1016/0378-8733(83)90021-7; pairs that
///   are skipped: Batagelj and Brandes 2005, doi:10.1103/PhysRevE.71.036113.
/// - Proof: `NetworkGeneratorAnalytic`, `NetworkGeneratorStatistical`.
public enum NetworkGenerator: Sendable, Equatable {
  /// Everybody is tied to the `neighbours` nearest on a ring, half on either side.
  case ring(households: Int, neighbours: Int)
  /// Every pair is tied with one probability.
  case erdosRenyi(households: Int, probability: Double)
  /// A ring, each tie of which is led to somebody else with a probability.
  case wattsStrogatz(households: Int, neighbours: Int, rewiring: Double)
  /// Households come one by one and tie themselves to `ties` others, those with many ties being likelier.
  case barabasiAlbert(households: Int, ties: Int)
  /// Groups, with one probability of a tie within and one between them.
  case stochasticBlock(sizes: [Int], within: Double, between: Double)

  /// Most households, and most ties that may be expected.
  public static let (householdLimit, tieLimit) = (1_000_000, 20_000_000.0)

  /// Households.
  public var householdCount: Int {
    switch self {
    case .ring(let n, _), .erdosRenyi(let n, _), .wattsStrogatz(let n, _, _), .barabasiAlbert(let n, _): n
    case .stochasticBlock(let sizes, _, _): sizes.reduce(0, +)
    }
  }

  /// Ties that are expected.
  public var expectedTies: Double {
    func pairs(_ n: Int) -> Double { Double(n) * Double(n - 1) / 2 }
    switch self {
    case .ring(let n, let k), .wattsStrogatz(let n, let k, _): return Double(n) * Double(k) / 2
    case .erdosRenyi(let n, let p): return pairs(n) * p
    case .barabasiAlbert(let n, let m): return Double(n - m) * Double(m)
    case .stochasticBlock(let sizes, let within, let between):
      let inside = sizes.reduce(0) { $0 + pairs($1) }
      return inside * within + (pairs(householdCount) - inside) * between
    }
  }

  /// What is wrong with its numbers, in words; nil when nothing is.
  public var fault: String? {
    let n = householdCount
    guard n >= 2, n <= Self.householdLimit else { return "\(n) households; expected 2 to \(Self.householdLimit)" }
    func isChance(_ p: Double) -> Bool { p >= 0 && p <= 1 }
    switch self {
    case .ring(_, let k), .wattsStrogatz(_, let k, _):
      guard k >= 2, k % 2 == 0, k < n else { return "k = \(k); expected an even number from 2 to below the households" }
      if case .wattsStrogatz(_, _, let p) = self, !isChance(p) { return "p = \(p); expected 0 to 1" }
    case .erdosRenyi(_, let p):
      guard isChance(p) else { return "p = \(p); expected 0 to 1" }
    case .barabasiAlbert(_, let m):
      guard m >= 1, m < n else { return "m = \(m); expected 1 to below the households" }
    case .stochasticBlock(let sizes, let within, let between):
      guard sizes.allSatisfy({ $0 >= 1 }) else { return "a group of \(sizes.min() ?? 0); expected 1 or more" }
      guard isChance(within), isChance(between) else {
        return "a probability of \(within) or \(between); expected 0 to 1"
      }
    }
    guard expectedTies <= Self.tieLimit else {
      return "some \(Int(expectedTies)) ties; expected at most \(Int(Self.tieLimit))"
    }
    return nil
  }

  /// The ties.
  ///
  /// - Precondition: there is no ``fault``.
  public func ties(seed: UInt64) -> TieTable {
    precondition(fault == nil, "a network of \(fault ?? "")")
    var draws = Draws(seed: seed)
    switch self {
    case .ring(let n, let k): return Self.ring(n, k)
    case .erdosRenyi(let n, let p):
      var table = TieTable(householdCount: n)
      Self.addPairs(within: 0..<n, p, &draws, to: &table)
      return table
    case .wattsStrogatz(let n, let k, let p): return Self.rewired(n, k, p, &draws)
    case .barabasiAlbert(let n, let m): return Self.preferential(n, m, &draws)
    case .stochasticBlock(let sizes, let within, let between):
      var table = TieTable(householdCount: householdCount)
      var (blocks, first) = ([Range<Int>](), 0)
      for size in sizes {
        blocks.append(first..<first + size)
        first += size
      }
      for (i, block) in blocks.enumerated() {
        Self.addPairs(within: block, within, &draws, to: &table)
        for other in blocks[(i + 1)...] { Self.addPairs(between: block, other, between, &draws, to: &table) }
      }
      return table
    }
  }

  /// Uniform numbers one after another.
  private struct Draws {
    private let random: ScalarRandom
    private var (entity, index) = (0, 0)

    init(seed: UInt64) { random = ScalarRandom(seed: seed, stream: SpreadStreams.generation) }

    mutating func next() -> Double {
      defer {
        index += 1
        if index == 4096 { (entity, index) = (entity + 1, 0) }
      }
      return random.uniform(entity: entity, index: index)
    }

    mutating func below(_ count: Int) -> Int { min(count - 1, Int(next() * Double(count))) }

    /// Failures before the next success.
    mutating func gap(_ probability: Double) -> Int {
      if probability >= 1 { return 0 }
      let skipped = stableLog(next()) / stableLog(1 - probability)
      return skipped < 1e15 ? Int(skipped) : Int(1e15)
    }
  }

  private static func ring(_ n: Int, _ k: Int) -> TieTable {
    var table = TieTable(householdCount: n)
    for step in 1...k / 2 {
      for h in 0..<n { table.append(h, (h + step) % n) }
    }
    return table
  }

  /// Pairs of one group.
  private static func addPairs(within group: Range<Int>, _ p: Double, _ draws: inout Draws, to table: inout TieTable) {
    guard p > 0 else { return }
    var (a, b) = (1, -1)
    while a < group.count {
      b += 1 + draws.gap(p)
      while b >= a, a < group.count {
        b -= a
        a += 1
      }
      if a < group.count { table.append(group.lowerBound + b, group.lowerBound + a) }
    }
  }

  /// Pairs of two groups.
  private static func addPairs(
    between one: Range<Int>, _ other: Range<Int>, _ p: Double, _ draws: inout Draws, to table: inout TieTable
  ) {
    guard p > 0 else { return }
    var pair = draws.gap(p)
    while pair < one.count * other.count {
      table.append(one.lowerBound + pair / other.count, other.lowerBound + pair % other.count)
      pair += 1 + draws.gap(p)
    }
  }

  private static func rewired(_ n: Int, _ k: Int, _ p: Double, _ draws: inout Draws) -> TieTable {
    var others = [Set<Int>](repeating: [], count: n)
    func tie(_ a: Int, _ b: Int) {
      others[a].insert(b)
      others[b].insert(a)
    }
    for h in 0..<n { for step in 1...k / 2 { tie(h, (h + step) % n) } }
    for step in 1...k / 2 {
      for h in 0..<n where draws.next() < p {
        let old = (h + step) % n
        // Somebody new, unless everybody is tied already.
        guard others[h].count < n - 1, others[h].contains(old) else { continue }
        var new = draws.below(n)
        while new == h || others[h].contains(new) { new = draws.below(n) }
        others[h].remove(old)
        others[old].remove(h)
        tie(h, new)
      }
    }
    var table = TieTable(householdCount: n)
    for h in 0..<n { for other in others[h].sorted() where other > h { table.append(h, other) } }
    return table
  }

  private static func preferential(_ n: Int, _ m: Int, _ draws: inout Draws) -> TieTable {
    var table = TieTable(householdCount: n)
    // Every household as often as it has ties, beginning with a star of m + 1.
    var ends: [Int] = []
    for h in 1...m {
      table.append(0, h)
      ends += [0, h]
    }
    guard m + 1 < n else { return table }
    for h in m + 1..<n {
      var chosen: [Int] = []
      while chosen.count < m {
        let other = ends[draws.below(ends.count)]
        if !chosen.contains(other) { chosen.append(other) }
      }
      for other in chosen {
        table.append(h, other)
        ends += [h, other]
      }
    }
    return table
  }
}
