import KhorshooNumerics

/// What supply that is not perfectly elastic makes of local spending: prices rise with it, and incomes are worth less.
///
/// With elasticity e a gacha sells E / p at price p where spending is E, relative to the reference arm:
///
///     p = (E / E0)^(1 / (1 + e)),   real income = income x p^-l        l = share of consumption that is local
///
/// - Source: local-economy-wide models tell a nominal from a real multiplier so (Taylor and Filipski 2014; Kagin et al. 2014).
/// - Proof: `SupplyConstraintAnalytic` (published pairs of multipliers).
enum LocalPrices {
  /// Price of a gacha's local goods in the year, relative to the reference arm.
  @inline(__always)
  private static func log(_ context: QuarterContext, _ reference: QuarterContext, _ gacha: Int) -> Lanes {
    let parameters = context.banner.localEconomy.parameters
    let (spending, without) = (context.state.localSalesYearYuan[gacha], reference.state.localSalesYearYuan[gacha])
    let ratio = logLanes(spending.atLeast(1) / without.atLeast(1))
    return ratio * Float(1 / (1 + parameters.supplyElasticity))
  }

  /// Mean over households of net income at the reference arm's local prices, yuan a year.
  static func realIncome(_ context: QuarterContext, _ reference: QuarterContext) -> AccountLanes {
    let share = Float(context.banner.localEconomy.parameters.localShare)
    var total = AccountLanes.zero
    for (v, gacha) in context.banner.places.gacha.enumerated() {
      var income = Lanes.zero
      for h in gacha.households { income += context.state.incomeYearYuan[h] }
      total += widened(income * expLanes(log(context, reference, v) * -share))
    }
    return total / AccountLanes(repeating: Double(context.banner.places.householdCount))
  }

  /// Mean over households of the local price, 1 in the reference arm.
  static func index(_ context: QuarterContext, _ reference: QuarterContext) -> AccountLanes {
    var total = AccountLanes.zero
    for (v, gacha) in context.banner.places.gacha.enumerated() {
      total += widened(expLanes(log(context, reference, v)) * Float(gacha.households.count))
    }
    return total / AccountLanes(repeating: Double(context.banner.places.householdCount))
  }
}
