import KhorshooNumerics

/// Independent cascade: whoever has newly adopted has one chance with each household that hears from it.
///
/// A tie is open in a replicate or not, whoever asks and whenever (live edges), so spread is reach over open ties: sixty-four
/// replicates go through the graph together, one to a bit, and a tie is drawn when it is first needed. Update is
/// simultaneous: who adopts in a period has its chances in the next. A tie more or a seed more never lowers spread in any
/// replicate, since no other draw moves.
///
///     P(tie j -> h is open) = min(1, probability x w_hj)
///
/// - Random: ``SpreadStreams/chances``, entity = source, target = target: one event of `BernoulliMasks`.
/// - Source: Kempe, Kleinberg and Tardos 2003, doi:10.1145/956750.956769 (model and live edges).
/// - Proof: `CascadeAnalytic` (exact enumeration), `SpreadProperty` (monotone, replicates in any split).
public struct IndependentCascade: Sendable {
  /// Replicates that go through the graph together.
  public static let blockSize = BernoulliMasks.count

  private let outgoing: SparseRows
  private let thresholds: [UInt64]

  /// - Parameter probability: chance along a tie of weight 1, from 0 to 1.
  public init(_ graph: TieGraph, probability: Double) {
    precondition((0...1).contains(probability), "probability \(probability)")
    outgoing = graph.outgoing
    thresholds = graph.outgoing.weights.map { BernoulliMasks.threshold(probability * Double($0)) }
  }

  /// Replicates `firstReplicate ..< firstReplicate + count`, until nothing moves or for so many periods.
  ///
  /// - Precondition: the first replicate is a multiple of ``blockSize``, and the count at most that.
  public func simulate(
    seed: UInt64, firstReplicate: Int, count: Int, seeds: SpreadSeeds, periods: Int? = nil,
    in memory: Memory
  ) -> SpreadBlock {
    precondition(firstReplicate % Self.blockSize == 0 && (1...Self.blockSize).contains(count))
    precondition(memory.households == outgoing.rowCount && memory.arcs == outgoing.columns.count)
    memory.begin()
    for replicate in 0..<count {
      let bit = UInt64(1) << UInt64(replicate)
      for h in seeds.households(seed: seed, replicate: firstReplicate + replicate, of: outgoing.rowCount) {
        memory.reach(h, bit)
      }
    }
    memory.endPeriod()
    var adopters = [memory.counts.values(count)]
    let masks = BernoulliMasks(seed: seed, group: firstReplicate / Self.blockSize)
    while memory.frontierCount > 0, adopters.count <= periods ?? .max {
      pass(memory, masks)
      memory.endPeriod()
      if memory.frontierCount == 0 { break }
      adopters.append(memory.counts.values(count))
    }
    return SpreadBlock(
      firstReplicate: firstReplicate, replicateCount: count, adopters: adopters,
      adopted: (0..<memory.households).map { UInt32(memory.reached[$0].nonzeroBitCount) })
  }

  /// Chances of all who adopted in the last period.
  private func pass(_ memory: Memory, _ masks: BernoulliMasks) {
    let (reached, fresh, next, open, stamps) = (memory.reached, memory.fresh, memory.next, memory.open, memory.stamps)
    let (frontier, nextFrontier, stamp) = (memory.frontier, memory.nextFrontier, memory.stamp)
    var nextCount = 0
    outgoing.rowStarts.withUnsafeBufferPointer { starts in
      outgoing.columns.withUnsafeBufferPointer { targets in
        thresholds.withUnsafeBufferPointer { thresholds in
          for i in 0..<memory.frontierCount {
            let source = frontier[i]
            let passing = fresh[Int(source)]
            for k in starts[Int(source)]..<starts[Int(source) &+ 1] {
              let target = targets[k]
              let wanted = passing & ~reached[Int(target)]
              guard wanted != 0 else { continue }
              if stamps[k] != stamp {
                stamps[k] = stamp
                open[k] = masks.mask(
                  SpreadStreams.chances, entity: source, target: target, threshold: thresholds[k])
              }
              let new = wanted & open[k]
              guard new != 0 else { continue }
              if next[Int(target)] == 0 {
                nextFrontier[nextCount] = target
                nextCount &+= 1
              }
              next[Int(target)] |= new
            }
          }
        }
      }
    }
    memory.nextCount = nextCount
  }
}
