/// A named source of draws: one stream per process, with a number that never changes and is never reused.
public struct RandomStream: Sendable, Hashable {
  /// The part of a run a stream belongs to; a part can be drawn anew while the others stay.
  public enum Root: UInt8, Sendable, Hashable, CaseIterable {
    /// Households, herds and places at the start.
    case population = 1
    /// Ties between households.
    case network = 2
    /// Everything that happens afterwards.
    case dynamics = 3
  }

  /// The part of a run.
  public let root: Root
  /// Number within the root.
  public let number: UInt16
  /// Name in documents and messages.
  public let name: String

  /// Memberwise.
  @inlinable
  public init(root: Root, number: UInt16, name: String) {
    self.root = root
    self.number = number
    self.name = name
  }

  /// Last word of the generator's counter.
  @inlinable @inline(__always)
  var counterWord: UInt32 { UInt32(root.rawValue) &<< 16 | UInt32(number) }
}

/// The draws of one block: replicates `firstReplicate ..< firstReplicate + 16`, one to a lane.
///
/// A draw is a pure function of seed, stream, replicate, quarter, entity and index: Philox4x32-10 with the two halves of
/// the seed as key and counter (replicate, entity, quarter x 65,536 + index / 4, root x 65,536 + stream number); the
/// word is index % 4. A uniform is (2k + 1) / 2^24 for the word's upper 23 bits k, so never 0 or 1.
public struct LaneRandom: Sendable {
  @usableFromInline let key0: UInt64
  @usableFromInline let key1: UInt64
  // Products of the replicate with the first multiplier: even lanes, odd lanes; high and low words.
  @usableFromInline let evenHigh: WordLanes
  @usableFromInline let evenLow: WordLanes
  @usableFromInline let oddHigh: WordLanes
  @usableFromInline let oddLow: WordLanes

  /// Draws of the block that starts at an absolute replicate number.
  public init(seed: UInt64, firstReplicate: Int) {
    precondition(
      firstReplicate >= 0 && firstReplicate <= Int(UInt32.max) - laneCount, "replicate \(firstReplicate) of a block")
    key0 = seed & 0xffff_ffff
    key1 = seed >> 32
    let even = WordLanes(repeating: UInt64(firstReplicate)) &+ WordLanes(0, 2, 4, 6, 8, 10, 12, 14)
    (evenHigh, evenLow) = philoxProduct(even, philoxMultiplier0)
    (oddHigh, oddLow) = philoxProduct(even &+ 1, philoxMultiplier0)
  }

  /// The uniforms of draw indices `4 quad ..< 4 quad + 4`, for one call of the generator.
  ///
  /// Shape: four times 16 lanes. Entity below 2^32; quarter and quad below 2^16.
  @inlinable @inline(__always)
  public func uniforms(
    _ stream: RandomStream, entity: Int, quarter: Int, quad: Int = 0
  ) -> (Lanes, Lanes, Lanes, Lanes) {
    let e = UInt64(bitPattern: Int64(entity))
    let q = UInt64(bitPattern: Int64(quarter))
    let d = UInt64(bitPattern: Int64(quad))
    guard e >> 32 | q >> 16 | d >> 16 == 0 else { drawOutOfRange(stream, entity, quarter, quad) }
    let c2 = q &<< 16 | d
    let c3 = UInt64(stream.counterWord)
    let even = philoxLanes(firstHigh: evenHigh, firstLow: evenLow, e, c2, c3, key0: key0, key1: key1)
    let odd = philoxLanes(firstHigh: oddHigh, firstLow: oddLow, e, c2, c3, key0: key0, key1: key1)
    return (
      uniformLanes(even.0, odd.0), uniformLanes(even.1, odd.1), uniformLanes(even.2, odd.2),
      uniformLanes(even.3, odd.3)
    )
  }

  /// The uniform of one draw index.
  @inlinable @inline(__always)
  public func uniform(_ stream: RandomStream, entity: Int, quarter: Int, index: Int) -> Lanes {
    let four = uniforms(stream, entity: entity, quarter: quarter, quad: index &>> 2)
    switch index & 3 {
    case 0: return four.0
    case 1: return four.1
    case 2: return four.2
    default: return four.3
    }
  }
}

/// Sixteen floats in (0, 1) from eight words of the even and eight of the odd lanes.
@inlinable @inline(__always)
func uniformLanes(_ even: WordLanes, _ odd: WordLanes) -> Lanes {
  let words = unsafeBitCast(even | (odd &<< 32), to: SIMD16<Int32>.self)
  let mantissa = (words &>> 9) & SIMD16<Int32>(repeating: 0x7f_ffff)
  return fromIntegerBits(mantissa | SIMD16<Int32>(repeating: 0x3f80_0000)) - 0.999_999_94
}

@usableFromInline @inline(never)
func drawOutOfRange(_ stream: RandomStream, _ entity: Int, _ quarter: Int, _ quad: Int) -> Never {
  preconditionFailure("draw out of range: stream \(stream.name), entity \(entity), quarter \(quarter), quad \(quad)")
}
