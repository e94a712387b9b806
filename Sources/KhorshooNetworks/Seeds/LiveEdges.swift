import KhorshooNumerics

/// Seeds by greedy choice over drawn worlds: in each, a tie is open or not, and seeds reach whom open ties lead to.
///
/// `lazy` asks again only for households whose gain, when last asked, could still be the greatest (CELF); the choice is the same.
/// With groups, one seed of each at most, with groups to cover, one of each at least: the spread is then at least half of the best
/// choice of that kind.
/// - Source: Kempe, Kleinberg and Tardos 2003, doi:10.1145/956750.956769; Leskovec et al. 2007, doi:10.1145/1281192.1281239;
///   one of each group Fisher, Nemhauser and Wolsey 1978, doi:10.1007/BFb0121195.
/// - Proof: `SeedSelectionAnalytic`, `SeedSelectionProperty`.
public struct LiveEdges: Sendable {
  /// Chosen households, the best first.
  public let seeds: [Int]
  /// Mean reach of the first 1, 2 ... of them over the worlds.
  public let spread: [Double]
  /// Mean reach of each household alone; nil of those that were no candidates.
  public let alone: [Double?]
  /// How often a gain was asked for.
  public let evaluations: Int

  /// - Parameters:
  ///   - count: seeds, at most as many as candidates and groups.
  ///   - worlds: drawn; at most 65,536.
  ///   - groups: group of each household, nil of one that is no candidate; of a group one seed at most. Each is a candidate and a
  ///     group of its own when left out.
  ///   - covered: groups of which each is to have a seed; not with `groups`.
  public init(
    _ graph: TieGraph, count: Int, probability: Double, worlds: Int, seed: UInt64, isLazy: Bool = true,
    groups: [Int?]? = nil, covering covered: SeedGroups? = nil
  ) {
    let n = graph.householdCount
    precondition(groups == nil || covered == nil, "one of each group at most, or at least")
    let groups = groups ?? (0..<n).map { $0 }
    precondition(groups.count == n && (1...max(1, Set(groups.compactMap { $0 }).count)).contains(count))
    precondition((1...65_536).contains(worlds))
    var reach = Worlds(graph, probability: probability, count: worlds, seed: seed)
    var (seeds, spread, total) = ([Int](), [Double](), 0)
    var plan = SeatPlan(covered, seats: count)
    var gains = (0..<n).map { groups[$0] == nil ? -1 : reach.gain($0) }
    alone = gains.map { $0 < 0 ? nil : Double($0) / Double(worlds) }
    var asked = gains.count { $0 >= 0 }
    var fresh = [Int](repeating: 0, count: n)
    for step in 0..<count {
      if !isLazy, step > 0 {
        for h in 0..<n where gains[h] >= 0 {
          gains[h] = reach.gain(h)
          asked += 1
        }
      }
      var best = 0
      while true {
        best = gains.indices.max { (gains[$0], $1) < (gains[$1], $0) } ?? 0
        // A gain never rises, so the greatest that is up to date is the greatest.
        guard isLazy, fresh[best] < step else { break }
        gains[best] = reach.gain(best)
        fresh[best] = step
        asked += 1
      }
      total += gains[best]
      reach.add(best)
      plan.take(best)
      for h in 0..<n where groups[h] == groups[best] || !plan.admits(h) { gains[h] = -1 }
      seeds.append(best)
      spread.append(Double(total) / Double(worlds))
    }
    (self.seeds, self.spread, evaluations) = (seeds, spread, asked)
  }
}

/// Worlds of open ties with who is reached in each.
private struct Worlds {
  private let outgoing: SparseRows
  /// Worlds in which a tie is open, sixty-four to a word. Shape: ties x words.
  private let open: [[UInt64]]
  private let words: Int
  private let count: Int
  /// Worlds in which a household is reached. Shape: households x words.
  private var reached: [[UInt64]]

  init(_ graph: TieGraph, probability: Double, count: Int, seed: UInt64) {
    let outgoing = graph.outgoing
    self.outgoing = outgoing
    self.count = count
    words = (count + 63) / 64
    let masks = (0..<words).map { BernoulliMasks(seed: seed, group: $0) }
    let last = count % 64 == 0 ? UInt64.max : (1 << UInt64(count % 64)) - 1
    var open: [[UInt64]] = []
    for h in 0..<graph.householdCount {
      for k in outgoing.rowStarts[h]..<outgoing.rowStarts[h + 1] {
        let threshold = BernoulliMasks.threshold(probability * Double(outgoing.weights[k]))
        var row = masks.map {
          $0.mask(SpreadStreams.chances, entity: UInt32(h), target: outgoing.columns[k], threshold: threshold)
        }
        row[words - 1] &= last
        open.append(row)
      }
    }
    self.open = open
    reached = Array(repeating: Array(repeating: 0, count: words), count: graph.householdCount)
  }

  /// Households that another seed would reach beyond those that are, summed over worlds.
  func gain(_ seed: Int) -> Int { spread(from: seed).reduce(0) { $0 + $1.value.reduce(0) { $0 + $1.nonzeroBitCount } } }

  mutating func add(_ seed: Int) {
    for (h, row) in spread(from: seed) { for w in row.indices { reached[h][w] |= row[w] } }
  }

  /// Worlds in which each household is newly reached.
  private func spread(from seed: Int) -> [Int: [UInt64]] {
    let all = (0..<words).map { w -> UInt64 in
      w == words - 1 && count % 64 != 0 ? (1 << UInt64(count % 64)) - 1 : .max
    }
    var new: [Int: [UInt64]] = [seed: zip(all, reached[seed]).map { $0 & ~$1 }]
    var queue = [seed]
    while let h = queue.popLast() {
      guard let own = new[h] else { continue }
      for k in outgoing.rowStarts[h]..<outgoing.rowStarts[h + 1] {
        let target = Int(outgoing.columns[k])
        var row = new[target] ?? Array(repeating: 0, count: words)
        var isMore = false
        for w in 0..<words {
          let more = own[w] & open[k][w] & ~reached[target][w] & ~row[w]
          if more != 0 {
            row[w] |= more
            isMore = true
          }
        }
        if isMore {
          new[target] = row
          queue.append(target)
        }
      }
    }
    return new
  }
}
