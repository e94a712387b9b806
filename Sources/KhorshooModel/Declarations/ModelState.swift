import KhorshooNumerics

/// Rows of sixteen replicates, one row a unit.
package typealias Rows = UnsafeMutablePointer<Lanes>

/// Every state variable of one arm in one block, each one entry: rows, unit, label in both languages, meaning.
/// ``ModelVariable`` has them for people.
///
/// Shape of each: units x 16 replicates, in single precision; rows of households follow the order of the places, so
/// that a gacha is one contiguous part of every variable.
package final class ModelState {
  package let herd: Rows = kept(
    .householdClasses, "head", "herd", "畜群", "Animals of each species, sex and age.")
  package let cashYuan: Rows = kept(
    .households, "CNY", "cash", "现金", "Cash; negative when the credit limit is reached.")
  package let debtYuan: Rows = kept(
    .households, "CNY", "debt", "债务", "Debt to the bank.")
  package let knowledge: Rows = kept(
    .households, "0 to 1", "knowledge", "畜牧知识", "Knowledge of husbandry.")
  package let isAware: Rows = kept(
    .households, "0 or 1", "aware", "知晓合作社", "Has heard of the cooperative.")
  package let isMember: Rows = kept(
    .households, "0 or 1", "member", "社员", "Is a member.")
  package let wasMember: Rows = kept(
    .households, "0 or 1", "ever a member", "曾入社", "Is or was a member, at the start or since.")
  package let experiencedGain: Rows = kept(
    .households, "1", "experienced gain", "体验到的收益",
    "Relative gain of income that membership brought last year; of who has left, times the weight with which it is told."
  )
  package let voice: Rows = kept(
    .households, "1", "weight of experience", "经历的影响权重",
    "With which others hear of its membership: 1 for a member, less for who has left.")
  package let arrearsYuan: Rows = kept(
    .households, "CNY", "owed for animals", "待收货款", "What the cooperative owes it for animals delivered.")
  package let arrearsChangeYearYuan: Rows = kept(
    .households, "CNY", "change of what is owed", "待收货款增减",
    "Change of that since the start of the year; what a dissolved cooperative leaves unpaid is lost.")
  package let hayKg: Rows = kept(
    .households, "kg DM", "stored hay", "存草", "Stored hay.")
  package let standingKg: Rows = kept(
    .households, "kg DM", "standing forage", "可采食牧草", "Standing forage within reach of animals.")
  package let grazedKg: Rows = kept(
    .households, "kg DM", "forage grazed", "已采食牧草", "Grazed since the last growth.")
  package let pastureCondition: Rows = kept(
    .households, "1", "pasture condition", "草场状况", "1 as at the start.")
  package let letMu: Rows = kept(
    .households, "mu", "pasture let", "租出草场", "Own pasture that others use until next summer.")
  package let rentedMu: Rows = kept(
    .households, "mu", "pasture rented", "租入草场", "Pasture of others that it uses until next summer.")
  package let inheritedSheepUnits: Rows = kept(
    .households, "sheep unit", "herd of rented places", "承接畜群规模",
    "Herds at the start of the places that were left whose pasture it rents: it aims at as much more.")
  package let hasLeft: Rows = kept(
    .households, "0 or 1", "left herding", "已退出放牧", "1 while nobody herds at the place.")
  package let headAge: Rows = kept(
    .households, "year", "age of the head", "户主年龄", "Age of the head, 0 without turnover of households.")
  package let dibaoYuan: Rows = kept(
    .households, "CNY", "dibao", "低保金", "Subsistence allowance that is paid in each quarter of the year.")
  package let deficitMemory: Rows = kept(
    .households, "1", "last year's hunger", "上年缺草", "Greatest feed deficit since the last births.")
  package let incomeToDateYuan: Rows = kept(
    .households, "CNY", "income this year", "当年收入", "Net income since the start of the year.")
  package let incomeYearYuan: Rows = kept(
    .households, "CNY", "income last year", "上年收入", "Net cash income of the last full year; decisions go by it.")
  package let ownConsumptionYearYuan: Rows = kept(
    .households, "CNY", "own consumption", "自产自食",
    "Animals eaten at home since the start of the year, at farm-gate prices.")
  package let herdBasisYuan: Rows = kept(
    .households, "CNY", "herd at constant prices", "畜群不变价值",
    "Herd at the start of the year at the ledger's mean prices and what was paid for animals since; at its end the herd then."
  )
  package let disposableIncomeYearYuan: Rows = kept(
    .households, "CNY", "disposable income last year", "上年可支配收入",
    "Cash income and own consumption of the last full year.")
  package let accrualIncomeYearYuan: Rows = kept(
    .households, "CNY", "accrual income last year", "上年权责收入",
    "Disposable income of the last full year and the change of the herd at constant prices.")
  package let accrualIncomeMeanYuan: Rows = kept(
    .households, "CNY", "mean accrual income", "历年平均权责收入", "Mean of yearly accrual income since the start.")
  package let benefitToDateYuan: Rows = kept(
    .households, "CNY", "gain by membership this year", "当年入社收益", "Part of this year's income that membership brought.")
  package let localIncomeToDateYuan: Rows = kept(
    .households, "CNY", "local income this year", "当年本地收入",
    "Part of this year's income that came from other households of the gacha.")
  package let localIncomeYearYuan: Rows = kept(
    .households, "CNY", "local income last year", "上年本地收入", "That part of the last full year's.")
  package let patronageYearYuan: Rows = kept(
    .households, "CNY", "trade with the cooperative", "与合作社交易额",
    "Trade with the cooperative since the start of the year.")
  package let shareQuarters: Rows = kept(
    .households, "quarter", "quarters of share held", "持股季数",
    "Quarters of the year in which the household held its capital share.")
  package let mortalityLuck: Rows = kept(
    .households, "log hazard", "luck in mortality", "死亡运气", "Luck of the household's herd this year.")
  package let priceLuck: Rows = kept(
    .households, "1", "luck in prices", "售价运气", "Luck of its marketing this year, factor on prices.")
  // Of the quarter, to be compared between arms household by household.
  package let sheepUnits: Rows = kept(
    .households, "sheep unit", "sheep units", "羊单位", "Herd at the end of the quarter.")
  package let incomeYuan: Rows = kept(
    .households, "CNY", "income of the quarter", "当季收入", "Net income of the quarter.")
  package let deathsSheepUnits: Rows = kept(
    .households, "sheep unit", "deaths", "死亡", "Natural deaths in the quarter.")
  package let salesSheepUnits: Rows = kept(
    .households, "sheep unit", "sales", "出售", "Sales in the quarter.")
  package let exposureAware: Rows = kept(
    .households, "1", "ties who are aware", "知晓的联系", "Exposure to aware non-members.")
  package let exposureMembers: Rows = kept(
    .households, "1", "ties who are members", "社员联系", "Exposure to members.")
  package let exposureGain: Rows = kept(
    .households, "1", "ties' gain", "联系中的收益", "Exposure to what members and who has left tell of their gains.")
  package let exposureVoice: Rows = kept(
    .households, "1", "ties who tell", "讲述经历的联系",
    "Exposure to members and who has left, by the weight of their experience; with diffusion.mechanism utility.")
  // Kept where households decide by cascade.
  package let joinedLast: Rows = kept(
    .households, "0 or 1", "just joined", "刚入社",
    "1 for who joined in the last quarter (at the start: members); with diffusion.mechanism cascade.")
  package let exposureJoined: Rows = kept(
    .households, "1", "ties who just joined", "刚入社的联系",
    "Exposure to who joined in the last quarter; with diffusion.mechanism cascade.")
  package let localSalesYearYuan: Rows = kept(
    .gacha, "CNY", "local sales this year", "当年本地销售",
    "Sales between households of each gacha since the start of the year.")
  /// Cooperatives.
  package let cooperatives = CooperativeState()
  /// Requests for services, and trust.
  package let services = ServiceState()
  /// Offices of central household.
  package let central = CentralHouseholdState()
  /// Households by the income of the last full year; of the recorder, not copied.
  let incomeOrder: IncomeOrder

  private let memory: StateMemory

  /// Memory for a banner of this size: that of a state that was left, where one fits.
  package static func make(_ sizes: StateSizes) -> ModelState {
    if let state = StatesLeft.current?.take(sizes) { return state }
    let plan = StateMemory(planning: sizes)
    StateMemory.$current.withValue(plan) { _ = ModelState() }
    func state(in space: StateSpace) -> ModelState {
      StateMemory.$current.withValue(StateMemory(sizes, in: space)) { ModelState() }
    }
    if let space = StatesLeft.current?.takeSpace(plan.byteCount) { return state(in: space) }
    let fresh = state(in: StateSpace(atLeast: plan.byteCount))
    fresh.clear()
    return fresh
  }

  /// Another state that holds the same but for herds: their memory is never touched.
  func withoutHerds() -> ModelState {
    let space = StateSpace(atLeast: memory.byteCount)
    let copy = StateMemory.$current.withValue(StateMemory(sizes, in: space)) { ModelState() }
    copy.memory.copy(memory, from: UnsafeRawPointer(cashYuan) - UnsafeRawPointer(herd))
    return copy
  }

  fileprivate init() {
    memory = StateMemory.open
    incomeOrder = IncomeOrder(households: memory.sizes.households)
  }

  /// Asks for the herd of a household that comes later.
  ///
  /// The states of all arms are larger than a core's caches: every herd has to be fetched. ``Mortality``, which computes
  /// more than it reads, asks for those that come next, so that ``Feeding``, the first to read them, need not wait.
  @inline(__always)
  func prefetchHerd(_ household: Int) {
    guard household < memory.sizes.households else { return }
    let own = herd + household * memory.sizes.classes
    for k in 0..<memory.sizes.classes { prefetch(own + k) }
  }

  /// The banner that it is for.
  var sizes: StateSizes { memory.sizes }

  /// Where its rows lie.
  var space: StateSpace {
    guard let space = memory.space else { preconditionFailure("a state that is only planned has no memory") }
    return space
  }

  /// Takes over every variable of another state of the same shape.
  func copy(_ other: ModelState) { memory.copy(other.memory) }

  /// Puts every variable to zero, and trust in central households to 1.
  package func clear() {
    memory.clear()
    services.serviceTrust.update(repeating: Lanes(repeating: 1), count: memory.sizes.grids)
  }
}

extension ModelVariable {
  /// What is kept from quarter to quarter, in the order of memory, as ``ModelState`` declares it.
  package static let state: [ModelVariable] = {
    let memory = StateMemory(planning: StateSizes(households: 1, classes: 1, gacha: 1, grids: 1, cooperatives: 1))
    let names = StateMemory.$current.withValue(memory) { StateMemory.names(of: ModelState()) }
    precondition(names.count == memory.declared.count, "\(memory.declared.count) variables, \(names.count) names")
    return zip(names, memory.declared).map { name, variable in variable.named(name) }
  }()
}

/// State and yearly accounts of the cooperatives, in double precision.
package final class CooperativeState {
  package let reservesYuan: AccountRows = account(
    .cooperatives, "CNY", "reserves", "公积", "Reserves; negative after losses.")
  package let riskPoolYuan: AccountRows = account(
    .cooperatives, "CNY", "risk pool", "风险互助金", "Fund of the risk pool.")
  package let surplusYearYuan: AccountRows = account(
    .cooperatives, "CNY", "surplus this year", "当年盈余", "Surplus since the start of the year.")
  package let volumeYearYuan: AccountRows = account(
    .cooperatives, "CNY", "pooled sales this year", "当年统一销售额", "Sales pooled since the start of the year.")
  package let inputsYearYuan: AccountRows = account(
    .cooperatives, "CNY", "pooled inputs this year", "当年统一采购额", "Inputs bought together since its start.")
  package let volumeLastYearYuan: AccountRows = account(
    .cooperatives, "CNY", "pooled sales last year", "上年统一销售额", "Sales pooled in the last full year.")
  package let inputsLastYearYuan: AccountRows = account(
    .cooperatives, "CNY", "pooled inputs last year", "上年统一采购额", "Inputs bought together in that year.")
  package let capitalYuan: AccountRows = account(
    .cooperatives, "CNY", "capital shares", "股金", "Members' capital shares.")
  package let arrearsYuan: AccountRows = account(
    .cooperatives, "CNY", "owed for animals", "所欠货款", "What it owes members for animals delivered.")
  package let surplusLastYearYuan: AccountRows = account(
    .cooperatives, "CNY", "surplus last year", "上年盈余", "Surplus of the last full year.")
  package let isActive: AccountRows = account(
    .cooperatives, "0 or 1", "activity", "运营", "1 while it operates.")
  package let distressQuarters: AccountRows = account(
    .cooperatives, "quarter", "quarters in distress", "亏损季数", "Quarters running with negative reserves.")
  package let dormantQuarters: AccountRows = account(
    .cooperatives, "quarter", "quarters since dissolved", "解散后季数", "Quarters since it was dissolved.")

  /// Nothing is left of a cooperative in the replicates where `ends` is 1.
  package func close(_ c: Int, where ends: AccountLanes) {
    let lasts = AccountLanes(repeating: 1) - ends
    let accounts = [
      reservesYuan, riskPoolYuan, surplusYearYuan, volumeYearYuan, inputsYearYuan, volumeLastYearYuan,
      inputsLastYearYuan, capitalYuan, arrearsYuan, isActive, distressQuarters,
    ]
    for account in accounts { account[c] *= lasts }
  }
}
