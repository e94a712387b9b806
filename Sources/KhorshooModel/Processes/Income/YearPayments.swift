import KhorshooNumerics

/// All payments of an arm since the start of the year, by kind, summed over the banner. Shape: flows x 16, yuan.
///
/// - When: last in a gacha's quarter, when every payment is booked.
/// - Reads: flows `payments`. Writes: `yearPayments`.
/// - Random: none.
/// - Source: bookkeeping; model description 5.
/// - Proof: `PaymentOutcomesProperty`.
package final class YearPayments {
  private let yuan: UnsafeMutablePointer<AccountLanes>

  init() {
    yuan = .allocate(capacity: MoneyFlow.allCases.count)
    yuan.initialize(repeating: .zero, count: MoneyFlow.allCases.count)
  }

  deinit { yuan.deallocate() }

  /// Begins a year.
  func clear() { yuan.update(repeating: .zero, count: MoneyFlow.allCases.count) }

  package func copy(_ other: YearPayments) { yuan.update(from: other.yuan, count: MoneyFlow.allCases.count) }

  /// Adds what was booked in the gacha.
  static func run(_ context: QuarterContext) { context.payments.add(context.flows.money) }

  private func add(_ ledger: MoneyLedger) {
    for flow in MoneyFlow.allCases { yuan[flow.rawValue] += ledger.booked(flow) }
  }

  /// Paid of one kind.
  package subscript(flow: MoneyFlow) -> AccountLanes { yuan[flow.rawValue] }
}
