extension IndependentCascade {
  /// Working memory of one worker, used again for every block. Plain memory: the walk over ties is bound by it.
  public final class Memory {
    let households, arcs: Int
    /// Replicates in which a household has adopted, one to a bit.
    let reached: UnsafeMutablePointer<UInt64>
    /// Those in which it adopted in the last period, and in the period under way.
    let fresh, next: UnsafeMutablePointer<UInt64>
    /// Replicates in which a tie is open, where its stamp is that of the block.
    let open: UnsafeMutablePointer<UInt64>
    let stamps: UnsafeMutablePointer<UInt32>
    private(set) var stamp: UInt32 = 0
    /// Households that adopted in the last period in some replicate, and in the period under way.
    let frontier, nextFrontier: UnsafeMutablePointer<UInt32>
    /// How many there are.
    var frontierCount = 0
    var nextCount = 0
    /// Adopters of each replicate.
    private(set) var counts = BitCounters()

    /// Memory for cascades on a graph.
    public init(_ graph: TieGraph) {
      households = graph.householdCount
      arcs = graph.arcCount
      func words<Word: FixedWidthInteger>(_ count: Int) -> UnsafeMutablePointer<Word> {
        let pointer = UnsafeMutablePointer<Word>.allocate(capacity: count)
        pointer.initialize(repeating: 0, count: count)
        return pointer
      }
      (reached, fresh, next, open) = (words(households), words(households), words(households), words(arcs))
      (stamps, frontier, nextFrontier) = (words(arcs), words(households), words(households))
    }

    deinit {
      for pointer in [reached, fresh, next, open] { pointer.deallocate() }
      for pointer in [stamps, frontier, nextFrontier] { pointer.deallocate() }
    }

    func begin() {
      for pointer in [reached, fresh, next] { pointer.update(repeating: 0, count: households) }
      if stamp == .max { stamps.update(repeating: 0, count: arcs) }
      stamp = stamp == .max ? 1 : stamp + 1
      (frontierCount, nextCount) = (0, 0)
      counts = BitCounters()
    }

    /// A seed.
    func reach(_ h: Int, _ replicates: UInt64) {
      if next[h] == 0 {
        nextFrontier[nextCount] = UInt32(h)
        nextCount += 1
      }
      next[h] |= replicates
    }

    /// Those who adopted in the period have adopted.
    func endPeriod() {
      var counts = counts
      for i in 0..<nextCount {
        let h = Int(nextFrontier[i])
        frontier[i] = nextFrontier[i]
        fresh[h] = next[h]
        next[h] = 0
        reached[h] |= fresh[h]
        counts.add(fresh[h])
      }
      self.counts = counts
      (frontierCount, nextCount) = (nextCount, 0)
    }
  }
}

/// Sixty-four counters, one to a bit: word i holds digit i of all.
struct BitCounters {
  // Fixed from the start: nothing is allocated while counting.
  private var digits = [UInt64](repeating: 0, count: 40)

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
  }

  /// The first counters.
  func values(_ count: Int) -> [Int] {
    (0..<count).map { bit in
      digits.indices.reduce(0) { $0 | Int(digits[$1] >> UInt64(bit) & 1) << $1 }
    }
  }
}
