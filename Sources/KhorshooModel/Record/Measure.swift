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
/// Shape: units x (measures, then head of each species) x 16, double precision. Each level is the sum of the level
/// below it in a fixed order, so totals agree at every level.
final class MeasureSums {
  let width: Int
  let grids: UnsafeMutablePointer<AccountLanes>
  let gacha: UnsafeMutablePointer<AccountLanes>
  let sumu: UnsafeMutablePointer<AccountLanes>
  let banner: UnsafeMutablePointer<AccountLanes>
  private let places: Places
  private let memory: UnsafeMutablePointer<AccountLanes>
  private let household: Rows

  init(_ places: Places, speciesCount: Int) {
    self.places = places
    width = Measure.allCases.count + speciesCount
    let units = places.grids.count + places.gacha.count + places.sumu.count + 1
    memory = .allocate(capacity: units * width)
    memory.initialize(repeating: .zero, count: units * width)
    grids = memory
    gacha = grids + places.grids.count * width
    sumu = gacha + places.gacha.count * width
    banner = sumu + places.sumu.count * width
    household = Rows.allocate(capacity: width)
    household.initialize(repeating: .zero, count: width)
  }

  deinit {
    memory.deallocate()
    household.deallocate()
  }

  /// Index of the head of a species among the measures.
  static func head(species: Int) -> Int { Measure.allCases.count + species }

  /// Sums the households of a gacha, grid by grid.
  func gather(_ context: QuarterContext, gacha index: Int) {
    let range = places.gacha[index].households
    let flows = context.flows
    for s in context.rates.species.indices { flows.stock.entries[s].closing = .zero }
    for g in places.gacha[index].grids {
      household.update(repeating: .zero, count: width)
      for h in places.grids[g].households { add(context, h, h - range.lowerBound) }
      let count = Float(places.grids[g].households.count)
      household[Measure.dzudSeverity.rawValue] = context.dzudSeverity(index) * count
      if context.season == 4 {
        household[Measure.forageYieldRatio.rawValue] =
          expLanes(context.shocks.forageLog(gacha: index, year: context.year)) * count
      }
      for item in PublicCost.allCases {
        let cost = InstitutionCost.yuan(item, context, grid: g)
        household[item.measure.rawValue] += cost
        household[item.level.measure.rawValue] += cost
        household[Measure.publicCostYuan.rawValue] += cost
      }
      addServices(context, g)
      for m in 0..<width { grids[g * width + m] = widened(household[m]) }
      for s in context.rates.species.indices {
        flows.stock.entries[s].closing += household[MeasureSums.head(species: s)]
      }
    }
  }

  /// What is counted by offices, after the appraisal.
  func gatherOffices(_ context: QuarterContext) {
    guard context.settings.institution.isEnabled else { return }
    let central = context.state.central
    for g in places.grids.indices {
      let row = grids + g * width
      func set(_ measure: Measure, _ value: Lanes) { row[measure.rawValue] = widened(value) }
      set(.centralHouseholds, Lanes(repeating: 1))
      set(.centralReplaced, central.isReplaced[g])
      set(.centralWarned, central.isWarned[g])
      set(.centralTenure, central.tenureQuarters[g])
      set(.centralAbility, central.ability[g])
      set(.centralEffort, central.effort[g])
      set(.centralKnowledge, central.knowledge[g])
      set(.trainedHouseholds, central.coverage[g] * context.institution.reachSum[g])
    }
  }

  @inline(__always)
  private func add(_ context: QuarterContext, _ h: Int, _ local: Int) {
    let (state, flows) = (context.state, context.flows)
    addHead(context, local)
    let row = household
    let valueAddedShare = Float(context.banner.localEconomy.parameters.valueAddedShare)
    @inline(__always) func sum(_ measure: Measure, _ value: Lanes) { row[measure.rawValue] += value }
    sum(.sheepUnits, state.sheepUnits[h])
    sum(.birthsHead, flows.birthsHead[local])
    sum(.deathsHead, flows.deathsHead[local])
    sum(.salesHead, flows.salesHead[local])
    sum(.purchasesHead, flows.purchasesHead[local])
    sum(.homeUseHead, flows.homeUseHead[local])
    sum(.demandKg, flows.demandKg[local])
    sum(.deficitKg, flows.demandKg[local] * flows.deficitFraction[local])
    sum(.hayYuan, flows.hayBoughtKg[local] * context.price(context.banner.goods.hay))
    sum(.salesYuan, flows.salesYuan[local])
    sum(.incomeYuan, state.incomeYuan[h])
    sum(.indirectIncomeYuan, flows.localDemandYuan[local] * valueAddedShare)
    sum(.inducedIncomeYuan, (flows.localSalesYuan[local] - flows.localDemandYuan[local]) * valueAddedShare)
    sum(.wagesYuan, flows.wagesYuan[local])
    sum(.transfersYuan, flows.transfersYuan[local])
    sum(.propertyYuan, flows.propertyYuan[local])
    sum(.premiumYuan, flows.premiumYuan[local])
    sum(.dividendYuan, flows.dividendYuan[local])
    sum(.members, state.isMember[h])
    sum(.aware, state.isAware[h])
    sum(.knowledge, state.knowledge[h])
    sum(.entries, flows.joins[local])
    sum(.exits, flows.leaves[local])
    sum(.cashYuan, state.cashYuan[h])
    sum(.debtYuan, state.debtYuan[h])
    sum(.labourDays, flows.labourDays[local])
    sum(.pastureCondition, state.pastureCondition[h])
    guard context.season == 4 else { return }
    let member = state.isMember[h]
    sum(.serviceUsers, member * context.banner.households.usesServices[h])
    sum(.cooperativeSellers, member * context.banner.households.sellsThrough[h])
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

  /// What was asked and done in a grid.
  private func addServices(_ context: QuarterContext, _ g: Int) {
    let (quarter, state, plan) = (context.serviceQuarter, context.state.services, context.services)
    let row = household
    @inline(__always) func set(_ measure: Measure, _ value: Lanes) { row[measure.rawValue] = value }
    let count = places.grids[g].households.count
    for kind in ServiceKind.allCases { set(kind.measure, quarter.demand[g * ServiceState.kindCount + kind.rawValue]) }
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

  @inline(__always)
  private func addHead(_ context: QuarterContext, _ local: Int) {
    let count = context.rates.species.count
    for s in 0..<count { household[MeasureSums.head(species: s)] += context.flows.speciesHead[local * count + s] }
  }

  /// Sums grids to gacha, gacha to sumu, sumu to the banner.
  func raise() {
    for (v, unit) in places.gacha.enumerated() { total(unit.grids, of: grids, into: gacha + v * width) }
    for (u, unit) in places.sumu.enumerated() { total(unit.gacha, of: gacha, into: sumu + u * width) }
    total(places.sumu.indices, of: sumu, into: banner)
  }

  private func total(
    _ units: Range<Int>, of parts: UnsafeMutablePointer<AccountLanes>, into sum: UnsafeMutablePointer<AccountLanes>
  ) {
    for m in 0..<width {
      var value = AccountLanes.zero
      for unit in units { value += parts[unit * width + m] }
      sum[m] = value
    }
  }
}
