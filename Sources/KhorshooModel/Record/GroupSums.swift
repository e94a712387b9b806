import KhorshooEngine
import KhorshooNumerics

/// What is summed over the members and the non-members of each class of households.
enum GroupMeasure: Int, CaseIterable {
  case income, deaths, sales
  case households, sheepUnits
  /// From here on of the year, in winter only.
  case persons, incomeYear, poorPersons, losers
  case gapPersons, severityPersons, incomeHead, entropyHead, localIncomeYear

  /// Measures of main groups in a quarter other than winter.
  static let quarterly = 0..<5
  /// Measures of the other groups, in winter.
  static let ofClasses = 3..<9
  /// Measures of main groups in winter.
  static let all = 0..<14
}

/// Sums over households for all groups at once, in one pass.
///
/// Shape: classes x (members, non-members) x measures x 16. Single precision within a gacha, double precision between.
final class GroupSums {
  private let banner: Banner
  private let households: HouseholdGroups
  // Classes beyond the first, household by household, and where those of each household begin.
  private let classes: [Int]
  private let firstClass: [Int]
  private let part: Rows
  private let totals: UnsafeMutablePointer<AccountLanes>
  private let row: Rows
  private static let width = GroupMeasure.allCases.count

  init(_ banner: Banner, _ households: HouseholdGroups) {
    self.banner = banner
    self.households = households
    classes = households.classes.flatMap { $0.dropFirst() }
    firstClass = households.classes.reduce(into: [0]) { $0.append($0.last! + $1.count - 1) }
    let rows = households.classCount * 2 * GroupSums.width
    part = .allocate(capacity: rows)
    part.initialize(repeating: .zero, count: rows)
    totals = .allocate(capacity: rows)
    totals.initialize(repeating: .zero, count: rows)
    row = .allocate(capacity: GroupSums.width)
    row.initialize(repeating: .zero, count: GroupSums.width)
  }

  deinit {
    part.deallocate()
    totals.deallocate()
    row.deallocate()
  }

  /// Sums a quarter of one arm.
  ///
  /// - Parameters:
  ///   - members: `isMember` of the arm that forms the groups.
  ///   - context: the arm whose outcomes are taken.
  ///   - reference: incomes of the year that losers have lost against. Shape: households x 16, yuan.
  func gather(members: Rows, of context: QuarterContext, reference: Rows) {
    let isWinter = context.season == 4
    let mainMeasures = isWinter ? GroupMeasure.all : GroupMeasure.quarterly
    let used = (isWinter ? households.classCount : HouseholdGroups.mainClassCount) * 2 * GroupSums.width
    totals.update(repeating: .zero, count: used)
    for gacha in banner.places.gacha {
      part.update(repeating: .zero, count: used)
      for h in gacha.households {
        measure(context, h, reference, isWinter)
        let inside = members[h]
        add(0, mainMeasures, inside)
        for index in classes[firstClass[h]..<firstClass[h + 1]] {
          if index < HouseholdGroups.mainClassCount {
            add(index, mainMeasures, inside)
          } else if isWinter {
            add(index, GroupMeasure.ofClasses, inside)
          }
        }
      }
      for i in 0..<used { totals[i] += widened(part[i]) }
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

  @inline(__always)
  private func add(_ index: Int, _ measures: Range<Int>, _ inside: Lanes) {
    let outside = 1 - inside
    let members = part + index * 2 * GroupSums.width
    let others = members + GroupSums.width
    for m in measures {
      members[m] += inside * row[m]
      others[m] += outside * row[m]
    }
  }

  @inline(__always)
  private func measure(_ context: QuarterContext, _ h: Int, _ reference: Rows, _ isWinter: Bool) {
    let (state, row) = (context.state, row)
    @inline(__always) func set(_ measure: GroupMeasure, _ value: Lanes) { row[measure.rawValue] = value }
    set(.income, state.incomeYuan[h])
    set(.deaths, state.deathsSheepUnits[h])
    set(.sales, state.salesSheepUnits[h])
    set(.households, Lanes(repeating: 1))
    set(.sheepUnits, state.sheepUnits[h])
    guard isWinter else { return }
    let year = HouseholdYear(context, h)
    set(.persons, Lanes(repeating: banner.households.persons[h]))
    set(.incomeYear, state.incomeLastYearYuan[h])
    set(.poorPersons, year.poorPersons)
    set(.losers, HouseholdYear.loses(state.incomeLastYearYuan[h], against: reference[h]))
    set(.gapPersons, year.gapPersons)
    set(.severityPersons, year.severityPersons)
    set(.incomeHead, year.incomeHead)
    set(.entropyHead, year.entropyHead)
    set(.localIncomeYear, state.localIncomeLastYearYuan[h])
  }
}
