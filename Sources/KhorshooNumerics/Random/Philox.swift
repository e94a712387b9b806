import CLanes

/// The counter-based generator behind every random draw, one counter at a time.
///
/// Source: Salmon, Moraes, Dror and Shaw, Parallel random numbers: as easy as 1, 2, 3 (SC 2011),
/// doi:10.1145/2063384.2063405. Proof: the known answers of Random123, in `PhiloxAnalytic`.
public struct Philox4x32: Sendable, Hashable {
  /// The two words of the key.
  public let key: SIMD2<UInt32>
  /// Rounds: 10 everywhere in the engine; 7 is the least that passes BigCrush.
  public let rounds: Int

  /// A generator with a key.
  public init(key: SIMD2<UInt32>, rounds: Int = 10) {
    precondition(rounds > 0, "Philox4x32 with \(rounds) rounds")
    self.key = key
    self.rounds = rounds
  }

  /// The four random words of a counter.
  public func words(_ counter: SIMD4<UInt32>) -> SIMD4<UInt32> {
    var x = counter
    var k = key
    for _ in 0..<rounds {
      let a = UInt64(x[0]) * philoxMultiplier0
      let b = UInt64(x[2]) * philoxMultiplier1
      x = SIMD4(
        UInt32(b >> 32) ^ x[1] ^ k[0], UInt32(truncatingIfNeeded: b),
        UInt32(a >> 32) ^ x[3] ^ k[1], UInt32(truncatingIfNeeded: a))
      k = SIMD2(k[0] &+ UInt32(philoxWeyl0), k[1] &+ UInt32(philoxWeyl1))
    }
    return x
  }
}

@usableFromInline let philoxMultiplier0: UInt64 = 0xD251_1F53
@usableFromInline let philoxMultiplier1: UInt64 = 0xCD9E_8D57
@usableFromInline let philoxWeyl0: UInt64 = 0x9E37_79B9
@usableFromInline let philoxWeyl1: UInt64 = 0xBB67_AE85

/// Eight 32-bit words in the low halves of eight 64-bit lanes, which multiply in one instruction.
@usableFromInline typealias WordLanes = SIMD8<UInt64>

/// The 64-bit products of the low words with a constant, split into high and low words.
@inlinable @inline(__always)
func philoxProduct(_ x: WordLanes, _ multiplier: UInt64) -> (high: WordLanes, low: WordLanes) {
  let product = khorshoo_word8_multiply_low(x, UInt32(truncatingIfNeeded: multiplier))
  return (product &>> 32, product & WordLanes(repeating: 0xffff_ffff))
}

/// Philox4x32-10 of eight counters that differ in their first word only.
///
/// That word enters as its first product, which depends on the replicates alone and is computed once per block. The
/// other three words and both keys are scalars, so the first two rounds cost one vector product instead of four.
@inlinable @inline(__always)
func philoxLanes(
  firstHigh: WordLanes, firstLow: WordLanes, _ c1: UInt64, _ c2: UInt64, _ c3: UInt64, key0: UInt64, key1: UInt64
) -> (WordLanes, WordLanes, WordLanes, WordLanes) {
  let low: UInt64 = 0xffff_ffff
  // Round 1: words 0 and 1 become scalars, 2 and 3 vectors.
  let b = c2 &* philoxMultiplier1
  let s0 = (b &>> 32) ^ c1 ^ key0
  let s1 = b & low
  var x2 = firstHigh ^ WordLanes(repeating: c3 ^ key1)
  var x3 = firstLow
  var k0 = (key0 &+ philoxWeyl0) & low
  var k1 = (key1 &+ philoxWeyl1) & low
  // Round 2: word 0 is still a scalar.
  let a = s0 &* philoxMultiplier0
  let (h, l) = philoxProduct(x2, philoxMultiplier1)
  var x0 = h ^ WordLanes(repeating: s1 ^ k0)
  var x1 = l
  x2 = x3 ^ WordLanes(repeating: (a &>> 32) ^ k1)
  x3 = WordLanes(repeating: a & low)
  for _ in 2..<10 {
    k0 = (k0 &+ philoxWeyl0) & low
    k1 = (k1 &+ philoxWeyl1) & low
    let (h0, l0) = philoxProduct(x0, philoxMultiplier0)
    let (h1, l1) = philoxProduct(x2, philoxMultiplier1)
    x0 = h1 ^ x1 ^ WordLanes(repeating: k0)
    x1 = l1
    x2 = h0 ^ x3 ^ WordLanes(repeating: k1)
    x3 = l0
  }
  return (x0, x1, x2, x3)
}
