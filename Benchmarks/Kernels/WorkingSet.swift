import KhorshooNumerics

/// Rows of sixteen lanes in plain memory, kept for the life of the process.
struct LaneRows: @unchecked Sendable {
  let base: UnsafeMutablePointer<Lanes>
  let count: Int

  init(_ count: Int, _ fill: (Int) -> Lanes = { _ in .zero }) {
    self.count = count
    base = .allocate(capacity: count)
    for row in 0..<count { (base + row).initialize(to: fill(row)) }
  }

  /// A hash over all bits: equal for equal results only.
  var checksum: UInt64 {
    var hash = Checksum()
    for row in 0..<count { for lane in 0..<laneCount { hash.add(UInt64(base[row][lane].bitPattern)) } }
    return hash.value
  }

  /// The largest difference of two sets of rows, relative to 1 or the size of the value.
  func largestDifference(_ other: LaneRows) -> Float {
    var worst: Float = 0
    for row in 0..<count {
      for lane in 0..<laneCount {
        let (a, b) = (base[row][lane], other.base[row][lane])
        let difference = abs(a - b) / max(1, abs(a))
        if !(difference <= worst) { worst = difference }
      }
    }
    return worst
  }
}

/// FNV-1a over 64-bit words (Fowler, Noll and Vo; offset basis and prime of the 64-bit variant).
struct Checksum {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ word: UInt64) { value = (value ^ word) &* 0x0000_0100_0000_01b3 }
}

/// Names a checksum that is not the stored one, so that a wanted change can be copied from the message.
func mismatch(_ found: UInt64, _ stored: UInt64) -> String? {
  found == stored
    ? nil
    : "checksum 0x\(String(found, radix: 16)), stored 0x\(String(stored, radix: 16)); if the change is wanted, store the new one"
}

/// Households of a working set: 44 gacha of 105.
let villageSize = 105
let villageCount = 44
let unitCount = villageSize * villageCount
/// A stream of its own for the benchmarks; numbers of the model's streams are far below.
let benchmarkStream = RandomStream(root: .dynamics, number: 60_000, name: "benchmark")
/// The draws of the first block of seed 2020.
let benchmarkRandom = LaneRandom(seed: 2020, firstReplicate: 0)
/// Uniforms of all units: 4,620 rows.
let uniformRows = LaneRows(unitCount) { benchmarkRandom.uniform(benchmarkStream, entity: $0, quarter: 0, index: 0) }
/// Where results go.
let resultRows = LaneRows(4 * unitCount)
