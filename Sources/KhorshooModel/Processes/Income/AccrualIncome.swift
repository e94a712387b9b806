import KhorshooNumerics

/// The three concepts of a household's income, when its year is closed.
///
///     cash income       = receipts - operating costs
///     disposable income = cash income + animals eaten at home at their farm-gate price
///     accrual income    = disposable income + herd at the end - herd at the start - paid for animals bought
///                       + change of what the cooperative owes for animals
///
/// The herd is valued at the ledger's mean prices, so that a rise of prices is no income; a herd that is run down is not
/// income either, since what its sales bring is taken from the stock. Decisions go by cash income.
///
/// - When: each quarter, after ``HouseholdSpending``, which closes the year of cash.
/// - Reads: `herd`, `incomeYearYuan`, `arrearsChangeYearYuan`, flows `homeUseYuan`, `purchasesYuan`. Writes: `ownConsumptionYearYuan`, `herdBasisYuan`,
///   `disposableIncomeYearYuan`, `accrualIncomeYearYuan`, `accrualIncomeMeanYuan`.
/// - Random: none.
/// - Source: own consumption as in household surveys (NBS 2013 survey of income, expenditure and living conditions; LSMS:
///   Deaton and Zaidi 2002); change of inventory as in accrual-adjusted net farm income (Farm Financial Standards Council 2021).
/// - Proof: `AccrualIncomeAnalytic`.
enum AccrualIncome {
  static func run(_ context: QuarterContext, gacha: Int) {
    let (state, flows) = (context.state, context.flows)
    let households = context.banner.places.gacha[gacha].households
    let weight = Lanes(repeating: 1 / Float(max(0, context.year) + 1))
    for h in households {
      let local = h - households.lowerBound
      let eaten = (context.season == 1 ? .zero : state.ownConsumptionYearYuan[h]) + flows.homeUseYuan[local]
      let basis = state.herdBasisYuan[h] + flows.purchasesYuan[local]
      state.ownConsumptionYearYuan[h] = eaten
      state.herdBasisYuan[h] = basis
      guard context.season == 4 else { continue }
      let herd = herdYuan(context, h)
      let disposable = state.incomeYearYuan[h] + eaten
      let accrual = disposable + (herd - basis) + state.arrearsChangeYearYuan[h]
      state.herdBasisYuan[h] = herd
      state.disposableIncomeYearYuan[h] = disposable
      state.accrualIncomeYearYuan[h] = accrual
      state.accrualIncomeMeanYuan[h] += (accrual - state.accrualIncomeMeanYuan[h]) * weight
    }
  }

  /// Before the first quarter: what the herd is worth.
  static func begin(_ context: QuarterContext) {
    for h in 0..<context.banner.places.householdCount { context.state.herdBasisYuan[h] = herdYuan(context, h) }
  }

  /// Value of a household's herd at the ledger's mean prices, yuan.
  @inline(__always)
  private static func herdYuan(_ context: QuarterContext, _ h: Int) -> Lanes {
    let (rates, goods) = (context.rates, context.banner.goods)
    let herd = context.state.herd + h * rates.classCount
    var total = Lanes.zero
    for s in rates.species.indices {
      var kg = Lanes.zero
      for k in rates.species[s].classes { kg += herd[k] * rates.classes[k].liveWeightKg }
      total += kg * Float(goods.meanPrice[s])
    }
    return total
  }
}

/// What an income is made of, as the National Bureau of Statistics reports it.
///
/// Shares add up to disposable income: every payment has its kind (``MoneyFlow/incomeKind``), and animals eaten at home are
/// income of the household's business.
package enum IncomeKind: Sendable, CaseIterable {
  case wages, business, property, transfers
}

extension MoneyFlow {
  /// The kind of income that a payment adds to or takes from; nil when it is none: consumption, assets, debt, or not a
  /// household's.
  package var incomeKind: IncomeKind? {
    switch self {
    case .wages, .meritPay: .wages
    case .sales, .arrears, .premium, .dividend, .capture, .riskPayout, .localIncome, .inputs, .localInputs, .commission,
      .fee,
      .riskContribution:
      .business
    case .property, .rent, .rentPaid, .interest: .property
    case .transfers, .grasslandReward, .dibao: .transfers
    case .borrowing, .capitalReturned, .localConsumption, .localImports, .consumption, .investment, .purchases,
      .repayment, .capitalPaid, .bargainingGain, .cooperativeCosts, .cooperativeInterest, .cooperativeGrant, .loss,
      .estateLeft, .institutionCost, .emigration, .deferred:
      nil
    }
  }
}

extension YearPayments {
  /// What households received of a kind of income in the year less what it cost them, yuan.
  package subscript(kind: IncomeKind) -> AccountLanes {
    MoneyFlow.allCases.reduce(into: .zero) { sum, flow in
      guard flow.incomeKind == kind else { return }
      if flow.destination == .household { sum += self[flow] }
      if flow.source == .household { sum -= self[flow] }
    }
  }
}
