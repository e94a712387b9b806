import KhorshooEngine
import KhorshooNumerics

/// Outcomes of groups of households (``HouseholdGroups``).
///
/// A group is formed in one arm; its outcomes can be taken in the same arm or, household by household, in another.
final class GroupRecorder {
  private let banner: Banner
  private let groups: HouseholdGroups
  private let sums: GroupSums
  private let distributions: GroupDistributions

  init(_ banner: Banner, groups: HouseholdGroups, outcomes: ModelOutcomes) {
    self.banner = banner
    self.groups = groups
    sums = GroupSums(banner, groups, outcomes.groupTable)
    distributions = GroupDistributions(banner)
  }

  /// Writes the outcomes of all groups in one quarter.
  ///
  /// - Parameters:
  ///   - places: groups with cells in this quarter.
  ///   - formation: who is in which group, by the arm that forms them.
  ///   - context: the arm whose outcomes are taken.
  ///   - reference: mean incomes of the run in the reference arm. Shape: households x 16, yuan.
  ///   - write: receives each cell and its value.
  func record(
    _ places: [RecordPlan.PlaceCells<GroupRule>], formation: GroupFormation, of context: QuarterContext,
    reference: Rows,
    write: (Int, AccountLanes) -> Void
  ) {
    sums.gather(
      formation, of: context, reference: reference, GroupNeeds(places, groups.groups, rows: sums.measureCount))
    if context.season == 4, places.contains(where: { $0.cells.contains { $0.rule.isDistribution } }) {
      distributions.measure(context.sortIncomes(), members: formation.members)
    }
    for place in places {
      let group = groups.groups[place.unit]
      for cell in place.cells { write(cell.cell, value(cell.rule, group)) }
    }
  }

  private func value(_ rule: GroupRule, _ group: HouseholdGroups.Group) -> AccountLanes {
    func sum(_ row: Int) -> AccountLanes { sums.total(group, row) }
    return switch rule {
    case .quotient(let above, let below): sum(above) / sum(below)
    case .theil(let count, let income, let entropy):
      theilLanes(count: sum(count), total: sum(income), entropy: sum(entropy))
    case .share(let households): sum(households) / SIMD16(repeating: Double(banner.places.householdCount))
    case .distribution(let row): distributions.row(row, group.part)
    }
  }
}

extension GroupRule {
  /// Whether incomes have to be sorted for it.
  var isDistribution: Bool { if case .distribution = self { true } else { false } }
}

extension PlaceRule {
  /// Whether incomes have to be sorted for it.
  var isDistribution: Bool { if case .distribution = self { true } else { false } }
}
