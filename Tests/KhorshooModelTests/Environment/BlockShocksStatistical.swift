import KhorshooModel
import KhorshooNumerics
import Testing

/// Moments of weather and prices over 6,400 replicates, each at five standard errors: one false alarm in 1.7 million.
@Suite struct BlockShocksStatistical {
  private static let wide: Settings = [
    "places.sumuCount": "3", "places.pastoralSumuCount": "3", "places.gachaCount": "6", "places.gridCount": "6",
    "places.areaKm2": "40000", "places.usableGrasslandKm2": "30000", "market.hayForageElasticity": "0",
    "forage.autocorrelation": "0.4", "dzud.droughtLogOdds": "0", "places.cooperativeCount": "1",
  ]
  private static let blocks = 400
  private let count = Double(400 * laneCount)

  /// Samples of one quantity over all replicates, for each index.
  private func samples(
    _ model: LinkageModel, _ width: Int, _ read: (BlockShocks, Int) -> Lanes
  ) -> [[Double]] {
    let workspace = model.makeWorkspace()
    var result = [[Double]](repeating: [], count: width)
    for block in 0..<Self.blocks {
      workspace.shocks[0].draw(LaneRandom(seed: 5, firstReplicate: laneCount * block))
      for index in 0..<width { result[index] += numbers(read(workspace.shocks[0], index)) }
    }
    return result
  }

  private func mean(_ x: [Double]) -> Double { x.reduce(0, +) / Double(x.count) }

  private func variance(_ x: [Double]) -> Double {
    let m = mean(x)
    return x.reduce(0) { $0 + ($1 - m) * ($1 - m) } / Double(x.count - 1)
  }

  private func correlation(_ x: [Double], _ y: [Double]) -> Double {
    let (mx, my) = (mean(x), mean(y))
    return zip(x, y).reduce(0) { $0 + ($1.0 - mx) * ($1.1 - my) } / Double(x.count - 1)
      / (variance(x) * variance(y)).squareRoot()
  }

  /// Standard error of a correlation: (1 - r^2) / sqrt(n).
  private func agrees(_ estimate: Double, correlation r: Double) -> Bool {
    abs(estimate - r) < 5 * (1 - r * r) / count.squareRoot()
  }

  /// Log yield: stationary AR(1) from the first year, its exponential of mean one, correlation exp(-d / l) over space.
  @Test func forage() throws {
    let model = try World.model([Self.wide], years: 4)
    let values = World.values(World.small, Self.wide)
    let (sd, rho) = (values.number("forage.yearlyLogSd"), values.number("forage.autocorrelation"))
    let gacha = model.banner.places.gacha
    let first = samples(model, 6) { $0.forageLog(gacha: $1, year: 0) }
    let last = samples(model, 6) { $0.forageLog(gacha: $1, year: 3) }
    let before = samples(model, 1) { shocks, _ in shocks.forageLog(gacha: 2, year: 2) }[0]
    for x in [first[0], last[2], last[5]] {
      #expect(abs(mean(x) + sd * sd / 2) < 5 * sd / count.squareRoot())
      #expect(abs(variance(x) - sd * sd) < 5 * sd * sd * (2 / count).squareRoot())
      #expect(abs(mean(x.map(stableExp)) - 1) < 5 * 1.1 * sd / count.squareRoot())
    }
    #expect(agrees(correlation(before, last[2]), correlation: rho))
    var distances: [Double] = []
    for a in 0..<6 {
      for b in 0..<a {
        let (dx, dy) = (gacha[a].xKm - gacha[b].xKm, gacha[a].yKm - gacha[b].yKm)
        let km = (dx * dx + dy * dy).squareRoot()
        distances.append(km)
        let expected = stableExp(-km / values.number("forage.correlationKm"))
        #expect(agrees(correlation(last[a], last[b]), correlation: expected), "\(a), \(b): \(km) km")
      }
    }
    // The check covers near and far pairs.
    #expect(distances.min()! < 60 && distances.max()! > 100)
  }

  /// Log price: mean, season, standard deviation, autocorrelation, correlation between goods.
  @Test func prices() throws {
    let model = try World.model([Self.wide], years: 2)
    let goods = model.banner.goods
    let now = samples(model, goods.count) { $0.price($1, time: 6) }.map { $0.map(stableLog) }
    let before = samples(model, goods.count) { $0.price($1, time: 5) }.map { $0.map(stableLog) }
    let first = samples(model, goods.count) { $0.price($1, time: 0) }.map { $0.map(stableLog) }
    for j in 0..<goods.count {
      let sd = goods.logSd[j]
      for (x, season) in [(now[j], 2), (first[j], 0)] {
        // The mean of the price, not of its log, is the ledger's.
        let expected = stableLog(goods.meanPrice[j]) + goods.seasonLog[j][season] - sd * sd / 2
        #expect(abs(mean(x) - expected) < 5 * sd / count.squareRoot(), "good \(j)")
        #expect(abs(variance(x) - sd * sd) < 5 * sd * sd * (2 / count).squareRoot(), "good \(j)")
      }
      #expect(agrees(correlation(before[j], now[j]), correlation: goods.quarterlyAutocorrelation), "good \(j)")
    }
    for i in 0..<goods.count {
      for j in 0..<i {
        #expect(agrees(correlation(now[i], now[j]), correlation: goods.correlation[i][j]), "\(i), \(j)")
      }
    }
  }

  /// Dzud: frequency, mean severity 1 / (1 + b), neighbours together, more after drought.
  @Test func dzud() throws {
    let model = try World.model([Self.wide], years: 2)
    let values = World.values(World.small, Self.wide)
    let severity = samples(model, 3) { $0.dzud(sumu: $1, year: 1) }
    let p = values.number("dzud.probabilityPerWinter")
    for x in severity {
      let share = Double(x.count { $0 > 0 }) / count
      #expect(abs(share - p) < 5 * (p * (1 - p) / count).squareRoot())
      let events = x.filter { $0 > 0 }
      let b = values.number("dzud.severityShape")
      let sd = (b / ((1 + b) * (1 + b) * (2 + b))).squareRoot()
      #expect(abs(mean(events) - 1 / (1 + b)) < 5 * sd / Double(events.count).squareRoot())
      #expect(events.allSatisfy { $0 < 1 })
    }
    let both = Double(zip(severity[0], severity[1]).count { $0 > 0 && $1 > 0 }) / count
    #expect(both > 1.3 * p * p)
    // The same draws with a response to drought: dry summers are followed by more events than wet ones.
    let dry = try World.model([Self.wide, ["dzud.droughtLogOdds": "1.5"]], years: 1)
    let yields = samples(dry, 1) { shocks, _ in shocks.forageLog(gacha: 0, year: 0) }[0]
    let events = samples(dry, 1) { shocks, _ in shocks.dzud(sumu: dry.banner.places.gacha[0].sumu, year: 0) }[0]
    let afterDrought = zip(yields, events).count { $0 < -0.2 && $1 > 0 }
    let afterRain = zip(yields, events).count { $0 > 0.2 && $1 > 0 }
    #expect(afterDrought > 2 * afterRain)
  }

  /// All arms of a block meet the same weather and prices: one object, not copies.
  @Test func sharedByArms() throws {
    let model = try World.model([World.lively], arms: [World.none, World.linkage, World.none])
    let workspace = model.makeWorkspace()
    #expect(workspace.contexts.allSatisfy { $0.shocks === workspace.shocks[0] })
    let trace = Trace(model)
    for time in [3, 7, 11] {
      #expect(trace.values("dzudSeverity", arm: 0, time: time) == trace.values("dzudSeverity", arm: 1, time: time))
      #expect(
        trace.values("forageYieldRatio", arm: 0, time: time) == trace.values("forageYieldRatio", arm: 2, time: time))
    }
  }
}
