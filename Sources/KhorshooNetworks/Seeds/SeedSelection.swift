import KhorshooNumerics

/// Whom to win first so that a cascade reaches most: seeds for ``IndependentCascade``.
///
/// A reverse reachable set holds who would have reached a household drawn at random, over ties that are open by chance; the
/// spread of seeds is households times the share of sets that they hit. Each step takes the household that hits most sets not
/// yet hit, which is within 1 - 1/e of the best choice for these sets. A second, independent collection bounds the spread of
/// the choice from below and the best spread from above: their ratio is a guarantee for this very choice. Where groups are each to
/// have a seed, the best is that of choices that keep the rule, and the choice within half of it (``SeedGroups``).
/// - Source: Kempe, Kleinberg and Tardos 2003, doi:10.1145/956750.956769 (greedy, 1 - 1/e); Borgs et al. 2014,
///   doi:10.1137/1.9781611973402.70 (sets); bounds: Tang et al. 2018, doi:10.1145/3183713.3183749; lazy evaluation: Leskovec
///   et al. 2007, doi:10.1145/1281192.1281239.
/// - Proof: `SeedSelectionAnalytic` (exhaustive search on small graphs), `SeedSelectionProperty`.
public struct SeedSelection: Sendable {
  /// Chosen households, the best first.
  public let seeds: [Int]
  /// Expected spread of the first 1, 2 ... of them, by the second collection.
  public let spread: [Double]
  /// Share of the best spread that the choice reaches at least, with probability 1 - ``failure``.
  public let guarantee: Double
  /// Probability that the guarantee does not hold.
  public static let failure = 0.01
  /// Sets of each collection.
  public let setCount: Int

  /// Most ties that sets may hold together.
  public static let memberLimit = 200_000_000

  /// - Parameters:
  ///   - count: seeds, from 1 to the households.
  ///   - probability: chance along a tie of weight 1.
  ///   - sets: of each collection.
  ///   - groups: each is to have a seed.
  public init(
    _ graph: TieGraph, count: Int, probability: Double, sets: Int, seed: UInt64, groups: SeedGroups? = nil
  ) {
    precondition((1...graph.householdCount).contains(count) && sets >= 1, "\(count) seeds, \(sets) sets")
    let choosing = ReverseSets(graph, probability: probability, count: sets, first: 0, seed: seed)
    let judging = ReverseSets(graph, probability: probability, count: sets, first: sets, seed: seed)
    let greedy = choosing.greedy(count, groups)
    let n = Double(graph.householdCount)
    seeds = greedy.seeds
    spread = judging.hits(greedy.seeds).map { n * Double($0) / Double(judging.count) }
    setCount = choosing.count
    let a = stableLog(2 / Self.failure)
    let hit = Double(judging.hits(greedy.seeds).last ?? 0)
    let root = (hit + 2 * a / 9).squareRoot() - (a / 2).squareRoot()
    let low = max(0, root > 0 ? root * root - a / 18 : 0) / Double(judging.count)
    let top = (greedy.bound + a / 2).squareRoot() + (a / 2).squareRoot()
    let high = top * top / Double(choosing.count)
    guarantee = min(1, low / high)
  }

  /// Households with most open-handed ties: expected households that are told at first hand, the most first.
  ///
  /// - Parameter groups: each is to have a seed.
  public static func byDegree(_ graph: TieGraph, count: Int, groups: SeedGroups? = nil) -> [Int] {
    let strength = (0..<graph.householdCount).map { h in
      (graph.outgoing.rowStarts[h]..<graph.outgoing.rowStarts[h + 1]).reduce(0.0) {
        $0 + Double(graph.outgoing.weights[$1])
      }
    }
    return highest(strength, count: count, groups: groups)
  }

  /// Households of the highest score, the first of equal ones.
  ///
  /// - Parameter groups: each is to have a seed.
  public static func highest(_ score: [Double], count: Int, groups: SeedGroups? = nil) -> [Int] {
    let order = score.indices.sorted { (-score[$0], $0) < (-score[$1], $1) }
    return groups?.first(count, of: order) ?? Array(order.prefix(count))
  }
}

/// Reverse reachable sets of drawn households.
struct ReverseSets {
  /// Sets.
  private(set) var count: Int
  private let householdCount: Int
  /// Members of the sets one after another, with where each set begins.
  private var members: [UInt32] = []
  private var starts = [0]

  /// - Parameter first: number of the first set, which has the draws of that number.
  init(_ graph: TieGraph, probability: Double, count: Int, first: Int, seed: UInt64) {
    let n = graph.householdCount
    householdCount = n
    self.count = count
    let incoming = graph.incoming
    let chances = incoming.weights.map { min(1, probability * Double($0)) }
    var stamp = [Int32](repeating: -1, count: n)
    for set in 0..<count {
      let random = ScalarRandom(seed: seed, stream: SpreadStreams.reverseSets, replicate: first + set)
      var drawn = 0
      func next() -> Double {
        defer { drawn += 1 }
        return random.uniform(entity: drawn >> 12, index: drawn & 4095)
      }
      let root = min(n - 1, Int(next() * Double(n)))
      var head = members.count
      members.append(UInt32(root))
      stamp[root] = Int32(truncatingIfNeeded: set)
      while head < members.count {
        let h = Int(members[head])
        head += 1
        for k in incoming.rowStarts[h]..<incoming.rowStarts[h + 1] {
          let source = Int(incoming.columns[k])
          guard stamp[source] != Int32(truncatingIfNeeded: set), next() < chances[k] else { continue }
          stamp[source] = Int32(truncatingIfNeeded: set)
          members.append(UInt32(source))
        }
      }
      starts.append(members.count)
      if members.count > SeedSelection.memberLimit {
        self.count = set + 1
        break
      }
    }
  }

  /// Sets that the first 1, 2 ... of some households hit.
  func hits(_ chosen: [Int]) -> [Int] {
    var rank = [Int](repeating: Int.max, count: householdCount)
    for (place, h) in chosen.enumerated() { rank[h] = min(rank[h], place) }
    var found = [Int](repeating: 0, count: chosen.count)
    for set in 0..<count {
      let best = members[starts[set]..<starts[set + 1]].reduce(Int.max) { min($0, rank[Int($1)]) }
      if best < chosen.count { found[best] += 1 }
    }
    for place in found.indices.dropFirst() { found[place] += found[place - 1] }
    return found
  }

  /// Households that hit most, one after another, and a bound on what any as many could hit: over the steps, what was hit with
  /// the greatest gains that were left and keep the rule together.
  func greedy(_ wanted: Int, _ groups: SeedGroups?) -> (seeds: [Int], hits: [Int], bound: Double) {
    // Sets of each household.
    var begin = [Int](repeating: 0, count: householdCount + 1)
    for h in members { begin[Int(h) + 1] += 1 }
    for h in 0..<householdCount { begin[h + 1] += begin[h] }
    var (of, next) = ([UInt32](repeating: 0, count: members.count), begin)
    for set in 0..<count {
      for h in members[starts[set]..<starts[set + 1]] {
        of[next[Int(h)]] = UInt32(set)
        next[Int(h)] += 1
      }
    }
    var gain = (0..<householdCount).map { begin[$0 + 1] - begin[$0] }
    var isHit = [Bool](repeating: false, count: count)
    var (seeds, hits, total, bound) = ([Int](), [Int](), 0, Double.infinity)
    var plan = SeatPlan(groups, seats: wanted)
    func most() -> Int {
      guard groups != nil else { return gain.sorted(by: >).prefix(wanted).reduce(0) { $0 + max(0, $1) } }
      return SeedSelection.highest(gain.map(Double.init), count: wanted, groups: groups)
        .reduce(0) { $0 + max(0, gain[$1]) }
    }
    for _ in 0..<wanted {
      bound = min(bound, Double(total + most()))
      let open = gain.indices.lazy.filter { plan.admits($0) }
      guard let best = open.max(by: { (gain[$0], $1) < (gain[$1], $0) }) else { break }
      seeds.append(best)
      plan.take(best)
      total += gain[best]
      hits.append(total)
      for k in begin[best]..<begin[best + 1] where !isHit[Int(of[k])] {
        let set = Int(of[k])
        isHit[set] = true
        for h in members[starts[set]..<starts[set + 1]] { gain[Int(h)] -= 1 }
      }
      gain[best] = -1
    }
    bound = min(bound, Double(total + most()))
    return (seeds, hits, bound)
  }
}
