import KhorshooEngine
import KhorshooNumerics

/// Outcomes of groups of households (``HouseholdGroups``).
///
/// A group is formed in one arm; its outcomes can be taken in the same arm or, household by household, in another.
final class GroupRecorder {
  private let banner: Banner
  private let outcomes: ModelOutcomes
  private let groups: HouseholdGroups
  private let sums: GroupSums
  private let distributions: GroupDistributions

  init(_ banner: Banner, groups: HouseholdGroups, outcomes: ModelOutcomes) {
    self.banner = banner
    self.groups = groups
    self.outcomes = outcomes
    sums = GroupSums(banner, groups)
    distributions = GroupDistributions(banner)
  }

  /// Writes the outcomes of all groups in one quarter.
  ///
  /// - Parameters:
  ///   - places: groups with cells in this quarter.
  ///   - members: `isMember` of the arm that forms the groups.
  ///   - context: the arm whose outcomes are taken.
  ///   - reference: incomes of the year in the reference arm. Shape: households x 16, yuan.
  ///   - write: receives each cell and its value.
  func record(
    _ places: [RecordPlan.PlaceCells], members: Rows, of context: QuarterContext, reference: Rows,
    write: (Int, AccountLanes) -> Void
  ) {
    sums.gather(members: members, of: context, reference: reference)
    let order = context.state.incomeOrder
    if context.season == 4,
      places.contains(where: { $0.cells.contains { Distribution.serves(outcomes.rules[$0.outcome]) } })
    {
      order.update(income: context.state.incomeLastYearYuan, persons: banner.households.persons)
      distributions.measure(order, members: members)
    }
    for place in places {
      let group = groups.groups[place.unit]
      for cell in place.cells { write(cell.cell, value(outcomes.rules[cell.outcome], group)) }
    }
  }

  private func value(_ rule: OutcomeRule, _ group: HouseholdGroups.Group) -> AccountLanes {
    func sum(_ measure: GroupMeasure) -> AccountLanes { sums.total(group, measure) }
    return switch rule {
    case .perHousehold(Measure.sheepUnits.rawValue): sum(.sheepUnits) / sum(.households)
    case .perHousehold(Measure.incomeYuan.rawValue): sum(.income) / sum(.households)
    case .perHousehold(Measure.incomeYearYuan.rawValue): sum(.incomeYear) / sum(.households)
    case .perHousehold(Measure.localIncomeYuan.rawValue): sum(.localIncomeYear) / sum(.households)
    case .perPerson(Measure.incomeYearYuan.rawValue): sum(.incomeYear) / sum(.persons)
    case .perPerson(Measure.poorPersons.rawValue): sum(.poorPersons) / sum(.persons)
    case .perPerson(Measure.povertyGapPersons.rawValue): sum(.gapPersons) / sum(.persons)
    case .perPerson(Measure.povertySeverityPersons.rawValue): sum(.severityPersons) / sum(.persons)
    case .theil: theilLanes(count: sum(.households), total: sum(.incomeHead), entropy: sum(.entropyHead))
    case .deathsSheepUnits: sum(.deaths) / sum(.households)
    case .salesSheepUnits: sum(.sales) / sum(.households)
    case .groupShare: sum(.households) / SIMD16(repeating: Double(banner.places.householdCount))
    case .comparison(.loserShare): sum(.losers) / sum(.households)
    case .distribution(let row): distributions.row(row, group.part)
    default: preconditionFailure("outcome rule \(rule) is not defined for groups")
    }
  }
}
