import KhorshooNumerics

/// Distribution of income a head over the households of a group; of places see ``PlaceDistributions``.
///
/// Quantiles are of type 7 (Hyndman and Fan 1996); households count alike, whatever their size. One sort a replicate.
final class Distribution {
  /// 10 %, 50 % and 90 % quantile stand first.
  static let quantiles = [0.1, 0.5, 0.9]
  static let gini = 3
  static let palma = 4
  /// Share of income that the poorest 10 %, 20 %, ... 90 % have, from here on.
  static let lorenz = 5
  static let rowCount = lorenz + 9

  /// Which households count.
  enum Selection {
    case list([Int])
    /// Those whose row has this number in the replicate.
    case having(Float, in: Rows)
  }

  /// What was measured last. Shape: ``rowCount`` x 16.
  private(set) var rows = [AccountLanes](repeating: .zero, count: rowCount)
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

  /// Whether an outcome is made of these rows.
  static func serves(_ rule: OutcomeRule) -> Bool {
    if case .distribution = rule { true } else { false }
  }

  /// Fills the rows of all replicates; NaN where no household counts.
  ///
  /// - Parameter income: net income of the year. Shape: households x 16, yuan.
  func measure(income: UnsafePointer<Lanes>, persons: [Float], _ selection: Selection) {
    for lane in 0..<laneCount {
      let count = fill(income, persons, selection, lane)
      guard count > 0 else {
        for row in rows.indices { rows[row][lane] = .nan }
        continue
      }
      let part = UnsafeMutableBufferPointer(rebasing: amounts[..<count])
      radixSort(part, scratch: UnsafeMutableBufferPointer(rebasing: scratch[..<count]))
      rows.withUnsafeMutableBufferPointer { Distribution.describe(UnsafeBufferPointer(part), lane, $0.baseAddress!) }
    }
  }

  /// Fills the rows of one replicate from sorted incomes a head.
  static func describe(_ sorted: UnsafeBufferPointer<Float>, _ lane: Int, _ rows: UnsafeMutablePointer<AccountLanes>) {
    let curve = LorenzCurve(sorted: sorted)
    for (row, probability) in quantiles.enumerated() {
      rows[row][lane] = quantileType7(sorted: sorted.lazy.map(Double.init), probability: probability)
    }
    rows[gini][lane] = curve.gini
    rows[palma][lane] = curve.palmaRatio
    for tenth in 0..<9 { rows[lorenz + tenth][lane] = curve.decileShares[tenth] }
  }

  /// Fills 10 %, 50 % and 90 % quantile of how much more each household earns than in another arm, yuan.
  func measureUplift(income: UnsafePointer<Lanes>, reference: UnsafePointer<Lanes>) {
    for lane in 0..<laneCount {
      let (own, other) = (floats(income, lane), floats(reference, lane))
      for h in amounts.indices { amounts[h] = own[h * laneCount] - other[h * laneCount] }
      radixSort(amounts, scratch: scratch)
      for (row, probability) in Distribution.quantiles.enumerated() {
        rows[row][lane] = quantileType7(sorted: amounts.lazy.map(Double.init), probability: probability)
      }
    }
  }

  /// Puts the income a head of the households that count in front; returns their number.
  private func fill(
    _ income: UnsafePointer<Lanes>, _ persons: [Float], _ selection: Selection, _ lane: Int
  ) -> Int {
    let income = floats(income, lane)
    let amounts = amounts.baseAddress!
    var count = 0
    persons.withUnsafeBufferPointer { persons in
      @inline(__always) func take(_ h: Int) {
        amounts[count] = income[h * laneCount] / persons[h]
        count += 1
      }
      switch selection {
      case .list(let list): for h in list { take(h) }
      case .having(let number, let rows):
        let own = floats(rows, lane)
        for h in persons.indices where own[h * laneCount] == number { take(h) }
      }
    }
    return count
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
