import KhorshooNumerics

/// What is summed over the households of a place, declared where the outcome is that is made of it.
///
/// A measure needs no other entry: every one that an outcome names has a row of ``MeasureSums``, and those of households
/// that a group's outcome names a row of ``GroupSums``.
enum Measure: Hashable, Sendable {
  /// Of households, from what is still there at the end of the quarter: places and groups have it.
  case ofHouseholds(HouseholdMeasure)
  /// Of households, from what happened to them within the quarter: gone when the next gacha runs, so that places alone have it.
  case ofFlows(FlowMeasure)
  /// Of a grid as a whole.
  case ofGrid(GridMeasure)
  /// What policy costs the public.
  case ofCost(CostSum)
  /// Of the office of central household, after the appraisal.
  case ofOffice(OfficeMeasure)
  /// Head of a species.
  case head(species: Int)

  /// Whether it is of what happens within the quarter, and not of what is there at its end.
  var isFlow: Bool {
    switch self {
    case .ofFlows, .ofCost: true
    case .ofHouseholds(.state(let variable)):
      [\.incomeYuan, \.deathsSheepUnits, \.salesSheepUnits].contains(variable)
    case .ofGrid(let measure): measure.isFlow
    case .ofHouseholds(.computed), .ofOffice, .head: false
    }
  }

  /// A state variable of households.
  static func state(_ variable: KeyPath<ModelState, Rows>) -> Measure { .ofHouseholds(.state(variable)) }
  /// Computed from the state of a household.
  static func household(_ quantity: HouseholdQuantity) -> Measure { .ofHouseholds(.computed(quantity)) }
  /// A flow of households.
  static func flow(_ variable: KeyPath<QuarterFlows, Rows>) -> Measure { .ofFlows(.flow(variable)) }
  /// Computed from the flows of a household.
  static func quarter(_ quantity: FlowQuantity) -> Measure { .ofFlows(.computed(quantity)) }
}

/// A number of each household at the end of a quarter.
enum HouseholdMeasure: Hashable, @unchecked Sendable {
  // Key paths to stored properties are immutable.
  case state(KeyPath<ModelState, Rows>)
  case computed(HouseholdQuantity)

  /// Where it is found in the memory of an arm: looked up once a quarter, since a key path is slow.
  func values(_ state: ModelState) -> HouseholdValues {
    switch self {
    case .state(let variable): .rows(state[keyPath: variable])
    case .computed(let quantity): .computed(quantity)
    }
  }
}

/// What is computed from the state of a household.
enum HouseholdQuantity: Hashable, Sendable {
  /// 1, and persons.
  case one, persons
  /// 1 for a member that uses services, and for one that sells through its cooperative.
  case serviceUser, cooperativeSeller
  /// 1 for who rents or lets pasture, and for who gets dibao.
  case dealsInPasture, getsDibao
  /// Accrual less disposable income of the year and the change of what is owed for animals, yuan.
  case herdChangeYuan
  /// Cash income of the year from outside the gacha, yuan.
  case directIncomeYuan
  /// Of the year (``HouseholdYear``).
  case poorPersons, isPoor, povertyGapPersons, povertySeverityPersons, incomeHead, entropyHead
}

/// A measure of households in the memory of one arm.
enum HouseholdValues {
  case rows(Rows)
  case computed(HouseholdQuantity)

  /// Calls `sum` with the value of a household: a loop of its own for each measure, without a choice inside.
  @inline(__always)
  func each(_ context: QuarterContext, _ sum: ((Int) -> Lanes) -> Void) {
    let (state, traits) = (context.state, context.banner.households)
    switch self {
    case .rows(let rows): sum { rows[$0] }
    case .computed(let quantity):
      switch quantity {
      case .one: sum { _ in Lanes(repeating: 1) }
      case .persons: sum { Lanes(repeating: traits.persons[$0]) }
      case .serviceUser: sum { state.isMember[$0] * traits.usesServices[$0] }
      case .cooperativeSeller: sum { state.isMember[$0] * traits.sellsThrough[$0] }
      case .dealsInPasture: sum { (state.letMu[$0] + state.rentedMu[$0]).isPositive }
      case .getsDibao: sum { state.dibaoYuan[$0].isPositive }
      case .directIncomeYuan: sum { state.incomeYearYuan[$0] - state.localIncomeYearYuan[$0] }
      case .herdChangeYuan:
        sum {
          state.accrualIncomeYearYuan[$0] - state.disposableIncomeYearYuan[$0] - state.arrearsChangeYearYuan[$0]
        }
      case .poorPersons: sum { HouseholdYear(context, $0).poorPersons }
      case .isPoor: sum { HouseholdYear(context, $0).isPoor }
      case .povertyGapPersons: sum { HouseholdYear(context, $0).gapPersons }
      case .povertySeverityPersons: sum { HouseholdYear(context, $0).severityPersons }
      case .incomeHead: sum { HouseholdYear(context, $0).incomeHead }
      case .entropyHead: sum { HouseholdYear(context, $0).entropyHead }
      }
    }
  }
}

/// A number of each household of a gacha that is gone when the next one runs.
enum FlowMeasure: Hashable, @unchecked Sendable {
  case flow(KeyPath<QuarterFlows, Rows>)
  case computed(FlowQuantity)

  /// Where it is found in a worker's memory.
  func values(_ flows: QuarterFlows) -> FlowValues {
    switch self {
    case .flow(let variable): .rows(flows[keyPath: variable])
    case .computed(let quantity): .computed(quantity)
    }
  }
}

/// What is computed from the flows of a household.
enum FlowQuantity: Hashable, Sendable {
  /// Feed demand that is not met, kg.
  case deficitKg
  /// Hay bought at market prices, yuan.
  case hayYuan
  /// Income from others of the gacha: out of their incomes from outside, and out of their local incomes, yuan.
  case indirectIncomeYuan, inducedIncomeYuan
}

/// A measure of flows in the memory of one worker.
enum FlowValues {
  case rows(Rows)
  case computed(FlowQuantity)

  /// Calls `sum` with the value of a household, counted from the first of its gacha.
  @inline(__always)
  func each(_ context: QuarterContext, _ sum: ((Int) -> Lanes) -> Void) {
    let flows = context.flows
    switch self {
    case .rows(let rows): sum { rows[$0] }
    case .computed(.deficitKg): sum { flows.demandKg[$0] * flows.deficitFraction[$0] }
    case .computed(.hayYuan):
      let price = context.price(context.banner.goods.hay)
      sum { flows.hayBoughtKg[$0] * price }
    case .computed(.indirectIncomeYuan):
      let share = Float(context.banner.localEconomy.parameters.valueAddedShare)
      sum { flows.localDemandYuan[$0] * share }
    case .computed(.inducedIncomeYuan):
      let share = Float(context.banner.localEconomy.parameters.valueAddedShare)
      sum { (flows.localSalesYuan[$0] - flows.localDemandYuan[$0]) * share }
    }
  }
}
