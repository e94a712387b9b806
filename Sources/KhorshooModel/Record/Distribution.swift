import KhorshooNumerics

/// Distribution of income a head over the households of a place or group.
///
/// Quantiles are of type 7 (Hyndman and Fan 1996); the Gini coefficient is over households, unweighted.
final class Distribution {
  /// 10 %, 50 %, 90 % and the Gini coefficient.
  static let rowCount = 4

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

  /// Fills four rows (three quantiles, Gini) of all replicates for the households that `mask` admits.
  ///
  /// - Parameters:
  ///   - income: net income of the year. Shape: households x 16, yuan.
  ///   - mask: 1 where a household counts, nil for all. Shape: households x 16.
  func measure(
    income: UnsafePointer<Lanes>, persons: [Float], households: Range<Int>, mask: ((Int) -> Lanes)? = nil,
    into rows: UnsafeMutablePointer<AccountLanes>
  ) {
    for lane in 0..<laneCount {
      var count = 0
      for h in households where mask == nil || mask!(h)[lane] > 0 {
        amounts[count] = income[h][lane] / persons[h]
        count += 1
      }
      guard count > 0 else {
        for row in 0..<Distribution.rowCount { rows[row][lane] = .nan }
        continue
      }
      let part = UnsafeMutableBufferPointer(rebasing: amounts[..<count])
      rows[3][lane] = gini(sorting: part, scratch: UnsafeMutableBufferPointer(rebasing: scratch[..<count]))
      for (row, probability) in [0.1, 0.5, 0.9].enumerated() {
        rows[row][lane] = quantileType7(sorted: part.lazy.map(Double.init), probability: probability)
      }
    }
  }
}
