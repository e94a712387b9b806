import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Prices of a history in the shocks of a block: replayed, resampled, shared by arms, and nothing else moved.
@Suite struct PriceHistoryPropertyTests {
  /// Every price is another number, so that a price says its good, year and quarter.
  private static func history(
    years: Int, _ method: PriceHistory.Method, goods: [String] = ["wage", "sheep", "hay"]
  ) -> PriceHistory {
    PriceHistory(
      firstYear: 2001,
      goods: goods.enumerated().map { index, name in
        PriceHistory.Good(name: name, prices: (0..<4 * years).map { Double(1000 * (index + 1) + $0) / 16 })
      }, method: method)
  }

  private static func position(_ name: String) -> Int {
    (World.species + [PriceHistory.hay, PriceHistory.wage]).firstIndex(of: name)!
  }

  private static let goodCount = World.species.count + 2

  /// Prices of one lane. Shape: quarters x goods.
  private static func prices(_ shocks: BlockShocks, lane: Int, years: Int) -> [[Float]] {
    (0..<4 * years).map { time in (0..<goodCount).map { shocks.price($0, time: time)[lane] } }
  }

  private static func shocks(
    _ history: PriceHistory?, years: Int, seed: UInt64 = 5, firstReplicate: Int = 0
  ) throws -> BlockShocks {
    let values = World.values(World.small)
    let shocks = try BlockShocks(
      banner: World.banner(values), values: values, years: years, priceHistory: history)
    shocks.draw(LaneRandom(seed: seed, firstReplicate: firstReplicate))
    return shocks
  }

  @Test func aReplayIsTheSeriesInEveryReplicate() throws {
    let history = Self.history(years: 6, .replay)
    let shocks = try Self.shocks(history, years: 4)
    for good in history.goods {
      for time in 0..<16 {
        #expect(shocks.price(Self.position(good.name), time: time) == Lanes(repeating: Float(good.prices[time])))
      }
    }
  }

  @Test(arguments: [PriceHistory.Method.replay, .bootstrap(blockYears: 2)])
  func goodsItDoesNotHoldAndTheWeatherKeepTheirDraws(method: PriceHistory.Method) throws {
    let history = Self.history(years: 5, method)
    let with = try Self.shocks(history, years: 5)
    let without = try Self.shocks(nil, years: 5)
    let held = Set(history.goods.map { Self.position($0.name) })
    for time in 0..<20 {
      for good in 0..<Self.goodCount {
        #expect((with.price(good, time: time) == without.price(good, time: time)) != held.contains(good))
      }
    }
    for year in 0..<5 {
      #expect(with.forageLog(gacha: 1, year: year) == without.forageLog(gacha: 1, year: year))
      #expect(with.dzud(sumu: 0, year: year) == without.dzud(sumu: 0, year: year))
    }
  }

  /// The year of the series that each year of a lane is, when all held goods of all quarters agree on it.
  private static func sources(_ shocks: BlockShocks, _ history: PriceHistory, lane: Int, years: Int) -> [Int] {
    let prices = prices(shocks, lane: lane, years: years)
    return (0..<years).map { year in
      let matching = (0..<history.years).filter { source in
        history.goods.allSatisfy { good in
          (0..<4).allSatisfy {
            prices[4 * year + $0][position(good.name)] == Float(good.prices[4 * source + $0])
          }
        }
      }
      return matching.count == 1 ? matching[0] : -1
    }
  }

  @Test(arguments: [(5, 1), (5, 2), (5, 5), (7, 3), (1, 1)])
  func resampledYearsAreYearsOfTheSeriesInConsecutiveBlocks(seriesYears: Int, blockYears: Int) throws {
    let history = Self.history(years: seriesYears, .bootstrap(blockYears: blockYears))
    var starts: Set<[Int]> = []
    for firstReplicate in stride(from: 0, to: 64, by: laneCount) {
      let shocks = try Self.shocks(history, years: 8, firstReplicate: firstReplicate)
      for lane in 0..<laneCount {
        let sources = Self.sources(shocks, history, lane: lane, years: 8)
        #expect(!sources.contains(-1), "replicate \(firstReplicate + lane) has a year that is none of the series")
        for year in 1..<8 where year % blockYears != 0 {
          #expect(sources[year] == (sources[year - 1] + 1) % seriesYears, "replicate \(firstReplicate + lane)")
        }
        starts.insert(stride(from: 0, to: 8, by: blockYears).map { sources[$0] })
      }
    }
    // Replicates and blocks have draws of their own: with one year there is one path, else many.
    #expect(seriesYears == 1 ? starts.count == 1 : starts.count > 4)
  }

  /// Pearson's statistic of the first years of blocks over the series, and of every year: uniform because the series is
  /// a circle. 6 degrees of freedom; 22.458 is exceeded with probability 0.001 (chi-squared table). Blocks are
  /// independent; the three years of a block are not, so only one position of each block is counted at a time.
  @Test(arguments: 0..<3)
  func everyYearOfTheSeriesComesEquallyOften(offset: Int) throws {
    let history = Self.history(years: 7, .bootstrap(blockYears: 3))
    var counts = [Int](repeating: 0, count: 7)
    var pairs = [Int](repeating: 0, count: 49)
    for firstReplicate in stride(from: 0, to: 4000, by: laneCount) {
      let shocks = try Self.shocks(history, years: 6, seed: 17, firstReplicate: firstReplicate)
      for lane in 0..<laneCount {
        let sources = Self.sources(shocks, history, lane: lane, years: 6)
        counts[sources[offset]] += 1
        counts[sources[3 + offset]] += 1
        pairs[7 * sources[offset] + sources[3 + offset]] += 1
      }
    }
    #expect(Self.chiSquared(counts) < 22.458, "\(counts)")
    // Successive blocks are independent: 48 degrees of freedom, 84.037 at 0.001.
    #expect(Self.chiSquared(pairs) < 84.037, "\(pairs)")
    // A year that never comes is seen by the statistic.
    var faulty = counts
    faulty[1] += faulty[0]
    faulty[0] = 0
    #expect(Self.chiSquared(faulty) > 22.458)
  }

  private static func chiSquared(_ counts: [Int]) -> Double {
    let expected = Double(counts.reduce(0, +)) / Double(counts.count)
    return counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
  }

  @Test func armsMeetTheSamePricesAndAPolicyWithoutEffectChangesNothing() throws {
    let history = Self.history(years: 4, .bootstrap(blockYears: 2), goods: ["sheep", "hay"])
    let model = try Self.model(history, arms: [World.linkage, World.linkage])
    let trace = Trace(model)
    #expect(trace.workspace.contexts[0].shocks === trace.workspace.contexts[1].shocks)
    #expect(trace.bits(arm: 0) == trace.bits(arm: 1))
    let other = Trace(try Self.model(nil, arms: [World.linkage, World.linkage]))
    #expect(trace.bits(arm: 0) != other.bits(arm: 0))
  }

  @Test func aReplicateDoesNotDependOnTheOthersOrTheThreads() throws {
    let history = Self.history(years: 5, .bootstrap(blockYears: 2))
    let model = try Self.model(history)
    let reference = try MonteCarloRunner(replicates: 40, threads: 1).run(model)
    let other = try MonteCarloRunner(replicates: 40, threads: 3).run(model)
    for arm in reference.arms.indices {
      for cell in model.layout.cells.indices {
        // As text: an outcome of an empty group is no number, which equals nothing.
        #expect("\(reference.summary(arm: arm, cell: cell))" == "\(other.summary(arm: arm, cell: cell))")
      }
    }
    let first = try Self.shocks(history, years: 6)
    let later = try Self.shocks(history, years: 6, firstReplicate: 16)
    #expect(Self.prices(first, lane: 3, years: 6) == Self.prices(try Self.shocks(history, years: 6), lane: 3, years: 6))
    #expect(Self.prices(first, lane: 3, years: 6) != Self.prices(later, lane: 3, years: 6))
  }

  @Test func aHigherPriceOfEverySpeciesRaisesIncome() throws {
    func income(_ factor: Double) throws -> Double {
      let goods = World.species.map { PriceHistory.Good(name: $0, prices: Array(repeating: 20 * factor, count: 12)) }
      let model = try Self.model(PriceHistory(firstYear: 2001, goods: goods, method: .replay))
      return Trace(model).values("incomePerHousehold", arm: 0, time: 3).reduce(0, +)
    }
    #expect(try income(1.5) > income(1))
  }

  @Test func aSeriesThatIsTooShortOrNoSeriesStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      let values = World.values(World.small)
      let history = PriceHistory(
        firstYear: 1, goods: [PriceHistory.Good(name: "hay", prices: [1, 1, 1, 1])], method: .replay)
      _ = try BlockShocks(banner: World.banner(values), values: values, years: 2, priceHistory: history)
    }
    await #expect(processExitsWith: .failure) {
      _ = PriceHistory(firstYear: 1, goods: [PriceHistory.Good(name: "hay", prices: [1, 1, 1])], method: .replay)
    }
    await #expect(processExitsWith: .failure) {
      _ = PriceHistory(firstYear: 1, goods: [PriceHistory.Good(name: "hay", prices: [1, 1, 0, 1])], method: .replay)
    }
    await #expect(processExitsWith: .failure) { _ = PriceHistory(firstYear: 1, goods: [], method: .replay) }
    await #expect(processExitsWith: .failure) {
      let good = PriceHistory.Good(name: "hay", prices: [1, 1, 1, 1])
      _ = PriceHistory(firstYear: 1, goods: [good], method: .bootstrap(blockYears: 2))
    }
  }

  private static func model(
    _ history: PriceHistory?, arms: [Settings] = [World.none, World.linkage]
  ) throws -> LinkageModel {
    let values = World.values(World.small, World.lively)
    return try LinkageModel(
      banner: World.banner(values), values: values,
      arms: arms.enumerated().map { index, arm in
        Arm(name: "arm\(index)", label: "", labelChinese: "", values: World.values(World.small, World.lively, arm))
      },
      referenceArm: 0, start: Quarter(year: 2020, number: 1), years: 3, seed: 11, priceHistory: history)
  }
}
