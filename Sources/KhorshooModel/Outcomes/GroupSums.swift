import KhorshooEngine
import KhorshooNumerics

/// What is summed over a group of households.
enum GroupMeasure: Hashable, Sendable {
  case measure(HouseholdMeasure)
  /// 1 for a household whose mean income is lower than in the reference arm (``HouseholdYear``).
  case losers

  static let households = GroupMeasure.measure(.computed(.one))
  static let persons = GroupMeasure.measure(.computed(.persons))
  static let incomeHead = GroupMeasure.measure(.computed(.incomeHead))
  static let entropyHead = GroupMeasure.measure(.computed(.entropyHead))
}

/// Which row of the sums over groups each measure has: every measure that an outcome of groups is made of, once.
struct GroupTable: Sendable {
  /// A measure, and when it is wanted.
  struct Row: Sendable {
    let measure: GroupMeasure
    /// Of main groups in every quarter, not in winter only.
    var isQuarterly = false
    /// Of classes too, in winter.
    var isOfClasses = false
  }

  /// In the order of rows.
  private(set) var rows: [Row] = []

  /// The row of a measure that an outcome needs; a new one for a new measure.
  mutating func row(_ measure: GroupMeasure, for outcome: Outcome) -> Int {
    let index = rows.firstIndex { $0.measure == measure } ?? rows.count
    if index == rows.count { rows.append(Row(measure: measure)) }
    if outcome.definition.frequency == .quarterly { rows[index].isQuarterly = true }
    if outcome.groups == .all { rows[index].isOfClasses = true }
    return index
  }
}

/// Sums over households for all groups at once: of each measure that an outcome of groups is made of.
///
/// Shape: classes x (members, non-members) x measures x 16. Single precision within a gacha, double precision between.
final class GroupSums {
  private let banner: Banner
  // Households of each class but the first, which has all, gacha by gacha.
  private let classes: [[[Int]]]
  private let totals: UnsafeMutablePointer<AccountLanes>
  // Shape: strata x measures x 16.
  private let strata: UnsafeMutablePointer<AccountLanes>
  private let rowCount: Int
  private let rows: [GroupTable.Row]

  init(_ banner: Banner, _ households: HouseholdGroups, _ table: GroupTable) {
    self.banner = banner
    rows = table.rows
    var classes = Array(
      repeating: Array(repeating: [Int](), count: banner.places.gacha.count), count: households.classCount)
    for (h, own) in households.classes.enumerated() {
      for index in own.dropFirst() { classes[index][banner.places.gachaOfHousehold[h]].append(h) }
    }
    self.classes = classes
    rowCount = households.classCount * 2 * rows.count
    totals = .allocate(capacity: rowCount)
    totals.initialize(repeating: .zero, count: rowCount)
    strata = .allocate(capacity: Stratum.allCases.count * rows.count)
    strata.initialize(repeating: .zero, count: Stratum.allCases.count * rows.count)
  }

  deinit {
    totals.deallocate()
    strata.deallocate()
  }

  /// A sum of one group.
  func total(_ group: HouseholdGroups.Group, _ row: Int) -> AccountLanes {
    if let stratum = group.stratum { return strata[stratum.rawValue * rows.count + row] }
    let first = totals + group.classIndex * 2 * rows.count + row
    return switch group.part {
    case .members: first[0]
    case .nonMembers: first[rows.count]
    case .all: first[0] + first[rows.count]
    }
  }

  /// Sums a quarter of one arm.
  ///
  /// - Parameters:
  ///   - formation: who is in which group.
  ///   - context: the arm whose outcomes are taken.
  ///   - reference: mean incomes of the run that losers have lost against. Shape: households x 16, yuan.
  func gather(_ formation: GroupFormation, of context: QuarterContext, reference: Rows) {
    totals.update(repeating: .zero, count: rowCount)
    strata.update(repeating: .zero, count: Stratum.allCases.count * rows.count)
    let isWinter = context.season == 4
    func add(_ row: Int, _ measure: GroupTable.Row, _ value: (Int) -> Lanes) {
      let isOfClasses = isWinter && measure.isOfClasses
      gather(row, isOfClasses ? classes.count : HouseholdGroups.mainClassCount, formation.members, value)
      if isOfClasses { gatherStrata(row, formation, value) }
    }
    for (row, measure) in rows.enumerated() where isWinter || measure.isQuarterly {
      switch measure.measure {
      case .measure(let values): values.values(context.state).each(context) { add(row, measure, $0) }
      case .losers:
        let (income, tolerance) = (context.state.accrualIncomeMeanYuan, context.settings.income.loserThreshold)
        add(row, measure) { HouseholdYear.loses(income[$0], against: reference[$0], tolerance: tolerance) }
      }
    }
  }

  /// Sums a measure over all strata, a gacha at a time in registers.
  @inline(__always)
  private func gatherStrata(_ row: Int, _ formation: GroupFormation, _ value: (Int) -> Lanes) {
    guard let (own, reference) = formation.arms else { return }
    for gacha in banner.places.gacha {
      var sums = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
      for h in gacha.households {
        let own = GroupFormation.weights(h, own: own, reference: reference, trainedGain: formation.trainedGain)
        let amount = value(h)
        sums.0 += own.0 * amount
        sums.1 += own.1 * amount
        sums.2 += own.2 * amount
        sums.3 += own.3 * amount
        sums.4 += own.4 * amount
        sums.5 += own.5 * amount
        sums.6 += own.6 * amount
      }
      let all = [sums.0, sums.1, sums.2, sums.3, sums.4, sums.5, sums.6]
      for (stratum, sum) in all.enumerated() { strata[stratum * rows.count + row] += widened(sum) }
    }
  }

  /// Sums a measure over some classes.
  @inline(__always)
  private func gather(_ row: Int, _ classCount: Int, _ members: Rows, _ value: (Int) -> Lanes) {
    for (gacha, place) in banner.places.gacha.enumerated() {
      add(row, 0, place.households, members, value)
      for index in 1..<classCount { add(row, index, classes[index][gacha], members, value) }
    }
  }

  /// Sums a measure over households of a gacha, in registers.
  @inline(__always)
  private func add(
    _ row: Int, _ index: Int, _ households: some Sequence<Int>, _ members: Rows, _ value: (Int) -> Lanes
  ) {
    var (inside, outside) = (Lanes.zero, Lanes.zero)
    for h in households {
      let (member, own) = (members[h], value(h))
      inside += member * own
      outside += (1 - member) * own
    }
    let first = totals + index * 2 * rows.count + row
    first[0] += widened(inside)
    first[rows.count] += widened(outside)
  }
}
