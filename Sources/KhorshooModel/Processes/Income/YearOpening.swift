/// The banner's account of payments begins anew.
///
/// - When: first in spring, for the banner.
/// - Reads: nothing. Writes: `yearPayments`.
/// - Random: none.
/// - Source: bookkeeping; model description 5.
/// - Proof: `PaymentOutcomesProperty`.
enum YearOpening {
  static func run(_ context: QuarterContext) { context.payments.clear() }
}
