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
  /// In the order of rows.
  private(set) var rows: [GroupMeasure] = []

  /// The row of a measure; a new one for a new measure.
  mutating func row(_ measure: GroupMeasure) -> Int {
    if let row = rows.firstIndex(of: measure) { return row }
    rows.append(measure)
    return rows.count - 1
  }
}

/// Which sums over groups the recorded cells of a quarter are made of.
struct GroupNeeds {
  /// Of each row: whether the groups of members, of others and of central households need it, the other classes, and the strata.
  private(set) var main, classes, strata: [Bool]

  init(_ places: [RecordPlan.PlaceCells<GroupRule>], _ groups: [HouseholdGroups.Group], rows: Int) {
    let none = [Bool](repeating: false, count: rows)
    (main, classes, strata) = (none, none, none)
    for place in places {
      for cell in place.cells { for row in cell.rule.rows { add(row, groups[place.unit]) } }
    }
  }

  private mutating func add(_ row: Int, _ group: HouseholdGroups.Group) {
    if group.stratum != nil {
      strata[row] = true
    } else if group.classIndex < HouseholdGroups.mainClassCount {
      main[row] = true
    } else {
      classes[row] = true
    }
  }
}

extension GroupRule {
  /// Rows of the sums that it is made of.
  fileprivate var rows: [Int] {
    switch self {
    case .quotient(let above, let below): [above, below]
    case .theil(let count, let income, let entropy): [count, income, entropy]
    case .share(let households): [households]
    case .distribution: []
    }
  }
}

/// Sums over households for all groups at once: of each measure that a recorded cell of the quarter is made of; others are zero.
///
/// A household is in several classes, so what it adds is worked out once, a gacha at a time, and taken from the first cache by
/// each class and stratum.
///
/// Shape: classes x (inside, outside) x measures x 16: members of the cooperative and other households of the class. Single
/// precision within a gacha, double precision between.
final class GroupSums {
  private let banner: Banner
  // Shape: classes, inside and outside, rows x 16; then strata, rows x 16.
  private let totals: UnsafeMutablePointer<AccountLanes>
  private let strata: UnsafeMutablePointer<AccountLanes>
  // Households of each class in each gacha, counted from the gacha's first: those of list i from starts[i] on. Shape: gacha x
  // classes.
  private let members: [Int32]
  private let starts: [Int]
  private let classCount: Int
  private let rowCount: Int
  private let rows: [GroupMeasure]
  // Of the households of one gacha: a measure, its parts inside and outside, and the weights of strata. Shapes: households x 16,
  // households x 2 x 16, households x strata x 16.
  private let amounts, parts, weights: Rows
  private static let stratumCount = Stratum.allCases.count

  init(_ banner: Banner, _ households: HouseholdGroups, _ table: GroupTable) {
    self.banner = banner
    rows = table.rows
    classCount = households.classCount
    var (members, starts) = ([Int32](), [0])
    for gacha in banner.places.gacha {
      var lists = [[Int32]](repeating: [], count: classCount)
      for h in gacha.households {
        for index in households.classes[h] { lists[index].append(Int32(h - gacha.households.lowerBound)) }
      }
      for list in lists {
        members += list
        starts.append(members.count)
      }
    }
    (self.members, self.starts) = (members, starts)
    rowCount = classCount * 2 * rows.count
    totals = .allocate(capacity: rowCount)
    totals.initialize(repeating: .zero, count: rowCount)
    strata = .allocate(capacity: Self.stratumCount * rows.count)
    strata.initialize(repeating: .zero, count: Self.stratumCount * rows.count)
    let largest = banner.places.gacha.map(\.households.count).max() ?? 0
    func scratch(_ perHousehold: Int) -> Rows {
      let rows = Rows.allocate(capacity: largest * perHousehold)
      rows.initialize(repeating: .zero, count: largest * perHousehold)
      return rows
    }
    (amounts, parts, weights) = (scratch(1), scratch(2), scratch(Self.stratumCount))
  }

  deinit {
    totals.deallocate()
    strata.deallocate()
    for rows in [amounts, parts, weights] { rows.deallocate() }
  }

  /// Measures that there are.
  var measureCount: Int { rows.count }

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
  ///   - needs: what is summed.
  func gather(_ formation: GroupFormation, of context: QuarterContext, reference: Rows, _ needs: GroupNeeds) {
    totals.update(repeating: .zero, count: rowCount)
    strata.update(repeating: .zero, count: Self.stratumCount * rows.count)
    let hasStrata = needs.strata.contains(true)
    let (income, tolerance) = (context.state.accrualIncomeMeanYuan, context.settings.income.loserThreshold)
    let values = rows.map { measure -> HouseholdValues? in
      if case .measure(let measure) = measure { measure.values(context.state) } else { nil }
    }
    let wanted = rows.indices.filter { needs.main[$0] || needs.classes[$0] || needs.strata[$0] }
    for (index, gacha) in banner.places.gacha.enumerated() {
      let arms = hasStrata ? formation.arms : nil
      if let arms { weigh(gacha.households, arms, formation.trainedGain) }
      for row in wanted {
        func add(_ value: (Int) -> Lanes) { part(gacha.households, formation.members, value) }
        if let values = values[row] {
          values.each(context, add)
        } else {
          add { HouseholdYear.loses(income[$0], against: reference[$0], tolerance: tolerance) }
        }
        if needs.classes[row] || needs.main[row] {
          addClasses(needs.classes[row] ? classCount : HouseholdGroups.mainClassCount, row, gacha: index)
        }
        if needs.strata[row], arms != nil { addStrata(row, gacha.households.count) }
      }
    }
  }

  /// What each household of a gacha adds: all of it, and inside and outside.
  @inline(__always)
  private func part(_ households: Range<Int>, _ members: Rows, _ value: (Int) -> Lanes) {
    for h in households {
      let (local, member, own) = (h - households.lowerBound, members[h], value(h))
      amounts[local] = own
      parts[2 * local] = member * own
      parts[2 * local + 1] = (1 - member) * own
    }
  }

  /// Strata that each household of a gacha is in.
  private func weigh(_ households: Range<Int>, _ arms: (own: ModelState, reference: ModelState), _ trainedGain: Float) {
    for h in households {
      let own = GroupFormation.weights(h, own: arms.own, reference: arms.reference, trainedGain: trainedGain)
      let row = weights + (h - households.lowerBound) * Self.stratumCount
      (row[0], row[1], row[2], row[3], row[4], row[5], row[6]) = own
    }
  }

  /// Sums the parts of one measure over the first classes, each in registers.
  private func addClasses(_ count: Int, _ row: Int, gacha: Int) {
    members.withUnsafeBufferPointer { members in
      for index in 0..<count {
        let list = gacha * classCount + index
        var (inside, outside) = (Lanes.zero, Lanes.zero)
        for place in starts[list]..<starts[list + 1] {
          let own = parts + 2 * Int(members[place])
          inside += own[0]
          outside += own[1]
        }
        let first = totals + index * 2 * rows.count + row
        first[0] += widened(inside)
        first[rows.count] += widened(outside)
      }
    }
  }

  /// Sums one measure over all strata, in registers.
  private func addStrata(_ row: Int, _ households: Int) {
    var sums = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    for local in 0..<households {
      let (own, amount) = (weights + local * Self.stratumCount, amounts[local])
      sums.0 += own[0] * amount
      sums.1 += own[1] * amount
      sums.2 += own[2] * amount
      sums.3 += own[3] * amount
      sums.4 += own[4] * amount
      sums.5 += own[5] * amount
      sums.6 += own[6] * amount
    }
    let all = [sums.0, sums.1, sums.2, sums.3, sums.4, sums.5, sums.6]
    for (stratum, sum) in all.enumerated() { strata[stratum * rows.count + row] += widened(sum) }
  }
}
