import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Section 6: a cooperative that fails.
@Suite struct FailureByHandAnalytic {
  private let settings: Settings = [
    "diffusion.utilityIntercept": "50", "diffusion.considerationPerQuarter": "1",
    "cooperatives.dissolutionQuarters": "3",
    "cooperatives.capitalShareYuan": "700", "diffusion.exitDistressWeight": "0", "diffusion.exitIntercept": "-50",
    "cooperatives.fixedCostYuanPerYear": "4000", "cooperatives.riskContributionYuan": "0",
    "diffusion.exitShortfallWeight": "0", "cooperatives.priceGainMaximum": "0", "cooperatives.commissionShare": "0",
    "cooperatives.unitCostShare": "0", "cooperatives.coordinationCost": "0", "cooperatives.latePaymentShare": "0",
  ]

  /// Reserves below zero for three quarters: dissolved in the third, members free in the fourth.
  @Test(arguments: [-5000.0, -1_000_000]) func dissolved(reserves: Double) throws {
    let step = try OneCooperative.stepper(settings)
    let (state, quarter) = (step.context.state, step.context.cooperativeQuarter)
    let accounts = state.cooperatives
    step.quarter(0)
    let members = (0..<12).reduce(0.0) { $0 + Double(state.isMember[$1][0]) }
    #expect(members == 12)
    accounts.reservesYuan[0] = AccountLanes(repeating: reserves)
    for time in 1..<3 {
      step.quarter(time)
      #expect(accounts.isActive[0][0] == 1 && accounts.distressQuarters[0][0] == Double(time))
    }
    // What it owns before the last quarter closes, by hand: members get it in equal parts, the bank loses what is below zero.
    accounts.reservesYuan[0] = AccountLanes(repeating: reserves)
    step.quarter(3) { name, _ in
      guard name == "InstitutionCost" else { return }
      #expect(numbers(quarter.dissolved[0]).allSatisfy { $0 == 1 })
      let money = step.context.flows.money
      #expect(money.residual < 1e-5)
      if reserves < -1e5 {
        #expect(quarter.estate[0][0] == 0 && money.booked(.loss)[0] > 0.9e6)
      } else {
        #expect(quarter.estate[0][0] > 0 && money.booked(.loss)[0] < 0.01)
        #expect(abs(money.booked(.capitalReturned)[0] - 12 * Double(quarter.estate[0][0])) < 0.05)
      }
    }
    #expect(accounts.isActive[0][0] == 0)
    let left = [
      accounts.reservesYuan[0], accounts.capitalYuan[0], accounts.riskPoolYuan[0], accounts.surplusYearYuan[0],
    ]
    #expect(left.allSatisfy { $0 == .zero })
    step.quarter(4) { name, _ in
      guard name == "Admission" else { return }
      #expect((0..<12).allSatisfy { state.isMember[$0] == .zero })
      #expect((0..<12).allSatisfy { step.context.flows.capitalYuan[$0] == .zero })
    }
  }

  /// Reserves that recover in time start the count anew.
  @Test func recovers() throws {
    let step = try OneCooperative.stepper(settings)
    let accounts = step.context.state.cooperatives
    step.quarter(0)
    for (time, reserves) in [(1, -50.0), (2, -50), (3, 80_000), (4, -50), (5, -50)] {
      accounts.reservesYuan[0] = AccountLanes(repeating: reserves)
      step.quarter(time)
    }
    #expect(accounts.isActive[0][0] == 1 && accounts.distressQuarters[0][0] == 2)
  }

  /// An overdraft costs interest, which goes to the bank.
  @Test func overdraft() throws {
    let step = try OneCooperative.stepper(settings)
    let accounts = step.context.state.cooperatives
    accounts.reservesYuan[0] = AccountLanes(repeating: -100_000)
    var interest = 0.0
    step.quarter(0) { name, _ in
      guard name == "CooperativeFailure" else { return }
      interest = step.context.flows.money.booked(.cooperativeInterest)[0]
    }
    let rate = World.values([World.small]).number("income.interestPerYear") / 4
    // Twelve shares of 700 yuan stand against it.
    #expect(abs(interest - (100_000 - 12 * 700) * rate) < 0.01)
  }
}
