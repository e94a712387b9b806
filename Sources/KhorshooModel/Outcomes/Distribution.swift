import KhorshooNumerics

/// Rows that describe a distribution of income a head over households; places have them in ``PlaceDistributions``, groups
/// in ``GroupDistributions``.
///
/// Quantiles are of type 7 (Hyndman and Fan 1996); households count alike, whatever their size.
enum Distribution {
  /// 10 %, 50 % and 90 % quantile stand first.
  static let quantiles = [0.1, 0.5, 0.9]
  static let gini = 3
  static let palma = 4
  /// Share of income that the poorest 10 %, 20 %, ... 90 % have, from here on.
  static let lorenz = 5
  static let rowCount = lorenz + 9

  /// Fills the rows of one replicate from incomes a head sorted upwards; NaN where there are none.
  ///
  /// - Parameter rows: Shape: ``rowCount`` x 16.
  static func describe(_ sorted: UnsafeBufferPointer<Float>, _ lane: Int, _ rows: UnsafeMutablePointer<AccountLanes>) {
    let own = UnsafeMutableRawPointer(rows).assumingMemoryBound(to: Double.self) + lane
    guard !sorted.isEmpty else {
      for row in 0..<rowCount { own[row * laneCount] = .nan }
      return
    }
    let curve = LorenzCurve(sorted: sorted)
    for row in 0..<gini {
      own[row * laneCount] = quantileType7(sorted: sorted, probability: quantiles[row])
    }
    own[gini * laneCount] = curve.gini
    own[palma * laneCount] = curve.palmaRatio
    for tenth in 0..<9 { own[(lorenz + tenth) * laneCount] = curve.decileShares[tenth] }
  }
}

/// Distributions of income a head over members, non-members and central households.
///
/// - Source: model description 10.
/// - Proof: `EquityProperty`.
final class GroupDistributions {
  private let isCentral: [UInt8]
  // Shape: members, non-members, central households, then ``Distribution/rowCount`` x 16.
  private let rows: UnsafeMutablePointer<AccountLanes>
  // Incomes a head of each of the three. Shape: 3 x (households and one).
  private let amounts: UnsafeMutablePointer<Float>
  private static let rowCount = HouseholdGroups.mainGroupCount * Distribution.rowCount

  init(_ banner: Banner) {
    isCentral = banner.households.isCentral.map { $0 ? 1 : 0 }
    rows = .allocate(capacity: GroupDistributions.rowCount)
    rows.initialize(repeating: .zero, count: GroupDistributions.rowCount)
    let capacity = HouseholdGroups.mainGroupCount * (isCentral.count + 1)
    amounts = .allocate(capacity: capacity)
    amounts.initialize(repeating: 0, count: capacity)
  }

  deinit {
    rows.deallocate()
    amounts.deallocate()
  }

  /// A row of ``Distribution`` of a main group.
  func row(_ row: Int, _ part: HouseholdGroups.Part) -> AccountLanes {
    rows[part.rawValue * Distribution.rowCount + row]
  }

  /// Deals the households of all replicates out to the groups.
  ///
  /// - Parameter members: 1 or 0. Shape: households x 16.
  func measure(_ order: IncomeOrder, members: UnsafePointer<Lanes>) {
    let insiders = amounts
    let outsiders = insiders + isCentral.count + 1
    let central = outsiders + isCentral.count + 1
    for lane in 0..<laneCount {
      let isMember = floats(members, lane)
      var (inside, outside, office) = (0, 0, 0)
      // Without branches: each income is put down for all three, and overwritten where it does not belong.
      isCentral.withUnsafeBufferPointer { isCentral in
        for household in order.households(lane: lane) {
          let (h, amount) = (Int(household.number), household.value)
          let member = isMember[h * laneCount] > 0 ? 1 : 0
          (insiders[inside], outsiders[outside], central[office]) = (amount, amount, amount)
          inside &+= member
          outside &+= 1 &- member
          office &+= Int(isCentral[h])
        }
      }
      describe(.members, UnsafeBufferPointer(start: insiders, count: inside), lane)
      describe(.nonMembers, UnsafeBufferPointer(start: outsiders, count: outside), lane)
      describe(.all, UnsafeBufferPointer(start: central, count: office), lane)
    }
  }

  private func describe(_ part: HouseholdGroups.Part, _ sorted: UnsafeBufferPointer<Float>, _ lane: Int) {
    Distribution.describe(sorted, lane, rows + part.rawValue * Distribution.rowCount)
  }
}

/// 10 %, 50 % and 90 % quantile of how much more each household earns than in another arm, yuan.
final class UpliftDistribution {
  /// What was measured last. Shape: 3 x 16.
  private(set) var rows = [AccountLanes](repeating: .zero, count: Distribution.quantiles.count)
  private let amounts: UnsafeMutableBufferPointer<Float>
  private let scratch: UnsafeMutableBufferPointer<Float>

  init(households: Int) {
    amounts = .allocate(capacity: households)
    scratch = .allocate(capacity: households)
    amounts.initialize(repeating: 0)
    scratch.initialize(repeating: 0)
  }

  deinit {
    amounts.deallocate()
    scratch.deallocate()
  }

  /// Fills the rows of all replicates.
  func measure(income: UnsafePointer<Lanes>, reference: UnsafePointer<Lanes>) {
    for lane in 0..<laneCount {
      let (own, other) = (floats(income, lane), floats(reference, lane))
      for h in amounts.indices { amounts[h] = own[h * laneCount] - other[h * laneCount] }
      radixSort(amounts, scratch: scratch)
      for (row, probability) in Distribution.quantiles.enumerated() {
        rows[row][lane] = quantileType7(sorted: UnsafeBufferPointer(amounts), probability: probability)
      }
    }
  }
}

/// The values of one replicate, each sixteen after the last.
@inline(__always)
func floats(_ rows: UnsafePointer<Lanes>, _ lane: Int) -> UnsafePointer<Float> {
  UnsafeRawPointer(rows).assumingMemoryBound(to: Float.self) + lane
}

/// Theil's index of each replicate from sums over households; NaN where there is no income.
func theilLanes(count: AccountLanes, total: AccountLanes, entropy: AccountLanes) -> AccountLanes {
  var index = AccountLanes.zero
  for lane in 0..<laneCount { index[lane] = theilIndex(count: count[lane], total: total[lane], entropy: entropy[lane]) }
  return index
}
