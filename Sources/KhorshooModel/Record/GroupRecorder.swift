import KhorshooEngine
import KhorshooNumerics

/// Outcomes of groups of households: members, non-members, central households.
///
/// A group is formed in one arm; its outcomes can be taken in the same arm or, household by household, in another.
final class GroupRecorder {
  private let banner: Banner
  private let outcomes: ModelOutcomes
  private let distribution: Distribution
  private let spread: UnsafeMutablePointer<AccountLanes>
  private let isCentral: [Lanes]

  init(_ banner: Banner, outcomes: ModelOutcomes) {
    self.banner = banner
    self.outcomes = outcomes
    distribution = Distribution(households: banner.places.householdCount)
    spread = .allocate(capacity: Distribution.rowCount)
    spread.initialize(repeating: .zero, count: Distribution.rowCount)
    isCentral = banner.households.isCentral.map { Lanes(repeating: $0 ? 1 : 0) }
  }

  deinit { spread.deallocate() }

  /// Sums over the households of a group.
  private struct Sums {
    var households = AccountLanes.zero
    var persons = AccountLanes.zero
    var sheepUnits = AccountLanes.zero
    var income = AccountLanes.zero
    var deaths = AccountLanes.zero
    var sales = AccountLanes.zero
    var incomeYear = AccountLanes.zero
    var poorPersons = AccountLanes.zero
  }

  /// Whether household `h` is in group 0 (member), 1 (non-member) or 2 (central) in an arm.
  @inline(__always)
  private func mask(_ group: Int, _ members: Rows, _ h: Int) -> Lanes {
    switch group {
    case 0: members[h]
    case 1: 1 - members[h]
    default: isCentral[h]
    }
  }

  /// Writes the outcomes of one group in one quarter.
  ///
  /// - Parameters:
  ///   - members: `isMember` of the arm that forms the group.
  ///   - context: the arm whose outcomes are taken.
  ///   - write: receives each cell and its value.
  func record(
    _ group: Int, members: Rows, of context: QuarterContext, cells: [RecordPlan.Entry],
    write: (Int, AccountLanes) -> Void
  ) {
    guard !cells.isEmpty else { return }
    let sums = sums(group, members, context)
    let needsSpread = cells.contains {
      switch outcomes.rules[$0.outcome] {
      case .gini, .quantile: true
      default: false
      }
    }
    if needsSpread {
      distribution.measure(
        income: context.state.incomeLastYearYuan, persons: banner.households.persons,
        households: 0..<banner.places.householdCount, mask: { self.mask(group, members, $0) }, into: spread)
    }
    for cell in cells { write(cell.cell, value(outcomes.rules[cell.outcome], sums)) }
  }

  private func value(_ rule: OutcomeRule, _ sums: Sums) -> AccountLanes {
    switch rule {
    case .perHousehold(Measure.sheepUnits.rawValue): sums.sheepUnits / sums.households
    case .perHousehold(Measure.incomeYuan.rawValue): sums.income / sums.households
    case .perHousehold(Measure.incomeYearYuan.rawValue): sums.incomeYear / sums.households
    case .perPerson(Measure.incomeYearYuan.rawValue): sums.incomeYear / sums.persons
    case .perPerson(Measure.poorPersons.rawValue): sums.poorPersons / sums.persons
    case .deathsSheepUnits: sums.deaths / sums.households
    case .salesSheepUnits: sums.sales / sums.households
    case .groupShare: sums.households / SIMD16(repeating: Double(banner.places.householdCount))
    case .quantile(let index): spread[index]
    case .gini: spread[3]
    default: preconditionFailure("outcome rule \(rule) is not defined for groups")
    }
  }

  private func sums(_ group: Int, _ members: Rows, _ context: QuarterContext) -> Sums {
    let state = context.state
    var total = Sums()
    for gacha in banner.places.gacha {
      var (count, persons, units, income) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
      var (deaths, sales, year, poor) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
      for h in gacha.households {
        let inside = mask(group, members, h)
        count += inside
        units += inside * state.sheepUnits[h]
        income += inside * state.incomeYuan[h]
        deaths += inside * state.deathsSheepUnits[h]
        sales += inside * state.salesSheepUnits[h]
        guard context.season == 4 else { continue }
        persons += inside * banner.households.persons[h]
        year += inside * state.incomeLastYearYuan[h]
        poor += inside * MeasureSums.poorPersons(context, h)
      }
      total.households += widened(count)
      total.persons += widened(persons)
      total.sheepUnits += widened(units)
      total.income += widened(income)
      total.deaths += widened(deaths)
      total.sales += widened(sales)
      total.incomeYear += widened(year)
      total.poorPersons += widened(poor)
    }
    return total
  }
}
