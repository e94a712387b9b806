import KhorshooNumerics

/// Groups of households of which each is to have at least one seed, such as every gacha.
///
/// A household may come next as long as the seats after it are enough for the groups without a seed. Choices that the rule can
/// still be kept after are the independent sets of a matroid: one of each group at most, and as many of any as are seats beyond
/// the groups. So the household that adds most, one after another, brings at least half of the best spread that keeps the rule
/// where gains fall (cascades), and of scores that add up (degree, centrality) the most there is. A contagion of several sources
/// has no bound, with or without groups.
/// - Source: half of the best Fisher, Nemhauser and Wolsey 1978, doi:10.1007/BFb0121195; sums Edmonds 1971, doi:10.1007/BF01584082;
///   at least so many of each group as a matroid El Halabi et al. 2020, arXiv:2010.07431.
/// - Proof: `SeedGroupsAnalytic` (exhaustive search on small graphs).
public struct SeedGroups: Sendable, Hashable {
  /// Group of each household, from 0.
  public let group: [Int]
  /// Households of each group.
  public let members: [[Int]]

  /// Groups.
  public var count: Int { members.count }

  /// - Parameter group: of each household, from 0.
  /// - Precondition: every number up to the greatest is that of a group.
  public init(_ group: [Int]) {
    var members = [[Int]](repeating: [], count: (group.max() ?? -1) + 1)
    for (h, g) in group.enumerated() { members[g].append(h) }
    precondition(members.allSatisfy { !$0.isEmpty }, "a group of none")
    (self.group, self.members) = (group, members)
  }

  /// The first of an order of all households that keep the rule together.
  ///
  /// - Precondition: at least as many seats as groups, at most as many as households.
  public func first(_ seats: Int, of order: [Int]) -> [Int] {
    var plan = SeatPlan(self, seats: seats)
    return order.filter { h in
      guard plan.left > 0, plan.admits(h) else { return false }
      plan.take(h)
      return true
    }
  }

  /// One of each group by lot, then the others by lot among all that are left.
  ///
  /// - Random: ``SpreadStreams/seeds``, entity = draws before.
  func drawn(_ seats: Int, seed: UInt64, replicate: Int) -> [Int] {
    precondition((count...group.count).contains(seats), "\(seats) seeds of \(count) groups")
    let random = ScalarRandom(seed: seed, stream: SpreadStreams.seeds, replicate: replicate)
    var (drawn, chosen) = (0, Set<Int>())
    func next(_ n: Int) -> Int {
      defer { drawn += 1 }
      return min(n - 1, Int(random.uniform(entity: drawn, index: 0) * Double(n)))
    }
    for own in members { chosen.insert(own[next(own.count)]) }
    while chosen.count < seats { chosen.insert(next(group.count)) }
    return chosen.sorted()
  }

  /// Probability that a household is among those ``drawn(_:seed:replicate:)``.
  func chance(_ h: Int, seats: Int) -> Double {
    let first = 1 / Double(members[group[h]].count)
    return group.count == count ? 1 : first + (1 - first) * Double(seats - count) / Double(group.count - count)
  }
}

/// Who may be the next seed.
struct SeatPlan {
  private let groups: SeedGroups?
  private var isCovered: [Bool]
  private var uncovered: Int
  /// Seats that are left.
  private(set) var left: Int

  /// - Parameter groups: each to have a seed; nil for no rule.
  init(_ groups: SeedGroups?, seats: Int) {
    let count = groups?.count ?? 0
    precondition(count <= seats, "\(seats) seeds for \(count) groups")
    self.groups = groups
    isCovered = Array(repeating: false, count: count)
    (uncovered, left) = (count, seats)
  }

  func admits(_ h: Int) -> Bool {
    guard let groups, uncovered >= left else { return true }
    return !isCovered[groups.group[h]]
  }

  mutating func take(_ h: Int) {
    left -= 1
    guard let groups, !isCovered[groups.group[h]] else { return }
    isCovered[groups.group[h]] = true
    uncovered -= 1
  }
}
