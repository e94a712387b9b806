import KhorshooEngine
import KhorshooNumerics

/// What is summed over the members and the non-members of each class of households.
enum GroupMeasure: Int, CaseIterable {
  case income, deaths, sales
  case households, sheepUnits
  /// From here on of the year, in winter only.
  case persons, incomeYear, poorPersons, losers
  /// From here on of main groups alone.
  case gapPersons, severityPersons, incomeHead, entropyHead, localIncomeYear
}

/// Sums over households for all groups at once.
///
/// Shape: classes x (members, non-members) x measures x 16. Single precision within a gacha, double precision between.
final class GroupSums {
  private let banner: Banner
  // Households of each class but the first, which has all, gacha by gacha.
  private let classes: [[[Int]]]
  private let totals: UnsafeMutablePointer<AccountLanes>
  private let rowCount: Int
  private static let width = GroupMeasure.allCases.count

  init(_ banner: Banner, _ households: HouseholdGroups) {
    self.banner = banner
    var classes = Array(
      repeating: Array(repeating: [Int](), count: banner.places.gacha.count), count: households.classCount)
    for (h, own) in households.classes.enumerated() {
      for index in own.dropFirst() { classes[index][banner.places.gachaOfHousehold[h]].append(h) }
    }
    self.classes = classes
    rowCount = households.classCount * 2 * GroupSums.width
    totals = .allocate(capacity: rowCount)
    totals.initialize(repeating: .zero, count: rowCount)
  }

  deinit { totals.deallocate() }

  /// Sums a quarter of one arm.
  ///
  /// - Parameters:
  ///   - members: `isMember` of the arm that forms the groups.
  ///   - context: the arm whose outcomes are taken.
  ///   - reference: incomes of the year that losers have lost against. Shape: households x 16, yuan.
  func gather(members: Rows, of context: QuarterContext, reference: Rows) {
    totals.update(repeating: .zero, count: rowCount)
    for (gacha, place) in banner.places.gacha.enumerated() {
      addQuarter(0, place.households, members, context.state)
      addQuarter(1, classes[1][gacha], members, context.state)
      guard context.season == 4 else { continue }
      addYear(0, place.households, members, context, reference)
      addYear(1, classes[1][gacha], members, context, reference)
      for index in HouseholdGroups.mainClassCount..<classes.count {
        addClass(index, classes[index][gacha], members, context, reference)
      }
    }
  }

  /// A sum of one group.
  func total(_ group: HouseholdGroups.Group, _ measure: GroupMeasure) -> AccountLanes {
    let first = totals + group.classIndex * 2 * GroupSums.width + measure.rawValue
    return switch group.part {
    case .members: first[0]
    case .nonMembers: first[GroupSums.width]
    case .all: first[0] + first[GroupSums.width]
    }
  }

  /// One sum over the households of a gacha, kept in registers.
  private struct Part {
    var members = Lanes.zero
    var others = Lanes.zero

    @inline(__always)
    mutating func add(_ value: Lanes, _ inside: Lanes, _ outside: Lanes) {
      members += inside * value
      others += outside * value
    }
  }

  @inline(__always)
  private func add(_ index: Int, _ measure: GroupMeasure, _ part: Part) {
    let first = totals + index * 2 * GroupSums.width + measure.rawValue
    first[0] += widened(part.members)
    first[GroupSums.width] += widened(part.others)
  }

  /// What main groups have in every quarter.
  @inline(__always)
  private func addQuarter(_ index: Int, _ households: some Sequence<Int>, _ members: Rows, _ state: ModelState) {
    var (income, deaths, sales, count, sheepUnits) = (Part(), Part(), Part(), Part(), Part())
    for h in households {
      let inside = members[h]
      let outside = 1 - inside
      income.add(state.incomeYuan[h], inside, outside)
      deaths.add(state.deathsSheepUnits[h], inside, outside)
      sales.add(state.salesSheepUnits[h], inside, outside)
      count.add(Lanes(repeating: 1), inside, outside)
      sheepUnits.add(state.sheepUnits[h], inside, outside)
    }
    add(index, .income, income)
    add(index, .deaths, deaths)
    add(index, .sales, sales)
    add(index, .households, count)
    add(index, .sheepUnits, sheepUnits)
  }

  /// What main groups have in winter beside it.
  @inline(__always)
  private func addYear(
    _ index: Int, _ households: some Sequence<Int>, _ members: Rows, _ context: QuarterContext, _ reference: Rows
  ) {
    let state = context.state
    var (persons, income, poor, losers, local) = (Part(), Part(), Part(), Part(), Part())
    var (gap, severity, head, entropy) = (Part(), Part(), Part(), Part())
    for h in households {
      let inside = members[h]
      let outside = 1 - inside
      let year = HouseholdYear(context, h)
      persons.add(Lanes(repeating: banner.households.persons[h]), inside, outside)
      income.add(state.incomeLastYearYuan[h], inside, outside)
      poor.add(year.poorPersons, inside, outside)
      losers.add(HouseholdYear.loses(state.incomeLastYearYuan[h], against: reference[h]), inside, outside)
      gap.add(year.gapPersons, inside, outside)
      severity.add(year.severityPersons, inside, outside)
      head.add(year.incomeHead, inside, outside)
      entropy.add(year.entropyHead, inside, outside)
      local.add(state.localIncomeLastYearYuan[h], inside, outside)
    }
    add(index, .persons, persons)
    add(index, .incomeYear, income)
    add(index, .poorPersons, poor)
    add(index, .losers, losers)
    add(index, .gapPersons, gap)
    add(index, .severityPersons, severity)
    add(index, .incomeHead, head)
    add(index, .entropyHead, entropy)
    add(index, .localIncomeYear, local)
  }

  /// What the other groups have, in winter.
  @inline(__always)
  private func addClass(
    _ index: Int, _ households: [Int], _ members: Rows, _ context: QuarterContext, _ reference: Rows
  ) {
    let state = context.state
    var (count, sheepUnits, persons, income, poor, losers) = (Part(), Part(), Part(), Part(), Part(), Part())
    for h in households {
      let inside = members[h]
      let outside = 1 - inside
      count.add(Lanes(repeating: 1), inside, outside)
      sheepUnits.add(state.sheepUnits[h], inside, outside)
      persons.add(Lanes(repeating: banner.households.persons[h]), inside, outside)
      income.add(state.incomeLastYearYuan[h], inside, outside)
      poor.add(HouseholdYear(context, h).poorPersons, inside, outside)
      losers.add(HouseholdYear.loses(state.incomeLastYearYuan[h], against: reference[h]), inside, outside)
    }
    add(index, .households, count)
    add(index, .sheepUnits, sheepUnits)
    add(index, .persons, persons)
    add(index, .incomeYear, income)
    add(index, .poorPersons, poor)
    add(index, .losers, losers)
  }
}
