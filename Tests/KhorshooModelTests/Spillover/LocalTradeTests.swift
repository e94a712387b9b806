import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Section 9: sales of a market against the series x = P d + k P P d + ..., and against its closed forms.
@Suite struct LocalMarketAnalytic {
  private func market(_ settings: Settings = [:]) throws -> (Banner, LocalMarket) {
    let banner = try World.banner(World.values([World.small, settings]))
    return (banner, banner.localEconomy.markets[0][0])
  }

  private func product(_ matrix: Matrix<Float>, _ x: [Double]) -> [Double] {
    (0..<matrix.rowCount).map { r in
      (0..<matrix.columnCount).reduce(0) { $0 + Double(matrix[r, $1]) * x[$1] }
    }
  }

  /// Without circulation the matrix is P itself: every yuan spent reaches the others, none the spender.
  @Test func firstRound() throws {
    let (_, market) = try market(["spillover.localShare": "0"])
    let n = market.households.count
    for j in 0..<n {
      let column = (0..<n).map { Double(market.sales[$0, j]) }
      #expect(column[j] == 0)
      #expect(column.allSatisfy { $0 >= 0 })
      #expect(abs(column.reduce(0, +) - 1) < 1e-6)
    }
  }

  /// With circulation k the inverse is the sum of all rounds, and a yuan becomes 1 / (1 - k) of sales.
  @Test(arguments: [("0.3", "0"), ("0.9", "0"), ("0.6", "1")]) func allRounds(share: String, sellers: String) throws {
    let settings: Settings = ["spillover.localShare": share, "spillover.sellersLocality": sellers]
    let first = try market(["spillover.localShare": "0"]).1.sales
    let (_, market) = try market(settings)
    let values = World.values([World.small, settings])
    let added = values.number("spillover.valueAddedShare")
    let k =
      Double(share)! * (values.number("income.consumptionShare") * added + Double(sellers)! * (1 - added))
    var spent = [Double](repeating: 0, count: market.households.count)
    spent[2] = 700
    spent[5] = 300
    var (round, total) = (product(first, spent), [Double](repeating: 0, count: spent.count))
    for _ in 0..<400 {
      for i in total.indices { total[i] += round[i] }
      round = product(first, round).map { k * $0 }
    }
    let sales = product(market.sales, spent)
    #expect(relativeDistance(sales, total) < 1e-5)
    #expect(abs(sales.reduce(0, +) - 1000 / (1 - k)) < 0.01)
  }

  /// Spending follows ties: with `tieShare` 1 only tied households sell, with 0 all of working age do.
  @Test func ties() throws {
    let all = try market(["spillover.localShare": "0", "spillover.tieShare": "0"]).1.sales
    let (banner, market) = try market(["spillover.localShare": "0", "spillover.tieShare": "1"])
    let weights = banner.network.weights
    for j in market.households {
      let tied = Set((weights.rowStarts[j]..<weights.rowStarts[j + 1]).map { Int(weights.columns[$0]) })
      for i in market.households where i != j {
        #expect((market.sales[i, j] > 0) == tied.contains(i))
        #expect(all[i, j] > 0)
      }
    }
  }

  /// Where nobody has working time to spare, what is spent is sold all the same.
  @Test func withoutCapacity() throws {
    let banner = try World.banner(World.values(World.small))
    let range = banner.places.gacha[0].households
    for tieShare in [0, 0.5] {
      let market = try LocalMarket(
        range, network: banner.network, capacity: [Double](repeating: 0, count: banner.places.householdCount),
        tieShare: tieShare, circulation: 0)
      for j in 0..<range.count {
        let column = (0..<range.count).reduce(0.0) { $0 + Double(market.sales[$1, j]) }
        #expect(abs(column - 1) < 1e-6)
      }
    }
  }

  /// A large gacha is several markets, which hold every household once; a household alone sells nothing.
  @Test func parts() throws {
    let banner = try World.banner(World.values([World.small, ["places.householdCount": "1300"]]))
    for (gacha, markets) in zip(banner.places.gacha, banner.localEconomy.markets) {
      #expect(markets.flatMap { Array($0.households) } == Array(gacha.households))
      #expect(markets.allSatisfy { $0.households.count <= 512 })
    }
    let pair: Settings = [
      "places.householdCount": "2", "places.gachaCount": "2", "places.gridCount": "2", "places.partyMemberCount": "2",
      "places.gridHouseholdsMin": "1",
    ]
    let alone = try World.banner(World.values([World.small, pair]))
    for market in alone.localEconomy.markets.joined() {
      #expect(!market.isTrading && market.sales.values.allSatisfy { $0 == 0 })
    }
  }
}

/// Section 9 in a run: who gains from income that comes from outside.
@Suite struct SpilloverAnalytic {
  /// Yearly net and local income of the banner when a constant income comes from outside and all of it is spent.
  private func incomes(_ settings: Settings, years: Int = 6) throws -> (total: Double, local: Double) {
    // Transfers are the only income: no herd to speak of, no labour market, no floor.
    let transfersOnly: Settings = [
      "households.herdSheepUnitsMedian": "1", "households.herdSheepUnitsLogSd": "0",
      "income.transfersYuanPerPersonYear": "100000", "income.propertyYuanPerPersonYear": "0",
      "income.workDaysPerQuarter": "1", "policy.grassland.rewardYuanPerMu": "0",
      "income.consumptionFloorYuanPerPersonYear": "0", "spillover.localInputShare": "0",
    ]
    let model = try World.model([World.calm, transfersOnly, settings], arms: [World.none], years: years)
    let stepper = Stepper(model)
    for time in 0..<4 * years { stepper.quarter(time) }
    let state = stepper.context.state
    func sum(_ rows: Rows) -> Double {
      (0..<model.banner.places.householdCount).reduce(0) { $0 + Double(rows[$1][0]) }
    }
    return (sum(state.incomeYearYuan), sum(state.localIncomeYearYuan))
  }

  /// The closed form of an open banner: 1 / (1 - c l v) = 1.35 with c 0.79, l 0.55, v 0.6.
  @Test func closedForm() throws {
    let result = try incomes(["spillover.localShare": "0.55", "spillover.valueAddedShare": "0.6"])
    let multiplier = result.total / (result.total - result.local)
    #expect(abs(multiplier - 1 / (1 - 0.79 * 0.55 * 0.6)) < 1e-3)
    #expect(abs(multiplier - 1.35) < 0.01)
    // Deliberate fault: another local share is another multiplier.
    let other = try incomes(["spillover.localShare": "0.5", "spillover.valueAddedShare": "0.6"])
    #expect(abs(other.total / (other.total - other.local) - 1.35) > 0.02)
  }

  /// Nothing is spent locally: nobody earns locally.
  @Test func noLocalSpending() throws {
    #expect(try incomes(["spillover.localShare": "0"], years: 2).local == 0)
  }
}

/// Section 9, VT-16: published pairs of a nominal and a real multiplier, by local share and supply elasticity only.
@Suite struct SupplyConstraintAnalytic {
  /// Share and elasticity that give a pair: local sellers buy as locally as consumers (`sellersLocality` 1).
  ///
  ///     M = 1 + l c v / (1 - l (c v + 1 - v)),   real / nominal = 1 - l / (1 + e) for a small transfer
  private func solve(nominal: Double, real: Double) -> (share: Double, elasticity: Double) {
    let (c, v) = (0.79, 0.6)
    let share = (nominal - 1) / (c * v + (nominal - 1) * (c * v + 1 - v))
    return (share, share / (1 - real / nominal) - 1)
  }

  @Test(arguments: [(2.52, 1.84), (1.35, 1.26), (2.50, 1.50), (1.79, 1.34), (1.73, 1.40)])
  func published(nominal: Double, real: Double) throws {
    let (share, elasticity) = solve(nominal: nominal, real: real)
    #expect((0...1).contains(share) && elasticity > 0)
    // A transfer of one hundredth more than without it is the whole policy.
    let world: Settings = [
      "households.herdSheepUnitsMedian": "1", "households.herdSheepUnitsLogSd": "0",
      "income.propertyYuanPerPersonYear": "0", "income.workDaysPerQuarter": "1",
      "policy.grassland.rewardYuanPerMu": "0",
      "income.consumptionFloorYuanPerPersonYear": "0", "spillover.localInputShare": "0",
      "spillover.sellersLocality": "1", "spillover.localShare": "\(share)",
      "spillover.supplyElasticity": "\(elasticity)",
    ]
    let arms = ["60000", "60600"].map { World.none.merging(["income.transfersYuanPerPersonYear": $0]) { $1 } }
    let trace = Trace(try World.model([World.calm, world], arms: arms, years: 6))
    func gain(_ outcome: String) -> Double {
      trace.values(outcome, arm: 1, time: 23)[0] - trace.values(outcome, arm: 0, time: 23)[0]
    }
    let direct = gain("directIncomePerHousehold")
    #expect(abs(gain("cashIncomePerHousehold") / direct - nominal) < 0.01 * nominal)
    #expect(abs(gain("realIncomePerHousehold") / direct - real) < 0.01 * real)
    // Prices rise where supply is not perfectly elastic, and nowhere in the reference arm.
    #expect(trace.values("localPriceIndex", arm: 1, time: 23)[0] > 1)
    #expect(trace.values("localPriceIndex", arm: 0, time: 23).allSatisfy { $0 == 1 })
  }

  /// Perfectly elastic supply has no price, so nominal and real are one.
  @Test func elastic() throws {
    let arms = [World.none, World.none.merging(["income.transfersYuanPerPersonYear": "9000"]) { $1 }]
    let trace = Trace(try World.model([["spillover.supplyElasticity": "1000"]], arms: arms, years: 2))
    let (nominal, real) = (
      trace.values("cashIncomePerHousehold", arm: 1, time: 7), trace.values("realIncomePerHousehold", arm: 1, time: 7)
    )
    #expect(relativeDistance(nominal, real) < 1e-4)
  }
}
