import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Synchronization
import Testing

/// Antithetic replicates of the model: mirrored luck with the law of any other, means that are those without, intervals that cover.
@Suite struct AntitheticShocksStatistical {
  private static let outcomes = ["incomePerHousehold", "sheepUnits"]

  private static let banners = Mutex<[[Settings]: Banner]>([:])

  private static func banner(_ settings: [Settings], _ values: ParameterValues) throws -> Banner {
    try banners.withLock { known in
      if let found = known[settings] { return found }
      let made = try World.banner(values)
      known[settings] = made
      return made
    }
  }

  /// The small banner with luck of a seed of its own.
  private static func model(
    _ settings: [Settings] = [World.lively], arms: [Settings] = [World.none, World.linkage], years: Int = 3,
    luck seed: UInt64 = 11, isAntithetic: Bool = true, numbers: RandomNumbers = .common,
    history: PriceHistory? = nil
  ) throws -> LinkageModel {
    let common = [World.small] + settings
    let values = World.values(common)
    return try LinkageModel(
      banner: banner(settings, values), values: values,
      arms: arms.enumerated().map { index, arm in
        Arm(name: "arm\(index)", label: "", labelChinese: "", values: World.values(common + [arm]), interventions: [])
      }, referenceArm: 0, start: Quarter(year: 2020, number: 1), years: years, seed: seed, randomNumbers: numbers,
      isAntithetic: isAntithetic, priceHistory: history,
      isRecorded: { outcome, place, _ in outcomes.contains(outcome.name) && place.level == .banner })
  }

  private static func cell(_ model: LinkageModel, _ outcome: String) throws -> Int {
    let index = try #require(model.layout.outcomes.firstIndex { $0.name == outcome })
    return try #require(model.layout.cell(outcome: index, place: 0, time: model.layout.quarters.count - 1))
  }

  /// What a read of the shocks gives, lane after lane, over some blocks.
  private func samples(_ model: LinkageModel, blocks: Int, _ read: (BlockShocks) -> Lanes) -> [[Float]] {
    let workspace = model.makeWorkspace()
    return (0..<blocks).map { block in
      workspace.shocks[0].draw(LaneRandom(seed: 5, firstReplicate: laneCount * block))
      let lanes = read(workspace.shocks[0])
      return (0..<laneCount).map { lanes[$0] }
    }
  }

  /// Lanes 0 to 7 are those without pairs, bit for bit; in lanes 8 to 15 logs of yields and prices lie on the other side of their mean.
  @Test func luckIsMirrored() throws {
    let settings: [Settings] = [["market.hayForageElasticity": "0"]]
    let (pairs, plain) = (try Self.model(settings), try Self.model(settings, isAntithetic: false))
    let goods = pairs.banner.goods
    let sd = World.values(World.small).number("forage.yearlyLogSd")
    func check(_ center: Double, _ read: (BlockShocks) -> Lanes, log: Bool = false) {
      for (a, b) in zip(samples(pairs, blocks: 4, read), samples(plain, blocks: 4, read)) {
        #expect(a[..<8] == b[..<8] && a[8...] != b[8...])
        for lane in 0..<8 {
          let both = [a[lane], a[lane + 8]].map { log ? stableLog(Double($0)) : Double($0) }
          #expect(abs(both[0] + both[1] - 2 * center) < 1e-4, "\(both) about \(center)")
        }
      }
    }
    check(-sd * sd / 2, { $0.forageLog(gacha: 1, year: 2) })
    for good in 0..<goods.count {
      let sd = goods.logSd[good]
      let center = stableLog(goods.meanPrice[good]) + goods.seasonLog[good][3] - sd * sd / 2
      check(center, { $0.price(good, time: 7) }, log: true)
    }
  }

  /// Years of a price history are drawn from the other end of it.
  @Test func yearsOfAHistoryAreMirrored() throws {
    let prices = (0..<5).flatMap { [Double](repeating: Double(10 + $0), count: 4) }
    let history = PriceHistory(
      firstYear: 2015, goods: [.init(name: PriceHistory.hay, prices: prices)], method: .bootstrap(blockYears: 1))
    let model = try Self.model(history: history)
    for lanes in samples(model, blocks: 4, { $0.price(model.banner.goods.hay, time: 9) }) {
      for lane in 0..<8 { #expect(lanes[lane] + lanes[lane + 8] == 24) }
      #expect(Set(lanes).count > 2)
    }
  }

  /// Both halves of a block have the law of lanes without pairs: yields, and how often and how hard dzud strikes, at five standard
  /// errors of 3,200 draws each.
  @Test func everyLaneHasTheSameLaw() throws {
    let model = try Self.model([["dzud.droughtLogOdds": "0"]])
    let values = World.values(World.small)
    let (sd, p, b) = (
      values.number("forage.yearlyLogSd"), values.number("dzud.probabilityPerWinter"),
      values.number("dzud.severityShape")
    )
    let yields = samples(model, blocks: 400) { $0.forageLog(gacha: 0, year: 1) }
    let winters = samples(model, blocks: 400) { $0.dzud(sumu: 0, year: 1) }
    for half in [0..<8, 8..<16] {
      let logs = Moments(yields.flatMap { $0[half].map(Double.init) })
      #expect(abs(logs.mean + sd * sd / 2) < 5 * sd / 3200.0.squareRoot())
      #expect(abs(logs.variance / (sd * sd) - 1) < 5 * (2 / 3200.0).squareRoot())
      let events = Moments(winters.flatMap { $0[half].filter { $0 > 0 }.map(Double.init) })
      #expect(abs(Double(events.count) / 3200 - p) < 5 * (p * (1 - p) / 3200).squareRoot())
      let spread = (b / ((1 + b) * (1 + b) * (2 + b))).squareRoot()
      #expect(abs(events.mean - 1 / (1 + b)) < 5 * spread / Double(events.count).squareRoot())
    }
    // Winters with dzud in both of a pair are seldom: the normal that decides is mirrored.
    let both = winters.reduce(0) { sum, block in sum + (0..<8).count { block[$0] > 0 && block[$0 + 8] > 0 } }
    #expect(both == 0, "\(both)")
  }

  /// Means agree at five standard errors of both; variances of means of 640 replicates fall by a factor of 2 at least (measured in
  /// this test's model: see the message; a ratio of two variances of 320 pairs has a relative error of 0.1).
  @Test func meansAreTheSameAndVaryLess() throws {
    let runs = try [false, true].map {
      try MonteCarloRunner(replicates: 640, threads: 2).run(Self.model(years: 5, isAntithetic: $0))
    }
    let model = try Self.model(years: 5)
    for outcome in Self.outcomes {
      let cell = try Self.cell(model, outcome)
      for arm in 0..<2 {
        let (plain, pairs) = (runs[0].summary(arm: arm, cell: cell), runs[1].summary(arm: arm, cell: cell))
        let error = (plain.mcse * plain.mcse + pairs.mcse * pairs.mcse).squareRoot()
        #expect(abs(plain.mean - pairs.mean) < 5 * error, "\(outcome)")
        let gain = plain.mcse * plain.mcse / (pairs.mcse * pairs.mcse)
        #expect(gain > 2, "\(outcome), arm \(arm): \(gain)")
      }
      let (plain, pairs) = (runs[0].difference(arm: 1, cell: cell), runs[1].difference(arm: 1, cell: cell))
      let errors = [plain, pairs].map { ($0.ci95High - $0.ci95Low) / 3.92 }
      #expect(
        abs(plain.difference - pairs.difference) < 5 * (errors[0] * errors[0] + errors[1] * errors[1]).squareRoot())
    }
  }

  /// 400 studies of 32 replicates, so 16 pairs, on one banner: of income, the herd and its difference. Standard errors of the shares:
  /// 0.015 at 90 %, 0.011 at 95 %; four of them, and the mean of all studies in the place of the expectation.
  @Test func intervalsOfTheModelCover() throws {
    let studies = 400
    var all = [[Study]](repeating: [], count: Self.outcomes.count)
    for seed in 0..<studies {
      let model = try Self.model(years: 1, luck: UInt64(1000 + seed))
      let values = CellStatistics(cellCount: model.layout.cells.count)
      let run = try MonteCarloRunner(replicates: 32, threads: 2).run(
        model, observer: .init(keep: { record, _ in values.add(record.values[1].baseAddress!, validLanes: 16) }))
      for (index, outcome) in Self.outcomes.enumerated() {
        let cell = try Self.cell(model, outcome)
        all[index].append(
          Study(
            level: run.summary(arm: 1, cell: cell), difference: run.difference(arm: 1, cell: cell),
            naive: values.halfWidth95(cell: cell)))
      }
    }
    for (outcome, found) in zip(Self.outcomes, all) {
      let truth = Moments(found.map(\.level.mean)).mean
      let effect = Moments(found.map(\.difference.difference)).mean
      func share(_ isHeld: (Study) -> Bool) -> Double { Double(found.count(where: isHeld)) / Double(studies) }
      func share(tail: Double) -> Double {
        let quantile = studentQuantile(upperTail: tail, degreesOfFreedom: 15)
        return share { abs($0.level.mean - truth) <= quantile * $0.level.mcse }
      }
      #expect((0.84...0.96).contains(share(tail: 0.05)), "\(outcome): \(share(tail: 0.05))")
      // Herds of one year are decided by the snow disasters, which are rare: too few pairs have one, as too few replicates have.
      let isSkewed = outcome == "sheepUnits"
      #expect(
        (isSkewed ? 0.83...0.985 : 0.905...0.985).contains(share(tail: 0.025)), "\(outcome): \(share(tail: 0.025))")
      let paired = share { $0.difference.ci95Low <= effect && effect <= $0.difference.ci95High }
      #expect((0.905...0.985).contains(paired), "\(outcome): \(paired)")
      // The deliberate fault: replicates taken for independent give intervals of income that always hold it, and of such herds
      // none that hold it oftener than those of pairs.
      let naive = share { abs($0.level.mean - truth) <= $0.naive }
      #expect(isSkewed ? abs(naive - share(tail: 0.025)) < 0.04 : naive > 0.99, "\(outcome): \(naive)")
    }
  }

  private struct Study {
    let level: Summary
    let difference: PairedDifference
    let naive: Double
  }

  @Test func armsWithoutEffectDifferByNothing() throws {
    let model = try Self.model(arms: [World.none, World.none])
    let run = try MonteCarloRunner(replicates: 32, threads: 1).run(model)
    for cell in model.layout.cells.indices {
      let d = run.difference(arm: 1, cell: cell)
      #expect(d.difference == 0 && d.ci95Low == 0 && d.ci95High == 0 && d.unpairedReplicates.isNaN)
    }
  }

  @Test func threadsChangeNothing() throws {
    for numbers in [RandomNumbers.common, .independent] {
      let model = try Self.model(years: 2, numbers: numbers)
      let runs = try [1, 3].map { try MonteCarloRunner(replicates: 64, threads: $0).run(model) }
      for cell in model.layout.cells.indices {
        #expect(runs[0].summary(arm: 1, cell: cell) == runs[1].summary(arm: 1, cell: cell))
        #expect(runs[0].difference(arm: 1, cell: cell) == runs[1].difference(arm: 1, cell: cell))
      }
    }
  }
}
