import KhorshooEngine
import KhorshooNumerics

/// What a process sees: one arm of one block in one quarter.
///
/// Belongs to one worker; the clock and the draws are read in the inner loops, without exclusivity checks.
package final class QuarterContext {
  package let banner: Banner
  private let timetable: ArmTimetable
  // Of the plan in force, which the timetable changes from quarter to quarter and from gacha to gacha.
  @exclusivity(unchecked) private(set) var settings: ArmSettings
  @exclusivity(unchecked) private(set) var rates: HerdRates
  @exclusivity(unchecked) private(set) var reach: [Float]
  /// Grazing of each household's herd at the start above proper use, relative to it.
  @exclusivity(unchecked) private(set) var usualOveruse: [Float]
  @exclusivity(unchecked) private(set) var services: ServicePlan
  @exclusivity(unchecked) private(set) var institution: InstitutionPlan
  /// Income of the office beside its pay, yuan a quarter, for each household if it holds it.
  @exclusivity(unchecked) private(set) var officePremiumYuan: [Float]
  /// Whether each household is a core member of its cooperative once it has joined.
  @exclusivity(unchecked) private(set) var isCore: [Bool]
  package let state: ModelState
  package let flows: QuarterFlows
  package let cooperativeQuarter: CooperativeQuarter
  package let serviceQuarter: ServiceQuarter
  package let shocks: BlockShocks
  /// The banner's payments of the year.
  package let payments = YearPayments()
  @exclusivity(unchecked) package var random: LaneRandom
  /// An arm that has gone through the quarter with the same draws; nil when there is none.
  @exclusivity(unchecked) var sameLuck: QuarterContext?
  /// Head at the end of the last quarter. Shape: (gacha x species) x 16.
  @exclusivity(unchecked) var headBefore: [Lanes] = []
  /// The largest residual of each ledger in the quarter.
  @exclusivity(unchecked) var residuals = [0.0, 0, 0]
  /// Channels that are open in each replicate: those of the plan in force that are allowed.
  @exclusivity(unchecked) private(set) var openChannels: OpenChannels
  /// Channels that a decomposition allows in each replicate; all, unless it says otherwise.
  @exclusivity(unchecked) var allowedChannels = OpenChannels { _ in Lanes(repeating: 1) } {
    didSet { openChannels = settings.channels.and(allowedChannels) }
  }
  /// Number of the quarter, by which draws are keyed: from 0 in the run, from ``Past/firstQuarter`` in the years before it.
  @exclusivity(unchecked) package var time = 0 {
    didSet { targetTrend = Float(stableExp(Double(settings.husbandry.targetGrowthPerYear) * Double(year))) }
  }
  /// Growth of every household's target since the start.
  @exclusivity(unchecked) private(set) var targetTrend: Float = 1
  /// Season, 1 spring to 4 winter.
  @exclusivity(unchecked) package var season = 1
  /// Years since the start, from 0; negative in the past.
  package var year: Int { (time - start) >> 2 }
  /// Number of the quarter in which the run starts: 0, unless the context is of the past.
  private let start: Int
  /// Whether the years before the run are computed.
  var isPast: Bool { start > 0 }

  init(
    banner: Banner, timetable: ArmTimetable, state: ModelState, flows: QuarterFlows,
    cooperativeQuarter: CooperativeQuarter,
    serviceQuarter: ServiceQuarter, shocks: BlockShocks, start: Int = 0
  ) {
    self.start = start
    self.banner = banner
    self.timetable = timetable
    let plan = timetable.own
    settings = plan.settings
    rates = plan.rates
    reach = plan.reach
    usualOveruse = plan.usualOveruse
    services = plan.services
    institution = plan.institution
    officePremiumYuan = plan.officePremiumYuan
    isCore = plan.isCore
    openChannels = plan.settings.channels
    self.state = state
    self.flows = flows
    self.cooperativeQuarter = cooperativeQuarter
    self.serviceQuarter = serviceQuarter
    self.shocks = shocks
    random = LaneRandom(seed: 0, firstReplicate: 0)
  }

  /// The same at the same time with a state of its own, without herds: of the settings those that are in force.
  func keptWithoutHerds() -> QuarterContext {
    let copy = QuarterContext(
      banner: banner, timetable: timetable, state: state.withoutHerds(), flows: flows,
      cooperativeQuarter: cooperativeQuarter, serviceQuarter: serviceQuarter, shocks: shocks, start: start)
    copy.time = time
    copy.season = season
    copy.enterBanner()
    return copy
  }

  /// Puts the arm's own levers in force: what the first morning is made with.
  func enterStart() { if timetable.changes { enter(timetable.own) } }

  /// Puts the levers in force that the banner as a whole has in this quarter.
  package func enterBanner() { if timetable.changes { enter(timetable.plan(quarter: time)) } }

  /// Puts the levers in force that a gacha has in this quarter.
  package func enter(gacha: Int) { if timetable.changes { enter(timetable.plan(quarter: time, gacha: gacha)) } }

  /// What the banner as a whole will have in the next quarter; in the last quarter what it has.
  var settingsOfNextQuarter: ArmSettings {
    timetable.changes ? timetable.plan(quarter: time + 1).settings : settings
  }

  private func enter(_ plan: ArmPlan) {
    guard plan.settings !== settings else { return }
    settings = plan.settings
    rates = plan.rates
    reach = plan.reach
    usualOveruse = plan.usualOveruse
    services = plan.services
    institution = plan.institution
    officePremiumYuan = plan.officePremiumYuan
    isCore = plan.isCore
    openChannels = settings.channels.and(allowedChannels)
  }

  /// 1 where a household holds the office of central household of its grid.
  @inline(__always)
  func holdsOffice(_ household: Int) -> Lanes {
    let holder = state.central.holder[banner.places.gridOfHousehold[household]]
    return choose(holder .== Lanes(repeating: Float(household)), Lanes(repeating: 1), .zero)
  }

  /// 1 where a household is what the office makes of its holder: bound to the place, and to the cooperative that the office leads. Where
  /// central households set no example, that is the first holder for good, as it is without central households.
  @inline(__always)
  func isBoundByOffice(_ household: Int) -> Lanes {
    let first = banner.places.grids[banner.places.gridOfHousehold[household]].centralHousehold == household
    let holds = holdsOffice(household) * openChannels.example
    return first ? holds + (1 - openChannels.example) : holds
  }

  /// Prices of this quarter, yuan a kg or day. Shape: goods x 16.
  @inline(__always)
  package var prices: UnsafePointer<Lanes> { shocks.prices(time: time - start) }

  /// Price of a good in this quarter. Shape: 16; yuan a kg or day.
  @inline(__always)
  package func price(_ good: Int) -> Lanes { prices[good] }

  /// Herd that a household aims at relative to its herd at the start, with the trend of the years that have passed.
  @inline(__always)
  var targetRatio: Float { settings.husbandry.targetHerdRatio * targetTrend }

  /// Severity of dzud that a gacha meets in this quarter, 0 outside winter.
  package func dzudSeverity(_ gacha: Int) -> Lanes {
    season == 4 ? shocks.dzud(sumu: banner.places.gacha[gacha].sumu, year: year) : .zero
  }

  /// What a household may owe, yuan: a share of its herd's value, more for members when the finance channel is open.
  @inline(__always)
  package func creditLimit(_ household: Int, sheepUnits: Lanes) -> Lanes {
    let value = sheepUnits * (price(0) * HerdRates.sheepUnitKg)
    let gain = openChannels.finance * (settings.cooperative.creditGain * banner.households.usesServices[household])
    return value * settings.income.creditShare * (1 + state.isMember[household] * gain)
  }
}

/// What is computed once for an arm before the run.
final class ArmPlan: Sendable {
  /// What it is computed from.
  let values: ParameterValues
  let settings: ArmSettings
  let rates: HerdRates
  /// Reach of the central household to each household, 0 to 1.
  let reach: [Float]
  /// Grazing of each household's herd at the start above proper use, relative to it.
  let usualOveruse: [Float]
  let services: ServicePlan
  let institution: InstitutionPlan
  /// Income of the office beside its pay, yuan a quarter; a share of what the household expects to earn at the start.
  let officePremiumYuan: [Float]
  /// Whether each household is a core member of its cooperative once it has joined.
  let isCore: [Bool]

  init(_ values: ParameterValues, banner: Banner) {
    self.values = values
    settings = ArmSettings(values)
    rates = HerdRates(banner.table, settings.husbandry, banner.herdBalance)
    services = ServicePlan(settings.services, banner: banner)
    let reachKm = settings.diffusion.reachKm
    usualOveruse = UsualGrazing.overuse(banner, rates, settings.forage)
    let (households, settings) = (banner.households, settings)
    let reach = households.distanceKm.map { Float(stableExp(Double(-$0 / reachKm))) }
    self.reach = reach
    institution = InstitutionPlan(values, settings.institution, places: banner.places, reach: reach)
    let share = settings.institution.isEnabled ? settings.institution.officePremiumShare / 4 : 0
    officePremiumYuan = households.persons.indices.map {
      share * InitialState.expectedIncomeYuan(households, $0, settings.income)
    }
    isCore = CoreMembers.find(banner, share: settings.cooperative.coreShare)
  }
}
