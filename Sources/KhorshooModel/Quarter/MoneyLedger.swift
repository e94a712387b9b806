import KhorshooEngine
import KhorshooNumerics

/// Who money comes from and goes to.
public enum Account: Int, Sendable, CaseIterable {
  /// Herder households.
  case household
  /// Cooperatives.
  case cooperative
  /// The market of the gacha's own households: what comes in goes out in the same quarter.
  case market
  /// Banner, sumu and gacha budgets.
  case government
  /// Lenders.
  case bank
  /// Buyers, sellers and employers outside.
  case restOfWorld
}

/// Every kind of payment: declared once, with source and destination, so that none has only one side.
public enum MoneyFlow: Int, Sendable, CaseIterable {
  case sales, premium, wages, transfers, grasslandReward, dibao, rent, property, dividend, riskPayout, borrowing,
    capitalReturned
  case localIncome, localConsumption, localInputs, localImports
  case inputs, interest, commission, fee, riskContribution, consumption, investment, purchases, repayment, capitalPaid
  case emigration, rentPaid
  case bargainingGain, cooperativeCosts, cooperativeInterest, cooperativeGrant, loss, estateLeft, institutionCost,
    meritPay
  case deferred, arrears, capture

  /// Pays.
  public var source: Account {
    switch self {
    case .sales, .wages, .property, .bargainingGain, .deferred: .restOfWorld
    case .premium, .dividend, .riskPayout, .cooperativeCosts, .cooperativeInterest, .capitalReturned, .estateLeft,
      .arrears, .capture:
      .cooperative
    case .transfers, .grasslandReward, .dibao, .cooperativeGrant, .institutionCost, .meritPay: .government
    case .borrowing, .loss: .bank
    case .localIncome, .localImports, .rent: .market
    case .inputs, .interest, .commission, .fee, .riskContribution, .consumption, .investment, .purchases, .repayment,
      .capitalPaid, .localConsumption, .localInputs, .rentPaid,
      .emigration:
      .household
    }
  }

  /// Receives.
  public var destination: Account {
    switch self {
    case .sales, .premium, .wages, .transfers, .grasslandReward, .dibao, .rent, .property, .dividend, .riskPayout,
      .borrowing,
      .capitalReturned, .localIncome, .meritPay, .arrears, .capture:
      .household
    case .commission, .fee, .riskContribution, .capitalPaid, .bargainingGain, .cooperativeGrant, .loss, .deferred:
      .cooperative
    case .localConsumption, .localInputs, .rentPaid: .market
    case .inputs, .consumption, .investment, .purchases, .cooperativeCosts, .institutionCost, .localImports,
      .emigration:
      .restOfWorld
    case .interest, .repayment, .cooperativeInterest: .bank
    case .estateLeft: .government
    }
  }
}

/// The payments of one gacha in one quarter, and the change of what households, cooperatives and the bank hold.
///
/// Every payment has two sides by its declaration. The proof is against stocks that are kept elsewhere: the change of
/// household cash, cooperative funds and debt must equal the payments of those accounts, and the market keeps nothing.
/// Shape: flows x 16, yuan.
package final class MoneyLedger {
  private let flows: UnsafeMutablePointer<AccountLanes>
  /// Change of household cash, counted from the cash itself.
  @exclusivity(unchecked) package var householdChange = AccountLanes.zero
  /// Change of what cooperatives hold: reserves, risk pools, undistributed surplus and what they owe for animals.
  @exclusivity(unchecked) package var cooperativeChange = AccountLanes.zero
  /// Change of household debt.
  @exclusivity(unchecked) package var debtChange = AccountLanes.zero

  package init() {
    flows = .allocate(capacity: MoneyFlow.allCases.count)
    flows.initialize(repeating: .zero, count: MoneyFlow.allCases.count)
  }

  deinit { flows.deallocate() }

  package func clear() {
    flows.update(repeating: .zero, count: MoneyFlow.allCases.count)
    householdChange = .zero
    cooperativeChange = .zero
    debtChange = .zero
  }

  /// Books a payment of each replicate.
  package func book(_ flow: MoneyFlow, _ yuan: AccountLanes) { flows[flow.rawValue] += yuan }

  /// What was booked.
  package func booked(_ flow: MoneyFlow) -> AccountLanes { flows[flow.rawValue] }

  /// Receipts less payments of an account.
  package func net(_ account: Account) -> AccountLanes {
    MoneyFlow.allCases.reduce(into: .zero) { sum, flow in
      if flow.destination == account { sum += booked(flow) }
      if flow.source == account { sum -= booked(flow) }
    }
  }

  /// Largest residual of an account and replicate, relative to all that was paid.
  package var residual: Double {
    var turnover = AccountLanes(repeating: 1)
    for flow in MoneyFlow.allCases { turnover += booked(flow).magnitude }
    let principal = booked(.borrowing) - booked(.repayment)
    let residuals = [
      householdChange - net(.household), cooperativeChange - net(.cooperative), debtChange - principal, net(.market),
    ]
    var worst = 0.0
    for residual in residuals {
      let relative = residual.magnitude / turnover
      for lane in 0..<laneCount { worst = worseResidual(worst, relative[lane]) }
    }
    return worst
  }
}
