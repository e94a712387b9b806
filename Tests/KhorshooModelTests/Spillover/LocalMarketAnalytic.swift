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
