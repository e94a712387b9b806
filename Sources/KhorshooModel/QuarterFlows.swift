import KhorshooNumerics

/// What happens to the households of one gacha within a quarter. One worker's scratch, reused by every gacha.
///
/// Shape of each: households of the gacha x 16 replicates, counted from the gacha's first household.
final class QuarterFlows {
  /// Sheep units before the quarter's deaths and sales.
  let openingSheepUnits: Rows
  /// Unmet share of feed demand.
  let deficitFraction: Rows
  /// Feed demand, kg of dry matter.
  let demandKg: Rows
  /// Hay bought, kg.
  let hayBoughtKg: Rows
  /// Births, head.
  let birthsHead: Rows
  /// Natural deaths, head.
  let deathsHead: Rows
  /// Value of the animals that died, yuan at the quarter's prices.
  let deathsYuan: Rows
  /// Sales, head.
  let salesHead: Rows
  /// Sales at market prices, yuan.
  let salesYuan: Rows
  /// Part of it that the household's cooperative deals in, yuan.
  let tradableYuan: Rows
  /// Head slaughtered at home.
  let homeUseHead: Rows
  /// Head bought.
  let purchasesHead: Rows
  /// Paid for animals bought, yuan.
  let purchasesYuan: Rows
  /// Veterinary, transport and finishing costs, yuan.
  let herdCostYuan: Rows
  /// Herding labour needed, days.
  let labourDays: Rows
  /// 1 when the household joined in the quarter.
  let joins: Rows
  /// 1 when it left.
  let leaves: Rows
  /// Wages earned off the farm, yuan.
  let wagesYuan: Rows
  /// Transfers from government, yuan.
  let transfersYuan: Rows
  /// Rent and other property income, yuan.
  let propertyYuan: Rows
  /// Patronage refund and capital dividend, yuan.
  let dividendYuan: Rows
  /// Price premium received, yuan.
  let premiumYuan: Rows

  /// Stock ledger. Shape: species x 16 each.
  let stock: StockLedger
  /// Money ledger of the gacha.
  let money: MoneyLedger

  private let memory: Rows
  private let maximumHouseholds: Int
  private let variables = 22

  init(maximumHouseholds: Int, speciesCount: Int) {
    self.maximumHouseholds = maximumHouseholds
    memory = Rows.allocate(capacity: variables * maximumHouseholds)
    memory.initialize(repeating: .zero, count: variables * maximumHouseholds)
    var next = memory
    func take() -> Rows {
      defer { next += maximumHouseholds }
      return next
    }
    openingSheepUnits = take()
    deficitFraction = take()
    demandKg = take()
    hayBoughtKg = take()
    birthsHead = take()
    deathsHead = take()
    deathsYuan = take()
    salesHead = take()
    salesYuan = take()
    tradableYuan = take()
    homeUseHead = take()
    purchasesHead = take()
    purchasesYuan = take()
    herdCostYuan = take()
    labourDays = take()
    joins = take()
    leaves = take()
    wagesYuan = take()
    transfersYuan = take()
    propertyYuan = take()
    dividendYuan = take()
    premiumYuan = take()
    precondition(next == memory + variables * maximumHouseholds, "every row is handed out")
    stock = StockLedger(speciesCount: speciesCount)
    money = MoneyLedger()
  }

  deinit { memory.deallocate() }

  /// Puts the flows of a gacha's households to zero and opens empty ledgers.
  func clear(_ households: Int) {
    for variable in 0..<variables {
      (memory + variable * maximumHouseholds).update(repeating: .zero, count: households)
    }
    stock.clear()
    money.clear()
  }
}
