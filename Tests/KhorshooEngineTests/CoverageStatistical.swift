import KhorshooEngine
import KhorshooNumerics
import Testing

/// Two arms that share most of their luck: the second is the first plus a known effect plus luck of its own.
///
/// Shape: cells are 25 unrelated quantities; a study is one seed.
private struct KnownEffect: TwoArmModel {
  static let quantities = 25
  let seed: UInt64
  static let effect = 0.4
  static let shared = RandomStream(root: .dynamics, number: 901, name: "shared")
  static let own = RandomStream(root: .dynamics, number: 902, name: "own")

  func simulate(_ block: ReplicateBlock, in workspace: NoWorkspace, into record: BlockRecord) {
    let random = LaneRandom(seed: seed, firstReplicate: block.firstReplicate)
    for cell in 0..<25 {
      let level = normalQuantileLanes(random.uniforms(Self.shared, entity: cell, quarter: 0).0) * 3
      let luck = normalQuantileLanes(random.uniforms(Self.own, entity: cell, quarter: 0).0)
      record.set(arm: 0, cell: cell, SIMD16<Double>(level) + SIMD16(repeating: 10))
      record.set(
        arm: 1, cell: cell, SIMD16<Double>(level) + SIMD16<Double>(luck) + SIMD16(repeating: 10 + Self.effect))
    }
  }
}

/// How often intervals contain the effect.
@Suite struct CoverageStatistical {
  private struct Shares {
    var paired = 0.0, unpaired = 0.0, half = 0.0, shifted = 0.0
  }

  /// 400 studies of 20 replicates, 25 quantities each: 10,000 intervals.
  private static let shares: Result<Shares, any Error> = Result {
    var found = Shares()
    let intervals = 400.0 * 25
    for seed in 0..<400 {
      let tables = try MonteCarloRunner(replicates: 20, threads: 1).run(KnownEffect(seed: UInt64(seed)))
      for cell in 0..<25 {
        let d = tables.difference(arm: 1, cell: cell)
        let (low, high) = (d.ci95Low, d.ci95High)
        func count(_ low: Double, _ high: Double, _ effect: Double = KnownEffect.effect) -> Double {
          low <= effect && effect <= high ? 1 / intervals : 0
        }
        found.paired += count(low, high)
        found.half += count(d.difference - (high - low) / 4, d.difference + (high - low) / 4)
        found.shifted += count(low, high, 0)
        // As if the arms had no luck in common: variances of both means added.
        let errors = (0..<2).map { tables.summary(arm: $0, cell: cell).mcse }
        let width = 2.024 * (errors[0] * errors[0] + errors[1] * errors[1]).squareRoot()
        found.unpaired += count(d.difference - width, d.difference + width)
      }
    }
    return found
  }

  /// The standard error of the share is sqrt(0.95 x 0.05 / 10,000) = 0.0022: 93 to 97 % is nine of them either way.
  @Test func pairedIntervalsCover() throws {
    let shares = try Self.shares.get()
    #expect((0.93...0.97).contains(shares.paired), "\(shares.paired)")
    #expect(abs(shares.paired - 0.95) < 5 * 0.0022, "\(shares.paired)")
  }

  /// Deliberate faults: unpaired intervals cover always, half-width ones two times in three, and no effect is excluded.
  @Test func faultsAreSeen() throws {
    let shares = try Self.shares.get()
    for share in [shares.unpaired, shares.half, shares.shifted] { #expect(!(0.93...0.97).contains(share), "\(share)") }
    #expect(shares.unpaired > 0.99 && shares.half < 0.8 && shares.shifted < 0.75)
  }

  /// Variances 9 and 10 against 1: a paired replicate is worth 19 unpaired ones.
  @Test func unpairedEquivalent() throws {
    let tables = try MonteCarloRunner(replicates: 4000, threads: 2).run(KnownEffect(seed: 9))
    for cell in 0..<25 {
      let d = tables.difference(arm: 1, cell: cell)
      // Ratio of two variances of 4,000 draws: relative standard error near sqrt(4 / 4,000) = 0.032.
      #expect(abs(d.unpairedReplicates / (19 * 4000) - 1) < 5 * 0.032)
      #expect(d.unpairedReplicates == d.unpairedReplicates.rounded())
      // What it says: that many unpaired replicates give this interval.
      let variances = (0..<2).map { arm in
        let error = tables.summary(arm: arm, cell: cell).mcse
        return error * error * 4000
      }
      let unpaired = ((variances[0] + variances[1]) / d.unpairedReplicates).squareRoot()
      #expect(abs(1.960_6 * unpaired / ((d.ci95High - d.ci95Low) / 2) - 1) < 1e-3)
    }
  }
}
