import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Section 5.2: a loan for hay through a bad winter falls due in autumn.
@Suite struct LoanRecallAnalytic {
  /// Debt of a household after the autumn sale, what fell due, and what its further sales brought.
  private struct Autumn {
    var due, missing, sold, headSold, cash, debt: Double
  }

  private func autumn(_ settings: Settings, debtShare: Float, cash: Float) throws -> Autumn {
    let step = Stepper(try World.model([World.calm, settings], arms: [World.none], years: 1))
    let (state, flows) = (step.context.state, step.context.flows)
    let h = step.model.banner.places.gacha[0].households.lowerBound
    var found = Autumn(due: 0, missing: 0, sold: 0, headSold: 0, cash: 0, debt: 0)
    var (limit, sales, head): (Float, Double, Double) = (0, 0, 0)
    for time in 0..<3 {
      step.quarter(time) { name, gacha in
        guard time == 2, gacha == 0 else { return }
        switch name {
        case "Offtake":
          limit = step.context.creditLimit(h, sheepUnits: flows.openingSheepUnits[0])[2]
          state.debtYuan[h] = Lanes(repeating: debtShare * limit)
          state.cashYuan[h] = Lanes(repeating: cash)
          (sales, head) = (Double(flows.salesYuan[0][2]), Double(flows.salesHead[0][2]))
        case "LoanRecall":
          found.due = Double(flows.dueYuan[0][2]) / Double(limit)
          found.missing = max(0, Double(flows.dueYuan[0][2]) - max(0, Double(cash)) - sales)
          found.sold = Double(flows.salesYuan[0][2]) - sales
          found.headSold = Double(flows.salesHead[0][2]) - head
        case "HouseholdSpending":
          (found.cash, found.debt) = (Double(state.cashYuan[h][2]), Double(state.debtYuan[h][2] / limit))
          #expect(flows.money.residual < 1e-5)
        default: break
        }
      }
    }
    return found
  }

  @Test func whatExceedsTheRolloverIsRepaidBySelling() throws {
    // The credit limit is so high that one autumn's sales do not pay for it.
    let settings: Settings = ["income.creditShare": "0.9", "credit.rolloverShare": "0.4", "credit.forcedSaleMax": "1"]
    let found = try autumn(settings, debtShare: 1, cash: 0)
    #expect(abs(found.due - 0.6) < 1e-5)
    #expect(found.missing > 0)
    #expect(
      abs(found.sold - found.missing) < 1e-4 * found.missing, "the sale brings what is missing, after the discount")
    #expect(found.headSold > 0)
    // It may have to borrow again for what it eats in the quarter, never above what it could owe.
    #expect(found.debt < 1)
  }

  @Test func cashPaysFirst() throws {
    let found = try autumn(["credit.rolloverShare": "0.4"], debtShare: 1, cash: 10_000_000)
    #expect(found.sold == 0 && found.headSold == 0)
    #expect(found.debt <= 0.4 + 1e-5)
  }

  @Test func withinTheRolloverNothingIsDue() throws {
    let found = try autumn(["credit.rolloverShare": "0.4"], debtShare: 0.39, cash: 0)
    #expect(found.due == 0 && found.sold == 0)
    let off = try autumn(["credit.dueInAutumn": "false"], debtShare: 1, cash: 0)
    #expect(off.due == 0 && off.sold == 0)
  }

  @Test func noMoreThanTheLargestShareIsSold() throws {
    let settings: Settings = ["income.creditShare": "2", "credit.rolloverShare": "0", "credit.forcedSaleMax": "0.1"]
    let found = try autumn(settings, debtShare: 1, cash: 0)
    #expect(found.sold > 0 && found.sold < 0.9 * found.missing)
  }
}
