import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

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
