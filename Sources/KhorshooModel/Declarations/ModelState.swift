import KhorshooNumerics

/// Rows of sixteen replicates, one row a unit.
package typealias Rows = UnsafeMutablePointer<Lanes>

/// Every state variable of one arm in one block, with unit and shape. Allocated once for a worker, reset for each block.
/// ``ModelVariable`` has them for people.
///
/// Shape of each: units x 16 replicates, in single precision; rows of households follow the order of the places, so
/// that a gacha is one contiguous part of every variable.
package final class ModelState {
  /// Head. Shape: households x classes.
  package let herd: Rows
  /// Cash, yuan; negative after the credit limit is reached.
  package let cashYuan: Rows
  /// Debt to the bank, yuan.
  package let debtYuan: Rows
  /// Knowledge, 0 to 1.
  package let knowledge: Rows
  /// 1 when the household has heard of the cooperative.
  package let isAware: Rows
  /// 1 when it is a member.
  package let isMember: Rows
  /// Relative gain of income that membership brought last year.
  package let experiencedGain: Rows
  /// Stored hay, kg of dry matter.
  package let hayKg: Rows
  /// Standing forage within reach of animals, kg of dry matter.
  package let standingKg: Rows
  /// Forage grazed since the last growth, kg.
  package let grazedKg: Rows
  /// Pasture condition, 1 undamaged.
  package let pastureCondition: Rows
  /// Greatest feed deficit since the last births, fraction of demand.
  package let deficitMemory: Rows
  /// Net income since the start of the year, yuan.
  package let incomeYearYuan: Rows
  /// Net income of the last full year, yuan.
  package let incomeLastYearYuan: Rows
  /// Part of this year's income that membership brought, yuan.
  package let benefitYearYuan: Rows
  /// Part of this year's income that came from sales to other households of the gacha, yuan.
  package let localIncomeYearYuan: Rows
  /// That part of the last full year's, yuan.
  package let localIncomeLastYearYuan: Rows
  /// Trade with the cooperative since the start of the year, yuan.
  package let patronageYearYuan: Rows
  /// Quarters of the year in which the household held its capital share.
  package let shareQuarters: Rows

  /// Luck of the household's herd this year, log hazard.
  package let mortalityLuck: Rows
  /// Luck of its marketing this year, factor on prices.
  package let priceLuck: Rows

  // Flows of the quarter that are compared between arms household by household.

  /// Sheep units at the end of the quarter.
  package let sheepUnits: Rows
  /// Net income of the quarter, yuan.
  package let incomeYuan: Rows
  /// Natural deaths in the quarter, sheep units.
  package let deathsSheepUnits: Rows
  /// Sales in the quarter, sheep units.
  package let salesSheepUnits: Rows

  /// Exposure of each household: to aware non-members, to members, and to members' gains.
  package let exposureAware: Rows
  package let exposureMembers: Rows
  package let exposureGain: Rows
  /// 1 where a household joined in the last quarter, and exposure to such; kept where households decide by cascade.
  package let joinedLast: Rows
  package let exposureJoined: Rows

  /// Sales between households of each gacha since the start of the year, yuan. Shape: gacha x 16.
  package let localSalesYearYuan: Rows

  /// Cooperatives. Shape of each: cooperatives x 16.
  package let cooperatives: CooperativeState
  /// Offices of central household. Shape of each: grids x 16.
  package let central: CentralHouseholdState

  /// Requests for services, and trust. Shape of each: grids (x kinds) x 16.
  package let services: ServiceState

  /// Households by the income of the last full year; of the recorder, not copied.
  let incomeOrder: IncomeOrder

  private let memory: Rows
  private let rowCount: Int
  private let households: Int
  private let classes: Int

  /// - Parameters:
  ///   - households: rows of most variables.
  ///   - classes: herd classes.
  ///   - gachaCount: rows of gacha variables.
  ///   - gridCount: rows of variables of central households and of services.
  ///   - cooperativeCount: rows of cooperative variables.
  package init(households: Int, classes: Int, gachaCount: Int, gridCount: Int, cooperativeCount: Int) {
    (self.households, self.classes) = (households, classes)
    rowCount = households * (classes + ModelState.householdVariables) + gachaCount
    memory = Rows.allocate(capacity: rowCount)
    memory.initialize(repeating: .zero, count: rowCount)
    var next = memory
    func take(_ rows: Int) -> Rows {
      defer { next += rows }
      return next
    }
    herd = take(households * classes)
    cashYuan = take(households)
    debtYuan = take(households)
    knowledge = take(households)
    isAware = take(households)
    isMember = take(households)
    experiencedGain = take(households)
    hayKg = take(households)
    standingKg = take(households)
    grazedKg = take(households)
    pastureCondition = take(households)
    deficitMemory = take(households)
    incomeYearYuan = take(households)
    incomeLastYearYuan = take(households)
    benefitYearYuan = take(households)
    localIncomeYearYuan = take(households)
    localIncomeLastYearYuan = take(households)
    patronageYearYuan = take(households)
    shareQuarters = take(households)
    mortalityLuck = take(households)
    priceLuck = take(households)
    sheepUnits = take(households)
    incomeYuan = take(households)
    deathsSheepUnits = take(households)
    salesSheepUnits = take(households)
    exposureAware = take(households)
    exposureMembers = take(households)
    exposureGain = take(households)
    joinedLast = take(households)
    exposureJoined = take(households)
    localSalesYearYuan = take(gachaCount)
    incomeOrder = IncomeOrder(households: households)
    precondition(next == memory + rowCount, "every row is handed out")
    cooperatives = CooperativeState(count: cooperativeCount)
    services = ServiceState(grids: gridCount)
    central = CentralHouseholdState(gridCount: gridCount)
  }

  deinit { memory.deallocate() }

  private static let householdVariables = 29

  /// Asks for the herd of a household that comes later.
  ///
  /// The states of all arms are larger than a core's caches: every herd has to be fetched. ``Mortality``, which computes
  /// more than it reads, asks for those that come next, so that ``Feeding``, the first to read them, need not wait.
  @inline(__always)
  func prefetchHerd(_ household: Int) {
    guard household < households else { return }
    let own = herd + household * classes
    for k in 0..<classes { prefetch(own + k) }
  }

  /// Takes over every variable of another state of the same shape.
  func copy(_ other: ModelState) {
    precondition(rowCount == other.rowCount, "\(other.rowCount) rows into \(rowCount)")
    memory.update(from: other.memory, count: rowCount)
    cooperatives.copy(other.cooperatives)
    services.copy(other.services)
    central.copy(other.central)
  }

  /// Puts every variable to zero.
  package func clear() {
    memory.update(repeating: .zero, count: rowCount)
    cooperatives.clear()
    services.clear()
    central.clear()
  }
}

/// State and yearly accounts of the cooperatives. Shape of each: cooperatives x 16, double precision (accounts).
package final class CooperativeState {
  package typealias AccountRows = UnsafeMutablePointer<AccountLanes>

  /// Reserves, yuan; negative after losses.
  package let reservesYuan: AccountRows
  /// Fund of the risk pool, yuan.
  package let riskPoolYuan: AccountRows
  /// Surplus since the start of the year, yuan.
  package let surplusYearYuan: AccountRows
  /// Sales pooled since the start of the year, yuan.
  package let volumeYearYuan: AccountRows
  /// Inputs bought together since the start of the year, yuan.
  package let inputsYearYuan: AccountRows
  /// Sales pooled in the last full year, yuan.
  package let volumeLastYearYuan: AccountRows
  /// Inputs bought together in the last full year, yuan.
  package let inputsLastYearYuan: AccountRows
  /// Members' capital shares, yuan.
  package let capitalYuan: AccountRows
  /// Surplus of the last full year, yuan.
  package let surplusLastYearYuan: AccountRows
  /// 1 while it operates, 0 before it is founded and after it is dissolved.
  package let isActive: AccountRows
  /// Consecutive quarters that ended with negative reserves.
  package let distressQuarters: AccountRows
  /// Quarters since it was dissolved.
  package let dormantQuarters: AccountRows
  private let memory: AccountRows
  private let rowCount: Int

  package init(count: Int) {
    rowCount = max(1, 12 * count)
    memory = AccountRows.allocate(capacity: rowCount)
    memory.initialize(repeating: .zero, count: rowCount)
    reservesYuan = memory
    riskPoolYuan = memory + count
    surplusYearYuan = memory + 2 * count
    volumeYearYuan = memory + 3 * count
    inputsYearYuan = memory + 4 * count
    volumeLastYearYuan = memory + 5 * count
    inputsLastYearYuan = memory + 6 * count
    capitalYuan = memory + 7 * count
    surplusLastYearYuan = memory + 8 * count
    isActive = memory + 9 * count
    distressQuarters = memory + 10 * count
    dormantQuarters = memory + 11 * count
  }

  deinit { memory.deallocate() }

  package func clear() { memory.update(repeating: .zero, count: rowCount) }

  func copy(_ other: CooperativeState) { memory.update(from: other.memory, count: rowCount) }

  /// Nothing is left of a cooperative in the replicates where `ends` is 1.
  package func close(_ c: Int, where ends: AccountLanes) {
    let lasts = AccountLanes(repeating: 1) - ends
    let accounts = [
      reservesYuan, riskPoolYuan, surplusYearYuan, volumeYearYuan, inputsYearYuan, volumeLastYearYuan,
      inputsLastYearYuan, capitalYuan, isActive, distressQuarters,
    ]
    for account in accounts { account[c] *= lasts }
  }
}
