import KhorshooNumerics
import Testing

@Suite("Events of sixty-four replicates in a word")
struct BernoulliMasksStatistical {
  private static let stream = RandomStream(root: .dynamics, number: 60_001, name: "test")

  /// Share of ones of events of a probability, over groups and entities, for each bit.
  private func counts(_ p: Double, entities: Int = 20_000) -> (bits: [Int], pairs: Int) {
    let masks = BernoulliMasks(seed: 77, group: 3)
    var bits = [Int](repeating: 0, count: 64)
    var pairs = 0
    for entity in 0..<entities {
      let mask = masks.mask(
        Self.stream, entity: UInt32(entity), target: UInt32(entity % 7), threshold: BernoulliMasks.threshold(p))
      for bit in 0..<64 { bits[bit] += Int(mask >> UInt64(bit) & 1) }
      pairs += (mask & (mask >> 1 | mask << 63)).nonzeroBitCount
    }
    return (bits, pairs)
  }

  @Test("each replicate at its probability, neighbours independent", arguments: [0.001, 0.05, 0.3, 0.5, 0.9])
  func frequency(_ p: Double) {
    let (bits, pairs) = counts(p)
    let n = 20_000.0
    for (bit, count) in bits.enumerated() {
      #expect((Double(count) - n * p).magnitude < 4.8 * (n * p * (1 - p)).squareRoot(), "bit \(bit) at \(p): \(count)")
    }
    let expected = 64 * n * p * p
    #expect((Double(pairs) - expected).magnitude < 5 * (64 * n * p * p).squareRoot() * (1 + 2 * p).squareRoot())
  }

  @Test("one more digit of the probability is seen: 2^-32 units, monotone, certain and impossible")
  func digits() {
    let masks = BernoulliMasks(seed: 1, group: 0)
    func mask(_ threshold: UInt64, _ entity: UInt32) -> UInt64 {
      masks.mask(Self.stream, entity: entity, target: 9, threshold: threshold)
    }
    for entity in 0..<200 as Range<UInt32> {
      var last: UInt64 = 0
      for threshold in stride(from: UInt64(0), through: 1 << 32, by: 1 << 26) {
        let now = mask(threshold, entity)
        #expect(last & ~now == 0)
        last = now
      }
      #expect(mask(0, entity) == 0 && mask(1 << 32, entity) == .max)
      // A bisection down to the last digit finds the uniform of replicate 5, and the mask turns exactly there.
      var (low, high) = (UInt64(0), UInt64(1) << 32)
      while high - low > 1 {
        let middle = (low + high) / 2
        if mask(middle, entity) >> 5 & 1 == 1 { high = middle } else { low = middle }
      }
      #expect(mask(low, entity) >> 5 & 1 == 0 && mask(high, entity) >> 5 & 1 == 1)
    }
  }

  @Test("what is not wanted does not change what is")
  func wanted() {
    let masks = BernoulliMasks(seed: 5, group: 2)
    for entity in 0..<500 as Range<UInt32> {
      let all = masks.mask(Self.stream, entity: entity, target: 1, threshold: 123_456_789)
      let some = masks.mask(Self.stream, entity: entity, target: 1, threshold: 123_456_789, wanted: 0xff00)
      #expect(all & 0xff00 == some & 0xff00)
    }
  }
}
