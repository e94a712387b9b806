extension IndependentCascade {
  /// Working memory of one worker, used again for every block.
  public final class Memory {
    let households, arcs: Int
    /// Replicates in which a household has adopted, one to a bit.
    let reached: UnsafeMutablePointer<UInt64>
    /// Those in which it adopted in the last period.
    let fresh: UnsafeMutablePointer<UInt64>
    private let next: UnsafeMutablePointer<UInt64>
    /// Replicates in which a tie is open, where its stamp is that of the block.
    let open: UnsafeMutablePointer<UInt64>
    let stamps: UnsafeMutablePointer<UInt32>
    private(set) var stamp: UInt32 = 0
    /// Households that adopted in the last period in some replicate.
    private(set) var frontier: [UInt32] = []
    private var nextFrontier: [UInt32] = []
    /// Adopters of each replicate.
    var counts = BitCounters()

    /// Memory for cascades on a graph.
    public init(_ graph: TieGraph) {
      households = graph.householdCount
      arcs = graph.arcCount
      func words(_ count: Int) -> UnsafeMutablePointer<UInt64> {
        let pointer = UnsafeMutablePointer<UInt64>.allocate(capacity: count)
        pointer.initialize(repeating: 0, count: count)
        return pointer
      }
      (reached, fresh, next) = (words(households), words(households), words(households))
      open = words(arcs)
      stamps = .allocate(capacity: arcs)
      stamps.initialize(repeating: 0, count: arcs)
    }

    deinit {
      for pointer in [reached, fresh, next, open] { pointer.deallocate() }
      stamps.deallocate()
    }

    func begin() {
      for pointer in [reached, fresh, next] { pointer.update(repeating: 0, count: households) }
      if stamp == .max { stamps.update(repeating: 0, count: arcs) }
      stamp = stamp == .max ? 1 : stamp + 1
      frontier.removeAll(keepingCapacity: true)
      counts = BitCounters()
    }

    /// A seed.
    func reach(_ h: Int, _ replicates: UInt64) { reachNext(h, replicates & ~reached[h]) }

    /// Adoption in the period under way.
    @inline(__always)
    func reachNext(_ h: Int, _ replicates: UInt64) {
      if next[h] == 0, replicates != 0 { nextFrontier.append(UInt32(h)) }
      next[h] |= replicates
    }

    /// Those who adopted in the period have adopted.
    func endPeriod() {
      swap(&frontier, &nextFrontier)
      nextFrontier.removeAll(keepingCapacity: true)
      for h in frontier.lazy.map(Int.init) {
        fresh[h] = next[h]
        next[h] = 0
        reached[h] |= fresh[h]
        counts.add(fresh[h])
      }
    }
  }
}

/// Sixty-four counters, one to a bit: word i holds digit i of all.
struct BitCounters {
  private var digits: [UInt64] = []

  /// Adds one to every counter whose bit is set.
  @inline(__always)
  mutating func add(_ bits: UInt64) {
    var carry = bits
    for i in digits.indices {
      guard carry != 0 else { return }
      let sum = digits[i] ^ carry
      carry &= digits[i]
      digits[i] = sum
    }
    if carry != 0 { digits.append(carry) }
  }

  /// The first counters.
  func values(_ count: Int) -> [Int] {
    (0..<count).map { bit in
      digits.indices.reduce(0) { $0 | Int(digits[$1] >> UInt64(bit) & 1) << $1 }
    }
  }
}
