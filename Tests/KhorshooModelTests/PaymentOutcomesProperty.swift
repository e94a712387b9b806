import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

/// The money ledger as outcomes.
@Suite struct PaymentOutcomesProperty {
  /// The year's payments that households receive and make are the change of their cash and debt, in every replicate.
  @Test func yearOfPayments() throws {
    let trace = Trace(try World.model([World.lively], years: 3))
    let households = 60.0
    func paid(_ flow: MoneyFlow, _ time: Int) -> [Double] {
      let name = "\(flow)"
      return trace.values("payment\(name.prefix(1).uppercased() + name.dropFirst())Yuan", arm: 1, time: time)
    }
    for time in [7, 11] {
      let cash = trace.values("cashPerHousehold", arm: 1, time: time)
      let before = trace.values("cashPerHousehold", arm: 1, time: time - 4)
      var (net, turnover) = ([Double](repeating: 0, count: cash.count), [Double](repeating: 0, count: cash.count))
      for flow in MoneyFlow.allCases {
        for (lane, yuan) in paid(flow, time).enumerated() {
          if flow.destination == .household { net[lane] += yuan }
          if flow.source == .household { net[lane] -= yuan }
          turnover[lane] += yuan
        }
      }
      for lane in cash.indices {
        #expect(abs(net[lane] - households * (cash[lane] - before[lane])) < 1e-5 * turnover[lane])
      }
      // Incomes booked are incomes recorded.
      let income = trace.values("incomePerHousehold", arm: 1, time: time)
      let local = trace.values("localIncomePerHousehold", arm: 1, time: time)
      for lane in income.indices {
        #expect(abs(paid(.localIncome, time)[lane] - households * local[lane]) < 1e-5 * turnover[lane])
      }
      #expect(income.allSatisfy { $0 > 0 })
    }
  }
}
