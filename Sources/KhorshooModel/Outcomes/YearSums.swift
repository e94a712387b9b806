import KhorshooNumerics

/// Sums over the four quarters of a year, by arm: cells come in the same order in each of them, so that a cell's place among
/// those of its quarter is where its sum stands.
///
/// - Proof: `YearSumsProperty`.
final class YearSums {
  // Shape: (arms x cells) x 16. Different arms may be summed by different threads.
  private let sums: AccountRows
  private let cells: Int
  private let means: Set<Int>

  /// - Parameters:
  ///   - cells: most cells of a year.
  ///   - means: cells that are divided by four.
  init(arms: Int, cells: Int, means: Set<Int>) {
    sums = .allocate(capacity: max(1, arms * cells))
    sums.initialize(repeating: .zero, count: arms * cells)
    (self.cells, self.means) = (cells, means)
  }

  deinit { sums.deallocate() }

  /// Adds one cell of one quarter of one arm.
  ///
  /// - Parameters:
  ///   - time: quarters since the start, which is a spring.
  ///   - slot: place of the cell among those of its quarter.
  /// - Returns: at the end of winter, what is gathered over the year.
  func add(_ value: AccountLanes, of cell: Int, slot: Int, arm: Int, time: Int) -> AccountLanes? {
    let own = arm * cells + slot
    let sum = time % 4 == 0 ? value : sums[own] + value
    sums[own] = sum
    guard time % 4 == 3 else { return nil }
    return means.contains(cell) ? sum / 4 : sum
  }

  /// Takes over the sums of another arm.
  func copy(from source: Int, to arm: Int) {
    (sums + arm * cells).update(from: sums + source * cells, count: cells)
  }
}
