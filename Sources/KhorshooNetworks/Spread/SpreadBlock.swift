import KhorshooNumerics

/// Who has adopted at the start: the same households everywhere, or a number of them drawn anew in each replicate.
public enum SpreadSeeds: Sendable, Hashable {
  /// These households.
  case households([Int])
  /// So many, each set of them equally likely.
  case drawn(Int)
  /// So many, one of each group first and then others of any.
  case drawnOfGroups(Int, SeedGroups)

  /// The seeds of a replicate.
  ///
  /// - Random: ``SpreadStreams/seeds``, entity = how many were drawn before (Floyd's sampling, Bentley and Floyd 1987,
  ///   doi:10.1145/30401.315746).
  func households(seed: UInt64, replicate: Int, of householdCount: Int) -> [Int] {
    switch self {
    case .households(let fixed): return fixed
    case .drawn(let count):
      precondition(count <= householdCount, "\(count) seeds among \(householdCount) households")
      let random = ScalarRandom(seed: seed, stream: SpreadStreams.seeds, replicate: replicate)
      var chosen: Set<Int> = []
      for j in (householdCount - count)..<householdCount {
        let k = Int(random.uniform(entity: j, index: 0) * Double(j + 1))
        chosen.insert(chosen.contains(k) ? j : k)
      }
      return chosen.sorted()
    case .drawnOfGroups(let count, let groups): return groups.drawn(count, seed: seed, replicate: replicate)
    }
  }
}

/// What happened in a block of replicates.
public struct SpreadBlock: Sendable, Hashable {
  /// First replicate.
  public let firstReplicate: Int
  /// Replicates.
  public let replicateCount: Int
  /// Adopters after each period, the seeds first. Shape: (periods + 1) x replicates.
  public internal(set) var adopters: [[Int]]
  /// Replicates in which each household has adopted at the end.
  public internal(set) var adopted: [UInt32]
  /// Adopters at the end of each replicate.
  public var final: [Int] { adopters[adopters.count - 1] }
}

/// Replicates of spread put together in their order; the same for any number of blocks and threads.
public struct SpreadSummary: Sendable, Hashable {
  /// Households.
  public let householdCount: Int
  /// Replicates so far.
  public private(set) var replicateCount = 0
  /// Adopters at the end of each replicate.
  public private(set) var final: [Int] = []
  /// Replicates in which each household has adopted at the end.
  public private(set) var adopted: [Int]
  /// Adopters after each period, the seeds first. Shape: (periods + 1) x replicates; a replicate that has come to rest
  /// stays.
  public private(set) var adopters: [[Int]] = []

  /// Nothing yet.
  public init(householdCount: Int) {
    self.householdCount = householdCount
    adopted = Array(repeating: 0, count: householdCount)
  }

  /// Adds the next block.
  public mutating func add(_ block: SpreadBlock) {
    precondition(block.firstReplicate == replicateCount, "replicates are added in their order")
    while adopters.count < block.adopters.count {
      adopters.append(adopters.last ?? [])
    }
    for period in adopters.indices { adopters[period] += block.adopters[min(period, block.adopters.count - 1)] }
    final += block.final
    replicateCount += block.replicateCount
    for h in 0..<householdCount { adopted[h] += Int(block.adopted[h]) }
  }

  /// Mean number of adopters at the end.
  public var mean: Double { Double(final.reduce(0, +)) / Double(replicateCount) }

  /// Variance of the number of adopters at the end over replicates.
  public var variance: Double {
    guard replicateCount > 1 else { return .nan }
    let m = mean
    return final.reduce(0) { $0 + (Double($1) - m) * (Double($1) - m) } / Double(replicateCount - 1)
  }
}
