import KhorshooNumerics

/// What happens to the households of one gacha within a quarter. One worker's scratch, reused by every gacha.
///
/// Shape of each: households of the gacha x 16 replicates, counted from the gacha's first household.
package final class QuarterFlows {
  /// Sheep units before the quarter's deaths and sales.
  package let openingSheepUnits: Rows
  /// Unmet share of feed demand.
  package let deficitFraction: Rows
  /// Feed demand, kg of dry matter.
  package let demandKg: Rows
  /// Hay bought, kg.
  package let hayBoughtKg: Rows
  /// Births, head.
  package let birthsHead: Rows
  /// Natural deaths, head.
  package let deathsHead: Rows
  /// Value of the animals that died, yuan at the quarter's prices.
  package let deathsYuan: Rows
  /// Sales, head.
  package let salesHead: Rows
  /// Sales at market prices, yuan.
  package let salesYuan: Rows
  /// Part of it that the household's cooperative deals in, yuan.
  package let tradableYuan: Rows
  /// Head slaughtered at home.
  package let homeUseHead: Rows
  /// Value of these at their farm-gate price: that of the quarter less transport, yuan.
  package let homeUseYuan: Rows
  /// Head bought.
  package let purchasesHead: Rows
  /// Paid for animals bought, yuan.
  package let purchasesYuan: Rows
  /// Veterinary, transport and finishing costs, yuan.
  package let herdCostYuan: Rows
  /// Head of each species at the end of the quarter. Shape: (households x species) x 16.
  package let speciesHead: Rows
  /// Hazard relative to that of each species in a normal year. Shape: (households x species) x 16.
  package let stress: Rows
  /// Share that dies in the quarter, of one household at a time. Shape: hazards (at most one a class) x 16.
  package let dying: Rows
  /// Regular sales of each class of one household, head. Shape: classes x 16.
  package let regularHead: Rows
  /// Herding labour needed, days.
  package let labourDays: Rows
  /// 1 when the household joined in the quarter.
  package let joins: Rows
  /// 1 when it left.
  package let leaves: Rows
  /// Wages earned off the farm, yuan.
  package let wagesYuan: Rows
  /// Transfers from government, yuan.
  package let transfersYuan: Rows
  /// Rent and other property income, yuan.
  package let propertyYuan: Rows
  /// Patronage refund and capital dividend, yuan.
  package let dividendYuan: Rows
  /// Price premium received, yuan.
  package let premiumYuan: Rows
  /// Capital shares paid to the cooperative less those it paid back, yuan.
  package let capitalYuan: Rows
  /// Rent of pasture received less rent paid, yuan.
  package let rentYuan: Rows
  /// Debt that falls due at the autumn sale, yuan.
  package let dueYuan: Rows
  /// Net income but for sales within the gacha, yuan.
  package let directIncomeYuan: Rows
  /// Part of it that membership brought, yuan.
  package let benefitYuan: Rows
  /// Consumption out of it, yuan.
  package let consumptionYuan: Rows
  /// What the household spends in the gacha's market before any local income, yuan.
  package let localDemandYuan: Rows
  /// What it sells there, yuan.
  package let localSalesYuan: Rows

  /// Stock ledger. Shape: species x 16 each.
  package let stock: StockLedger
  /// Money ledger of the gacha.
  package let money: MoneyLedger

  private let memory: Rows
  private let maximumHouseholds: Int
  /// Flows that only some quarters have come first in memory, so that they can be cleared together.
  private static let seasonalVariables = 10

  package init(maximumHouseholds: Int, speciesCount: Int, classCount: Int) {
    self.maximumHouseholds = maximumHouseholds
    let rowCount = (31 + 2 * speciesCount) * maximumHouseholds + 2 * classCount
    memory = Rows.allocate(capacity: rowCount)
    memory.initialize(repeating: .zero, count: rowCount)
    var next = memory
    func take(_ perHousehold: Int = 1) -> Rows {
      defer { next += perHousehold * maximumHouseholds }
      return next
    }
    birthsHead = take()
    homeUseHead = take()
    homeUseYuan = take()
    purchasesHead = take()
    purchasesYuan = take()
    joins = take()
    leaves = take()
    capitalYuan = take()
    rentYuan = take()
    dueYuan = take()
    precondition(next == memory + QuarterFlows.seasonalVariables * maximumHouseholds, "seasonal flows come first")
    openingSheepUnits = take()
    deficitFraction = take()
    demandKg = take()
    hayBoughtKg = take()
    deathsHead = take()
    deathsYuan = take()
    salesHead = take()
    salesYuan = take()
    tradableYuan = take()
    herdCostYuan = take()
    speciesHead = take(speciesCount)
    labourDays = take()
    wagesYuan = take()
    transfersYuan = take()
    propertyYuan = take()
    dividendYuan = take()
    premiumYuan = take()
    directIncomeYuan = take()
    benefitYuan = take()
    consumptionYuan = take()
    localDemandYuan = take()
    localSalesYuan = take()
    stress = take(speciesCount)
    dying = next
    next += classCount
    regularHead = next
    next += classCount
    precondition(next == memory + rowCount, "every row is handed out")
    stock = StockLedger(speciesCount: speciesCount)
    money = MoneyLedger()
  }

  deinit { memory.deallocate() }

  /// Opens empty ledgers and clears the flows that not every quarter writes.
  package func clear(_ households: Int) {
    for variable in 0..<QuarterFlows.seasonalVariables {
      (memory + variable * maximumHouseholds).update(repeating: .zero, count: households)
    }
    stock.clear()
    money.clear()
  }
}
