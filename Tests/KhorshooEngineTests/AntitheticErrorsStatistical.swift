import KhorshooEngine
import KhorshooNumerics
import Testing

/// Two arms whose luck is mirrored within pairs: quantities that go up with it, that go with its square, and both.
private struct Mirrored: TwoArmModel {
  static let quantities = 3
  let seed: UInt64
  var isAntithetic = true
  static let shared = RandomStream(root: .dynamics, number: 906, name: "mirrored")
  static let own = RandomStream(root: .dynamics, number: 907, name: "ownLuck")
  /// Means of the quantities in the second arm; the first has 10 less.
  static let means = [10.0, 11.0, 11.0]

  var ratios: [RatioDefinition] {
    [
      RatioDefinition(
        name: "", unit: "1", label: "", labelChinese: "", meaning: "", meaningChinese: "",
        numerator: .init(label: "", labelChinese: "", terms: [.init(cell: 0, weight: 1)]),
        denominator: .init(label: "", labelChinese: "", terms: [.init(cell: 1, weight: 1)]))
    ]
  }

  func simulate(_ block: ReplicateBlock, in workspace: NoWorkspace, into record: BlockRecord) {
    let random = LaneRandom(seed: seed, firstReplicate: block.firstReplicate)
    var z = SIMD16<Double>(normalQuantileLanes(random.uniforms(Self.shared, entity: 0, quarter: 0).0))
    if isAntithetic { z.highHalf = -z.lowHalf }
    let luck = SIMD16<Double>(normalQuantileLanes(random.uniforms(Self.own, entity: 0, quarter: 0).0))
    let ten = SIMD16<Double>(repeating: 10)
    for (cell, values) in [z + luck * 0.5, z * z, z + z * z].enumerated() {
      record.set(arm: 0, cell: cell, .zero)
      record.set(arm: 1, cell: cell, values + ten)
    }
  }
}

/// How often intervals over antithetic pairs hold the mean, and those that take replicates for independent.
@Suite struct AntitheticErrorsStatistical {
  private struct Shares {
    var level90 = [0.0, 0.0, 0.0], difference95 = [0.0, 0.0, 0.0], naive95 = [0.0, 0.0, 0.0], ratio95 = 0.0
  }

  private static let studies = 3000

  /// 3,000 studies of 64 replicates, so 32 pairs.
  private static let shares: Result<Shares, any Error> = Result {
    var found = Shares()
    let one = 1 / Double(studies)
    for seed in 0..<studies {
      let tables = try MonteCarloRunner(replicates: 64, threads: 1).run(Mirrored(seed: UInt64(seed)))
      let values = PairStatistics(cellCount: 3)
      _ = try MonteCarloRunner(replicates: 64, threads: 1).run(
        Mirrored(seed: UInt64(seed)),
        observer: .init(keep: { record, _ in
          values.add(record.values[0].baseAddress!, record.values[1].baseAddress!, validLanes: 16)
        }))
      for (cell, mean) in Mirrored.means.enumerated() {
        let level = tables.summary(arm: 1, cell: cell)
        let half90 = studentQuantile(upperTail: 0.05, degreesOfFreedom: 31) * level.mcse
        if abs(level.mean - mean) <= half90 { found.level90[cell] += one }
        let d = tables.difference(arm: 1, cell: cell)
        if d.ci95Low <= mean, mean <= d.ci95High { found.difference95[cell] += one }
        if abs(values.meanDifference(pair: cell) - mean) <= values.halfWidth95(pair: cell) {
          found.naive95[cell] += one
        }
      }
      if case .bounded(let low, let high) = tables.ratio(arm: 1, ratio: 0).interval95, low <= 10 / 11, 10 / 11 <= high {
        found.ratio95 += one
      }
    }
    return found
  }

  /// Standard errors of the shares are 0.0055 at 90 % and 0.0040 at 95 %: five of them. Squares of 32 normal draws are skew, of
  /// which Student's interval knows nothing: their shares may lie 3 % lower (Kish 1965, *Survey Sampling*, section 11.7).
  @Test func intervalsOfPairsCover() throws {
    let shares = try Self.shares.get()
    for cell in 0..<3 {
      let skew = cell == 0 ? 0 : 0.03
      #expect((0.90 - 0.0275 - skew...0.90 + 0.0275).contains(shares.level90[cell]), "\(cell): \(shares.level90)")
      #expect((0.95 - 0.02 - skew...0.95 + 0.02).contains(shares.difference95[cell]), "\(shares.difference95)")
    }
    #expect((0.90...0.97).contains(shares.ratio95), "\(shares.ratio95)")
  }

  /// The deliberate fault: replicates taken for independent give intervals that hold always what goes up with the luck, and far too
  /// seldom what goes with its square.
  @Test func replicatesAreNotIndependent() throws {
    let naive = try Self.shares.get().naive95
    #expect(naive[0] > 0.99 && naive[1] < 0.89, "\(naive)")
  }

  /// Variances 1.25 a replicate and 0.125 a pair's mean: a mirrored replicate is worth five of others.
  @Test func pairsSaveReplicates() throws {
    let pairs = try MonteCarloRunner(replicates: 16_000, threads: 2).run(Mirrored(seed: 7))
    let plain = try MonteCarloRunner(replicates: 16_000, threads: 2).run(Mirrored(seed: 7, isAntithetic: false))
    func ratio(_ cell: Int) -> Double {
      let errors = [plain, pairs].map { $0.summary(arm: 1, cell: cell).mcse }
      return errors[0] * errors[0] / (errors[1] * errors[1])
    }
    // Relative error of a ratio of two variances of 8,000 pairs and 16,000 replicates: 0.02.
    #expect(abs(ratio(0) / 5 - 1) < 0.1 && abs(ratio(1) / 0.5 - 1) < 0.15, "\(ratio(0)), \(ratio(1))")
    // The first arm does not vary: the variance of unpaired arms is that of the second.
    let d = pairs.difference(arm: 1, cell: 0)
    #expect(abs(d.unpairedReplicates / (5 * 16_000) - 1) < 0.1, "\(d)")
    // Quantiles are those of replicates, one by one.
    let (a, b) = (pairs.summary(arm: 1, cell: 0), plain.summary(arm: 1, cell: 0))
    #expect(abs(a.p05 - b.p05) < 0.1 && abs(a.p95 - b.p95) < 0.1 && a.p50 != b.p50)
  }

  @Test func threadsChangeNothing() throws {
    let runs = try [1, 3].map { try MonteCarloRunner(replicates: 160, threads: $0).run(Mirrored(seed: 3)) }
    #expect(bits(runs[0]) == bits(runs[1]))
  }
}
