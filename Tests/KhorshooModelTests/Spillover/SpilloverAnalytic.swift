import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

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
