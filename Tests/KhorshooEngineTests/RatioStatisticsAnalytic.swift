import KhorshooEngine
import KhorshooNumerics
import Testing

/// Ratios of paired differences against moments that are computed from every replicate.
@Suite struct RatioStatisticsAnalytic {
  /// A model of one quarter whose cells are known functions of the replicate.
  private struct Known: BlockModel {
    let ratios: [RatioDefinition]
    let armNames = ["a", "b"]
    let referenceArm = 0
    let ledgers: [LedgerDefinition] = []
    let householdQuartersPerReplicate = 1
    let layout = RecordLayout(
      outcomes: ["gain", "cost", "never"].map { toyOutcome($0, .quarterly, [.banner]) },
      places: [toyPlace(.banner, "banner")], quarters: [Quarter(year: 2020, number: 1)])

    final class Workspace {}

    func makeWorkspace() -> Workspace { Workspace() }

    static func value(_ outcome: Int, arm: Int, replicate: Int) -> Double {
      let wave = Double((replicate &* 7919) % 101) / 101
      switch outcome {
      case 0: return 100 * wave + Double(arm) * (3 + 2 * wave * wave)
      case 1: return 50 + Double(arm) * (2 + Double(replicate % 3))
      default: return .nan
      }
    }

    func simulate(_ block: ReplicateBlock, in workspace: Workspace, into record: BlockRecord) {
      for arm in 0..<2 {
        for outcome in 0..<3 {
          var lanes = SIMD16<Double>.zero
          for lane in 0..<laneCount {
            lanes[lane] = Self.value(outcome, arm: arm, replicate: block.firstReplicate + lane)
          }
          record.set(arm: arm, cell: outcome, lanes)
        }
      }
    }
  }

  private static func ratio(_ numerator: [(Int, Double)], _ denominator: [(Int, Double)]) -> RatioDefinition {
    func side(_ terms: [(Int, Double)]) -> RatioDefinition.Side {
      .init(label: "", labelChinese: "", terms: terms.map { .init(cell: $0.0, weight: $0.1) })
    }
    return RatioDefinition(
      name: "", unit: "1", label: "", labelChinese: "", meaning: "", meaningChinese: "", numerator: side(numerator),
      denominator: side(denominator))
  }

  @Test(arguments: [(70, 1), (70, 3), (16, 2), (5, 1)]) func areThoseOfTheDifferences(replicates: Int, threads: Int)
    throws
  {
    let model = Known(ratios: [
      Self.ratio([(0, 1)], [(1, 1)]), Self.ratio([(0, 2), (1, -0.5)], [(1, 3)]), Self.ratio([(2, 1)], [(1, 1)]),
    ])
    let statistics = try MonteCarloRunner(replicates: replicates, threads: threads).run(model)
    func difference(_ outcome: Int) -> [Double] {
      (0..<replicates).map {
        Known.value(outcome, arm: 1, replicate: $0) - Known.value(outcome, arm: 0, replicate: $0)
      }
    }
    let (gain, cost) = (difference(0), difference(1))
    check(statistics.ratio(arm: 1, ratio: 0), gain, cost)
    check(statistics.ratio(arm: 1, ratio: 1), zip(gain, cost).map { 2 * $0 - 0.5 * $1 }, cost.map { 3 * $0 })
    // What is not a number in any replicate has no ratio.
    #expect(statistics.ratio(arm: 1, ratio: 2).interval95 == .undefined)
    // The reference differs from itself by nothing that was added.
    #expect(statistics.ratio(arm: 0, ratio: 0).interval95 == .undefined)
  }

  /// Over worlds the interval is that of the worlds' own ratios, where all denominators are of one sign.
  @Test func overWorldsTheyHaveTheIntervalOfTheWorlds() throws {
    let model = Known(ratios: [Self.ratio([(0, 1)], [(1, 1)]), Self.ratio([(0, 1)], [(0, 1), (1, -1.2)])])
    let worlds = 60
    let statistics = try MonteCarloRunner(replicates: worlds * laneCount, threads: 2).run(
      DrawnWorlds(like: model) { _ in model })
    func mean(_ outcome: Int, _ world: Int) -> Double {
      (world * laneCount..<(world + 1) * laneCount).reduce(0) {
        $0 + Known.value(outcome, arm: 1, replicate: $1) - Known.value(outcome, arm: 0, replicate: $1)
      } / Double(laneCount)
    }
    let sorted = (0..<worlds).map { mean(0, $0) / mean(1, $0) }.sorted()
    // A further world lies beyond with 2.5 % on either side: rank 0.025 x 61 = 1.525, counted from 1.
    let low = sorted[0] + 0.525 * (sorted[1] - sorted[0])
    guard case .bounded(let found, _) = statistics.ratio(arm: 1, ratio: 0).interval95 else {
      Issue.record("no bounds")
      return
    }
    #expect(abs(found / low - 1) < 1e-12, "\(found), \(low)")
    // Denominators of both signs: every world has a ratio, and none of them bounds anything.
    let signs = Set((0..<worlds).map { mean(0, $0) - 1.2 * mean(1, $0) > 0 })
    try #require(signs.count == 2)
    #expect(statistics.ratio(arm: 1, ratio: 1).interval95 == naive(statistics.ratio(arm: 1, ratio: 1)).interval95)
  }

  /// The same moments with the interval that they alone give.
  private func naive(_ moments: RatioMoments) -> RatioMoments {
    RatioMoments(
      count: moments.count, numerator: moments.numerator, denominator: moments.denominator,
      numeratorVariance: moments.numeratorVariance, denominatorVariance: moments.denominatorVariance,
      covariance: moments.covariance)
  }

  private func check(_ moments: RatioMoments, _ numerator: [Double], _ denominator: [Double]) {
    let n = Double(numerator.count)
    func mean(_ x: [Double]) -> Double { x.reduce(0, +) / n }
    func covariance(_ x: [Double], _ y: [Double]) -> Double {
      let (a, b) = (mean(x), mean(y))
      return zip(x, y).reduce(0) { $0 + ($1.0 - a) * ($1.1 - b) } / (n - 1) / n
    }
    let expected = [
      n, mean(numerator), mean(denominator), covariance(numerator, numerator), covariance(denominator, denominator),
      covariance(numerator, denominator),
    ]
    let found = [
      moments.count, moments.numerator, moments.denominator, moments.numeratorVariance, moments.denominatorVariance,
      moments.covariance,
    ]
    for (a, b) in zip(found, expected) {
      #expect(abs(a - b) < 1e-11 * max(1, abs(b)), "\(found), expected \(expected)")
    }
    // Deliberate fault: sides that are taken for independent have another covariance.
    #expect(abs(moments.covariance) > 1e-6)
  }
}
