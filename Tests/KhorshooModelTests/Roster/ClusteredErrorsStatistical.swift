import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Synchronization
import Testing

/// A run over several networks: which replicate meets which, and what its intervals rest on.
@Suite struct ClusteredErrorsStatistical {
  private static func model(networks: Int) throws -> LinkageModel {
    let common = [World.small, World.lively]
    let values = World.values(common)
    let banner = try Banner(
      values: values, speciesNames: World.species, namedSumu: [], namedGacha: [], seed: 11,
      draws: NetworkDraws(networks: networks))
    return try LinkageModel(
      banner: banner, values: values,
      arms: [World.none, World.linkage].enumerated().map { index, arm in
        Arm(name: "arm\(index)", label: "", labelChinese: "", values: World.values(common + [arm]), interventions: [])
      }, referenceArm: 0, start: Quarter(year: 2020, number: 1), years: 3, seed: 11,
      isRecorded: { outcome, place, _ in
        ["incomePerHousehold", "membershipShare"].contains(outcome.name) && place.level == .banner
      })
  }

  /// Values of a cell in both arms, replicate by replicate.
  private static func run(_ model: LinkageModel, _ threads: Int, cell: Int) throws -> (RunStatistics, [[Double]]) {
    let kept = Mutex<[[Double]]>([[], []])
    let statistics = try MonteCarloRunner(replicates: 80, threads: threads).run(
      model,
      observer: .init(keep: { record, block in
        kept.withLock { kept in
          for arm in 0..<2 {
            for lane in 0..<block.validLanes { kept[arm].append(record.values[arm][cell * laneCount + lane]) }
          }
        }
      }))
    return (statistics, kept.withLock { $0 })
  }

  private static func lastCell(_ model: LinkageModel) throws -> Int {
    let outcome = try #require(model.layout.outcomes.firstIndex { $0.name == "membershipShare" })
    return try #require(model.layout.cell(outcome: outcome, place: 0, time: model.layout.quarters.count - 1))
  }

  @Test func intervalsAreThoseOfTheMeansOfNetworks() throws {
    let model = try Self.model(networks: 5)
    let cell = try Self.lastCell(model)
    let (statistics, values) = try Self.run(model, 2, cell: cell)
    let differences = zip(values[1], values[0]).map { $0 - $1 }
    let (mean, error) = Self.ofNetworks(differences)
    let found = statistics.difference(arm: 1, cell: cell)
    let half: Double = (found.ci95High - found.ci95Low) / 2
    #expect(error > 0)
    #expect(abs(found.difference - mean) < 1e-12)
    #expect(abs(half - 2.7764451 * error) < 1e-6 * error + 1e-12)
    let spread = Self.ofNetworks(values[1]).error
    #expect(abs(statistics.summary(arm: 1, cell: cell).mcse - spread) < 1e-12)
  }

  /// Mean of the means of five networks of 16 replicates each, and its standard error.
  private static func ofNetworks(_ values: [Double]) -> (mean: Double, error: Double) {
    var means: [Double] = []
    for network in 0..<5 { means.append(values[16 * network..<16 * network + 16].reduce(0, +) / 16) }
    let mean = means.reduce(0, +) / 5
    var squares = 0.0
    for value in means { squares += (value - mean) * (value - mean) }
    return (mean, (squares / 4 / 5).squareRoot())
  }

  @Test func theFirstBlockMeetsTheOneNetworkAndOthersDoNot() throws {
    let (one, five) = (try Self.model(networks: 1), try Self.model(networks: 5))
    let cell = try Self.lastCell(one)
    let (alone, several) = (try Self.run(one, 1, cell: cell).1, try Self.run(five, 1, cell: cell).1)
    #expect(alone[1][0..<16] == several[1][0..<16])
    #expect(alone[1][16..<32] != several[1][16..<32])
  }

  @Test func threadsChangeNothing() throws {
    let model = try Self.model(networks: 3)
    let cell = try Self.lastCell(model)
    #expect(try Self.run(model, 1, cell: cell).1 == Self.run(model, 3, cell: cell).1)
  }
}
