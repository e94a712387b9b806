import KhorshooEngine
import KhorshooNumerics

/// Groups of households with more weight of ties inside than degrees would give: a partition of high modularity.
///
/// Households move one by one to the group that gains most, then groups become households of a smaller network, and so on until
/// nothing gains (Louvain). After the first round those alone are looked at again who have seen a neighbour move to another group
/// than theirs, so that a million ties take seconds. Groups that fall apart without a tie between their parts are split, which never lowers modularity;
/// the best of several orders is kept.
/// - Source: Blondel et al. 2008, doi:10.1088/1742-5468/2008/10/P10008; whom to look at again, and parts without a tie: Traag, Waltman and van Eck 2019,
///   doi:10.1038/s41598-019-41695-z.
/// - Proof: `CommunitiesGolden` (networkx; the optimum of Zachary's club), `CommunitiesProperty`.
public struct Communities: Sendable {
  /// Group of each household, numbered from the largest; of two of one size, that with the first household comes first.
  public let of: [Int]
  /// Households in each group.
  public let sizes: [Int]
  /// Modularity of the groups; nil without ties.
  public let modularity: Double?

  /// - Parameters:
  ///   - restarts: orders that are tried.
  ///   - seed: of the orders.
  ///   - threads: orders that are tried at once.
  public init(_ graph: UndirectedGraph, restarts: Int = 8, seed: UInt64 = 0, threads: Int = 1) {
    precondition(restarts >= 1, "\(restarts) restarts")
    var best: (groups: [Int], value: Double)?
    ParallelBlocks.run(
      count: restarts, threads: threads, into: &best, makeMemory: {},
      compute: { restart, _ -> (groups: [Int], value: Double) in
        let random = ScalarRandom(seed: seed, stream: SpreadStreams.communities, replicate: restart)
        let groups = Self.connected(Self.louvain(graph, random), graph)
        return (groups, KhorshooNetworks.modularity(of: groups, on: graph) ?? 0)
      },
      add: { best, found in if best.map({ found.value > $0.value + 1e-12 }) ?? true { best = found } })
    let groups = best?.groups ?? []
    var counts = [Int](repeating: 0, count: (groups.max() ?? -1) + 1)
    for group in groups { counts[group] += 1 }
    // Groups are numbered by their first household already.
    let order = counts.indices.sorted { (-counts[$0], $0) < (-counts[$1], $1) }
    var rank = counts
    for (place, old) in order.enumerated() { rank[old] = place }
    of = groups.map { rank[$0] }
    sizes = order.map { counts[$0] }
    modularity = KhorshooNetworks.modularity(of: of, on: graph)
  }

  private static func louvain(_ graph: UndirectedGraph, _ random: ScalarRandom) -> [Int] {
    var level = Level(graph)
    var groups = Array(0..<graph.householdCount)
    var round = 0
    while true {
      guard let moved = level.moved(random, round: round) else { return groups }
      groups = groups.map { moved.groups[$0] }
      level = level.merged(moved.groups, count: moved.count)
      round += 1
    }
  }

  /// Groups split into their connected parts, numbered by their first household.
  private static func connected(_ groups: [Int], _ graph: UndirectedGraph) -> [Int] {
    var part = [Int](repeating: -1, count: groups.count)
    var (count, stack) = (0, [Int]())
    for start in groups.indices where part[start] < 0 {
      part[start] = count
      stack.append(start)
      while let h = stack.popLast() {
        for other in graph.neighbours(of: h).lazy.map(Int.init) where part[other] < 0 && groups[other] == groups[h] {
          part[other] = count
          stack.append(other)
        }
      }
      count += 1
    }
    return part
  }

  /// A network whose nodes are groups of the one before; ties within a group are a loop.
  private struct Level {
    var starts: [Int]
    var neighbours: [Int]
    var weights: [Double]
    /// Weight of the loop of each node, both ways.
    var loops: [Double]

    var count: Int { starts.count - 1 }

    init(_ graph: UndirectedGraph) {
      starts = graph.starts
      neighbours = graph.neighbours.map(Int.init)
      weights = graph.weights
      loops = [Double](repeating: 0, count: graph.householdCount)
    }

    private init(starts: [Int], neighbours: [Int], weights: [Double], loops: [Double]) {
      (self.starts, self.neighbours, self.weights, self.loops) = (starts, neighbours, weights, loops)
    }

    /// Nodes moved while that gains; nil when none moves.
    func moved(_ random: ScalarRandom, round: Int) -> (groups: [Int], count: Int)? {
      let strength = (0..<count).map { h in (starts[h]..<starts[h + 1]).reduce(loops[h]) { $0 + weights[$1] } }
      let total = strength.reduce(0, +)
      guard total > 0 else { return nil }
      var order = Array(0..<count)
      for i in stride(from: count - 1, to: 0, by: -1) {
        order.swapAt(i, Int(random.uniform(entity: i, index: round) * Double(i + 1)))
      }
      var (group, sums, toward) = (Array(0..<count), strength, [Double](repeating: 0, count: count))
      var (met, isAnyMoved) = ([Int](), false)
      // Who waits, in a ring that begins at `head`: nobody waits twice.
      var (head, waiting, waits) = (0, count, [Bool](repeating: true, count: count))
      while waiting > 0 {
        let h = order[head]
        head = head + 1 == count ? 0 : head + 1
        (waiting, waits[h]) = (waiting - 1, false)
        met.removeAll(keepingCapacity: true)
        for k in starts[h]..<starts[h + 1] {
          let other = group[neighbours[k]]
          if toward[other] == 0 { met.append(other) }
          toward[other] += weights[k]
        }
        let own = group[h]
        sums[own] -= strength[h]
        var (best, gain) = (own, toward[own] - strength[h] * sums[own] / total)
        for other in met where other != own {
          let next = toward[other] - strength[h] * sums[other] / total
          if next > gain + 1e-12 * total { (best, gain) = (other, next) }
        }
        sums[best] += strength[h]
        for other in met { toward[other] = 0 }
        guard best != own else { continue }
        group[h] = best
        isAnyMoved = true
        for k in starts[h]..<starts[h + 1] {
          let other = neighbours[k]
          guard !waits[other], group[other] != best else { continue }
          waits[other] = true
          let place = head + waiting
          order[place < count ? place : place - count] = other
          waiting += 1
        }
      }
      guard isAnyMoved else { return nil }
      var number = [Int](repeating: -1, count: count)
      var found = 0
      for h in 0..<count where number[group[h]] < 0 {
        number[group[h]] = found
        found += 1
      }
      return (group.map { number[$0] }, found)
    }

    /// The network of the groups.
    func merged(_ groups: [Int], count: Int) -> Level {
      var begin = [Int](repeating: 0, count: count + 1)
      for group in groups { begin[group + 1] += 1 }
      for g in 0..<count { begin[g + 1] += begin[g] }
      var (members, next) = ([Int](repeating: 0, count: groups.count), begin)
      for (h, group) in groups.enumerated() {
        members[next[group]] = h
        next[group] += 1
      }
      var level = Level(starts: [0], neighbours: [], weights: [], loops: [Double](repeating: 0, count: count))
      var (sum, met) = ([Double](repeating: 0, count: count), [Int]())
      for g in 0..<count {
        met.removeAll(keepingCapacity: true)
        for h in members[begin[g]..<begin[g + 1]] {
          level.loops[g] += loops[h]
          for k in starts[h]..<starts[h + 1] {
            let other = groups[neighbours[k]]
            if other == g {
              level.loops[g] += weights[k]
            } else {
              if sum[other] == 0 { met.append(other) }
              sum[other] += weights[k]
            }
          }
        }
        for other in met.sorted() {
          level.neighbours.append(other)
          level.weights.append(sum[other])
          sum[other] = 0
        }
        level.starts.append(level.neighbours.count)
      }
      return level
    }
  }
}
