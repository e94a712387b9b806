import KhorshooNumerics

/// Households of a gacha earn from what their neighbours spend, and spend it again.
///
/// - When: each quarter, between ``HouseholdIncome``, which says what is spent of incomes from outside, and
///   ``HouseholdSpending``, which adds what is spent of local income.
/// - Reads: flows `localDemandYuan`. Writes: flows `localSalesYuan`; sales of the year by gacha; money ledger.
/// - Random: none.
/// - Source: model description 9: x = (I - k P)^-1 P d, one GEMM a market over all replicates.
/// - Proof: `LocalMarketAnalytic`, `SpilloverAnalytic` (M = 1.35), the market's account in the money ledger.
enum LocalTrade {
  static func run(_ context: QuarterContext, gacha: Int) {
    let (flows, economy) = (context.flows, context.banner.localEconomy)
    let first = context.banner.places.gacha[gacha].households.lowerBound
    for market in economy.markets[gacha] {
      let offset = market.households.lowerBound - first
      market.sales.multiply(UnsafePointer(flows.localDemandYuan + offset), into: flows.localSalesYuan + offset)
    }
    var sales = Lanes.zero
    for local in 0..<context.banner.places.gacha[gacha].households.count { sales += flows.localSalesYuan[local] }
    flows.money.book(.localIncome, widened(sales * Float(economy.parameters.valueAddedShare)))
    flows.money.book(.localImports, widened(sales * Float(economy.parameters.importShare)))
    context.state.localSalesYearYuan[gacha] =
      (context.season == 1 ? .zero : context.state.localSalesYearYuan[gacha]) + sales
  }
}
