import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

@Suite struct MoneyLedgerUnit {
  /// Every payment has two different sides.
  @Test func sides() {
    for flow in MoneyFlow.allCases { #expect(flow.source != flow.destination, "\(flow)") }
    let ledger = MoneyLedger()
    for (index, flow) in MoneyFlow.allCases.enumerated() {
      ledger.book(flow, AccountLanes(repeating: Double(index + 1)))
    }
    let sum = Account.allCases.reduce(AccountLanes.zero) { $0 + ledger.net($1) }
    #expect(sum == .zero)
    ledger.clear()
    #expect(ledger.residual == 0)
  }
}
