/// Events of sixty-four replicates at once, one to a bit.
///
/// The uniform behind an event is written in binary, digit i of all sixty-four replicates in one word, and compared with the
/// probability from the first digit on, until it has fallen on one side of it in every replicate: eight digits on average
/// decide 64 events, where a number for each would take 2,048 bits.
///
/// An event is a pure function of seed, stream, replicate, entity and target, monotone in its probability. Digits are the
/// words of Philox4x32-10 with the two halves of the seed as key and counter (16 x replicate / 64 + lane, entity, target,
/// stream); lanes 0 to 7 give digits 0 to 15, lanes 8 to 15 the other sixteen. The counters are those of ``LaneRandom`` too,
/// so a stream belongs to one of the two.
/// - Source: comparison digit by digit, Knuth and Yao 1976, "The complexity of nonuniform random number generation".
/// - Proof: `BernoulliMasksStatistical`.
public struct BernoulliMasks: Sendable {
  /// Replicates in a mask.
  public static let count = 64

  private let key0, key1: UInt64
  private let firstHigh, firstLow, secondHigh, secondLow: WordLanes

  /// Events of replicates `64 group ..< 64 group + 64`.
  public init(seed: UInt64, group: Int) {
    precondition(group >= 0 && group < 1 << 28, "group \(group) of replicates")
    key0 = seed & 0xffff_ffff
    key1 = seed >> 32
    let lanes = WordLanes(repeating: UInt64(group) &* 16) &+ WordLanes(0, 1, 2, 3, 4, 5, 6, 7)
    (firstHigh, firstLow) = philoxProduct(lanes, philoxMultiplier0)
    (secondHigh, secondLow) = philoxProduct(lanes &+ 8, philoxMultiplier0)
  }

  /// Replicates in which an event of a probability happens, given in units of 2^-32; see ``threshold(_:)``.
  ///
  /// - Parameter wanted: replicates that are asked about; the others may come out either way.
  @inline(__always)
  public func mask(
    _ stream: RandomStream, entity: UInt32, target: UInt32, threshold: UInt64, wanted: UInt64 = .max
  ) -> UInt64 {
    guard threshold < 1 << 32 else { return .max }
    let word = UInt64(stream.counterWord)
    var (less, equal) = (UInt64(0), wanted)
    // The probability, its first digit at the top of 32 bits.
    var rest = threshold
    let first = philoxLanes(
      firstHigh: firstHigh, firstLow: firstLow, UInt64(entity), UInt64(target), word, key0: key0, key1: key1)
    compare(first.0 | first.1 &<< 32, &less, &equal, &rest)
    guard equal != 0, rest & 0xffff_ffff != 0 else { return less }
    compare(first.2 | first.3 &<< 32, &less, &equal, &rest)
    guard equal != 0, rest & 0xffff_ffff != 0 else { return less }
    let second = philoxLanes(
      firstHigh: secondHigh, firstLow: secondLow, UInt64(entity), UInt64(target), word, key0: key0, key1: key1)
    compare(second.0 | second.1 &<< 32, &less, &equal, &rest)
    compare(second.2 | second.3 &<< 32, &less, &equal, &rest)
    return less
  }

  /// A probability in units of 2^-32, rounded; 2^32 is certain.
  public static func threshold(_ probability: Double) -> UInt64 {
    UInt64((min(1, max(0, probability)) * 0x1p32).rounded())
  }

  /// Eight more digits: a replicate whose digit is below that of the probability has fallen below it.
  @inline(__always)
  private func compare(_ digits: WordLanes, _ less: inout UInt64, _ equal: inout UInt64, _ rest: inout UInt64) {
    // Eight times by hand: as a loop the digits went through memory (measured twice as slow).
    digit(digits[0], &less, &equal, &rest)
    digit(digits[1], &less, &equal, &rest)
    digit(digits[2], &less, &equal, &rest)
    digit(digits[3], &less, &equal, &rest)
    digit(digits[4], &less, &equal, &rest)
    digit(digits[5], &less, &equal, &rest)
    digit(digits[6], &less, &equal, &rest)
    digit(digits[7], &less, &equal, &rest)
  }

  @inline(__always)
  private func digit(_ random: UInt64, _ less: inout UInt64, _ equal: inout UInt64, _ rest: inout UInt64) {
    // All ones where the probability's digit is 1.
    let one = 0 &- (rest &>> 31 & 1)
    less |= equal & ~random & one
    equal &= ~(random ^ one)
    rest &<<= 1
  }
}
