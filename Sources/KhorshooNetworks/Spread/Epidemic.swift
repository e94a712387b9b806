import KhorshooNumerics

/// Adoption that is given up again: who has adopted passes it on for a while, then leaves for good (SIR) or may adopt again (SIS).
///
///     P(h adopts) = 1 - (1 - passing)^(sum of w over adopters that h hears from)      in each period
///     P(h leaves) = leaving                                                          in each period after that of adoption
///
/// Update is simultaneous: who adopts in a period passes it on in the next, and leaves at its end at the earliest.
/// - Random: ``SpreadStreams/adoption``, entity = household, index = 2 period for adopting, 2 period + 1 for leaving.
/// - Source: Kermack and McKendrick 1927, doi:10.1098/rspa.1927.0118; in discrete time on networks Reed and Frost, after
///   Abbey 1952.
/// - Proof: `EpidemicAnalytic` (exact chains by enumeration).
public struct Epidemic: Sendable {
  /// Probability a period along a tie of weight 1.
  public let passing: Double
  /// Probability a period of leaving.
  public let leaving: Double
  /// Whether who has left may adopt again.
  public let returns: Bool
  private let incoming: SparseRows

  /// - Precondition: passing from 0 to below 1, leaving from 0 to 1.
  public init(_ graph: TieGraph, passing: Double, leaving: Double, returns: Bool) {
    precondition((0..<1).contains(passing) && (0...1).contains(leaving), "passing \(passing), leaving \(leaving)")
    incoming = graph.incoming
    (self.passing, self.leaving, self.returns) = (passing, leaving, returns)
  }

  /// Replicates `firstReplicate ..< firstReplicate + 16`: adopters after each period are those who have not left; adopted are
  /// all who ever did.
  func simulate(seed: UInt64, firstReplicate: Int, count: Int, seeds: SpreadSeeds, periods: Int) -> SpreadBlock {
    let households = incoming.rowCount
    let random = LaneRandom(seed: seed, firstReplicate: firstReplicate)
    var active = startLanes(
      seeds, seed: seed, firstReplicate: firstReplicate, count: count, householdCount: households)
    var ever = active
    var heard = active
    var counts = [active.reduce(Lanes.zero, +)]
    let rate = Float(-stableLog(1 - passing))
    let one = Lanes(repeating: 1)
    for period in 0..<periods {
      multiply(active, into: &heard)
      var total = Lanes.zero
      for h in 0..<households {
        let (before, known) = (active[h], ever[h])
        let barred = returns ? before : known
        if hasAny(heard[h] .> 0), hasAny(barred .< one) {
          let u = random.uniform(SpreadStreams.adoption, entity: h, quarter: 0, index: 2 * period)
          let joins = (u .< (1 - expLanes(heard[h] * -rate))) .& (barred .< one)
          active[h] = active[h].replacing(with: 1, where: joins)
          ever[h] = ever[h].replacing(with: 1, where: joins)
        }
        if hasAny(before .> 0) {
          let u = random.uniform(SpreadStreams.adoption, entity: h, quarter: 0, index: 2 * period + 1)
          active[h] = active[h].replacing(with: 0, where: (u .< Float(leaving)) .& (before .> 0))
        }
        total += active[h]
      }
      counts.append(total)
    }
    return SpreadBlock(counts, ever, firstReplicate: firstReplicate, count: count)
  }

  private func multiply(_ x: [Lanes], into y: inout [Lanes]) {
    x.withUnsafeBufferPointer { x in
      y.withUnsafeMutableBufferPointer { y in
        guard let x = x.baseAddress, let y = y.baseAddress else { return }
        incoming.multiply(x, into: y, rows: 0..<incoming.rowCount)
      }
    }
  }
}
