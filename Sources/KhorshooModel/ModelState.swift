import KhorshooNumerics

/// Rows of sixteen replicates, one row a unit.
typealias Rows = UnsafeMutablePointer<Lanes>

/// Every state variable of one arm in one block, with unit and shape. Allocated once for a worker, reset for each block.
///
/// Shape of each: units x 16 replicates, in single precision; rows of households follow the order of the places, so
/// that a gacha is one contiguous part of every variable.
final class ModelState {
  /// Documentation of one variable.
  struct Variable {
    let name: String
    let unit: String
    let shape: String
    let meaning: String
  }

  /// Head. Shape: households x classes.
  let herd: Rows
  /// Cash, yuan; negative after the credit limit is reached.
  let cashYuan: Rows
  /// Debt to the bank, yuan.
  let debtYuan: Rows
  /// Knowledge, 0 to 1.
  let knowledge: Rows
  /// 1 when the household has heard of the cooperative.
  let isAware: Rows
  /// 1 when it is a member.
  let isMember: Rows
  /// Relative gain of income that membership brought last year.
  let experiencedGain: Rows
  /// Stored hay, kg of dry matter.
  let hayKg: Rows
  /// Standing forage within reach of animals, kg of dry matter.
  let standingKg: Rows
  /// Forage grazed since the last growth, kg.
  let grazedKg: Rows
  /// Pasture condition, 1 undamaged.
  let pastureCondition: Rows
  /// Greatest feed deficit since the last births, fraction of demand.
  let deficitMemory: Rows
  /// Net income since the start of the year, yuan.
  let incomeYearYuan: Rows
  /// Net income of the last full year, yuan.
  let incomeLastYearYuan: Rows
  /// Part of this year's income that membership brought, yuan.
  let benefitYearYuan: Rows
  /// Trade with the cooperative since the start of the year, yuan.
  let patronageYearYuan: Rows

  // Flows of the quarter that are compared between arms household by household.

  /// Sheep units at the end of the quarter.
  let sheepUnits: Rows
  /// Net income of the quarter, yuan.
  let incomeYuan: Rows
  /// Natural deaths in the quarter, sheep units.
  let deathsSheepUnits: Rows
  /// Sales in the quarter, sheep units.
  let salesSheepUnits: Rows

  /// Exposure of each household: to aware non-members, to members, and to members' gains.
  let exposureAware: Rows
  let exposureMembers: Rows
  let exposureGain: Rows

  /// Cooperatives. Shape of each: cooperatives x 16.
  let cooperatives: CooperativeState

  private let memory: Rows
  private let rowCount: Int

  /// - Parameters:
  ///   - households: rows of most variables.
  ///   - classes: herd classes.
  ///   - cooperatives: rows of cooperative variables.
  init(households: Int, classes: Int, cooperativeCount: Int) {
    rowCount = households * (classes + ModelState.householdVariables)
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
    patronageYearYuan = take(households)
    sheepUnits = take(households)
    incomeYuan = take(households)
    deathsSheepUnits = take(households)
    salesSheepUnits = take(households)
    exposureAware = take(households)
    exposureMembers = take(households)
    exposureGain = take(households)
    precondition(next == memory + rowCount, "every row is handed out")
    cooperatives = CooperativeState(count: cooperativeCount)
  }

  deinit { memory.deallocate() }

  private static let householdVariables = 22

  /// Puts every variable to zero.
  func clear() {
    memory.update(repeating: .zero, count: rowCount)
    cooperatives.clear()
  }
}

/// State and yearly accounts of the cooperatives. Shape of each: cooperatives x 16, double precision (accounts).
final class CooperativeState {
  typealias AccountRows = UnsafeMutablePointer<AccountLanes>

  /// Reserves, yuan; negative after losses.
  let reservesYuan: AccountRows
  /// Fund of the risk pool, yuan.
  let riskPoolYuan: AccountRows
  /// Surplus since the start of the year, yuan.
  let surplusYearYuan: AccountRows
  /// Sales pooled since the start of the year, yuan.
  let volumeYearYuan: AccountRows
  /// Inputs bought together since the start of the year, yuan.
  let inputsYearYuan: AccountRows
  private let memory: AccountRows
  private let rowCount: Int

  init(count: Int) {
    rowCount = max(1, 5 * count)
    memory = AccountRows.allocate(capacity: rowCount)
    memory.initialize(repeating: .zero, count: rowCount)
    reservesYuan = memory
    riskPoolYuan = memory + count
    surplusYearYuan = memory + 2 * count
    volumeYearYuan = memory + 3 * count
    inputsYearYuan = memory + 4 * count
  }

  deinit { memory.deallocate() }

  func clear() { memory.update(repeating: .zero, count: rowCount) }
}
