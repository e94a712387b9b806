import KhorshooNumerics

/// What is summed over the households of a grid in each quarter; outcomes are made of these sums.
enum Measure: Int, CaseIterable {
  case sheepUnits, birthsHead, deathsHead, salesHead, purchasesHead, homeUseHead
  case demandKg, deficitKg, hayYuan, salesYuan
  case incomeYuan, wagesYuan, transfersYuan, propertyYuan, premiumYuan, dividendYuan
  case members, aware, entries, exits
  /// Knowledge of husbandry, 0 to 1 a household.
  case knowledge
  /// Members that use services, and that sell through their cooperative; only in winter.
  case serviceUsers, cooperativeSellers
  /// From others of the gacha: out of their incomes from outside, and out of their local incomes.
  case indirectIncomeYuan, inducedIncomeYuan
  /// Of the year, from others of the gacha and from outside; only in winter.
  case localIncomeYuan, directIncomeYuan
  case cashYuan, debtYuan, labourDays, pastureCondition
  /// Net income of the year; only in winter.
  case incomeYearYuan
  /// Persons in households below the poverty line; only in winter.
  case poorPersons
  /// Households below it; only in winter.
  case poorHouseholds
  /// Persons times poverty gap, persons times its square, income a head and its x ln x (``HouseholdYear``); only in winter.
  case povertyGapPersons, povertySeverityPersons, incomeHead, entropyHead
  /// Severity of the winter's dzud, and yield of the year relative to a normal one; the same for all of a gacha.
  case dzudSeverity, forageYieldRatio
  /// What policy costs the public, in all and by item (``PublicCost``).
  case publicCostYuan, outreachCostYuan, trainingCostYuan, grantCostYuan, supportCostYuan
  case courseCostYuan, payCostYuan, carrierCostYuan
  /// The same by whose budget pays (``GovernmentLevel``).
  case publicCostBannerYuan, publicCostSumuYuan, publicCostGachaYuan
  /// Offices of central household that work, and sums over them (``MeasureSums/gatherOffices(_:)``).
  case centralHouseholds, centralReplaced, centralWarned, centralTenure, centralAbility, centralEffort, centralKnowledge
  /// Households that training reaches.
  case trainedHouseholds
  case serviceCostYuan, groupSupplyCostYuan
  /// New requests by kind (``ServiceKind``).
  case policyQuestions, agencyErrands, assistanceRequests, opinions, disputes, trainingRequests, publicWorks
  /// What becomes of requests (``ServiceQuarter``); on hand are those that waited and the new ones.
  case requests, requestsOnHand, requestsServed, requestsWaiting, requestsLapsed, requestsHandedOn, requestsAtSumu
  case disputesMediated, disputesEscalated, suggestions, deedsReported, suggestionsReported, disputesReported
  /// Households served within the quarter: all, by ring of distance and of the most distant tenth; households of these.
  case covered, coveredRing1, coveredRing2, coveredRing3, coveredRing4, coveredFarthest
  case householdsRing1, householdsRing2, householdsRing3, householdsRing4, householdsFarthest
  /// Factor on trust times households; coverage of the year times households, only in winter.
  case serviceTrust, coverageYear
}

/// Sums of all measures for every unit of every level in one quarter of one arm.
///
/// Shape: units x (measures, then head of each species) x 16; single precision in a grid, double precision above. Each
/// level is the sum of the level below it in a fixed order, so totals agree at every level.
final class MeasureSums {
  let width: Int
  let grids: Rows
  let gacha: UnsafeMutablePointer<AccountLanes>
  let sumu: UnsafeMutablePointer<AccountLanes>
  let banner: UnsafeMutablePointer<AccountLanes>
  private let places: Places
  private let memory: UnsafeMutablePointer<AccountLanes>

  init(_ places: Places, speciesCount: Int) {
    self.places = places
    width = Measure.allCases.count + speciesCount
    grids = Rows.allocate(capacity: places.grids.count * width)
    grids.initialize(repeating: .zero, count: places.grids.count * width)
    let units = places.gacha.count + places.sumu.count + 1
    memory = .allocate(capacity: units * width)
    memory.initialize(repeating: .zero, count: units * width)
    gacha = memory
    sumu = gacha + places.gacha.count * width
    banner = sumu + places.sumu.count * width
  }

  deinit {
    memory.deallocate()
    grids.deallocate()
  }

  /// Index of the head of a species among the measures.
  static func head(species: Int) -> Int { Measure.allCases.count + species }

  /// Sums the households of a gacha, grid by grid.
  func gather(_ context: QuarterContext, gacha index: Int) {
    let first = places.gacha[index].households.lowerBound
    let flows = context.flows
    let species = context.rates.species.indices
    for s in species { flows.stock.entries[s].closing = .zero }
    for g in places.gacha[index].grids {
      let row = grids + g * width
      row.update(repeating: .zero, count: width)
      let households = places.grids[g].households
      addHouseholds(context, households, first, row)
      addHead(context, households, first, row)
      if context.season == 4 { addYear(context, households, row) }
      let count = Float(households.count)
      row[Measure.dzudSeverity.rawValue] = context.dzudSeverity(index) * count
      if context.season == 4 {
        row[Measure.forageYieldRatio.rawValue] =
          expLanes(context.shocks.forageLog(gacha: index, year: context.year)) * count
      }
      for item in MeasureSums.costs {
        let cost = InstitutionCost.yuan(item, context, grid: g)
        row[item.measure.rawValue] += cost
        row[item.level.measure.rawValue] += cost
        row[Measure.publicCostYuan.rawValue] += cost
      }
      addServices(context, g, row)
      for s in species { flows.stock.entries[s].closing += row[MeasureSums.head(species: s)] }
    }
    raise(gacha: index, 0..<width)
  }

  // `allCases` makes an array at each call.
  private static let costs = PublicCost.allCases
  private static let requestKinds = ServiceKind.allCases

  /// What is counted by offices, after the appraisal.
  func gatherOffices(_ context: QuarterContext) {
    guard context.settings.institution.isEnabled else { return }
    let central = context.state.central
    for g in places.grids.indices {
      let row = grids + g * width
      func set(_ measure: Measure, _ value: Lanes) { row[measure.rawValue] = value }
      set(.centralHouseholds, Lanes(repeating: 1))
      set(.centralReplaced, central.isReplaced[g])
      set(.centralWarned, central.isWarned[g])
      set(.centralTenure, central.tenureQuarters[g])
      set(.centralAbility, central.ability[g])
      set(.centralEffort, central.effort[g])
      set(.centralKnowledge, central.knowledge[g])
      set(.trainedHouseholds, central.coverage[g] * context.institution.reachSum[g])
    }
    for v in places.gacha.indices {
      raise(gacha: v, Measure.centralHouseholds.rawValue..<Measure.trainedHouseholds.rawValue + 1)
    }
  }

  /// What households have in every quarter: measure by measure, each read in one run and summed in a register.
  @inline(__always)
  private func addHouseholds(_ context: QuarterContext, _ households: Range<Int>, _ first: Int, _ row: Rows) {
    let (state, flows) = (context.state, context.flows)
    @inline(__always) func sum(_ measure: Measure, _ value: (Int) -> Lanes) {
      var total = Lanes.zero
      for h in households { total += value(h) }
      row[measure.rawValue] = total
    }
    let hayPrice = context.price(context.banner.goods.hay)
    let valueAddedShare = Float(context.banner.localEconomy.parameters.valueAddedShare)
    sum(.sheepUnits) { state.sheepUnits[$0] }
    sum(.birthsHead) { flows.birthsHead[$0 - first] }
    sum(.deathsHead) { flows.deathsHead[$0 - first] }
    sum(.salesHead) { flows.salesHead[$0 - first] }
    sum(.purchasesHead) { flows.purchasesHead[$0 - first] }
    sum(.homeUseHead) { flows.homeUseHead[$0 - first] }
    sum(.demandKg) { flows.demandKg[$0 - first] }
    sum(.deficitKg) { flows.demandKg[$0 - first] * flows.deficitFraction[$0 - first] }
    sum(.hayYuan) { flows.hayBoughtKg[$0 - first] * hayPrice }
    sum(.salesYuan) { flows.salesYuan[$0 - first] }
    sum(.incomeYuan) { state.incomeYuan[$0] }
    sum(.indirectIncomeYuan) { flows.localDemandYuan[$0 - first] * valueAddedShare }
    sum(.inducedIncomeYuan) { (flows.localSalesYuan[$0 - first] - flows.localDemandYuan[$0 - first]) * valueAddedShare }
    sum(.wagesYuan) { flows.wagesYuan[$0 - first] }
    sum(.transfersYuan) { flows.transfersYuan[$0 - first] }
    sum(.propertyYuan) { flows.propertyYuan[$0 - first] }
    sum(.premiumYuan) { flows.premiumYuan[$0 - first] }
    sum(.dividendYuan) { flows.dividendYuan[$0 - first] }
    sum(.members) { state.isMember[$0] }
    sum(.aware) { state.isAware[$0] }
    sum(.knowledge) { state.knowledge[$0] }
    sum(.entries) { flows.joins[$0 - first] }
    sum(.exits) { flows.leaves[$0 - first] }
    sum(.cashYuan) { state.cashYuan[$0] }
    sum(.debtYuan) { state.debtYuan[$0] }
    sum(.labourDays) { flows.labourDays[$0 - first] }
    sum(.pastureCondition) { state.pastureCondition[$0] }
  }

  /// Head of each species.
  @inline(__always)
  private func addHead(_ context: QuarterContext, _ households: Range<Int>, _ first: Int, _ row: Rows) {
    let count = context.rates.species.count
    let head = context.flows.speciesHead - first * count
    for s in 0..<count {
      var total = Lanes.zero
      for h in households { total += head[h * count + s] }
      row[MeasureSums.head(species: s)] = total
    }
  }

  /// What households have in winter beside it.
  @inline(__always)
  private func addYear(_ context: QuarterContext, _ households: Range<Int>, _ row: Rows) {
    let (state, traits) = (context.state, context.banner.households)
    @inline(__always) func sum(_ measure: Measure, _ value: Lanes) { row[measure.rawValue] += value }
    for h in households {
      let member = state.isMember[h]
      sum(.serviceUsers, member * traits.usesServices[h])
      sum(.cooperativeSellers, member * traits.sellsThrough[h])
      sum(.localIncomeYuan, state.localIncomeLastYearYuan[h])
      sum(.directIncomeYuan, state.incomeLastYearYuan[h] - state.localIncomeLastYearYuan[h])
      sum(.incomeYearYuan, state.incomeLastYearYuan[h])
      let year = HouseholdYear(context, h)
      sum(.poorPersons, year.poorPersons)
      sum(.poorHouseholds, year.isPoor)
      sum(.povertyGapPersons, year.gapPersons)
      sum(.povertySeverityPersons, year.severityPersons)
      sum(.incomeHead, year.incomeHead)
      sum(.entropyHead, year.entropyHead)
    }
  }

  /// What was asked and done in a grid.
  private func addServices(_ context: QuarterContext, _ g: Int, _ row: Rows) {
    let (quarter, state, plan) = (context.serviceQuarter, context.state.services, context.services)
    @inline(__always) func set(_ measure: Measure, _ value: Lanes) { row[measure.rawValue] = value }
    let count = places.grids[g].households.count
    for kind in MeasureSums.requestKinds {
      set(kind.measure, quarter.demand[g * ServiceState.kindCount + kind.rawValue])
    }
    let new = quarter.newRequests(g)
    set(.requests, new)
    set(.requestsOnHand, quarter.opening[g] + new)
    set(.requestsServed, quarter.served[g])
    set(.requestsWaiting, state.waiting(g))
    set(.requestsLapsed, quarter.lapsed[g])
    set(.requestsHandedOn, quarter.handedOn[g])
    set(.requestsAtSumu, state.requestsAtSumu[g])
    set(.disputesMediated, quarter.mediated[g])
    set(.disputesEscalated, quarter.escalated[g])
    set(.suggestions, quarter.suggestions[g])
    set(.deedsReported, quarter.deedsReported[g])
    set(.suggestionsReported, quarter.suggestionsReported[g])
    set(.disputesReported, quarter.disputesReported[g])
    set(.covered, quarter.share[g] * Float(count))
    for ring in 0..<ServicePlan.ringCount {
      row[Measure.coveredRing1.rawValue + ring] = plan.served(quarter.share[g], ring: ring, grid: g, households: count)
      row[Measure.householdsRing1.rawValue + ring] = Lanes(
        repeating: plan.ringHouseholds[g * ServicePlan.ringCount + ring])
    }
    guard context.season == 4 else { return }
    set(.serviceTrust, state.serviceTrust[g] * Float(count))
    set(.coverageYear, state.coverageYear[g] * (Float(count) / 4))
  }

  /// Sums gacha to sumu, sumu to the banner.
  func raise() {
    for (u, unit) in places.sumu.enumerated() {
      total(unit.gacha, 0..<width, sumu + u * width) { gacha[$0 * width + $1] }
    }
    total(places.sumu.indices, 0..<width, banner) { sumu[$0 * width + $1] }
  }

  /// Sums some measures of grids to their gacha.
  @inline(__always)
  private func raise(gacha index: Int, _ measures: Range<Int>) {
    total(places.gacha[index].grids, measures, gacha + index * width) { widened(grids[$0 * width + $1]) }
  }

  @inline(__always)
  private func total(
    _ units: Range<Int>, _ measures: Range<Int>, _ sum: UnsafeMutablePointer<AccountLanes>,
    _ part: (_ unit: Int, _ measure: Int) -> AccountLanes
  ) {
    for m in measures { sum[m] = .zero }
    for unit in units {
      for m in measures { sum[m] += part(unit, m) }
    }
  }
}
