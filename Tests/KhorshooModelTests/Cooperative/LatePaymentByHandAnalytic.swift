import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// Section 6: a cooperative that pays late, and one that fails before it has paid.
@Suite struct LatePaymentByHandAnalytic {
  /// A cooperative of two members that does nothing but sell their animals: no premium, no cost, no fee.
  private static let plain: Settings = World.calm.merging(
    [
      "diffusion.considerationPerQuarter": "0", "diffusion.exitIntercept": "-50",
      "diffusion.exitShortfallWeight": "0", "diffusion.exitDistressWeight": "0",
      "cooperatives.priceGainMaximum": "0", "cooperatives.commissionShare": "0", "cooperatives.unitCostShare": "0",
      "cooperatives.coordinationCost": "0", "cooperatives.fixedCostYuanPerYear": "0",
      "cooperatives.riskContributionYuan": "0", "cooperatives.feeYuanPerYear": "0", "cooperatives.discountMaximum": "0",
      "cooperatives.inputSpendingGain": "0", "cooperatives.labourSaving": "0",
      "policy.cooperatives.finishingShare": "0",
      "cooperatives.latePaymentShare": "0.5", "cooperatives.arrearsPaidPerQuarter": "0.6",
      "cooperatives.sideSellingShare": "0.2", "cooperatives.lateSideSelling": "0",
    ], uniquingKeysWith: { $1 })
  private static let lane = 6

  private func stepper(_ settings: Settings = [:]) throws -> Stepper {
    let step = try OneCooperative.stepper(Self.plain.merging(settings) { $1 })
    for h in 0..<12 { step.context.state.isMember[h] = h < 2 ? Lanes(repeating: 1) : .zero }
    return step
  }

  private func number(_ lanes: Lanes) -> Double { Double(lanes[Self.lane]) }

  /// Two members over two years: what each is owed and paid, quarter by quarter, and both ledgers.
  @Test func arrears() throws {
    let step = try stepper()
    let (state, flows) = (step.context.state, step.context.flows)
    let accounts = state.cooperatives
    var owed = [0.0, 0]
    for time in 0..<8 {
      var (paid, kept) = (0.0, 0.0)
      step.quarter(time) { name, _ in
        if name == "CooperativeFailure" {
          for h in 0..<2 {
            // A fifth is sold outside, half of the price of the rest is kept.
            let deferred = 0.5 * 0.8 * number(flows.tradableYuan[h])
            paid += 0.6 * owed[h]
            kept += deferred
            owed[h] = 0.4 * owed[h] + deferred
          }
        }
        guard name == "InstitutionCost" else { return }
        let money = flows.money
        #expect(money.residual < 1e-5)
        #expect(abs(money.booked(.arrears)[Self.lane] - paid) < 1e-5 * paid + 0.01)
        #expect(abs(money.booked(.deferred)[Self.lane] - kept) < 1e-5 * kept + 0.01)
        let sales = (0..<12).reduce(0) { $0 + number(flows.salesYuan[$1]) }
        #expect(abs(money.booked(.sales)[Self.lane] - (sales - kept)) < 1e-5 * sales + 0.01)
      }
      for h in 0..<2 { #expect(abs(number(state.arrearsYuan[h]) - owed[h]) < 1e-5 * owed[h] + 0.01) }
      #expect(abs(accounts.arrearsYuan[0][Self.lane] - owed[0] - owed[1]) < 1e-5 * (owed[0] + owed[1]) + 0.01)
      if time == 3 {
        // Nothing was owed at the start, so what is owed now is income of the year that has not come in.
        for h in 0..<2 {
          #expect(owed[h] > 10 && abs(number(state.arrearsChangeYearYuan[h]) - owed[h]) < 0.05)
        }
      }
    }
  }

  /// Late payment is a loan of the member to the cooperative: cash less debt is lower by what is kept.
  @Test func theMemberCarriesIt() throws {
    /// In the first quarter in which something is kept, or one that is given.
    func first(_ late: String, at given: Int? = nil) throws -> (
      time: Int, position: Double, income: Double, kept: Double
    ) {
      let step = try stepper(["cooperatives.latePaymentShare": late, "income.investmentShare": "0"])
      let (state, flows) = (step.context.state, step.context.flows)
      var income = 0.0
      for time in 0..<4 {
        step.quarter(time) { name, _ in
          if name == "HouseholdSpending" { income = number(flows.directIncomeYuan[0]) }
        }
        let kept = number(state.arrearsYuan[0])
        guard time == given || given == nil && kept > 0 else { continue }
        return (time, number(state.cashYuan[0] - state.debtYuan[0]), income, kept)
      }
      return (4, 0, 0, 0)
    }
    // Until then both are alike.
    let late = try first("0.5")
    let prompt = try first("0", at: late.time)
    #expect(prompt.time == late.time && prompt.kept == 0 && late.kept > 1)
    #expect(abs(prompt.income - late.income - late.kept) < 0.1)
    #expect(abs(prompt.position - late.position - late.kept) < 0.1)
  }

  /// The cooperative has lost half of what it owes: it pays what it has, then it is dissolved and the rest is lost.
  @Test func neverPaid() throws {
    let step = try stepper([
      "cooperatives.dissolutionQuarters": "1", "cooperatives.initialReservesYuan": "0",
      "cooperatives.capitalShareYuan": "0",
    ])
    let (state, flows, quarter) = (step.context.state, step.context.flows, step.context.cooperativeQuarter)
    let accounts = state.cooperatives
    for time in 0..<3 { step.quarter(time) }
    let owed = accounts.arrearsYuan[0][Self.lane]
    let each = (0..<2).map { number(state.arrearsYuan[$0]) }
    #expect(owed > 100 && accounts.reservesYuan[0][Self.lane] == 0)
    accounts.reservesYuan[0] = AccountLanes(repeating: -owed / 2)
    var kept = 0.0
    step.quarter(3) { name, _ in
      guard name == "InstitutionCost" else { return }
      let money = flows.money
      kept = money.booked(.deferred)[Self.lane]
      #expect(money.residual < 1e-5)
      // All it has goes to who delivered, before any other debt; the bank loses nothing.
      #expect(abs(money.booked(.arrears)[Self.lane] - owed / 2 - kept) < 1e-5 * owed + 0.01)
      #expect(abs(number(quarter.defaulted[0]) - owed / 2) < 1e-5 * owed + 0.01)
      #expect(money.booked(.loss)[Self.lane] < 0.01 && number(quarter.estate[0]) == 0)
    }
    #expect(accounts.isActive[0][Self.lane] == 0 && accounts.arrearsYuan[0][Self.lane] == 0)
    for h in 0..<2 {
      #expect(number(state.arrearsYuan[h]) == 0)
      // Over the year it was owed nothing at the start and nothing at the end: the loss is in its cash.
      #expect(abs(number(state.arrearsChangeYearYuan[h])) < 1e-5 * each[h] + 0.01)
    }
  }

  /// Members sell more outside when they are owed more.
  @Test func sideSelling() throws {
    let step = try stepper(["cooperatives.lateSideSelling": "0.5"])
    let accounts = step.context.state.cooperatives
    accounts.volumeLastYearYuan[0] = AccountLanes(repeating: 100_000)
    for (owed, delivered) in [(0.0, 0.8), (40_000, 0.6), (500_000, 0.3)] {
      accounts.arrearsYuan[0] = AccountLanes(repeating: owed)
      step.quarter(0) { name, _ in
        guard name == "CooperativeTrade" else { return }
        #expect(abs(number(step.context.cooperativeQuarter.delivered[0]) - delivered) < 1e-6)
      }
    }
  }
}
