import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios
import Testing

/// VT-2: what the report of 2020-08-17 counts since the first of January.
@Suite struct ReportedServicesStatistical {
  private static let targets = [
    ("goodDeedsReported", 260.0), ("suggestionsReported", 96.0), ("disputesReported", 43.0),
  ]
  private static let replicates = 160

  /// Events of 230 days in each replicate: 1 January to 17 August is 60 of the 91 days of winter (December to February), all
  /// of spring and 78 of the 92 days of summer. An event of a quarter falls on each of its days alike. The winter is that
  /// at the end of the run's first year, since a run begins in spring.
  private func events(_ settings: [String]) throws -> [[Double]] {
    let scenario = try Scenario.resolve(
      path: World.ewenki, overrides: ScenarioOverrides(settings: settings, years: 2, arms: ["linkage"]))
    let banner = try Banner(
      values: scenario.values, speciesNames: scenario.speciesNames, namedSumu: scenario.namedSumu,
      namedGacha: scenario.namedGacha, seed: scenario.run.seed)
    let model = try LinkageModel(
      banner: banner, values: scenario.values, arms: scenario.arms, referenceArm: 0, start: scenario.run.start,
      years: 2, seed: scenario.run.seed, isRecorded: { _, place, _ in place.level == .banner })
    let trace = Trace(model, replicates: Self.replicates)
    let random = ScalarRandom(seed: 77, stream: ModelStreams.all.serviceOutcomes)
    return Self.targets.enumerated().map { index, target in
      let quarters = [(3, 60.0 / 91), (4, 1), (5, 78.0 / 92)].map { time, share in
        (trace.values(target.0, arm: 0, time: time), share, time)
      }
      return (0..<Self.replicates).map { r in
        quarters.reduce(0) { sum, quarter in
          let (counts, share, time) = quarter
          return sum
            + (0..<Int(counts[r])).reduce(0.0) { inside, event in
              inside + (random.uniform(entity: (index * 10 + time) * 100_000 + r, index: event) < share ? 1 : 0)
            }
        }
      }
    }
  }

  private func band(_ counts: [Double]) -> ClosedRange<Double> {
    let sorted = counts.sorted()
    return sorted[Int(0.05 * Double(sorted.count))]...sorted[Int(0.95 * Double(sorted.count)) - 1]
  }

  @Test func countsOfTheReport() throws {
    let counts = try events([])
    let means = counts.map { $0.reduce(0, +) / Double($0.count) }
    for ((name, target), (count, mean)) in zip(Self.targets, zip(counts, means)) {
      #expect(band(count).contains(target), "\(name): \(band(count)), mean \(mean)")
      // Poisson counts: three standard errors of the mean of 160, and 3 % for rounding of the ledger's rates.
      #expect(abs(mean - target) < 3 * (target / 160).squareRoot() + 0.03 * target, "\(name): mean \(mean)")
      let variance = count.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count.count - 1)
      // Counts vary as Poisson counts do; 160 values know a variance to 11 %.
      #expect((0.6...1.5).contains(variance / mean), "\(name): \(variance) of mean \(mean)")
    }
    // 6.0 : 2.2 : 1.
    #expect(abs(means[0] / means[2] - 6.0) < 0.5 && abs(means[1] / means[2] - 2.2) < 0.25)
  }

  /// Deliberate faults: the counts are a floor. When all that is done were reported, or central households did half, they
  /// would not be met.
  @Test(arguments: [
    [
      "institution.services.deedReportingShare=1", "institution.services.suggestionReportingShare=1",
      "institution.services.disputeReportingShare=1",
    ],
    ["policy.centralHouseholds.services.effort=0.1"],
  ])
  func otherCountsOtherwise(settings: [String]) throws {
    for ((name, target), count) in zip(Self.targets, try events(settings)) {
      #expect(!band(count).contains(target), "\(name): \(band(count))")
    }
  }
}
